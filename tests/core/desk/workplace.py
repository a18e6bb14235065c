"""Who works at the desk, the clock on the wall, and where a day is kept."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from cockpit.checklist import Step, path_of
from cockpit.desk import Desk
from cockpit.person import Person
from cockpit.store import Store

LI, WANG = Person(1000, "li", "Li", "assistant"), Person(1001, "wang", "Wang", "assistant")
BOSS = Person(1002, "zhao", "Zhao", "supervisor")
FP = "a" * 16


class Wall:
    """A clock that is set by hand. It stands at a day of November 2026, a Tuesday unless said, 09:00 in Shanghai."""

    def __init__(self, day: int = 24) -> None:
        self.now = datetime(2026, 11, day, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now


OpenDesk = Callable[..., Desk]


def step(desk: Desk, step_id: str) -> Step:
    """A step of today."""
    found = desk.checklist.step(step_id)
    assert found is not None
    return found


def day_file(workspace: Path, day: date = date(2026, 11, 24)) -> Path:
    """The file of a day."""
    return path_of(Store(workspace), day)

"""What the team's checklist says, as values for checks: which steps were signed, and how long the panes took."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cockpit.issue import Pane
from cockpit.text import Words

Part = Literal["", "steps", "times"]  # what a check looks at


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of one day of the team's checklist (domain §10.3), as checks may see it."""

    day: date
    pane: Pane  # the round it belongs to: also weekly, month-end, quarterly
    step: str  # its id: "M3"
    text: Words
    due: datetime  # when its pane ended on that day
    done: bool = False
    by: str = ""
    at: datetime | None = None
    note: str = ""  # on a step that is not done: why
    carried: date | None = None  # the day that first left it undone


@dataclass(frozen=True, slots=True)
class PaneTime:
    """The time that one pane of one day took: from its first to its last tick, or as somebody corrected it."""

    day: date
    pane: Pane
    minutes: int
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """What the team's checklist says, over this month and the one before."""

    steps: tuple[StepRecord, ...] = ()  # by day; of working days without a file what was due on them, undone
    times: tuple[PaneTime, ...] = ()  # of days that are over
    unread: tuple[date, ...] = ()  # days whose file cannot be read: what was done on them nobody knows

    def part(self, wanted: "Part") -> "Signed":
        """What a check has asked for alone: the times of ended days do not change with every tick."""
        if wanted == "steps":
            return Signed(self.steps, (), self.unread)
        return Signed((), self.times) if wanted == "times" else NOTHING_SIGNED


NOTHING_SIGNED = Signed()

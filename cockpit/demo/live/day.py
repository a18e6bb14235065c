"""The live demo: one act after the other, at the pace of people, until it is told to stop."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain, cycle
from pathlib import Path
from threading import Event

from cockpit.demo.chance import stream
from cockpit.demo.live.acts import ROUTINE, STORY, Act, Scene
from cockpit.demo.live.landing import Drop, land

SHORTEST, LONGEST = 8.0, 35.0  # seconds between two acts


def _wall_clock() -> datetime:
    return datetime.now(UTC)


def live(folder: Path, seed: int, stop: Event, clock: Callable[[], datetime] = _wall_clock, speed: float = 1.0) -> None:
    """Keep dropping files into a demo workspace until `stop` is set.

    Args:
        folder: the workspace that `write_demo` wrote.
        seed: decides the pauses and the new orders' numbers.
        stop: set it from another thread; a pause ends at once.
        clock: what time it is, with a zone.
        speed: 10 is ten times as busy.
    """
    reports = folder / "reports"
    pauses = stream(seed, "live/pauses")
    for number, act in enumerate(acts()):
        if stop.wait(pauses.uniform(SHORTEST, LONGEST) / speed):
            return
        drop = perform(act, Scene(reports, clock(), stream(seed, f"live/{number}")))
        if drop is not None:
            land(reports, drop, stop, speed)


def acts() -> Iterator[Act]:
    """The story of the day, then the routine, for ever."""
    return chain(STORY, cycle(ROUTINE))


def perform(act: Act, scene: Scene) -> Drop | None:
    """What an act lets land; nothing when somebody took away the file that it is about."""
    try:
        return act(scene)
    except (OSError, ValueError, IndexError):
        return None

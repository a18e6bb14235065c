"""Small pictures of numbers, as data: which of eight heights each bar has, where a value stands between its lines."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cockpit.issue import Figure, Line

Band = Literal["", "warning", "critical"]
MarkKind = Literal["internal", "amazon", "value"]
HEIGHTS = 8
TRACK_ROOM = 0.15  # empty part of the track beyond the outermost value
CLOSE_TOGETHER = 0.5  # lines within this share of each other: the track does not begin at zero


class Bar(NamedTuple):
    """One bar of a trend: its height 1–8, and the worst line that it is past."""

    height: int
    band: Band


class Mark(NamedTuple):
    """One place on a track, 0–1: a line ("internal", "amazon") or the value itself."""

    kind: MarkKind
    at: float


class Track(NamedTuple):
    """Where a figure stands against its lines."""

    marks: tuple[Mark, ...]  # in order of place
    band: Band


def upward(value: float, lines: Sequence[Line]) -> bool:
    """Whether more is worse: read off a crossed line, and off an uncrossed one in reverse."""
    for line in lines:
        if value != float(line.value):
            return (value > float(line.value)) == line.crossed
    return True


def band_of(value: float, lines: Sequence[Line], *, up: bool) -> Band:
    """The worst line a value is past; a value on the line counts as past it, as Amazon's own do (domain §2.2)."""
    past = {line.kind for line in lines if (value >= float(line.value) if up else value <= float(line.value))}
    return "critical" if "amazon" in past else "warning" if past else ""


def bars(trend: Sequence[float], lines: Sequence[Line], limit: int = 30) -> tuple[Bar, ...]:
    """The last values of a trend as bars, oldest first, scaled over values and lines together."""
    values = [float(value) for value in trend[-limit:]]
    if not values:
        return ()
    up = upward(values[-1], lines)
    everything = [*values, *(float(line.value) for line in lines)]
    low = min(0.0, *everything) if min(everything) < CLOSE_TOGETHER * max(everything) else min(everything)
    span = (max(everything) - low) or 1.0
    return tuple(
        Bar(max(1, min(HEIGHTS, round((value - low) / span * HEIGHTS))), band_of(value, lines, up=up))
        for value in values
    )


def track(figure: Figure | None, lines: Sequence[Line]) -> Track | None:
    """The figure between its lines; None when there is nothing to compare."""
    if figure is None or figure.value is None or not lines:
        return None
    value = float(figure.value)
    places: list[tuple[MarkKind, float]] = [*((line.kind, float(line.value)) for line in lines), ("value", value)]
    values = [place for _, place in places]
    low, high = _range(min(values), max(values))
    span = high - low or 1.0  # the smallest numbers there are leave no room between them
    marks = tuple(Mark(kind, (place - low) / span) for kind, place in sorted(places, key=lambda pair: pair[1]))
    crossed = {line.kind for line in lines if line.crossed}
    return Track(marks, "critical" if "amazon" in crossed else "warning" if crossed else "")


def _range(low: float, high: float) -> tuple[float, float]:
    """The ends of a track: from zero where that leaves room to see, closer where all values lie near each other."""
    if low < 0 or low > CLOSE_TOGETHER * high:
        room = ((high - low) or abs(high) or 1.0) * CLOSE_TOGETHER
        return low - room, high + room
    return 0.0, (high or 1.0) * (1 + TRACK_ROOM)

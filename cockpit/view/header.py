"""The head of the screen: which workspace, what time it is, what is due next, how complete the reports are."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cockpit.clock import zone_of
from cockpit.issue import Pane, Severity
from cockpit.picture import Picture
from cockpit.text import clean
from cockpit.view.day import DAY_PANES, PERIOD_PANES, Day
from cockpit.view.panes import PaneView
from cockpit.view.rows import severity_counts
from cockpit.view.speech import Span, Speech


class Header(NamedTuple):
    """The facts of the head, each by itself, so that a narrow screen can leave some out."""

    workspace: str
    clock: str  # Mon 23 Nov 09:12 CST
    short_clock: str  # 09:12 CST
    markets: str  # US 17:12 Sun · DE 02:12
    next_due: tuple[Span, ...]  # Morning is due in 18 min: 3 critical, 5 warnings, 2 steps
    overdue: tuple[Span, ...]  # Morning is past due: 2 steps
    reports: tuple[Span, ...]  # reports 13/14 · 1 stale
    short_reports: str  # 13/14
    also: tuple[Span, ...]  # weekly △2 · month-end ▲1


def header(picture: Picture, panes: Mapping[Pane, PaneView], day: Day, speech: Speech) -> Header:
    """The head for one moment."""
    local = speech.local(day.now)
    short = f"{local:%H:%M} {local.tzname() or ''}".rstrip()
    reports, short_reports = _reports(picture, speech)
    return Header(
        clean(picture.workspace),
        f"{speech.weekday(local)} {speech.date(day.now)} {short}",
        short,
        _markets(picture.marketplaces, day, speech),
        _next_due(panes, day, speech),
        _overdue(panes, day, speech),
        reports,
        short_reports,
        _also(panes, speech),
    )


def _markets(marketplaces: Sequence[str], day: Day, speech: Speech) -> str:
    """Each marketplace's wall clock, the weekday beside it where it is another day there."""
    today = speech.local(day.now).date()
    parts = []
    for name in marketplaces:
        there = day.now.astimezone(zone_of(name))
        weekday = "" if there.date() == today else f" {speech.weekday(there)}"
        parts.append(f"{clean(name)} {there:%H:%M}{weekday}")
    return " · ".join(parts)


def pane_name(pane: Pane, speech: Speech) -> str:
    """Morning · 早."""
    return speech.say(f"pane.{pane}")


def left_to_do(panes: Mapping[Pane, PaneView], pane: Pane, speech: Speech) -> str:
    """3 critical, 5 warnings, 2 steps that are due with a pane; "" when nothing is left."""
    view = panes[pane]
    issues = severity_counts(view.own[Severity.CRITICAL], view.own[Severity.WARNING], speech)
    steps = steps_left(panes, pane)
    words = speech.counted("view.count.steps", steps) if steps else ""
    return speech.say("view.list_comma").join(filter(None, (issues, words)))


def steps_left(panes: Mapping[Pane, PaneView], pane: Pane) -> int:
    """The open steps that are due with a pane: its own; in the evening also those of longer rounds, listed in any."""
    guests = sum(panes[one].guests_left for one in DAY_PANES) if pane is Pane.EVENING else 0
    return panes[pane].own_left + guests


def _next_due(panes: Mapping[Pane, PaneView], day: Day, speech: Speech) -> tuple[Span, ...]:
    pane = day.next_pane()
    if pane is None:
        at = speech.local(day.tomorrow)
        return (Span(speech.say("view.head.day_over", when=f"{speech.weekday(at)} {at:%H:%M}"), "strong"),)
    left = left_to_do(panes, pane, speech)
    urgent = bool(panes[pane].own[Severity.CRITICAL])
    due = speech.say("view.head.due_in", pane=pane_name(pane, speech), span=speech.span(day.due[pane] - day.now))
    if not left:
        return Span(due, "strong"), Span(speech.say("view.head.nothing_left"), "dim")
    return Span(due, "strong"), Span(speech.say("view.colon")), Span(left, "critical" if urgent else "")


def _overdue(panes: Mapping[Pane, PaneView], day: Day, speech: Speech) -> tuple[Span, ...]:
    """A pane whose time has passed with steps or critical issues left."""
    for pane in DAY_PANES:
        left_open = steps_left(panes, pane) or panes[pane].own[Severity.CRITICAL]
        if day.due[pane] <= day.now and left_open:
            left = left_to_do(panes, pane, speech)
            return (Span(speech.say("view.head.overdue", pane=pane_name(pane, speech), left=left), "critical"),)
    return ()


def _reports(picture: Picture, speech: Speech) -> tuple[tuple[Span, ...], str]:
    needed = [need for need in picture.needs if not need.optional]
    fresh = sum(need.status == "fresh" for need in needed)
    spans = [
        Span(speech.say("view.head.reports", n=f"{fresh}/{len(needed)}"), "" if fresh == len(needed) else "strong")
    ]
    for status, role in (("stale", "warning"), ("missing", "warning")):
        if count := sum(need.status == status for need in needed):
            spans += [Span(" · ", "dim"), Span(speech.say(f"view.head.{status}", n=str(count)), role)]
    if picture.problems:
        words = speech.counted("view.head.problems", len(picture.problems))
        spans += [Span(" · ", "dim"), Span(words, "critical")]
    return tuple(spans), f"{fresh}/{len(needed)}"


def _also(panes: Mapping[Pane, PaneView], speech: Speech) -> tuple[Span, ...]:
    """What waits in the weekly and longer panes, so that nothing there is forgotten."""
    spans: list[Span] = []
    for pane in PERIOD_PANES:
        counts = panes[pane].counts
        role = "critical" if counts[Severity.CRITICAL] else "warning"
        if total := counts[Severity.CRITICAL] + counts[Severity.WARNING]:
            spans += [Span(" · ", "dim")] if spans else []
            spans += [Span(f"{pane_name(pane, speech)} ", "dim"), Span(str(total), role)]
    return tuple(spans)

"""The panes as tabs, where the screen has room for one pane only."""

from collections.abc import Iterable

from cockpit.issue import Pane
from cockpit.view.day import DAY_PANES, PERIOD_PANES
from cockpit.view.header import pane_name
from cockpit.view.panes import PaneView
from cockpit.view.speech import Span
from screens.painted import Line, Painted
from screens.pane_list import NUMBERS
from screens.spans import cells, spread

FULL_FROM = 80  # narrower screens show the tabs of the current page only


class Tabs(Painted):
    """One line: each pane with its number and what waits in it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.pane = Pane.MORNING

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The tabs, and what the current pane's time and steps are."""
        _ = height
        scene = self.cockpit.scene
        page = PERIOD_PANES if self.pane in PERIOD_PANES else DAY_PANES
        other = DAY_PANES if page is PERIOD_PANES else PERIOD_PANES
        spans: list[Span] = [Span(" ")]
        for pane in page if width < FULL_FROM else (*page, *other):
            tab = self._tab(pane, bare=pane in other)
            if cells(spans) + cells(tab) > width:
                break
            spans += tab
        view = scene.panes[self.pane]
        side = self._side(view, width - cells(spans))
        return [Line(tuple(spread(spans, side, width, self.glyphs.cut)))]

    def _side(self, view: PaneView, room: int) -> list[Span]:
        """How complete the pane's reports are, its steps and its time: as much of it as there is room for."""
        say = self.cockpit.speech.say
        due = f"{self.cockpit.speech.local(view.due):%H:%M}" if view.due else ""
        steps = f"{view.done}/{len(view.steps)}" if view.steps else ""
        long_steps, long_due = (
            say(f"view.head.{key}", **{name: value}) if value else ""
            for key, name, value in (("steps", "n", steps), ("due", "at", due))
        )
        rests = [
            [Span("  ".join(filter(None, words)) + " ", "dim")] for words in ((long_steps, long_due), (steps, due))
        ]
        role = "dim" if view.reports.whole else "warning"
        said = [say(f"view.head.{key}", n=str(view.reports)) for key in ("reports", "reports_short")]
        choices = (*([Span(f"{text}  ", role), *rest] for text in said for rest in rests), *rests)
        return next((one for one in choices if cells(one) < room), [])

    def _tab(self, pane: Pane, *, bare: bool) -> list[Span]:
        chosen = pane == self.pane
        name = f" {NUMBERS[pane]} {pane_name(pane, self.cockpit.speech)} "
        view = self.cockpit.scene.panes[pane]
        counts = [] if bare and not view.open_issues else [*self.cockpit.counts(view), Span("  ")]
        return [Span(name, "focus" if chosen else "dim"), *counts]

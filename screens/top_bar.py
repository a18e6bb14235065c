"""The head of the screen: workspace and clocks, what is due next, whether what was done is saved."""

from collections.abc import Iterable

from cockpit.view.header import Header
from cockpit.view.speech import Span
from screens.painted import Line, Painted
from screens.spans import cells, spread

SPACE = 7  # cells between the two ends, and between what stands at the right end


class TopBar(Painted):
    """Two lines that change once a minute at most, unless something happens."""

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The first line says where and when, the second what is next and what just happened."""
        head = self.cockpit.header
        lines = [self._place(head, width), self._next(head, width)]
        return [Line(tuple(spans), "raised") for spans in lines[:height]]

    def _place(self, head: Header, width: int) -> list[Span]:
        """As much as fits: without the marketplaces' clocks, then without the date, then the reports as figures."""
        names = [
            Span(" "),
            Span(self.cockpit.speech.say("screen.brand"), "title"),
            Span(f"  {head.workspace}", "strong"),
        ]
        full, short = Span(f"   {head.clock}"), Span(f"   {head.short_clock}")
        markets = Span(f"   {head.markets}" if head.markets else "", "dim")
        reports, figures = [*head.reports, Span(" ")], [Span(f"{head.short_reports} ", "dim")]
        for times, side in (([full, markets], reports), ([full], reports), ([short], reports)):
            if cells([*names, *times, *side]) < width - 2:
                return spread([*names, *times], side, width)
        return spread([*names, short], figures, width, self.glyphs.cut)

    def _next(self, head: Header, width: int) -> list[Span]:
        """What is due, what is past due, what waits in the longer rounds; at the right end what just happened."""
        side = [*self.cockpit.status_spans, Span(" ")]
        left = [Span(" "), *head.next_due]
        if (others := self.cockpit.others_here) and cells([*left, *side, *others]) + SPACE < width:
            side = [*side[:-1], Span(" · ", "dim"), *others, Span(" ")]
        for more in (head.overdue, head.also):
            if more and cells([*left, *more, *side]) + 4 < width:
                left += [Span("   "), *more]
        return spread(left, side, width, self.glyphs.cut)

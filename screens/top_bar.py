"""The head of the screen: workspace and clocks, what is due next, whether what was done is saved."""

from collections.abc import Iterable

from cockpit.view.header import Header
from cockpit.view.speech import Span
from screens.painted import Line, Painted
from screens.spans import cells, spread

FULL_FROM = 80  # narrower screens say the same in fewer words


class TopBar(Painted):
    """Two lines that change once a minute at most, unless something happens."""

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The first line says where and when, the second what is next and what just happened."""
        head = self.cockpit.header
        lines = [self._place(head, width), self._next(head, width)]
        return [Line(tuple(spans), "raised") for spans in lines[:height]]

    def _place(self, head: Header, width: int) -> list[Span]:
        left = [
            Span(" "),
            Span(self.cockpit.speech.say("screen.brand"), "title"),
            Span(f"  {head.workspace}", "strong"),
        ]
        side = [*head.reports, Span(" ")] if width >= FULL_FROM else [Span(f"{head.short_reports} ", "dim")]
        left.append(Span(f"   {head.clock if width >= FULL_FROM else head.short_clock}"))
        markets = Span(f"   {head.markets}", "dim")
        if head.markets and cells([*left, markets, *side]) < width - 2:
            left.append(markets)
        return spread(left, side, width)

    def _next(self, head: Header, width: int) -> list[Span]:
        left = [Span(" "), *head.next_due]
        for more, lead in ((head.overdue, "   "), (head.also, "   ")):
            if more and cells(left) + cells(more) + len(lead) < width - cells(self.cockpit.status_spans) - 2:
                left += [Span(lead), *more]
        return spread(left, [*self.cockpit.status_spans, Span(" ")], width)

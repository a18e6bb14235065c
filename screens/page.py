"""Text that scrolls."""

from collections.abc import Callable, Iterable, Sequence

from cockpit.view.speech import Span
from screens.painted import Line, Painted
from screens.spans import spread


class Page(Painted):
    """Lines made for a width, with a place in them."""

    def __init__(self, made: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(id="page")
        self._made = made
        self._length = 0
        self.top = 0

    def scroll_lines(self, by: int) -> None:
        """Scroll by some lines, as far as there are any."""
        self.top = max(0, min(self.top + by, self._length - self.size.height))
        self.repaint()

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The lines that fit; the last says how many are below."""
        lines = list(self._made(width))
        self._length = len(lines)
        self.top = max(0, min(self.top, len(lines) - height))
        shown = lines[self.top : self.top + height]
        hidden = len(lines) - self.top - height
        if hidden > 0:
            shown[-1] = Line(tuple(spread([], [Span(f"{self.glyphs.more} {hidden + 1} ", "dim")], width)))
        return shown

"""The head of a screen that lies upon Today: where one is, what it says in one sentence, and the state of saving."""

from collections.abc import Iterable

from cockpit.view.speech import Span
from screens.painted import Line, Painted
from screens.spans import spread


class Heading(Painted):
    """One line."""

    def __init__(self) -> None:
        super().__init__(id="heading")
        self.title = ""
        self.summary: tuple[Span, ...] = ()

    def say(self, title: str, *summary: Span) -> None:
        """Say something else."""
        self.title, self.summary = title, summary
        self.repaint()

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """Title, summary; at the right end what the head of Today says there."""
        _ = height
        left = [Span(f" {self.title}   ", "title"), *self.summary]
        return [Line(tuple(spread(left, [*self.cockpit.status_spans, Span(" ")], width, self.glyphs.cut)), "raised")]

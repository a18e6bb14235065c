"""What a screen says that is too small to show anything."""

from collections.abc import Iterable

from textual.geometry import Size

from cockpit.view.speech import Span
from screens.cells import wrap
from screens.painted import Line, Painted

LEAST = Size(40, 12)


class TooSmall(Painted):
    """One sentence in the middle."""

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The size there is and the size it takes."""
        size = self.app.size
        text = self.cockpit.speech.say("screen.too_small", columns=str(size.width), rows=str(size.height))
        lines = [Line((Span(row),)) for row in wrap(text, max(1, width - 1))]
        return [*[Line()] * max(0, (height - len(lines)) // 2), *lines]

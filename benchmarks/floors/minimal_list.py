"""The least a Textual list can be: ten plain lines and a cursor, drawn line by line. The floor of a key press."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

ROWS = 10
HERE, ELSEWHERE = Style(reverse=True), Style()


class Lines(ScrollView, can_focus=True):
    """Ten lines, one of them under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "move(1)"), Binding("up", "move(-1)")]
    cursor = 0

    def on_mount(self) -> None:
        """Say how much there is."""
        self.virtual_size = Size(40, ROWS)

    def action_move(self, by: int) -> None:
        """Move and repaint the two lines concerned."""
        before, self.cursor = self.cursor, max(0, min(ROWS - 1, self.cursor + by))
        for line in (before, self.cursor):
            self.refresh(Region(0, line, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line of text."""
        text = f"line {y} of the minimal list" if y < ROWS else ""
        return Strip([Segment(text.ljust(self.size.width), HERE if y == self.cursor else ELSEWHERE)])


class MinimalList(App[None]):
    """The list alone."""

    def compose(self) -> ComposeResult:
        """Draw it."""
        yield Lines()


if __name__ == "__main__":
    MinimalList().run()

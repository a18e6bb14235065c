"""The base of the screens that lie upon Today: a heading, a body, the keys."""

from textual.app import ComposeResult
from textual.widget import Widget

from screens.foot import Foot
from screens.heading import Heading
from screens.place import PlaceScreen


class SidePlace(PlaceScreen):
    """A subclass gives its body and says its heading."""

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.foot = Heading(), Foot(id="foot")

    def body(self) -> Widget:
        """What stands between heading and keys."""
        raise NotImplementedError

    def say_heading(self) -> None:
        """Say the heading, in the language of now."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Heading, body, keys."""
        yield self.heading
        yield self.body()
        yield self.foot

    def on_mount(self) -> None:
        """Show what there is."""
        self.refresh_all()

    def refresh_status(self) -> None:
        """Draw the heading and the keys again."""
        self.heading.repaint()
        self.foot.repaint()

"""Screens that are painted in the turn of the loop in which they were changed.

Textual 8.2 lets each changed widget wake, which tells its screen, which wakes a timer, which paints: seven messages and
tasks for a key that moves a cursor, more work than the drawing itself. Here a widget of ours tells its screen directly,
and the screen paints as soon as it has nothing else to do. When more is changed within a frame Textual's timer paints,
60 times a second at most, as always.
"""

from time import monotonic

from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from screens.thrift import ThriftyCompositor

FRAME = 1 / 60


class AtOnce(Screen[ScreenResultType]):
    """Base of our screens."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = ThriftyCompositor()
        self._last_change = 0.0

    def paint(self, widget: Widget) -> None:
        """Paint what a widget has noted as its parts to be painted anew."""
        self._dirty_widgets.add(widget)
        self.check_idle()

    def on_idle(self) -> None:
        """Paint what has changed; not what asks for a new layout, and not twice within a frame."""
        if not self._dirty_widgets or self._layout_required or self._scroll_required:
            return
        before, self._last_change = self._last_change, monotonic()
        if self._last_change - before >= FRAME:
            self._on_timer_update()

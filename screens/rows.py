"""A list of any length: a head that stays, rows that scroll under it, a cursor that keeps to its row by identity."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.message import Message

from screens.painted import Ground, Line, Painted

MOST_DRAWN = 2000  # rows that are kept drawn


class Rows(Painted, can_focus=True):
    """Base of every list. A subclass knows how many rows there are, their keys, and how one is drawn.

    Only the rows on the screen are ever formatted, so that the number of rows costs nothing.
    """

    wheel: ClassVar[int] = 3  # rows that one turn of the mouse wheel moves

    class Chosen(Message):
        """A row was clicked a second time: the same as `enter`."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self.cursor = 0  # the row under the cursor
        self.top = 0  # the first row on the screen
        self.begins = True  # not drawn yet since its cursor was put somewhere: its place on the screen is free
        self.active = False  # whether keys go to this list: its cursor shows in full
        self._moving = False  # nothing but the cursor has changed since the last drawing
        self._drawn: dict[tuple[int, int, Ground], Line] = {}
        # Called when the cursor stands on another row. Not a message: what follows belongs into the same paint.
        self.moved: Callable[[Rows], None] = lambda _: None

    # ── What a subclass says ─────────────────────────────────────────────────────────────────────────────────────────

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """One row, drawn."""
        raise NotImplementedError

    def head(self, width: int) -> Sequence[Line]:
        """Lines above the rows that do not scroll."""
        _ = width
        return ()

    def foot(self, width: int) -> Sequence[Line]:
        """Lines below the last row: what to say when there is little or nothing to show."""
        _ = width
        return ()

    def passes(self, index: int) -> bool:
        """Whether the cursor skips a row (a rule between two parts)."""
        _ = index
        return False

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The head, the rows that fit, and what stands below them."""
        head = list(self.head(width))[:height]
        room = height - len(head)
        self._keep_in_sight(room)
        last = min(self.count(), self.top + room)
        if not self._moving:
            self._drawn.clear()
        rows = [self._row(index, width) for index in range(self.top, last)]
        return [*head, *rows, *list(self.foot(width))[: room - len(rows)]]

    def _row(self, index: int, width: int) -> Line:
        """A row, drawn once for each state that it is shown in while only the cursor moves."""
        key = (index, width, self._ground(index))
        if key not in self._drawn:
            self._drawn[key] = self.row(*key)
        return self._drawn[key]

    def _ground(self, index: int) -> Ground:
        if index != self.cursor:
            return "plain"
        return "cursor" if self.active else "resting"

    @property
    def room(self) -> int:
        """How many rows fit on the screen."""
        return max(1, self.size.height - len(self.head(self.size.width)))

    def _keep_in_sight(self, room: int) -> None:
        """Scroll so that the cursor shows. At an edge by half a screen: a scrolled line costs as much as a page."""
        count = self.count()
        self.cursor = max(0, min(self.cursor, count - 1))
        # It opens at its top, where the first step is; where the cursor is farther down than the screen is high, what
        # follows it is shown, and not what is before.
        if self.begins and self.cursor - self.top >= room:
            self.top = self.cursor - room // 3
        self.begins = False
        if self.cursor < self.top or self.cursor >= self.top + room:
            back = room // 2 if self.cursor >= self.top + room else room - 1 - room // 2
            self.top = self.cursor - back
        self.top = max(0, min(self.top, count - room))

    # ── Moving ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def move(self, by: int) -> None:
        """Move the cursor by some rows, over rows that it skips, and stop at the ends."""
        self.move_to(self.cursor + by, 1 if by >= 0 else -1)

    def move_to(self, index: int, step: int = 1) -> None:
        """Put the cursor on a row, or on the next one in the direction of `step` that it may stand on."""
        count = self.count()
        index = max(0, min(index, count - 1))
        while 0 <= index < count and self.passes(index):
            index += step
        if 0 <= index < count and index != self.cursor:
            self.cursor = index
            self._moving = len(self._drawn) < MOST_DRAWN
            self.repaint()
            self._moving = False
            self.moved(self)

    def keep(self, index: int, *, anchor: bool = True) -> None:
        """After new data: stand on `index`, at the same height on the screen as before. Nothing is announced."""
        offset = self.cursor - self.top
        self.cursor = max(0, min(index, self.count() - 1))
        self.top = max(0, self.cursor - offset) if anchor else 0
        step = 1
        while 0 <= self.cursor < self.count() and self.passes(self.cursor):
            self.cursor += step
            if self.cursor >= self.count():
                step, self.cursor = -1, self.count() - 1

    # ── The mouse ────────────────────────────────────────────────────────────────────────────────────────────────────

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down by the wheel."""
        event.stop()
        self.move(self.wheel)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up by the wheel."""
        event.stop()
        self.move(-self.wheel)

    def on_click(self, event: events.Click) -> None:
        """Stand on the clicked row; a click on the row under the cursor opens it."""
        event.stop()
        index = self.top + event.y - len(self.head(self.size.width))
        if event.y < len(self.head(self.size.width)) or index >= self.count():
            return
        if index == self.cursor and self.active:
            self.post_message(self.Chosen(self))
        self.move_to(index)

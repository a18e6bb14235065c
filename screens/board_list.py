"""The list of the board: headings of groups, and under each its actions in columns that line up."""

from collections.abc import Sequence

from cockpit.board_fold import Action
from cockpit.view.approvals import Looked
from cockpit.view.board import BoardRow, Heading, Item, board_row, empty_board
from cockpit.view.speech import Span
from screens.cells import cut, pad, width_of, wrap
from screens.painted import Ground, Line
from screens.rows import Rows

SAMPLE = 200  # actions that decide how wide the columns are
SUBJECT_MOST, CHANGE_MOST, BY_MOST = 28, 28, 12
CHANGE_LEAST = 14
GAP = 2
SIGNS = {"proposed": "new", "approved": "to_do", "done": "done", "verified": "done", "expired": "unknown"}


class BoardList(Rows):
    """Headings and actions. The cursor stands on actions alone, and stays on its own when others come."""

    def __init__(self) -> None:
        super().__init__(id="board")
        self.active = True
        self.items: Sequence[Item] = ()
        self.text = ""
        self.look: Looked | None = None
        self._rows: dict[str, BoardRow] = {}
        self._widths: dict[str, int] = {}

    def show(self, items: Sequence[Item], look: Looked, text: str) -> None:
        """Show other rows; the cursor stays on its action, else on the one that followed it."""
        key, after = self._key, [one.id for one in self.items[self.cursor :] if isinstance(one, Action)]
        self.items, self.look, self.text, self._rows = items, look, text, {}
        self._measure()
        places = {one.id: at for at, one in enumerate(items) if isinstance(one, Action)}
        at = places.get(key) if key else None
        if at is None:
            at = next((places[id_] for id_ in after if id_ in places), None)
        self.keep(1 if at is None else at)
        self.repaint()

    def stand_on(self, id_: str) -> None:
        """Stand on an action."""
        at = next((at for at, one in enumerate(self.items) if isinstance(one, Action) and one.id == id_), None)
        if at is not None:
            self.move_to(at)

    @property
    def current(self) -> Action | None:
        """The action under the cursor."""
        item = self.items[self.cursor] if 0 <= self.cursor < len(self.items) else None
        return item if isinstance(item, Action) else None

    @property
    def _key(self) -> str:
        return self.current.id if self.current else ""

    def count(self) -> int:
        """How many rows there are, headings counted."""
        return len(self.items)

    def passes(self, index: int) -> bool:
        """The cursor skips headings."""
        return index < len(self.items) and isinstance(self.items[index], Heading)

    def _keep_in_sight(self, room: int) -> None:
        """As every list; the heading of what is at the top shows as well."""
        super()._keep_in_sight(room)
        if 0 < self.top == self.cursor and self.passes(self.top - 1):
            self.top -= 1

    def _row_of(self, action: Action) -> BoardRow:
        if action.id not in self._rows and self.look is not None:
            self._rows[action.id] = board_row(action, self.look)
        return self._rows[action.id]

    def _measure(self) -> None:
        sample = [self._row_of(one) for one in self.items[:SAMPLE] if isinstance(one, Action)]
        texts = {
            "word": [row.word.text for row in sample], "when": [row.when.text for row in sample],
            "marketplace": [row.marketplace for row in sample], "kind": [row.kind for row in sample],
            "subject": [row.subject for row in sample], "change": [row.change for row in sample],
            "by": [row.by for row in sample], "check": [row.check for row in sample],
        }  # fmt: skip
        self._widths = {name: max(map(width_of, column), default=0) for name, column in texts.items()}

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """A heading, or one action."""
        item = self.items[index]
        if isinstance(item, Heading):
            role = "strong" if item.urgent else "dim"
            spans = (Span(f" {item.text} ", role), Span(f"{item.size} ", "dim"))
            left = width - sum(width_of(span.text) for span in spans) - 1
            return Line((*spans, Span(self.glyphs.rule * left, "faint")), ground)
        row = self._row_of(item)
        mark = Span(f"{self.glyphs.cursor if ground == 'cursor' else ' '}", "accent")
        return Line((mark, *self._cells(row, width - 1)), ground)

    def _cells(self, row: BoardRow, width: int) -> list[Span]:
        """The columns: subject and change share what is left; who, check and why come in as the screen grows."""
        role = "dim" if row.quiet else ""
        sign = getattr(self.glyphs, SIGNS.get(row.state, ""), " ")
        spans = [
            Span(f"{sign} ", row.word.role),
            Span(pad(row.word.text, self._widths["word"] + GAP), row.word.role),
            Span(pad(row.when.text, self._widths["when"] + GAP), row.when.role or role),
            Span(pad(row.marketplace, self._widths["marketplace"] + 1), role),
            Span(pad(row.kind, self._widths["kind"] + GAP), role),
        ]
        room = width - sum(width_of(span.text) for span in spans)
        by, check = min(BY_MOST, self._widths["by"]) + GAP, self._widths["check"] + GAP
        subject, change = self._shared(room - by - check)
        if subject < min(SUBJECT_MOST, self._widths["subject"]):  # a subject is not cut for what the detail tells too
            check = 0
            subject, change = self._shared(room - by)
        spans += [
            Span(pad(row.subject, subject, self.glyphs.cut) + " " * GAP, role or "strong"),
            Span(pad(row.change, change, self.glyphs.cut) + " " * GAP, role),
            Span(pad(row.by, by - GAP, self.glyphs.cut) + " " * GAP, "dim"),
        ]
        if check:
            spans.append(Span(pad(row.check, check), "dim"))
        rest = width - sum(width_of(span.text) for span in spans)
        return [*spans, Span(cut(row.result or row.why, rest, self.glyphs.cut), "dim")] if rest > GAP else spans

    def _shared(self, room: int) -> tuple[int, int]:
        """Cells for subject and change: what they need, else a share each, the subject never cut for a long change."""
        wanted = min(SUBJECT_MOST, self._widths["subject"]), min(CHANGE_MOST, self._widths["change"])
        room -= 2 * GAP
        if sum(wanted) <= room:
            return wanted
        change = max(min(wanted[1], CHANGE_LEAST), room - wanted[0])
        return max(1, room - change), max(1, change)

    def foot(self, width: int) -> Sequence[Line]:
        """What would stand here, when nothing does."""
        if self.items:
            return ()
        lines: list[Line] = []
        read = self.cockpit.session.desk.board.seen.read
        for text in empty_board(self.text, self.cockpit.speech, read=read):
            lines += [Line(), *(Line((Span(f"   {row}"),)) for row in wrap(text, max(20, width - 6)))]
        return lines

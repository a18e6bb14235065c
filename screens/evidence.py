"""Evidence: the rows behind an issue, under the file's own column names, scrollable both ways."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from cockpit.actions import Place, Situation
from cockpit.picture import EvidenceRow, Issue
from cockpit.problem_text import sentence
from cockpit.text import clean, number
from cockpit.view.evidence import EvidenceGrid, grid, row_detail
from cockpit.view.speech import Span
from screens.cells import cut, pad, right, width_of
from screens.columns import measured
from screens.detail import DetailView
from screens.opener import open_file
from screens.painted import Ground, Line
from screens.rows import Rows
from screens.side_place import SidePlace

if TYPE_CHECKING:
    from cockpit.wire import Evidence

SAMPLE = 500
WIDEST = 36
PLACE_WIDEST = 34
DETAIL_SHARE = 3  # the detail of the row gets a third of the screen


class EvidenceTable(Rows):
    """Rows and columns with a cell under the cursor. The place in the file stays at the left."""

    def __init__(self) -> None:
        super().__init__(id="evidence")
        self.active = True
        self.table: EvidenceGrid = grid(())
        self.column = 0
        self.first = 0  # the first column on the screen
        self.note = ""  # said below the rows
        self._widths: list[int] = []
        self._numeric: list[bool] = []
        self._place = 0

    def show(self, table: EvidenceGrid, note: str) -> None:
        """Show other rows; the cursor stays."""
        self.table, self.note = table, note
        self._widths = measured(table.cells[:SAMPLE], table.columns, [WIDEST] * len(table.columns))
        places = (width_of(table.place(at)) for at in range(min(SAMPLE, len(table.rows))))
        self._numeric = [table.numeric(at) for at in range(len(table.columns))]
        self._place = min(PLACE_WIDEST, max(places, default=0))
        self.repaint()

    def count(self) -> int:
        """How many rows are here."""
        return len(self.table.rows)

    def scroll_columns(self, by: int) -> None:
        """Move the cell cursor sideways, and the columns with it."""
        self.column = max(0, min(self.column + by, len(self.table.columns) - 1))
        self.first = min(self.first, self.column)
        while self.first < self.column and not self._shows(self.column):
            self.first += 1
        self.repaint()

    def _shows(self, column: int) -> bool:
        return sum(width + 2 for width in self._widths[self.first : column + 1]) <= self.size.width - self._place - 4

    def head(self, width: int) -> Sequence[Line]:
        """The file's own column names, and whether there are more at either side."""
        say = self.cockpit.speech.say
        place = say("screen.evidence.place") if self.count() else ""
        spans = [Span(f"  {pad(place, self._place)}  ", "dim")]
        for at, name in self._columns(width, self.table.columns):
            spans.append(Span(f"{self._placed(at, name)}  ", "title" if at == self.column else "strong"))
        return (Line(tuple(spans)),)

    def _placed(self, column: int, text: str) -> str:
        place = right if self._numeric[column] else pad
        return place(text, self._widths[column], self.glyphs.cut)

    def _columns(self, width: int, texts: Sequence[str]) -> list[tuple[int, str]]:
        room = width - self._place - 4
        shown = []
        for at in range(self.first, len(texts)):
            if room <= 0:
                break
            shown.append((at, texts[at]))
            room -= self._widths[at] + 2
        return shown

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """One row of the file."""
        mark = Span(f"{self.glyphs.cursor if ground == 'cursor' else ' '} ", "accent")
        place = cut(self.table.place(index), self._place, self.glyphs.cut)
        spans = [mark, Span(f"{pad(place, self._place)}  ", "dim")]
        for at, text in self._columns(width, self.table.cells[index]):
            chosen = ground == "cursor" and at == self.column
            spans += [Span(self._placed(at, text), "focus" if chosen else ""), Span("  ")]
        return Line(tuple(spans), ground)

    def foot(self, width: int) -> Sequence[Line]:
        """Why there are no rows, or not all of them."""
        _ = width
        return (Line(), Line((Span(f"  {self.note}", "dim"),))) if self.note else ()

    @property
    def cell(self) -> str:
        """The text under the cursor."""
        return self.table.cells[self.cursor][self.column] if self.table.cells and self.table.columns else ""


class EvidenceView(SidePlace):
    """The rows behind one issue."""

    place: ClassVar[Place] = "evidence"

    def __init__(self, issue: Issue) -> None:
        super().__init__()
        self.issue = issue
        self.rows: tuple[EvidenceRow, ...] = issue.rows
        self.whole = issue.rows_total <= len(issue.rows)
        self.refused = ""  # why the rows cannot be shown
        self.text = ""
        self.table, self.detail = EvidenceTable(), DetailView(id="row-detail")
        self.table.moved = self._moved

    def body(self) -> Widget:
        """The table above, the row under the cursor in full below."""
        self.detail.styles.height = max(4, self.app.size.height // DETAIL_SHARE)
        return Vertical(self.table, self.detail)

    @property
    def list_(self) -> Rows:
        """The table."""
        return self.table

    def take(self, evidence: "Evidence") -> None:
        """The engine has sent the rows."""
        if evidence.fingerprint != self.issue.fingerprint:
            return
        if evidence.problem is not None:
            self.refused = self.cockpit.speech.words(sentence(evidence.problem))
        else:
            self.rows, self.whole = evidence.rows, True
        self.refresh_all()

    def say_heading(self) -> None:
        """Which issue, and which of its rows."""
        say, wording = self.cockpit.speech.say, self.cockpit.wording
        title = f"{say('screen.evidence.title')}  {self.issue.check} {clean(self.issue.marketplace)}"
        count = say("screen.shown", n=number(self.table.count()), total=number(self.issue.rows_total))
        filtered = f"{say('screen.filtered', text=self.text)}  " if self.text else ""
        words = wording.speech.words(self.issue.title)
        self.heading.say(title, Span(f"{filtered}{count}   ", "dim"), Span(words))

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs."""
        words = self.text.casefold().split()
        rows = [row for row in self.rows if all(word in _search(row) for word in words)]
        self.table.show(grid(rows), self._note())
        self.say_heading()
        self._tell_detail(same=True)
        for widget in (self.heading, self.table, self.detail, self.foot):
            widget.repaint(everything=everything)

    def _note(self) -> str:
        say = self.cockpit.speech.say
        if self.refused:
            return say("screen.evidence.gone", reason=self.refused)
        if not self.issue.rows_total:
            return say("screen.evidence.no_rows")
        if not self.whole:
            return say("screen.evidence.loading" if self.cockpit.has_engine else "screen.evidence.no_engine")
        return ""

    def _tell_detail(self, *, same: bool = False) -> None:
        self.detail.show(row_detail(self.table.table, self.table.cursor) if self.table.count() else None, same=same)

    def _moved(self, _: Rows) -> None:
        """The detail follows."""
        self._tell_detail()

    def situation(self) -> Situation:
        """Whether a row of a file is under the cursor."""
        has_row = self.table.count() > 0
        return Situation(self.place, "row" if has_row else "nothing", has_rows=has_row, can_save=self.cockpit.can_save)

    def do_right(self) -> None:
        """The next column."""
        self.table.scroll_columns(1)
        self.foot.repaint()

    def do_left(self) -> None:
        """The column before."""
        self.table.scroll_columns(-1)

    def do_open(self) -> None:
        """Open the file at the row."""
        self.do_open_file()

    def do_open_file(self) -> None:
        """Open the file at the row."""
        if self.table.count():
            row = self.table.table.rows[self.table.cursor]
            open_file(self.cockpit, row.file, row.row)

    def do_copy(self) -> None:
        """Copy the row, the cell, its place, or everything."""
        table, at = self.table.table, self.table.cursor
        self.cockpit.ask_copy([
            ("r", "copy_row", "\t".join(table.cells[at])),
            ("c", "copy_cell", self.table.cell),
            ("p", "copy_place", table.place(at)),
            ("a", "copy_all", table.as_csv()),
        ])  # fmt: skip

    def do_filter(self) -> None:
        """Show only rows that hold some words."""
        self.cockpit.open_local_filter(self.text, self._filter)

    def _filter(self, text: str) -> None:
        self.text = text
        self.refresh_all()


def _search(row: EvidenceRow) -> str:
    return "\n".join((row.where, *(value for _, value in row.cells))).casefold()

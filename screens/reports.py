"""Reports: every file, what it was recognised as, how fresh and whole it is; what is missing and where to get it."""

import shlex
from collections.abc import Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from cockpit.actions import Place, Situation, Under
from cockpit.view.reports import ReportRow, report_rows
from cockpit.view.speech import Span
from screens.cells import cut, pad, right, wrap
from screens.columns import measured, squeezed
from screens.detail import DetailView
from screens.opener import open_file
from screens.painted import Ground, Line
from screens.rows import Rows
from screens.side_place import SidePlace

FIELDS = ("status", "title", "marketplace", "period", "rows", "as_of", "file")
HEADS = ("status", "type", "marketplace", "period", "rows", "as_of", "file")
MOST = (12, 30, 12, 19, 11, 14, 60)
DROPPED = (3, 4, 6, 5, 2)  # on a narrow screen, in this order
OF_FILES = (3, 4, 5)  # columns that only a file fills
NUMBERS = frozenset({"rows", "as_of"})
SAMPLE = 500
DETAIL_LINES = 9


class ReportList(Rows):
    """The files and what is missing, in columns."""

    def __init__(self) -> None:
        super().__init__(id="reports")
        self.active = True
        self.rows: list[ReportRow] = []
        self._widths = [0] * len(FIELDS)

    def show(self, rows: list[ReportRow]) -> None:
        """Show other rows; the cursor stays on its file."""
        key = self.current.key if self.current else ""
        self.rows = rows
        texts = ([*(getattr(row, field) for field in FIELDS[:-1]), row.path] for row in rows[:SAMPLE])
        self._widths = measured(texts, self._heads(), MOST)
        self.keep(next((at for at, row in enumerate(rows) if row.key == key), self.cursor))
        self.repaint()

    @property
    def current(self) -> ReportRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def _heads(self) -> list[str]:
        return [self.cockpit.speech.say(f"screen.reports.{head}") for head in HEADS]

    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def head(self, width: int) -> Sequence[Line]:
        """The names of the columns."""
        return (Line((Span("  "), *self._cells(self._heads(), width, ["dim"] * len(FIELDS)))),)

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """One file, or one missing report."""
        row = self.rows[index]
        role = "dim" if row.role == "dim" else ""
        roles = [row.role, role or "strong", role, role, role, "dim", "dim"]
        mark = Span(f"{self.glyphs.cursor if ground == 'cursor' else ' '} ", "accent")
        texts = [getattr(row, field) for field in FIELDS]
        return Line((mark, *self._cells(texts, width, roles, filed=bool(row.path))), ground)

    def _cells(self, texts: Sequence[str], width: int, roles: Sequence[str], *, filed: bool = True) -> list[Span]:
        """The columns of a row; one that is no file's has no period and no rows, and room for its menu instead."""
        widths = squeezed(self._widths, width - 2, DROPPED)
        if not filed:
            widths = [cells if at not in OF_FILES else 0 for at, cells in enumerate(widths)]
        spans: list[Span] = []
        for field, text, cells, role in zip(FIELDS, texts, widths, roles, strict=True):
            if cells and field == FIELDS[-1]:  # a menu may be longer than any path, and nothing follows it
                spans.append(Span(cut(text, width - 2 - sum(widths[:-1]) - 2 * len(spans), self.glyphs.cut), role))
            elif cells:
                placed = right(text, cells, self.glyphs.cut) if field in NUMBERS else pad(text, cells, self.glyphs.cut)
                spans.append(Span(f"{placed}  ", role))
        return spans

    def foot(self, width: int) -> Sequence[Line]:
        """What to do when no file is there."""
        if self.rows:
            return ()
        words = self.cockpit.speech.say("screen.reports.none", folder=str(self.cockpit.session.settings.watch.reports))
        return (Line(), *(Line((Span(f"   {row}"),)) for row in wrap(words, width - 4)))


class Reports(SidePlace):
    """The reports folder."""

    place: ClassVar[Place] = "reports"

    def __init__(self, marketplace: str = "") -> None:
        super().__init__()
        self.rows, self.detail = ReportList(), DetailView(id="report-detail")
        self.rows.moved = self._moved
        self.marketplace = marketplace
        self.text = ""
        self.detail.styles.height = DETAIL_LINES

    def body(self) -> Widget:
        """The files above, the detail of one below."""
        return Vertical(self.rows, self.detail)

    @property
    def list_(self) -> Rows:
        """The files."""
        return self.rows

    def on_mount(self) -> None:
        """Show the files; stand on the first that is missing in the marketplace that was asked for."""
        self.refresh_all()
        wanted = (
            at for at, row in enumerate(self.rows.rows) if self.marketplace and self.marketplace == row.marketplace
        )
        self.rows.move_to(next(wanted, 0))

    def say_heading(self) -> None:
        """How many of the needed reports are fresh."""
        say, needs = self.cockpit.speech.say, [need for need in self.cockpit.scene.picture.needs if not need.optional]
        fresh = sum(need.status == "fresh" for need in needs)
        words = say("screen.reports.summary", fresh=str(fresh), needed=str(len(needs)))
        filtered = Span(f"   {say('screen.filtered', text=self.text)}", "strong") if self.text else Span("")
        self.heading.say(say("screen.reports.title"), Span(words, "dim"), filtered)

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs."""
        folder = str(self.cockpit.session.settings.watch.reports)
        found = report_rows(self.cockpit.scene.picture, self.cockpit.speech, folder)
        self.rows.show([row for row in found if all(word in row.search for word in self.text.casefold().split())])
        self.say_heading()
        self._tell_detail(same=True)
        for widget in (self.heading, self.rows, self.detail, self.foot):
            widget.repaint(everything=everything)

    def _tell_detail(self, *, same: bool = False) -> None:
        self.detail.show(self.rows.current.detail if self.rows.current else None, same=same)

    def _moved(self, _: Rows) -> None:
        """The detail follows."""
        self._tell_detail()
        self.foot.repaint()

    def on_rows_chosen(self) -> None:
        """A second click opens the file."""
        self.run_by_id("open")

    def situation(self) -> Situation:
        """Whether a file is under the cursor."""
        row = self.rows.current
        under: Under = "nothing" if row is None else "file" if row.path else "row"
        return Situation(self.place, under, engine=self.cockpit.has_engine, can_save=self.cockpit.can_save)

    def do_open(self) -> None:
        """Open the file at its first problem."""
        self.run_by_id("open_file")

    def do_open_file(self) -> None:
        """Open the file."""
        row = self.rows.current
        if row is not None and row.path:
            open_file(self.cockpit, row.path, row.line)

    def do_copy(self) -> None:
        """Copy the path, or the whole row."""
        row = self.rows.current
        if row is not None:
            line = "  ".join(filter(None, (getattr(row, field) for field in FIELDS)))
            paths = [("p", "copy_place", shlex.quote(row.path))] if row.path else []
            self.cockpit.ask_copy([("l", "copy_line", line), *paths])

    def do_filter(self) -> None:
        """Show only what holds some words."""
        self.cockpit.open_local_filter(self.text, self._filter)

    def _filter(self, text: str) -> None:
        self.text = text
        self.refresh_all()

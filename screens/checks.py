"""Checks: every rule, its verdict now, and why it could not be judged."""

from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from cockpit.actions import Place, Situation, Under
from cockpit.view.checks import CheckRow, check_rows, verdict_counts
from cockpit.view.speech import Span
from screens.cells import pad, width_of
from screens.detail import DetailView
from screens.painted import Ground, Line
from screens.rows import Rows
from screens.side_place import SidePlace

TITLE_MOST = 34


class CheckList(Rows):
    """The rules in columns: id, name, what it says."""

    def __init__(self) -> None:
        super().__init__(id="checks")
        self.active = True
        self.rows: list[CheckRow] = []
        self._widths: dict[str, int] = {}  # of the column of each marketplace

    def show(self, rows: list[CheckRow]) -> None:
        """Show other rows; the cursor stays on its rule."""
        key = self.current.id if self.current else ""
        self.rows = rows
        markets = sorted({market for row in rows for market in row.verdicts}, key=lambda name: (not name, name))
        self._widths = {
            market: max(width_of(row.verdicts[market].text) for row in rows if market in row.verdicts)
            for market in markets
        }
        self.keep(next((at for at, row in enumerate(rows) if row.id == key), self.cursor))
        self.repaint()

    @property
    def current(self) -> CheckRow | None:
        """The rule under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def count(self) -> int:
        """How many rules there are."""
        return len(self.rows)

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """One rule."""
        row = self.rows[index]
        title = min(TITLE_MOST, max(width_of(one.title) for one in self.rows), width // 2)
        mark = Span(f"{self.glyphs.cursor if ground == 'cursor' else ' '} ", "accent")
        names = (Span(f"{pad(row.id, 6)} ", "strong"), Span(f"{pad(row.title, title, self.glyphs.cut)}   "))
        return Line((mark, *names, *self._verdicts(row)), ground)

    def _verdicts(self, row: CheckRow) -> list[Span]:
        """A column for each marketplace; what belongs to none stands last."""
        blank = Span("")
        return [
            Span(f"{pad(row.verdicts.get(market, blank).text, cells)}  ", row.verdicts.get(market, blank).role)
            for market, cells in self._widths.items()
        ]


class Checks(SidePlace):
    """Every rule."""

    place: ClassVar[Place] = "checks"

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.detail = CheckList(), DetailView(id="check-detail")
        self.rows.moved = self._moved
        self.text = ""

    def body(self) -> Widget:
        """The rules above, the manual page of one below."""
        self.detail.styles.height = max(5, self.app.size.height * 2 // 5)
        return Vertical(self.rows, self.detail)

    @property
    def list_(self) -> Rows:
        """The rules."""
        return self.rows

    def say_heading(self) -> None:
        """How many verdicts say something."""
        say = self.cockpit.speech.say
        judged, blind = verdict_counts(self.cockpit.scene.picture)
        words = say("screen.checks.summary", judged=str(judged), blind=str(blind))
        filtered = Span(f"   {say('screen.filtered', text=self.text)}", "strong") if self.text else Span("")
        self.heading.say(say("screen.checks.title"), Span(words, "dim"), filtered)

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs."""
        words = self.text.casefold().split()
        found = check_rows(self.cockpit.scene.picture, self.cockpit.speech)
        self.rows.show([row for row in found if all(word in row.search for word in words)])
        self.say_heading()
        self._tell_detail(same=True)
        for widget in (self.heading, self.rows, self.detail, self.foot):
            widget.repaint(everything=everything)

    def _tell_detail(self, *, same: bool = False) -> None:
        self.detail.show(self.rows.current.detail if self.rows.current else None, same=same)

    def _moved(self, _: Rows) -> None:
        """The manual page follows."""
        self._tell_detail()
        self.foot.repaint()

    def situation(self) -> Situation:
        """Whether a rule is under the cursor."""
        under: Under = "rule" if self.rows.current else "nothing"
        return Situation(self.place, under, engine=self.cockpit.has_engine, can_save=self.cockpit.can_save)

    def do_open(self) -> None:
        """Show the issues of this rule on Today."""
        if self.rows.current is not None:
            self.cockpit.filter(self.rows.current.id)
            self.dismiss()

    def do_copy(self) -> None:
        """Copy the rule's line."""
        row = self.rows.current
        if row is not None:
            said = "  ".join(span.text for span in row.verdicts.values())
            self.cockpit.ask_copy([("l", "copy_line", f"{row.id} {row.title}  {said}")])

    def do_filter(self) -> None:
        """Show only rules that hold some words."""
        self.cockpit.open_local_filter(self.text, self._filter)

    def _filter(self, text: str) -> None:
        self.text = text
        self.refresh_all()

    def do_detail_down(self) -> None:
        """Scroll the manual page down."""
        self.detail.scroll_by(self.detail.size.height // 2)

    def do_detail_up(self) -> None:
        """Scroll the manual page up."""
        self.detail.scroll_by(-(self.detail.size.height // 2))

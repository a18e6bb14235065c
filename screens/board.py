"""Board: every action recorded, what waits for a second person first; the detail of one below."""

from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from cockpit.actions import Place, Situation, Under
from cockpit.board_fold import Action
from cockpit.view.approvals import Looked
from cockpit.view.board import GROUPINGS, Grouping, board_rows, counts, line_of
from cockpit.view.board_detail import board_detail, issue_of
from cockpit.view.speech import Span
from screens import board_deeds, deeds
from screens.board_list import BoardList
from screens.detail import DetailView
from screens.rows import Rows
from screens.side_place import SidePlace

DETAIL_LEAST, DETAIL_MOST = 7, 14


class Board(SidePlace):
    """The team's shared log."""

    place: ClassVar[Place] = "board"

    def __init__(self, id_: str = "") -> None:
        """Begin on an action, else on the first that waits."""
        super().__init__()
        self.rows, self.detail = BoardList(), DetailView(id="board-detail")
        self.rows.moved = self._moved
        self.grouping: Grouping = "day"
        self.text = ""
        self.begin_on = id_

    def body(self) -> Widget:
        """The actions above, the detail of one below."""
        self.detail.styles.height = max(DETAIL_LEAST, min(DETAIL_MOST, self.app.size.height * 2 // 5))
        return Vertical(self.rows, self.detail)

    def on_mount(self) -> None:
        """Show the board, the cursor where it was asked for."""
        self.refresh_all()
        self.rows.stand_on(self.begin_on)

    @property
    def list_(self) -> Rows:
        """The actions."""
        return self.rows

    @property
    def look(self) -> Looked:
        """What words about actions need, now."""
        seen, scene = self.cockpit.session.desk.board.seen, self.cockpit.scene
        return Looked(scene.day.now, self.cockpit.speech, seen.limits, seen.waits, scene.picture)

    @property
    def actions(self) -> tuple[Action, ...]:
        """Everything that is on the board."""
        return self.cockpit.session.desk.board.seen.actions

    def say_heading(self) -> None:
        """What waits, then how much there is and how it is grouped."""
        say, look = self.cockpit.speech.say, self.look
        waiting, usable, alone = counts(self.actions, look)
        spans = []
        for name, count, role in (("alone", alone, "critical"), ("waiting", waiting, "accent"), ("usable", usable, "")):
            if count:
                spans += [Span(self.cockpit.speech.counted(f"view.board.n_{name}", count), role), Span(" · ", "dim")]
        grouping = say(f"view.board.grouping.{self.grouping}")
        spans.append(
            Span(self.cockpit.speech.counted("view.board.summary", len(self.actions), grouping=grouping), "dim")
        )
        if self.text:
            spans.append(Span(f"   {say('screen.filtered', text=self.text)}", "strong"))
        self.heading.say(say("view.board.title"), *spans)

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs."""
        look = self.look
        self.rows.show(board_rows(self.actions, self.grouping, look, self.text), look, self.text)
        self.say_heading()
        self._tell_detail(same=True)
        for widget in (self.heading, self.rows, self.detail, self.foot):
            widget.repaint(everything=everything)

    def _tell_detail(self, *, same: bool = False) -> None:
        action = self.rows.current
        self.detail.display = action is not None
        self.detail.show(board_detail(action, self.look) if action else None, same=same)

    def _moved(self, _: Rows) -> None:
        """The detail follows."""
        self._tell_detail()
        self.foot.repaint()

    def on_rows_chosen(self) -> None:
        """A second click opens."""
        self.run_by_id("open")

    def situation(self) -> Situation:
        """What is under the cursor, and what can still happen to it."""
        action, app, look = self.rows.current, self.cockpit, self.look
        under: Under = "action" if action else "nothing"
        return Situation(
            self.place, under, can_save=app.can_save, engine=app.has_engine, looks_only=app.looks_only,
            decides=app.decides, possible=action.possible(look.now, look.limits) if action else frozenset(),
        )  # fmt: skip

    # ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def do_open(self) -> None:
        """Everything that can be done with the action, to choose from."""
        if self.rows.current is not None:
            board_deeds.ask_menu(self, self.rows.current)

    def do_approve(self) -> None:
        """Agree, once asked."""
        if self.rows.current is not None:
            board_deeds.ask_approve(self, self.rows.current)

    def do_refuse(self) -> None:
        """Refuse, with a reason."""
        if self.rows.current is not None:
            board_deeds.ask_refuse(self, self.rows.current)

    def do_carry_out(self) -> None:
        """It is done."""
        if self.rows.current is not None:
            board_deeds.ask_carry_out(self, self.rows.current)

    def do_verify(self) -> None:
        """What came of it."""
        if self.rows.current is not None:
            board_deeds.ask_verify(self, self.rows.current)

    def do_undo(self) -> None:
        """Take back the last thing."""
        self.cockpit.do(deeds.undo())

    def do_redo(self) -> None:
        """Do it again."""
        self.cockpit.do(deeds.redo())

    def do_export(self) -> None:
        """Write what is shown into a file."""
        shown = [one for one in self.rows.items if isinstance(one, Action)]
        board_deeds.ask_export(self, shown)

    def do_copy(self) -> None:
        """Copy the line, the id or the subject."""
        action = self.rows.current
        if action is not None:
            choices = [("l", "copy_line", line_of(action, self.look)), ("s", "copy_subject", action.subject.id)]
            self.cockpit.ask_copy([*choices, ("i", "copy_id", action.id)])

    def show_issue(self) -> None:
        """Go to the issue that the action answers."""
        issue = issue_of(self.rows.current, self.cockpit.picture) if self.rows.current else None
        if issue is None:
            self.cockpit.tell(self.cockpit.speech.say("screen.board.no_issue"), "warning")
            return
        self.dismiss()
        self.cockpit.filter("")
        self.cockpit.today.go_to(issue)

    # ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def do_group(self) -> None:
        """Group in the next way."""
        self.grouping = GROUPINGS[(GROUPINGS.index(self.grouping) + 1) % len(GROUPINGS)]
        self.refresh_all()

    def do_filter(self) -> None:
        """Show only actions that hold some words."""
        self.cockpit.open_local_filter(self.text, self._filter)

    def _filter(self, text: str) -> None:
        self.text = text
        self.refresh_all()

    def do_detail_down(self) -> None:
        """Scroll the detail down."""
        self.detail.scroll_by(self.detail.size.height // 2)

    def do_detail_up(self) -> None:
        """Scroll the detail up."""
        self.detail.scroll_by(-(self.detail.size.height // 2))

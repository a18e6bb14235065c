"""What people do on the board, each asked for in words that repeat the exact values before it is written down."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.actions import BY_ID
from cockpit.board_export import SUFFIXES, Printing, written
from cockpit.board_fold import Action
from cockpit.store import replace
from cockpit.text import same, words
from cockpit.view.approvals import kind_word
from cockpit.view.board import board_row
from cockpit.view.board_detail import issue_of
from screens.dialogs import Ask, Choose
from screens.saver import Deed, DeskLike, Done

if TYPE_CHECKING:
    from screens.board import Board

YES, NO = "yes", "no"
FORMS = ("xlsx", "markdown", "csv")
FOLDER = "exports"
MENU = ("approve", "refuse", "carry_out", "verify")


def _deed(board: "Board", make: Callable[[DeskLike], Action]) -> Deed:
    now, look = board.look.now, board.look

    def deed(desk: DeskLike) -> Done:
        action = make(desk)
        state = action.state(max(now, action.words[-1].at), look.limits)
        return Done(words("screen.board.said").fill(id=action.id, state=words(f"board.state.{state}")))

    return deed


def what(board: "Board", action: Action) -> str:
    """The exact thing that somebody agrees to: kind, marketplace, subject, before and after, and who asks."""
    row, speech = board_row(action, board.look), board.cockpit.speech
    return f"{kind_word(action.kind, speech)} {row.marketplace} {row.subject} {row.change} · {row.by}"


def ask_menu(board: "Board", action: Action) -> None:
    """Everything that can be done with it now; arrows, enter and esc alone are enough."""
    app, say = board.cockpit, board.cockpit.speech.say
    situation = board.situation()
    options = [(name, say(f"action.{name}.help")) for name in MENU if not BY_ID[name].refusal(situation)]
    if issue_of(action, app.picture):
        options.append(("show_issue", say("screen.board.show_issue")))
    options.append(("copy", say("screen.board.copy")))

    def chosen(name: str | None) -> None:
        if name == "show_issue":
            board.show_issue()
        elif name is not None:
            board.run_by_id(name)

    app.push_screen(Choose(what(board, action), options, say("screen.snooze.hint")), chosen)


def _confirm(board: "Board", question: str, deed: Deed, *, warned: bool = False) -> None:
    """Do it once somebody says yes. A question that warns begins at no: a stray enter must report nobody."""
    app, say = board.cockpit, board.cockpit.speech.say

    def chosen(answer: str | None) -> None:
        if answer == YES:
            app.do(deed)

    options = [(YES, say("screen.board.yes")), (NO, say("screen.board.no"))]
    if warned:
        options.reverse()
    app.push_screen(Choose(question, options, say("screen.snooze.hint")), chosen)


def ask_approve(board: "Board", action: Action) -> None:
    """Agree to exactly these values. One's own is tried all the same when wanted: the board refuses and notes it."""
    say, me = board.cockpit.speech.say, board.cockpit.session.desk.person
    own = me.uid in {action.begun.uid, *([action.done.uid] if action.done else [])}
    key = "approve_own" if own else "ratify" if action.done else "approve"
    deed = _deed(board, lambda desk: desk.board.decide(action.id, "approved"))
    _confirm(board, say(f"screen.board.{key}", what=what(board, action)), deed, warned=own)


def ask_refuse(board: "Board", action: Action) -> None:
    """A refusal needs a reason: who asked must know what to do instead."""
    say = board.cockpit.speech.say

    def typed(why: str | None) -> None:
        if why:
            board.cockpit.do(_deed(board, lambda desk: desk.board.decide(action.id, "refused", why)))

    board.cockpit.push_screen(Ask(say("screen.board.refuse"), hint=say("screen.board.refuse_hint")), typed)


def ask_carry_out(board: "Board", action: Action) -> None:
    """It is done, with the values of the proposal; what nobody agreed to is said to be reported."""
    say, state = board.cockpit.speech.say, action.state(board.look.now, board.look.limits)
    question = say("screen.board.done", what=what(board, action))
    warned = state != "approved" and action.approval(board.look.now, board.look.limits) != "not_needed"
    if warned:
        question += " " + say("screen.board.done_expired" if state == "expired" else "screen.board.done_alone")
    _confirm(board, question, _deed(board, lambda desk: desk.board.carry_out(action.id)), warned=warned)


def ask_verify(board: "Board", action: Action) -> None:
    """Whether it worked, then what was seen (which may be left empty)."""
    app, say = board.cockpit, board.cockpit.speech.say
    options = [("worked", say("screen.board.worked")), ("no_effect", say("screen.board.no_effect"))]

    def typed(answer: str, why: str | None) -> None:
        if why is not None:
            worked = answer == "worked"
            app.do(_deed(board, lambda desk: desk.board.verify(action.id, why, worked=worked)))

    def chosen(answer: str | None) -> None:
        if answer is not None:
            app.push_screen(Ask(say("screen.board.verify_why")), partial(typed, answer))

    app.push_screen(Choose(say("screen.board.verify", what=what(board, action)), options, say("screen.snooze.hint")),
                    chosen)  # fmt: skip


# ── Into a file ──────────────────────────────────────────────────────────────────────────────────────────────────────


def ask_export(board: "Board", actions: Sequence[Action]) -> None:
    """In which form, then where."""
    app, say = board.cockpit, board.cockpit.speech.say

    def typed(form: str, path: str | None) -> None:
        if path:
            app.do(_export(board, actions, form, Path(path).expanduser()))

    def chosen(form: str | None) -> None:
        if form is not None:
            day = board.look.speech.local(board.look.now).date().isoformat()
            path = app.session.workspace / FOLDER / f"board-{day}.{SUFFIXES[form]}"
            app.push_screen(Ask(say("screen.board.export_to"), str(path)), partial(typed, form))

    options = [(form, say(f"screen.board.format.{form}")) for form in FORMS]
    title = say("screen.board.export", n=str(len(actions)))
    app.push_screen(Choose(title, options, say("screen.snooze.hint")), chosen)


def _export(board: "Board", actions: Sequence[Action], form: str, path: Path) -> Deed:
    look = board.look
    how = Printing(look.now, look.speech, look.limits, look.waits)
    oldest_first = sorted(actions, key=lambda action: action.begun.at)

    def deed(_: DeskLike) -> Done:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, written(form, oldest_first, how, for_excel=True), 0o600)
        except OSError as error:
            told = words("screen.board.not_exported")
            return Done(told.fill(file=same(str(path)), reason=error.strerror or str(error)), changed=False)
        return Done(words("screen.board.exported").fill(file=same(str(path))), changed=False)

    return deed

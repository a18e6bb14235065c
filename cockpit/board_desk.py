"""One person at the board: what they may do there, below every screen. Each method returns when it is on disk."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from cockpit.approval import Limits
from cockpit.board import Board, BoardSettings, Draft, Incidents, Refused, no_incident
from cockpit.board_fold import Action
from cockpit.outcome import Waits
from cockpit.text import words

if TYPE_CHECKING:
    from cockpit.person import Person
    from cockpit.problems import Problem
    from cockpit.store import Store
    from cockpit.text import Words

How = Literal["proposed", "done"]
Word = Literal["approved", "refused"]


class Seen(NamedTuple):
    """The board as it was read last: a value that is replaced, never changed, so that any thread may read it."""

    actions: tuple[Action, ...] = ()
    limits: Limits = Limits()
    waits: Waits = Waits()
    read: bool = True  # False: nobody has looked yet, so that an empty board says nothing


class BoardDesk:
    """One person at one board. Read when it is first wanted: the first paint does not wait for it.

    With a role of *supervisor* it only approves, refuses and looks: the supervisor's view changes nothing else. What a
    supervisor did in Seller Central themselves is written down with ``cockpit act``.
    """

    def __init__(
        self, store: "Store", settings: BoardSettings, person: "Person", now: Callable[[], datetime],
        incidents: Incidents = no_incident,
    ) -> None:  # fmt: skip
        """Reads nothing yet. `store` is the desk's own: undo holds its lock. `incidents`: see `Board`."""
        self._incidents = incidents
        self._store, self._settings, self._person, self._now = store, settings, person, now
        self._board: Board | None = None
        self.seen = Seen(
            limits=Limits.of(settings.table("approval")), waits=Waits.of(settings.table("board")), read=False
        )

    @property
    def problems(self) -> "tuple[Problem, ...]":
        """Lines of the journal about actions that could not be understood."""
        return tuple(self._board.problems) if self._board else ()

    def refresh(self) -> bool:
        """Read what others wrote; whether there is anything new."""
        before = self.seen
        board = self._opened
        board.refresh()
        self._take(board)
        return self.seen != before

    def use(self, settings: BoardSettings) -> None:
        """Go on with settings that were edited."""
        self._settings = settings
        if self._board is not None:
            self._board.use(settings)
            self._take(self._board)

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def record(self, draft: Draft, how: How) -> Action:
        """Write an action down; what the board then has of it. Raises `Refused` and `NotSaved`."""
        self._hands_on()
        board, now = self._opened, self._now()
        id_ = board.propose(draft, self._person, now) if how == "proposed" else board.done(draft, self._person, now)
        return self._after(board, id_)

    def decide(self, id_: str, word: Word, why: str = "") -> Action:
        """The second person's word. Raises `Refused` where it is not theirs, and `NotSaved`."""
        board = self._opened
        try:
            board.decide(id_, word, self._person, self._now(), why)
        finally:
            self._take(board)  # that somebody tried it on their own is on the board as well
        return self._after(board, id_)

    def carry_out(self, id_: str, why: str = "") -> Action:
        """What was proposed is done, with the values of the proposal. Raises `Refused` and `NotSaved`."""
        self._hands_on()
        board = self._opened
        proposal = next((one for one in board.actions(self._now()) if one.id == id_), None)
        if proposal is None:
            raise Refused(words("board.refusal.unknown").fill(id=id_))
        draft = Draft(proposal.kind, proposal.marketplace, proposal.subject, why=why)
        board.done(draft, self._person, self._now(), id_)
        return self._after(board, id_)

    def verify(self, id_: str, why: str = "", *, worked: bool) -> Action:
        """The result was looked at. Raises `Refused` and `NotSaved`."""
        self._hands_on()
        board = self._opened
        board.verify(id_, self._person, self._now(), why, worked=worked)
        return self._after(board, id_)

    def undone_at(self) -> datetime | None:
        """When the newest thing happened that `undo` would take back."""
        event = self._opened.undoable(self._person, self._now())
        return datetime.fromisoformat(event["at"]) if event else None

    def undo(self) -> "Words | None":
        """Take back the newest thing this person said on the board; what it was, or None."""
        return self._turned(self._opened.undo)

    def redo(self) -> "Words | None":
        """Say it again; what it was, or None."""
        return self._turned(self._opened.redo)

    def _turned(self, turn: "Callable[[Person, datetime], Words | None]") -> "Words | None":
        what = turn(self._person, self._now())
        self._take(self._opened)
        return what

    def _hands_on(self) -> None:
        if self._person.role == "supervisor":
            raise Refused(words("board.refusal.supervisor").fill(user=self._person.name))

    @property
    def _opened(self) -> Board:
        if self._board is None:
            self._board = Board(self._store, self._settings, self._incidents)
        return self._board

    def _after(self, board: Board, id_: str) -> Action:
        self._take(board)
        return next(action for action in self.seen.actions if action.id == id_)

    def _take(self, board: Board) -> None:
        waits = Waits.of(self._settings.table("board"))
        self.seen = Seen(board.actions(self._now()), board.limits, waits)

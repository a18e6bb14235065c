"""Incidents: Amazon's warnings, the flow of each with its next step, the hold, and what the evidence pack lacks."""

from collections.abc import Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from cockpit.actions import Place, Situation, Under
from cockpit.incident_facts import OF_BOARD, STEPS
from cockpit.text import clean
from cockpit.view.incidents import (
    Case,
    IncidentRow,
    cases,
    due_span,
    incident_detail,
    incident_rows,
    state_span,
    step_who,
)
from cockpit.view.speech import Span
from screens import deeds, incident_deeds
from screens.cells import cut, pad, width_of, wrap
from screens.detail import DetailView
from screens.painted import Ground, Line
from screens.rows import Rows
from screens.side_place import SidePlace
from screens.spans import spread

DETAIL_LEAST, DETAIL_MOST = 8, 14
ID_MOST, STATE_MOST, DUE_MOST = 20, 22, 9
ROOM_FOR_STATE = 70  # cells of a list on which how far it is stands beside the heading


class IncidentList(Rows):
    """The incidents, the open ones with their steps."""

    def __init__(self) -> None:
        super().__init__(id="incidents")
        self.active = True
        self.rows: list[IncidentRow] = []

    def show(self, rows: list[IncidentRow]) -> None:
        """Show other rows; the cursor stays on its row, else on its incident."""
        key = self.current.key if self.current else ""
        found = next((at for at, row in enumerate(rows) if row.key == key), None)
        if found is None and key:
            id_ = key.split(":")[1] if ":" in key else ""
            found = next((at for at, row in enumerate(rows) if row.case and row.case.incident.id == id_), None)
        self.rows = rows
        self.keep(self.cursor if found is None else found)
        self.repaint()

    @property
    def current(self) -> IncidentRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def stand_on(self, key: str) -> None:
        """Put the cursor on a row, if it is there."""
        self.move_to(next((at for at, row in enumerate(self.rows) if row.key == key), self.cursor))

    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def passes(self, index: int) -> bool:
        """The heading of the past ones is no row to stand on."""
        return self.rows[index].kind == "past"

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """One incident, one step, or the heading of the past ones."""
        row = self.rows[index]
        mark = Span(f"{self.glyphs.cursor if ground == 'cursor' else ' '} ", "accent")
        if row.case is None:
            return Line((Span(f"  {self.cockpit.speech.say('view.incident.past')}", "title"),))
        if row.kind == "step":
            return Line((mark, *self._step(row.case, row.step, width - 2)), ground)
        return Line((mark, *self._incident(row.case, width - 2)), ground)

    def _incident(self, case: Case, width: int) -> list[Span]:
        speech, now = self.cockpit.speech, self.cockpit.scene.day.now
        state, due = state_span(case, speech), due_span(case, now, speech)
        sign, role = self._sign(case, state)
        right = [Span(due.text.rjust(DUE_MOST - (width_of(due.text) - len(due.text))), due.role)] if due.text else []
        if width >= ROOM_FOR_STATE:
            right = [Span(f"{cut(state.text, STATE_MOST, self.glyphs.cut)}  ", state.role), *right]
        name = pad(clean(case.incident.id), min(ID_MOST, max(8, width // 4)), self.glyphs.cut)
        left = [Span(f"{pad(sign, self.glyphs.sign_width)}", role), Span(f"{name} ", "strong")]
        left += [Span(f"{pad(clean(case.incident.marketplace), 3)} ", "dim"), Span(clean(case.incident.subject))]
        return spread(left, right, width, self.glyphs.cut)

    def _sign(self, case: Case, state: Span) -> tuple[str, str]:
        if case.is_past or case.sent:
            return self.glyphs.done, "dim"
        role = "critical" if state.role == "critical" else "warning"
        return self.glyphs.severity(role), role

    def _step(self, case: Case, step: str, width: int) -> list[Span]:
        """A step: done or not, its number, who did it; the next one is marked."""
        speech, now = self.cockpit.speech, self.cockpit.scene.day.now
        done, is_next = case.is_done(step), step == case.next_step
        role = "dim" if done else "strong" if is_next else ""
        sign = self.glyphs.done if done else self.glyphs.to_do
        left = [Span(f"    {sign} {STEPS.index(step) + 1} ", role), Span(speech.say(f"incident.step.{step}"), role)]
        if is_next:
            left.append(Span(f"  {speech.say('view.incident.next')}", "accent"))
        return spread(left, [Span(step_who(case, step, now, speech), "dim")], width, self.glyphs.cut)

    def foot(self, width: int) -> Sequence[Line]:
        """What an incident is, and how one comes here, while there is none."""
        if self.rows:
            return ()
        say = self.cockpit.speech.say
        lines = [text for name in ("none", "none_how", "none_flow") for text in (say(f"view.incident.{name}"), "")]
        return [Line((Span(f"   {row}"),)) for text in lines for row in wrap(text, width - 6) or [""]]


class Incidents(SidePlace):
    """Warnings being worked."""

    place: ClassVar[Place] = "incidents"

    def __init__(self, id_: str = "") -> None:
        """Begin on an incident, else on the first that is open."""
        super().__init__()
        self.rows, self.detail = IncidentList(), DetailView(id="incident-detail")
        self.rows.moved = self._moved
        self.begin_on = id_

    def body(self) -> Widget:
        """The incidents above, the detail of one below."""
        self.detail.styles.height = max(DETAIL_LEAST, min(DETAIL_MOST, self.app.size.height * 2 // 5))
        return Vertical(self.rows, self.detail)

    def on_mount(self) -> None:
        """Show the incidents, the cursor where it was asked for."""
        self.refresh_all()
        self.rows.stand_on(f"incident:{self.begin_on}")

    @property
    def list_(self) -> Rows:
        """The incidents."""
        return self.rows

    @property
    def case(self) -> Case | None:
        """The incident under the cursor."""
        return self.rows.current.case if self.rows.current else None

    @property
    def step(self) -> str:
        """The step under the cursor; "" on an incident."""
        return self.rows.current.step if self.rows.current else ""

    def _cases(self) -> list[Case]:
        desk, scene = self.cockpit.session.desk, self.cockpit.scene
        seen = desk.board.seen
        return cases(scene.picture, desk.incidents.seen, seen.actions, seen.limits, scene.day.now)

    def say_heading(self) -> None:
        """How many are open, how many past."""
        say, found = self.cockpit.speech.say, self._cases()
        past = sum(case.is_past for case in found)
        unread = sum(not case.is_past and case.worked is None and not case.incident.taken_up for case in found)
        spans = [Span(say("view.incident.n_unread", n=str(unread)), "critical"), Span(" · ", "dim")] if unread else []
        words = say("view.incident.summary", open=str(len(found) - past), past=str(past))
        self.heading.say(say("view.incident.title"), *spans, Span(words, "dim"))

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs."""
        self.rows.show(incident_rows(self._cases()))
        self.say_heading()
        self._tell_detail(same=True)
        for widget in (self.heading, self.rows, self.detail, self.foot):
            widget.repaint(everything=everything)

    def _tell_detail(self, *, same: bool = False) -> None:
        case = self.case
        self.detail.display = case is not None
        now, speech = self.cockpit.scene.day.now, self.cockpit.speech
        self.detail.show(incident_detail(case, self.step, now, speech) if case else None, same=same)

    def _moved(self, _: Rows) -> None:
        """The detail follows."""
        self._tell_detail()
        self.foot.repaint()

    def on_rows_chosen(self) -> None:
        """A second click opens."""
        self.run_by_id("open")

    def situation(self) -> Situation:
        """What is under the cursor, and what may be done with it."""
        case, step, app = self.case, self.step, self.cockpit
        under: Under = "nothing" if case is None else "flow" if step else "incident" if case.worked else "warning"
        possible = set() if case is None or case.is_past else {"close"} if case.worked else {"take_up"}
        if case and case.worked and not case.is_past and case.sent is None:
            possible.add("appeal")
        return Situation(
            self.place, under, done=bool(case and step and case.is_done(step)), proven=step in OF_BOARD,
            can_save=app.can_save, engine=app.has_engine, looks_only=app.looks_only, decides=app.decides,
            appealed=bool(case and case.sent), last=step == STEPS[-1],
            possible=frozenset(possible),
        )  # fmt: skip

    # ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def do_open(self) -> None:
        """A warning is taken up; a step is ticked; an incident leads to its next step."""
        case = self.case
        if self.step:
            self.run_by_id("appeal" if self.step in OF_BOARD else "tick")
        elif case is not None and case.worked is None and not case.is_past:
            self.run_by_id("take_up")
        elif case is not None and case.next_step:
            self.rows.stand_on(f"step:{case.incident.id}:{case.next_step}")

    def do_take_up(self) -> None:
        """Somebody works on it from now on."""
        if self.case is not None:
            self.cockpit.do(incident_deeds.take_up(self.case.incident))

    def do_tick(self) -> None:
        """The step is done, or is not after all."""
        case = self.case
        if case is not None:
            self.cockpit.do(incident_deeds.step(case.incident, self.step, done=not case.is_done(self.step)))

    def do_new_incident(self) -> None:
        """Type a warning in that stands in no report."""
        incident_deeds.ask_new(self)

    def do_note(self) -> None:
        """Write something down about it."""
        case = self.case
        if case is not None:
            self.cockpit.open_note(case.incident.id, lambda text: incident_deeds.note(case.incident, text))

    def do_pack(self) -> None:
        """Write the evidence pack."""
        if self.case is not None:
            incident_deeds.write_pack(self, self.case.incident)

    def do_appeal(self) -> None:
        """Propose the appeal; once it stands on the board, go there."""
        if self.case is not None:
            incident_deeds.ask_appeal(self, self.case)

    def do_close_incident(self) -> None:
        """It is over: how it ended."""
        if self.case is not None:
            incident_deeds.ask_close(self, self.case.incident)

    def do_copy(self) -> None:
        """Copy the id, or the products and orders."""
        case = self.case
        if case is not None:
            about = " ".join((*case.incident.asins, *case.incident.skus, *case.incident.order_ids))
            more = [("s", "copy_subject", about)] if about else []
            self.cockpit.ask_copy([("i", "copy_id", case.incident.id), *more])

    def do_undo(self) -> None:
        """Take back the last thing on the board or about an issue."""
        self.cockpit.do(deeds.undo())

    def do_detail_down(self) -> None:
        """Scroll the detail down."""
        self.detail.scroll_by(self.detail.size.height // 2)

    def do_detail_up(self) -> None:
        """Scroll the detail up."""
        self.detail.scroll_by(-(self.detail.size.height // 2))

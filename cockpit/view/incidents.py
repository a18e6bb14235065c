"""The incidents in rows, the open ones with the steps of their flow, then the past ones; and the detail of one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from cockpit.approval import Limits
from cockpit.board_fold import Action
from cockpit.incident_facts import OF_BOARD, STEPS, Incident
from cockpit.incident_fold import Worked
from cockpit.issue import Subject
from cockpit.picture import IncidentNote, Picture
from cockpit.text import clean
from cockpit.view.detail import Detail
from cockpit.view.facts import Fact
from cockpit.view.speech import Span, Speech, due_long, due_role, due_short

Kind = Literal["incident", "step", "past"]
ANSWER_WITHIN: Final = timedelta(hours=24)  # until the engine has said it: typed in a moment ago
NOTES_SHOWN: Final = 3


class Case(NamedTuple):
    """One incident: what reports, folders, people and the board say of it."""

    note: IncidentNote
    worked: Worked | None
    appeal: Action | None  # the newest line on the board about its appeal
    sent: datetime | None  # when the appeal was logged as sent
    approved: bool  # the appeal may be sent
    edited: tuple[str, ...]  # products that I-02 found changed

    @property
    def incident(self) -> Incident:
        """The facts."""
        return self.note.incident

    @property
    def is_past(self) -> bool:
        """Whether nothing is left to do: closed, or answered and never taken up here."""
        return bool(self.worked.closed) if self.worked else self.sent is not None

    @property
    def next_step(self) -> str:
        """The step that comes next; the first while nobody has taken it up, "" at the end."""
        if self.worked is None:
            return "" if self.is_past else STEPS[0]
        return self.worked.next_step(self.sent, approved=self.approved)

    def is_done(self, step: str) -> bool:
        """Whether a step is done; those of the board are told by it."""
        if step in OF_BOARD:
            return self.sent is not None or (step == "approval" and self.approved)
        return self.worked is not None and step in self.worked.steps


class IncidentRow(NamedTuple):
    """One row: an incident, one step of its flow, or the heading of the past ones."""

    key: str
    kind: Kind
    case: Case | None = None
    step: str = ""


def cases(
    picture: Picture, worked: Iterable[Worked], actions: Sequence[Action], limits: Limits, now: datetime
) -> list[Case]:
    """Every incident: what must be answered first stands first, what is over last."""
    mine = {one.incident.id: one for one in worked}
    notes = {note.incident.id: note for note in picture.incidents}
    for id_, one in mine.items():  # the engine has not seen it yet
        begin = one.incident.received_at or one.opened.at
        notes.setdefault(id_, IncidentNote(one.incident, one.incident.deadline or begin + ANSWER_WITHIN))
    found = [_case(note, mine.get(id_), picture, actions, limits, now) for id_, note in notes.items()]
    return sorted(found, key=_order)


def _order(case: Case) -> tuple[bool, bool, float, str]:
    at = case.note.answer_by.timestamp()
    return case.is_past, case.sent is not None, -at if case.is_past else at, case.incident.id


def _case(
    note: IncidentNote,
    worked: Worked | None,
    picture: Picture,
    actions: Sequence[Action],
    limits: Limits,
    now: datetime,
) -> Case:
    appeal = appeal_of(note.incident, actions)
    state = appeal.state(now, limits) if appeal else ""
    done = appeal.done if appeal and appeal.approval(now, limits) == "approved" else None
    products = {*note.incident.asins, *note.incident.skus}
    edited = tuple(
        issue.subject.id
        for issue in picture.issues
        if issue.check == "I-02" and issue.subject.id in products and issue.state != "resolved"
    )
    sent = note.incident.appeal_sent_at or (done.at if done else None)
    return Case(note, worked, appeal, sent, state == "approved", edited)


def appeal_of(incident: Incident, actions: Iterable[Action]) -> Action | None:
    """The newest line on the board about the appeal of an incident."""
    subjects = {Subject("incident", incident.id), *(Subject("asin", asin) for asin in incident.asins)}
    found = [one for one in actions if one.kind == "appeal" and one.subject in subjects and not one.void]
    begin = incident.received_at
    return next((one for one in reversed(found) if begin is None or one.begun.at >= begin), None)


def incident_rows(found: Sequence[Case]) -> list[IncidentRow]:
    """The rows: each open incident with its steps when somebody has taken it up, then the past ones under a heading."""
    rows: list[IncidentRow] = []
    for case in found:
        id_ = case.incident.id
        if case.is_past and not any(row.kind == "past" for row in rows):
            rows.append(IncidentRow("past", "past"))
        rows.append(IncidentRow(f"incident:{id_}", "incident", case))
        if case.worked is not None and not case.is_past:
            rows += [IncidentRow(f"step:{id_}:{step}", "step", case, step) for step in STEPS]
    return rows


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def state_span(case: Case, speech: Speech) -> Span:
    """How far it is, in a few words."""
    if case.worked and case.worked.closed:
        return Span(speech.say(f"incident.outcome.{case.worked.outcome}"), "dim")
    if case.sent:
        return Span(speech.say("view.incident.sent"), "dim")
    if case.edited:
        return Span(speech.say("view.incident.edited"), "critical")
    if not case.incident.taken_up and case.worked is None:
        return Span(speech.say("incident.cli.unread"), "critical")
    if case.note.lacks:
        return Span(speech.say("view.incident.lacks", n=str(len(case.note.lacks))), "warning")
    return Span(speech.say("view.incident.whole"), "")


def due_span(case: Case, now: datetime, speech: Speech) -> Span:
    """Until when the answer is due; nothing once it is sent."""
    if case.sent or case.is_past:
        return Span("")
    return Span(due_short(case.note.answer_by, now, speech), due_role(case.note.answer_by, now))


def step_who(case: Case, step: str, now: datetime, speech: Speech) -> str:
    """Who did a step and when; of the board's steps, what the board says."""
    if step in OF_BOARD:
        return _board_said(case, step, now, speech)
    word = case.worked.steps.get(step) if case.worked else None
    return f"{clean(word.by)} {speech.at(word.at, now)}" if word else ""


def _board_said(case: Case, step: str, now: datetime, speech: Speech) -> str:
    appeal = case.appeal
    if step == "appeal":
        return speech.at(case.sent, now) if case.sent else ""
    if appeal is None:
        return ""
    word = appeal.approved or appeal.refused
    if word:
        state = speech.say("board.state.approved" if appeal.approved else "board.state.refused")
        return f"{state} {clean(word.by)} {speech.at(word.at, now)}"
    return speech.say("view.incident.waits")


def incident_detail(case: Case, step: str, now: datetime, speech: Speech) -> Detail:
    """Everything about one incident: the hold first, then what to do, by when, what the pack has and lacks."""
    incident, say = case.incident, speech.say
    head = [
        Span(clean(incident.id), "strong"),
        Span(f" · {clean(incident.marketplace)} · ", "dim"),
        state_span(case, speech),
    ]
    return Detail(
        tuple(head), clean(incident.subject), tuple(_facts(case, step, now, speech, say("view.incident.nothing")))
    )


def _facts(case: Case, step: str, now: datetime, speech: Speech, none: str) -> list[Fact]:
    incident, say = case.incident, speech.say
    facts = _hold(case, speech)
    if not case.is_past:
        doing = step or case.next_step
        if doing:
            text = say(f"incident.step.{doing}") if case.worked else say("view.incident.take_up")
            facts.append(
                Fact(say("view.label.do"), (Span(text, "strong"), Span(f"  {_how(doing, case, speech)}", "dim")))
            )
        if not case.sent:
            due = due_long(case.note.answer_by, now, incident.marketplace, speech)
            facts.append(Fact(say("view.label.due"), (Span(due, due_role(case.note.answer_by, now)),)))
        facts.append(
            Fact(
                say("view.incident.missing"),
                (Span(_joined(case.note.lacks, speech) or none, "warning" if case.note.lacks else "dim"),),
            )
        )
        facts.append(Fact(say("view.incident.there"), (Span(_joined(case.note.has, speech) or none, "dim"),)))
    about = " ".join(clean(text) for text in (*incident.asins, *incident.skus, *incident.order_ids))
    facts += [Fact(say("view.incident.about"), (Span(about, "dim"),))] if about else []
    return [*facts, *_history(case, now, speech)]


def _hold(case: Case, speech: Speech) -> list[Fact]:
    """The hold, plainly: whose listing must not be touched, and whether somebody did."""
    products = " ".join(clean(one) for one in case.incident.asins or case.incident.skus)
    if not products or case.is_past:
        return []
    label = speech.say("view.incident.hold")
    if case.sent:
        return [Fact(label, (Span(speech.say("view.incident.free"), "dim"),))]
    facts = [Fact(label, (Span(speech.say("view.incident.no_edit", what=products), "critical"),))]
    if case.edited:
        facts.append(
            Fact(
                "", (Span(speech.say("view.incident.was_edited", what=" ".join(map(clean, case.edited))), "critical"),)
            )
        )
    return facts


def _how(step: str, case: Case, speech: Speech) -> str:
    if case.worked is None:
        return ""
    key = f"view.incident.how.{step}"
    if step == "approval" and case.appeal is not None and not case.approved:
        key = "view.incident.how.wait"
    return speech.say(key, id=case.appeal.id if case.appeal else "")


def _joined(texts: Iterable[object], speech: Speech) -> str:
    return " · ".join(speech.words(text) for text in texts)  # type: ignore[arg-type]  # Words


def _history(case: Case, now: datetime, speech: Speech) -> list[Fact]:
    """What was written down last."""
    worked = case.worked
    if worked is None:
        return []
    label = speech.say("view.label.note")
    shown = worked.notes[-NOTES_SHOWN:]
    notes = [
        Fact(label, (Span(f"{speech.at(one.at, now)} {clean(one.by)}: ", "dim"), Span(clean(one.why))))
        for one in reversed(shown)
    ]
    if worked.closed:
        said = f"{speech.at(worked.closed.at, now)} {clean(worked.closed.by)} {clean(worked.closed.why)}".rstrip()
        notes.insert(0, Fact(speech.say("view.label.history"), (Span(said, "dim"),)))
    return notes

"""Incidents as a row, a page and JSON."""

from datetime import datetime, tzinfo
from typing import Any, Final, NamedTuple

from cockpit.clock import Clock, zone_of
from cockpit.escaping import escaped
from cockpit.incident_facts import STEPS, Incident
from cockpit.incident_fold import Worked
from cockpit.picture import IncidentNote
from cockpit.text import Language, Words, moment, say, words

COLUMNS: Final = ("id", "marketplace", "subject", "state", "answer", "lacks", "next")


class Told(NamedTuple):
    """One incident: what is known of it, what was done, where its evidence lies."""

    note: IncidentNote
    worked: Worked | None
    folder: str

    @property
    def incident(self) -> Incident:
        """The facts."""
        return self.note.incident

    @property
    def next_step(self) -> str:
        """The step that comes next; the first, while nobody has taken it up."""
        sent = self.incident.appeal_sent_at
        return self.worked.next_step(sent) if self.worked else "" if sent else STEPS[0]


def as_data(told: Told, zone: tzinfo) -> dict[str, Any]:
    """The JSON of one incident; keys in a fixed order."""

    def iso(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat(timespec="seconds") if at else None

    incident, worked = told.incident, told.worked
    return {
        "id": incident.id,
        "store": incident.store,
        "marketplace": incident.marketplace,
        "subject": incident.subject,
        "kind": incident.kind,
        "asins": list(incident.asins),
        "skus": list(incident.skus),
        "order_ids": list(incident.order_ids),
        "received_at": iso(incident.received_at),
        "answer_by": iso(told.note.answer_by),
        "acknowledged_at": iso(incident.acknowledged_at),
        "opened_at": iso(incident.opened_at),
        "appeal_sent_at": iso(incident.appeal_sent_at),
        "closed_at": iso(incident.closed_at),
        "outcome": worked.outcome or None if worked else None,
        "hold": incident.guarded and bool(incident.asins or incident.skus),
        "steps": {step: iso(word.at) for step, word in (worked.steps.items() if worked else ())},
        "next": told.next_step or None,
        "has": [text.en for text in told.note.has],
        "lacks": [text.en for text in told.note.lacks],
        "folder": told.folder,
    }


def as_row(told: Told, clock: Clock, language: Language) -> list[str]:
    """The cells of `COLUMNS`."""
    incident, step = told.incident, told.next_step
    open_ = incident.guarded
    return [
        incident.id,
        incident.marketplace,
        incident.subject,
        state(told, clock, language),
        _at(told.note.answer_by, clock).say(language) if open_ else "–",
        str(len(told.note.lacks)) if open_ else "–",
        words(f"incident.step.{step}").say(language) if step else "–",
    ]


def state(told: Told, clock: Clock, language: Language) -> str:
    """How far it is: not taken up, open, appeal sent, closed with its outcome."""
    incident, worked = told.incident, told.worked
    if worked and worked.closed:
        return say("incident.cli.closed", language, outcome=words(f"incident.outcome.{worked.outcome}"))
    if incident.appeal_sent_at:
        return say("incident.cli.sent", language, when=_at(incident.appeal_sent_at, clock))
    return words("state.open").say(language) if incident.taken_up else say("incident.cli.unread", language)


def as_page(told: Told, clock: Clock, language: Language) -> str:
    """Everything about one incident, as Markdown."""
    incident = told.incident
    parts = [
        f"# {escaped(incident.id)} · {escaped(incident.marketplace)} · {escaped(incident.subject)}",
        _hold(incident, language),
        "\n".join(f"- {text}" for text in _facts(told, clock, language)),
        "\n".join(_steps(told, clock, language)),
        _listed("incident.cli.lacks", [text.say(language) for text in told.note.lacks], language),
        _listed("incident.cli.has", [text.say(language) for text in told.note.has], language),
        f"`{told.folder}`",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _hold(incident: Incident, language: Language) -> str:
    products = ", ".join((*incident.asins, *incident.skus))
    if not products or incident.closed_at:
        return ""
    if incident.guarded:
        return f"**{escaped(say('incident.cli.hold', language, what=products))}**"
    return say("incident.cli.free", language)


def _facts(told: Told, clock: Clock, language: Language) -> list[str]:
    incident = told.incident
    here, there = (
        moment(told.note.answer_by.astimezone(zone), clock.team_now.date())
        for zone in (clock.team_zone, zone_of(incident.marketplace))
    )
    when = f"{here.say(language)} ({incident.marketplace} {there.say(language)})"
    orders = [escaped(", ".join(incident.order_ids))] if incident.order_ids else []
    return [state(told, clock, language), say("incident.cli.answer", language, when=when), *orders]


def _steps(told: Told, clock: Clock, language: Language) -> list[str]:
    """The flow: what is done, by whom and when; what comes next is marked."""
    done = dict(told.worked.steps) if told.worked else {}
    lines = []
    for number, step in enumerate(STEPS, 1):
        word, text = done.get(step), words(f"incident.step.{step}").say(language)
        ticked = word is not None or (step in {"approval", "appeal"} and told.incident.appeal_sent_at is not None)
        who = f" · {escaped(word.by)} {_at(word.at, clock).say(language)}" if word else ""
        mark = " ←" if step == told.next_step else ""
        lines.append(f"{number}. [{'x' if ticked else ' '}] {text}{who}{mark}")
    return lines


def _listed(key: str, texts: list[str], language: Language) -> str:
    if not texts:
        return ""
    return "\n".join([f"## {words(key).say(language)}", "", *(f"- {escaped(text)}" for text in texts)])


def _at(when: datetime, clock: Clock) -> Words:
    return moment(when.astimezone(clock.team_zone), clock.team_now.date())

"""The second person's word on an issue and on its actions, in words: for the board, the detail and the JSON alike."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from cockpit.approval import Limits
from cockpit.board_export import change_text
from cockpit.board_fold import Action, Approval, newest_about
from cockpit.outcome import Waits
from cockpit.picture import Issue, Picture
from cockpit.text import clean
from cockpit.view.results import result_words
from cockpit.view.speech import HOUR, MINUTE, Span, Speech, dotted

ROLES: Final = {"proposed": "accent", "approved": "accent", "refused": "dim", "expired": "warning", "failed": "warning"}


class Looked(NamedTuple):
    """Everything that words about actions need."""

    now: datetime
    speech: Speech
    limits: Limits
    waits: Waits
    picture: Picture


def approval_of(issue: Issue, actions: Iterable[Action], now: datetime, limits: Limits) -> Approval:
    """The second person's word on the newest action that answers an issue which needs one."""
    if not issue.needs_approval:
        return "not_needed"
    action = newest_about(actions, issue.marketplace, issue.subject, issue.check, issue.store)
    said = action.approval(now, limits) if action else "needed"
    return "needed" if said == "not_needed" else said


def actions_about(issue: Issue, actions: Iterable[Action]) -> Sequence[Action]:
    """What was written down about an issue: from it, or about its subject and its check; oldest first."""
    return [
        action
        for action in actions
        if action.issue == issue.fingerprint
        or (
            action.marketplace == issue.marketplace
            and action.subject == issue.subject
            and action.check in {issue.check, ""}
            and action.store in {issue.store, ""}
        )
    ]


def newest(action: Action) -> datetime:
    """When something last happened to it."""
    return action.words[-1].at


def ends_at(action: Action, look: Looked) -> datetime | None:
    """Until when a proposal may wait (R-03), or an approval be used."""
    state = action.state(look.now, look.limits)
    if state == "proposed":
        return action.begun.at + look.limits.holds
    return action.expires(look.limits) if state == "approved" else None


def is_alone(action: Action, look: Looked) -> bool:
    """Whether it was done without the second person that it needed (R-01)."""
    return bool(action.done) and action.approval(look.now, look.limits) in {"needed", "expired", "refused"}


def kind_word(kind: str, speech: Speech) -> str:
    """A kind of action as people say it."""
    key = f"board.kind.{kind}"
    return speech.say(key) if speech.has(key) else clean(kind)


def state_word(action: Action, look: Looked) -> Span:
    """Where an action stands, said so that what somebody must still do stands out."""
    state = action.state(look.now, look.limits)
    if is_alone(action, look):
        return Span(look.speech.say("board.state.alone"), "critical")
    if state == "verified" and not action.worked:
        return Span(look.speech.say("board.state.no_effect"), "warning")
    return Span(look.speech.say(f"board.state.{state}"), ROLES.get(state, "dim"))


def action_line(action: Action, look: Looked) -> tuple[Span, ...]:
    """An action in a line of the issue's detail: what, where it stands, who, how long there is, what came of it."""
    when, role = when_words(action, look)
    head = f"{kind_word(action.kind, look.speech)} {clean(change_text(action))}"
    result = result_words(action, look.waits, look.now, look.speech)
    return dotted([
        Span(head), state_word(action, look), Span(f"{clean(action.begun.by)} {when}", role or "dim"),
        Span("".join(span.text for span in result), "dim"),
    ])  # fmt: skip


def when_words(action: Action, look: Looked) -> tuple[str, str]:
    """How long there is left to decide or to use it, else when something last happened; and the role of it."""
    end, speech = ends_at(action, look), look.speech
    if end is None:  # the clock of an older day stands in the detail: in a list its room is the subject's
        at = newest(action)
        today = speech.local(at).date() == speech.local(look.now).date()
        return speech.at(at, look.now) if today else speech.date(at, look.now), "dim"
    if end <= look.now:
        return speech.say("view.board.late", span=_hours(look.now - end, speech)), "critical"
    left = end - look.now
    return speech.say("view.board.left", span=_hours(left, speech)), "critical" if left < HOUR else ""


def _hours(span: timedelta, speech: Speech) -> str:
    """Whole hours from two on: what is left of a day need not be told to the minute in a list."""
    hours = int(span.total_seconds() // 3600)
    return speech.say("view.unit.hours", n=str(hours)) if hours > 1 else speech.span(max(span, MINUTE))

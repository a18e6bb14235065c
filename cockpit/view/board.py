"""The board in rows: what waits for somebody first, then every action, newest first, grouped as the person wants it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

from cockpit.board_export import change_text
from cockpit.board_fold import Action, State
from cockpit.text import clean
from cockpit.view.approvals import Looked, ends_at, is_alone, kind_word, newest, state_word, when_words
from cockpit.view.results import result_words
from cockpit.view.speech import Span, Speech, subject_kind, subject_words

Grouping = Literal["day", "person", "subject", "check"]
GROUPINGS: Final[tuple[Grouping, ...]] = ("day", "person", "subject", "check")
MUTED: Final = frozenset({"done", "verified", "refused"})


class Heading(NamedTuple):
    """The name of a group and how many actions it holds."""

    key: str
    text: str
    size: int
    urgent: bool = False  # somebody must decide or act


Item = Heading | Action


class BoardRow(NamedTuple):
    """One action in columns."""

    state: State
    word: Span  # of the state
    when: Span  # how long there is left to decide or to use it; else when something last happened
    marketplace: str
    kind: str
    subject: str
    change: str
    by: str
    check: str
    result: str
    why: str
    quiet: bool  # read second


def board_rows(actions: Iterable[Action], grouping: Grouping, look: Looked, text: str = "") -> list[Item]:
    """The rows: what waits for a decision, what may be carried out, what was done alone; then the groups."""
    words = clean(text).casefold().split()
    found = [one for one in actions if all(word in haystack(one, look) for word in words)]
    waiting = [one for one in found if one.state(look.now, look.limits) == "proposed"]
    usable = [one for one in found if one.state(look.now, look.limits) == "approved"]
    alone = [one for one in found if is_alone(one, look)]
    rows: list[Item] = []
    for name, some in (("waiting", waiting), ("usable", usable), ("alone", alone)):
        if some:
            title = look.speech.say(f"view.board.{name}")
            rows += [Heading(name, title, len(some), urgent=True), *sorted(some, key=lambda one: _soonest(one, look))]
    first = {id(one) for one in (*waiting, *usable, *alone)}
    return [*rows, *_groups([one for one in found if id(one) not in first], grouping, look)]


def _soonest(action: Action, look: Looked) -> datetime:
    return ends_at(action, look) or newest(action)


def _groups(actions: Sequence[Action], grouping: Grouping, look: Looked) -> list[Item]:
    groups: dict[str, list[Action]] = {}
    for action in sorted(actions, key=newest, reverse=True):
        groups.setdefault(_group(action, grouping, look), []).append(action)
    rows: list[Item] = []
    for key, some in groups.items():
        rows += [Heading(f"{grouping}:{key}", _title(key, some[0], grouping, look), len(some)), *some]
    return rows


def _group(action: Action, grouping: Grouping, look: Looked) -> str:
    if grouping == "day":
        return look.speech.local(newest(action)).date().isoformat()
    if grouping == "person":
        return action.begun.by
    if grouping == "check":
        return action.check
    return f"{action.marketplace} {action.subject.kind} {action.subject.id}"


def _title(key: str, action: Action, grouping: Grouping, look: Looked) -> str:
    speech = look.speech
    if grouping == "day":
        local = speech.local(newest(action))
        named = f"{speech.weekday(local)} {speech.date(newest(action), look.now)}"
        days = (speech.local(look.now).date() - local.date()).days
        near = {0: "today", 1: "yesterday"}.get(days)
        return f"{speech.say(f'view.board.{near}')} · {named}" if near else named
    if grouping == "subject":
        kind = subject_kind(action.subject, speech)
        return f"{clean(action.marketplace)} {kind} {subject_words(action.subject, speech)}".strip()
    if grouping == "check":
        titles = {rule.id: speech.words(rule.title) for rule in look.picture.rules}
        return f"{clean(key)} {titles.get(key, '')}".strip() or speech.say("view.board.no_check")
    return clean(key)


def haystack(action: Action, look: Looked) -> str:
    """Everything that a word of the filter may be found in: day, people, subject, check, kind, state, values."""
    state = action.state(look.now, look.limits)
    days = (f"{speech_day(word.at, look.speech)} {look.speech.date(word.at)}" for word in action.words)
    parts = (
        action.id, action.marketplace, action.store, action.subject.kind, action.subject.id, action.check, action.kind,
        look.speech.say(f"board.state.{state}"), state, kind_word(action.kind, look.speech), action.before,
        action.after, action.why, *days, *(word.by for word in action.words),
    )  # fmt: skip
    return "\n".join(parts).casefold()


def speech_day(at: datetime, speech: Speech) -> str:
    """2026-11-23 on the team's wall."""
    return speech.local(at).date().isoformat()


def board_row(action: Action, look: Looked) -> BoardRow:
    """One action in words."""
    speech, state = look.speech, action.state(look.now, look.limits)
    result = "".join(span.text for span in result_words(action, look.waits, look.now, speech))
    return BoardRow(
        state, state_word(action, look), Span(*when_words(action, look)), clean(action.marketplace),
        kind_word(action.kind, speech), subject_words(action.subject, speech), clean(change_text(action)),
        clean(action.begun.by), clean(action.check), result, clean(action.why),
        state in MUTED and not is_alone(action, look),
    )  # fmt: skip


def counts(actions: Iterable[Action], look: Looked) -> tuple[int, int, int]:
    """How many wait for a second person, may be carried out, and were done alone."""
    found = list(actions)
    states = [action.state(look.now, look.limits) for action in found]
    return states.count("proposed"), states.count("approved"), sum(is_alone(action, look) for action in found)


def line_of(action: Action, look: Looked) -> str:
    """An action in one line, to copy."""
    row = board_row(action, look)
    parts = (row.marketplace, row.kind, row.subject, row.change, row.check, row.word.text, row.by, row.why, action.id)
    return " · ".join(part for part in parts if part)


def empty_board(text: str, speech: Speech, *, read: bool) -> Sequence[str]:
    """What to say when there is nothing: that it is being read, or what would appear here, and how."""
    if not read:
        return [speech.say("view.board.empty.reading")]
    if text:
        return [speech.say("view.board.empty.filter", text=text)]
    return [speech.say(f"view.board.empty.{name}") for name in ("what", "how", "second", "result")]

"""From the journal's events to what the machine knows of every issue: one event at a time, in the journal's order.

Events say how things are, not how they changed ("reopened 2 times", "run 17"): taking one twice, as after a merge of
two journals, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Self

from cockpit.fold import Fold
from cockpit.issue import Pane, Severity, Subject
from cockpit.journal import Event
from cockpit.text import Words

TREND: Final = 24  # values kept of a figure
TURNS: Final = 24  # times kept at which an issue went or came back
Base = Literal["open", "unsure", "resolved"]  # new and reopened are about one run, not kept


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding as the ledger needs it: what tells issues apart, and what must still be said when it is unsure."""

    fingerprint: str
    check: str
    store: str
    marketplace: str
    subject: Subject
    severity: Severity
    pane: Pane
    title: Words
    action: Words
    figure_value: float | None = None
    due: datetime | None = None
    due_within: timedelta | None = None  # instead: so long after the issue came up


@dataclass(slots=True)
class Known:
    """What is remembered of one issue."""

    fingerprint: str
    told: dict[str, Any]  # its sighting as the journal has it, in the journal's own words
    state: Base
    number: int  # 0: not recorded yet
    first_seen: datetime
    last_seen: datetime
    since: datetime  # first seen, or came back
    first_run: int
    found_since: int | None  # the run from which it has been seen without a gap; None while it is not seen
    seen: Sighting | None = None  # as this process saw it last
    seen_before: int = 0  # runs that saw it before `found_since`
    reopened: int = 0
    cause: str = ""  # closed because this check explains it, not because it is gone
    figures: list[float] = field(default_factory=list)
    figure_day: str = ""  # when the last of them was recorded
    turns: list[str] = field(default_factory=list)  # when it went or came back, as the journal writes times

    @property
    def scope(self) -> tuple[str, str, str]:
        """Check, store and marketplace."""
        return self.told["check"], self.told["store"], self.told["marketplace"]

    @property
    def sighting(self) -> Sighting:
        """As it was last seen. Made when it is asked for: most issues of a long journal are closed."""
        if self.seen is None:
            self.seen = sighting_of(self.fingerprint, self.told)
        return self.seen

    def seen_runs(self, run: int) -> int:
        """In how many recorded runs it was seen, up to and with `run`."""
        return self.seen_before + (max(run - self.found_since + 1, 1) if self.found_since is not None else 0)


class LedgerFold(Fold):
    """Everything known of all issues. `WANTED` are its events."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self.numbers: dict[int, str] = {}
        self.top_number = 0
        self.run = 0  # recorded runs
        self.run_at: datetime | None = None
        self.inputs = ""  # what the last recorded run was made of
        self._actions: dict[str, Any] = {}  # each said by many issues, kept once

    def as_data(self) -> dict[str, Any]:
        """Everything, as JSON can hold it; `from_data` makes it again."""
        issues = [
            [
                known.fingerprint, known.told, known.state, known.number, known.first_seen.isoformat(),
                known.last_seen.isoformat(), known.since.isoformat(), known.first_run, known.found_since,
                known.seen_before, known.reopened, known.cause, known.figures, known.figure_day, known.turns,
            ]
            for known in self.known.values()
        ]  # fmt: skip
        at = self.run_at.isoformat() if self.run_at else None
        return {"run": self.run, "run_at": at, "inputs": self.inputs, "top": self.top_number, "issues": issues}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The fold that was kept. Raises KeyError, TypeError or ValueError for data that is none."""
        fold = cls()
        fold.run, fold.inputs, fold.top_number = data["run"], data["inputs"], data["top"]
        fold.run_at = _moment(data["run_at"])
        read = datetime.fromisoformat
        for fingerprint, told, state, number, first, last, since, first_run, found_since, *rest in data["issues"]:
            seen_before, reopened, cause, figures, figure_day, turns = rest
            fold.known[fingerprint] = Known(
                fingerprint, told, state, number, read(first), read(last), read(since), first_run, found_since, None,
                seen_before, reopened, cause, figures, figure_day, turns,
            )  # fmt: skip
            if number:
                fold.numbers[number] = fingerprint
            fold._share_action(told)
        return fold

    def take(self, event: Event) -> None:
        """One event. Raises KeyError, TypeError or ValueError for one that lacks what it must have."""
        what = event["what"]
        if what == "run":
            self._take_run(event)
        elif what == "new":
            self._take_new(event)
        else:
            known = self.known.get(event["issue"])
            if known is not None:  # else its first line was lost: the next run sees it as new
                self._take_change(what, known, event)

    def _take_run(self, event: Event) -> None:
        self.run = max(self.run, int(event["run"]))
        self.run_at = datetime.fromisoformat(event["at"])
        self.inputs = str(event.get("inputs", ""))
        day = event["at"][:10]
        for fingerprint, value in event.get("figures", {}).items():
            if known := self.known.get(fingerprint):
                _remember_figure(known, value, day)

    def _take_new(self, event: Event) -> None:
        at, told = datetime.fromisoformat(event["at"]), {key: event[key] for key in _ALWAYS}
        told.update((key, event[key]) for key in _SOMETIMES if key in event)
        _checked(told)
        known = self.known.get(event["issue"])
        if known is None:
            known = Known(event["issue"], told, "open", 0, at, at, at, self.run, self.run)
            self.known[known.fingerprint] = known
        self._share_action(told)
        known.first_seen = min(known.first_seen, at)
        self._give_number(known, int(event.get("number", 0)))
        _remember_figure(known, event.get("figure"), event["at"][:10])

    def _share_action(self, told: dict[str, Any]) -> None:
        told["action"] = self._actions.setdefault(told["action"]["en"], told["action"])

    def _give_number(self, known: Known, number: int) -> None:
        """Two journals that were merged may both have given a number away: the later line gets the next free one."""
        if number <= 0 or self.numbers.get(number) == known.fingerprint:
            return
        if number in self.numbers:
            number = self.top_number + 1
        known.number = number
        self.numbers[number] = known.fingerprint
        self.top_number = max(self.top_number, number)

    def _take_change(self, what: str, known: Known, event: Event) -> None:
        at = datetime.fromisoformat(event["at"])
        _remember_turn(known, what, event)
        if what in {"unsure", "resolved"}:
            self._lost(known, "unsure" if what == "unsure" else "resolved", event)
        else:
            self._found(known, at)
            if what == "reopened":
                known.since, known.reopened = at, int(event["times"])
        news: dict[str, Any] = {key: event[key] for key in _CHANGING if key in event}
        if news:
            _checked_change(news)
            known.told.update(news)
            known.seen = None
            _remember_figure(known, event.get("figure"), event["at"][:10])

    def _found(self, known: Known, at: datetime) -> None:
        known.state, known.cause, known.last_seen = "open", "", max(known.last_seen, at)
        if known.found_since is None:
            known.found_since = self.run

    def _lost(self, known: Known, state: Base, event: Event) -> None:
        known.state, known.cause = state, str(event.get("cause", ""))
        if known.found_since is not None:
            known.seen_before += max(self.run - known.found_since, 1)
            known.found_since = None
        if "seen" in event:
            known.last_seen = datetime.fromisoformat(event["seen"])


_ALWAYS: Final = ("check", "store", "marketplace", "subject", "pane", "severity", "title", "action")
_SOMETIMES: Final = ("figure", "due")
_CHANGING: Final = ("severity", "title", "action", *_SOMETIMES)
_NO_WORDS: Final = {"en": ""}
_SEVERITIES: Final = frozenset(Severity)
_PANES: Final = frozenset(Pane)
KEPT: Final = "ledger"  # its name in the cache
WANTED: Final = frozenset({"run", "new", "severity", "open", "reopened", "unsure", "resolved"})


def _checked(told: Mapping[str, Any]) -> None:
    """Raise ValueError unless a sighting can be made of it; much cheaper than making one."""
    _checked_change(told)
    if told["pane"] not in _PANES or type(told["subject"]) is not dict:
        raise ValueError("no sighting")
    if not isinstance(told["subject"]["id"], str):
        raise TypeError("no sighting")


def _checked_change(told: Mapping[str, Any]) -> None:
    """The same for what may change of a sighting, as far as it is there."""
    if told.get("severity", Severity.INFO) not in _SEVERITIES:
        raise ValueError("no sighting")
    if type(told.get("title", _NO_WORDS)) is not dict or type(action := told.get("action", _NO_WORDS)) is not dict:
        raise ValueError("no sighting")
    if not isinstance(action["en"], str):
        raise TypeError("no sighting")


def sighting_of(fingerprint: str, told: Mapping[str, Any]) -> Sighting:
    """The sighting that the journal wrote down."""
    subject = told["subject"]
    return Sighting(
        fingerprint, told["check"], told["store"], told["marketplace"], Subject(subject["kind"], subject["id"]),
        Severity(told["severity"]), Pane(told["pane"]), _words(told["title"]), _words(told["action"]),
        _number(told.get("figure")), _moment(told.get("due")),
    )  # fmt: skip


def written(sighting: Sighting) -> dict[str, Any]:
    """A sighting as a "new" event writes it: everything that must still be said of it when no report is left."""
    return {
        "issue": sighting.fingerprint,
        "check": sighting.check,
        "store": sighting.store,
        "marketplace": sighting.marketplace,
        "subject": {"kind": sighting.subject.kind, "id": sighting.subject.id},
        "pane": sighting.pane.value,
        **{key: value for key, value in _changing(sighting).items() if value is not None},
    }


def changed(sighting: Sighting, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal does not know yet of an issue that stayed the same one; null for what it has no more."""
    return {key: value for key, value in _changing(sighting).items() if told.get(key) != value}


def _changing(sighting: Sighting) -> dict[str, Any]:
    return {
        "severity": sighting.severity.value,
        "title": {"en": sighting.title.en, "zh": sighting.title.zh},
        "action": {"en": sighting.action.en, "zh": sighting.action.zh},
        "figure": None if sighting.figure_value is None else short(sighting.figure_value),
        "due": sighting.due.isoformat(timespec="seconds") if sighting.due else None,
    }


def short(value: float) -> float:
    """A figure as the trend keeps it: six digits are more than a picture shows."""
    return float(f"{value:.6g}")


def _remember_figure(known: Known, value: object, day: str) -> None:
    if isinstance(value, int | float) and known.figure_day != day:
        known.figures.append(float(value))
        known.figure_day = day
        del known.figures[:-TREND]


def _remember_turn(known: Known, what: str, event: Event) -> None:
    """It really went, or came back from there. What a stronger finding explains has not gone."""
    gone = what == "resolved" and known.state != "resolved" and not event.get("cause")
    back = what == "reopened" and known.state == "resolved" and not known.cause
    if (gone or back) and event["at"] not in known.turns:
        known.turns.append(event["at"])
        del known.turns[:-TURNS]


def _words(data: Mapping[str, Any]) -> Words:
    en = str(data.get("en", ""))
    return Words(en, str(data.get("zh", en)))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None

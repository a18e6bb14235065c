"""From the journal's events to what the machine knows of every issue: one event at a time, in the journal's order.

Events say how things are, not how they changed ("reopened 2 times", "run 17"): taking one twice, as after a merge of
two journals, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Literal

from cockpit.issue import Pane, Severity, Subject
from cockpit.journal import Batch, Event
from cockpit.problems import Problem
from cockpit.text import Words

TREND: Final = 24  # values kept of a figure
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


@dataclass(slots=True)
class Known:
    """What is remembered of one issue."""

    sighting: Sighting  # as it was last seen
    state: Base
    told: Sighting  # as the journal has it
    number: int  # 0: not recorded yet
    first_seen: datetime
    last_seen: datetime
    since: datetime  # first seen, or came back
    first_run: int
    found_since: int | None  # the run from which it has been seen without a gap; None while it is not seen
    seen_before: int = 0  # runs that saw it before that
    reopened: int = 0
    cause: str = ""  # closed because this check explains it, not because it is gone
    figures: list[float] = field(default_factory=list)
    figure_day: str = ""  # when the last of them was recorded

    def seen_runs(self, run: int) -> int:
        """In how many recorded runs it was seen, up to and with `run`."""
        return self.seen_before + (max(run - self.found_since + 1, 1) if self.found_since is not None else 0)


class LedgerFold:
    """Everything known of all issues. `WANTED` are its events."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self.numbers: dict[int, str] = {}
        self.top_number = 0
        self.run = 0  # recorded runs
        self.run_at: datetime | None = None
        self.inputs = ""  # what the last recorded run was made of

    def take_all(self, batch: Batch) -> list[Problem]:
        """A batch of the journal; the lines of it that could not be understood."""
        problems = list(batch.problems)
        for event, row in zip(batch.events, batch.rows, strict=True):
            try:
                self.take(event)
            except (KeyError, TypeError, ValueError, AttributeError):
                problems.append(Problem("journal-odd", batch.file, row, found=str(event.get("what"))[:80]))
        return problems

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
        at, sighting = datetime.fromisoformat(event["at"]), sighting_of(event)
        known = self.known.get(sighting.fingerprint)
        if known is None:
            known = Known(sighting, "open", sighting, 0, at, at, at, self.run, self.run)
            self.known[sighting.fingerprint] = known
        known.first_seen = min(known.first_seen, at)
        self._give_number(known, int(event.get("number", 0)))
        _remember_figure(known, event.get("figure"), event["at"][:10])

    def _give_number(self, known: Known, number: int) -> None:
        """Two journals that were merged may both have given a number away: the later line gets the next free one."""
        if number <= 0 or self.numbers.get(number) == known.sighting.fingerprint:
            return
        if number in self.numbers:
            number = self.top_number + 1
        known.number = number
        self.numbers[number] = known.sighting.fingerprint
        self.top_number = max(self.top_number, number)

    def _found(self, known: Known, at: datetime) -> None:
        """It is seen (again)."""
        known.state, known.cause, known.last_seen = "open", "", max(known.last_seen, at)
        if known.found_since is None:
            known.found_since = self.run

    def _lost(self, known: Known, event: Event, state: Base) -> None:
        if known.found_since is not None:
            known.seen_before += max(self.run - known.found_since, 1)
            known.found_since = None
        known.state = state
        if "seen" in event:
            known.last_seen = datetime.fromisoformat(event["seen"])

    def _take_change(self, what: str, known: Known, event: Event) -> None:
        if what in {"unsure", "resolved"}:
            self._lost(known, event, "unsure" if what == "unsure" else "resolved")
            known.cause = str(event.get("cause", ""))
        else:
            at = datetime.fromisoformat(event["at"])
            self._found(known, at)
            if what == "reopened":
                known.since, known.reopened = at, int(event["times"])
        _retitle(known, event)
        _remember_figure(known, event.get("figure"), event["at"][:10])


def sighting_of(event: Event) -> Sighting:
    """The sighting that a "new" event wrote down."""
    subject = event["subject"]
    return Sighting(
        event["issue"], event["check"], event["store"], event["marketplace"],
        Subject(subject["kind"], subject["id"]), Severity(event["severity"]), Pane(event["pane"]),
        _words(event["title"]), _words(event.get("action", {})),
        _number(event.get("figure")), _moment(event.get("due")),
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
        **retold(sighting),
    }


def retold(sighting: Sighting) -> dict[str, Any]:
    """What changes about an issue while it stays the same one: severity, sentence, action, figure, due time."""
    return {
        "severity": sighting.severity.value,
        "title": {"en": sighting.title.en, "zh": sighting.title.zh},
        "action": {"en": sighting.action.en, "zh": sighting.action.zh},
        **({"figure": short(sighting.figure_value)} if sighting.figure_value is not None else {}),
        **({"due": sighting.due.isoformat(timespec="seconds")} if sighting.due else {}),
    }


def short(value: float) -> float:
    """A figure as the trend keeps it: six digits are more than a picture shows."""
    return float(f"{value:.6g}")


def _retitle(known: Known, event: Event) -> None:
    if "title" in event:
        known.sighting = replace(
            known.sighting, severity=Severity(event["severity"]), title=_words(event["title"]),
            action=_words(event.get("action", {})), figure_value=_number(event.get("figure")),
            due=_moment(event.get("due")),
        )  # fmt: skip
        known.told = known.sighting


def _remember_figure(known: Known, value: object, day: str) -> None:
    if isinstance(value, int | float) and known.figure_day != day:
        known.figures.append(float(value))
        known.figure_day = day
        del known.figures[:-TREND]


def _words(data: Mapping[str, Any]) -> Words:
    en = str(data.get("en", ""))
    return Words(en, str(data.get("zh", en)))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


WANTED: Final = frozenset({"run", "new", "severity", "open", "reopened", "unsure", "resolved"})

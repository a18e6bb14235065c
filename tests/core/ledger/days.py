"""Runs of one workspace, an hour apart, and what the ledger makes of each."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cockpit.issue import Pane, Severity, Subject, Verdict, fingerprint
from cockpit.journal import Journal
from cockpit.ledger import Entry, Ledger, Outcome, Ruling
from cockpit.ledger_fold import Sighting
from cockpit.person import Person
from cockpit.text import Words

LI = Person(1000, "li", "Li", "assistant")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SKU = Subject("sku", "ZX-1")


def sighting(
    subject: Subject = SKU, check: str = "S-02", severity: Severity = Severity.WARNING, figure: float | None = 6.2
) -> Sighting:
    """Something that a check found in the US."""
    return Sighting(
        fingerprint(check, "default", "US", subject), check, "default", "US", subject, severity, Pane.MORNING,
        Words(f"{subject.id} sells out in {figure} days", f"{subject.id} {figure} 天后断货"),
        Words("Send more", "补货"), figure, NOW + DAY,
    )  # fmt: skip


def ruling(verdict: Verdict = Verdict.ISSUES, check: str = "S-02") -> Ruling:
    """What that check said about the US as a whole."""
    return Ruling(check, "default", "US", verdict)


FOUND = sighting()
FP = FOUND.fingerprint
OK, STALE = ruling(Verdict.OK), ruling(Verdict.STALE)


class Day:
    """A workspace whose runs are recorded, an hour apart."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.now = NOW - HOUR
        self.ledger = self.opened()
        self.runs = 0

    def opened(self) -> Ledger:
        """The ledger as a process that has just started reads it."""
        return Ledger.load(Journal(self.workspace))

    def run(self, sightings: Iterable[Sighting], *rulings: Ruling, inputs: str = "") -> Outcome:
        """One recorded run."""
        self.now += HOUR
        outcome = self.ledger.run(sightings, rulings, self.now, inputs)
        return self.ledger.record(outcome, LI, self.now)

    def reach(self, before: str) -> None:
        """Bring the issue into a state."""
        if before == "unknown":
            return
        self.run([FOUND], ruling())
        if before != "new":
            self.run([FOUND], ruling())
        if before == "unsure":
            self.run([], STALE)
        if before == "resolved":
            self.run([], OK)


def the(outcome: Outcome, issue: str = FP) -> Entry:
    """The entry of an issue."""
    return next(entry for entry in outcome.entries if entry.fingerprint == issue)


def words_of(outcome: Outcome) -> list[str]:
    """What the events of a run say."""
    return [event["what"] for event in outcome.events]

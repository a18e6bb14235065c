"""What the engine sends to the screens: one complete, immutable state of the day. No polars, no disk, no Textual."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from cockpit.incident_facts import Incident
from cockpit.issue import Figure, Line, Money, Pane, Proposal, Severity, Subject, Tag, Verdict
from cockpit.problems import Problem
from cockpit.report_file import SHEET, ReportFile
from cockpit.text import Words

# What the machine sees. What people did (acknowledged, snoozed) is laid over it from their marks.
SeenState = Literal["pending", "new", "open", "unsure", "resolved", "reopened"]
ROWS_SHOWN: Final = 3  # of the evidence of an issue; the others are read when somebody looks at them


# Why nobody looks at an issue any more: its check is off or gone, its marketplace was taken out of the settings, or has
# no report any more, or the check does not apply there.
Unchecked = Literal["", "off", "removed", "left", "absent", "not_applicable"]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row behind an issue: where it stands, and its cells under the file's own column names."""

    file: str
    row: int
    cells: tuple[tuple[str, str], ...]
    sheet: str = ""  # of a workbook that holds several reports

    @property
    def where(self) -> str:
        """``US/unshipped.txt``, or ``bulk.xlsx › SP campaigns``."""
        return f"{self.file}{SHEET}{self.sheet}" if self.sheet else self.file

    @property
    def place(self) -> str:
        """``US/unshipped.txt:12``."""
        return f"{self.where}:{self.row}"


@dataclass(frozen=True, slots=True)
class Runs:
    """In which recorded runs an issue was seen. Told without the number of the newest, so that it stays the same."""

    first: int = 1  # the run that saw it first
    before: int = 0  # how many saw it before `since`
    since: int = 0  # the run from which it has been seen without a gap; 0 while it is not seen

    def seen(self, run: int) -> int:
        """How many runs saw it, up to and with `run`."""
        return self.before + (max(run - self.since + 1, 1) if self.since else 0)

    def out_of(self, run: int) -> int:
        """How many runs there were since the one that saw it first, that one included."""
        return max(run - self.first + 1, 1)


ONE_RUN: Final = Runs()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The rule of config.toml that keeps an issue quiet."""

    reason: str
    until: datetime
    by: str
    place: str  # "config.toml:12"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to act on, with its memory."""

    fingerprint: str
    number: int  # short, given once per workspace: "#142"; 0 while nothing has been recorded
    check: str
    severity: Severity
    pane: Pane
    store: str
    marketplace: str  # "" when it belongs to none
    subject: Subject
    title: Words
    action: Words
    state: SeenState
    first_seen: datetime
    last_seen: datetime
    due: datetime | None = None
    figure: Figure | None = None
    lines: tuple[Line, ...] = ()
    tags: tuple[Tag, ...] = ()
    notes: tuple[Words, ...] = ()
    impact: Money | None = None
    needs_approval: bool = False
    also_in: tuple[Pane, ...] = ()
    rows: tuple[EvidenceRow, ...] = ()  # the first few; the rest is asked for when looked at
    rows_total: int = 0
    effects: tuple[tuple[str, Words], ...] = ()  # findings that this one explains: check id and title
    reopened: int = 0  # how often it came back
    trend: tuple[float, ...] = ()  # its figure in the last runs that recorded one, oldest first
    proposals: tuple[Proposal, ...] = ()  # its action as numbers
    cause: str = ""  # the check that explains it, for one that closed without being gone
    since: datetime | None = None  # first seen, or came back
    runs: Runs = ONE_RUN
    unchecked: Unchecked = ""  # of one that is unsure: why nobody will look again
    suppressed: Suppressed | None = None


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """What one check said about one store and marketplace."""

    check: str
    store: str
    marketplace: str
    verdict: Verdict
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class CheckNote:
    """A rule, as far as the screens need it."""

    id: str
    title: Words
    pane: Pane
    manual: str
    also_in: tuple[Pane, ...] = ()  # the further panes in which its issues may stand

    @property
    def panes(self) -> tuple[Pane, ...]:
        """Every pane that its verdict counts in."""
        return (self.pane, *self.also_in)


@dataclass(frozen=True, slots=True)
class ReportNeed:
    """One report type that enabled checks need in one marketplace, and how it is."""

    type: str
    title: Words
    menu: Words  # where to export it
    store: str
    marketplace: str
    panes: tuple[Pane, ...]
    checks: tuple[str, ...]
    status: Literal["fresh", "stale", "missing"]
    optional: bool
    as_of: datetime | None = None
    max_age_hours: float | None = None
    by_hand: bool = False  # the team keeps it itself: no menu of Amazon's gives it


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """One of Amazon's warnings, as far as reports and folders tell it."""

    incident: Incident
    answer_by: datetime  # as Amazon states it, else the team's own
    has: tuple[Words, ...] = ()  # what the evidence pack holds, by kind
    lacks: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole of what there is to see, at one moment. Numbered; an older one is dropped by whoever receives it."""

    number: int
    as_of: datetime
    workspace: str
    marketplaces: tuple[str, ...]
    issues: tuple[Issue, ...]  # unordered as to urgency; `cockpit.view` orders them
    verdicts: tuple[VerdictLine, ...]
    files: tuple[ReportFile, ...]
    needs: tuple[ReportNeed, ...]
    rules: tuple[CheckNote, ...]
    problems: tuple[Problem, ...] = ()  # of settings, own checks, state files
    from_last_run: bool = False  # kept state, shown until the first run of this session is whole
    run: int = 0  # the number of the newest recorded run
    incidents: tuple[IncidentNote, ...] = ()
    titles: tuple[tuple[str, Words], ...] = ()  # of the report types that lie in the folder, by id
    kept: str = ""  # which kept state this is: who sends the next picture need not repeat it


@dataclass(frozen=True, slots=True)
class Progress:
    """What the engine is doing now; at most a few a second, never drawn as a moving thing."""

    done: int
    total: int
    file: str = ""


def worst_first(issue: Issue) -> tuple[bool, int, str, str, str, str, str]:
    """The order of a picture's issues, the same for equal input: closed ones last."""
    resolved, subject = issue.state == "resolved", issue.subject
    return resolved, issue.severity.rank, issue.check, issue.store, issue.marketplace, subject.kind, subject.id

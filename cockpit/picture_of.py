"""From judgements and the ledger's memory to the picture: words, bounded rows, exact counts. No disk, no clock."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import Any, Final, NamedTuple

import polars as pl

from cockpit.check import Finding, Judgement
from cockpit.issue import Cell, Figure, Line, Money, Number, Pane, Proposal, Subject, Tag, Verdict, fingerprint
from cockpit.ledger import Entry, Ruling, Scope, Sighting
from cockpit.picture import EvidenceRow, Issue, Runs, SeenState, Suppressed, Unchecked, VerdictLine
from cockpit.report_file import parted
from cockpit.tables import FILE, ROW, Tables
from cockpit.text import Words

PLACES_KEPT: Final = 1_000  # rows of one issue that can be opened; their count is exact beyond that
_CELL_LENGTH: Final = 200
_MONEY_DIGITS: Final = 2

Place = tuple[str, int]  # file, row
Headings = Mapping[str, Mapping[str, str]]  # file -> canonical column -> as its header spells it


@dataclass(frozen=True, slots=True)
class Drawn:
    """One finding as people will read it, before the ledger says how long it has been known."""

    finding: Finding  # held, so that its id is no other's while this is kept
    issue: Issue
    places: tuple[Place, ...]


def headings_of(tables: Tables) -> dict[str, Mapping[str, str]]:
    """How each file spells the columns that we read from it."""
    older = (table for tables_ in tables.older.values() for table in tables_)
    return {file: table.headers for table in (*older, *tables.current.values()) for file in table.files}


def draw(judgement: Judgement, finding: Finding, headings: Headings, rows_shown: int, moment: datetime) -> Drawn:
    """A finding in words. Raises TypeError or ValueError when a check has put something into it that is none."""
    total, places, rows = _evidence(finding.evidence, headings, rows_shown)
    issue = Issue(
        fingerprint(judgement.check.id, judgement.store, judgement.marketplace, finding.subject),
        0,
        judgement.check.id,
        finding.severity,
        finding.pane or judgement.check.pane,
        judgement.store,
        judgement.marketplace,
        Subject(finding.subject.kind, _plain_text(finding.subject.id)),
        _plain_words(finding.title),
        _plain_words(finding.action),
        "new",
        moment,
        moment,
        finding.due if finding.due_within is None else moment + finding.due_within,
        _plain_figure(finding.figure),
        tuple(_plain_line(line) for line in finding.lines),
        tuple(finding.tags),
        tuple(_plain_words(note) for note in finding.notes),
        Money(Decimal(finding.impact.amount), _plain_text(finding.impact.currency)) if finding.impact else None,
        bool(finding.needs_approval),
        tuple(Pane(pane) for pane in finding.also_in),
        rows,
        total,
        proposals=tuple(_plain_proposal(proposal) for proposal in finding.proposals),
    )
    return Drawn(finding, issue, places)


def sighting(drawn: Drawn) -> Sighting:
    """What the ledger is told of an issue that was found."""
    issue = drawn.issue
    value = issue.figure.value if issue.figure else None
    return Sighting(
        issue.fingerprint,
        issue.check,
        issue.store,
        issue.marketplace,
        issue.subject,
        issue.severity,
        issue.pane,
        issue.title,
        issue.action,
        None if value is None else float(value),
        issue.due,
        drawn.finding.due_within,
    )


def ruling(judgement: Judgement) -> Ruling:
    """What the ledger is told of a verdict: which of its known issues may be cleared."""
    place = judgement.check.id, judgement.store, judgement.marketplace
    silenced = {fingerprint(*place, one.finding.subject): one.by_check for one in judgement.silenced}
    return Ruling(*place, judgement.verdict, judgement.covers_all, frozenset(judgement.unsure), silenced)


def effects_of(judgements: Iterable[Judgement]) -> dict[str, tuple[tuple[str, Words], ...]]:
    """Per cause, the findings that it explains: fingerprint -> check and title of each."""
    found: dict[str, list[tuple[str, Words]]] = defaultdict(list)
    for judgement in judgements:
        for one in judgement.silenced:
            cause = fingerprint(one.by_check, judgement.store, judgement.marketplace, one.by_subject)
            found[cause].append((judgement.check.id, _plain_words(one.finding.title)))
    return {cause: tuple(sorted(effects, key=lambda effect: effect[0])) for cause, effects in found.items()}


class Around(NamedTuple):
    """What a run says about an issue beside its finding."""

    effects: tuple[tuple[str, Words], ...] = ()
    unchecked: Unchecked = ""
    suppressed: Suppressed | None = None


NOTHING_AROUND: Final = Around()


def issue_of(entry: Entry, drawn: Issue | None, around: Around = NOTHING_AROUND) -> Issue:
    """An issue with its memory: as it was drawn in this run, or as the ledger remembers it.

    One that was found was last seen when its check really ran, which is when it was drawn.
    """
    if drawn is None:
        drawn = _remembered(entry)
    memory = memory_of(entry)
    return replace(
        drawn,
        number=memory.number,
        state=memory.state,
        first_seen=memory.first_seen,
        since=memory.since,
        reopened=memory.reopened,
        trend=memory.trend,
        due=memory.due,
        tags=(*drawn.tags, *memory.tags),
        cause=memory.cause,
        runs=memory.runs,
        effects=around.effects,
        unchecked=around.unchecked,
        suppressed=around.suppressed,
    )


class Memory(NamedTuple):
    """What the ledger adds to an issue. When it is due may be counted from the moment it came up."""

    number: int
    state: SeenState
    first_seen: datetime
    since: datetime
    reopened: int
    trend: tuple[float, ...]
    due: datetime | None
    tags: tuple[Tag, ...]
    cause: str
    runs: Runs


def memory_of(entry: Entry) -> Memory:
    """What the ledger adds to an issue."""
    return Memory(
        entry.number, entry.state, entry.first_seen, entry.since, entry.reopened, entry.trend, entry.sighting.due,
        _tags(entry), entry.cause, entry.history,
    )  # fmt: skip


def _tags(entry: Entry) -> tuple[Tag, ...]:
    """What its memory says of an issue. Known on day one is only what a first run wrote down."""
    told: tuple[tuple[Tag, bool], ...] = (
        ("flapping", entry.flapping),
        ("baseline", entry.baseline and entry.number > 0),
    )
    return tuple(tag for tag, holds in told if holds)


def unchecked(
    entry: Entry, verdicts: Mapping[Scope, Verdict], checks: Collection[str], marketplaces: Collection[str]
) -> Unchecked:
    """Why nobody will look at an unsure issue any more; "" when somebody will.

    `checks` are those that there are, `marketplaces` those that the settings name, if they name any.
    """
    said = verdicts.get((entry.sighting.check, entry.sighting.store, entry.sighting.marketplace))
    if entry.state != "unsure" or said not in {None, Verdict.OFF, Verdict.NOT_APPLICABLE}:
        return ""
    if said is not None:
        return "off" if said is Verdict.OFF else "not_applicable"
    if entry.sighting.check not in checks:
        return "removed"
    return "left" if marketplaces and entry.sighting.marketplace not in marketplaces else "absent"


def _remembered(entry: Entry) -> Issue:
    seen = entry.sighting
    return Issue(
        seen.fingerprint,
        entry.number,
        seen.check,
        seen.severity,
        seen.pane,
        seen.store,
        seen.marketplace,
        seen.subject,
        seen.title,
        seen.action,
        entry.state,
        entry.first_seen,
        entry.last_seen,
        seen.due,
    )


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _evidence(
    frames: Sequence[pl.DataFrame], headings: Headings, rows_shown: int
) -> tuple[int, tuple[Place, ...], tuple[EvidenceRow, ...]]:
    """How many rows there are, where the first of them stand, and what the very first hold."""
    total = sum(frame.height for frame in frames)
    places = tuple(islice((place for frame in frames for place in _places(frame)), PLACES_KEPT))
    rows = tuple(islice((row for frame in frames for row in _rows(frame, headings, rows_shown)), rows_shown))
    return total, places, rows


def _places(frame: pl.DataFrame) -> Iterator[Place]:
    files, rows = (frame.get_column(name).head(PLACES_KEPT).to_list() for name in (FILE, ROW))
    pairs = zip(files, rows, strict=True)
    return ((file, row) for file, row in pairs if file is not None and row is not None)  # a join may leave none


def _rows(frame: pl.DataFrame, headings: Headings, rows_shown: int) -> Iterator[EvidenceRow]:
    names = frame.columns
    file_at, row_at = names.index(FILE), names.index(ROW)
    cells = [at for at in range(len(names)) if at not in {file_at, row_at}]
    for values in frame.head(rows_shown).rows():  # no query a finding: there may be thousands
        place, row = values[file_at], values[row_at]
        if place is None or row is None:
            continue
        file, sheet = parted(place, headings.__contains__)
        spelled = headings.get(file, {})
        shown = tuple((spelled.get(names[at]) or names[at], _cell(values[at])) for at in cells)
        yield EvidenceRow(file, row, shown, sheet)


def _cell(value: Any) -> str:
    """A typed value as text, close to how a report writes it."""
    write = _WRITTEN.get(type(value), str)
    return write(value)[:_CELL_LENGTH]


def _decimal(value: Decimal) -> str:
    """Two digits as money has them, more only where they say something."""
    whole, _, digits = f"{value:f}".partition(".")
    kept = digits.rstrip("0").ljust(min(_MONEY_DIGITS, len(digits)), "0")
    return f"{whole}.{kept}" if kept else whole


_WRITTEN: Final[Mapping[type[Any], Callable[[Any], str]]] = {
    type(None): lambda _: "",
    bool: lambda value: "true" if value else "false",
    Decimal: _decimal,
    float: lambda value: f"{value:.10g}",
    datetime: lambda value: value.isoformat(" ", "seconds"),
    list: lambda value: ";".join(map(str, value)),
}


# ── What a check put into a finding is anybody's: only plain values may leave this process ────────────────────────────


def _plain_text(value: Any) -> str:
    return value if type(value) is str else str(value)


def _plain_words(value: Words) -> Words:
    if type(value) is not Words:
        raise TypeError(f"expected Words, found {type(value).__name__}")
    if type(value.en) is str and type(value.zh) is str:
        return value
    return Words(_plain_text(value.en), _plain_text(value.zh))


def _plain_number(value: Number | None) -> Number | None:
    """A finite int, float or Decimal; None for what is no number at all (NaN, infinity)."""
    if value is None or type(value) is int:
        return value
    if not isfinite(value):
        return None
    return value if type(value) in {float, Decimal} else float(value)


def _plain_figure(figure: Figure | None) -> Figure | None:
    if figure is None:
        return None
    value, numerator, denominator = map(_plain_number, (figure.value, figure.numerator, figure.denominator))
    return Figure(_plain_text(figure.name), value, numerator, denominator, figure.unit)


def _plain_line(line: Line) -> Line:
    value = _plain_number(line.value)
    source, name, unit = map(_plain_text, (line.source, line.setting, line.unit))
    return Line(line.kind, 0 if value is None else value, bool(line.crossed), source, line.as_of, name, unit)


def _plain_proposal(proposal: Proposal) -> Proposal:
    values = tuple((_plain_text(name), _plain_cell(cell)) for name, cell in proposal.values)
    attach, reason = (None if one is None else _plain_words(one) for one in (proposal.attach, proposal.reason))
    return Proposal(proposal.kind, values, attach, reason)


def _plain_cell(cell: Cell) -> Cell:
    if isinstance(cell, date):  # a moment is told as its day
        return date(cell.year, cell.month, cell.day)
    return _plain_text(cell) if isinstance(cell, str) else _plain_number(cell)


def verdict_line(judgement: Judgement) -> VerdictLine:
    """What one check said about one place."""
    return VerdictLine(judgement.check.id, judgement.store, judgement.marketplace, judgement.verdict, judgement.reason)

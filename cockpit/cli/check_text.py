"""`cockpit check` for people: a table on the terminal, CSV for a spreadsheet, Markdown for a message."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, tzinfo

from rich.cells import cell_len, set_cell_size

from cockpit.cli.grid import grid
from cockpit.cli.listing import UNKNOWN, Listed
from cockpit.escaping import bar, escaped, no_formula
from cockpit.issue import Severity
from cockpit.picture import Picture, VerdictLine
from cockpit.text import clean, words

COLUMNS = ("number", "severity", "check", "marketplace", "subject", "title", "due", "state")
SUBJECT_CELLS = 28  # on a terminal; the title needs the room


def table(
    picture: Picture, rows: Sequence[Listed], judged: Sequence[VerdictLine], zone: tzinfo, language: str, width: int
) -> str:
    """Issues, then what could not be judged and why, then the count."""
    header = [words(f"cli.column.{name}").say(language) for name in COLUMNS]
    parts = [grid(header, [_cells(row, zone, language) for row in rows], width, COLUMNS.index("title"))] if rows else []
    blind = [line for line in judged if line.verdict in UNKNOWN]
    if blind:
        title = words("cli.unknown").say(language)
        cells = [_blind(line, language) for line in blind]
        parts.append(title + "\n" + grid(_blind_header(language), cells, width, 3))
    parts.append(summary(rows, blind, picture, language))
    return "\n\n".join(parts) + "\n"


def summary(rows: Sequence[Listed], blind: Sequence[VerdictLine], picture: Picture, language: str) -> str:
    """One line: how many of each severity, how much could not be judged, from how many files."""
    counts = {str(level): sum(row.issue.severity == level for row in rows) for level in Severity}
    text = words("cli.summary").fill(**counts, unknown=len(blind), files=len(picture.files))
    return text.say(language)


def as_csv(rows: Sequence[Listed], zone: tzinfo, language: str) -> str:
    """One line per issue; cells that a spreadsheet would run as a formula are quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "action", "fingerprint"])
    for row in rows:
        extra = [row.issue.action.say(language), row.issue.fingerprint]
        writer.writerow([no_formula(clean(cell)) for cell in [*_cells(row, zone, language, iso=True), *extra]])
    return out.getvalue()


def markdown(
    rows: Sequence[Listed], judged: Sequence[VerdictLine], picture: Picture, zone: tzinfo, language: str
) -> str:
    """A table that a chat or a ticket shows as one."""
    header = [words(f"cli.column.{name}").say(language) for name in COLUMNS]
    lines = [bar(header), bar(["---"] * len(header))]
    lines += [bar(_cells(row, zone, language)) for row in rows]
    blind = [line for line in judged if line.verdict in UNKNOWN]
    lines += ["", *(f"- {escaped(' '.join(filter(None, _blind(line, language))))}" for line in blind)]
    return "\n".join([*lines, "", summary(rows, blind, picture, language)]) + "\n"


def _cells(row: Listed, zone: tzinfo, language: str, *, iso: bool = False) -> list[str]:
    issue = row.issue
    due = "" if issue.due is None else _due(issue.due.astimezone(zone), iso=iso)
    number = f"#{issue.number}" if issue.number else ""
    severity = words(f"severity.{issue.severity}").say(language)
    state = words(f"state.{row.state}").say(language)
    subject = issue.subject.id if iso else _short(issue.subject.id)
    return [number, severity, issue.check, issue.marketplace or "–", subject, issue.title.say(language), due, state]


def _short(subject: str) -> str:
    """A subject in few cells, cut in the middle: a campaign's beginning and a term's end both tell it apart."""
    if cell_len(subject) <= SUBJECT_CELLS:
        return subject
    head, tail = set_cell_size(subject, SUBJECT_CELLS // 2), subject[::-1]
    return head.rstrip() + "…" + set_cell_size(tail, SUBJECT_CELLS // 2 - 1).rstrip()[::-1]


def _due(moment: datetime, *, iso: bool) -> str:
    return moment.isoformat(timespec="seconds") if iso else f"{moment:%m-%d %H:%M}"


def _blind_header(language: str) -> list[str]:
    return [words(f"cli.column.{name}").say(language) for name in ("check", "marketplace", "verdict", "reason")]


def _blind(line: VerdictLine, language: str) -> list[str]:
    verdict = words(f"verdict.{line.verdict}").say(language)
    return [line.check, line.marketplace or "–", verdict, line.reason.say(language) if line.reason else ""]

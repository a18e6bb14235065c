"""The JSON of `cockpit check`: fixed keys in a fixed order, equal input gives equal bytes (spec: interfaces)."""

import json
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Final

from cockpit.cli.listing import Listed
from cockpit.issue import Cell, Figure, Line, Number, Proposal
from cockpit.picture import EvidenceRow, Picture, Suppressed, VerdictLine
from cockpit.problem_text import problem_line
from cockpit.problems import Problem
from cockpit.report_file import ReportFile

SCHEMA = 1
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)  # `json.dumps` makes one for each issue


def render(picture: Picture, rows: Iterable[Listed], judged: Iterable[VerdictLine], zone: tzinfo, language: str) -> str:
    """The whole object as text, with a newline at the end: a report, a verdict, an issue a line.

    Indented further, an account of fifty thousand SKUs would wait a second for spaces that only Python's own encoder
    writes.
    """
    parts = {
        "schema": _text(SCHEMA),
        "as_of": _text(_time(picture.as_of, zone)),
        "workspace": _text(picture.workspace),
        "reports": _lines(report(file, language) for file in sorted(picture.files, key=_place)),
        "verdicts": _lines(_verdict(line, language) for line in judged),
        "issues": _lines(_issue(row, picture.run, zone, language) for row in rows),
    }
    return "{\n" + ",\n".join(f'  "{name}": {text}' for name, text in parts.items()) + "\n}\n"


def _lines(documents: Iterable[dict[str, Any]]) -> str:
    texts = [f"\n    {_text(document)}" for document in documents]
    return f"[{','.join(texts)}\n  ]" if texts else "[]"


def _text(value: object) -> str:
    return _ENCODER.encode(value)


def report(file: ReportFile, language: str) -> dict[str, Any]:
    """One file as `check` and `reports` show it."""
    return {
        "path": file.path,
        "type": file.type,
        "store": file.store,
        "marketplace": file.marketplace,
        "period_start": file.period_start and file.period_start.isoformat(),
        "period_end": file.period_end and file.period_end.isoformat(),
        "rows": file.rows,
        "rejected_rows": file.rejected_rows,
        "encoding": file.encoding,
        "status": file.status,
        "problems": [problem(item, language) for item in file.problems],
        "marketplaces": list(file.marketplaces),
    }


def problem(item: Problem, language: str) -> dict[str, Any]:
    """One Problem: its facts, and the sentence for people."""
    return {
        "code": item.code,
        "row": item.row,
        "column": item.column or None,
        "expected": item.expected or None,
        "found": item.found or None,
        "count": item.count,
        "text": problem_line(item, language),
    }


def _place(file: ReportFile) -> tuple[str, str, str]:
    return file.path, file.type or "", file.marketplace or ""


def _verdict(line: VerdictLine, language: str) -> dict[str, Any]:
    return {
        "check": line.check,
        "marketplace": line.marketplace or None,
        "verdict": str(line.verdict),
        "reason": line.reason.say(language) if line.reason else None,
        "store": line.store,
    }


def _issue(row: Listed, run: int, zone: tzinfo, language: str) -> dict[str, Any]:
    issue = row.issue
    return {
        "fingerprint": issue.fingerprint,
        "number": issue.number,
        "check": issue.check,
        "severity": str(issue.severity),
        "pane": str(issue.pane),
        "store": issue.store,
        "marketplace": issue.marketplace or None,
        "subject": {"kind": issue.subject.kind, "id": issue.subject.id},
        "title": issue.title.say(language),
        "action": issue.action.say(language),
        "tags": list(row.tags),
        "state": "snoozed" if row.state == "suppressed" else row.state,
        "first_seen": _time(issue.first_seen, zone),
        "due": issue.due and _time(issue.due, zone),
        "figure": _figure(issue.figure),
        "lines": [_line(line) for line in issue.lines],
        "impact": issue.impact and {"amount": _number(issue.impact.amount), "currency": issue.impact.currency},
        "approval": row.approval,
        "evidence": {
            "total": issue.rows_total,
            "shown": len(issue.rows),
            "rows": [_row(evidence) for evidence in issue.rows],
        },
        "notes": [note.say(language) for note in issue.notes],
        "effects": [{"check": check, "title": title.say(language)} for check, title in issue.effects],
        "proposals": [_proposal(proposal) for proposal in issue.proposals],
        "cause": issue.cause or None,
        "last_seen": _time(issue.last_seen, zone),
        "reopened": issue.reopened,
        "runs": {"seen": issue.runs.seen(run), "of": issue.runs.out_of(run)},
        "trend": list(issue.trend),
        "not_checked": issue.unchecked or None,
        "suppressed": issue.suppressed and _suppressed(issue.suppressed, zone),
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {"kind": proposal.kind, **{name: cell_json(cell) for name, cell in proposal.values}}


def cell_json(cell: Cell) -> str | float | int | None:
    """A cell of a proposal: days in ISO 8601, numbers in full precision."""
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str) else _number(cell)


def _suppressed(said: Suppressed, zone: tzinfo) -> dict[str, Any]:
    return {"reason": said.reason, "until": _time(said.until, zone), "by": said.by or None, "source": said.place}


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "name": figure.name,
        "value": _number(figure.value),
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "unit": figure.unit,
    }


def _line(line: Line) -> dict[str, Any]:
    shown = {"kind": line.kind, "value": _number(line.value), "crossed": line.crossed, "source": line.source}
    return {**shown, "as_of": line.as_of} if line.as_of else shown


def _row(row: EvidenceRow) -> dict[str, Any]:
    return {**place_json(row), "values": dict(row.cells)}


def place_json(row: EvidenceRow) -> dict[str, Any]:
    """Where a row stands; the sheet is named where a workbook holds several reports."""
    place = {"file": row.file, "row": row.row}
    return {**place, "sheet": row.sheet} if row.sheet else place


def _number(value: Number | None) -> float | int | None:
    """A JSON number in full precision: whole numbers without a point, exact decimals as they are written."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else float(value)


def _time(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")

"""The board as a table, CSV, Markdown and JSON."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from cockpit.approval import Limits
from cockpit.board_fold import Action, Approval, State, Word
from cockpit.cli.check_text import bar, no_formula
from cockpit.cli.grid import grid
from cockpit.text import clean, words

COLUMNS = ("id", "at", "by", "marketplace", "kind", "subject", "change", "check", "state", "second", "why")
FIELDS = (
    "id", "at", "by", "marketplace", "store", "subject", "kind", "check", "before", "after", "why", "state",
    "approval", "approver", "decided_at", "decided_why", "done_by", "done_at", "verified_by", "verified_at", "result",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An action as it stands at the moment of printing."""

    action: Action
    state: State
    approval: Approval


def row_of(action: Action, now: datetime, limits: Limits) -> Row:
    """An action with its states at a moment."""
    return Row(action, action.state(now, limits), action.approval(now, limits))


def subject_text(action: Action) -> str:
    """``sku:ZX-1``, as it was typed."""
    return f"{action.subject.kind}:{action.subject.id}"


def table(rows: Sequence[Row], zone: tzinfo, language: str, width: int) -> str:
    """For a terminal; one line when there is nothing."""
    if not rows:
        return words("board.nothing").say(language) + "\n"
    cells = [_cells(row, zone, language) for row in rows]
    return grid(_header(language), cells, width, COLUMNS.index("why")) + "\n"


def markdown(rows: Sequence[Row], zone: tzinfo, language: str) -> str:
    """For a chat or a ticket."""
    if not rows:
        return words("board.nothing").say(language) + "\n"
    lines = [bar(_header(language)), bar(["---"] * len(COLUMNS))]
    return "\n".join([*lines, *(bar(_cells(row, zone, language)) for row in rows)]) + "\n"


def as_csv(rows: Sequence[Row], zone: tzinfo) -> str:
    """One line per action, the columns of the JSON; a cell that a spreadsheet would run is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in rows:
        writer.writerow([no_formula(clean(str(value or ""))) for value in _flat(row, zone).values()])
    return out.getvalue()


def as_json(rows: Sequence[Row], zone: tzinfo) -> str:
    """An array of objects with keys in a fixed order."""
    found = [{**_flat(row, zone), "subject": _subject(row.action)} for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _subject(action: Action) -> dict[str, str]:
    return {"kind": action.subject.kind, "id": action.subject.id}


def _flat(row: Row, zone: tzinfo) -> dict[str, Any]:
    """Every field of `FIELDS` in its order."""
    action = row.action
    second, done, verified = action.approved or action.refused, action.done, action.verified
    values = (
        action.id, _iso(action.begun, zone), action.begun.by, action.marketplace, action.store, subject_text(action),
        action.kind, action.check, action.before, action.after, action.why, row.state, row.approval,
        second and second.by, _iso(second, zone), second and second.why, done and done.by, _iso(done, zone),
        verified and verified.by, _iso(verified, zone), verified and verified.why,
    )  # fmt: skip
    return dict(zip(FIELDS, values, strict=True))


def _iso(word: Word | None, zone: tzinfo) -> str | None:
    return word.at.astimezone(zone).isoformat(timespec="seconds") if word else None


def _header(language: str) -> list[str]:
    return [words(f"board.column.{name}").say(language) for name in COLUMNS]


def _cells(row: Row, zone: tzinfo, language: str) -> list[str]:
    action = row.action
    second = action.approved or action.refused
    pending = words(f"board.approval.{row.approval}").say(language)
    return [
        action.id,
        f"{action.begun.at.astimezone(zone):%m-%d %H:%M}",
        action.begun.by,
        action.marketplace,
        words(f"board.kind.{action.kind}").say(language),
        action.subject.id,
        change_text(action),
        action.check or "–",
        words(f"board.state.{row.state}").say(language),
        f"{pending} ({second.by})" if second else pending,
        action.why or "–",
    ]


def change_text(action: Action) -> str:
    """``19.99 → 24.99``; a dash for what was not said."""
    return f"{action.before or '–'} → {action.after or '–'}" if action.before or action.after else "–"

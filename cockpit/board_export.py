"""The board as Markdown, CSV, JSON and a workbook: for a chat, a script, an auditor. Cells are data, never formulas."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cockpit.approval import Limits
from cockpit.board_fold import Action, Approval, State, Word
from cockpit.escaping import bar, no_formula
from cockpit.issue import Figure
from cockpit.outcome import Waits
from cockpit.text import clean
from cockpit.view.results import result_words
from cockpit.view.speech import Speech

COLUMNS: Final = (
    "id", "at", "by", "marketplace", "kind", "subject", "change", "check", "state", "second", "result", "why",
)  # fmt: skip
FIELDS: Final = (
    "id", "at", "by", "marketplace", "store", "subject", "kind", "check", "before", "after", "why", "state",
    "approval", "approver", "decided_at", "decided_why", "done_by", "done_at", "verified_by", "verified_at", "result",
    "worked", "issue", "evidence", "incident", "figure", "figure_before", "figure_after", "measured_at", "data_at",
    "gone", "error",
)  # fmt: skip
WIDTHS: Final = (14, 12, 12, 6, 10, 24, 26, 8, 12, 22, 44, 44)  # of the workbook's columns, in characters
WHOLE_DAY: Final = "%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Row:
    """An action as it stands at the moment of printing."""

    action: Action
    state: State
    approval: Approval


@dataclass(frozen=True, slots=True)
class Printing:
    """When, in which language and under which settings a board is printed."""

    now: datetime
    speech: Speech
    limits: Limits
    waits: Waits

    def row(self, action: Action) -> Row:
        """An action with its states at that moment."""
        return Row(action, action.state(self.now, self.limits), action.approval(self.now, self.limits))


def subject_text(action: Action) -> str:
    """``sku:ZX-1``, as it was typed."""
    return f"{action.subject.kind}:{action.subject.id}"


def change_text(action: Action) -> str:
    """``19.99 → 24.99``; a dash for what was not said."""
    return f"{action.before or '–'} → {action.after or '–'}" if action.before or action.after else "–"


def header(how: Printing) -> list[str]:
    """The names of the columns that people read."""
    return [how.speech.say(f"board.column.{name}") for name in COLUMNS]


def cells(row: Row, how: Printing) -> list[str]:
    """One action as people read it."""
    action, say = row.action, how.speech.say
    second = action.approved or action.refused
    pending = say(f"board.approval.{row.approval}")
    result = "".join(span.text for span in result_words(action, how.waits, how.now, how.speech))
    return [
        action.id,
        f"{action.begun.at.astimezone(how.speech.zone):{WHOLE_DAY}}",
        action.begun.by,
        action.marketplace,
        say(f"board.kind.{action.kind}") if how.speech.has(f"board.kind.{action.kind}") else clean(action.kind),
        action.subject.id,
        change_text(action),
        action.check or "–",
        say(f"board.state.{row.state}"),
        f"{pending} ({second.by})" if second else pending,
        result or "–",
        action.error or action.why or "–",
    ]


def markdown(actions: Sequence[Action], how: Printing) -> str:
    """For a chat or a ticket."""
    if not actions:
        return how.speech.say("board.nothing") + "\n"
    lines = [bar(header(how)), bar(["---"] * len(COLUMNS))]
    return "\n".join([*lines, *(bar(cells(how.row(action), how)) for action in actions)]) + "\n"


def as_csv(actions: Sequence[Action], how: Printing) -> str:
    """One line per action, the columns of the JSON; a cell that a spreadsheet would run is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for action in actions:
        writer.writerow([no_formula(clean(_text(value))) for value in _flat(how.row(action), how).values()])
    return out.getvalue()


def as_json(actions: Sequence[Action], how: Printing) -> str:
    """An array of objects with keys in a fixed order."""
    found = [
        {**_flat(how.row(action), how), "subject": {"kind": action.subject.kind, "id": action.subject.id}}
        for action in actions
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_xlsx(actions: Sequence[Action], how: Printing) -> bytes:
    """A workbook with one sheet, as people read it: a head that stays, a filter on every column, texts alone."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who exports a workbook pays for it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": how.now.replace(tzinfo=None)})
        sheet = book.add_worksheet(how.speech.say("board.sheet"))
        top, body = (book.add_format({"bold": bold, "text_wrap": not bold, "valign": "top"}) for bold in (True, False))
        rows = [header(how), *(cells(how.row(action), how) for action in actions)]
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, no_formula(clean(cell)), body if at else top)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows) - 1, len(COLUMNS) - 1)
    return out.getvalue()


FORMATS: Final[Mapping[str, Callable[[Sequence[Action], Printing], str | bytes]]] = {
    "markdown": markdown, "csv": as_csv, "json": as_json, "xlsx": as_xlsx,
}  # fmt: skip
SUFFIXES: Final = {"markdown": "md", "csv": "csv", "json": "json", "xlsx": "xlsx"}


def written(form: str, actions: Sequence[Action], how: Printing, *, for_excel: bool = False) -> bytes:
    """The board in one of `FORMATS`, as a file holds it.

    With `for_excel` a CSV begins with the mark without which Excel takes Chinese for something else; a script would
    take the mark for a part of the first column's name.
    """
    made = FORMATS[form](actions, how)
    if isinstance(made, bytes):
        return made
    return made.encode("utf-8-sig" if form == "csv" and for_excel else "utf-8", "replace")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _flat(row: Row, how: Printing) -> dict[str, Any]:
    """Every field of `FIELDS` in its order."""
    action, zone = row.action, how.speech.zone
    second, done, verified, seen = action.approved or action.refused, action.done, action.verified, action.measured

    def iso(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat(timespec="seconds") if at else None

    def when(word: Word | None) -> str | None:
        return iso(word.at) if word else None

    values = (
        action.id, when(action.begun), action.begun.by, action.marketplace, action.store, subject_text(action),
        action.kind, action.check, action.before, action.after, action.why, row.state, row.approval,
        second and second.by, when(second), second and second.why, done and done.by, when(done),
        verified and _by(verified), when(verified), verified and verified.why, action.worked if verified else None,
        action.issue or None, action.evidence or None, action.incident or None,
        action.figure.name if action.figure else None, _number(action.figure), _after(action),
        iso(seen.at) if seen else None, iso(seen.data_at) if seen else None, seen.gone if seen else None,
        action.error or None,
    )  # fmt: skip
    return dict(zip(FIELDS, values, strict=True))


def _by(word: Word) -> str:
    return "cockpit" if word.machine else word.by


def _after(action: Action) -> float | int | None:
    """The same figure afterwards: an issue may be raised for another one by then."""
    seen = action.measured.figure if action.measured else None
    same_one = seen is not None and (action.figure is None or action.figure.name == seen.name)
    return _number(seen) if same_one else None


def _number(figure: Figure | None) -> float | int | None:
    value = figure.value if figure else None
    return value if value is None or isinstance(value, int) else float(value)

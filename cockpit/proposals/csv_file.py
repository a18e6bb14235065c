"""A list of proposals as CSV; what a spreadsheet would run as a formula is quoted with an apostrophe."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from cockpit.escaping import no_formula
from cockpit.issue import Cell
from cockpit.proposals.bulk_sheet import COLUMNS, bulk_row
from cockpit.proposals.lists import ProposalList, Telling, basis, fill_words, list_rows
from cockpit.text import clean

# Behind Amazon's own columns: a file that is handed on alone must say what it is based on and what is missing in it.
FILL: Final = "Fill In (Informational only)"
OURS: Final = {
    "approval": "Second Person (Informational only)",
    "board": "Done On (Informational only)",
    "issue": "Issue (Informational only)",
    "why": "Based On (Informational only)",
    "rows": "Rows (Informational only)",
    "settings": "Settings (Informational only)",
    "as_of": "As Of (Informational only)",
}


def as_csv(of_list: ProposalList, telling: Telling) -> bytes:
    """The whole file; it begins with the mark without which Excel takes Chinese for something else."""
    rows = _bulk_rows(of_list, telling) if of_list.is_bulk else list_rows(of_list, telling)
    header = [*COLUMNS, FILL, *OURS.values()] if of_list.is_bulk else list(rows[0])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_text(row.get(name)) for name in header] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def _bulk_rows(of_list: ProposalList, telling: Telling) -> Sequence[Mapping[str, Cell]]:
    rows = []
    for offer in of_list.offers:
        told = basis(offer, of_list, telling)
        ours = {column: told[name] for name, column in OURS.items()}
        rows.append({**bulk_row(offer), FILL: fill_words(offer, telling.speech), **ours})
    return rows


def _text(cell: Cell) -> str:
    """A number in full, a day in ISO 8601, a text that stays one."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return no_formula(clean(cell)) if isinstance(cell, str) else str(cell)

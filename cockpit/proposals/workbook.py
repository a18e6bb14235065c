"""A list of proposals as a workbook: the rows first, then a sheet that says what they are based on.

The first sheet of ads has Amazon's columns and no others, so that it can be uploaded as it is.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from cockpit.escaping import no_formula
from cockpit.issue import Cell
from cockpit.proposals.bulk_sheet import COLUMNS, SHEET, bulk_row, to_fill
from cockpit.proposals.lists import (
    ProposalList,
    Telling,
    basis,
    crowds,
    fill_words,
    list_rows,
    reports_of,
)
from cockpit.text import clean

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST: Final = 32_000  # characters; a cell of a workbook holds 32,767, and a longer text would be left out whole
WIDEST: Final = 48
NARROWEST: Final = 9
CHINESE: Final = 0x2E80  # from here on a character is two wide
FROZEN: Final = 3  # Product, Entity, Operation: what a row of the bulk sheet is
OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
COLOURS: Final = {"fill": "#FFF2CC", "waits": "#FCE4D6", "head": "#D9E1F2"}


def as_xlsx(of_list: ProposalList, telling: Telling) -> bytes:
    """The whole file. Every text is a text: ids keep their digits, and nothing is a formula."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who exports a workbook pays for it

    out, say = io.BytesIO(), telling.speech.say
    with Workbook(out, OPTIONS) as book:
        book.set_properties({"created": telling.picture.as_of.replace(tzinfo=None), "title": of_list.name})
        write = _Writer(book)
        if of_list.is_bulk:
            _bulk(write, book.add_worksheet(SHEET), of_list)
        else:
            _list(write, book.add_worksheet(say(f"proposal.list.{of_list.kind}")), of_list, telling)
        _based_on(write, book.add_worksheet(say("proposal.based_on")), of_list, telling)
    return out.getvalue()


class _Writer:
    """Writes cells by what they are, in the few looks that a workbook of ours has."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._looks: dict[tuple[str, str], Any] = {}

    def look(self, form: str = "", shade: str = "") -> Any:
        """A number format and a shade, made once."""
        if (form, shade) not in self._looks:
            colour = {"bg_color": COLOURS[shade], "border": 1, "border_color": "#BFBFBF"} if shade else {}
            head = {"bold": True} if shade == "head" else {}
            number = {"num_format": form} if form else {}
            self._looks[form, shade] = self._book.add_format({"valign": "top", **number, **colour, **head})
        return self._looks[form, shade]

    def cell(self, sheet: "Worksheet", row: int, column: int, cell: Cell, shade: str = "") -> None:
        """A text as a text, a number as a number, a day as a day; an empty one only where it is shaded."""
        if cell is None or cell == "":
            if shade:
                sheet.write_blank(row, column, None, self.look("", shade))
        elif isinstance(cell, str):
            sheet.write_string(row, column, no_formula(clean(cell))[:LONGEST], self.look("@", shade))
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self.look("yyyy-mm-dd", shade))  # noqa: DTZ001 - a workbook knows no zones
        else:
            coins = isinstance(cell, Decimal) and cell != cell.to_integral_value()
            sheet.write_number(row, column, float(cell), self.look("0.00##" if coins else "", shade))

    def head(self, sheet: "Worksheet", row: int, header: Sequence[str]) -> None:
        """The names of columns."""
        for column, name in enumerate(header):
            self.cell(sheet, row, column, name, "head")


def _bulk(write: _Writer, sheet: "Worksheet", of_list: ProposalList) -> None:
    """Amazon's sheet; what must be filled in first, and what waits for a second person, is shaded."""
    rows = [bulk_row(offer) for offer in of_list.offers]
    write.head(sheet, 0, COLUMNS)
    for at, (offer, row) in enumerate(zip(of_list.offers, rows, strict=True), 1):
        missing, kept = to_fill(offer)
        shades = dict.fromkeys((*missing, *kept), "fill") | ({"Operation": "waits"} if offer.waits else {})
        for column, name in enumerate(COLUMNS):
            write.cell(sheet, at, column, row.get(name), shades.get(name, ""))
    sheet.freeze_panes(1, FROZEN)
    sheet.ignore_errors({"number_stored_as_text": "A1:AT1048576"})  # ids are texts: their last digits would be lost
    _fit(sheet, COLUMNS, rows)


def _list(write: _Writer, sheet: "Worksheet", of_list: ProposalList, telling: Telling) -> None:
    rows = list_rows(of_list, telling)
    header = list(rows[0])
    write.head(sheet, 0, header)
    for at, (offer, row) in enumerate(zip(of_list.offers, rows, strict=True), 1):
        for column, cell in enumerate(row.values()):
            write.cell(sheet, at, column, cell, "waits" if offer.waits else "")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(header) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:AT1048576"})
    _fit(sheet, header, rows)


def _based_on(write: _Writer, sheet: "Worksheet", of_list: ProposalList, telling: Telling) -> None:
    """What the rows were taken from, what is to be done with them, and (of ads) each row with its reason."""
    say, picture = telling.speech.say, telling.picture
    issues = [issue for offer in of_list.offers for issue in offer.issues]
    when = f"{telling.speech.local(picture.as_of):%Y-%m-%d %H:%M %z}"
    facts = [
        (say("proposal.told.what"), f"{say(f'proposal.list.{of_list.kind}')} · {issues[0].marketplace}"),
        (say("proposal.told.workspace"), picture.workspace),
        (say("proposal.basis.as_of"), when),
        (say("proposal.told.do"), say(f"proposal.do.{of_list.kind}" if of_list.is_bulk else "proposal.do.list")),
        *((say("proposal.basis.approval"), crowd) for crowd in crowds(of_list, telling)),
    ]
    if waiting := sum(offer.waits for offer in of_list.offers):
        key = "proposal.told.waiting_bulk" if of_list.is_bulk else "proposal.told.waiting"
        facts.append((say("proposal.basis.approval"), say(key, n=str(waiting))))
    at = _table(write, sheet, 0, [], facts)
    titles = {rule.id: telling.speech.words(rule.title) for rule in picture.rules}
    checks = [(check, titles.get(check, "")) for check in sorted({issue.check for issue in issues})]
    at = _table(write, sheet, at + 1, [say("proposal.told.check"), ""], checks)
    names = [say(f"proposal.told.{name}") for name in ("report", "type", "as_of", "status")]
    at = _table(write, sheet, at + 1, names, reports_of(of_list, telling))
    if of_list.is_bulk:
        _reasons(write, sheet, at + 1, of_list, telling)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 9, 40)


def _reasons(write: _Writer, sheet: "Worksheet", at: int, of_list: ProposalList, telling: Telling) -> None:
    rows = []
    for number, offer in enumerate(of_list.offers, 2):
        told = basis(offer, of_list, telling)
        rows.append({"row": number, "fill": fill_words(offer, telling.speech), **told})
    header = [telling.speech.say(f"proposal.basis.{name}") for name in rows[0]]
    _table(write, sheet, at, header, [tuple(row.values()) for row in rows])


def _table(write: _Writer, sheet: "Worksheet", at: int, header: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> int:
    """Write a table; the line below it."""
    if header:
        write.head(sheet, at, header)
        at += 1
    for row in rows:
        for column, cell in enumerate(row):
            write.cell(sheet, at, column, cell)
        at += 1
    return at


def _fit(sheet: "Worksheet", header: Sequence[str], rows: Sequence[Mapping[str, Cell]]) -> None:
    """Columns as wide as what stands in them, within bounds."""
    for column, name in enumerate(header):
        widest = max(_width(name), *(_width(str(row.get(name) or "")) for row in rows))
        sheet.set_column(column, column, min(max(widest + 2, NARROWEST), WIDEST))


def _width(text: str) -> int:
    return sum(2 if ord(mark) >= CHINESE else 1 for mark in text)

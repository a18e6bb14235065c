"""The month of a storage report as Amazon writes it, and as a spreadsheet that saved it again does."""

import re
from datetime import date, timedelta

_ISO = re.compile(r"(20\d\d)[-/.](\d{1,2})(?:[-/.]\d{1,2})?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](20\d\d)")
_NAMED = re.compile(r"(?:(\d\d(?:\d\d)?)[-\s/]([a-z]{3})[a-z]*|([a-z]{3})[a-z]*[-\s/](\d\d(?:\d\d)?))")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURY = 2000
_MIDNIGHT = " 00:00:00"


def charge_month(text: str | None) -> date | None:
    """The first day of the month that a cell names: ``2026-02``, ``26-Feb``, ``Feb-26``; None when it names none.

    A workbook makes a day of it, with a midnight behind: ``2026-02-01 00:00:00``.
    """
    cell = (text or "").strip().lower().removesuffix(_MIDNIGHT)
    if found := _ISO.fullmatch(cell):
        return _first(int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.fullmatch(cell):
        return _first(int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(cell):
        year, name = found[1] or found[4], found[2] or found[3]
        return _first(int(year), _NAMES.index(name) + 1) if name in _NAMES else None
    return None


def month_after(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _first(year: int, month: int) -> date | None:
    whole = year if year >= _CENTURY else _CENTURY + year
    return date(whole, month, 1) if 1 <= month <= len(_NAMES) else None

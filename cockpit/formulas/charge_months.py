"""The month that a storage fee is for, however the cell was saved (report-formats §0.3)."""

import re
from datetime import date

_ISO = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?$")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def charge_month(cell: str) -> date | None:
    """First day of the month in ``2026-02``, and in ``26-Feb`` or ``Feb-26`` as Excel saves it; None where unreadable.

    Excel's two forms cannot be taken for a day: a fee is for a month, so the number is the year.
    """
    text = cell.strip().lower()
    if found := _ISO.match(text):
        return date(int(found[1]), int(found[2]), 1)
    parts = text.split("-")
    names = [part for part in parts if part in _NAMES]
    years = [part for part in parts if part.isdecimal() and len(part) == len("26")]
    if len(parts) == len(names) + len(years) == len(("month", "year")) and names and years:
        return date(2000 + int(years[0]), _NAMES.index(names[0]) + 1, 1)
    return None

"""Cells of a wanted report that could not be read: what rests on them is not known to be fine."""

from typing import Any

from cockpit.check import Context, NotJudged
from cockpit.issue import Verdict
from cockpit.text import Words

UNREAD = Words("{file}: {column} in row {row} could not be read", "{file}:第 {row} 行的 {column} 无法读取")


def unread_cells(ctx: Context[Any], type_: str, *columns: str) -> tuple[NotJudged, ...]:
    """One NotJudged when a cell of these (canonical) columns, or a whole row, of a fresh report could not be read.

    Reports in `needs` are looked after by the runner. Of a report in `wants` a check rests on some columns alone: a bad
    weight in the SKU master must not blind a check of its price limits.
    """
    table = ctx.table(type_)
    if table is None:
        return ()
    spelled = {table.headers.get(column, column) for column in columns} | {""}
    found = next((problem for problem in table.doubts if problem.column in spelled), None)
    if found is None:
        return ()
    reason = UNREAD.fill(file=found.file or type_, column=found.column or "-", row=found.row or 0)
    return (NotJudged(Verdict.NO_DATA, reason),)

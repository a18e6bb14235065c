"""A file of any report type with as many rows as wanted: every declared column, a cell of its kind in each."""

from pathlib import Path

import polars as pl

from cockpit.reports import Column, Kind, ReportType

SEED = 7
_IDS = 3  # rows to one id: an order has several items, a SKU several days
_WORDS = 40  # distinct words in any other text
_MONTHS = 90  # days that the rows span
_NAMED = ("sku", "id", "asin", "title", "name", "search_term", "number", "comment", "query", "keyword")


def write_table(path: Path, type_: ReportType, rows: int) -> Path:
    """Write it as Amazon does: tabs without quoting for .txt, else commas."""
    columns = [column for column in type_.columns if column.name not in {"start_date", "end_date"} or not type_.json]
    numbers = pl.select(n=pl.int_range(rows))
    cells = [_cell(column, place, type_).alias(column.names[0]) for place, column in enumerate(columns)]
    tab = path.suffix == ".txt"
    frame = numbers.select(cells)
    frame.write_csv(path, separator="\t" if tab else ",", quote_style="never" if tab else "necessary")
    return path


def _cell(column: Column, place: int, type_: ReportType) -> pl.Expr:
    """A column as text."""
    n = pl.col("n")
    some = n.hash(SEED + place)
    known = {type_.marketplace_column: "US", type_.currency_column: "USD", "currency": "USD"}
    known |= {type_.snapshot_column: "2026-11-30"}  # a snapshot has one day, and one row of each thing
    if column.name in known:
        return pl.lit(known[column.name])
    cents = pl.format("{}.{}", some % 200, (some // 200 % 90) + 10)
    moment = pl.datetime(2026, 9, 1) + pl.duration(seconds=(some % (_MONTHS * 86_400)).cast(pl.Int64))
    match column.kind:
        case Kind.COUNT:
            cell = (some % 500).cast(pl.String)
        case Kind.NUMBER | Kind.MONEY:
            cell = cents
        case Kind.RATE:
            cell = pl.format("{}%", cents)
        case Kind.INSTANT:
            cell = moment.dt.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        case Kind.DAY:
            cell = moment.dt.strftime("%Y-%m-%d")
        case Kind.FLAG:
            cell = pl.when(some % 2 == 0).then(pl.lit("true")).otherwise(pl.lit("false"))
        case Kind.LIST:
            cell = pl.format("word {};word {}", some % _WORDS, some % 7)
        case Kind.TEXT:
            often = any(part in column.name for part in _NAMED)
            ids = n if column.name in type_.row_key else n // _IDS
            cell = pl.format(f"{column.name[:6]}-{{}}", ids if often else some % _WORDS)
    return cell

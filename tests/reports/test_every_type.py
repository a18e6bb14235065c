"""Every report type, whole and then damaged in every way a file can be: right rows, or a Problem that says where."""

import random
import re
from pathlib import Path

import pytest

from cockpit.reports import Kind, Reading
from tests.reports.declared import FOREIGN, TABLES, Sheet, codes, read, sheet, table, written

every_type = pytest.mark.parametrize("id_", TABLES)

# Without this column a report is none of ours: there is nothing left to tell it by, or it is a template of Amazon's.
TELLS_NOTHING = {
    ("expected-sellers", "asin"): "unknown-header",
    ("expected-sellers", "seller"): "unknown-header",
    ("ads-bulk", "product"): "unused-report",
    ("ads-bulk", "entity"): "unused-report",
    ("ads-bulk", "operation"): "unused-report",
}

NARROW = 0.75  # of the cells of a header: a spreadsheet leaves out a few empty ones at the end of a row
SOME = 16  # columns of one report that are damaged one after the other

# What the other columns say as well: a row's day is its start and end, the sign of its money a currency, a campaign's
# ID its name.
TOLD = {"start_date", "end_date", "currency", "campaign"}


def some(wanted: Sheet) -> list[tuple[int, str]]:
    """The columns that are needed, and of the others of a wide report one in several, with their places."""
    step = 1 + len(wanted.names) // SOME
    columns = [wanted.type.column(name) for name in wanted.names]
    return [(at, c.name) for at, c in enumerate(columns) if c.required or c.filled or at % step == 0]


def needed(whole: Sheet, name: str) -> bool:
    """Whether a report is none without this column: its rows are none, or nothing else tells its type."""
    type_, left = whole.type, {*whole.names} - {name}
    return type_.column(name).required or not any(set(marks) <= left for marks in type_.marks)


def right(reading: Reading, wanted: Sheet) -> bool:
    """Whether exactly the rows of a sheet were read, and nothing was said."""
    same = reading.file.type == wanted.type.id and not codes(reading)
    return same and table(reading, wanted.names) == list(wanted.values)


@every_type
def test_a_whole_report_is_read_as_it_stands(id_: str, tmp_path: Path) -> None:
    """Under the first spelling of every column, every cell of every kind comes out as its value, on its line."""
    wanted = sheet(TABLES[id_])
    reading = read(tmp_path, written(wanted.lines()))
    assert (reading.file.type, codes(reading), reading.file.rejected_rows) == (id_, [], 0)
    assert table(reading, wanted.names) == list(wanted.values)
    assert table(reading, ["_row"]) == [(line,) for line in range(2, 2 + len(wanted.rows))]


@every_type
def test_a_missing_column_is_named_when_it_is_needed_and_empty_when_not(id_: str, tmp_path: Path) -> None:
    """Without a required column nothing is read and the column is named; without another one the rest is all there."""
    whole = sheet(TABLES[id_])
    for at, name in some(whole):
        wanted = whole.without(at)
        reading = read(tmp_path, written(wanted.lines()))
        if (id_, name) in TELLS_NOTHING:
            assert (reading.file.status, codes(reading)) == ("unknown", [TELLS_NOTHING[id_, name]]), name
        elif needed(whole, name):
            (problem,) = reading.file.problems
            assert (reading.file.type in {id_, None}, reading.parts) == (True, ()), name
            assert problem.code in {"missing-column", "unknown-report"}, name
            assert {whole.header[at], name} & set(re.split(", | / ", problem.column)), name
        else:
            assert right(reading, wanted), name
            told = [(value,) for row in whole.values for value in row if not isinstance(value, list)]
            assert set(table(reading, [name])) <= {(None,), *(told if name in TOLD else ())}, name


@every_type
def test_a_column_more_changes_nothing(id_: str, tmp_path: Path) -> None:
    """A column that nobody declared, first, last or in the middle, moves none of ours."""
    wanted = sheet(TABLES[id_])
    for at in (0, len(wanted.header) // 2, len(wanted.header)):
        lines = [
            [*cells[:at], f"{FOREIGN}" if line == 0 else f"x{line}", *cells[at:]]
            for line, cells in enumerate(wanted.lines())
        ]
        assert right(read(tmp_path, written(lines)), wanted), at


@every_type
def test_columns_in_any_order_are_the_same_report(id_: str, tmp_path: Path) -> None:
    """Columns are found by their header: turned round or shuffled, the rows are the same."""
    whole = sheet(TABLES[id_])
    places = list(range(len(whole.header)))
    for order in (places[::-1], random.Random(7).sample(places, len(places))):  # noqa: S311 - a test that repeats
        wanted = whole.ordered(order)
        assert right(read(tmp_path, written(wanted.lines())), wanted)


@every_type
def test_a_header_in_the_middle_is_no_row(id_: str, tmp_path: Path) -> None:
    """Of two exports glued together the second header is passed over."""
    wanted = sheet(TABLES[id_])
    header, first, *rest = wanted.lines()
    assert right(read(tmp_path, written([header, first, header, *rest])), wanted)


@every_type
def test_a_column_that_stands_there_twice_is_said(id_: str, tmp_path: Path) -> None:
    """Of two columns of one name the first is read, and the file says that there were two."""
    wanted = sheet(TABLES[id_])
    for at in (0, len(wanted.header) - 1):
        lines = [[*cells, cells[at] if line == 0 else f"{line}"] for line, cells in enumerate(wanted.lines())]
        reading = read(tmp_path, written(lines))
        assert table(reading, wanted.names) == list(wanted.values)
        (problem,) = reading.file.problems
        assert (problem.code, problem.row, problem.column) == ("double-column", 1, wanted.header[at])


@every_type
def test_a_last_line_that_is_cut_off_is_left_out_and_said(id_: str, tmp_path: Path) -> None:
    """Cut within any cell but the last, the last line is no row, and the Problem names its line."""
    wanted = sheet(TABLES[id_], rows=3)
    text = written(wanted.lines()).removesuffix("\n")
    start = text.rindex("\n") + 1
    last = text[start:]
    ends = [at for at, letter in enumerate(last) if letter == "\t"]
    few = ends[:: 1 + len(ends) // SOME]
    for cut in {1, *few, *(end - 1 for end in few if end > 1), ends[-1]}:
        reading = read(tmp_path, text[: start + cut])
        (problem,) = reading.file.problems
        assert (problem.code, problem.row) == ("cut-off", 4), cut
        assert table(reading, wanted.names) == list(wanted.values[:-1]), cut


@every_type
def test_a_last_cell_that_is_cut_off_harms_no_other(id_: str, tmp_path: Path) -> None:
    """A file may honestly end without a line end, so only the very last cell can be shorter than it was."""
    wanted = sheet(TABLES[id_], rows=3)
    reading = read(tmp_path, written(wanted.lines())[:-2])
    rows = table(reading, wanted.names)
    assert [row[:-1] for row in rows] == [row[:-1] for row in wanted.values]
    assert rows[:-1] == list(wanted.values[:-1])


@every_type
@pytest.mark.parametrize("delimiter", [",", ";", "|"])
def test_another_delimiter_is_the_same_report(id_: str, delimiter: str, tmp_path: Path) -> None:
    """A tab file saved with commas, semicolons or bars is read all the same."""
    wanted = sheet(TABLES[id_])
    assert right(read(tmp_path, written(wanted.lines(), delimiter)), wanted)


@every_type
@pytest.mark.parametrize("pair", ["\t,", ",\t", ";,"])
def test_rows_with_another_delimiter_than_the_header_are_no_rows(id_: str, pair: str, tmp_path: Path) -> None:
    """Where only the header, or only the rows, were converted, no row is made of it, and the first line is named."""
    wanted = sheet(TABLES[id_])
    lines = wanted.lines()
    reading = read(tmp_path, written(lines[:1], pair[0]) + written(lines[1:], pair[1]))
    assert table(reading, wanted.names) == []
    assert reading.file.problems
    assert {problem.row for problem in reading.file.problems} <= {1, 2, None}


@every_type
def test_rows_of_a_wider_type_are_said_to_be_wrong(id_: str, tmp_path: Path) -> None:
    """Under this header the rows of a wider report are never taken for this one's."""
    wanted = sheet(TABLES[id_])
    wider = [other for other in TABLES.values() if len(other.columns) > len(wanted.header)]
    for other in wider[:3] or [TABLES["fba-returns"]]:
        reading = read(tmp_path, written([wanted.header, *sheet(other).rows]))
        assert codes(reading), other.id


@every_type
def test_rows_of_a_narrower_type_are_said_to_be_wrong(id_: str, tmp_path: Path) -> None:
    """Under this header rows that all end well before it are never taken for this one's without a word."""
    wanted = sheet(TABLES[id_])
    for other in TABLES.values():
        if len(other.columns) <= NARROW * len(wanted.header) and not wanted.type.by_hand:
            reading = read(tmp_path, written([wanted.header, *sheet(other).rows]))
            assert codes(reading), other.id


@every_type
def test_an_empty_cell_where_there_must_be_one_is_located(id_: str, tmp_path: Path) -> None:
    """A row without a cell that makes it a row is left out, and the Problem names column and line; the others stay."""
    wanted = sheet(TABLES[id_])
    for at, name in enumerate(wanted.names):
        for row in range(len(wanted.rows)) if TABLES[id_].column(name).filled else ():
            lines = wanted.lines()
            lines[1 + row][at] = ""
            reading = read(tmp_path, written(lines))
            (problem,) = reading.file.problems
            assert (problem.code, problem.row, problem.column) == ("empty-cell", row + 2, wanted.header[at])
            assert table(reading, wanted.names) == [cells for n, cells in enumerate(wanted.values) if n != row]
            assert reading.file.rejected_rows == 1


@every_type
def test_a_cell_of_another_kind_is_located_and_costs_no_other_cell(id_: str, tmp_path: Path) -> None:
    """Words where a number, a day or a flag must be make that cell empty, and the Problem names it."""
    wanted = sheet(TABLES[id_])
    for at, name in some(wanted):
        column = TABLES[id_].column(name)
        if column.kind in {Kind.TEXT, Kind.LIST}:
            continue
        lines = wanted.lines()
        lines[2][at] = "see note"
        reading = read(tmp_path, written(lines))
        located = [(problem.code, problem.row, problem.column, problem.found) for problem in reading.file.problems]
        if name in TOLD and not located:
            continue
        assert ("bad-cell", 3, wanted.header[at], "see note") in located, name
        assert {(code, row, found) for code, row, _, found in located} == {("bad-cell", 3, "see note")}, name
        rows, whole = table(reading, wanted.names), list(wanted.values)
        assert [rows[0], *rows[-2:]] == [whole[0], *whole[-2:]], name
        assert len(rows) == len(whole) - column.filled, name

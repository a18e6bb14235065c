"""A table in any accepted spelling is the table that was meant."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cockpit.reports import Column, Hints, Kind, Reading, ReportType
from tests.reports.declared import read, table
from tests.reports.spelled import LETTERS, Way, cells, columns_of, header, spellers, types_for, values, ways, workbook

Rows = list[list[Any]]
SOME = 5  # columns beside those that must be there


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of its own for every example."""
    with TemporaryDirectory() as path:
        yield Path(path)


def drawn_columns(data: st.DataObject, type_: ReportType) -> list[Column]:
    """The columns that tell the type, and some of the others."""
    told = {name for marks in type_.marks[:1] for name in marks}
    columns = columns_of(type_)
    others = [column.name for column in columns if not column.required and column.name not in told]
    kept = set(data.draw(st.permutations(others), label="others")[:SOME])
    return [column for column in columns if column.name not in others or column.name in kept]


def drawn_rows(data: st.DataObject, columns: list[Column], way: Way) -> Rows:
    """One to four rows of values; where a cell may be empty it sometimes is."""
    empty = st.none() if way.letters == "ascii" else st.nothing()
    rows = []
    for _ in range(data.draw(st.integers(1, 4))):
        needed = [column.required or column.filled for column in columns]
        kinds = [values(column.kind, way) for column in columns]
        rows.append([data.draw(kind if must else kind | empty) for kind, must in zip(kinds, needed, strict=True)])
    return rows


def encoded(lines: list[list[str]], way: Way) -> bytes:
    """The file: raw in tabs, quoted where commas or semicolons need it."""
    out = io.StringIO()
    if way.delimiter == "\t":
        out.write("".join("\t".join(line) + way.end for line in lines))
    else:
        csv.writer(out, delimiter=way.delimiter, lineterminator=way.end).writerows(lines)
    before, after = ("".join(line + way.end for line in block) for block in (way.before, way.after))
    return (before + out.getvalue() + after).encode(way.encoding)


def differences(reading: Reading, type_: ReportType, columns: list[Column], rows: Rows) -> list[Any]:
    """What was read otherwise than it was meant."""
    if reading.file.type != type_.id or reading.file.problems:
        return [type_.id, reading.file.type, reading.file.encoding, reading.file.problems]
    read_rows = table(reading, [column.name for column in columns])
    if len(read_rows) != len(rows):
        return [type_.id, len(rows), read_rows]
    cells = [
        (c.name, v, w) for r, row in zip(read_rows, rows, strict=True) for c, v, w in zip(columns, r, row, strict=True)
    ]
    return [type_.id, *found] if (found := [cell for cell in cells if cell[1] != cell[2]]) else []


@given(way=ways(), data=st.data())
@settings(max_examples=110, deadline=None, derandomize=True, phases=[Phase.generate])
def test_a_text_file_in_any_spelling_is_the_same_table(way: Way, data: st.DataObject) -> None:
    """Encoding, delimiter, line ends, preamble, notes, total, decimal mark, signs, brackets, order of dates, quotes."""
    type_ = data.draw(st.sampled_from(types_for(way)), label="type")
    columns = drawn_columns(data, type_)
    rows = drawn_rows(data, columns, way)
    forms = [data.draw(st.sampled_from(spellers(column.kind, way))) for column in columns]
    lines = [["" if v is None else form(v) for form, v in zip(forms, row, strict=True)] for row in rows]
    if way.total and type_.footer:
        lines.append([type_.footer[0], *[""] * (len(columns) - 1)])
    content = encoded([header(columns, way), *lines], way)
    with folder() as root:
        reading = read(root, content, f"{way.marketplace}/x.txt", Hints())
    wrong = differences(reading, type_, columns, rows)
    assert not wrong, (wrong, lines)


@given(data=st.data(), title=st.lists(st.sampled_from(["Report", "", "Period: August"]), max_size=3))
@settings(max_examples=40, deadline=None, derandomize=True, phases=[Phase.generate])
def test_a_workbook_in_any_spelling_is_the_same_table(data: st.DataObject, title: list[str]) -> None:
    """Title rows, a sheet of notes, numbers as text, dates as dates, as serials and as text, fractions and percents."""
    way = Way(data.draw(st.sampled_from(sorted(LETTERS))), "utf-8", ",", "\n", "US", comma=False, comma_figures=False)
    type_ = data.draw(st.sampled_from(types_for(way)), label="type")
    columns = drawn_columns(data, type_)
    rows = drawn_rows(data, columns, way)
    forms = [data.draw(st.sampled_from(cells(column.kind))) for column in columns]
    lines = [[None if v is None else form(v) for form, v in zip(forms, row, strict=True)] for row in rows]
    content = workbook([*[[line] for line in title], header(columns, way), *lines], ["Downloaded by hand"])
    with folder() as root:
        reading = read(root, content, "US/x.xlsx", Hints())
    wrong = differences(reading, type_, columns, rows)
    assert not wrong, (wrong, lines)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.TEXT, Kind.LIST}])
def test_every_way_to_write_a_cell_means_its_value(kind: Kind) -> None:
    """There are several for every kind but texts: else the tests above would prove nothing."""
    way = Way("ascii", "utf-8", ",", "\n", "DE", comma=True, comma_figures=True)
    assert len(spellers(kind, way)) + len(cells(kind)) > 2


@pytest.mark.parametrize("cells", [["2,10 %", "10,00 %"], ["10,00%"], ["10,0 %"]])
def test_percents_prove_their_own_decimal_comma(cells: list[str], tmp_path: Path) -> None:
    """A report whose only figures with decimals are percents has a decimal comma where they have."""
    header = "(Parent) ASIN,(Child) ASIN,Sessions,Page Views,Unit Session Percentage\n"
    reading = read(tmp_path, header + "".join(f'P,A,1,1,"{cell}"\n' for cell in cells))
    wanted = [(float(cell.rstrip("% ").replace(",", ".")) / 100,) for cell in cells]
    assert (table(reading, ["unit_session_share"]), reading.file.problems) == (wanted, ())

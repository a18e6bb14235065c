"""Every number opens to its row: the raw cells under the file's own headers."""

from pathlib import Path

from cockpit import reports
from tests.core.report_reading import US, order, put, tsv
from tests.core.test_reports_excel import HEADER, ROW, workbook
from tests.core.test_reports_json import CHILD, traffic


def test_rows_of_a_text_file(tmp_path: Path) -> None:
    """The cells of the asked rows, in the asked order, as they stand; a row that is not there is empty."""
    path = put(tmp_path, "x.txt", tsv([order(), order(quantity=" 2 ", product_name='12" arm')]))
    second, first, gone = reports.raw_rows(path, [3, 2, 99], tmp_path, US)
    assert dict(second)["quantity"] == " 2 "
    assert dict(second)["product-name"] == '12" arm'
    assert dict(first)["amazon-order-id"] == "111-0000001-0000001"
    assert gone == []


def test_rows_of_a_quoted_file(tmp_path: Path) -> None:
    """A row with line ends in a cell is whole, and blank headers keep their cells."""
    path = put(tmp_path, "x.csv", '\ufeffsku,,cost\nA,"two\nlines",1\nB,x,2\n')
    assert reports.raw_rows(path, [2, 4], tmp_path, US) == [
        [("sku", "A"), ("", "two\nlines"), ("cost", "1")],
        [("sku", "B"), ("", "x"), ("cost", "2")],
    ]


def test_rows_in_another_encoding(tmp_path: Path) -> None:
    """Raw text is readable text."""
    path = put(tmp_path, "x.txt", tsv([order(product_name="Größe")]), encoding="cp1252")
    assert dict(reports.raw_rows(path, [2], tmp_path, US)[0])["product-name"] == "Größe"


def test_rows_far_down_a_long_file(tmp_path: Path) -> None:
    """A row millions of bytes down is found."""
    path = put(tmp_path, "x.txt", tsv([order(sku=f"S{i}", product_name="x" * 500) for i in range(6000)]))
    cells = reports.raw_rows(path, [2, 3000, 6001], tmp_path, US)
    assert [dict(row)["sku"] for row in cells] == ["S0", "S2998", "S5999"]


def test_rows_of_a_sheet(tmp_path: Path) -> None:
    """Spreadsheet rows under the sheet's header."""
    path = put(tmp_path, "x.xlsx", workbook(("a", [["preamble"], HEADER, ROW])))
    (cells,) = reports.raw_rows(path, [3], tmp_path, US)
    assert dict(cells)["Customer Search Term"] == "desk lamp"


def test_rows_of_a_json(tmp_path: Path) -> None:
    """A JSON row is found by the line on which it starts."""
    path = put(tmp_path, "x.json", traffic([CHILD, CHILD | {"childAsin": "B"}], []))
    (reading,) = reports.read_file(path, tmp_path, US)
    rows = reading.parts[0].frame["_row"].to_list()
    cells = reports.raw_rows(path, rows, tmp_path, US, "business-report")
    assert [dict(row)["child_asin"] for row in cells] == ["A", "B"]


def test_rows_of_what_cannot_be_read(tmp_path: Path) -> None:
    """A file that is gone or broken has no rows, and nothing raises."""
    assert reports.raw_rows(tmp_path / "gone", [1, 2], tmp_path, US) == [[], []]
    assert reports.raw_rows(put(tmp_path, "x.json", "{"), [1], tmp_path, US) == [[]]
    assert reports.raw_rows(put(tmp_path, "x.xlsx", b"PK\x03\x04xl/"), [1], tmp_path, US) == [[]]

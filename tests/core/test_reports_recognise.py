"""Reports are recognised by their header, in every spelling, and by nothing else."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.reports import TYPES, Hints
from cockpit.reports.folding import fold, fold_line
from tests.core.report_reading import codes, frame, only_problem, order, read, tsv

ODD = st.sampled_from(
    ["(USD)", "($)", "($):", "[a=", "[a=b]", "]", "［", "\0", "ﬁ", "İ", "\u0301", "가", "\u11a8", "ß"]
)
CELLS = st.lists(st.lists(ODD | st.text(max_size=4), max_size=4).map("".join), max_size=6)

HEADERS = tomllib.loads(Path(__file__).with_name("report_headers.toml").read_text("utf-8"))


@given(CELLS)
def test_a_line_folds_as_its_cells_do(cells: list[str]) -> None:
    """No cell becomes another by standing in a line, whatever characters meet at its ends."""
    assert fold_line(cells) == [fold(cell) for cell in cells]


@pytest.mark.parametrize("known", HEADERS.values(), ids=HEADERS)
def test_every_spelling_of_a_header_is_one_type(known: dict[str, Any], tmp_path: Path) -> None:
    """A header of any generation and language is recognised, and its columns are found, though the file has no rows."""
    reading = read(tmp_path, "anything.dat", known["header"] + "\n")
    assert reading.file.type == known["type"]
    assert not reading.file.problems
    assert set(known["columns"]) <= set(reading.headers)
    assert reading.file.status == "fresh"


@pytest.mark.parametrize("known", HEADERS.values(), ids=HEADERS)
def test_no_header_becomes_another_type_by_losing_a_column(known: dict[str, Any], tmp_path: Path) -> None:
    """A report from which one column was taken out is the same type still, or none; never its neighbour's meaning."""
    delimiter = "\t" if "\t" in known["header"] else ","
    cells = known["header"].split(delimiter)
    for at in range(len(cells)):
        header = delimiter.join([*cells[:at], *cells[at + 1 :]])
        file = read(tmp_path, "anything.dat", header + "\n").file
        assert file.type == known["type"] or (file.type is None and file.problems), cells[at]


def test_a_report_is_named_by_its_type_though_it_lost_what_tells_it(tmp_path: Path) -> None:
    """Search terms without the term are search terms with a column missing, not the report by target."""
    cells = HEADERS["search terms 2026"]["header"].split(",")
    lost = [cell for cell in cells if cell != "Customer Search Term"]
    reading = read(tmp_path, "x.csv", ",".join([*lost, "7 Day Advertised SKU Sales "]) + "\n")
    assert (reading.file.type, only_problem(reading).column) == ("sp-search-terms", "Customer Search Term")


def test_types_that_are_as_near_as_each_other_are_all_named(tmp_path: Path) -> None:
    """Where one column would make it this report and another one that, the sentence says both."""
    cells = HEADERS["placements, 14 days"]["header"].split(",")
    lost = [cell for cell in cells if cell != "Placement"]
    problem = only_problem(read(tmp_path, "x.csv", ",".join(lost) + "\n"))
    assert (problem.expected, problem.column) == ("sp-campaigns / sp-placements", "Budget / Placement")


def test_a_header_only_file_has_zero_rows_and_every_column(tmp_path: Path) -> None:
    """A report without rows gives the type's empty table, with its types."""
    reading = read(tmp_path, "orders.txt", tsv([order()]).splitlines()[0])
    assert frame(reading).schema == TYPES["all-orders"].empty().schema
    assert frame(reading).height == 0


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_the_delimiter_is_the_one_that_makes_the_header(delimiter: str, tmp_path: Path) -> None:
    """Tab, comma, semicolon and bar are all read."""
    text = tsv([order(), order(quantity=2)]).replace("\t", delimiter)
    assert frame(read(tmp_path, "x.csv", text))["quantity"].to_list() == [1, 2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end: str, tmp_path: Path) -> None:
    """Unix, Windows and old Macintosh line ends give the same rows and line numbers."""
    text = tsv([order(), order(quantity=2)]).replace("\n", end)
    rows = frame(read(tmp_path, "x.txt", text))
    assert rows["quantity"].to_list() == [1, 2]
    assert rows["_row"].to_list() == [2, 3]


def test_a_preamble_before_the_header_is_passed_over(tmp_path: Path) -> None:
    """The header is looked for in the first twenty filled lines, and rows keep the lines of the file."""
    preamble = "Sponsored Products - Search term report\n\nDate Range: Feb 10, 2025 - Feb 16, 2025\n"
    header = "Campaign Name,Ad Group Name,Targeting,Match Type,Customer Search Term,Clicks,Spend,7 Day Total Sales,"
    text = preamble + header + "7 Day Total Orders (#)\nA,G,lamp,EXACT,desk lamp,3,1.50,0,0\n"
    rows = frame(read(tmp_path, "x.csv", text))
    assert rows["_row"].to_list() == [5]
    assert rows["search_term"].to_list() == ["desk lamp"]


def test_tab_files_have_no_quoting(tmp_path: Path) -> None:
    """A quote in a product name is an ordinary character and swallows nothing."""
    text = tsv([order(product_name='Lamp 12" arm'), order(product_name='"Nordic', quantity=2)])
    rows = frame(read(tmp_path, "x.txt", text))
    assert rows["product_name"].to_list() == ['Lamp 12" arm', '"Nordic']


def test_a_tab_file_whose_header_is_quoted_is_quoted(tmp_path: Path) -> None:
    """An ERP that quotes tab files is understood."""
    lines = tsv([order(product_name="a\tb")]).splitlines()
    quoted = "\n".join("\t".join(f'"{cell}"' for cell in line.split("\t")) for line in lines[:1])
    row = "\t".join(f'"{value}"' for value in order(product_name="a\tb").values())
    assert frame(read(tmp_path, "x.txt", f"{quoted}\n{row}\n"))["product_name"].to_list() == ["a\tb"]


def test_duplicate_and_blank_headers_are_kept_apart_by_position(tmp_path: Path) -> None:
    """Of two equal headers the first is meant, and a blank one belongs to nobody."""
    text = "\tsku\tafn-fulfillable-quantity\tafn-total-quantity\tsku\t\nx\tZX-1\t5\t7\tother\ty\n"
    rows = frame(read(tmp_path, "x.txt", text))
    assert rows["sku"].to_list() == ["ZX-1"]


def test_a_suffix_may_lie(tmp_path: Path) -> None:
    """What a file is called never decides what it is."""
    for name in ("orders.xlsx", "orders.json", "orders.pdf", "orders"):
        assert read(tmp_path, name, tsv([order()])).file.type == "all-orders"


def test_a_missing_column_is_named_and_nothing_is_guessed(tmp_path: Path) -> None:
    """A recognised report without a column it needs gives no rows, and says which column as Amazon spells it."""
    row = order()
    del row["quantity"]
    reading = read(tmp_path, "x.txt", tsv([row]))
    problem = only_problem(reading)
    assert (reading.file.type, reading.file.status, reading.parts) == ("all-orders", "unreadable", ())
    assert (problem.code, problem.column, problem.row) == ("missing-column", "quantity", 1)


def test_a_report_by_parent_lacks_the_child(tmp_path: Path) -> None:
    """A business report by parent is not taken for one by child."""
    reading = read(tmp_path, "x.csv", "(Parent) ASIN,Title,Sessions,Page Views,Units Ordered\nB0EXAMPLE1,Lamp,5,6,1\n")
    assert only_problem(reading).column == "(Child) ASIN"


def test_an_almost_known_header_is_that_type_with_a_column_missing(tmp_path: Path) -> None:
    """A header of which one mark is missing and most is known is not called unknown."""
    header = "sku\tfnsku\tasin\tproduct-name\tcondition\tyour-price\tafn-warehouse-quantity\tafn-total-quantity"
    reading = read(tmp_path, "x.txt", header + "\n")
    assert (reading.file.type, only_problem(reading).column) == ("fba-inventory", "afn-fulfillable-quantity")


def test_an_unknown_header_is_shown(tmp_path: Path) -> None:
    """A table of nobody's is unknown, and its first cells say which file it is."""
    reading = read(tmp_path, "x.csv", "columna_a,columna_b,columna_c\n1,2,3\n")
    assert (reading.file.status, reading.file.type) == ("unknown", None)
    assert only_problem(reading).found == "columna_a, columna_b, columna_c"


def test_the_nearest_type_and_what_it_lacks_are_named(tmp_path: Path) -> None:
    """A table that shares some columns with a type is told which ones it lacks."""
    reading = read(
        tmp_path, "x.csv", "sku,asin,available,colour,shelf,box,pallet,aisle\nZX-1,B0EXAMPLE1,3,red,1,1,1,1\n"
    )
    problem = only_problem(reading)
    assert (problem.code, problem.expected) == ("unknown-report", "inventory-planning")
    assert "snapshot-date" in problem.column


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("UNIQUE_ACCOUNT_IDENTIFIER\tACTIVITY_PERIOD\tSALES_CHANNEL\tTRANSACTION_EVENT_ID", "vat-transactions"),
        ("sku\tasin\tprice\tquantity", "open-listings"),
        ("order-id\torder-item-id\tpurchase-date\tsku\tquantity-purchased\tship-address-1\tship-city", "order-report"),
        ("sku\tfnsku\tasin\tproduct-name\treserved_qty\treserved_customerorders", "reserved-inventory"),
    ],
)
def test_a_neighbour_is_called_by_its_name(header: str, name: str, tmp_path: Path) -> None:
    """A known file that no check uses is not taken for a report of ours, and is named."""
    problem = only_problem(read(tmp_path, "x.txt", header + "\n"))
    assert (problem.code, problem.expected) == ("unused-report", name)


def test_feedback_is_known_by_position_in_any_language(tmp_path: Path) -> None:
    """Six columns that hold a day, a rating, two texts and an order id are feedback, whatever their names."""
    text = "Päivä\tArvio\tKommentti\tVastaus\tTilaus\tE-mail\n21.8.26\t2\tLate\t\t202-0000001-0000001\tx@y\n"
    reading = read(tmp_path, "x.txt", text)
    assert reading.file.type == "feedback"
    assert frame(reading)["rating"].to_list() == [2]
    assert "x@y" not in str(frame(reading).rows())


def test_a_declared_type_maps_headers_of_its_own(tmp_path: Path) -> None:
    """[report_types.x] with a type fills that type's columns; without one it is a type of its own."""
    erp = {"type": "fba-inventory", "Verkaufbar": "afn_fulfillable_quantity", "Artikel": "sku"}
    shelf = {"Regal": "shelf", "Stück": "quantity"}
    hints = Hints(default_marketplace="DE", report_types={"erp-stock": erp, "shelf-list": shelf})
    stock = read(tmp_path, "a.csv", "Artikel;Verkaufbar\nZX-1;5\n", hints=hints)
    assert (stock.file.type, frame(stock)["afn_fulfillable_quantity"].to_list()) == ("fba-inventory", [5])
    own = read(tmp_path, "b.csv", "Regal,Stück\nA1,7\n", hints=hints)
    assert (own.file.type, frame(own)["quantity"].to_list()) == ("shelf-list", [7])


def test_every_type_declares_what_it_uses() -> None:
    """Marks, keys, dates and places of every type name columns that it has."""
    for type_ in TYPES.values():
        names = {column.name for column in (*type_.columns, *type_.sources)}
        used = {name for marks in type_.marks for name in marks} | set(type_.key)
        used |= {*type_.period_columns, *type_.as_of_columns}
        used |= {type_.marketplace_column, type_.currency_column, type_.day_column, type_.whole} - {""}
        assert used <= names, type_.id
        assert type_.marks or type_.json, type_.id
        assert type_.title.en
        assert type_.title.zh
        assert type_.menu.en
        assert type_.menu.zh
        assert len(names) == len(type_.columns) + len(type_.sources), type_.id


def test_a_glued_header_is_no_row(tmp_path: Path) -> None:
    """Two exports in one file give the rows of both."""
    text = tsv([order()])
    reading = read(tmp_path, "x.txt", text + text)
    assert frame(reading)["_row"].to_list() == [2, 4]
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("header", "type_"),
    [
        ("sku,asin,price", "sku-master"),
        ("asin,seller,marketplace", "expected-sellers"),
        ("thread_id,received_at,subject", "buyer-messages"),
        ("po_id,sku,quantity,eta", "purchase-orders"),
        ("sku,price", "sku-master"),
        ("sku,asin,price,colour,shelf", None),
    ],
)
def test_a_table_kept_by_hand_needs_few_columns(header: str, type_: str | None, tmp_path: Path) -> None:
    """Of a table that people keep, unneeded columns may be left out, as long as nearly all that is there is ours."""
    assert read(tmp_path, "x.csv", header + "\n").file.type == type_


def test_a_spanish_console_writes_its_months_and_amounts_in_spanish(tmp_path: Path) -> None:
    """Lower-case Spanish months before the day, and a euro sign before a decimal comma."""
    header = HEADERS["search terms Spanish"]["header"]
    row = '"ago 05, 2026","dic 07, 2026",,EUR,A,G,España,x,EXACT,rodillo,900,40,"4,4%","€0,30","€12,00","€1.260,50"'
    rows = frame(read(tmp_path, "ES/x.csv", f'{header}\n{row},"20,0%","5,00",2,2,"5,0%",2,0,"€60,00","€0,00"\n'))
    cells = rows.select("start_date", "end_date", "spend", "sales", "orders").row(0)
    assert cells == (date(2026, 8, 5), date(2026, 12, 7), Decimal(12), Decimal("1260.5"), 2)

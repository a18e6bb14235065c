"""Rows keep the lines of the file, and what is no row is none."""

from pathlib import Path

from tests.core.report_reading import codes, frame, only_problem, order, read, stock, tsv

MASTER = "sku,category,cost\n"


def test_rows_know_their_line_also_after_line_ends_inside_quotes(tmp_path: Path) -> None:
    """A quoted cell with line ends moves the rows after it, and each is said where an editor shows it."""
    text = 'sku,category,cost\nA,"two\nlines",1\nB,x,2\n\nC,"three\r\nmore\nlines",3\nD,y,4\n'
    rows = frame(read(tmp_path, "x.csv", text))
    assert dict(zip(rows["sku"], rows["_row"], strict=True)) == {"A": 2, "B": 4, "C": 6, "D": 9}


def test_blank_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    """Empty lines, and the line of one space at the end of settlements, are no rows; later rows keep their lines."""
    lines = tsv([order(), order(quantity=2)]).splitlines()
    reading = read(tmp_path, "x.txt", "\n".join([lines[0], "", lines[1], " ", lines[2], " ", ""]))
    assert frame(reading)["_row"].to_list() == [3, 5]
    assert (reading.file.rows, codes(reading)) == (2, [])


def test_trailing_tabs_are_nothing(tmp_path: Path) -> None:
    """A header and rows that end with one more tab, as reimbursements do, lose and gain nothing."""
    text = tsv([order(), order(quantity=2)]).replace("\n", "\t\n")
    reading = read(tmp_path, "x.txt", text)
    assert (frame(reading)["quantity"].to_list(), codes(reading)) == ([1, 2], [])


def test_short_rows_are_padded(tmp_path: Path) -> None:
    """Excel drops empty cells at the end of a row."""
    text = "\n".join(line.removesuffix("\t24.99") for line in tsv([order(), order()]).splitlines())
    assert frame(read(tmp_path, "x.txt", text + "\n"))["item_price"].to_list() == [None, None]


def test_a_row_with_more_cells_than_the_header_is_rejected(tmp_path: Path) -> None:
    """A tab inside a text shifts every cell after it: the row is left out, counted and located."""
    good, bad = tsv([order()]).splitlines()[1], tsv([order(order_status="a\tb")]).splitlines()[1]
    header = tsv([order()]).splitlines()[0]
    reading = read(tmp_path, "x.txt", f"{header}\n{good}\n{bad}\n{bad}\n")
    problem = only_problem(reading)
    assert (problem.code, problem.row, problem.count, problem.found) == ("extra-cells", 3, 2, "24.99")
    assert (frame(reading).height, reading.file.rejected_rows) == (1, 2)


def test_a_total_row_at_the_end_is_no_row(tmp_path: Path) -> None:
    """Total, 总计 or 合計 in the first cell or in the name ends a report; a campaign of that name elsewhere stays."""
    header = "Campaign Name,Ad Group Name,Targeting,Match Type,Customer Search Term,Clicks,Spend,7 Day Total Sales,"
    rows = [f"{name},G,x,EXACT,lamp,1,1.00,0,0" for name in ("Total", *"ABCDEFG", "总计")]
    reading = read(tmp_path, "x.csv", header + "7 Day Total Orders (#)\n" + "\n".join(rows) + "\n")
    assert frame(reading)["campaign"].to_list() == ["Total", *"ABCDEFG"]


def test_a_line_that_is_still_being_written_is_left_out_and_said(tmp_path: Path) -> None:
    """A last line without its end and without all its cells is cut off: it is no row, and the table is doubtful."""
    text = tsv([stock(), stock(sku="ZX-2"), stock(sku="ZX-3")])
    reading = read(tmp_path, "x.txt", text[:-20])
    problem = only_problem(reading)
    assert frame(reading)["sku"].to_list() == ["ZX-1", "ZX-2"]
    assert (problem.code, problem.row, reading.file.rejected_rows) == ("cut-off", 4, 1)


def test_a_whole_last_line_without_its_end_is_a_row(tmp_path: Path) -> None:
    """Business reports never end with a line end."""
    reading = read(tmp_path, "x.txt", tsv([stock(), stock(sku="ZX-2")]).removesuffix("\n"))
    assert (frame(reading).height, codes(reading)) == (2, [])


def test_a_character_cut_in_two_is_a_cut_line(tmp_path: Path) -> None:
    """A file that ends within a character is UTF-8 that was cut off, not Windows-1252."""
    data = tsv([stock(), stock(sku="ZX-2")]).removesuffix("\n").encode() + "ä".encode()[:1]
    reading = read(tmp_path, "x.txt", data)
    assert (reading.file.encoding, codes(reading), frame(reading).height) == ("utf-8", ["cut-off"], 1)


def test_a_quote_that_never_closes_is_a_cut_row(tmp_path: Path) -> None:
    """A quoted cell still open at the end was cut off; the rows before it stand."""
    reading = read(tmp_path, "x.csv", MASTER + 'A,home,1\nB,"still wri')
    assert (frame(reading)["sku"].to_list(), codes(reading)) == (["A"], ["cut-off"])


def test_stray_quotes_lose_no_row(tmp_path: Path) -> None:
    """Quotes in the middle of cells, which a strict parser refuses, are taken as they come."""
    text = MASTER + 'A,5" lamp,1\nB,"say ""hi""",2\nC,"x" y,3\n'
    reading = read(tmp_path, "x.csv", text)
    rows = frame(reading)
    assert rows["sku"].to_list() == ["A", "B", "C"]
    assert rows["category"].to_list()[:2] == ['5" lamp', 'say "hi"']
    assert rows["_row"].to_list() == [2, 3, 4]


def test_a_last_row_that_names_nothing_is_a_total(tmp_path: Path) -> None:
    """Some business reports end with a row of sums without an ASIN; one in the middle is a broken row."""
    header = "(Parent) ASIN,(Child) ASIN,Sessions,Page Views\n"
    whole = read(tmp_path, "a.csv", header + "P,A,1,1\nP,B,2,2\n,,3,3\n")
    assert (frame(whole)["child_asin"].to_list(), codes(whole)) == (["A", "B"], [])
    broken = read(tmp_path, "b.csv", header + "P,A,1,1\n,,3,3\nP,B,2,2\n")
    assert codes(broken) == ["empty-cell"]


def test_a_last_row_that_ends_within_quotes_is_whole(tmp_path: Path) -> None:
    """A quoted cell over two lines at the end of a file without a line end is not cut off."""
    reading = read(tmp_path, "x.csv", 'cost,category,sku\n1,x,A\n2,y,"B\nb"')
    assert (frame(reading)["sku"].to_list(), codes(reading)) == (["A", "B\nb"], [])


def test_stray_quotes_in_lines_that_are_whole_are_letters(tmp_path: Path) -> None:
    """A quote that opens a cell and closes in the next row would swallow it: the lines tell what was meant."""
    reading = read(tmp_path, "x.csv", MASTER + 'A,"5 inch,1\nB,6" lamp,2\nC,"a ""b""",3\n')
    rows = frame(reading)
    assert rows.select("sku", "category").rows() == [("A", '"5 inch'), ("B", '6" lamp'), ("C", 'a "b"')]
    assert codes(reading) == []


def test_stray_quotes_that_may_have_swallowed_a_row_are_said(tmp_path: Path) -> None:
    """Where lines alone do not fit, a quote that cannot be right makes the table doubtful from its row on."""
    reading = read(tmp_path, "x.csv", MASTER + 'A,"x, y",1\nB,"5 inch,1\nC,6" lamp,2\nD,z,3\n')
    assert (only_problem(reading).code, only_problem(reading).row) == ("stray-quote", 3)

"""The board as a file: read back by what others use to read such files, and nothing in it runs."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from cockpit.approval import Limits
from cockpit.board import Board, Draft
from cockpit.board_export import COLUMNS, FIELDS, FORMATS, Printing, as_csv, as_json, as_xlsx, markdown, written
from cockpit.board_fold import Action
from cockpit.escaping import FORMULA_MARKS, no_formula
from cockpit.issue import Figure, Subject
from cockpit.measured import Measured
from cockpit.outcome import Waits
from cockpit.person import Person
from cockpit.settings import load
from cockpit.text import Language
from cockpit.view.speech import Speech

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LI, WANG = Person(1000, "li", "Li"), Person(1001, "wang", "Wang")
HOSTILE = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "  =1+1", "| a | b\n# x", "<b>[x](y)*")


def printing(language: Language = "en", hours: int = 2) -> Printing:
    """The board printed some hours later."""
    return Printing(NOW + hours * HOUR, Speech(language, ZoneInfo("Asia/Shanghai")), Limits(), Waits())


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A board on which one price waits, one was approved and done, and every text of the third is hostile."""
    (tmp_path / "config.toml").write_text("", "utf-8")
    made = Board(tmp_path, load(tmp_path))
    price = Draft("price", "US", Subject("sku", "台灯-01"), "19.99", "24.99", "成本上涨", "L-04", "default", "f" * 16,
                  "US/listings.txt:12", Figure("price", 9.99, unit="money"))  # fmt: skip
    made.propose(price, LI, NOW)
    done = made.propose(price, LI, NOW)
    made.decide(done, "approved", WANG, NOW, "fine")
    made.done(price, LI, NOW + HOUR, done)
    made.measure({done: Measured(NOW + HOUR, NOW + HOUR, gone=True)}, LI, NOW + HOUR)
    for bad in HOSTILE:
        made.propose(Draft("other", bad, Subject("sku", bad), bad, bad, bad, bad, bad), Person(7, bad, bad), NOW)
    return made


def actions(board: Board) -> tuple[Action, ...]:
    """Everything that is on it."""
    return board.actions(NOW + 2 * HOUR)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_workbook_has_every_action_as_people_read_it(board: Board, language: Language) -> None:
    """One sheet, a head, a row for each; Excel's reader finds texts alone, and none begins like a formula."""
    sheet = load_workbook(io.BytesIO(as_xlsx(actions(board), printing(language)))).worksheets[0]
    rows = list(sheet.iter_rows())
    assert (len(rows), len(rows[0])) == (1 + len(actions(board)), len(COLUMNS))
    assert {cell.data_type for row in rows for cell in row} == {"s"}
    assert not [cell.value for row in rows for cell in row if str(cell.value).startswith(FORMULA_MARKS)]
    words = [cell.value for cell in rows[2]]
    assert ("台灯-01" in words, "19.99 → 24.99" in words, sheet.freeze_panes) == (True, True, "A2")
    assert ("verified" if language == "en" else "已复核") in words


def test_no_cell_of_the_csv_runs(board: Board) -> None:
    """Every cell of the hostile rows is text for a spreadsheet; what is harmless is as it was typed."""
    rows = list(csv.reader(io.StringIO(as_csv(actions(board), printing()))))
    assert tuple(rows[0]) == FIELDS
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert (rows[1][8], rows[1][5], rows[1][10]) == ("19.99", "sku:台灯-01", "成本上涨")


@pytest.mark.parametrize("bad", ["=1", "+1", "-1", "@a", "\t1", "\r1", "  =1", " +1"])
def test_what_begins_like_a_formula_is_quoted(bad: str) -> None:
    """Also behind blanks: LibreOffice and others strip them."""
    assert no_formula(bad) == f"'{bad}"
    assert no_formula("1=1") == "1=1"


def test_markdown_keeps_its_table(board: Board) -> None:
    """As many rows as actions, each with as many cells as the head."""
    lines = markdown(actions(board), printing()).splitlines()
    assert len(lines) == 2 + len(actions(board))
    assert {line.replace("\\|", "").count("|") for line in lines} == {len(COLUMNS) + 1}


def test_json_has_the_figure_before_and_what_came_of_it(board: Board) -> None:
    """Keys in a fixed order; who verified it is the cockpit."""
    found = json.loads(as_json(actions(board), printing()))[1]
    assert tuple(found) == FIELDS
    assert (found["figure"], found["figure_before"], found["gone"]) == ("price", 9.99, True)
    assert (found["verified_by"], found["worked"], found["evidence"]) == ("cockpit", True, "US/listings.txt:12")
    assert (found["state"], found["approval"], found["approver"]) == ("verified", "approved", "Wang")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_board_is_the_same_bytes(board: Board, form: str) -> None:
    """Nothing of the machine or of its clock is in an export."""
    assert written(form, actions(board), printing()) == written(form, actions(board), printing())


def test_an_empty_board_exports_as_well() -> None:
    """A head and no row; in words where people read it."""
    assert FORMATS["markdown"]([], printing()) == "Nothing is on the board.\n"
    assert load_workbook(io.BytesIO(as_xlsx([], printing()))).worksheets[0].max_row == 1


def test_a_csv_for_excel_begins_with_its_mark(board: Board) -> None:
    """Excel reads Chinese by it; a script gets the plain file."""
    assert written("csv", actions(board), printing(), for_excel=True).startswith(b"\xef\xbb\xbfid,")
    assert written("csv", actions(board), printing()).startswith(b"id,")

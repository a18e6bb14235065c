"""Evidence in a workbook of several reports names the sheet, and is opened on it: each sheet has a row 2."""

import io
import os
import zipfile
from pathlib import Path

import polars as pl
import pytest

from cockpit.cli.check_json import place_json
from cockpit.engine import Engine
from cockpit.formulas.ad_rows import newest_summary
from cockpit.issue import Subject
from cockpit.picture import EvidenceRow
from cockpit.tables import FILE, whole_files
from cockpit.view.evidence import grid, row_detail
from tests.core.engine.shop import NOW, house_issues, messages
from tests.core.test_reports_excel import workbook
from tests.core.view.scenes import text


def sheet(*threads: str) -> list[list[str]]:
    """A sheet of buyer messages."""
    return [line.split(",") for line in messages(*threads).splitlines()]


def lay(workspace: Path, name: str, data: bytes) -> None:
    """A file that was written long ago."""
    path = workspace / "reports" / "US" / name
    path.write_bytes(data)
    os.utime(path, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))


TWO = workbook(("monday", sheet("M1:late", "M2:hello")), ("tuesday", sheet("D1:late")))


@pytest.fixture
def packed() -> bytes:
    """The workbook in an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("two.xlsx", TWO)
    return out.getvalue()


def opened(workspace: Path, thread: str) -> tuple[EvidenceRow, EvidenceRow]:
    """The row behind a thread's issue: as the picture has it, and as it was opened."""
    engine = Engine(workspace, record=False)
    issue = house_issues(engine.picture(NOW))[thread]
    (shown,), (row,) = issue.rows, engine.evidence(issue.fingerprint)
    return shown, row


@pytest.mark.parametrize(("thread", "name"), [("M1", "monday"), ("D1", "tuesday")])
def test_a_row_is_opened_on_its_own_sheet(workspace: Path, thread: str, name: str) -> None:
    """Both stand in row 2 of one file, and each shows its own cells."""
    lay(workspace, "two.xlsx", TWO)
    shown, row = opened(workspace, thread)
    assert {(one.file, one.sheet, one.row) for one in (shown, row)} == {("US/two.xlsx", name, 2)}
    assert dict(row.cells)["thread_id"] == dict(shown.cells)["thread_id"] == thread


def test_a_workbook_in_an_archive_has_its_sheets_too(workspace: Path, packed: bytes) -> None:
    """The path leads into the archive, and the sheet stands beside it."""
    lay(workspace, "week.zip", packed)
    shown, row = opened(workspace, "D1")
    assert {(one.file, one.sheet, one.row) for one in (shown, row)} == {("US/week.zip/two.xlsx", "tuesday", 2)}
    assert dict(row.cells)["thread_id"] == "D1"


def test_a_workbook_with_one_report_names_no_sheet(workspace: Path) -> None:
    """Notes beside it are no report; nothing is ambiguous."""
    lay(workspace, "one.xlsx", workbook(("monday", sheet("M1:late")), ("notes", [["about this file"]])))
    shown, row = opened(workspace, "M1")
    assert {(one.file, one.sheet) for one in (shown, row)} == {("US/one.xlsx", "")}
    assert "sheet" not in place_json(row)


def test_a_file_may_be_called_as_if_it_were_a_sheet(workspace: Path) -> None:
    """A mark of ours in a name of theirs changes nothing."""
    lay(workspace, "a.xlsx › b.csv", messages("B1:late").encode())
    shown, row = opened(workspace, "B1")
    assert {(one.file, one.sheet, one.row) for one in (shown, row)} == {("US/a.xlsx › b.csv", "", 2)}
    assert dict(row.cells)["thread_id"] == "B1"


def test_people_and_programs_are_told_the_sheet() -> None:
    """The path stays the path in JSON; lists, copies and details name both."""
    row = EvidenceRow("US/two.xlsx", 2, (("thread_id", "M1"),), "monday")
    assert place_json(row) == {"file": "US/two.xlsx", "row": 2, "sheet": "monday"}
    table = grid([row])
    assert text(row_detail(table, 0).head) == "US/two.xlsx › monday:2"
    assert table.as_csv().splitlines()[1] == "US/two.xlsx › monday,2,M1"


def test_an_unreadable_cell_is_placed_on_its_sheet(workspace: Path) -> None:
    """D-03 names the sheet in its title and opens the row there."""
    odd = [["thread_id", "received_at"], ["X1", "n.v.t"]]
    lay(workspace, "two.xlsx", workbook(("monday", sheet("M1:late")), ("tuesday", odd)))
    engine = Engine(workspace, record=False)
    picture = engine.picture(NOW)
    issue = next(one for one in picture.issues if one.subject == Subject("report", "buyer-messages"))
    assert issue.title.en.startswith("US/two.xlsx › tuesday:2")
    rows = engine.evidence(issue.fingerprint)
    assert [(row.sheet, row.row, dict(row.cells).get("received_at")) for row in rows] == [("tuesday", 2, "n.v.t")]


def test_the_sheets_of_an_export_are_one_export() -> None:
    """The newest of several summaries is a file with all of its sheets, not the last sheet of it."""
    places = ["old.xlsx › a", "new.xlsx › a", "new.xlsx › b", "plain.csv", "x › y.csv"]
    frame = pl.DataFrame({"end_date": [1, 2, 2, 1, 1], FILE: places})
    assert newest_summary(frame)[FILE].to_list() == places[1:3]
    assert whole_files(frame).to_list()[:4] == ["old.xlsx", "new.xlsx", "new.xlsx", "plain.csv"]

"""The rows behind an issue, and the state of every report."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cockpit.cli.completeness import asked
from cockpit.clock import zone_of
from cockpit.issue import Pane
from cockpit.picture import ReportNeed
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.text import Words
from cockpit.view.completeness import by_place, completeness
from cockpit.view.evidence import grid
from cockpit.view.reports import as_of_words, report_rows
from tests.core.view.scenes import NOW, everything, speech
from tests.screens import pictures


def test_the_reports_begin_with_what_needs_somebody() -> None:
    """Files of no marketplace, then each marketplace: missing before stale before fresh, each with what to do."""
    rows = report_rows(pictures.picture(), speech(), "reports")
    assert [row.status for row in rows[:2]] == ["unreadable", "unknown"]
    japan = [row for row in rows if row.title == "JP" or row.marketplace == "JP"]
    assert [row.status for row in japan[:4]] == ["4/6", "missing", "stale", "fresh"]
    assert [row.title for row in rows if row.key.startswith("place:")] == ["DE", "JP", "US"]
    missing = next(row for row in rows if row.status == "missing")
    assert "Export it from Ads console" in everything(missing.detail)
    assert missing.file.startswith("Ads console")


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (datetime(2026, 11, 23, tzinfo=zone_of("US")), "22 Nov"),  # typed for today, which ends in seven hours
        (datetime(2026, 11, 22, tzinfo=zone_of("US")), "21 Nov"),
        (datetime(2025, 2, 1, tzinfo=zone_of("US")), "31 Jan 2025"),
        (NOW - timedelta(hours=1), f"{NOW - timedelta(hours=1):%H:%M}"),
        (NOW + timedelta(minutes=5), f"{NOW:%H:%M}"),  # the clock of another machine
    ],
)
def test_no_report_is_true_later_than_now(as_of: datetime, said: str) -> None:
    """A day without an hour is told as that day, although it counts from its end; a moment is never in the future."""
    file = ReportFile("US/typed.csv", "manual-metrics", marketplace="US", as_of=as_of)
    assert as_of_words(file, NOW, speech()) == said


def test_a_report_that_no_check_needs_has_its_title() -> None:
    """An optional report type is called by its name, not by its id."""
    files = (ReportFile("US/typed.csv", "manual-metrics", marketplace="US", status="fresh"),)
    titles = (("manual-metrics", Words("Typed metrics", "手工录入指标")),)
    shown = replace(pictures.picture(), files=files, needs=(), titles=titles)
    assert [row.title for row in report_rows(shown, speech(), "reports")] == ["Typed metrics"]


def test_a_marketplace_says_how_complete_its_reports_are() -> None:
    """Needed, there, fresh; which panes lack what; and for each missing report the menu that gives it."""
    rows = report_rows(pictures.picture(), speech(), "reports")
    head = next(row for row in rows if row.key == "place:JP")
    assert head.file == "6 needed, 5 there, 4 fresh · Morning 3/4 · Noon 0/1 · Evening 1/1"
    assert "Ads console › Reports" in everything(head.detail)


def test_completeness_counts_what_is_not_optional() -> None:
    """Each count lies within the one before, pane by pane and store by store."""
    needs = pictures.needs()
    optional = replace(needs[0], optional=True, status="missing")
    other = replace(needs[0], store="shop-2", status="missing")
    assert completeness([*needs, optional]) == completeness(needs)
    assert [str(completeness([other], pane)) for pane in (other.panes[0], Pane.QUARTERLY)] == ["0/1", "–"]
    assert list(by_place([*needs, other])) == ["DE", "JP", "US", f"shop-2/{other.marketplace}"]


def test_files_that_need_a_look_say_where() -> None:
    """A file with cells that could not be read opens at the first of them."""
    rows = report_rows(pictures.picture(), speech(), "reports")
    listing = next(row for row in rows if row.file == "US/all-listings.txt")
    assert "3 cells could not be read" in everything(listing.detail)
    assert listing.line == 812


def test_evidence_keeps_the_files_own_column_names_and_order() -> None:
    """Rows of several files share one table; a cell that a file lacks is empty."""
    first = pictures.row("a.txt", 2, sku="00123", qty="5")
    second = pictures.row("b.txt", 7, qty="6", price="1,99")
    table = grid([first, second])
    assert table.columns == ("sku", "qty", "price")
    assert table.cells == (("00123", "5", ""), ("", "6", "1,99"))
    assert [table.numeric(at) for at in range(3)] == [True, True, True]
    assert table.place(1) == "b.txt:7"


def test_evidence_as_csv_starts_no_formula_in_a_spreadsheet() -> None:
    """A cell that begins like a formula is kept as text; numbers stay numbers."""
    table = grid([pictures.row("a.csv", 2, name="=HYPERLINK(1)", amount="-12.50", note='5" wide, red')])
    assert table.as_csv().splitlines()[1] == """a.csv,2,'=HYPERLINK(1),-12.50,"5"" wide, red\""""


def test_what_the_team_keeps_itself_is_not_exported_from_a_menu() -> None:
    """No menu gives a list kept by hand: what to do is to fill in the template."""
    need = ReportNeed(
        "sku-master", Words("SKU master", "SKU 主档"), Words("Kept by hand", "手工维护"), "default", "US",
        (Pane.MORNING,), ("D-07",), "missing", optional=False, by_hand=True,
    )  # fmt: skip
    shown = replace(pictures.picture(), files=(), needs=(need,))
    said = everything(next(row for row in report_rows(shown, speech(), "reports") if row.status == "missing").detail)
    assert "cockpit init --templates" in said
    assert "Export it from" not in said
    assert "init --templates" in asked(need).en
    assert "export it from" not in asked(need).en


def test_a_problem_of_what_is_kept_is_none_of_the_settings() -> None:
    """A line of the journal that was changed is told as one of the state, with its place."""
    problem = Problem("journal-edited", "state/journal/2026-11.jsonl", 5, found="state/journal/2026-11.jsonl:6")
    row = report_rows(replace(pictures.picture(), problems=(problem,)), speech(), "reports")[0]
    assert (row.status, row.file) == ("state file", "state/journal/2026-11.jsonl:5")

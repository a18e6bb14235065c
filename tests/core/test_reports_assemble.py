"""Many files become the tables of one run: current, history, repeats, age and doubts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cockpit import reports
from cockpit.clock import Clock
from cockpit.reports import Hints
from cockpit.tables import Table, Tables
from tests.core.report_reading import US, order, put, stock, tsv

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 22 November, 18:00 in Los Angeles
FBA, ORDERS, MASTER = (
    ("fba-inventory", "default", "US"),
    ("all-orders", "default", "US"),
    ("sku-master", "default", "US"),
)
TERMS = ("sp-search-terms", "default", "US")
TRAFFIC = ("business-report", "default", "US")
Kept = Mapping[tuple[str, str, str], tuple[Table, ...]]


def tables(root: Path, now: datetime = NOW, hints: Hints = US, kept: Kept | None = None) -> Tables:
    """The tables of everything in a folder."""
    found = [reading for path in reports.list_folder(root) for reading in reports.read_file(path, root, hints)]
    return reports.assemble(found, Clock(now), hints, kept or {})


def states(found: Tables) -> dict[str, str]:
    """Each file's status."""
    return {file.path: file.status for file in found.files}


def inventory(count: int = 3, **cells: str) -> str:
    """Manage FBA Inventory with some SKUs."""
    return tsv([stock(sku=f"ZX-{i}", **cells) for i in range(count)])


def terms(*days: str, clicks: int = 1, campaign: str = "A") -> str:
    """Daily search terms of one campaign."""
    header = "Date,Campaign Name,Targeting,Match Type,Customer Search Term,Clicks,Spend,7 Day Total Sales,"
    return (
        header
        + "7 Day Total Orders (#)\n"
        + "".join(f'"{day}",{campaign},x,EXACT,lamp,{clicks},1,0,0\n' for day in days)
    )


def test_the_newest_snapshot_is_current_and_older_ones_are_history(tmp_path: Path) -> None:
    """Of three days' stock the newest is the truth, and the others stand behind it, newest first."""
    for day in (20, 22, 21):
        put(tmp_path, f"fba-2026-11-{day}.txt", inventory(day))
    found = tables(tmp_path)
    assert found.current[FBA].frame.height == 22
    assert [table.frame.height for table in found.older[FBA]] == [21, 20]
    assert states(found) == {
        "fba-2026-11-20.txt": "superseded", "fba-2026-11-21.txt": "superseded", "fba-2026-11-22.txt": "fresh",
    }  # fmt: skip


def test_a_table_of_one_file_is_its_frame(tmp_path: Path) -> None:
    """Assembling copies nothing that one file holds alone."""
    path = put(tmp_path, "fba.txt", inventory())
    (reading,) = reports.read_file(path, tmp_path, US)
    table = reports.assemble([reading], Clock(NOW), US).current[FBA]
    assert table.frame is reading.parts[0].frame
    assert (table.files, table.headers["your_price"]) == (("fba.txt",), "your-price")


def test_equal_bytes_on_one_day_are_a_repeat(tmp_path: Path) -> None:
    """The same download twice counts once, and the copy is said to be one."""
    for name in ("US/orders.txt", "US/orders (1).txt"):
        put(tmp_path, name, tsv([order()]), modified="2026-11-22T10:00:00+00:00")
    found = tables(tmp_path)
    assert found.current[ORDERS].frame.height == 1
    assert states(found) == {"US/orders (1).txt": "duplicate", "US/orders.txt": "fresh"}


def test_equal_bytes_of_another_day_are_another_snapshot(tmp_path: Path) -> None:
    """Stock that did not change is two days' stock where no date inside says otherwise, and a repeat on one day."""
    put(tmp_path, "fba-2026-11-21.txt", inventory())
    put(tmp_path, "fba-2026-11-22.txt", inventory())
    put(tmp_path, "again/fba-2026-11-22 (1).txt", inventory())
    found = tables(tmp_path)
    assert len(found.older[FBA]) == 1
    assert sorted(states(found).values()) == ["duplicate", "fresh", "superseded"]


def test_equal_bytes_for_two_marketplaces_are_two_reports(tmp_path: Path) -> None:
    """A report for the US and one for Germany may have the same bytes and are not each other's copy."""
    for folder in ("US", "DE"):
        put(tmp_path, f"{folder}/fba.txt", inventory(), modified="2026-11-22T10:00:00+00:00")
    assert set(states(tables(tmp_path)).values()) == {"fresh"}


def test_a_log_joins_its_files_and_the_newest_file_of_an_order_wins(tmp_path: Path) -> None:
    """Two overlapping exports give every order once, as the later export saw it."""
    old = [order(amazon_order_id=f"111-000000{i}-0000001", order_status="Pending") for i in (1, 2)]
    new = [order(amazon_order_id=f"111-000000{i}-0000001", last_updated_date="2026-11-22T09:00:00Z") for i in (2, 3)]
    put(tmp_path, "a.txt", tsv(old), modified="2026-11-21T10:00:00+00:00")
    put(tmp_path, "b.txt", tsv([*new, new[0]]), modified="2026-11-22T10:00:00+00:00")
    found = tables(tmp_path)
    rows = found.current[ORDERS].frame.sort("amazon_order_id", "_row")
    assert rows["order_status"].to_list() == ["Pending", "Shipped", "Shipped", "Shipped"]
    assert rows["_file"].to_list() == ["a.txt", "b.txt", "b.txt", "b.txt"]
    assert found.current[ORDERS].files == ("b.txt", "a.txt")
    assert set(states(found).values()) == {"fresh"}
    assert [table.files for table in found.older[ORDERS]] == [("a.txt",)]


def test_a_file_of_a_log_that_a_newer_one_covers_whole_is_superseded(tmp_path: Path) -> None:
    """An export of which no row is left says so."""
    put(tmp_path, "a.txt", tsv([order(order_status="Pending")]), modified="2026-11-21T10:00:00+00:00")
    put(tmp_path, "b.txt", tsv([order()]), modified="2026-11-22T10:00:00+00:00")
    assert states(tables(tmp_path)) == {"a.txt": "superseded", "b.txt": "fresh"}


def test_daily_ad_reports_are_joined_and_a_day_exported_again_is_replaced(tmp_path: Path) -> None:
    """Attributed sales grow for days: of a campaign's day, the newest export counts."""
    put(tmp_path, "a.csv", terms("Nov 19, 2026", "Nov 20, 2026"))
    put(tmp_path, "b.csv", terms("Nov 20, 2026", "Nov 21, 2026", clicks=5))
    rows = tables(tmp_path).current[TERMS].frame.sort("date")
    assert rows["clicks"].to_list() == [1, 5, 5]


def test_a_summed_ad_report_is_not_joined_with_others(tmp_path: Path) -> None:
    """Two sums over overlapping days must not be added: the newest period stands alone."""
    for start, end in (("Nov 01", "Nov 14"), ("Nov 08", "Nov 21")):
        text = terms("D").replace("Date,", "Start Date,End Date,").replace('"D"', f'"{start}, 2026","{end}, 2026"')
        put(tmp_path, f"{start[-2:]}.csv", text)
    found = tables(tmp_path)
    assert found.current[TERMS].period_start == date(2026, 11, 8)
    assert [table.period_end for table in found.older[TERMS]] == [date(2026, 11, 14)]


def test_the_newest_period_is_current_and_a_second_export_replaces_the_first(tmp_path: Path) -> None:
    """Business reports of three days: the last is current, and a day exported twice is in the history once."""
    text = "(Parent) ASIN,(Child) ASIN,Sessions,Page Views\nP,A,{},1\n"
    for name, sessions in (("br-2026-11-20", 1), ("br-2026-11-21", 2), ("b/br-2026-11-20", 3), ("br-2026-11-19", 4)):
        moment = f"2026-11-22T0{sessions}:00:00+00:00"
        put(tmp_path, f"{name}.csv", text.format(sessions), modified=moment)
    found = tables(tmp_path)
    assert found.current[TRAFFIC].frame["sessions"].to_list() == [2]
    assert [table.frame["sessions"][0] for table in found.older[TRAFFIC]] == [3, 4]


@pytest.mark.parametrize(("hours", "stale"), [(23.9, False), (24, False), (24.1, True), (-5, False)])
def test_a_report_is_stale_when_it_is_older_than_its_type_allows(hours: float, stale: bool, tmp_path: Path) -> None:
    """Exactly as old as allowed is fresh, and so is one from the clock's future."""
    put(tmp_path, "fba.txt", inventory(), modified=(NOW - timedelta(hours=hours)).isoformat())
    found = tables(tmp_path)
    assert (found.current[FBA].stale, states(found)["fba.txt"]) == (stale, "stale" if stale else "fresh")
    assert found.current[FBA].max_age_hours == 24


@pytest.mark.parametrize(("setting", "stale"), [(1, True), (0, False), (None, False)])
def test_the_workspace_sets_how_old_is_too_old(setting: float | None, stale: bool, tmp_path: Path) -> None:
    """[freshness] overrides the type; 0 means never."""
    put(tmp_path, "fba.txt", inventory(), modified="2026-11-22T00:00:00+00:00")
    hints = Hints(default_marketplace="US", max_age_hours={"fba-inventory": setting})
    assert tables(tmp_path, hints=hints).current[FBA].stale is stale


def test_a_master_is_never_stale(tmp_path: Path) -> None:
    """What the team knows of its SKUs does not age."""
    put(tmp_path, "master.csv", "sku,cost\nA,1\n", modified="2020-01-01T00:00:00+00:00")
    assert not tables(tmp_path).current[MASTER].stale


def test_what_could_not_be_read_makes_a_table_doubtful(tmp_path: Path) -> None:
    """Rejected rows and bad cells are doubts; a remark such as a time without a zone is none."""
    put(tmp_path, "fba.txt", tsv([stock(), stock(sku=""), stock(your_price="x")]))
    put(tmp_path, "messages.csv", "thread_id,received_at\nT1,2026-11-22 09:00\n")
    found = tables(tmp_path)
    assert sorted(problem.code for problem in found.current[FBA].doubts) == ["bad-cell", "empty-cell"]
    assert found.current[FBA].rejected == 2
    assert found.current["buyer-messages", "default", "US"].doubts == ()


@pytest.mark.parametrize(
    ("before", "now", "doubtful"), [(20, 9, True), (20, 10, False), (8, 3, True), (8, 4, False), (6, 2, False)]
)
def test_a_snapshot_that_lost_most_of_its_rows_is_doubtful(
    before: int, now: int, doubtful: bool, tmp_path: Path
) -> None:
    """More than half of the rows and at least five gone is probably half an export; exactly half is not."""
    put(tmp_path, "fba-2026-11-21.txt", inventory(before))
    put(tmp_path, "fba-2026-11-22.txt", inventory(now))
    assert bool(tables(tmp_path).current[FBA].doubts) is doubtful


def test_kept_snapshots_count_like_the_files_they_were(tmp_path: Path) -> None:
    """Old files may be deleted: their kept snapshots are history, none newer than the current, each moment once."""
    put(tmp_path, "fba-2026-11-21.txt", inventory(21))
    put(tmp_path, "fba-2026-11-22.txt", inventory(22))
    current = tables(tmp_path).current[FBA]
    moments = [current.as_of + timedelta(days=days) for days in (-2, -1, 0, 1)]
    kept = tuple(replace(current, rows=current.frame.head(1), as_of=moment) for moment in moments)
    history = tables(tmp_path, kept={FBA: kept, MASTER: kept[:1]}).older
    assert [(table.as_of, table.frame.height) for table in history[FBA]] == [(moments[1], 21), (moments[0], 1)]
    assert len(history[MASTER]) == 1


def test_unread_and_undecided_files_are_listed_with_the_others(tmp_path: Path) -> None:
    """Every file has its line, in the order of the folder, and no table comes of what belongs nowhere."""
    put(tmp_path, "b.txt", inventory())
    put(tmp_path, "a.bin", b"\x00\x01")
    put(tmp_path, "US/c.txt", inventory())
    found = tables(tmp_path, hints=Hints())
    assert states(found) == {"US/c.txt": "fresh", "a.bin": "unknown", "b.txt": "undecided"}
    assert [file.path for file in found.files] == ["US/c.txt", "a.bin", "b.txt"]
    assert found.scopes() == [("default", "US")]


def test_a_file_of_two_marketplaces_is_as_good_as_its_best_use(tmp_path: Path) -> None:
    """An export that is superseded in one marketplace and current in another is fresh."""
    both = [order(sales_channel="Amazon.com"), order(sales_channel="Amazon.de", currency="EUR")]
    put(tmp_path, "a.txt", tsv(both), modified="2026-11-22T10:00:00+00:00")
    put(tmp_path, "b.txt", tsv(both[:1]), modified="2026-11-22T20:00:00+00:00")
    assert states(tables(tmp_path)) == {"a.txt": "fresh", "b.txt": "fresh"}


def test_a_file_that_is_overwritten_every_day_is_compared_with_what_was_kept(tmp_path: Path) -> None:
    """Half an export is noticed although yesterday's file is gone."""
    put(tmp_path, "fba-2026-11-21.txt", inventory(20))
    kept = {FBA: (tables(tmp_path).current[FBA],)}
    (tmp_path / "fba-2026-11-21.txt").unlink()
    put(tmp_path, "fba-2026-11-22.txt", inventory(9))
    (doubt,) = tables(tmp_path, kept=kept).current[FBA].doubts
    assert (doubt.code, doubt.expected, doubt.found, doubt.count) == ("partial-export", "20", "9", 11)

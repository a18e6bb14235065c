"""A report's day is the one inside, else the one in its name or folder, else the file's time."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cockpit import reports
from cockpit.reports import Part
from cockpit.reports.dating import dates_in
from tests.core.report_reading import US, order, put, stock, tsv

TRAFFIC = "(Parent) ASIN,(Child) ASIN,Sessions,Page Views\nP,A,1,1\n"
PLANNING = "snapshot-date\tsku\tavailable\tinv-age-0-to-90-days\n2026-08-17\tA\t1\t1\n2026-08-17\tB\t1\t1\n"
WRITTEN = "2026-11-20T10:00:00+00:00"


def part(root: Path, name: str, text: str, modified: str = WRITTEN) -> Part:
    """The one part of a file written at a known time."""
    (reading,) = reports.read_file(put(root, name, text, modified=modified), root, US)
    (found,) = reading.parts
    return found


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("US/stock-2026-11-19.txt", [date(2026, 11, 19)]),
        ("US/2026-11-19/stock.txt", [date(2026, 11, 19)]),
        ("US/2026-11-18/stock-2026-11-19.txt", [date(2026, 11, 19)]),
        ("US/br_2026-11-01_2026-11-07.csv", [date(2026, 11, 1), date(2026, 11, 7)]),
        ("US/stock-20261119.txt", [date(2026, 11, 19)]),
        ("US/50034020328.txt", []),
        ("US/BusinessReport-13-08-26.csv", []),
        ("US/stock-2026-13-45.txt", []),
        ("US/stock-2026-02-30.txt", []),
    ],
)
def test_iso_dates_in_names(path: str, days: list[date]) -> None:
    """Only ISO dates count; the name comes before the folders; long numbers hold no dates."""
    assert list(dates_in(path)) == days


def test_a_day_inside_counts_from_its_end_in_the_marketplace(tmp_path: Path) -> None:
    """A snapshot of 17 August is true until that day ends in Los Angeles, whatever the file's time."""
    found = part(tmp_path, "plan.txt", PLANNING)
    assert found.as_of == datetime(2026, 8, 18, 7, tzinfo=UTC)
    assert (found.period_start, found.period_end, found.inside) == (date(2026, 8, 17), date(2026, 8, 17), True)


def test_without_a_day_inside_the_name_decides_then_the_time(tmp_path: Path) -> None:
    """Manage FBA Inventory has no date: its name's day counts from its end, else the file was true when written."""
    named, unnamed = part(tmp_path, "fba-2026-11-18.txt", tsv([stock()])), part(tmp_path, "fba.txt", tsv([stock()]))
    assert (named.as_of, named.inside) == (datetime(2026, 11, 19, 8, tzinfo=UTC), False)
    assert (unnamed.as_of, unnamed.period_end) == (datetime.fromisoformat(WRITTEN), None)


def test_orders_are_as_new_as_their_export_unless_nothing_in_them_is(tmp_path: Path) -> None:
    """An export after seven days without an order is fresh; one whose newest is weeks old was only copied lately.

    Seven complete days in any zone lie within nine times 24 hours: S-14 must still see that they were empty.
    """
    new = part(tmp_path, "a.txt", tsv([order(last_updated_date="2026-11-18T00:00:00+00:00")]))
    old = part(
        tmp_path,
        "b.txt",
        tsv([order(last_updated_date="2026-10-01T00:00:00+00:00", purchase_date="2026-10-01T00:00:00Z")]),
    )
    assert new.as_of == datetime.fromisoformat(WRITTEN)
    assert old.as_of == datetime(2026, 10, 10, tzinfo=UTC)


def test_orders_are_never_older_than_what_they_hold(tmp_path: Path) -> None:
    """A file's time before its newest row is a clock that was wrong."""
    found = part(tmp_path, "a.txt", tsv([order()]), modified="2020-01-01T00:00:00+00:00")
    assert found.as_of == datetime(2026, 11, 21, 3, 12, 44, tzinfo=UTC)
    assert found.period_end == date(2026, 11, 19)  # in Los Angeles


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("br-2026-11-18.csv", date(2026, 11, 18), date(2026, 11, 18)),
        ("br-2026-11-12-2026-11-18.csv", date(2026, 11, 12), date(2026, 11, 18)),
        ("BusinessReport-13-08-26.csv", date(2026, 11, 19), date(2026, 11, 19)),
    ],
)
def test_a_business_report_is_dated_by_its_name(name: str, start: date, end: date, tmp_path: Path) -> None:
    """One date is the day, two are the period, none is the last complete day of the marketplace before the file."""
    found = part(tmp_path, name, TRAFFIC)
    assert (found.period_start, found.period_end) == (start, end)
    assert found.as_of.date() == date(end.year, end.month, end.day + 1)


def test_an_ad_report_covers_what_its_rows_do(tmp_path: Path) -> None:
    """Each row of a summary has the first and last day of its own activity: the period is that of all."""
    header = "Start Date,End Date,Campaign Name,Targeting,Match Type,Customer Search Term,Clicks,Spend,"
    header += "7 Day Total Sales,7 Day Total Orders (#)\n"
    rows = '"Aug 03, 2026","Aug 03, 2026",A,x,EXACT,y,1,1,0,0\n"Aug 01, 2026","Aug 19, 2026",A,x,EXACT,z,1,1,0,0\n'
    found = part(tmp_path, "x.csv", header + rows)
    assert (found.period_start, found.period_end) == (date(2026, 8, 1), date(2026, 8, 19))
    assert found.as_of == datetime(2026, 8, 20, 7, tzinfo=UTC)


def test_a_settlement_is_as_old_as_its_end(tmp_path: Path) -> None:
    """What counts is when the newest settlement closed."""
    header = "settlement-id\tsettlement-start-date\tsettlement-end-date\ttotal-amount\tcurrency\ttransaction-type"
    header += "\tamount-type\tamount-description\tamount\n"
    row = "1\t2026-06-16 00:00:00 UTC\t2026-06-30 23:59:59 UTC\t5.00\tUSD\t\t\t\t\n"
    found = part(tmp_path, "x.txt", header + row)
    assert (found.as_of, found.inside) == (datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC), True)


def test_one_export_of_two_marketplaces_is_of_one_moment(tmp_path: Path) -> None:
    """The quiet marketplace of a unified account is as fresh as the file that has this morning's orders of another."""
    rows = [
        order(last_updated_date="2026-11-20T03:00:00+00:00", sales_channel="Amazon.com"),
        order(
            last_updated_date="2026-10-01T00:00:00+00:00",
            purchase_date="2026-10-01T00:00:00Z",
            sales_channel="Amazon.ca",
        ),
    ]
    (reading,) = reports.read_file(put(tmp_path, "orders.txt", tsv(rows), modified=WRITTEN), tmp_path, US)
    assert {found.marketplace: found.as_of for found in reading.parts} == dict.fromkeys(
        ("CA", "US"), datetime.fromisoformat(WRITTEN)
    )


def test_the_ranges_of_the_performance_report_are_days_of_utc(tmp_path: Path) -> None:
    """A range from 10 September 00:00 UTC begins on that day, though Los Angeles still had the day before."""
    text = (
        '{"accountStatuses": [], "performanceMetrics": [{"marketplaceId": "ATVPDKIKX0DER", "lateShipmentRate": '
        '{"reportingDateRange": {"reportingDateFrom": "2026-09-10T00:00Z", "reportingDateTo": "2026-11-09T23:59Z"}, '
        '"orderCount": 9, "lateShipmentCount": 0}}]}'
    )
    found = part(tmp_path, "performance.json", text)
    assert (found.period_start, found.period_end) == (date(2026, 9, 10), date(2026, 11, 9))

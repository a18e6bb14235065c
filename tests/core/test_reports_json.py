"""Reports that come as JSON: their shapes, both spellings, exact numbers, and the line of every row."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from cockpit import reports
from cockpit.reports import Hints
from tests.core.report_reading import US, codes, frame, only_problem, put, read

RANGE = {"reportingDateFrom": "2026-09-06T00:00Z", "reportingDateTo": "2026-11-04T23:59Z"}
ODR = {
    "reportingDateRange": RANGE, "orderCount": 400, "orderWithDefects": {"count": 5, "status": "BAD"},
    "claims": {"count": 2}, "chargebacks": {"count": 1}, "negativeFeedback": {"count": 3}, "status": "BAD",
    "rate": 0.0125, "targetValue": 0.01, "targetCondition": "LESS_THAN",
}  # fmt: skip


def performance(**metrics: Any) -> str:
    """A performance report of one marketplace."""
    block = {"marketplaceId": "ATVPDKIKX0DER", **metrics}
    return json.dumps(
        {"accountStatuses": [{"marketplaceId": "ATVPDKIKX0DER", "status": "AT_RISK"}], "performanceMetrics": [block]},
        indent=2,
    )


def traffic(asins: list[dict[str, Any]], days: list[dict[str, Any]]) -> str:
    """A sales and traffic report."""
    spec = {"dataStartTime": "2026-08-01", "dataEndTime": "2026-08-07", "marketplaceIds": ["A1PA6795UKMFR9"]}
    return json.dumps(
        {"reportSpecification": spec, "salesAndTrafficByDate": days, "salesAndTrafficByAsin": asins}, indent=1
    )


CHILD = {
    "parentAsin": "P", "childAsin": "A",
    "salesByAsin": {"unitsOrdered": 2, "orderedProductSales": {"amount": 0.1, "currencyCode": "EUR"}},
    "trafficByAsin": {"sessions": 10, "pageViews": 12, "buyBoxPercentage": 95.24, "unitSessionPercentage": 20},
}  # fmt: skip


def test_every_metric_is_a_row_with_its_counts_and_target(tmp_path: Path) -> None:
    """Orders, defects, Amazon's own target and status stand as they are given; parts of the rate stand beside it."""
    reading = read(tmp_path, "health.json", performance(orderDefectRate={"mfn": ODR, "afn": ODR}))
    assert (reading.file.type, reading.file.marketplaces, codes(reading)) == ("seller-performance", ("US",), [])
    account, mfn, afn = frame(reading).to_dicts()
    assert (account["metric"], account["status"]) == ("accountStatus", "AT_RISK")
    assert (mfn["fulfillment"], afn["fulfillment"]) == ("mfn", "afn")
    assert (mfn["numerator"], mfn["denominator"], mfn["rate"], mfn["target_value"]) == (5, 400, 0.0125, 0.01)
    assert (mfn["target_condition"], mfn["status"], mfn["claims"], mfn["negative_feedback"]) == (
        "LESS_THAN",
        "BAD",
        2,
        3,
    )
    assert str(mfn["window_to"]) == "2026-11-04 23:59:00+00:00"


def test_both_spellings_of_the_schema_are_one_metric(tmp_path: Path) -> None:
    """Amazon's schema and its own example disagree in names; the file's name is kept beside ours."""
    cancelled = {"orderCount": 100, "cancellationCount": 3, "status": "GOOD", "rate": 0.03}
    found = {
        field: frame(read(tmp_path, f"{field}.json", performance(**{field: cancelled}))).to_dicts()[1]
        for field in ("prefulfillmentCancelRate", "preFulfillmentCancellationRate")
    }
    assert {row["metric"] for row in found.values()} == {"preFulfillmentCancellationRate"}
    assert [row["field"] for row in found.values()] == list(found)
    assert [row["numerator"] for row in found.values()] == [3, 3]


def test_violations_warnings_and_the_rating(tmp_path: Path) -> None:
    """Violations keep their field name, warnings their type, the health rating its status in either spelling."""
    text = performance(
        listingPolicyViolations={"defectsCount": 4, "status": "BAD", "targetValue": 0},
        warningStates=[{"warningType": "spam", "status": "BAD"}],
        accountHealthRating={"ahrStatus": "WARNED"},
    )
    rows = {row["metric"]: row for row in frame(read(tmp_path, "x.json", text)).to_dicts()}
    assert rows["listingPolicyViolations"]["numerator"] == 4
    assert (rows["warningStates"]["detail"], rows["warningStates"]["status"]) == ("spam", "BAD")
    assert rows["accountHealthRating"]["status"] == "WARNED"


def test_every_row_knows_its_line(tmp_path: Path) -> None:
    """The line of a metric is that of the value that its name introduces."""
    text = performance(lateShipmentRate={"orderCount": 10, "lateShipmentCount": 1})
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "lateShipmentRate" in line)
    assert frame(read(tmp_path, "x.json", text))["_row"].to_list() == [3, line]


def test_sales_and_traffic_by_asin(tmp_path: Path) -> None:
    """Percentages are numbers from 0 to 100, money is exact, period and marketplace stand in the specification."""
    (reading,) = reports.read_file(put(tmp_path, "x.json", traffic([CHILD], [])), tmp_path, Hints())
    (row,) = frame(reading).to_dicts()
    assert (reading.file.type, reading.file.marketplace) == ("business-report", "DE")
    assert (str(reading.file.period_start), str(reading.file.period_end)) == ("2026-08-01", "2026-08-07")
    assert (row["child_asin"], row["sessions"], row["units_ordered"]) == ("A", 10, 2)
    assert (row["buy_box_share"], row["ordered_sales"], row["currency"]) == (0.9524, Decimal("0.1"), "EUR")


def test_a_report_by_parent_is_said_to_lack_the_child(tmp_path: Path) -> None:
    """The JSON of another granularity is not half read."""
    parent = {key: value for key, value in CHILD.items() if key != "childAsin"}
    reading = reports.read_file(put(tmp_path, "x.json", traffic([parent], [])), tmp_path, US)[0]
    assert only_problem(reading).column == "(Child) ASIN"


def test_a_json_of_another_shape_is_unknown(tmp_path: Path) -> None:
    """Other JSON is unknown with its keys; notifications and Brand Analytics are named."""
    problem = only_problem(read(tmp_path, "x.json", '{"rows": [], "total": 3}'))
    assert (problem.code, problem.found) == ("unknown-header", "rows, total")
    assert only_problem(read(tmp_path, "y.json", '{"NotificationType": "X"}')).expected == "notification"
    assert codes(read(tmp_path, "z.json", '[{"thread_id": "T1"}]')) == ["unknown-header"]


def test_the_last_of_the_lines_that_is_cut_off_is_left_out(tmp_path: Path) -> None:
    """The lines before it are whole and are read; a broken line in the middle is a broken file."""
    row = '{"notification_id": "N1", "received_at": "2026-11-20T00:00:00Z", "subject": "x"}'
    cut = read(tmp_path, "US/n.jsonl", f'{row}\n{row.replace("N1", "N2")}\n{{"notification_id": "N')
    problem = only_problem(cut)
    assert frame(cut)["notification_id"].to_list() == ["N1", "N2"]
    assert (problem.code, problem.row, cut.file.rejected_rows) == ("cut-off", 3, 1)
    assert codes(read(tmp_path, "US/m.jsonl", f"{row}\n{row[:20]}\n{row}\n")) == ["bad-json"]

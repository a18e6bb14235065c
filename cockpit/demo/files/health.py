"""Account health: the seller performance report (JSON, all marketplaces in one) and the typed metrics."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from cockpit.demo.files.folder import Folder, comma_file, json_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.health import Counted, Health
from cockpit.demo.situations.team import HOURS, working_days_before

COLUMNS = (
    "date", "metric", "marketplace", "value", "numerator", "denominator", "limit", "category", "window_days", "note",
)  # fmt: skip
VIOLATIONS = (
    "listingPolicyViolations", "productAuthenticityCustomerComplaints", "productConditionCustomerComplaints",
    "productSafetyCustomerComplaints", "receivedIntellectualPropertyComplaints",
    "suspectedIntellectualPropertyViolations", "restrictedProductPolicyViolations", "foodAndProductSafetyIssues",
    "otherPolicyViolations", "documentRequests",
)  # fmt: skip
# Days of each rate's window, and how many days before today it ends.
ODR_WINDOW, LATE_WINDOW, CANCEL_WINDOW, TRACKING_WINDOW, DELIVERY_WINDOW = (60, 15), (30, 1), (7, 1), (30, 5), (14, 7)
RATING_WINDOW, INVOICE_WINDOW = (180, 1), (7, 7)

Shops = Sequence[tuple[Shop, Health]]


def write_seller_performance(shops: Shops, folder: Folder) -> None:
    """The report as the API sends it."""
    report = {
        "accountStatuses": [
            {"marketplaceId": shop.place.marketplace_id, "status": health.account} for shop, health in shops
        ],
        "performanceMetrics": [_metrics(shop, health) for shop, health in shops],
    }
    folder.put("reports/seller-performance.json", json_file(report), shops[0][0].moments.ago(minutes=50))


def _metrics(shop: Shop, health: Health) -> dict[str, Any]:
    found: dict[str, Any] = {
        "orderDefectRate": {
            "mfn": _defects(shop, health.defects, "mfn"),
            "afn": _defects(shop, health.defects_fba, "afn"),
        },
        "lateShipmentRate": _rate(shop, LATE_WINDOW, "orderCount", "lateShipmentCount", health.late, 0.04),
        "preFulfillmentCancellationRate": _rate(
            shop, CANCEL_WINDOW, "orderCount", "cancellationCount", health.cancelled, 0.025
        ),
        "validTrackingRate": _rate(
            shop, TRACKING_WINDOW, "shipmentCount", "validTrackingCount", health.tracked, 0.95, at_least=True
        ),
        "unitOnTimeDeliveryRate": _rate(
            shop, DELIVERY_WINDOW, "totalUnitCount", "unitOnTimeDeliveryCount", health.delivered, 0.9, at_least=True
        ),
        **_invoices(shop, health.invoiced_late),
    }
    for name in VIOLATIONS:
        count = health.violations.get(name, 0)
        status = "BAD" if count else "GOOD"
        found[name] = {**_range(shop, RATING_WINDOW), "defectsCount": count, "status": status, **_target(0, "EQUALS")}
    found["accountHealthRating"] = {**_range(shop, RATING_WINDOW), "accountHealthRatingStatus": health.rating}
    found["warningStates"] = []
    return {"marketplaceId": shop.place.marketplace_id, **found}


def _invoices(shop: Shop, late: Counted) -> dict[str, Any]:
    """The invoice defect rate, where the marketplace has business orders that it counts."""
    if not late.total:
        return {}
    block = _rate(shop, INVOICE_WINDOW, "orderCount", "", late, 0.05)
    part = {"status": block["status"]}
    counts = {"invoiceDefect": late.count, "missingInvoice": late.count, "lateInvoice": 0}
    return {"invoiceDefectRate": {**block, **{name: {"count": count, **part} for name, count in counts.items()}}}


def _defects(shop: Shop, counted: Counted, channel: str) -> dict[str, Any]:
    block = _rate(shop, ODR_WINDOW, "orderCount", "", counted, 0.01)
    part = {"status": "NONE"}
    return {
        **block,
        "orderWithDefects": {"count": counted.count, "status": block["status"]},
        "claims": {"count": counted.count // 3, **part},
        "chargebacks": {"count": 0, **part},
        "negativeFeedback": {"count": counted.count - counted.count // 3, **part},
        "fulfillmentType": channel,
    }


def _rate(
    shop: Shop,
    window: tuple[int, int],
    total: str,
    count: str,
    counted: Counted,
    target: float,
    *,
    at_least: bool = False,
) -> dict[str, Any]:
    good = counted.rate >= target if at_least else counted.rate < target
    return {
        **_range(shop, window),
        total: counted.total,
        **({count: counted.count} if count else {}),
        "status": "GOOD" if good else "BAD",
        "rate": round(counted.rate, 10),
        **_target(target, "GREATER_THAN" if at_least else "LESS_THAN"),
    }


def _range(shop: Shop, window: tuple[int, int]) -> Mapping[str, Any]:
    days, ends = window
    last = shop.moments.clock.now.date() - timedelta(days=ends)
    first = last - timedelta(days=days - 1)
    form = "%Y-%m-%dT%H:%MZ"
    return {
        "reportingDateRange": {
            "reportingDateFrom": f"{datetime.combine(first, time()):{form}}",
            "reportingDateTo": f"{datetime.combine(last, time(23, 59)):{form}}",
        }
    }


def _target(value: float, condition: str) -> Mapping[str, Any]:
    return {"targetValue": value, "targetCondition": condition}


def write_manual_metrics(shops: Shops, folder: Folder) -> None:
    """What somebody typed this morning."""
    rows = [row for shop, health in shops for row in _typed(shop, health)]
    folder.put("reports/manual-metrics.csv", comma_file(COLUMNS, rows, bom=False), shops[0][0].moments.ago(minutes=45))


def _typed(shop: Shop, health: Health) -> Iterable[list[object]]:
    today = shop.moments.clock.team_now.date()
    hours = HOURS[shop.marketplace]
    for day, spent in zip(working_days_before(today, len(hours)), hours, strict=True):
        yield [day, "ops_hours", shop.marketplace, f"{spent:g}", "", "", "", "", "", "from the time sheet"]
    for one in sorted(health.typed, key=lambda one: -one.days_ago):
        counts = (one.counted.count, one.counted.total) if one.counted else ("", "")
        value = "" if one.value is None else f"{one.value:g}"
        day = today - timedelta(days=one.days_ago)
        window = one.window_days or ""
        yield [
            day,
            one.metric,
            shop.marketplace,
            value,
            *counts,
            one.limit,
            one.category,
            window,
            "typed from Account Health",
        ]

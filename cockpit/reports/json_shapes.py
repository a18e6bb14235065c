"""Reports that come as JSON: their rows as text by canonical column, each with the line on which it starts.

Numbers stay the text they are in the file, so that money is exact and the ordinary casting applies.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from cockpit.reports.json_walk import Lines, dig, elements, members, top
from cockpit.tables import ROW

Row = dict[str, Any]

# ── Sales and traffic ────────────────────────────────────────────────────────────────────────────────────────────────

BY_ASIN: Final[Mapping[str, str]] = {
    "parent_asin": "parentAsin",
    "child_asin": "childAsin",
    "sku": "sku",
    "sessions": "trafficByAsin.sessions",
    "sessions_b2b": "trafficByAsin.sessionsB2B",
    "session_share": "trafficByAsin.sessionPercentage",
    "page_views": "trafficByAsin.pageViews",
    "buy_box_share": "trafficByAsin.buyBoxPercentage",
    "units_ordered": "salesByAsin.unitsOrdered",
    "units_ordered_b2b": "salesByAsin.unitsOrderedB2B",
    "unit_session_share": "trafficByAsin.unitSessionPercentage",
    "ordered_sales": "salesByAsin.orderedProductSales.amount",
    "ordered_sales_b2b": "salesByAsin.orderedProductSalesB2B.amount",
    "currency": "salesByAsin.orderedProductSales.currencyCode",
    "order_items": "salesByAsin.totalOrderItems",
    "units_refunded": "salesByAsin.unitsRefunded",
}
BY_DATE: Final[Mapping[str, str]] = {
    "date": "date",
    "ordered_sales": "salesByDate.orderedProductSales.amount",
    "currency": "salesByDate.orderedProductSales.currencyCode",
    "units_ordered": "salesByDate.unitsOrdered",
    "order_items": "salesByDate.totalOrderItems",
    "units_refunded": "salesByDate.unitsRefunded",
    "page_views": "trafficByDate.pageViews",
    "sessions": "trafficByDate.sessions",
    "buy_box_share": "trafficByDate.buyBoxPercentage",
    "unit_session_share": "trafficByDate.unitSessionPercentage",
}


def sales_and_traffic_by_asin(text: str) -> list[Row]:
    """Rows of ``salesAndTrafficByAsin``, each with the period and marketplace of the file's specification."""
    spec = (top(text) or {}).get("reportSpecification")
    spec = spec if isinstance(spec, dict) else {}
    about = {
        "start_date": spec.get("dataStartTime"),
        "end_date": spec.get("dataEndTime"),
        "marketplace": _only(spec.get("marketplaceIds")),
    }
    return [{**row, **about} for row in _listed(text, "salesAndTrafficByAsin", BY_ASIN)]


def sales_and_traffic_by_date(text: str) -> list[Row]:
    """Rows of ``salesAndTrafficByDate``, each with the marketplace of the file's specification."""
    spec = (top(text) or {}).get("reportSpecification")
    marketplace = _only(spec.get("marketplaceIds")) if isinstance(spec, dict) else None
    return [{**row, "marketplace": marketplace} for row in _listed(text, "salesAndTrafficByDate", BY_DATE)]


def _listed(text: str, key: str, paths: Mapping[str, str]) -> Iterator[Row]:
    lines = Lines(text)
    for name, start, _ in members(text):
        for at, value in elements(text, start) if name == key else ():
            cells = {ours: found for ours, path in paths.items() if (found := dig(value, path)) is not None}
            if cells:  # an object that says nothing is no row
                yield {**cells, ROW: lines.of(at)}


def _only(values: Any) -> str | None:
    """The one element of a list; None when there are none or several."""
    return str(values[0]) if isinstance(values, list) and len(values) == 1 else None


# ── Seller performance ───────────────────────────────────────────────────────────────────────────────────────────────

# Amazon's published schema and its own example disagree: the example's name → the schema's.
CANONICAL_METRIC: Final[Mapping[str, str]] = {
    "prefulfillmentCancelRate": "preFulfillmentCancellationRate",
    "prefulfillmentCancellationRate": "preFulfillmentCancellationRate",
    "documentRequest": "documentRequests",
    "warningState": "warningStates",
}
# Metric → its count of orders (packages, units) and its count of failures (for tracking and delivery: of successes).
_COUNTS: Final[Mapping[str, tuple[str, str]]] = {
    "orderDefectRate": ("orderCount", "orderWithDefects.count"),
    "lateShipmentRate": ("orderCount", "lateShipmentCount"),
    "preFulfillmentCancellationRate": ("orderCount", "cancellationCount"),
    "validTrackingRate": ("shipmentCount", "validTrackingCount"),
    "onTimeDeliveryRate": ("shipmentCountWithValidTracking", "onTimeDeliveryCount"),
    "unitOnTimeDeliveryRate": ("totalUnitCount", "unitOnTimeDeliveryCount"),
    "invoiceDefectRate": ("orderCount", "invoiceDefect.count"),
}
_PARTS: Final[Mapping[str, str]] = {
    "claims": "claims.count",
    "chargebacks": "chargebacks.count",
    "negative_feedback": "negativeFeedback.count",
    "missing_invoice": "missingInvoice.count",
    "late_invoice": "lateInvoice.count",
}


def seller_performance(text: str) -> list[Row]:
    """One row for each metric, violation, warning and account status of each marketplace, in the order of the file."""
    lines, rows = Lines(text), list[Row]()
    for key, start, _ in members(text):
        for at, value in elements(text, start):
            marketplace = dig(value, "marketplaceId")
            if key == "accountStatuses":
                rows.append(_row("accountStatus", marketplace, lines.of(at), status=dig(value, "status")))
            elif key == "performanceMetrics":
                rows += _metrics(text, at, marketplace, lines)
    return rows


def _row(field: str, marketplace: str | None, line: int, **cells: str | None) -> Row:
    metric = CANONICAL_METRIC.get(field, field)
    return {"marketplace": marketplace, "metric": metric, "field": field, ROW: line, **cells}


def _metrics(text: str, start: int, marketplace: str | None, lines: Lines) -> Iterator[Row]:
    """The rows of one marketplace's block."""
    for field, at, value in members(text, start):
        if field == "orderDefectRate" and not {"orderCount", "rate"} & set(value if isinstance(value, dict) else ()):
            for channel, place, block in members(text, at):
                yield _metric(field, block, marketplace, lines.of(place), fulfillment=channel)
        elif isinstance(value, dict):
            yield _metric(field, value, marketplace, lines.of(at))
        elif isinstance(value, list):
            for place, warning in elements(text, at):
                kind, status = dig(warning, "warningType"), dig(warning, "status")
                yield _row(field, marketplace, lines.of(place), detail=kind, status=status)


def _metric(field: str, block: Any, marketplace: str | None, line: int, fulfillment: str | None = None) -> Row:
    metric = CANONICAL_METRIC.get(field, field)
    total, failed = _COUNTS.get(metric, ("", "defectsCount"))
    status = dig(block, "status") or dig(block, "accountHealthRatingStatus") or dig(block, "ahrStatus")
    cells = {
        "fulfillment": fulfillment,
        "status": status,
        "rate": dig(block, "rate"),
        "numerator": dig(block, failed),
        "denominator": dig(block, total) if total else None,
        "target_value": dig(block, "targetValue"),
        "target_condition": dig(block, "targetCondition"),
        "window_from": dig(block, "reportingDateRange.reportingDateFrom"),
        "window_to": dig(block, "reportingDateRange.reportingDateTo"),
        "true_at": _true_at(metric, dig(block, "reportingDateRange.reportingDateTo")),
    }
    return _row(field, marketplace, line, **cells, **{ours: dig(block, path) for ours, path in _PARTS.items()})


_ODR_LAG = timedelta(days=14)


def _true_at(metric: str, window_to: str | None) -> str | None:
    """When a block was true: at the end of its range. The order defect rate's ends two weeks before the report."""
    if metric != "orderDefectRate" or window_to is None:
        return window_to
    try:
        return f"{datetime.fromisoformat(window_to) + _ODR_LAG:%Y-%m-%dT%H:%MZ}"
    except ValueError:
        return window_to

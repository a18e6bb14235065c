"""Seller performance (JSON): every metric of Account Health as one row, with Amazon's own target and status."""

from cockpit.reports.columns import count, instant, number, rate, text
from cockpit.reports.json_shapes import seller_performance
from cockpit.reports.report_type import JsonShape, ReportType
from cockpit.text import Words

SELLER_PERFORMANCE = ReportType(
    id="seller-performance",
    title=Words("Seller performance", "卖家绩效"),
    menu=Words(
        "SP-API report GET_V2_SELLER_PERFORMANCE_REPORT (Performance › Account Health shows the same)",
        "SP-API 报告 GET_V2_SELLER_PERFORMANCE_REPORT(绩效 › 账户状况 显示相同内容)",
    ),
    columns=(
        text("marketplace"),
        # orderDefectRate, lateShipmentRate, preFulfillmentCancellationRate, validTrackingRate, onTimeDeliveryRate,
        # unitOnTimeDeliveryRate, invoiceDefectRate; the violations by their field name; accountStatus,
        # accountHealthRating, warningState. One name where Amazon's schema and its example have two.
        text("metric"),
        text("field"),  # the name as it stands in the file
        text("fulfillment"),  # mfn or afn, of the order defect rate; else empty
        text("detail"),  # the warning's type
        text("status"),  # GOOD, BAD, NONE; NORMAL, AT_RISK, DEACTIVATED; GREAT, WARNED: as given
        rate("rate"),
        count("numerator"),  # orders with defects, late or cancelled orders, valid packages, violations
        count("denominator"),
        number("target_value"),
        text("target_condition"),  # LESS_THAN, GREATER_THAN, EQUALS
        instant("window_from"),
        instant("window_to"),
        instant("true_at"),  # window_to, but for the order defect rate, whose range ends two weeks before the report
        count("claims"),  # parts of the order defect rate
        count("chargebacks"),
        count("negative_feedback"),
        count("missing_invoice"),  # parts of the invoice defect rate
        count("late_invoice"),
    ),
    marks=(),
    json=JsonShape(("accountStatuses", "performanceMetrics"), seller_performance),
    period_columns=("window_from", "window_to"),
    period_in_utc=True,  # Amazon's ranges run from 00:00 to 23:59 UTC (domain §2.6)
    as_of_columns=("true_at",),
    quiet_hours=504,  # the order defect range ends about two weeks back
    marketplace_column="marketplace",
    max_age_hours=24,
)

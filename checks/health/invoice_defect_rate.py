"""Invoice defect rate: orders of business buyers without an invoice in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

import polars as pl

from cockpit.api import (
    CONFIRMATIONS,
    FILE,
    ROW,
    Context,
    Measure,
    Pane,
    Rate,
    RateMetric,
    RateRule,
    Say,
    Words,
    check,
    nth_operating_day_after,
    parcels,
    reported_rates,
    say_rate,
    setting,
    typed_rates,
    zone_of,
)


@dataclass(frozen=True)
class Settings:
    """[health.idr]."""

    amazon: float = setting(
        0.05, "Amazon's line: the invoice defect rate must stay under it", source="Amazon help: Invoice defect rate",
        as_of="2026-10-01", unit="rate",
    )  # fmt: skip
    internal: float = setting(0.03, "warn from this rate on", unit="rate")
    min_n: int = setting(20, "fewer business orders are a small sample", unit="orders")
    marketplaces: Sequence[str] = setting(
        ("UK", "DE", "FR", "IT", "ES"), "where Amazon has this rate", source="Amazon help: Invoice defect rate",
        as_of="2026-10-01",
    )  # fmt: skip


METRIC = RateMetric(
    "idr",
    "invoiceDefectRate",
    Words("IDR", "发票缺陷率"),
    cases=Words("business {n|order|orders}", "企业订单"),
    failed=Words("without an invoice in time", "未及时开票订单"),
    bound="under",
    target="under",
)
ACTION = Words("Upload the missing invoices now; enable VCS/automatic invoicing.", "立即补传发票,并开通 VCS 自动开票。")
NO_RULE = Words("no invoice defect rate in {mp}", "{mp} 没有发票缺陷率")
FIRST_BACK, LAST_BACK = 13, 7  # on 2 May Amazon looks at the orders of 19–25 April
SHOWN = ("order_id", "ship_date", "confirmed_at", "is_business", "invoice_at", FILE, ROW)


def _not_where(settings: Settings, marketplace: str, _today: date) -> Words | None:
    return None if marketplace in settings.marketplaces else NO_RULE.fill(mp=marketplace)


@check(
    "H-08",
    Words("Invoice defect rate (IDR)", "发票缺陷率(IDR)"),
    pane=Pane.MORNING,
    any_of=("seller-performance", "manual-metrics", CONFIRMATIONS),
    wants=("all-orders",),
    settings=Settings,
    section="health.idr",
    not_where=_not_where,
)
def invoice_defect_rate(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of business orders whose invoice was not there by the end of the next working day.

    What it finds:
        An invoice defect rate at or over Amazon's line (critical) or the house target (warning), in UK, DE, FR, IT, ES,
        each store by itself.
    Why it matters:
        From 5% on Amazon may hide the offers from business buyers, and then deactivate the account's B2B selling.
    Formula:
        Business (B2B) merchant orders without an invoice by the end of the next Mon–Fri day after the ship confirmation
        ÷ business merchant orders, of the orders placed from 13 to 7 days before today.
    Lines:
        amazon (5%, must stay under it; the report's own target outranks it) and internal (3%).
    Feeds:
        seller-performance (invoiceDefectRate); else `idr` typed in manual-metrics; else shipment-confirmations
        (is_business, invoice_at) with the order dates of all-orders, tagged low-confidence.
    Traps:
        Public holidays are not excused: Friday's deadline is Monday, whatever Monday is. Business buyers only; FBA
        orders are Amazon's.
    What to do:
        Upload the missing invoices now, by the end of the next working day; enable VCS or automatic invoicing.

    中文

    发现什么:
        英、德、法、意、西各站,发票缺陷率达到或超过亚马逊红线(紧急)或内部目标(预警)。
    为何重要:
        达到 5% 起亚马逊可能对企业买家隐藏报价,进而停用 B2B 销售。
    公式:
        发货确认后下一个工作日(周一至周五)结束前没有发票的企业自发货订单 ÷ 企业自发货订单,取 13 至 7 天前下单的订单。
    界限:
        amazon(5%,必须低于;报表自带的目标优先)和 internal(3%)。
    数据来源:
        seller-performance(invoiceDefectRate);否则用 manual-metrics 的 idr;再否则用 shipment-confirmations(is_business、
        invoice_at)加 all-orders 的下单日期,标记低置信。
    陷阱:
        公共假日不豁免:周五的截止是周一,不管周一是什么日子。仅企业买家;FBA 订单由亚马逊负责。
    怎么做:
        在下一个工作日结束前补传发票;开通 VCS 或自动开票。
    """
    today = ctx.clock.today(ctx.marketplace)
    due = ctx.clock.end_of_day(nth_operating_day_after(today, 1), ctx.marketplace)
    measures = reported_rates(ctx, METRIC) or typed_rates(ctx, METRIC)
    if not measures and _tells_invoices(ctx):
        measures = [_counted(ctx, today)]
    yield from say_rate(ctx, RateRule(METRIC, ACTION, due=due), measures, ctx.settings)


def _tells_invoices(ctx: Context[Settings]) -> bool:
    """Whether the confirmations say who is a business and when invoices went: else nothing can be missing."""
    table = ctx.table(CONFIRMATIONS)
    return table is not None and {"is_business", "invoice_at"} <= set(table.headers)


def _counted(ctx: Context[Settings], today: date) -> Measure:
    first, last = today - timedelta(days=FIRST_BACK), today - timedelta(days=LAST_BACK)
    orders = _business_orders(ctx).filter(pl.col("placed_on").is_between(first, last))
    failed = orders.filter(pl.col("invoice_at").is_null() | (pl.col("invoice_at") >= pl.col("deadline")))
    rate = Rate(failed.height, orders.height) if orders.height else None
    days = FIRST_BACK - LAST_BACK + 1
    return Measure("counted", rate, orders.height, (failed.select(SHOWN),), first=first, last=last, days=days)


def _business_orders(ctx: Context[Settings]) -> pl.DataFrame:
    """One row per business order: `placed_on`, its earliest invoice, and `deadline`, the moment it must be there by."""
    zone = str(zone_of(ctx.marketplace))
    placed = ctx.frame("all-orders").select(
        pl.col("amazon_order_id").alias("order_id"), pl.col("purchase_date").alias("placed")
    )
    confirmed = pl.coalesce("confirmed_at", "ship_date")
    sent_on = confirmed.dt.convert_time_zone(zone).dt.date()
    after_next = sent_on.dt.add_business_days(1, roll="backward").dt.offset_by("1d")
    return (
        parcels(ctx)
        .filter(pl.col("is_business"))
        .sort("invoice_at", nulls_last=True)
        .unique("order_id", keep="first", maintain_order=True)
        .join(placed.unique("order_id", keep="first"), on="order_id", how="left", maintain_order="left")
        .with_columns(
            placed_on=pl.coalesce("placed", "ship_date").dt.convert_time_zone(zone).dt.date(),
            deadline=after_next.cast(pl.Datetime("us")).dt.replace_time_zone(zone).dt.convert_time_zone(str(UTC)),
        )
    )

"""Tracking numbers that cannot be the carrier's, or that two buyers share."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from cockpit.api import (
    CONFIRMATIONS,
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NoSettings,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    parcels,
    rows_by_key,
    standings,
)

DESTROYED = r"^[0-9](?:[.,][0-9]+)?E\+?[0-9]+$"  # 9.4E+21

REASONS: Mapping[str, Words] = {
    "destroyed": Words("{number}: number destroyed by spreadsheet", "{number}:单号被表格软件破坏"),
    "shared": Words("{number} is also on another buyer's order", "{number} 同时用于其他收件人的订单"),
    "invalid": Words("{number} is no valid number of {carrier}", "{number} 不是有效的 {carrier} 单号"),
    "mismatch": Words(
        "{number} is a number of {other}, not of {carrier}", "{number} 是 {other} 的单号,不是 {carrier} 的"
    ),
    "unknown": Words("{number}: format unknown for {carrier}", "{number}:{carrier} 的单号格式未知"),
}
TITLE = Words("Order {order}: {reason}", "订单 {order}:{reason}")
ACTION = Words(
    "Get the right carrier and number from the forwarder and edit the shipment today.",
    "向货代核实承运商与单号,今天内修改发货信息。",
)
LOOK = Words(
    "Open the carrier's page with the number once; nothing to do when it shows the parcel.",
    "用单号到承运商官网查一次;能查到即可。",
)
WHOSE = Words(
    "{number} is on several orders, and nobody says whose parcels they are", "{number} 用于多个订单,且没有收件人信息"
)
ORDER = ("destroyed", "shared", "invalid", "mismatch", "unknown")  # the worst first
WHO = ("recipient", "postcode")
SHOWN = ("order_id", "ship_date", "carrier", "tracking_number", "recipient", "postcode", FILE, ROW)


@check(
    "F-05",
    Words("Tracking number wrong", "单号异常"),
    pane=Pane.EVENING,
    needs=(CONFIRMATIONS,),
    wants=("all-orders",),
    severities=(Severity.WARNING, Severity.INFO),
)
def tracking_wrong(ctx: Context[NoSettings]) -> Iterator[Finding | NotJudged]:
    """Tracking numbers that cannot be the carrier's, or that two buyers share.

    What it finds:
        Merchant orders of the last 30 days with a number that fails the form or check digit of the named carrier, fits
        another carrier alone, was destroyed by a spreadsheet, or stands on the order of another recipient too (a
        warning); and numbers of carriers or forms that the cockpit does not know (information).
    Why it matters:
        A number that was never scanned is invalid tracking, whoever mistyped it; a shared one looks like a false
        shipment.
    Formula:
        Spaces and hyphens go, letters are upper-case. Forms and check digits by carrier: UPS, USPS, FedEx, DHL, postal
        S10, YunExpress, 4PX, Yanwen, Cainiao, Amazon Logistics (carriers.toml).
    Lines:
        None: a number fits or not. Amazon's line is the valid tracking rate (H-04).
    Feeds:
        shipment-confirmations: order, carrier, number, recipient, postcode. all-orders: which orders are the seller's.
    Traps:
        The carrier that is named counts, not who delivers the last mile. Two orders of one recipient in one parcel are
        fine. Without a check digit a number is plausible, never proven. A carrier nobody wrote down is no mistake.
    What to do:
        Get the right carrier and number from the forwarder and edit the shipment today.

    中文

    发现什么:
        最近 30 天自发货订单中:单号不符合所填承运商的格式或校验位、只符合其他承运商、被表格软件破坏、或同时用于其他收件
        人(预警);以及承运商或格式未知的单号(提示)。
    为何重要:
        从未被扫描的单号就是无效追踪,不论谁填错;共用单号会被视为虚假发货。
    公式:
        去空格和连字符并转大写。各承运商的格式和校验位见 carriers.toml:UPS、USPS、FedEx、DHL、万国邮联 S10、云途、递四
        方、燕文、菜鸟、Amazon Logistics。
    界限:
        无:符合或不符合。亚马逊的红线是有效追踪率(H-04)。
    数据来源:
        shipment-confirmations:订单、承运商、单号、收件人、邮编。all-orders:哪些订单由卖家发货。
    陷阱:
        以所填承运商为准,尾程由谁派送不算。同一收件人的两单合包没问题。没有校验位的单号只是可信,不算已验证。未收录的承运
        商不算错误。
    怎么做:
        向货代核实承运商与单号,今天内修改发货信息。
    """
    told = parcels(ctx).filter(pl.col("number").is_not_null())
    shared, unclear = _shared(told)
    judged = _judged(told, shared).filter(pl.col("fault").is_not_null())
    worst = judged.sort(
        pl.col("fault").replace_strict({name: at for at, name in enumerate(ORDER)}), "order_id", "number"
    )
    rows = rows_by_key(judged.select(SHOWN), "order_id", judged["order_id"].unique())
    for hit in worst.unique("order_id", keep="first", maintain_order=True).iter_rows(named=True):
        yield _finding(ctx, hit, rows[hit["order_id"]])
    for order, number in unclear.filter(~pl.col("order_id").is_in(worst["order_id"].implode())).iter_rows():
        yield NotJudged(Verdict.NO_DATA, WHOSE.fill(number=number), Subject("order", order))


def _shared(told: pl.DataFrame) -> tuple[pl.Series, pl.DataFrame]:
    """Numbers on orders of different recipients; and orders whose shared number nobody can attribute."""
    several = told.group_by("number").agg(
        pl.col("order_id").n_unique().alias("orders"),
        pl.any_horizontal(_said(name).drop_nulls().n_unique() > 1 for name in WHO).alias("differ"),
        pl.all_horizontal(pl.col(name).is_null() for name in WHO).any().alias("untold"),
    )
    twice = several.filter(pl.col("orders") > 1)
    unclear = twice.filter(pl.col("untold") & ~pl.col("differ"))["number"]
    orders = told.filter(pl.col("number").is_in(unclear.implode())).select("order_id", "number").unique("order_id")
    return twice.filter("differ")["number"], orders.sort("order_id")


def _said(name: str) -> pl.Expr:
    """A name or postcode as people mean it; an empty cell says nothing, so it is not another one."""
    return pl.col(name).str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()


def _judged(told: pl.DataFrame, shared: pl.Series) -> pl.DataFrame:
    """Every parcel with its `fault`, null when there is none, and `looks_like`."""
    named = told.filter(pl.col("named_carrier").is_not_null())
    stands = standings(named.select(pl.col("named_carrier").alias("carrier"), "number"))
    joined = told.join(
        stands, left_on=["named_carrier", "number"], right_on=["carrier", "number"], how="left", maintain_order="left"
    )
    fault = (
        pl.when(pl.col("number").str.contains(DESTROYED)).then(pl.lit("destroyed"))
        .when(pl.col("number").is_in(shared.implode())).then(pl.lit("shared"))
        .when(pl.col("standing") != "fits").then("standing")
    )  # fmt: skip
    return joined.with_columns(fault.alias("fault"))


def _finding(ctx: Context[NoSettings], hit: Mapping[str, Any], rows: pl.DataFrame) -> Finding:
    unknown = hit["fault"] == "unknown"
    reason = REASONS[hit["fault"]].fill(
        number=hit["tracking_number"], carrier=hit["named_carrier"] or "–", other=hit["looks_like"] or "–"
    )
    return Finding(
        Subject("order", hit["order_id"]),
        Severity.INFO if unknown else Severity.WARNING,
        TITLE.fill(order=hit["order_id"], reason=reason),
        LOOK if unknown else ACTION,
        figure=Figure("parcels", rows.height),
        evidence=(rows,),
        due=ctx.today(),
    )

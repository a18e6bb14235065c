"""Refunds of which Amazon kept more than its administration fee."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.api import (
    LINE_SHOWN,
    SETTLEMENT,
    Context,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    bulk_claim,
    check,
    claim,
    exact_value,
    group,
    money,
    refund_events,
    refund_lines,
    rows_by_key,
    setting,
)

SOURCE = "Amazon help: Refund administration fee"


@dataclass(frozen=True)
class RefundAdmin:
    """[finance.refund_admin]."""

    share: float = setting(0.2, "of the refunded referral fee Amazon keeps at most this share", source=SOURCE)
    cap: float = setting(5, "and at most so much a line", source=SOURCE, unit="money")
    slack: float = setting(0.02, "rounding: so much more is not raised", unit="money")
    warn: float = setting(5, "so much too much in one settlement is a warning", unit="money")
    capped: tuple[str, ...] = setting(("USD", "EUR", "GBP"), "currencies of which the cap is known", source=SOURCE)
    other_rules: tuple[str, ...] = setting(
        ("book", "books", "music", "video", "dvd"), "categories with a fee of their own are not judged", source=SOURCE
    )


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    refund_admin: RefundAdmin = group(RefundAdmin)


TITLE = Words("Refund admin fee {fee}, at most {limit}: {x} too much", "退款管理费 {fee},最多 {limit}:多收 {x}")
ACTION = Words("Open one case with the line ids listed.", "附行号清单开一个 case。")
IN_ALL = Words("Settlement {id}: {x} too much in all", "结算 {id}:共多收 {x}")
UNKNOWN = Words("order {id}: the referral fee of the refund is not known", "订单 {id}:不知道该退款的销售佣金")
YEN, CENTS = "JPY", 100  # rounding is to the smallest coin: two cents are two yen
CATEGORIES = (("sku-master", "category"), ("fee-preview", "product_group"))
WORD = re.compile(r"[^\W_]+")
SHOWN = (*LINE_SHOWN[:6], "merchant_adjustment_item_id", *LINE_SHOWN[6:])
REASON = Words("refund administration fee", "退款管理费")


@check(
    "P-10",
    Words("Refund administration fee", "退款管理费"),
    pane=Pane.MONTH_END,
    needs=(SETTLEMENT,),
    wants=("sku-master", "fee-preview"),
    settings=Settings,
    section="finance",
    severities=(Severity.WARNING, Severity.INFO),
)
def refund_admin_fee(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Refunds of which Amazon kept more than its administration fee.

    What it finds:
        Orders with a refund of which Amazon kept more than 20% of the referral fee on the refunded amount, or more than
        5.00.
    Why it matters:
        Small amounts on many refunds; one case with a list gets them back.
    Formula:
        fee > min(cap, share × referral fee on the refunded amount) + slack, for each refund of an order line, in exact
        decimals. The referral fee is the Commission that came back with the refund, else the sale's Commission in the
        share that was refunded. The figure is what is too much, of the fee (numerator) and what it may be
        (denominator).
    Lines:
        refund_admin.share (20%) and refund_admin.cap (5 in USD, EUR, GBP): Amazon's. refund_admin.slack (0.02) for
        rounding: exactly so much more is not raised. refund_admin.warn (5): from so much in one settlement on a
        warning, below it information.
    Feeds:
        settlement: RefundCommission and Commission of refunds. SKU master (category) or fee preview (product group).
    Traps:
        Books, music, video and DVD have a fee of their own: SKUs of such a category are left out. The cap counts for a
        line, not for a unit. Fees in yen are whole: the rounding is 2 there. In currencies whose cap is not known only
        the share is judged. A refund whose referral fee nobody knows is not judged.
    What to do:
        Open one case with the line ids listed. More than 10 claims at once need a second person.

    中文

    发现什么:
        退款中亚马逊扣留的管理费超过退款金额对应销售佣金的 20%,或超过 5.00。
    为何重要:
        单笔很小,但退款很多;一个 case 附清单即可追回。
    公式:
        每笔订单行退款:管理费 > min(cap, share × 退款金额对应的销售佣金)+ slack,按精确小数计算。销售佣金取随退款返还的
        Commission,没有时取销售时的 Commission 乘以退款比例。数值为多收部分,分子为管理费,分母为应收上限。
    界限:
        refund_admin.share(20%)和 refund_admin.cap(USD、EUR、GBP 为 5):亚马逊规定。refund_admin.slack(0.02)为四舍五
        入:正好多这么多不算。refund_admin.warn(5):单期结算合计达到此值为预警,否则为提示。
    数据来源:
        settlement:退款的 RefundCommission 和 Commission。SKU 主档(类目)或费用预览(商品组)。
    陷阱:
        图书、音乐、影视、DVD 另有规定:这些类目的 SKU 不判断。上限按行而非按件。日元取整,允许 2 日元。上限未知的币种
        只看比例。销售佣金未知的退款不判断。
    怎么做:
        附行号清单开一个 case。一次超过 10 个索赔须第二人审批。
    """
    events = refund_events(ctx).filter(pl.col("sku").is_in(_with_other_rules(ctx)).fill_null(value=False).not_())
    over = _over(events, ctx.settings.refund_admin)
    hits = list(_by_order(over).iter_rows(named=True))
    bulk = bulk_claim(ctx, len(hits))
    evidence = rows_by_key(refund_lines(ctx).select(SHOWN), "order_id", over["order_id"].unique())
    in_all = {(id_, currency): x for id_, currency, x in _in_all(over).iter_rows()}
    for hit in hits:
        yield _finding(ctx, hit, evidence[hit["order_id"]], in_all, bulk)
    for id_ in events.filter(pl.col("referral").is_null())["order_id"].unique(maintain_order=True):
        yield NotJudged(Verdict.NO_DATA, UNKNOWN.fill(id=id_), Subject("order", id_))


def _with_other_rules(ctx: Context[Settings]) -> list[str]:
    """The SKUs of categories whose fee is another one."""
    words = {word.casefold() for word in ctx.settings.refund_admin.other_rules}
    found: list[str] = []
    for type_, column in CATEGORIES:
        rows = ctx.frame(type_)
        categories = [
            name for name in rows[column].unique() if name and words & set(re.findall(r"[^\W_]+", name.casefold()))
        ]
        found += rows.filter(pl.col(column).is_in(categories))["sku"].drop_nulls().to_list()
    return found


def _over(events: pl.DataFrame, rule: RefundAdmin) -> pl.DataFrame:
    """The refunds whose fee is too high, with ``limit`` and ``extra``."""
    share = pl.col("referral") * exact_value(rule.share)
    cap = exact_value(rule.cap)
    capped = pl.col("currency").is_in(list(rule.capped)).fill_null(value=False) & (share > cap)
    limited = events.with_columns(limit=pl.when(capped).then(cap).otherwise(share))
    slack = exact_value(rule.slack)
    coins = pl.when(pl.col("currency") == YEN).then(slack * CENTS).otherwise(slack)
    over = limited.filter(pl.col("admin_fee") > pl.col("limit") + coins)
    return over.with_columns(extra=pl.col("admin_fee") - pl.col("limit"))


def _in_all(over: pl.DataFrame) -> pl.DataFrame:
    return over.group_by("settlement_id", "currency", maintain_order=True).agg(pl.col("extra").sum())


def _by_order(over: pl.DataFrame) -> pl.DataFrame:
    of = over.group_by("order_id", "currency", maintain_order=True)
    return of.agg(pl.col("admin_fee", "limit", "extra").sum(), pl.col("settlement_id").unique(), pl.col("sku").first())


def _finding(
    ctx: Context[Settings],
    hit: Mapping[str, Any],
    rows: pl.DataFrame,
    in_all: Mapping[tuple[str, str | None], Decimal],
    bulk: tuple[Words, ...],
) -> Finding:
    currency, extra, rule = hit["currency"] or "", hit["extra"], ctx.settings.refund_admin
    id_, most = max(((id_, in_all[id_, hit["currency"]]) for id_ in hit["settlement_id"]), key=lambda pair: pair[1])
    much = most >= Decimal(str(rule.warn))
    return Finding(
        Subject("order", hit["order_id"]),
        Severity.WARNING if much else Severity.INFO,
        TITLE.fill(
            fee=money(hit["admin_fee"], currency), limit=money(hit["limit"], currency), x=money(extra, currency)
        ),
        ACTION,
        figure=Figure("difference", extra, hit["admin_fee"], hit["limit"], "money"),
        lines=(
            ctx.line("amazon", "refund_admin.share", crossed=True),
            ctx.line("amazon", "refund_admin.cap", crossed=hit["admin_fee"] > Decimal(str(rule.cap))),
            ctx.line("internal", "refund_admin.warn", crossed=much),
        ),
        evidence=(rows,),
        due=ctx.close(),
        impact=Money(extra, currency) if currency else None,
        needs_approval=bool(bulk),
        about=(Subject("sku", hit["sku"]),) if hit["sku"] else (),
        notes=(IN_ALL.fill(id=id_, x=money(most, currency)), *bulk),
        proposals=claim(extra, currency, REASON, order_id=hit["order_id"], settlement_id=id_, sku=hit["sku"]),
    )

"""How much there is to look after."""

from collections.abc import Iterator
from decimal import Decimal

from cockpit.api import (
    COMPLEXITY_REPORTS,
    HIRE,
    SIGNAL_REPORTS,
    Complexity,
    Context,
    Figure,
    Finding,
    Pane,
    Severity,
    Subject,
    TeamSettings,
    Words,
    check,
    complexity,
    exact,
    money,
    signals,
)

DOLLAR = "USD"
TITLE = Words("Complex shop: {facts}", "店铺较复杂:{facts}")
SKUS = Words("{n} active {n|SKU|SKUs}", "{n} 个在售 SKU")
PLACES = Words("{n} {n|marketplace|marketplaces} ({names})", "{n} 个站点({names})")
SALES = Words("{amount} this month", "本月销售 {amount}")
CONTEXT = Words("Context only: no signal this month.", "仅供参考:本月没有信号。")
NOT_CONVERTED = Words(
    "Sales of {amount} are not compared with {line}: there is no exchange rate here",
    "销售额 {amount} 未与 {line} 比较:此处没有汇率",
)


@check(
    "T-05",
    Words("Complexity of the shop", "店铺复杂度"),
    pane=Pane.MONTH_END,
    any_of=("all-listings", "all-orders", "business-report-daily"),
    wants=(*SIGNAL_REPORTS, *COMPLEXITY_REPORTS),
    settings=TeamSettings,
    section="team",
    severities=(Severity.INFO,),
    checklist="times",
)
def complexity_of_the_shop(ctx: Context[TeamSettings]) -> Iterator[Finding]:
    """How much one person would have to look after.

    What it finds:
        A shop with more than 50 active SKUs in a marketplace, with two marketplaces or more, or with monthly sales
        above 50,000 USD.
    Why it matters:
        It tells how to read the four signals T-01 to T-04; by itself it is no signal and never counts as one.
    Formula:
        Active SKUs of the listings report; marketplaces that have a report; sales of the month from the business report
        by date, else from the orders that were not cancelled.
    Lines:
        skus (50), marketplaces (2), sales_usd (50,000). More than 50 SKUs and more than 50,000 USD; two marketplaces
        are enough.
    Feeds:
        all-listings: status; business-report-daily or all-orders: sales.
    Traps:
        Amounts of two currencies are never added, and sales in another currency than dollars are not compared: there
        is no exchange rate here, and the finding says so.
    What to do:
        Nothing by itself. Together with a signal: consider a dedicated assistant.

    中文

    发现什么:
        某站点在售 SKU 超过 50 个、站点达到 2 个,或月销售额超过 5 万美元。
    为何重要:
        它说明如何看待 T-01 至 T-04 四个信号;本身不是信号,也不计入。
    公式:
        在售 SKU 取商品报表;站点取有报表的站点;月销售额取按日期的业务报告,没有时取未取消的订单。
    界限:
        skus(50)、marketplaces(2)、sales_usd(50,000)。SKU 与销售额须超过,站点达到 2 个即算。
    数据来源:
        all-listings:状态;business-report-daily 或 all-orders:销售额。
    陷阱:
        不同货币的金额绝不相加;非美元销售额不作比较:这里没有汇率,并会注明。
    怎么做:
        单独出现时无需处理;与信号同时出现时考虑增设专职助理。
    """
    size = complexity(ctx)
    facts = tuple(_facts(ctx, size))
    if not facts:
        return
    told, active = signals(ctx), size.active
    over = active is not None and active.height > ctx.settings.skus
    yield Finding(
        Subject("account", ctx.marketplace),
        Severity.INFO,
        TITLE.fill(facts=_listed(facts)),
        HIRE if told.raised else CONTEXT,
        figure=_figure(ctx.settings, size),
        lines=(
            ctx.line("internal", "skus", crossed=over),
            ctx.line("internal", "marketplaces", crossed=_many(ctx.settings, size)),
            ctx.line("internal", "sales_usd", crossed=_sold(size) > exact(ctx.settings.sales_usd)),
        ),
        evidence=(active,) if active is not None and over else (),
        due=ctx.close(),
        notes=(*_not_converted(ctx, size), told.said()),
    )


def _many(settings: TeamSettings, size: Complexity) -> bool:
    return len(size.marketplaces) >= settings.marketplaces


def _sold(size: Complexity) -> Decimal:
    """The month's sales in dollars, the currency of the line."""
    return size.sales.get(DOLLAR, Decimal(0))


def _figure(settings: TeamSettings, size: Complexity) -> Figure:
    """The first number that crossed its line: 10 SKUs in eleven marketplaces are eleven marketplaces."""
    if size.active is not None and size.active.height > settings.skus:
        return Figure("active_skus", size.active.height)
    if _many(settings, size):
        return Figure("marketplaces", len(size.marketplaces))
    return Figure("monthly_sales", _sold(size), unit="money")


def _facts(ctx: Context[TeamSettings], size: Complexity) -> Iterator[Words]:
    lines = ctx.settings
    if size.active is not None and size.active.height > lines.skus:
        yield SKUS.fill(n=size.active.height)
    if _many(lines, size):
        yield PLACES.fill(n=len(size.marketplaces), names=", ".join(size.marketplaces))
    if _sold(size) > exact(lines.sales_usd):
        yield SALES.fill(amount=money(_sold(size), DOLLAR))


def _not_converted(ctx: Context[TeamSettings], size: Complexity) -> tuple[Words, ...]:
    line = money(ctx.settings.sales_usd, DOLLAR)
    others = ((amount, currency) for currency, amount in size.sales.items() if currency != DOLLAR)
    return tuple(NOT_CONVERTED.fill(amount=money(amount, currency), line=line) for amount, currency in others)


def _listed(facts: tuple[Words, ...]) -> Words:
    return Words(", ".join(fact.en for fact in facts), "、".join(fact.zh for fact in facts))

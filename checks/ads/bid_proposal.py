"""Keywords whose bid is not what their clicks are worth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from cockpit.api import (
    ADS_BULK,
    ADVERTISED,
    CAMPAIGN,
    FILE,
    ROW,
    AcosSettings,
    AdRows,
    Context,
    Days,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Proposal,
    Severity,
    Subject,
    Verdict,
    Words,
    acos_target,
    ads_bulk,
    changed_since,
    check,
    exact,
    immature,
    keyword_sums,
    logged_since,
    mature_window,
    money,
    next_bid,
    percent,
    proposal,
    rows_by_key,
    rows_in,
    same,
    setting,
    window_note,
    with_bids,
    with_skus,
)

TARGETING, TERMS = "sp-targeting", "sp-search-terms"


@dataclass(frozen=True)
class Settings(AcosSettings):
    """[ads], as far as this check needs it."""

    min_clicks: int = setting(30, "fewer clicks say nothing about a campaign", unit="clicks")
    bid_change: float = setting(0.10, "a smaller difference between bids is left alone", unit="share")
    bid_step: float = setting(0.25, "a bid moves by at most this share at once", unit="share")
    bid_wait_days: float = setting(3, "days since the last change of the bid (7 are better)", unit="days")
    bid_min: Mapping[str, float] = setting(
        {"default": 0.02, "JP": 2}, "never bid less; by marketplace, in its currency", unit="money"
    )
    bid_max: Mapping[str, float] = setting(
        {"default": 5, "JP": 500}, "never bid more; by marketplace, in its currency", unit="money"
    )


@dataclass(frozen=True)
class Approval:
    """[approval], as far as this check needs it."""

    bid: float = setting(0.30, "a bid changed by more needs a second person")


TITLE = Words("Bid {bid}, its clicks are worth {ideal}: {way}", "出价 {bid},其点击价值 {ideal}:{way}")
RAISE = Words("raise to {new}", "升至 {new}")
LOWER = Words("lower to {new}", "降至 {new}")
ACTION = Words("Move the bid one step to {bid}; look again in 7 days.", "出价调至 {bid},7 天后复看。")
WHY = Words(
    "{match}: {sales} from {clicks} {clicks|click|clicks} × target ACoS {target} (CVR {cvr}).",
    "{match}:{clicks} 次点击带来 {sales} × 目标 ACoS {target}(转化率 {cvr})。",
)
MATCHES = {
    "exact": Words("exact", "精准"), "phrase": Words("phrase", "词组"), "broad": Words("broad", "广泛"),
}  # fmt: skip
EMPTY = Words("{keyword} has an empty cell among its figures", "{keyword} 的数据中有空单元格")
NO_BIDS = Words("no report tells what keywords bid: download ads-bulk", "没有报表说明关键词出价:请下载 ads-bulk")
NO_BID = Words("the bulk sheet does not list {keyword}", "批量表中没有 {keyword}")
SHOWN = (
    "date", "start_date", "end_date", "campaign", "ad_group", "targeting", "match_type", "search_term", "bid",
    "clicks", "spend", "sales", "orders", FILE, ROW,
)  # fmt: skip
DUE = timedelta(hours=24)


@check(
    "A-08",
    Words("Bid proposal", "出价建议"),
    pane=Pane.NOON,
    any_of=(TERMS, TARGETING),
    wants=(ADS_BULK, ADVERTISED, "sku-master"),
    settings=Settings,
    section="ads",
    severities=(Severity.INFO,),
)
def bid_proposal(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Keywords whose bid is not what their clicks are worth.

    What it finds:
        Enabled keywords with at least 30 clicks over the mature days of a 30-day window whose bid differs by more than
        10% from what a click is worth at the target ACoS.
    Why it matters:
        A bid over the worth of a click loses money on every click; one under it leaves sales to competitors.
    Formula:
        bid* = target ACoS × CVR × AOV = target ACoS × sales ÷ clicks. The proposal moves the bid towards bid* by at
        most 25%, within the bounds, rounded towards the old bid.
    Lines:
        min_clicks (30; exactly 30 count), bid_change (10%; exactly 10% is left alone), bid_step (25%), bid_min and
        bid_max by marketplace, bid_wait_days (3). Target: target_acos of the SKU, else the band of its category. All
        our own; Amazon publishes none.
    Feeds:
        sp-targeting by day, else sp-search-terms by day, summed by keyword. Bids: ads-bulk (the keyword's own, else its
        ad group's default), else the bid of sp-targeting. The board and earlier bulk sheets: the last change.
    Traps:
        Sales of the last 3 days are still being counted. A bid that was changed in the last 3 days (7 are better) is
        left alone: its clicks are still those of the old bid. A keyword without a sale is worth nothing: its bid goes
        down by one step. Paused keywords and product targets are left out. The same keyword with two match types is one
        issue with a proposal for each. Placement adjustments multiply the bid: look at them too.
    What to do:
        Move the bid one step and look again in 7 days. More than 30% at once needs a second person.

    中文

    发现什么:
        已启用、30 天窗口内成熟日点击至少 30 次,且出价与目标 ACoS 下的点击价值相差超过 10% 的关键词。
    为何重要:
        出价高于点击价值,每次点击都在亏;低于点击价值,则把销售让给竞争对手。
    公式:
        bid* = 目标 ACoS × 转化率 × 客单价 = 目标 ACoS × 销售额 ÷ 点击。建议向 bid* 移动,每次至多 25%,不超出上下限,向原
        出价方向取整。
    界限:
        min_clicks(30 次,正好 30 计入)、bid_change(10%,正好 10% 不动)、bid_step(25%)、按站点的 bid_min 与 bid_max、
        bid_wait_days(3 天)。目标:SKU 的 target_acos,否则类目上限。均为自定,亚马逊未公布。
    数据来源:
        按日的 sp-targeting,否则按日的 sp-search-terms,按关键词汇总。出价:ads-bulk(关键词自身,否则广告组默认),否则
        sp-targeting 的出价。看板与较早的批量表:最近一次改动。
    陷阱:
        最近 3 天的销售还在统计。最近 3 天(7 天更好)内改过的出价不动:点击仍来自旧出价。没有成交的关键词价值为零:出价降
        一步。暂停的关键词与商品定向不计。同一关键词两种匹配方式算一个问题,各给一条建议。广告位加成会放大出价,请一并
        查看。
    怎么做:
        出价移动一步,7 天后复看。一次改动超过 30% 须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    window = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    type_ = _report(ctx, window)
    rows = rows_in(ctx, type_, window)
    yield from immature(ctx, type_, rows, window)
    if not ctx.has(ADS_BULK) and (
        "bid" not in rows.frame.columns or rows.frame["bid"].null_count() == rows.frame.height
    ):
        if not rows.frame.is_empty():
            yield NotJudged(Verdict.NO_DATA, NO_BIDS)
        return
    mixed = rows.mixed.select(CAMPAIGN, "ad_group").unique()
    sums = with_bids(ctx, keyword_sums(rows).join(mixed, on=[CAMPAIGN, "ad_group"], how="anti", maintain_order="left"))
    yield from _unsure(ctx, sums)
    live = sums.filter((pl.col("state") != "stopped").fill_null(value=True), pl.col("bid") > 0)
    scoped, facts = with_skus(ctx, live.filter(pl.col("clicks") > 0, pl.col("sales").is_not_null()))
    waiting = _waiting(ctx, scoped)
    moves = [
        move
        for settings, part in ctx.parts(scoped)
        for row in part.filter(pl.col("clicks") >= settings.min_clicks).iter_rows(named=True)
        if (move := _move(ctx, row, settings, acos_target(settings, [facts[sku] for sku in row["skus"]]).upper))
        and not waiting(move)
    ]
    if moves:
        evidence, note = _evidence(rows, moves), window_note(ctx, rows, window)
        for found in _by_subject(moves):
            yield _finding(ctx, found, evidence[found[0].subject.id], note)


def _report(ctx: Context[Settings], window: Days) -> str:
    """The targeting report where it tells the days, else the search terms: every click is of some keyword."""
    there = [type_ for type_ in (TARGETING, TERMS) if ctx.has(type_)]
    told = [type_ for type_ in there if (rows := rows_in(ctx, type_, window)).daily and rows.there]
    return (told or there)[0]


def _tells_bids(ctx: Context[Settings], rows: AdRows) -> bool:
    """Whether any report says what keywords bid: without, a million rows need not be added up."""
    bids = rows.frame.get_column("bid", default=pl.Series([], dtype=pl.Float64))
    return ctx.has(ADS_BULK) or bids.null_count() < len(bids)


def _unsure(ctx: Context[Settings], sums: pl.DataFrame) -> Iterator[NotJudged]:
    """Keywords with an empty cell, and those whose bid nobody tells."""
    for row in sums.filter(pl.any_horizontal(pl.col("clicks", "sales").is_null())).iter_rows(named=True):
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(keyword=row["targeting"]), _subject(row))
    unknown = sums.filter(pl.col("clicks") >= ctx.settings.min_clicks, pl.col("bid").is_null())
    for row in unknown.iter_rows(named=True):
        # An archived keyword is not in the sheet either: one of them must not blind the check.
        yield NotJudged(Verdict.NOT_APPLICABLE, NO_BID.fill(keyword=row["targeting"]), _subject(row))


def _subject(row: Mapping[str, Any]) -> Subject:
    return Subject("keyword", f"{row['campaign']} › {row['ad_group']} › {row['targeting']}")


class _Waiting:
    """Whether a bid was changed so lately that its clicks are still those of the old one."""

    def __init__(self, ctx: Context[Settings], keywords: pl.DataFrame) -> None:
        wait = timedelta(days=ctx.settings.bid_wait_days)
        self._seen = changed_since(ctx, ctx.now - wait)
        subjects = [_subject(row).id for row in keywords.iter_rows(named=True)] if ctx.actions else []
        self._logged = logged_since(ctx, subjects, ctx.now - wait)
        for at in (*self._seen.values(), *self._logged.values()):
            ctx.changes_at(at + wait + timedelta(seconds=1))

    def __call__(self, move: "_Move") -> bool:
        row = move.row
        key = row["campaign"], row["ad_group"], row["keyword"], row["match"]
        return key in self._seen or move.subject.id in self._logged


def _waiting(ctx: Context[Settings], keywords: pl.DataFrame) -> _Waiting:
    return _Waiting(ctx, keywords)


@dataclass(frozen=True)
class _Move:
    """One keyword of one match type, and the step that its bid should take."""

    row: Mapping[str, Any]
    target: Fraction
    ideal: Fraction
    new: Decimal

    @property
    def subject(self) -> Subject:
        return _subject(self.row)

    @property
    def bid(self) -> Decimal:
        return Decimal(self.row["bid"])

    @property
    def difference(self) -> Fraction:
        """How far the bid is off, as a share of it."""
        return abs(self.ideal / Fraction(self.bid) - 1)

    @property
    def currency(self) -> str:
        return self.row["currency"] or ""

    def way(self) -> Words:
        return (RAISE if self.new > self.bid else LOWER).fill(new=same(money(self.new, self.currency)))

    def why(self) -> Words:
        row = self.row
        sales = same(money(row["sales"], self.currency))
        cvr = percent(row["orders"] / row["clicks"]) if row["orders"] is not None else "?"
        return WHY.fill(
            match=MATCHES[row["match"]], sales=sales, clicks=row["clicks"], target=percent(float(self.target)), cvr=cvr
        )

    def proposal(self, ctx: Context[Settings]) -> Proposal:
        row = self.row
        ids = ads_bulk(ctx).ids(row["campaign"], row["ad_group"], row[CAMPAIGN])
        ids |= {name: row[name] for name in ("campaign_id", "ad_group_id") if row[name]}
        return proposal(
            "bid", **ids, keyword=row["targeting"], keyword_id=row["keyword_id"], match_type=row["match"], bid=self.new
        )


def _move(ctx: Context[Settings], row: Mapping[str, Any], settings: Settings, target: Fraction) -> _Move | None:
    """None: the bid is near enough, or at its bound."""
    bid = Decimal(row["bid"])
    ideal = target * Fraction(row["sales"]) / int(row["clicks"])
    if abs(ideal - Fraction(bid)) <= exact(settings.bid_change) * Fraction(bid):
        return None
    low, high = (
        Decimal(str(bounds.get(ctx.marketplace, bounds["default"]))) for bounds in (settings.bid_min, settings.bid_max)
    )
    coin = Decimal(1) if row["currency"] == "JPY" else Decimal("0.01")
    new = next_bid(bid, ideal, exact(settings.bid_step), (low, high), coin)
    return None if new == bid else _Move(row, target, ideal, new)


def _by_subject(moves: Sequence[_Move]) -> Iterator[list[_Move]]:
    """The moves of each keyword, what is furthest off first: two match types have the same name."""
    found: dict[Subject, list[_Move]] = {}
    for move in sorted(moves, key=lambda move: -move.difference):
        found.setdefault(move.subject, []).append(move)
    yield from found.values()


def _evidence(rows: AdRows, moves: Sequence[_Move]) -> Mapping[str, pl.DataFrame]:
    """The rows of the keywords by subject, what cost most first."""
    on = ["campaign", "ad_group", "targeting"]
    named = [{**{name: move.row[name] for name in on}, "_subject": move.subject.id} for move in moves]
    keys = pl.DataFrame(named).unique(maintain_order=True)
    kept = rows.matching(keys, on, SHOWN)
    return rows_by_key(kept, "_subject", keys["_subject"], keep_key=False, by="spend")


def _finding(ctx: Context[Settings], moves: Sequence[_Move], rows: pl.DataFrame, window: Words) -> Finding:
    first = moves[0]
    row, currency = first.row, first.currency
    sku, category = row["sku"] or "", row["category"] or ""
    limit = exact(ctx.resolver.values("approval", Approval, ctx.marketplace).bid)
    ideal = round(float(first.ideal), 4)
    return Finding(
        first.subject,
        Severity.INFO,
        TITLE.fill(bid=same(money(first.bid, currency)), ideal=same(money(ideal, currency)), way=first.way()),
        ACTION.fill(bid=same(money(first.new, currency))),
        figure=Figure("bid", ideal, row["sales"], row["clicks"], "money"),
        lines=(ctx.line("internal", "bid_change", crossed=True, sku=sku, category=category),),
        evidence=(rows,),
        due_within=DUE,
        needs_approval=any(abs(Fraction(m.new) / Fraction(m.bid) - 1) > limit for m in moves),
        about=(Subject("campaign", row[CAMPAIGN]), *([Subject("sku", row["sku"])] if row["sku"] else [])),
        notes=(window, *(move.why() for move in moves)),
        proposals=tuple(move.proposal(ctx) for move in moves),
    )

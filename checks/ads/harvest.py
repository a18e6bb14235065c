"""Search terms that sell within the target and are not an exact keyword yet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import polars as pl

from cockpit.api import (
    ADS_BULK,
    ADVERTISED,
    CAMPAIGN,
    FILE,
    ROW,
    TERM,
    AcosSettings,
    AcosTarget,
    AdRows,
    Context,
    Figure,
    Finding,
    Keyworded,
    NotJudged,
    Pane,
    Proposal,
    Severity,
    SkuAds,
    Subject,
    Verdict,
    Words,
    acos_target,
    ads_bulk,
    check,
    guard,
    immature,
    in_coins,
    is_protected,
    keyworded,
    mature_window,
    money,
    percent,
    proposal,
    protected_terms,
    rows_by_key,
    rows_in,
    same,
    selling_terms,
    setting,
    window_note,
    with_skus,
)

REPORT = "sp-search-terms"


@dataclass(frozen=True)
class Settings(AcosSettings):
    """[ads], as far as this check needs it."""

    harvest_orders: int = setting(2, "orders from which on a term deserves its own exact keyword", unit="orders")


TITLE = Words(
    "{orders} {orders|order|orders} at ACoS {acos} (target {target}), not an exact keyword yet",
    "{orders} 单,ACoS {acos}(目标 {target}),尚未设为精准词",
)
ACTION = Words("Add exact at CPC level, negate exact in the source.", "新增精准词并在来源活动做精准否定。")
ACTION_ASIN = Words(
    "Add {term} as a product target at CPC level, negate it in the source.",
    "以 CPC 水平新增 {term} 商品定向,并在来源活动否定。",
)
BID = Words("Start at its cost per click, {cpc}.", "以其单次点击成本 {cpc} 起价。")
TO = Words(
    "An ad group with exact keywords of the same SKU: {campaign} › {ad_group}.",
    "同 SKU 已有精准词的广告组:{campaign} › {ad_group}。",
)
KEEP = Words(
    "It contains a protected term: add it, but do not negate it in the source.", "含保护词:只新增,不在来源活动否定。"
)
EMPTY = Words("{term} has an empty cell among its figures", "{term} 的数据中有空单元格")
DUE = timedelta(hours=24)
SHOWN = (
    "date", "start_date", "end_date", "campaign", "ad_group", "targeting", "match_type", "search_term", "clicks",
    "spend", "sales", "orders", FILE, ROW,
)  # fmt: skip
ASIN = re.compile(r"b0[0-9a-z]{8}", re.IGNORECASE)


@check(
    "A-09",
    Words("Term to harvest", "可拓词"),
    pane=Pane.NOON,
    needs=(REPORT,),
    wants=("sp-targeting", ADS_BULK, ADVERTISED, "sku-master"),
    settings=Settings,
    section="ads",
    severities=(Severity.INFO,),
)
def harvest(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Search terms that sell within the target and are not an exact keyword yet.

    What it finds:
        Search terms that an automatic, broad or phrase target brought, with at least 2 orders over the mature days of a
        30-day window and an ACoS within the target, for which no exact keyword exists.
    Why it matters:
        A term of its own can be bid on by itself; in a broad or automatic group its bid is that of all the others.
    Formula:
        ACoS = spend ÷ attributed sales of the term in its ad group, its exact matches left out. Proposed bid = its cost
        per click = spend ÷ clicks.
    Lines:
        harvest_orders (2; exactly 2 count). ACoS at most the upper line of A-01: target_acos of the SKU, else the band
        of its category. Our own; Amazon publishes none.
    Feeds:
        sp-search-terms by day. Exact keywords: of the search-term report itself, sp-targeting and ads-bulk.
        sp-advertised-products: whose keywords they are. SKU master: target_acos, category, protected_terms.
    Traps:
        Orders of the last 3 days are still being counted. An exact keyword counts when it advertises the same SKU, and
        whenever nobody knows whose it is. An ASIN becomes a product target, not a keyword. A protected term is added
        and not negated. Rows whose term is "*" have no query. An automatic ad group takes no keywords: the exact one
        goes to another ad group, named where there is one for the SKU.
    What to do:
        Add the term as an exact keyword at its cost per click, and as a negative exact where it came from.

    中文

    发现什么:
        由自动、广泛或词组投放带来、30 天窗口内成熟日至少 2 单、ACoS 在目标以内,且还没有精准关键词的搜索词。
    为何重要:
        单独成词才能单独出价;留在广泛或自动组里,只能与其他词共用出价。
    公式:
        ACoS = 该词在其广告组中的花费 ÷ 归因销售额,不含精准匹配的部分。建议出价 = 其单次点击成本 = 花费 ÷ 点击。
    界限:
        harvest_orders(2 单,正好 2 单计入)。ACoS 不超过 A-01 的上限:SKU 的 target_acos,否则类目上限。均为自定,亚马逊
        未公布。
    数据来源:
        按日的 sp-search-terms。已有精准词:搜索词报表本身、sp-targeting 与 ads-bulk。sp-advertised-products:属于哪个
        SKU。SKU 主档:target_acos、类目、protected_terms。
    陷阱:
        最近 3 天的订单还在统计。推广同一 SKU 的精准词才算已有;不知道属于谁时一律算已有。ASIN 应设为商品定向而非关键词。
        保护词只新增,不否定。词为“*”的行没有搜索词。自动广告组不能添加关键词:精准词要放到其他广告组,已知时会注明。
    怎么做:
        以单次点击成本新增精准关键词,并在来源活动添加精准否定。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    window = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    rows = rows_in(ctx, REPORT, window)
    yield from immature(ctx, REPORT, rows, window)
    terms = selling_terms(rows, 1)
    for row in terms.filter(pl.any_horizontal(pl.col("clicks", "spend", "sales", "orders").is_null())).iter_rows(
        named=True
    ):
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(term=row["search_term"]), _subject(row))
    known_cells = terms.filter(pl.col("sales") > 0, pl.col("clicks").is_not_null(), pl.col("spend").is_not_null())
    scoped, facts = with_skus(ctx, known_cells)
    known, barred = keyworded(ctx), guard(protected_terms(ctx))
    found = [
        term
        for settings, part in ctx.parts(scoped)
        for row in known.lacking(part.filter(pl.col("orders") >= settings.harvest_orders)).iter_rows(named=True)
        if (term := _Term(row, settings, [facts[sku] for sku in row["skus"]], known)).pays
    ]
    if found:
        evidence, note = _evidence(rows, found), window_note(ctx, rows, window)
        for term in found:
            keep = is_protected(term.row["search_term"], barred)
            yield term.finding(ctx, evidence[term.subject.id], note, keep=keep)


def _subject(row: Mapping[str, Any]) -> Subject:
    return Subject("search_term", f"{row['campaign']} › {row['ad_group']} › {row['search_term']}")


def _evidence(rows: AdRows, found: Sequence["_Term"]) -> Mapping[str, pl.DataFrame]:
    """The rows of the terms by subject, what sold most first."""
    keys = pl.DataFrame(
        [{**{name: term.row[name] for name in TERM}, "_subject": term.subject.id} for term in found],
        schema={**dict.fromkeys(TERM, pl.String), "_subject": pl.String},
    )
    kept = rows.matching(keys, TERM, SHOWN).select("_subject", pl.exclude("_subject", CAMPAIGN))
    return rows_by_key(kept, "_subject", keys["_subject"], keep_key=False, by="sales")


@dataclass(frozen=True)
class _Term:
    """One search term that sold often enough."""

    row: Mapping[str, Any]
    settings: Settings
    skus: Sequence[SkuAds]
    known: Keyworded

    @property
    def subject(self) -> Subject:
        return _subject(self.row)

    @cached_property
    def target(self) -> AcosTarget:
        return acos_target(self.settings, self.skus)

    @property
    def pays(self) -> bool:
        return Fraction(self.row["spend"]) <= self.target.upper * Fraction(self.row["sales"])

    @property
    def asin(self) -> str:
        """The ASIN that the term is; empty of words."""
        term: str = self.row["search_term"]
        return term.upper() if ASIN.fullmatch(term) else ""

    @property
    def cost_per_click(self) -> Decimal | None:
        """What a click cost; None where the clicks were before the window: the ad group's own bid then holds."""
        if not self.row["clicks"]:
            return None
        return in_coins(Decimal(self.row["spend"]) / int(self.row["clicks"]), self.row["currency"] or "")

    def finding(self, ctx: Context[Settings], rows: pl.DataFrame, window: Words, *, keep: bool) -> Finding:
        row, target = self.row, percent(float(self.target.upper))
        acos = percent(float(Fraction(row["spend"]) / Fraction(row["sales"])))
        sku, category = row["sku"] or "", row["category"] or ""
        return Finding(
            self.subject,
            Severity.INFO,
            TITLE.fill(orders=row["orders"], acos=acos, target=target),
            ACTION_ASIN.fill(term=self.asin) if self.asin else ACTION,
            figure=Figure("orders", row["orders"], row["orders"], row["clicks"]),
            lines=(ctx.line("internal", "harvest_orders", crossed=True, sku=sku, category=category),),
            evidence=(rows,),
            due_within=DUE,
            about=(Subject("campaign", row[CAMPAIGN]), *([Subject("sku", row["sku"])] if row["sku"] else [])),
            notes=(window, *self.notes(keep=keep)),
            proposals=tuple(self.proposals(ctx, keep=keep)),
        )

    def notes(self, *, keep: bool) -> Iterator[Words]:
        if self.cost_per_click is not None:
            yield BID.fill(cpc=same(money(self.cost_per_click, self.row["currency"] or "")))
        place = self.known.place(self.row["skus"])
        if place and not self.asin:
            yield TO.fill(campaign=place[0], ad_group=place[1])
        if keep:
            yield KEEP

    def proposals(self, ctx: Context[Settings], *, keep: bool) -> Iterator[Proposal]:
        """Two rows of a bulk sheet: the exact keyword where it is to go, and the negative where it came from."""
        bulk, row = ads_bulk(ctx), self.row
        word, match = (self.asin, "product") if self.asin else (row["search_term"], "exact")
        place = None if self.asin else self.known.place(row["skus"])
        to = bulk.ids(*place) if place else {}
        yield proposal("keyword", **to, keyword=word, match_type=match, bid=self.cost_per_click)
        if not keep:
            source = bulk.ids(row["campaign"], row["ad_group"], row[CAMPAIGN])
            yield proposal("negative", **source, keyword=word, match_type=match)

"""Product pages of core SKUs that are not what was approved, and nobody logged why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    ASIN_SKU,
    CONTENT_IMAGES,
    CORE_REPORTS,
    FILE,
    LISTING_FIELDS,
    PATROL,
    ROW,
    ContentPair,
    Context,
    Figure,
    Finding,
    ListingChange,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    baselines,
    brands,
    brands_in,
    check,
    content_changes,
    core_products,
    fold_term,
    known_brands,
    listing_of,
    none_judged,
    pages,
    pairs_at,
    setting,
    unread_cells,
    zone_of,
)


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    baseline_days: int = setting(
        30, "Without a logged listing action the page of so many days ago is the approved one", unit="days"
    )
    core_share: float = setting(
        0.20, "Core SKUs where the master flags none: this top share by 30-day sales", unit="share"
    )


TITLE = Words("{asin}: {fields} changed since {since}{worse}", "{asin}:自 {since} 以来{fields}被改动{worse}")
MISSING = Words("main image missing", "主图缺失")
STRANGER = Words(", title names {brand}", ",标题出现 {brand}")
ACTION = Words(
    "Compare with the approved version, screenshot, restore only if no incident is open on this ASIN.",
    "与基准版本比对并截图;该 ASIN 无未结事故时再恢复。",
)
CHANGED = Words("{field}: {before} → {after}", "{field}:{before} → {after}")
AGREE = Words(
    "Agreed on after all? Log a listing action: the page of a day later is the approved one then",
    "其实是批准过的改动?请登记一条 Listing 操作,一天之后的页面即成为基准",
)
FIRST = Words("{asin}: no older page to compare with", "{asin}:没有更早的页面可对比")
NO_CORE = Words("no report tells which SKUs are core", "没有报表说明哪些是核心 SKU")
OLD = Words("{asin} was last patrolled more than 7 days ago", "{asin} 最近一次巡检已超过 7 天")

# Whose change costs the product its place at once: brand and category decide where it is listed at all.
GRAVE = frozenset({"brand", "brand_name", "category", "product_type"})
TITLES = frozenset({"title", "item_name"})
PAGES = (PATROL, "all-listings", "category-listings")
INSTANT = timedelta(microseconds=1)  # what is true at the end of a day is of that day


@check(
    "L-01",
    Words("Core content drift", "核心页面内容被改"),
    pane=Pane.MORNING,
    any_of=PAGES,
    wants=("business-report", *CORE_REPORTS),
    settings=Settings,
    section="listing",
    yields_to=("I-02",),
)
def content_drift(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Product pages of core SKUs that are not what was approved, and no logged action explains it.

    What it finds:
        A core ASIN whose title, main image, category, brand, parent or bullets differ from its approved baseline.
    Why it matters:
        Somebody else's contribution, a bad flat file or a hijacker changes a page in silence. A wrong brand or category
        takes the product out of its search results; a missing image suppresses it.
    Formula:
        Baseline: the first page seen a day after the newest agreed (approved or done) `listing` action on the ASIN or
        one of its SKUs; until then the action explains every change. Without one: the page of baseline_days ago, or the
        oldest since. Compared field by field, each report with its own past.
    Lines:
        None: any difference counts. Critical when the main image is missing, the brand or the category changed, or the
        title now names a brand that is not the product's own; else a warning. baseline_days (30).
    Feeds:
        listing-patrol: title, brand, category, main_image_hash, bullets; all-listings: item-name; category-listings:
        title, brand, product type, parent, bullets, main image; business-report: the parent; their older snapshots.
        sku-master (core) or all-orders (best sellers).
    Traps:
        Whitespace and HTML entities are no change. The address of an image changes without a new picture: only its hash
        counts, and only the loss of both is a missing image. A cell that is empty on one side says nothing. What was
        put back is no drift. A stranger's brand is known only where some report names that brand. I-02 comes first:
        under an open incident nothing is restored.
    What to do:
        Compare with the approved version and take a screenshot. Restore it only if no incident is open on the ASIN, and
        with a second person. If the change was agreed on, log it.

    中文

    发现什么:
        核心 ASIN 的标题、主图、类目、品牌、父体或五点与批准的基准不一致。
    为何重要:
        他人的贡献、错误的批量表或跟卖者都会悄悄改动页面。品牌或类目错误会使商品从搜索结果中消失,缺主图则会被抑制。
    公式:
        基准:该 ASIN 或其 SKU 最近一次已批准或已执行的 listing 操作一天之后首次看到的页面,在此之前该操作可解释所有改动;
        没有操作时,取 baseline_days 天前(或其后最早)的页面。逐字段比较,每种报表只与自己的过去比较。
    界限:
        没有:任何差异都算。主图缺失、品牌或类目改变、标题出现非本商品的品牌为紧急,其余为预警。baseline_days(30)。
    数据来源:
        listing-patrol:title、brand、category、main_image_hash、bullets;all-listings:item-name;category-listings:标
        题、品牌、商品类型、父体、五点、主图;business-report:父体;以及更早的快照。sku-master(核心)或 all-orders(畅
        销)。
    陷阱:
        空白和 HTML 实体不算改动。图片地址会自行变化,只比较哈希;哈希和地址都没有才算主图缺失。一侧为空的单元格不作判断。
        已改回的不算。只有报表中出现过的品牌才认得出。该 ASIN 有 I-02 时以其为先:未结事故期间不得恢复。
    怎么做:
        与基准版本比对并截图;该 ASIN 无未结事故时再恢复,并由第二人审批。若改动是批准过的,请补登记。
    """
    products = core_products(ctx, ctx.settings.core_share)
    told = ctx.has("all-orders") or ctx.frame("sku-master")["core"].drop_nulls().len()
    if not products and not told:
        yield NotJudged(Verdict.NO_DATA, NO_CORE)
        return
    approved = baselines(ctx, products, timedelta(days=ctx.settings.baseline_days))
    said = [
        one
        for baseline, asins in approved.items()
        for pairs in [list(pairs_at(ctx, baseline, {asin: products[asin] for asin in asins}))]
        for asin in asins
        for one in _judge(ctx, asin, products[asin], pairs, agreed=baseline.agreed)
    ]
    yield from said
    rows = any(ctx.frame(type_).height for type_ in PAGES)  # a report of the header alone is no page that is too young
    yield from none_judged(said, len(products) if rows else 0)
    if ctx.has(PATROL):
        for asin in sorted(set(pages(ctx).old) & products.keys()):
            yield NotJudged(Verdict.STALE, OLD.fill(asin=asin), Subject("asin", asin))
    yield from unread_cells(ctx, PATROL, "date", "asin")
    yield from unread_cells(ctx, "sku-master", "sku", "core")


def _judge(
    ctx: Context[Settings], asin: str, skus: Sequence[str], pairs: Sequence[ContentPair], *, agreed: bool
) -> Iterator[Finding | NotJudged]:
    told = [pair for pair in pairs if asin in pair.told]
    if not told and agreed:  # nothing was seen since the edit that was agreed on: it explains what there is
        return
    if not told:
        yield NotJudged(Verdict.IMMATURE, FIRST.fill(asin=asin), Subject("asin", asin))
        return
    differing = [pair for pair in told if asin in pair.differing]
    found = [(pair, change) for pair in differing for change in content_changes(pair.before, pair.after, [asin], skus)]
    lost = [pair for pair in differing if _image_lost(pair, asin, skus)]
    if found or lost:
        yield _finding(ctx, asin, skus, found, lost)


def _image_lost(pair: ContentPair, asin: str, skus: Sequence[str]) -> bool:
    """Whether every trace of a main image is gone that was there at the baseline."""
    columns = CONTENT_IMAGES.get(pair.after.type, ())
    before, after = (listing_of(one, [asin], skus).select(columns) for one in (pair.before, pair.after))
    return bool(columns) and _any(before) and not _any(after)


def _any(cells: pl.DataFrame) -> bool:
    return any(cells[name].drop_nulls().len() for name in cells.columns)


def _finding(
    ctx: Context[Settings],
    asin: str,
    skus: Sequence[str],
    found: Sequence[tuple[ContentPair, ListingChange]],
    lost: Sequence[ContentPair],
) -> Finding:
    names = list(dict.fromkeys([*(change.name for _, change in found), *([MISSING] if lost else [])]))
    fields = Words(", ".join(name.en for name in names), "、".join(name.zh for name in names))
    strangers = sorted({brand for _, change in found for brand in _strangers(ctx, asin, change)})
    grave = bool(lost or strangers) or any(change.field in GRAVE for _, change in found)
    pairs = list(dict.fromkeys([*(pair for pair, _ in found), *lost]))
    worse = STRANGER.fill(brand=", ".join(strangers)) if strangers else ""
    since = min(_since(ctx, pair, asin, skus) for pair in pairs)
    return Finding(
        subject=Subject("asin", asin),
        severity=Severity.CRITICAL if grave else Severity.WARNING,
        title=TITLE.fill(asin=asin, fields=fields, since=ctx.day(since), worse=worse),
        action=ACTION,
        figure=Figure("changed_fields", len(names)),
        evidence=tuple(_rows(one, asin, skus) for pair in pairs for one in (pair.before, pair.after)),
        due=ctx.today(),
        needs_approval=True,
        about=tuple(Subject("sku", sku) for sku in skus),
        notes=(*(_said(change) for _, change in found), AGREE),
    )


def _since(ctx: Context[Settings], pair: ContentPair, asin: str, skus: Sequence[str]) -> Any:
    """The day of the page that it is compared with."""
    if pair.before.type == PATROL:
        return listing_of(pair.before, [asin], skus)["date"].min()
    return (pair.before.as_of - INSTANT).astimezone(zone_of(ctx.marketplace)).date()


def _strangers(ctx: Context[Settings], asin: str, change: ListingChange) -> tuple[str, ...]:
    """Brands that the title names now and did not before, the product's own left out."""
    if change.field not in TITLES:
        return ()
    own = set(map(fold_term, brands(ctx).filter(pl.col("asin") == asin)["brand"]))
    known = known_brands(ctx) - own
    return tuple(sorted(set(brands_in(change.after, known)) - set(brands_in(change.before, known))))


def _rows(snapshot: Any, asin: str, skus: Sequence[str]) -> pl.DataFrame:
    shown = [
        *ASIN_SKU[snapshot.type],
        *LISTING_FIELDS[snapshot.type],
        *CONTENT_IMAGES.get(snapshot.type, ()),
        FILE,
        ROW,
    ]
    return listing_of(snapshot, [asin], skus).select(list(dict.fromkeys(shown)))


def _said(change: ListingChange) -> Words:
    values: Mapping[str, Any] = {"field": change.name, "before": change.before, "after": change.after}
    return CHANGED.fill(**values)

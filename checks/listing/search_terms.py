"""Search terms (generic keywords) that are too long, or hold words that do nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    TermFaults,
    Verdict,
    Words,
    check,
    known_brands,
    rows_by_key,
    setting,
    term_faults,
)


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    search_bytes: Mapping[str, float] = setting(
        {"default": 250, "JP": 500, "IN": 200},
        "From so many bytes on the search terms are too long, by marketplace",
        source="Amazon help: Using search terms effectively",
        unit="bytes",
    )


TITLE = Words("{subject}: search terms {faults}", "{subject}:搜索词{faults}")
LONG = Words("take {n} {n|byte|bytes}, under {line} allowed", "占 {n} 字节,须少于 {line}")
REPEATED = Words("repeat {words}", "重复 {words}")
BRANDS = Words("name brands ({words})", "含品牌词({words})")
ASINS = Words("name ASINs ({words})", "含 ASIN({words})")
EMPTY_WORDS = Words("hold temporary or subjective words ({words})", "含促销或主观词({words})")
ACTION = Words(
    "Cut to under {limit} {limit|byte|bytes}: drop repeats, brands, ASINs, 'new/best/sale' words.",
    "压缩到 {limit} 字节以内:去重,删品牌词、ASIN、促销及主观词。",
)
NO_TERMS = Words(
    "neither the category listing report nor the patrol has search terms", "分类商品报告和巡检表中都没有搜索词"
)

WEEK = timedelta(days=7)
CATEGORY_SHOWN = ("item_sku", "item_name", "generic_keywords", "brand_name", FILE, ROW)
PATROL_SHOWN = ("date", "asin", "sku", "search_terms", "brand", FILE, ROW)


@check(
    "L-05",
    Words("Search terms", "搜索词(ST)"),
    pane=Pane.WEEKLY,
    any_of=("category-listings", "listing-patrol"),
    wants=("sku-master",),
    settings=Settings,
    section="listing",
    severities=(Severity.WARNING, Severity.INFO),
)
def search_terms(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Search terms that Amazon may ignore altogether, and words in them that do nothing.

    What it finds:
        Generic keywords of 250 bytes and more (Japan 500, India 200): a warning. Repeated words, brand names, ASINs,
        temporary words ("new", "on sale") and subjective ones ("best"): information.
    Why it matters:
        Over the limit Amazon indexes none of the field, not only less of it. A repeated or forbidden word takes the
        place of one that buyers type.
    Formula:
        UTF-8 bytes of the text without spaces and punctuation (Unicode Z and P); HTML entities are read first. An
        umlaut takes 2 bytes, a Chinese or Japanese sign 3.
    Lines:
        search_bytes by marketplace (Amazon's): 249 are fine, 250 are too many.
    Feeds:
        category-listings: generic_keywords, brand_name; listing-patrol: search_terms, brand; sku-master: the category.
        Where both reports know a SKU, the category listings count.
    Traps:
        A brand is known only where a report names it: your own does not belong here either, it is indexed anyway. An
        empty field is fine. A patrol that leaves the cell empty says nothing.
    What to do:
        Cut, then look for words that sell (L-10) to fill the room. Editing the listing needs a second person.

    中文

    发现什么:
        后台搜索词达到 250 字节(日本 500、印度 200)及以上:预警。重复词、品牌名、ASIN、时效词(新品、促销)和主观词
        (最佳):提示。
    为何重要:
        超限后亚马逊对整个字段不收录,而不只是截断;重复或违规的词占了买家会搜的词的位置。
    公式:
        去掉空格和标点(Unicode 的 Z、P 类)后的 UTF-8 字节数,先还原 HTML 实体。带变音的字母 2 字节,汉字、假名 3 字节。
    界限:
        search_bytes,按站点(亚马逊规定):249 可以,250 即超限。
    数据来源:
        category-listings:generic_keywords、brand_name;listing-patrol:search_terms、brand;sku-master:类目。同一 SKU
        两处都有时以分类商品报告为准。
    陷阱:
        只有报表中出现过的品牌才认得出;自己的品牌也不必写,本来就会收录。字段为空没有问题。巡检表留空则不作判断。
    怎么做:
        先精简,再用已出单的词(L-10)补足。修改商品页面须第二人审批。
    """
    terms = _terms(ctx)
    if not terms["terms"].drop_nulls().len():
        if any(ctx.frame(type_).height for type_ in ("category-listings", "listing-patrol")):
            yield NotJudged(Verdict.NO_DATA, NO_TERMS)
        return
    brands = known_brands(ctx)
    for settings, part in ctx.parts(terms):
        limit = settings.search_bytes.get(ctx.marketplace, settings.search_bytes.get("default", 250))
        faults = term_faults(part["terms"], ctx.marketplace, limit, brands)
        hits = [(row, fault) for row, fault in zip(part.rows(named=True), faults, strict=True) if fault is not None]
        evidence = _evidence(ctx, [row for row, _ in hits])
        for row, fault in hits:
            yield _finding(ctx, row, fault, limit, evidence)


def _terms(ctx: Context[Settings]) -> pl.DataFrame:
    """The search terms of each product: kind, id, sku, asin, terms, category."""
    category = ctx.frame("category-listings").select(
        pl.lit("sku").alias("kind"), pl.col("item_sku").alias("id"), pl.col("item_sku").alias("sku"),
        pl.lit(None, pl.String()).alias("asin"), pl.col("generic_keywords").alias("terms"),
    )  # fmt: skip
    seen = ctx.frame("listing-patrol").filter(pl.col("search_terms").is_not_null()).sort("date")
    seen = seen.unique("asin", keep="last", maintain_order=True).sort("asin")
    patrol = seen.select(
        pl.when(pl.col("sku").is_null()).then(pl.lit("asin")).otherwise(pl.lit("sku")).alias("kind"),
        pl.coalesce("sku", "asin").alias("id"), "sku", "asin", pl.col("search_terms").alias("terms"),
    )  # fmt: skip
    master = ctx.frame("sku-master").select("sku", "category").unique("sku", keep="last")
    both = pl.concat([category.unique("id", keep="last", maintain_order=True), patrol])
    return both.unique("id", keep="first", maintain_order=True).join(
        master, on="sku", how="left", maintain_order="left"
    )


def _evidence(ctx: Context[Settings], rows: list[Mapping[str, Any]]) -> tuple[Mapping[str, pl.DataFrame], ...]:
    """The rows behind the texts, by SKU in the category listings, by ASIN in the patrol."""
    category, patrol = ctx.frame("category-listings"), ctx.frame("listing-patrol").filter(pl.col("search_terms") != "")
    newest = patrol.sort("date").unique("asin", keep="last", maintain_order=True)
    return (
        rows_by_key(category.select(CATEGORY_SHOWN), "item_sku", [row["sku"] for row in rows if not row["asin"]]),
        rows_by_key(newest.select(PATROL_SHOWN), "asin", [row["asin"] for row in rows if row["asin"]]),
    )


def _finding(
    ctx: Context[Settings],
    row: Mapping[str, Any],
    fault: TermFaults,
    limit: float,
    evidence: tuple[Mapping[str, pl.DataFrame], ...],
) -> Finding:
    long = fault.size >= limit
    parts = list(_faults(fault, limit, long=long))
    joined = Words("; ".join(part.en for part in parts), ";".join(part.zh for part in parts))
    rows = evidence[1].get(row["asin"]) if row["asin"] else evidence[0].get(row["sku"])
    key = ctx.marketplace if ctx.marketplace in ctx.settings.search_bytes else "default"
    line = ctx.line("amazon", f"search_bytes.{key}", crossed=long, category=row["category"] or "", sku=row["sku"] or "")
    return Finding(
        subject=Subject(row["kind"], row["id"]),
        severity=Severity.WARNING if long else Severity.INFO,
        title=TITLE.fill(subject=row["id"], faults=joined),
        action=ACTION.fill(limit=limit),
        figure=Figure("search_bytes", fault.size) if long else Figure("wasted_words", len(fault.wasted)),
        lines=(line,),
        evidence=() if rows is None else (rows,),
        due_within=WEEK,
        needs_approval=True,
        about=(Subject("asin", row["asin"]),) if row["asin"] and row["kind"] == "sku" else (),
    )


def _faults(fault: TermFaults, limit: float, *, long: bool) -> Iterator[Words]:
    if long:
        yield LONG.fill(n=fault.size, line=limit)
    for found, words in (
        (fault.repeated, REPEATED), (fault.brands, BRANDS), (fault.asins, ASINS), (fault.empty_words, EMPTY_WORDS)
    ):  # fmt: skip
        if found:
            yield words.fill(words=", ".join(found))

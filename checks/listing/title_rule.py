"""Titles that break Amazon's rule of 2025 and may be rewritten by Amazon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    BRAND_REPORTS,
    FILE,
    ROW,
    TITLE_RULE_SINCE,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    TitleFaults,
    Verdict,
    Words,
    check,
    rows_by_key,
    same,
    setting,
    title_faults,
    with_brand,
)


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    title_chars: int = setting(
        200,
        "A title may have so many characters",
        source="Amazon help: Product title requirements",
        as_of="2025-01-21",
        unit="characters",
    )


TITLE = Words("{sku}: title {faults}", "{sku}:标题{faults}")
LONG = Words("has {n} {n|character|characters}, Amazon allows {line}", "共 {n} 个字符,亚马逊允许 {line}")
MARKS = Words("holds {marks}", "含 {marks}")
PHRASE = Words('promotes ("{phrase}")', "含促销语“{phrase}”")
REPEATED = Words("repeats {words} ({n} {n|time|times})", "重复 {words}({n} 次)")
ACTION = Words("Rewrite the title to the rule before Amazon does.", "在亚马逊自动改写前按规则修改标题。")
NO_BRAND = Words(
    "No report names its brand: the characters are allowed where they are part of the brand",
    "没有报表说明其品牌:字符属于品牌名时允许",
)
NO_TITLES = Words(
    "{file} has no item-name column: export All Listings", "{file} 没有 item-name 列:请导出“全部商品”报告"
)
EMPTY = Words("the title of {sku} is empty", "{sku} 的标题为空")
BEFORE = Words("the rule holds since 21 January 2025", "该规则自 2025 年 1 月 21 日起生效")

REWRITE = timedelta(days=14)
SHOWN = ("seller_sku", "asin1", "item_name", "status", FILE, ROW)


def _not_where(_settings: Settings, _marketplace: str, today: date) -> Words | None:
    return BEFORE if today < TITLE_RULE_SINCE else None


@check(
    "L-11",
    Words("Title breaks Amazon's rule", "标题违反亚马逊规则"),
    pane=Pane.MORNING,
    needs=("all-listings",),
    wants=(*BRAND_REPORTS, "sku-master"),
    settings=Settings,
    section="listing",
    severities=(Severity.WARNING,),
    yields_to=("I-02",),
    not_where=_not_where,
)
def title_rule(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Titles that break the rule Amazon has enforced since 21 January 2025.

    What it finds:
        Titles of more than 200 characters, with one of ! $ ? _ { } ^ ¬ ¦, with a promotional phrase, or with a word
        that stands in it more than twice.
    Why it matters:
        Amazon suppresses such listings from search or rewrites the title itself after 14 days, and its version sells
        the product less well than yours.
    Formula:
        Characters of item-name with HTML entities read and spaces folded. Words: runs of letters and digits, what a
        hyphen or an apostrophe joins is one word; capitals do not tell words apart. Articles, prepositions and
        conjunctions of the marketplace's language, numbers and single letters ("x") do not count.
    Lines:
        title_chars (Amazon's, 200): exactly 200 are fine. A word twice is fine, three times is not.
    Feeds:
        all-listings: item-name; category-listings and listing-patrol: the brand; sku-master: the category, for lines of
        its own.
    Traps:
        The brand's own name may hold the characters. `&amp;` in an export is one character. Japanese and Chinese write
        no spaces, so repeated words can be seen there only where spaces part them. An issue that I-02 raises for the
        ASIN comes first: no edits under an open incident.
    What to do:
        Rewrite the title: brand, product, what it is for, size, colour. Editing a title needs a second person.

    中文

    发现什么:
        超过 200 个字符、含有 ! $ ? _ { } ^ ¬ ¦ 之一、含促销语,或同一单词出现两次以上的标题。
    为何重要:
        亚马逊会让这样的商品从搜索中消失,或在 14 天后自行改写标题,其版本往往不利于销售。
    公式:
        item-name 的字符数(HTML 实体先还原,空白合并)。单词指连续的字母和数字,连字符或撇号相连算一个词,不区分大小
        写;该站点语言的冠词、介词、连词,以及数字和单个字母(如尺寸间的 x)不计。
    界限:
        title_chars(亚马逊规定,200):正好 200 不算超。同一词两次可以,三次不行。
    数据来源:
        all-listings:item-name;category-listings 和 listing-patrol:品牌;sku-master:类目(可单独设界限)。
    陷阱:
        品牌名本身可以含这些字符。导出中的 &amp; 只算一个字符。中文、日文不写空格,只有用空格分开的重复词才能看出。
        该 ASIN 有 I-02 时以其为先:未结事故期间不得改动。
    怎么做:
        重写标题:品牌、产品、用途、尺寸、颜色。修改标题须第二人审批。
    """
    listings = _listings(ctx)
    if listings.height and listings["title"].null_count() == listings.height:
        table = ctx.table("all-listings")
        yield NotJudged(Verdict.NO_DATA, NO_TITLES.fill(file=", ".join(table.files if table else ())))
        return
    for settings, part in ctx.parts(listings.drop_nulls("title")):
        faults = title_faults(part, ctx.marketplace, settings.title_chars)
        found = [(at, fault) for at, fault in enumerate(faults) if fault is not None]
        hits = list(zip(part[[at for at, _ in found]].rows(named=True), (fault for _, fault in found), strict=True))
        evidence = rows_by_key(ctx.frame("all-listings").select(SHOWN), "seller_sku", [row["sku"] for row, _ in hits])
        for row, fault in hits:
            yield _finding(ctx, row, fault, evidence[row["sku"]])
    for sku in listings.filter(pl.col("title").is_null())["sku"]:
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(sku=sku), Subject("sku", sku))


def _listings(ctx: Context[Settings]) -> pl.DataFrame:
    """Every listing: sku, asin, title, category, brand (empty: nobody says)."""
    master = ctx.frame("sku-master").select("sku", "category").unique("sku", keep="last")
    listings = (
        ctx.frame("all-listings")
        .select(pl.col("seller_sku").alias("sku"), pl.col("asin1").alias("asin"), pl.col("item_name").alias("title"))
        .unique("sku", keep="last", maintain_order=True)
        .join(master, on="sku", how="left", maintain_order="left")
    )
    return with_brand(ctx, listings)


def _finding(ctx: Context[Settings], row: Mapping[str, Any], fault: TitleFaults, rows: pl.DataFrame) -> Finding:
    sku, asin = row["sku"], row["asin"]
    line = ctx.line("amazon", "title_chars", crossed=fault.too_long, category=row["category"] or "", sku=sku)
    parts = list(_faults(fault, int(line.value)))
    joined = Words("; ".join(part.en for part in parts), ";".join(part.zh for part in parts))
    figure = Figure("title_chars", fault.length) if fault.too_long else Figure("title_faults", fault.kinds)
    return Finding(
        subject=Subject("sku", sku),
        severity=Severity.WARNING,
        title=TITLE.fill(sku=sku, faults=joined),
        action=ACTION,
        figure=figure,
        lines=(line,),
        evidence=(rows,),
        due_within=REWRITE,
        needs_approval=True,
        about=(Subject("asin", asin),) if asin else (),
        notes=(NO_BRAND,) if fault.marks and row["brand"] is None else (),
    )


def _faults(fault: TitleFaults, line: int) -> Iterator[Words]:
    if fault.too_long:
        yield LONG.fill(n=fault.length, line=line)
    if fault.marks:
        yield MARKS.fill(marks=same(" ".join(fault.marks)))
    if fault.phrase:
        yield PHRASE.fill(phrase=fault.phrase)
    if fault.repeated:
        yield REPEATED.fill(words=", ".join(fault.repeated), n=fault.times)

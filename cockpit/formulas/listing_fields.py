"""What a listing said at one moment and another: the fields that an edit changes, as texts that compare.

Whitespace and HTML entities are no change, nor is a column that one of two exports does not have (domain §5, L-01).
"""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.tables import Table
from cockpit.text import Words

# Report type → its columns for ASIN and SKU, and the fields of the listing that an edit changes. Stock, status and rank
# are left out: they move by themselves, and Amazon itself takes a warned listing down.
LISTING_FIELDS: Mapping[str, Mapping[str, Words]] = {
    "all-listings": {
        "item_name": Words("title", "标题"),
        "price": Words("price", "价格"),
        "item_condition": Words("condition", "成色"),
    },
    "listing-patrol": {
        "title": Words("title", "标题"),
        "brand": Words("brand", "品牌"),
        "category": Words("category", "类目"),
        "main_image_hash": Words("main image", "主图"),
        "bullets": Words("bullets", "五点描述"),
        "search_terms": Words("search terms", "搜索词"),
        "price": Words("price", "价格"),
    },
    "category-listings": {
        "item_name": Words("title", "标题"),
        "brand_name": Words("brand", "品牌"),
        "product_type": Words("category", "类目"),
        "parent_sku": Words("parent", "父体"),
        **{f"bullet_point{n}": Words(f"bullet {n}", f"五点第 {n} 条") for n in range(1, 6)},
    },
    "business-report": {"parent_asin": Words("parent", "父体")},
}
LISTS = frozenset({"bullets"})  # several texts in one cell, with ";" between them
LISTING_REPORTS = ("all-listings", "listing-patrol")  # those that show a page as it is: what I-02 guards
ASIN_SKU = {
    "all-listings": ("asin1", "seller_sku"),
    "listing-patrol": ("asin", "sku"),
    "category-listings": ("external_product_id", "item_sku"),
    "business-report": ("child_asin", "sku"),
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows of one report about some products, as they stood at a moment."""

    type: str
    as_of: datetime
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one product that is not what it was."""

    type: str
    asin: str
    sku: str
    field: str
    before: str
    after: str

    @property
    def name(self) -> Words:
        """The field, for people."""
        return LISTING_FIELDS[self.type][self.field]


def snapshots(ctx: Context[Any], type_: str, *, stale: bool = False) -> Sequence[Table]:
    """Every snapshot of a declared listing report there is, the newest first; none when the newest is stale.

    `stale`: then too. What a page was on a day stays true, however long ago that is.
    """
    current = ctx.table(type_) or (ctx.tables.get(type_, ctx.store, ctx.marketplace) if stale else None)
    return () if current is None else (current, *ctx.history(type_))


def at_moment(type_: str, tables: Sequence[Table], moment: datetime, marketplace: str) -> Snapshot | None:
    """The newest snapshot at or before a moment; where there is none, the first after it."""
    if not tables:
        return None
    if type_ == "listing-patrol":  # a log: the day of a row is its date, whatever file it stands in
        return _of_log(tables[0], moment, marketplace)
    before = [table for table in tables if table.as_of <= moment]
    table = max(before, key=_age) if before else min(tables, key=_age)
    return Snapshot(type_, table.as_of, table.frame)


def newest(type_: str, tables: Sequence[Table], marketplace: str) -> Snapshot | None:
    """The newest snapshot there is.

    Not the newest until now: a file dated by its folder, or a row by the team's day, is true until that day has ended
    in the marketplace, which in the morning is still ahead.
    """
    if not tables:
        return None
    if type_ == "listing-patrol":
        return _of_log(tables[0], None, marketplace)
    table = max(tables, key=_age)
    return Snapshot(type_, table.as_of, table.frame)


def _age(table: Table) -> datetime:
    return table.as_of


def _of_log(table: Table, moment: datetime | None, marketplace: str) -> Snapshot | None:
    """Each product's newest row at a moment; of all there are without one."""
    rows = table.frame
    if not rows.height:
        return None
    before = rows.filter(pl.col("date") <= moment.astimezone(zone_of(marketplace)).date()) if moment else rows
    first = rows.filter(pl.col("date") == rows["date"].min())
    rows = before.sort("date").unique("asin", keep="last", maintain_order=True) if before.height else first
    newest = rows["date"].max()
    if not isinstance(newest, date):
        return None
    return Snapshot("listing-patrol", datetime.combine(newest, datetime.min.time(), zone_of(marketplace)), rows)


def is_newer(after: Snapshot, before: Snapshot, since: datetime) -> bool:
    """Whether the later snapshot can tell what happened after a moment."""
    return after.as_of > before.as_of and after.as_of > since


def of_products(snapshot: Snapshot, asins: Iterable[str], skus: Iterable[str]) -> pl.DataFrame:
    """The rows of a snapshot about some products, one a SKU (or ASIN, where no SKU is named), in a fixed order."""
    asin, sku = ASIN_SKU[snapshot.type]
    wanted = pl.col(asin).is_in(list(asins)) | pl.col(sku).is_in(list(skus))
    return snapshot.rows.filter(wanted.fill_null(value=False)).sort(asin, sku, nulls_last=True, maintain_order=True)


def changes(before: Snapshot, after: Snapshot, asins: Iterable[str], skus: Iterable[str]) -> Iterator[Change]:
    """Every field of some products that differs between the rows of the same SKU (or ASIN) in two snapshots."""
    type_, products = after.type, (list(asins), list(skus))
    asin, sku = ASIN_SKU[type_]
    fields = [name for name in LISTING_FIELDS[type_] if _has(before.rows, name) and _has(after.rows, name)]
    was = {_key(row, asin, sku): row for row in of_products(before, *products).iter_rows(named=True)}
    for row in of_products(after, *products).iter_rows(named=True):
        old = was.get(_key(row, asin, sku))
        for name in fields if old is not None else ():
            now, then = _compared(row, name), _compared(old or {}, name)
            unread = name == "price" and not (now and then)  # an empty price is one that could not be read
            if now != then and not unread:
                yield Change(type_, row[asin] or (old or row)[asin] or "", row[sku] or "", name, then, now)


def _has(frame: pl.DataFrame, name: str) -> bool:
    """Whether an export gave a column: another layout of it is no edit."""
    return frame.height > 0 and frame[name].null_count() < frame.height


def _compared(row: Mapping[str, Any], name: str) -> str:
    """A field as it compares; a list in one cell is the same with and without spaces between its parts."""
    text = text_of(row.get(name))
    return "; ".join(part.strip() for part in text.split(";")) if name in LISTS else text


def _key(row: Mapping[str, Any], asin: str, sku: str) -> str:
    return str(row[sku] or row[asin] or "")


def text_of(value: object) -> str:
    """A cell as it compares: entities read, whitespace folded, numbers without trailing zeros."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:f}".rstrip("0").rstrip(".") if hasattr(value, "as_tuple") else str(value)
    return " ".join(html.unescape(value).split())

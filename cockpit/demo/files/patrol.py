"""The listing patrol, kept by hand: one file for all marketplaces."""

from collections.abc import Iterable
from datetime import datetime

from cockpit.demo.amounts import plain
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.patrol import Seen

COLUMNS = (
    "date", "asin", "sku", "marketplace", "title", "brand", "category", "main_image_hash", "bullets", "search_terms",
    "price", "currency",
    "rating", "review_count", "low_star_7d", "offer_count", "sellers", "lowest_foreign_price", "buy_box_seller", "bsr",
)  # fmt: skip


def put_patrol(folder: Folder, seen: Iterable[tuple[Shop, Seen]], at: datetime) -> None:
    """A row for each product and day."""
    rows = [_row(shop, row) for shop, row in seen]
    folder.put("reports/listing-patrol.csv", comma_file(COLUMNS, rows, bom=False), at)


def _row(shop: Shop, row: Seen) -> list[object]:
    currency = shop.place.currency
    foreign = "" if row.foreign_price is None else plain(row.foreign_price, currency)
    return [
        row.day, row.sku.asin, row.sku.sku, shop.marketplace, row.title, row.brand, row.sku.family.category, row.image,
        row.bullets, row.terms,
        plain(row.sku.price, currency), currency, f"{row.rating:.1f}", row.reviews, row.low_stars, len(row.sellers),
        ";".join(row.sellers), foreign, row.buy_box, row.rank,
    ]  # fmt: skip

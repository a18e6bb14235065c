"""The SKU master, kept by hand: one file for all marketplaces."""

from collections.abc import Sequence

from cockpit.demo.amounts import plain
from cockpit.demo.families import FAMILIES
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku

COLUMNS = (
    "sku", "asin", "parent", "marketplace", "category", "core", "brand_owned", "expected_sellers", "price", "cost",
    "fees", "price_floor", "price_ceiling", "target_acos", "lead_days", "safety_days", "carton_qty", "first_live",
    "season", "launch", "discontinued", "length", "width", "height", "weight", "protected_terms",
    "supplier",
)  # fmt: skip
SUPPLIERS = ("宁波永亮家居", "义乌恒达日用品", "Shenzhen Qiming Electronics")


def write_sku_master(shops: Sequence[Shop], folder: Folder) -> None:
    """Every SKU of every marketplace."""
    known = [(shop, sku) for shop in shops for sku in sorted(shop.skus, key=lambda sku: sku.sku) if sku.in_master]
    rows = [_row(shop, sku) for shop, sku in known]
    folder.put("reports/sku-master.csv", comma_file(COLUMNS, rows, bom=False), shops[0].moments.ago(days=6))


def _row(shop: Shop, sku: Sku) -> list[str]:
    currency = shop.place.currency
    return [
        sku.sku,
        sku.asin,
        sku.parent,
        shop.marketplace,
        sku.family.category,
        _flag(sku.core),
        _flag(sku.family.own_brand),
        "Lumoria Direct" if sku.family.own_brand else "",
        plain(sku.old_price or sku.price, currency),
        plain(sku.cost, currency),
        plain(sku.fees, currency),
        plain(sku.floor, currency),
        plain(sku.ceiling, currency),
        "" if sku.target_acos is None else f"{sku.target_acos:g}",
        _number(sku.lead_days),
        _number(sku.safety_days),
        str(sku.carton),
        str(sku.opened),
        "",
        _flag(sku.launch),
        _flag(sku.discontinued),
        "30",
        "20",
        "10",
        "0.8",
        ";".join(sku.protected_terms),
        SUPPLIERS[FAMILIES.index(sku.family) % len(SUPPLIERS)],
    ]


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)

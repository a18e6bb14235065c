"""FBA fee previews of today and of a week ago: Amazon's measures, tiers and fees. There is no date inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, tab_file
from cockpit.demo.settlements import commission
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku

WEEK = 7  # days between the two exports
FILE_NAME = "Fee-Preview.txt"


@dataclass(frozen=True, slots=True)
class Form:
    """How Amazon writes measures in one marketplace."""

    header: Sequence[str]
    side: float  # of the longest side, in its unit
    units: tuple[str, str]
    weight: float
    tier: str


FORMS: Mapping[str, Form] = {
    "US": Form(headers.FEE_PREVIEW_US, 11.0, ("inches", "pounds"), 1.4, "Large standard-size"),
    "DE": Form(headers.FEE_PREVIEW_EU, 28.0, ("centimeters", "grams"), 640.0, "Standard parcel 900 g"),
    "JP": Form(headers.FEE_PREVIEW_US, 28.0, ("centimeters", "grams"), 640.0, "Standard-2"),
}


def write_fee_previews(shop: Shop, folder: Folder) -> None:
    """Write both exports: the older one in a folder that is named by its day."""
    for back in (0, WEEK):
        place = FILE_NAME if not back else f"{shop.moments.day(back)}/{FILE_NAME}"
        exported = shop.moments.ago(days=back, minutes=35) if back else shop.moments.lately(minutes=35)
        folder.put(f"reports/{shop.marketplace}/{place}", _file(shop, back), exported)


def _file(shop: Shop, back: int) -> bytes:
    form = FORMS[shop.marketplace]
    held = [sku for sku in shop.skus if not sku.merchant]
    return tab_file(form.header, [[_cells(shop, sku, back, form).get(n, "--") for n in form.header] for sku in held])


def _cells(shop: Shop, sku: Sku, back: int, form: Form) -> dict[str, str]:
    currency = shop.place.currency
    size = shop.rng(f"measures/{sku.sku}").uniform(0.4, 1.3)
    longest, weight = form.side * size, form.weight * size * sku.measured.get(back, 1.0)
    referral = sku.price * commission(sku) // 100
    fee = plain(sku.preview_fee, currency)
    return {
        "sku": sku.sku,
        "fnsku": sku.fnsku,
        "asin": sku.asin,
        "amazon-store": shop.marketplace,
        "product-name": sku.title,
        "product-group": "gl_home",
        "fulfilled-by": "Amazon",
        "has-local-inventory": "Yes",
        "your-price": plain(sku.price, currency),
        "sales-price": plain(sku.price, currency),
        "longest-side": f"{longest:.2f}",
        "median-side": f"{longest * 0.6:.2f}",
        "shortest-side": f"{longest * 0.25:.2f}",
        "length-and-girth": f"{longest * 2.7:.2f}",
        "unit-of-dimension": form.units[0],
        "item-package-weight": f"{weight:.2f}",
        "unit-of-weight": form.units[1],
        "product-size-tier": form.tier,
        "product-size-weight-band": form.tier,
        "currency": currency,
        "estimated-fee-total": plain(referral + sku.preview_fee, currency),
        "estimated-referral-fee-per-unit": plain(referral, currency),
        "expected-fulfillment-fee-per-unit": fee,
        "expected-domestic-fulfilment-fee-per-unit": fee,
    }

"""Which core pages differ: comparing all in one go leaves out none that a look at each one would name."""

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from cockpit.formulas.listing_baseline import content_changes, paired
from cockpit.formulas.listing_fields import Snapshot, of_products
from cockpit.reports import TYPES

NOW = datetime(2026, 11, 24, tzinfo=UTC)
EMPTY = TYPES["all-listings"].empty()
PRODUCTS = {"B01": ["ZX-1", "ZX-2"], "B02": ["ZX-2"], "B03": ["ZX-3"]}
rows = st.lists(
    st.tuples(
        st.sampled_from(["B01", "B02", "B03", "B09", None]),
        st.sampled_from(["ZX-1", "ZX-2", "ZX-3", "ZX-9", None]),
        st.sampled_from(["Lamp", "Desk Lamp", None]),
    ),
    max_size=6,
)


def snapshot(found: list[tuple[str | None, str | None, str | None]], at: datetime) -> Snapshot:
    """A listings report of such rows: ASIN, SKU, title."""
    frame = pl.DataFrame(found, schema=dict.fromkeys(("asin1", "seller_sku", "item_name"), pl.String()), orient="row")
    return Snapshot("all-listings", at, pl.concat([EMPTY, frame], how="diagonal"))


@trying(max_examples=300, deadline=None)
@given(rows, rows)
def test_every_product_with_a_change_differs(
    then: list[tuple[str | None, str | None, str | None]], now: list[tuple[str | None, str | None, str | None]]
) -> None:
    """A pair of reports tells of the products that have rows in both, and names each of which some content changed."""
    before, after = snapshot(then, NOW - timedelta(days=30)), snapshot(now, NOW)
    pair = paired(before, after, PRODUCTS)
    for asin, skus in PRODUCTS.items():
        there = all(of_products(one, [asin], skus).height for one in (before, after))
        assert (asin in pair.told) == there
        whole = list(content_changes(before, after, [asin], skus))
        assert list(content_changes(pair.before, pair.after, [asin], skus)) == whole
        assert not whole or asin in pair.differing


def test_a_price_is_no_content() -> None:
    """A report in which nothing but prices moved has no product that needs a closer look."""
    before = snapshot([("B01", "ZX-1", "Lamp")], NOW - timedelta(days=30))
    after = snapshot([("B01", "ZX-1", "Lamp")], NOW)
    cheaper = after.rows.with_columns(price=pl.lit("9.99").cast(EMPTY.schema["price"]))
    pair = paired(before, Snapshot("all-listings", NOW, cheaper), PRODUCTS)
    assert (pair.told, pair.differing) == (frozenset({"B01"}), frozenset())

"""The SKU master with one row for each SKU."""

import polars as pl
import pytest

from cockpit.formulas.master_rows import one_each


@pytest.mark.parametrize("skus", [["A", "B", "A", "C"], ["A", "B", "C"], ["A", None], []])
def test_of_several_rows_of_a_sku_the_first_counts(skus: list[str]) -> None:
    """In the order of the file, whether or not any stands twice."""
    rows = pl.DataFrame({"sku": skus, "row": range(len(skus))}, schema={"sku": pl.String(), "row": pl.Int64()})
    expected = [at for at, sku in enumerate(skus) if sku not in skus[:at]]
    assert one_each(rows)["row"].to_list() == expected

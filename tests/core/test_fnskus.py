"""The FNSKU of a SKU, as reports tell it."""

import polars as pl

from cockpit.formulas.fnskus import fnskus


def test_a_sku_has_the_one_fnsku_that_its_rows_name() -> None:
    """Other SKUs, empty cells and a SKU with two labels give none: which label is meant is not known."""
    rows = pl.DataFrame({
        "sku": ["A", "A", "B", "B", "C", "D", "E"],
        "fnsku": ["X1", "X1", "X2", "X3", "", None, "X5"],
    })  # fmt: skip
    assert fnskus(rows, ["A", "B", "C", "D"]) == {"A": "X1"}


def test_the_ledger_calls_the_sku_otherwise() -> None:
    """The column is named by who asks."""
    assert fnskus(pl.DataFrame({"msku": ["A"], "fnsku": ["X1"]}), ["A"], "msku") == {"A": "X1"}

"""Which SKUs are core."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from cockpit import settings
from cockpit.api import CORE_REPORTS, Context, NotJudged, Pane, Verdict, Words, check, core_skus, same
from cockpit.clock import Clock
from cockpit.reports import TYPES
from cockpit.runner import TypeNote, World, run
from cockpit.tables import FILE, ROW, Table, Tables

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # the last complete day in Los Angeles is 22 November


def core(home: Path, master: list[dict[str, Any]], orders: list[dict[str, Any]], share: float = 0.2) -> str:
    """The core SKUs as one text."""

    @check("Z-01", Words("core", "核心"), pane=Pane.MORNING, any_of=CORE_REPORTS)
    def says(ctx: Context[Any]) -> Any:
        """Say which SKUs are core."""
        yield NotJudged(Verdict.NO_DATA, same(" ".join(sorted(core_skus(ctx, share)))))

    tables = {(t.type, "default", "US"): t for t in (_table("sku-master", master), _table("all-orders", orders))}
    types = {name: TypeNote(name, TYPES[name].title, optional=False, empty=TYPES[name].empty) for name in CORE_REPORTS}
    (judgement,) = run(World((says,), Tables(tables), settings.load(home), Clock(NOW), types))
    assert judgement.reason is not None, judgement.problem
    return judgement.reason.en


def _table(type_: str, rows: list[dict[str, Any]]) -> Table:
    whole = [{**row, FILE: "US/file.txt", ROW: number} for number, row in enumerate(rows, start=2)]
    return Table(type_, "default", "US", pl.DataFrame(whole, schema=TYPES[type_].empty().schema), NOW)


def sold(sku: str, price: int | None, day: int = 20, quantity: int = 1) -> dict[str, Any]:
    """An order line of November."""
    return {
        "sku": sku,
        "item_price": price,
        "quantity": quantity,
        "purchase_date": datetime(2026, 11, day, 12, tzinfo=UTC),
    }


def test_the_master_decides_where_it_flags_any(tmp_path: Path) -> None:
    """Sales do not add to what people named."""
    assert core(tmp_path, [{"sku": "A", "core": True}, {"sku": "B", "core": None}], [sold("B", 900)]) == "A"


def test_the_best_fifth_is_core_where_the_master_flags_none(tmp_path: Path) -> None:
    """Six SKUs sold: two are core, rounded up."""
    assert core(tmp_path, [], [sold(sku, 10 + n) for n, sku in enumerate("ABCDEF")]) == "E F"


def test_exactly_a_fifth_is_not_rounded_up(tmp_path: Path) -> None:
    """Five SKUs sold: one is core."""
    assert core(tmp_path, [], [sold(sku, 10 + n) for n, sku in enumerate("ABCDE")]) == "E"


def test_a_sku_called_not_core_leaves_the_count(tmp_path: Path) -> None:
    """The next best takes its place."""
    assert core(tmp_path, [{"sku": "B", "core": False}], [sold("A", 10), sold("B", 20)]) == "A"


def test_equal_sales_are_ranked_by_units_and_then_by_sku(tmp_path: Path) -> None:
    """The same files give the same core SKUs."""
    assert core(tmp_path, [], [sold("B", 10), sold("A", 10), sold("C", 10, quantity=2)]) == "C"
    assert core(tmp_path, [], [sold("B", 10), sold("A", 10)]) == "A"


def test_cancelled_lines_and_days_outside_the_window_do_not_count(tmp_path: Path) -> None:
    """Cancelled lines have quantity 0, 23 November is not over yet in Los Angeles; an unpriced line still is a sale."""
    lines = [sold("A", 900, quantity=0), sold("B", 900, day=23), sold("C", None)]
    assert core(tmp_path, [], lines) == "C"


def test_nothing_known_means_no_core_sku(tmp_path: Path) -> None:
    """Nothing is guessed."""
    assert core(tmp_path, [], []) == ""

"""Velocity and cover that the stock checks share, against computing them for each part."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cockpit.check import Check, Context, check
from cockpit.clock import Clock
from cockpit.formulas.cover import CoverSettings, cover
from cockpit.formulas.stock_cover import stock_cover
from cockpit.formulas.stock_now import StockNow
from cockpit.formulas.velocity import velocity
from cockpit.issue import Pane
from cockpit.setting_note import setting
from cockpit.settings import load
from cockpit.shared import Shared
from cockpit.tables import Key, Tables
from cockpit.text import Words

COUNTED = {f"{name}_{window}": pl.Int64() for name in ("units", "days") for window in (7, 30, 90)}
SCHEMA = {
    "sku": pl.String(),
    "category": pl.String(),
    **COUNTED,
    **{f"known_{window}": pl.Boolean() for window in (7, 30, 90)},
    **dict.fromkeys(("seen", "history", "live_days", "near", "pipeline", "open_po"), pl.Int64()),
    **dict.fromkeys(("lead_days", "safety_days", "carton_qty"), pl.Int64()),
    **dict.fromkeys(("event", "mixed"), pl.Boolean()),
}


@dataclass(frozen=True)
class Further(CoverSettings):
    """The settings of another check, with a line of its own."""

    warn_days: float = setting(7, "days")


def a_check(shape: type[CoverSettings]) -> Check[Any]:
    """A check that says nothing."""

    @check("Z-01", Words("a", "a"), pane=Pane.MORNING, settings=shape, section="stock")
    def silent(_ctx: Context[Any]) -> list[Any]:
        """Find nothing."""
        return []

    return silent


def stock(*skus: tuple[str, str]) -> pl.DataFrame:
    """SKUs that sell one a day, by name and category."""
    told = {name: 7 if name.endswith("_7") else 30 if name.endswith("_30") else 90 for name in COUNTED}
    rest = {**dict.fromkeys(("known_7", "known_30", "known_90"), True), "event": False, "mixed": False}
    rows = [{"sku": sku, "category": of, **told, **rest, "seen": 90, "history": 90, "near": 9} for sku, of in skus]
    return pl.DataFrame(rows, schema=SCHEMA)


NOW = StockNow(stock(("A", "home"), ("B", "toys")), tells_sales=True, ended=stock(("C", "home")))


def context(home: Path, shape: type[CoverSettings], shared: Shared) -> Context[Any]:
    """What one of several checks of a run sees, the stock read already."""
    settings, one = load(home), a_check(shape)
    shared.value("stock now", lambda: (NOW, frozenset[str](), frozenset[Key]()))
    values = settings.values("stock", shape, "US")
    clock = Clock(datetime(2026, 11, 24, 2, tzinfo=UTC))
    return Context(one, values, "default", "US", clock, Tables({}), settings, lambda _: pl.DataFrame(), shared=shared)


def names(parts: list[tuple[Any, pl.DataFrame]]) -> list[list[str]]:
    """The SKUs of each part."""
    return [part["sku"].to_list() for _, part in parts]


def test_checks_of_equal_settings_share_what_is_computed(tmp_path: Path) -> None:
    """A line of one check alone is no reason to compute the velocity again."""
    shared = Shared()
    ((_, first),) = stock_cover(context(tmp_path, CoverSettings, shared))
    ((_, second),) = stock_cover(context(tmp_path, Further, shared))
    assert first is second
    assert first.equals(cover(velocity(NOW.skus, CoverSettings()), CoverSettings()))


@pytest.mark.parametrize("ended", [False, True])
def test_a_category_with_values_of_its_own_is_judged_by_them(tmp_path: Path, *, ended: bool) -> None:
    """Whatever the other checks of the run have computed under the settings of all."""
    (tmp_path / "config.toml").write_text('[category."home".stock]\nlead = 99\n', "utf-8")
    ctx = context(tmp_path, CoverSettings, Shared())
    parts = list(stock_cover(ctx, ended=ended))
    assert names(parts) == [["A", "C"] if ended else ["A"], ["B"]]
    assert [part["lead"].unique().to_list() for _, part in parts] == [[99], [45]]


def test_stock_that_is_not_restocked_is_computed_with_the_rest_where_it_is_asked_for(tmp_path: Path) -> None:
    """And is not in what the others are given."""
    shared = Shared()
    assert names(list(stock_cover(context(tmp_path, CoverSettings, shared), ended=True))) == [["A", "B", "C"]]
    assert names(list(stock_cover(context(tmp_path, CoverSettings, shared)))) == [["A", "B"]]

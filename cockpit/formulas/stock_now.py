"""Everything the stock checks ask of the reports: what each SKU has, what is coming, what it sold and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.declared_events import Days, by_event_days
from cockpit.formulas.in_stock_days import in_stock_days, union_days
from cockpit.formulas.master_rows import master_rows
from cockpit.formulas.rows_by_key import rows_by_key
from cockpit.formulas.stock_levels import GRADED, MANAGE, PLANNING, SHOWN, snapshot_day, stock_levels, stocked_skus
from cockpit.formulas.units_sold import COLUMNS, NO_ORDERS, SHIPPED_UNITS, DailyUnits, daily_units
from cockpit.formulas.velocity import WINDOWS
from cockpit.tables import FILE, ROW

# What a check must declare to ask for the stock: any_of, and wants.
STOCK_REPORTS = (PLANNING, MANAGE)
STOCK_EXTRAS = ("all-orders", "sku-master", "purchase-orders")

# Words of the master's season column that say the season is over.
_OVER = (
    "end", "ended", "off", "over", "out", "finished", "season end", "season ended", "season over", "end of season",
    "off season", "offseason", "out of season", "过季", "已过季", "季末", "季节结束", "已结束", "下架", "清仓",
    "季末清仓", "过季清仓",
)  # fmt: skip
MASTER = ("category", "lead_days", "safety_days", "carton_qty", "first_live", "season", "discontinued")
MASTER_SHOWN = ("sku", "category", "lead_days", "safety_days", "carton_qty", FILE, ROW)

Snapshots = Mapping[date, pl.DataFrame]


@dataclass(frozen=True)
class StockNow:
    """The stock of one marketplace. `skus` has one row per SKU that is meant to be sold.

    Its columns are those that `velocity` and `cover` read, and ``category`` (null: unknown).
    """

    skus: pl.DataFrame
    tells_sales: bool  # False: no report says what was sold, so nothing can be judged
    ended: pl.DataFrame  # the same of SKUs that are discontinued, out of season, or Amazon's used units: only stored


def stock_now(ctx: Context[Any]) -> StockNow:
    """Read the stock: once per run and marketplace, shared by the checks of the family."""
    return ctx.once("stock now", lambda: _read(ctx))


def stock_rows(
    ctx: Context[Any], skus: pl.Series, planning: tuple[str, ...] = ()
) -> Mapping[str, tuple[pl.DataFrame, ...]]:
    """The rows behind the stock of some SKUs: the stock reports', then the SKU master's.

    `planning` names further columns of the planning report that a check shows.
    """
    found: dict[str, tuple[pl.DataFrame, ...]] = {}
    if skus.is_empty():
        return found
    shown_of = {**SHOWN, PLANNING: (*planning, *SHOWN[PLANNING])}
    for type_, shown in (*shown_of.items(), ("sku-master", MASTER_SHOWN)):
        for sku, rows in rows_by_key(ctx.frame(type_).select(shown), "sku", skus).items():
            found[sku] = (*found.get(sku, ()), rows)
    return found


def _read(ctx: Context[Any]) -> StockNow:
    planning = ctx.table(PLANNING)
    newest = max(snapshot_day(t, ctx.marketplace) for type_ in STOCK_REPORTS if (t := ctx.table(type_)))
    # Amazon's windows end with its snapshot, ours with the last day whose orders are all there.
    last = snapshot_day(planning, ctx.marketplace) if planning else ctx.clock.last_complete_day(ctx.marketplace)
    first = newest - timedelta(days=max(WINDOWS) - 1)
    told = _told(ctx)
    rest = stock_levels(MANAGE, ctx.frame(MANAGE)).join(told, on="sku", how="anti", maintain_order="left")
    orders = _orders(ctx, rest["sku"], first, newest)
    skus = _with_master(ctx, _with_purchase_orders(ctx, _levels_and_units(told, rest, orders, last)))
    snapshots = _snapshots(ctx, first)
    parts = [
        _without_events(rows, days, snapshots, newest, orders, last)
        for days, rows in by_event_days(ctx.events, skus, first, newest)
    ]
    everything = pl.concat(parts)
    tells_sales = planning is not None or bool(orders.covered(last)) or everything.is_empty()  # no stock, no question
    kept, ended = (everything.filter(pl.col("ended") == over).drop("ended") for over in (False, True))
    return StockNow(kept, tells_sales, ended)


def is_ended() -> pl.Expr:
    """Whether the SKU master calls a SKU discontinued, or its season over ("season-end", "off-season", "过季")."""
    season = pl.col("season").str.to_lowercase().str.replace_all(r"[\s_-]+", " ").str.strip_chars()
    over = season.is_in(_OVER).fill_null(value=False)
    return pl.col("discontinued").fill_null(value=False) | over


def _told(ctx: Context[Any]) -> pl.DataFrame:
    """Levels and units of the planning report, which has both."""
    return stock_levels(PLANNING, ctx.frame(PLANNING), **SHIPPED_UNITS)


def _orders(ctx: Context[Any], skus: pl.Series, first: date, newest: date) -> DailyUnits:
    """The orders, as far as they are asked for: all of them where events are taken out, else those of `skus`.

    A million orders are not counted for SKUs whose units Amazon tells.
    """
    if any(event.start <= newest and event.end >= first for event in ctx.events):
        return daily_units(ctx)
    return daily_units(ctx, skus) if len(skus) else NO_ORDERS


def _levels_and_units(told: pl.DataFrame, rest: pl.DataFrame, orders: DailyUnits, last: date) -> pl.DataFrame:
    """Levels with units: planning's own; SKUs that only the other report has take their units from the orders."""
    if not told.is_empty() and not orders.covered(last):
        return told  # without orders nobody knows what the rest sells
    counted = rest.join(orders.windows(last), on="sku", how="left", maintain_order="left")
    counted = counted.with_columns(pl.col(orders.covered(last)).fill_null(0))  # no order is an answer: none was sold
    return pl.concat([told, counted.select(told.columns)])


def _snapshots(ctx: Context[Any], first: date) -> Snapshots:
    since = first - timedelta(days=7)  # a snapshot before the window may speak for its first days
    return union_days(*(stocked_skus(ctx, type_, since) for type_ in STOCK_REPORTS))


def _with_purchase_orders(ctx: Context[Any], skus: pl.DataFrame) -> pl.DataFrame:
    """What is ordered and not shipped: once shipped it is in the pipeline."""
    if not ctx.has("purchase-orders"):
        return skus.with_columns(open_po=pl.lit(0, pl.Int64))
    status = pl.col("status").str.strip_chars().str.to_lowercase()
    waiting = ctx.frame("purchase-orders").filter(status.is_null() | status.is_in(["open", ""]))
    units = waiting.group_by("sku").agg(open_po=pl.col("quantity").sum())
    return skus.join(units, on="sku", how="left").with_columns(pl.col("open_po").fill_null(0))


def _with_master(ctx: Context[Any], skus: pl.DataFrame) -> pl.DataFrame:
    """What the SKU master adds; `ended`: nobody restocks the SKU: discontinued, out of season, used."""
    master = master_rows(ctx).select("sku", *MASTER)
    today = ctx.clock.today(ctx.marketplace)
    used = pl.col("sku").str.starts_with(GRADED)
    return skus.join(master, on="sku", how="left", maintain_order="left").with_columns(
        live_days=(pl.lit(today) - pl.col("first_live")).dt.total_days(), ended=is_ended() | used
    )


def _without_events(
    skus: pl.DataFrame, events: Days, snapshots: Snapshots, newest: date, orders: DailyUnits, last: date
) -> pl.DataFrame:
    """Units and in-stock days without the declared event days whose orders are there to be taken out."""
    removed = {day for day in events if orders.cover(day)}
    sold = orders.on(removed, last).rename({name: f"event_{name}" for name in COLUMNS})
    kept = [pl.col(name) - pl.col(f"event_{name}").fill_null(0) for name in COLUMNS]
    recent = any((newest - day).days < min(WINDOWS) for day in events)
    return (
        _with_days(skus, snapshots, newest, removed)
        .join(sold, on="sku", how="left", maintain_order="left")
        .with_columns(expr.clip(lower_bound=0) for expr in kept)
        .with_columns(event=pl.lit(recent), mixed=pl.lit(bool(events - removed)))
        .drop(f"event_{name}" for name in COLUMNS)
    )


def _with_days(skus: pl.DataFrame, snapshots: Snapshots, newest: date, removed: set[date]) -> pl.DataFrame:
    """In-stock days where the snapshots tell them, the whole window where they do not."""
    counted = in_stock_days(snapshots, newest, removed)
    days = []
    for window in WINDOWS:
        inside = sum((newest - day).days < window for day in removed)
        found = pl.col(f"days_{window}").fill_null(0) if counted.known[window] else pl.lit(window - inside)
        days += [found.cast(pl.Int32).alias(f"days_{window}"), pl.lit(counted.known[window]).alias(f"known_{window}")]
    return skus.join(counted.frame, on="sku", how="left", maintain_order="left").with_columns(
        *days, pl.col("history").fill_null(0), seen=pl.lit(counted.seen, pl.Int32)
    )

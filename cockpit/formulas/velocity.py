"""How many units a SKU sells a day while it can be bought (domain §6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from cockpit.formulas.settled import settled
from cockpit.setting_note import setting

WINDOWS = (7, 30, 90)  # days

# A window with fewer in-stock days than this, or than this share of it, says nothing about demand.
USABLE_DAYS = 3
USABLE_SHARE = 0.3

# Three units a day are 3, not 2.9999999999999996: float noise must not move a boundary.
DIGITS = 12


@dataclass(frozen=True)
class VelocitySettings:
    """What velocity depends on: the part of [stock] that every stock check shares."""

    weights: Mapping[str, float] = setting({"7": 0.5, "30": 0.3, "90": 0.2}, "weight of each window's daily rate")
    spike: float = setting(2.0, "a week's rate above so many times the month's is capped there")
    slow_units_90: float = setting(5, "fewer units in 90 days make a slow mover", unit="units")
    slow_velocity: float = setting(0.1, "fewer units a day make a slow mover", unit="units a day")
    history_days: float = setting(14, "fewer in-stock days of history: low confidence", unit="days")


def velocity(stock: pl.DataFrame, settings: VelocitySettings) -> pl.DataFrame:
    """Return the frame with what its SKUs sell a day.

    Args:
        stock: one row per SKU with ``units_7 units_30 units_90`` (null: unknown), ``days_7 days_30 days_90`` (days with
            sellable stock; the whole window where nobody knows), ``known_7 …`` (whether those days were counted),
            ``seen`` (days of the longest window that the stored snapshots cover), ``history`` (in-stock days among
            them), ``live_days`` (since first live; null: unknown), ``event`` (a declared event lies in the last week)
            and ``mixed`` (a declared event lies in a window and its units could not be taken out).
        settings: weights and lines.

    Returns:
        The frame with ``velocity`` (units a day; null when no window is usable), ``capped`` (the spike guard held),
        ``slow``, ``low_confidence`` and ``adjusted`` (every window that counted had known in-stock days).
    """
    rates = stock.with_columns(**{f"rate_{w}": _rate(w) for w in WINDOWS}).with_columns(
        capped=_is_spike(settings.spike).fill_null(value=False)
    )
    rates = rates.with_columns(
        rate_7=pl.when("capped").then(pl.col("rate_30") * settings.spike).otherwise("rate_7"),
    ).with_columns(velocity=settled(_weighted(settings.weights)))
    return rates.with_columns(
        slow=_is_slow(settings),
        low_confidence=_is_uncertain(settings.history_days),
        adjusted=pl.all_horizontal(pl.col(f"rate_{w}").is_null() | pl.col(f"known_{w}") for w in WINDOWS),
    )


def _rate(window: int) -> pl.Expr:
    days = pl.col(f"days_{window}")
    usable = (days >= USABLE_DAYS) & (days >= round(USABLE_SHARE * window, DIGITS))
    return pl.when(usable).then(pl.col(f"units_{window}") / days)


def _is_spike(factor: float) -> pl.Expr:
    line = (pl.col("rate_30") * factor).round(DIGITS)
    return (pl.col("rate_7").round(DIGITS) > line) & pl.col("event").not_()


def _weighted(weights: Mapping[str, float]) -> pl.Expr:
    """``Σ a·r ÷ Σ a`` over the usable windows."""
    weighed = [pl.col(f"rate_{w}") * weights.get(str(w), 0.0) for w in WINDOWS]
    counted = [pl.col(f"rate_{w}").is_not_null().cast(pl.Float64) * weights.get(str(w), 0.0) for w in WINDOWS]
    total = pl.sum_horizontal(counted)
    return pl.when(total > 0).then(pl.sum_horizontal(weighed) / total)


def _is_slow(settings: VelocitySettings) -> pl.Expr:
    few = (pl.col("units_90") < settings.slow_units_90).fill_null(value=False)
    return few | (pl.col("velocity") < settings.slow_velocity).fill_null(value=False)


def _is_uncertain(history_days: float) -> pl.Expr:
    # A few snapshots say nothing about what was before them: only a history that was seen can be short.
    short = (pl.col("seen") >= history_days) & (pl.col("history") < history_days)
    young = (pl.col("live_days") < history_days).fill_null(value=False)
    return short | young | pl.col("mixed")

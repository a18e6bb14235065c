"""How long stock lasts, when it must be ordered again, and how much (domain §6.2)."""

from dataclasses import dataclass

import polars as pl

from cockpit.formulas.settled import settled
from cockpit.formulas.velocity import VelocitySettings
from cockpit.setting_note import setting

DIGITS = 6  # of a unit: what is missing is rounded up to whole ones, and float noise is no unit


@dataclass(frozen=True)
class CoverSettings(VelocitySettings):
    """What cover depends on beside velocity; the SKU master's own lead and safety days come first."""

    lead: float = setting(45, "production, transit and receiving", unit="days")
    safety: float = setting(14, "stock kept for late shipments and good weeks", unit="days")
    review: float = setting(30, "days of sales that an order should last beyond its arrival", unit="days")


def cover(stock: pl.DataFrame, settings: CoverSettings) -> pl.DataFrame:
    """Return the frame with how long its stock lasts and what to order.

    Args:
        stock: one row per SKU with ``velocity``, ``near`` (sellable now or within days: available, in transfer, being
            processed), ``pipeline`` (shipped or being received; null: unknown), ``open_po`` (ordered, not shipped),
            ``lead_days``, ``safety_days`` and ``carton_qty`` (null: not in the SKU master).
        settings: the defaults of the three.

    Returns:
        The frame with ``lead``, ``safety``, ``cover_now`` and ``cover_all`` (days, without and with the pipeline; null
        where nothing sells), ``days_to_order`` (until the order must be placed; negative: so many days too late) and
        ``order_quantity`` (units, in whole cartons, never negative).
    """
    known = stock.with_columns(
        lead=pl.coalesce("lead_days", pl.lit(settings.lead)),
        safety=pl.coalesce("safety_days", pl.lit(settings.safety)),
        cover_now=_days(pl.col("near")),
        cover_all=_days(pl.col("near") + pl.col("pipeline")),
    )
    return known.with_columns(
        days_to_order=pl.col("cover_all").floor() - pl.col("lead") - pl.col("safety"),
        order_quantity=_cartons(_missing(settings.review)),
    )


def _days(units: pl.Expr) -> pl.Expr:
    # Seven days of cover are 7, whatever the last digit of the velocity: lines and dates count whole days.
    return pl.when(pl.col("velocity") > 0).then(settled(units / pl.col("velocity")))


def _missing(review: float) -> pl.Expr:
    """Units that the next order must bring: demand until the one after it, less what is there, coming and ordered."""
    demand = pl.col("velocity") * (pl.col("lead") + review + pl.col("safety"))
    supply = pl.sum_horizontal("near", "pipeline", "open_po")
    return (demand - supply).round(DIGITS).ceil().clip(lower_bound=0)


def _cartons(units: pl.Expr) -> pl.Expr:
    carton = pl.col("carton_qty")
    whole = (units / carton).ceil() * carton
    return pl.when(carton > 0).then(whole).otherwise(units).cast(pl.Int64)

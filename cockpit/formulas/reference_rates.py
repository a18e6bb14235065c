"""The conversion and the order value to expect of an ad group: its own where it has enough clicks (domain §7.1)."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.acos_target import AcosSettings
from cockpit.formulas.ad_rows import CAMPAIGN, rows_in
from cockpit.formulas.ads_bulk import ADS_BULK
from cockpit.formulas.advertised import NAMING, Advertised, advertised
from cockpit.formulas.mature import mature_days
from cockpit.formulas.zero_orders import account_rate, reference_rate
from cockpit.setting_note import setting

GROUP = [CAMPAIGN, "ad_group"]
FIGURES = ("clicks", "orders", "sales")


@dataclass(frozen=True)
class ReferenceSettings(AcosSettings):
    """What a reference rate depends on: the part of [ads] that the chance rules share."""

    reference_days: int = setting(60, "mature days of the reference conversion rate", unit="days")
    reference_clicks: int = setting(
        100, "an ad group with fewer takes its campaign's rate, then its SKU's", unit="clicks"
    )
    prior_clicks: float = setting(30, "clicks that the account's own rate weighs", unit="clicks")
    fallback_cvr: float = setting(0.10, "conversion rate of an account that has none yet", unit="rate")


def expected_rates(ctx: Context[Any], type_: str, settings: ReferenceSettings) -> pl.DataFrame:
    """`reference_rates` of an ads report over its 60 mature days, once per run: a million rows are added up once."""
    days = mature_days(ctx.clock, ctx.marketplace, settings.reference_days, settings.mature_after_days)
    values = (settings.reference_clicks, settings.prior_clicks, settings.fallback_cvr)
    named = tuple(name for name in (*NAMING, ADS_BULK) if name in ctx.check.reads)
    return ctx.once(
        ("expected rates", type_, days, values, named),
        lambda: reference_rates(rows_in(ctx, type_, days).lazy, advertised(ctx), settings),
    )


def reference_rates(rows: pl.LazyFrame, ads: Advertised, settings: ReferenceSettings) -> pl.DataFrame:
    """What to expect of each ad group.

    Args:
        rows: mature ad rows: campaign_key, campaign, ad_group, clicks, orders, sales.
        ads: which SKUs the ad groups advertise.
        settings: how much is enough.

    Returns:
        One row per ad group: campaign_key, ad_group, ``p0`` (the reference conversion rate) and ``order_value`` (mean
        sales of an order, of the narrowest level that has one; null where the whole account has none).
    """
    groups = rows.group_by(GROUP, maintain_order=True).agg(pl.col(FIGURES).sum(), pl.col("campaign").last()).collect()
    skus = [ads.skus(campaign, group) for campaign, group in groups.select("campaign", "ad_group").iter_rows()]
    groups = groups.with_columns(sku=pl.Series([s[0] if len(s) == 1 else None for s in skus], dtype=pl.String()))
    levels = (
        groups.with_columns(pl.col(FIGURES).sum().name.suffix("_account"))
        .join(_sums(groups, [CAMPAIGN]), on=CAMPAIGN, suffix="_campaign", maintain_order="left")
        .join(
            _sums(groups.filter(pl.col("sku").is_not_null()), ["sku"]),
            on="sku",
            how="left",
            suffix="_sku",
            maintain_order="left",
        )
    )
    account = account_rate(float(groups["orders"].sum()), float(groups["clicks"].sum()), settings.fallback_cvr)
    clicks, orders = (_level(name, settings.reference_clicks).cast(pl.Float64) for name in ("clicks", "orders"))
    return levels.select(
        *GROUP, p0=reference_rate(orders, clicks, settings.prior_clicks, account), order_value=_order_value()
    )


def _sums(groups: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    return groups.group_by(by, maintain_order=True).agg(pl.col(FIGURES).sum())


def _level(name: str, enough: int) -> pl.Expr:
    """A figure of the ad group when it has enough clicks, else of its campaign, else of its SKU where that is known."""
    return (
        pl.when(pl.col("clicks") >= enough)
        .then(pl.col(name))
        .when(pl.col("clicks_campaign") >= enough)
        .then(pl.col(f"{name}_campaign"))
        .otherwise(pl.coalesce(f"{name}_sku", f"{name}_campaign"))
    )


def _order_value() -> pl.Expr:
    levels = ("", "_campaign", "_sku", "_account")
    values = [
        pl.when(pl.col(f"orders{level}") > 0).then(pl.col(f"sales{level}").cast(pl.Float64) / pl.col(f"orders{level}"))
        for level in levels
    ]
    return pl.coalesce(values)

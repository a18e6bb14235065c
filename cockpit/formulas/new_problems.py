"""Which rows of the inbound performance report are new (domain §6, S-11)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.tables import Table

KEY = ["fba_shipment_id", "fba_carton_id", "sku", "problem_type", "issue_reported_date"]
OVER = ("closed", "resolved", "inactive", "已关闭", "已解决")


def new_problems(ctx: Context[Any], type_: str, days: int) -> pl.DataFrame:
    """The current rows that first stood in a report of the last `days` days, without those that Amazon has closed.

    What the oldest report of the folder had is not new. Where there is no older report, the day on which a problem was
    reported decides.
    """
    status = pl.col("alert_status").str.strip_chars().str.to_lowercase()
    current = ctx.frame(type_).filter(status.is_in(OVER).fill_null(value=False).not_())
    since = ctx.clock.today(ctx.marketplace) - timedelta(days=days)
    older = list(ctx.history(type_))
    if not older:
        reported = pl.col("issue_reported_date").dt.convert_time_zone(str(zone_of(ctx.marketplace))).dt.date()
        return current.filter(reported >= since)
    return current.join(_known(older, ctx, since), on=KEY, how="anti", nulls_equal=True, maintain_order="left")


def _known(older: Sequence[Table], ctx: Context[Any], since: Any) -> pl.DataFrame:
    """The keys of the oldest report, and of those that are older than the window."""
    zone = zone_of(ctx.marketplace)
    old = [table for table in older if table.as_of.astimezone(zone).date() < since]
    frames = [table.frame.select(KEY) for table in (*old, older[-1])]
    return pl.concat(frames).unique()

"""Which rows of the inbound performance report are new (domain §6, S-11)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
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
    older = ctx.history(type_)
    if not older:
        since = ctx.clock.today(ctx.marketplace) - timedelta(days=days)
        return current.filter(pl.col("issue_reported_date").dt.date() >= since)  # the report has days: as written
    known = _known(older, ctx.now - timedelta(days=days))
    return current.join(known, on=KEY, how="anti", nulls_equal=True, maintain_order="left")


def _known(older: Sequence[Table], since: datetime) -> pl.DataFrame:
    """The keys of the oldest report, and of those from before the window."""
    old = [table for table in older if table.as_of <= since]
    return pl.concat(table.frame.select(KEY) for table in (*old, older[-1])).unique()

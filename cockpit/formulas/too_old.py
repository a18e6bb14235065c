"""Which of several reports is there but too old to be judged: what rests on it is stale, not absent (domain §2.9)."""

from typing import Any

from cockpit.check import Context


def too_old(ctx: Context[Any], *types: str) -> str | None:
    """The first of the report types whose newest report is stale; None: each is fresh, or not there at all."""
    tables = (ctx.tables.get(type_, ctx.store, ctx.marketplace) for type_ in types)
    return next((table.type for table in tables if table is not None and table.stale), None)

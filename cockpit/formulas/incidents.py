"""The incidents of a marketplace: what the notifications report says and what people wrote down, put together.

Source: domain §9.2. An incident is open until it is closed; its listing is guarded until the appeal is logged as sent:
an ``act --kind appeal`` that is done and approved, or `appeal_sent_at` in the report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import polars as pl

from cockpit.check import Context, RecordedAction
from cockpit.formulas.listing_fields import LISTING_REPORTS, at_moment, of_products, snapshots
from cockpit.incident_facts import Incident, Item, pack_items
from cockpit.issue import Subject
from cockpit.text import Words, same, words

T = TypeVar("T")

NOTIFICATIONS = "performance-notifications"
SHIPPED = ("shipment-confirmations", "fba-shipments")  # the reports that give carrier and tracking of an order
_ORDER_COLUMN = {"shipment-confirmations": "order_id", "fba-shipments": "amazon_order_id"}
_LISTS = ("asins", "skus", "order_ids")
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def incidents(ctx: Context[Any]) -> Sequence[Incident]:
    """Every incident of this store and marketplace that has come and is not closed, the oldest first."""
    return [one for one in all_incidents(ctx) if one.closed_at is None]


def all_incidents(ctx: Context[Any]) -> Sequence[Incident]:
    """Every incident that has come, closed ones too, the oldest first."""
    return ctx.once("incidents", lambda: _incidents(ctx))


def _incidents(ctx: Context[Any]) -> Sequence[Incident]:
    rows = ctx.frame(NOTIFICATIONS) if NOTIFICATIONS in ctx.check.reads else pl.DataFrame()
    found = merged(rows, own(ctx), ctx.store, ctx.marketplace, ctx.now)
    return [replace(one, appeal_sent_at=one.appeal_sent_at or appeal_sent(one, ctx.actions)) for one in found]


def own(ctx: Context[Any]) -> Sequence[Incident]:
    """What people took up, where it is judged: one that names no store belongs to the first that has its marketplace.

    A folder alone says no marketplace: it only adds to an incident that a report names.
    """
    scopes = ctx.tables.scopes()
    stores = {store for store, place in scopes if place == ctx.marketplace} or {store for store, _ in scopes}
    first = not ctx.marketplace or ctx.store == min(stores, default=ctx.store)
    return [one for one in ctx.incidents if one.store or first or not one.marketplace]


def merged(
    rows: pl.DataFrame, recorded: Iterable[Incident], store: str, marketplace: str, now: datetime
) -> list[Incident]:
    """The rows of the notifications report under what people wrote down about the same ids; the oldest first.

    A moment that lies after `now` has not come: it is as if the cell were empty.
    """
    known = {one.id: one for one in recorded}
    found = []
    for row in rows.sort("received_at", "notification_id").iter_rows(named=True) if rows.height else ():
        incident = _of_row(row, store, marketplace, now)
        if incident.received_at is not None and incident.received_at <= now:
            mine = known.pop(incident.id, None)
            found.append(incident if mine is None else _under(incident, mine))
    rest = [one for one in known.values() if one.opened_at is not None]
    return sorted([*found, *rest], key=lambda one: (one.received_at or now, one.id))


def _of_row(row: dict[str, Any], store: str, marketplace: str, now: datetime) -> Incident:
    def come(name: str) -> datetime | None:
        moment = row[name]
        return moment if moment is not None and moment <= now else None

    asins, skus, orders = (_unique(row[name] or ()) for name in _LISTS)
    return Incident(
        row["notification_id"], marketplace, store, row["subject"] or "", row["kind"] or "", asins, skus, orders,
        row["received_at"], row["deadline"], come("acknowledged_at"), None, come("appeal_sent_at"),
    )  # fmt: skip


def _under(row: Incident, mine: Incident) -> Incident:
    """What people took up, with everything that the report knows beside it."""
    return replace(
        row,
        asins=_unique((*mine.asins, *row.asins)),
        skus=_unique((*mine.skus, *row.skus)),
        order_ids=_unique((*mine.order_ids, *row.order_ids)),
        subject=row.subject or mine.subject,
        kind=row.kind or mine.kind,
        deadline=row.deadline or mine.deadline,
        opened_at=mine.opened_at,
        closed_at=mine.closed_at,
        said=mine.said,
        files=mine.files,
    )


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for value in values if (text := value.strip())))


def appeal_sent(incident: Incident, actions: Iterable[RecordedAction]) -> datetime | None:
    """When the appeal was logged as sent: the first one on the board that is done and that a second person approved."""
    names = {Subject("incident", incident.id), *(Subject("asin", asin) for asin in incident.asins)}
    names |= {Subject("sku", sku) for sku in incident.skus}
    times = [
        action.done_at
        for action in actions
        if action.kind == "appeal"
        and action.subject in names
        and action.marketplace in {incident.marketplace, ""}
        and action.approval == "approved"
        and action.done_at is not None
        and (incident.received_at is None or action.done_at >= incident.received_at)
    ]
    return min(times, default=None)


def answer_by(incident: Incident, hours: float) -> datetime:
    """Until when Amazon must have the answer: as it states it, else so many hours after the message came."""
    begin = incident.received_at or incident.opened_at
    if incident.deadline is not None or begin is None:
        return incident.deadline or _NEVER
    return begin + timedelta(hours=hours)


# ── The pack ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def listing_then(ctx: Context[Any], incident: Incident) -> pl.DataFrame:
    """The listing of an incident when its notification came, of the first declared report that has it; else no rows."""
    moment, reads = incident.received_at or ctx.now, ctx.check.reads
    tables = ((type_, snapshots(ctx, type_, stale=True)) for type_ in LISTING_REPORTS if type_ in reads)
    found = (at_moment(type_, many, moment, ctx.marketplace) for type_, many in tables)
    rows = (of_products(one, incident.asins, incident.skus) for one in found if one is not None)
    return next((frame for frame in rows if frame.height), pl.DataFrame())


def pack(ctx: Context[Any], incident: Incident, listed: pl.DataFrame) -> tuple[Item, ...]:
    """Everything the pack needs, with what the folder and the reports give. `listed`: the listing rows of it."""
    return with_reports(pack_items(incident), tracked(ctx), listed=listed.height > 0)


def with_reports(items: Iterable[Item], orders: frozenset[str], *, listed: bool) -> tuple[Item, ...]:
    """The items with what reports give: carrier and tracking of `orders`, and the listing when it is `listed`."""
    return tuple(
        replace(item, there=item.there or item.order in orders) if item.what == "tracking"
        else replace(item, there=item.there or listed) if item.what == "listing"
        else item
        for item in items
    )  # fmt: skip


def tracked(ctx: Context[Any]) -> frozenset[str]:
    """The orders of open incidents that a declared report names with carrier and tracking number."""
    return ctx.once("incidents tracked", lambda: _tracked(ctx))


def _tracked(ctx: Context[Any]) -> frozenset[str]:
    wanted = {order for one in incidents(ctx) for order in one.order_ids}
    frames = [(ctx.frame(type_), _ORDER_COLUMN[type_]) for type_ in SHIPPED if type_ in ctx.check.reads]
    return frozenset(order for frame, column in frames for order in tracked_in(frame, column, wanted))


def tracked_in(frame: pl.DataFrame, column: str, wanted: Iterable[str]) -> list[str]:
    """Those of the wanted orders whose rows in `frame` all have a carrier and a tracking number."""
    rows = frame.filter(pl.col(column).is_in(list(wanted)))
    whole = pl.all_horizontal(
        pl.col(name).fill_null("").str.strip_chars() != "" for name in ("carrier", "tracking_number")
    )
    return rows.group_by(column).agg(whole.all().alias("whole")).filter("whole")[column].to_list()


def lacking(items: Iterable[Item]) -> list[Words]:
    """What is missing, one text a kind of thing, with the orders it is missing for."""
    return in_kinds(items, there=False)


def in_kinds(items: Iterable[Item], *, there: bool) -> list[Words]:
    """What is needed and there (or missing), one text a kind of thing, with its orders."""
    groups: dict[str, list[str]] = {}
    for item in items:
        if item.needed and item.there == there:
            groups.setdefault(item.what, []).append(item.order)
    return [_lack(what, [order for order in orders if order]) for what, orders in groups.items()]


def _lack(what: str, orders: Sequence[str]) -> Words:
    key = f"incident.item.{what}"
    name = words(key) if key in _KEYS else same(what)
    if not orders:
        return name
    return Words("{name} ({orders})", "{name}({orders})").fill(name=name, orders=same(", ".join(orders)))


_KEYS = frozenset(
    f"incident.item.{what}"
    for what in (
        "notification", "order_ids", "tracking", "track", "messages", "listing", "invoices", "authorisation", "plan",
    )
)  # fmt: skip


def notification_rows(ctx: Context[Any], incident: Incident) -> pl.DataFrame:
    """The row of the report behind an incident; none for one that was typed in."""
    rows = ctx.frame(NOTIFICATIONS)
    return rows.filter(pl.col("notification_id") == incident.id)

"""Units that Amazon's warehouses lost or damaged and neither found nor paid for (domain §8, P-06).

Reason codes of the ledger: M misplaced; F and N found; E, 6, 7, H, K, U damaged by Amazon. Each damage is a decrease in
one disposition followed by a P increase in another: the decrease alone is counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import polars as pl

from cockpit.check import Context
from cockpit.formulas.settlement_lines import folded
from cockpit.tables import FILE, ROW

LEDGER: Final = "inventory-ledger"
LEDGER_SHOWN = (
    "date", "msku", "fnsku", "event_type", "reason", "reference_id", "quantity", "disposition", "fulfillment_center",
    "reconciled_quantity", "unreconciled_quantity", "found", "lost", "damaged", FILE, ROW,
)  # fmt: skip
_PLACE = ("fnsku", "disposition", "country", "kind")  # of a summary's row, and what it sums
LOST, FOUND, DAMAGED = "lost", "found", "damaged"
_CODES: Final[Mapping[str, frozenset[str]]] = {
    LOST: frozenset({"m", "misplaced", "inventorymisplaced"}),
    FOUND: frozenset({"f", "n", "found", "inventoryfound"}),
    DAMAGED: frozenset(
        {"e", "6", "7", "h", "k", "u", "damagedatamazonfulfillmentcenter", "damagedatamazonfulfilmentcentre"}
    ),
}
_MOVED = "adjustments"


class LossEvent(NamedTuple):
    """Units of one day, or of a whole month where the ledger tells no more."""

    day: date  # the first day on which it can have been
    last: date  # the last one: the same day, or the end of the month
    units: int


Events = Sequence[LossEvent]  # oldest first


@dataclass(frozen=True, slots=True)
class Loss:
    """What of one SKU is still to be paid for."""

    sku: str
    lost: int  # units misplaced and damaged, in all
    settled: int  # units found and reimbursed since the first of them
    first: date  # day of the first
    open: Events  # what is left, oldest first


def ledger_events(ctx: Context[Any]) -> pl.DataFrame:
    """Losses, finds and damages: the ledger's rows with ``sku`` (else FNSKU), ``kind``, ``units`` (positive).

    ``month_end`` is filled where ``date`` is only the first day of the month that a row sums.

    A detailed ledger tells the reason of each movement; where there is only a summary its daily sums are taken.
    """
    return ctx.once("ledger events", lambda: events(ctx.frame(LEDGER)))


def events(rows: pl.DataFrame) -> pl.DataFrame:
    """`ledger_events` of the ledger's rows."""
    named = rows.select(*LEDGER_SHOWN, "month_end", "country").with_columns(sku=pl.coalesce("msku", "fnsku"))
    detailed = named.filter(pl.col("event_type").is_not_null())
    return _detail(detailed) if detailed.height else _summary(named)


def _detail(rows: pl.DataFrame) -> pl.DataFrame:
    moved = [word for word in rows["event_type"].unique().drop_nulls() if folded(word) == _MOVED]
    reasons = rows["reason"].unique().drop_nulls().to_list()
    meant = {reason: kind for reason in reasons for kind, codes in _CODES.items() if folded(reason) in codes}
    adjusted = rows.filter(pl.col("event_type").is_in(moved), pl.col("reason").is_in(list(meant)))
    kind = pl.col("reason").replace_strict(list(meant), list(meant.values()), default=None, return_dtype=pl.String())
    # A loss that is written as an increase was taken back: it counts as found.
    known = adjusted.with_columns(kind=kind, units=pl.col("quantity").abs()).filter(pl.col("units") > 0)
    back = (pl.col("kind") == LOST) & (pl.col("quantity") > 0)
    odd = (pl.col("kind") != LOST) & ((pl.col("kind") == FOUND) != (pl.col("quantity") > 0))
    return known.with_columns(kind=pl.when(back).then(pl.lit(FOUND)).otherwise("kind")).filter(~odd)


def _summary(rows: pl.DataFrame) -> pl.DataFrame:
    parts = [
        rows.with_columns(kind=pl.lit(kind), units=pl.col(kind).abs()).filter(pl.col("units") > 0)
        for kind in (LOST, FOUND, DAMAGED)
    ]
    return _less_its_days(pl.concat(parts))


def _less_its_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of a month without what rows of its days tell as well, where both were exported: it is one loss, not two."""
    by_month, by_day = rows.filter(pl.col("month_end").is_not_null()), rows.filter(pl.col("month_end").is_null())
    if by_month.is_empty() or by_day.is_empty():
        return rows
    told = (
        by_day.with_columns(pl.col("date").dt.month_start()).group_by(*_PLACE, "date").agg(told=pl.col("units").sum())
    )
    both = by_month.join(told, on=[*_PLACE, "date"], how="left", nulls_equal=True, maintain_order="left")
    left = both.with_columns(units=pl.col("units") - pl.col("told").fill_null(0)).filter(pl.col("units") > 0)
    return pl.concat([by_day, left.drop("told")])


def open_losses(ledger: pl.DataFrame, paid: pl.DataFrame) -> list[Loss]:
    """What is left of each SKU's losses and damages; SKUs of which nothing is left are not in it.

    Args:
        ledger: as `ledger_events` gives it.
        paid: as `reimbursements` gives it.
    """
    hit = ledger.filter(pl.col("kind") != FOUND)["sku"].unique().sort()
    moved = ledger.with_columns(last=pl.coalesce("month_end", "date"))
    found = _by_sku(moved.filter(pl.col("kind") == FOUND, pl.col("sku").is_in(hit.implode())), "date")
    repaid = paid_for(ledger, paid).filter(pl.col("sku").is_in(hit.implode())).with_columns(last="day")
    sides = {
        LOST: (found, _by_sku(repaid.filter(_paid_for(repaid, "lost")), "day")),
        DAMAGED: ({}, _by_sku(repaid.filter(_paid_for(repaid, "damage")), "day")),
    }
    happened = {kind: _by_sku(moved.filter(pl.col("kind") == kind), "date") for kind in sides}
    losses = (_loss(sku, happened, sides) for sku in hit)
    return [loss for loss in losses if loss.open]


def paid_for(ledger: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """The reimbursements, each under the SKU that the ledger knows its FNSKU by where it names none."""
    return paid.with_columns(sku=pl.coalesce("sku", pl.col("fnsku").replace(_skus(ledger))))


def _skus(ledger: pl.DataFrame) -> Mapping[str, str]:
    return dict(ledger.select("fnsku", "sku").drop_nulls().unique("fnsku", maintain_order=True).iter_rows())


def _paid_for(rows: pl.DataFrame, word: str) -> pl.Expr:
    kinds = [k for k in rows["kind"].unique() if word in k and "inbound" not in k and "outbound" not in k]
    return pl.col("kind").is_in(kinds)


def _by_sku(rows: pl.DataFrame, day: str) -> Mapping[str, Events]:
    parts = ("sku", day, "last")
    daily = rows.filter(pl.col(day).is_not_null()).group_by(parts).agg(pl.col("units").sum()).sort(parts)
    found: dict[str, list[LossEvent]] = {}
    for sku, *event in daily.iter_rows():
        found.setdefault(sku, []).append(LossEvent(*event))
    return found


def _loss(
    sku: str,
    happened: Mapping[str, Mapping[str, Events]],
    sides: Mapping[str, tuple[Mapping[str, Events], Mapping[str, Events]]],
) -> Loss:
    lost = settled = 0
    left: list[LossEvent] = []
    first = min(out[0].day for kind in sides if (out := happened[kind].get(sku)))
    for kind, against in sides.items():
        out = happened[kind].get(sku, ())
        if not out:
            continue
        back = sum(one.units for side in against for one in side.get(sku, ()) if one.day >= out[0].day)
        lost += sum(one.units for one in out)
        settled += back
        left += after(out, back)
    return Loss(sku, lost, settled, first, sorted(left))


def after(out: Iterable[LossEvent], back: int) -> list[LossEvent]:
    """What is left of losses when so many units were settled, the oldest first."""
    left = []
    for one in out:
        taken = min(one.units, max(back, 0))
        back -= taken
        if one.units > taken:
            left.append(one._replace(units=one.units - taken))
    return left

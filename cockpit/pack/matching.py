"""Which rows of which reports belong to an incident: by its order ids, else by its ASINs and SKUs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from cockpit.incident_facts import Incident
from cockpit.tables import FILE, ROW, Table, Tables

_ORDER: Final = ("order_id", "amazon_order_id")
_ASIN: Final = ("asin", "asin1", "child_asin", "advertised_asin")
_SKU: Final = ("sku", "seller_sku", "msku", "advertised_sku", "item_sku")
_OWN: Final = "notification_id"


@dataclass(frozen=True, slots=True)
class Matches:
    """The rows of one report file that belong to an incident."""

    type: str
    file: str
    rows: tuple[int, ...]  # as an editor counts them


def matches(tables: Tables, incident: Incident, scope: tuple[str, str]) -> list[Matches]:
    """Every row of the current reports of a store and marketplace, by type and file, in their order."""
    found: list[Matches] = []
    for (type_, *place), table in sorted(tables.current.items()):
        if tuple(place) == scope:
            found += _in_files(type_, of_incident(table, incident))
    return found


def of_incident(table: Table, incident: Incident) -> pl.DataFrame:
    """The rows of a table about an incident. A report of orders is asked for its orders alone, when it names any."""
    frame = table.frame
    if _OWN in frame.columns:
        return frame.filter(pl.col(_OWN) == incident.id)
    by_order = _any_of(frame, _ORDER, incident.order_ids)
    if by_order is not None:
        return frame.filter(by_order)
    by_product = [
        one for one in (_any_of(frame, _ASIN, incident.asins), _any_of(frame, _SKU, incident.skus)) if one is not None
    ]
    return frame.filter(pl.any_horizontal(by_product)) if by_product else frame.clear()


def _any_of(frame: pl.DataFrame, columns: Iterable[str], values: Iterable[str]) -> pl.Expr | None:
    wanted = list(values)
    found = [pl.col(name).is_in(wanted).fill_null(value=False) for name in columns if name in frame.columns]
    return pl.any_horizontal(found) if found and wanted else None


def _in_files(type_: str, rows: pl.DataFrame) -> Iterator[Matches]:
    places = rows.select(FILE, ROW).drop_nulls().unique().sort(FILE, ROW)
    for (file, *_), part in sorted(places.partition_by(FILE, as_dict=True).items()):
        yield Matches(type_, str(file), tuple(part[ROW].to_list()))

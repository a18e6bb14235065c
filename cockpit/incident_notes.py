"""The incidents of a run as the screens need them: what the reports and the people say, and what the packs lack."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from cockpit.check import Check, Context
from cockpit.formulas.asin_skus import ASIN_SKU_COLUMNS, asin_skus
from cockpit.formulas.incidents import (
    NOTIFICATIONS,
    SHIPPED,
    all_incidents,
    answer_by,
    in_kinds,
    listing_then,
    pack,
)
from cockpit.formulas.listing_fields import LISTING_REPORTS
from cockpit.incident_facts import Incident
from cockpit.issue import Pane
from cockpit.picture import IncidentNote
from cockpit.runner import UNPLACED, World, context_of
from cockpit.setting_note import setting
from cockpit.shared import Shared
from cockpit.text import Words

SECTION: Final = "incidents"


@dataclass(frozen=True)
class Settings:
    """[incidents], as far as the screens need it."""

    first_step_h: float = setting(2.0, "The first step is due so long after the message came", unit="h")
    answer_h: float = setting(24.0, "The answer is due so long after the message", unit="h")


# What the formulas are asked for: they give tables only to a check that declares them. Never run, never discovered.
_READER: Final[Check[Settings]] = Check(
    "incidents",
    Words("Incidents", "事故"),
    lambda _: (),
    Pane.MORNING,
    (),
    (),
    tuple(dict.fromkeys((NOTIFICATIONS, *SHIPPED, *LISTING_REPORTS, *ASIN_SKU_COLUMNS))),
    Settings,
    SECTION,
    (),
    (),
    (),
    unplaced=True,
    judges_stale=True,
    version=1,
)


def incident_notes(world: World) -> tuple[IncidentNote, ...]:
    """Every incident of every store and marketplace, the newest first."""
    found = [note for scope in (*world.scopes, UNPLACED) for note in _notes(reader(world, scope))]
    return tuple(sorted(found, key=lambda note: (note.answer_by, note.incident.id), reverse=True))


def reader(world: World, scope: tuple[str, str]) -> Context[Any]:
    """The context in which the incidents of a scope are read."""
    return replace(context_of(world, _READER, scope), shared=Shared())


def _notes(ctx: Context[Any]) -> Iterator[IncidentNote]:
    for incident in all_incidents(ctx):
        if incident.marketplace or not ctx.marketplace:
            whole = with_skus(ctx, incident)
            items = pack(ctx, whole, listing_then(ctx, whole))
            has, lacks = in_kinds(items, there=True), in_kinds(items, there=False)
            yield IncidentNote(whole, answer_by(whole, ctx.settings.answer_h), tuple(has), tuple(lacks))


def with_skus(ctx: Context[Any], incident: Incident) -> Incident:
    """The incident with the SKUs of its ASINs: people act on SKUs."""
    if not incident.asins:
        return incident
    pairs = asin_skus(ctx)
    skus = pairs.filter(pairs["asin"].is_in(list(incident.asins)))["sku"].to_list()
    return replace(incident, skus=tuple(dict.fromkeys((*incident.skus, *skus))))

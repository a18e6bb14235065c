"""Which reports the enabled checks need, marketplace by marketplace, and how each of them is."""

from collections.abc import Iterator, Mapping

from cockpit.check import Demand
from cockpit.picture import ReportNeed
from cockpit.reports import ReportType
from cockpit.runner import Scope, World
from cockpit.text import Words, same


def needs_of(world: World, types: Mapping[str, ReportType]) -> tuple[ReportNeed, ...]:
    """Every need of every store and marketplace, missing and stale ones included."""
    return tuple(_needs(world, types))


def titles_of(world: World, types: Mapping[str, ReportType]) -> tuple[tuple[str, Words], ...]:
    """What the report types of the files are called: of many no check needs any."""
    there = {file.type for file in world.tables.files if file.type}
    return tuple((id_, types[id_].title) for id_ in sorted(there & types.keys()))


def _needs(world: World, types: Mapping[str, ReportType]) -> Iterator[ReportNeed]:
    for scope in world.scopes:
        for demand in world.demands(scope):
            yield _need(world, types.get(demand.type), demand, scope)


def _need(world: World, type_: ReportType | None, demand: Demand, scope: Scope) -> ReportNeed:
    table = world.tables.get(demand.type, *scope)
    return ReportNeed(
        demand.type,
        type_.title if type_ else same(demand.type),
        type_.menu if type_ else same(""),
        *scope,
        demand.panes,
        demand.checks,
        "missing" if table is None else "stale" if table.stale else "fresh",
        demand.optional,
        table.as_of if table else None,
        table.max_age_hours if table else _max_age(world, type_, demand.type),
        demand.by_hand,
    )


def _max_age(world: World, type_: ReportType | None, id_: str) -> float | None:
    known = world.settings.freshness()
    return known.get(id_, type_.max_age_hours if type_ else None)

"""What a verdict rests on, beside settings, code and clock: files, the tables made of them, what people wrote."""

from collections import defaultdict
from collections.abc import Hashable
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from cockpit.check import Check
from cockpit.picture_of import Headings, headings_of
from cockpit.report_file import ReportFile
from cockpit.runner import UNPLACED, Scope, World
from cockpit.tables import Table


class RestsOn(NamedTuple):
    """Values that compare: two of them are equal when a check must say the same."""

    files: tuple[ReportFile, ...]  # with the digest of their bytes
    tables: tuple[Hashable, ...]
    recorded: tuple[Hashable, ...]  # what people wrote: actions, incidents, the checklist
    places: tuple[Scope, ...]  # the stores and marketplaces that have reports


class Digests:
    """Digests of what some verdicts rest on. What stands in many of them (a file, a year of tables) is named once."""

    def __init__(self) -> None:
        self._named: dict[int, tuple[object, str]] = {}  # by id; held, so that the id stays its own

    def of(self, rests_on: RestsOn) -> str:
        """Names it, over restarts too."""
        return _sha((self._all(rests_on.files), self._all(rests_on.tables), rests_on.recorded, rests_on.places))

    def _all(self, values: tuple[object, ...]) -> str:
        known = self._named.get(id(values))
        if known is None:
            known = self._named[id(values)] = values, _sha([self._each(value) for value in values])
        return known[1]

    def _each(self, value: object) -> str:
        known = self._named.get(id(value))
        if known is None:
            known = self._named[id(value)] = value, _sha(value)
        return known[1]


def _sha(value: object) -> str:
    return sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


class Inputs:
    """What the checks of one run rest on, as values that compare: tables by what they were made of, files, actions."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._made_of: dict[tuple[str, Scope], Hashable] = {}
        self._digests = Digests()
        self._places = tuple(world.tables.scopes())
        self._files: dict[tuple[str, str, str | None], list[ReportFile]] = defaultdict(list)
        for file in world.tables.files:
            for marketplace in {file.marketplace or "", *file.marketplaces}:
                self._files[file.store, marketplace, file.type].append(file)

    @cached_property
    def headings(self) -> Headings:
        """How each file spells its columns."""
        return headings_of(self._world.tables)

    def of(self, check: Check[Any], scope: Scope) -> RestsOn:
        """Everything that a check's word about one store and marketplace may rest on."""
        files: tuple[ReportFile, ...]
        if not check.reads or check.judges_stale or (check.unplaced and scope == UNPLACED):
            types = sorted({type_ for type_, *place in self._world.tables.current if tuple(place) == scope})
            files = self._world.tables.files  # it may look at any file, also at those that became no table
        else:
            types = sorted(check.reads)
            files = tuple(file for type_ in types for file in self._files.get((*scope, type_), ()))
        tables = tuple(self._tables(type_, scope) for type_ in types)
        recorded = self._world.actions_of(scope), self._world.incidents_of(scope)
        return RestsOn(files, tables, (*recorded, self._world.signed.part(check.checklist)), self._places)

    def digest(self, check: Check[Any], scope: Scope) -> str:
        """The same as a digest that is equal over restarts."""
        return self._digests.of(self.of(check, scope))

    def _tables(self, type_: str, scope: Scope) -> Hashable:
        """What the tables of a type were made of: asked by many checks, and there may be a year of snapshots."""
        if (type_, scope) not in self._made_of:
            self._made_of[type_, scope] = self._versions(type_, scope)
        return self._made_of[type_, scope]

    def _versions(self, type_: str, scope: Scope) -> Hashable:
        current = self._world.tables.get(type_, *scope)
        older = tuple(_version(table) for table in self._world.tables.history(type_, *scope))
        return None if current is None else _version(current), older


def _version(table: Table) -> Hashable:
    return table.files, table.as_of, table.stale, table.rejected, table.doubts  # rows of old ones are not yet read

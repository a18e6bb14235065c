"""What a verdict rests on, beside settings, code and clock: files, the tables made of them, what people wrote."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from cockpit.check import Check
from cockpit.picture_of import Headings, headings_of
from cockpit.report_file import ReportFile
from cockpit.runner import UNPLACED, Scope, World
from cockpit.tables import Key, Table


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

    def of(self, check: Check[Any], scope: Scope, beyond: frozenset[Key] = frozenset()) -> RestsOn:
        """Everything that a check's word about one store and marketplace may rest on; `beyond` is what it told itself.

        One that declares nothing may look at any file, also at those that became no table.
        """
        recorded: tuple[Hashable, ...] = (
            self._world.actions_of(scope), self._world.incidents_of(scope), self._world.signed.part(check.checklist)
        )  # fmt: skip
        if not check.reads or (check.unplaced and scope == UNPLACED):
            types = sorted({type_ for type_, *place in self._world.tables.current if tuple(place) == scope})
            return RestsOn(self._world.tables.files, self._of_types(types, scope), recorded, self._places)
        files = [file for type_ in sorted(check.reads) for file in self._files.get((*scope, type_), ())]
        tables = self._of_types(sorted(check.reads), scope)
        if check.judges_stale:  # it may ask for what reports are for as well
            recorded = (*recorded, self._world.demands(scope))
        for type_, *place in sorted(beyond):
            there = place[0], place[1]
            files += self._files.get((*there, type_), ())
            tables = (*tables, self._tables(type_, there))
        return RestsOn(tuple(files), tables, recorded, self._places)

    def _of_types(self, types: Iterable[str], scope: Scope) -> tuple[Hashable, ...]:
        return tuple(self._tables(type_, scope) for type_ in types)

    def digest(self, check: Check[Any], scope: Scope, beyond: frozenset[Key] = frozenset()) -> str:
        """The same as a digest that is equal over restarts."""
        return self._digests.of(self.of(check, scope, beyond))

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

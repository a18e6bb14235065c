"""Report types that the workspace declares: ``[report_types.my-erp-stock]``, its headers left, our columns right."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from cockpit.reports.recognise import Catalog
from cockpit.reports.report_type import Column, Kind, ReportType
from cockpit.reports.types import load
from cockpit.text import same

Declared = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def catalog(report_types: Mapping[str, Mapping[str, str]]) -> Catalog:
    """Every report type to look for: the workspace's own first, then the built-in ones."""
    return _catalog(tuple((id_, tuple(sorted(names.items()))) for id_, names in sorted(report_types.items())))


@lru_cache(maxsize=8)
def _catalog(declared: Declared) -> Catalog:
    own = [declare(id_, dict(names)) for id_, names in declared]
    return Catalog([*own, *load().values()])


def declare(id_: str, names: Mapping[str, str]) -> ReportType:
    """One declared type. ``type = "fba-inventory"``, or the id itself, says whose columns it fills; else it is new."""
    known = load()
    base = known.get(names.get("type", id_))
    headers = {header: ours for header, ours in names.items() if header != "type"}
    if base is None:
        return ReportType(id_, same(id_), same(""), _columns(headers, known.values()), marks=(_ours(headers),))
    own = [_with_names(column, headers) for column in base.columns]
    extra = tuple(
        _columns({h: o for h, o in headers.items() if o not in {c.name for c in base.columns}}, known.values())
    )
    return replace(base, columns=(*own, *extra), marks=(_ours(headers),), positions=None, json=None, rejects=())


def _ours(headers: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(set(headers.values())))


def _with_names(column: Column, headers: Mapping[str, str]) -> Column:
    spelled = tuple(header for header, ours in headers.items() if ours == column.name)
    return replace(column, names=(*spelled, *column.names)) if spelled else column


def _columns(headers: Mapping[str, str], types: Iterable[ReportType]) -> tuple[Column, ...]:
    """Columns of a new type: of the kind that a built-in column of that name has, else text."""
    kinds = {column.name: column.kind for type_ in types for column in type_.columns}
    spelled: dict[str, list[str]] = {}
    for header, ours in headers.items():
        spelled.setdefault(ours, []).append(header)
    return tuple(Column(ours, kinds.get(ours, Kind.TEXT), tuple(names)) for ours, names in spelled.items())

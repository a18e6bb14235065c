"""What is wrong with a workspace's settings: unknown keys with the nearest known one, values of the wrong kind."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Final
from zoneinfo import ZoneInfo

from cockpit.problems import Problem

FILE_NAME = "config.toml"
Path_ = tuple[str, ...]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PANES = ("morning", "noon", "evening", "weekly", "month-end", "quarterly")

# Claim windows by marketplace: days, two days (from, until), or a table with days or months and the day it holds from.
WINDOWS: Final[frozenset[Path_]] = frozenset(
    ("finance", name) for name in ("returns_window", "fc_window", "inbound_window")
)
# Tables whose keys are names that people choose: every key is known, and what it may hold.
OPEN: Mapping[Path_, Mapping[str, Any] | Any] = {
    ("freshness",): 1.0,
    ("holidays",): [date(2026, 1, 1)],
    ("keys",): "",
    ("report_types",): None,
    ("house",): None,  # the settings of the team's own checks: [house.x_02]
    ("checks",): {"enabled": True, "pane": "morning", "severity": "warning"},
    ("checklist",): {"pane": "morning", "en": "", "zh": "", "checks": [""], "proof": "", "enabled": True, "must": True},
    ("ads", "acos_upper"): 0.3,
    ("customers", "atoz_h"): 48,
    ("health", "otdr", "enforced_from"): date(2026, 1, 1),
    ("fulfilment", "handling_accuracy"): {"from": date(2026, 1, 1), "share": 0.8, "orders": 10, "days": 30},
    ("listing", "search_bytes"): 250,
    ("stock", "lil_days"): 28,
    ("stock", "lil_fnsku_from"): date(2026, 1, 1),
    ("stock", "aged", "first_tier"): {"from": date(2026, 1, 1), "days": 181, "late_days": 271},
    ("stock", "weights"): 0.5,
    ("finance", "fulfilment_surcharge"): {"from": date(2026, 1, 1), "rate": 0.035},
    ("finance", "price_bands"): [10],
    ("finance", "fee_changes"): [date(2026, 1, 1)],
    ("finance", "cost_paid"): {"from": date(2026, 1, 1), "share": 1.0},
    **dict.fromkeys(WINDOWS, 60),
}
# Of those, where a list of tables may stand for one: what holds from one day on, then from another.
DATED: frozenset[Path_] = frozenset(
    {
        ("finance", "fulfilment_surcharge"),
        ("finance", "cost_paid"),
        ("stock", "aged", "first_tier"),
        ("fulfilment", "handling_accuracy"),
    }
)
LISTS: Mapping[str, Mapping[str, Any]] = {
    "people": {"user": "", "name": "", "role": "assistant"},
    "events": {"name": "", "from": date(2026, 1, 1), "to": date(2026, 1, 1), "marketplaces": [""], "skus": [""]},
    "suppress": {
        "check": "", "marketplace": "", "subject": "", "reason": "", "until": date(2026, 1, 1), "by": "",
    },
}  # fmt: skip
# What a row must say: without it the row is not used.
NEEDED: Mapping[str, tuple[str, ...]] = {"suppress": ("check", "reason", "until")}
CHOICES: Mapping[Path_, tuple[str, ...]] = {
    ("profile", "language"): ("auto", "en", "zh"),
    ("profile", "weekly"): WEEKDAYS,
    ("screen", "theme"): ("cockpit", "cockpit-light", "ansi"),
    ("screen", "glyphs"): ("auto", "unicode", "ascii"),
    ("screen", "mouse"): ("auto", "on", "off"),
    ("screen", "clipboard"): ("auto", "osc52", "file", "off"),
    ("checks", "*", "pane"): PANES,
    ("checks", "*", "severity"): ("critical", "warning", "info"),
    ("checklist", "*", "pane"): PANES,
    ("people", "role"): ("assistant", "supervisor"),
    ("fulfilment", "clock"): ("operating", "elapsed"),
}
SCOPES = ("marketplace", "category", "tag", "sku")
TAGGED = {"skus": [""]}  # what a tag holds beside settings: the SKUs that have it


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem of a workspace's settings, and the path of the value that is left at its default because of it."""

    problem: Problem
    path: Path_


def complaints(
    shipped: Mapping[str, Any], own: Mapping[str, Any], lines: Mapping[Path_, int], extra: Iterable[str] = ()
) -> Iterator[Complaint]:
    """Every problem of the workspace's file. `extra` names further top-level tables (those of the team's checks)."""
    known = {**shipped, **dict.fromkeys((*SCOPES, *extra))}
    for name, value in own.items():
        if name in SCOPES and isinstance(value, Mapping):
            for scope, table in value.items():
                known_here = {**shipped, **TAGGED} if name == "tag" else shipped
                yield from _table(known_here, table, (name, scope), (), lines)
        elif name in LISTS:
            yield from _rows(name, value, lines)
        elif name in known or (name,) in OPEN:
            yield from _value(known.get(name), value, (name,), (name,), lines)
        else:
            yield _unknown((name,), known, lines)


def _rows(name: str, rows: Any, lines: Mapping[Path_, int]) -> Iterator[Complaint]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        yield _bad((name,), "list-of-tables", rows, lines)
        return
    for number, row in enumerate(rows):
        here = (name, str(number))
        mine = {(name, *path[2:]): line for path, line in lines.items() if path[:2] == here}
        yield from _table(LISTS[name], row, (name,), (name,), mine)
        for key in NEEDED.get(name, ()):
            if not row.get(key):
                yield _bad((name, key), f"needed-{key}", "", {(name, key): mine.get((name,), 1)})


def _table(
    known: Mapping[str, Any], own: Any, path: Path_, rule: Path_, lines: Mapping[Path_, int]
) -> Iterator[Complaint]:
    """`path` is where it stands in the file, `rule` the same without its scope."""
    if not isinstance(own, Mapping):
        yield _bad(path, "table", own, lines)
        return
    for key, value in own.items():
        here, below = (*path, key), (*rule, key)
        if rule in WINDOWS:
            if not is_window(value):
                yield _bad(here, "claim-window", value, lines)
        elif rule in OPEN:
            inner = OPEN[rule]
            if inner is not None:
                star = (*rule, "*") if isinstance(inner, Mapping) else below
                several = rule in DATED and isinstance(value, list)
                found = _each(inner, value, here, star, lines) if several else _value(inner, value, here, star, lines)
                yield from found
        elif key in known or below in OPEN:
            yield from _value(known.get(key), value, here, below, lines)
        else:
            yield _unknown(here, known, lines)


def _value(known: Any, own: Any, path: Path_, rule: Path_, lines: Mapping[Path_, int]) -> Iterator[Complaint]:
    if isinstance(known, Mapping) or rule in OPEN:
        yield from _table(known or {}, own, path, rule, lines)
    elif known is None:
        return
    elif expected := _misfit(known, own, rule):
        yield _bad(path, expected, own, lines)


def _each(inner: Any, rows: list[Any], path: Path_, rule: Path_, lines: Mapping[Path_, int]) -> Iterator[Complaint]:
    """The problems of a list of tables: one that is wrong leaves the whole list at its default."""
    for row in rows:
        for complaint in _value(inner, row, path, rule, lines):
            yield Complaint(complaint.problem, path)


def _misfit(known: Any, own: Any, rule: Path_) -> str:
    """What was expected instead (a key of the catalogs, or literal text); "" when the value fits."""
    if rule in CHOICES:
        return "" if own in CHOICES[rule] else " | ".join(CHOICES[rule])
    if rule in FORMS:
        expected, fits = FORMS[rule]
        return "" if fits(own) else expected
    return _kind_misfit(known, own)


def _kind_misfit(known: Any, own: Any) -> str:
    if isinstance(known, bool):
        return "" if isinstance(own, bool) else "true-or-false"
    if isinstance(known, int | float):
        number = isinstance(own, int | float) and not isinstance(own, bool)
        return "" if number and own >= 0 else "number-not-negative"
    if isinstance(known, list):
        return _list_misfit(known, own)
    return "" if isinstance(own, type(known)) else type(known).__name__


def _list_misfit(known: list[Any], own: Any) -> str:
    if not isinstance(own, list):
        return "list"
    kind = type(known[0]) if known else str
    return "" if all(isinstance(item, kind) for item in own) else f"list of {kind.__name__}"


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value) is not None


def _is_month_day(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value) is not None


def is_window(value: Any) -> bool:
    """Whether a value is a claim window: 60, [60, 120], { months = 9 }, or tables that each hold from a day on."""
    if isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value):
        return all(is_window(row) for row in value)
    if isinstance(value, Mapping):
        since, *sizes = value.get("from"), *(value[key] for key in ("days", "months") if key in value)
        dated = since is None or isinstance(since, date)
        return dated and set(value) <= {"from", "days", "months"} and len(sizes) == 1 and _is_span(sizes[0])
    return _is_span(value)


def _is_span(value: Any) -> bool:
    """A number of days, or from which to which."""
    days = value if isinstance(value, list) else [0, value]
    whole = all(isinstance(day, int) and not isinstance(day, bool) for day in days)
    return len(days) == len(("from", "until")) and whole and 0 <= days[0] <= days[1]


def _is_zone(name: Any) -> bool:
    try:
        return isinstance(name, str) and bool(ZoneInfo(name).key)
    except (KeyError, ValueError, OSError):
        return False


# Texts of a form of their own: what is expected (a key of the catalogs), and the test for it.
FORMS: Mapping[Path_, tuple[str, Callable[[Any], bool]]] = {
    **{("profile", name): ("time-of-day", _is_time) for name in ("morning", "ads_read", "noon", "evening")},
    ("profile", "team_zone"): ("time-zone", _is_zone),
    **{("finance", "peak", name): ("MM-DD", _is_month_day) for name in ("first", "last")},
}


def _unknown(path: Path_, known: Mapping[str, Any], lines: Mapping[Path_, int]) -> Complaint:
    near = get_close_matches(path[-1], list(known), n=1, cutoff=0.4)
    problem = Problem(
        "unknown-setting" if near else "unknown-setting-alone",
        FILE_NAME,
        row=lines.get(path),
        column=".".join(path),
        expected=near[0] if near else "",
        found=path[-1],
    )
    return Complaint(problem, path)


def _bad(path: Path_, expected: str, found: Any, lines: Mapping[Path_, int]) -> Complaint:
    problem = Problem(
        "bad-setting",
        FILE_NAME,
        row=lines.get(path),
        column=".".join(path),
        expected=expected,
        found=str(found)[:80],
    )
    return Complaint(problem, path)

"""Settings whose value changes on a day, marketplace by marketplace (domain §11.4): data, not code.

Three forms of one entry, the marketplace's own or that of ``default``: a value that has always held; a table that holds
``from`` a day; a list of such tables, of which the newest that has begun holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

DEFAULT = "default"
FROM = "from"


@dataclass(frozen=True, slots=True)
class Step:
    """What holds from a day on, until the next step; `since` None: it has always held."""

    since: date | None
    value: Any  # as written, a table without its `from`


def steps(setting: Mapping[str, Any], marketplace: str) -> tuple[Step, ...]:
    """The steps of one marketplace, oldest first; none where the setting says nothing about it."""
    written = setting.get(marketplace, setting.get(DEFAULT))
    if written is None:
        return ()
    rows = written if _is_list_of_tables(written) else (written,)
    return tuple(sorted((_step(row) for row in rows), key=lambda step: step.since or date.min))


def in_force(setting: Mapping[str, Any], marketplace: str, day: date) -> Any | None:
    """What holds on a day in a marketplace; None before the first step and where nothing is said."""
    begun = [step for step in steps(setting, marketplace) if step.since is None or step.since <= day]
    return begun[-1].value if begun else None


def _is_list_of_tables(written: Any) -> bool:
    return isinstance(written, Sequence) and bool(written) and all(isinstance(row, Mapping) for row in written)


def _step(row: Any) -> Step:
    if not isinstance(row, Mapping) or FROM not in row:
        return Step(None, row)
    since = row[FROM].date() if isinstance(row[FROM], datetime) else row[FROM]
    return Step(since, {key: value for key, value in row.items() if key != FROM})

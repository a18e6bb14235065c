"""How complete the reports are: of those that enabled checks need, how many are there, and how many are fresh."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cockpit.issue import Pane
from cockpit.picture import ReportNeed

DEFAULT_STORE = "default"


class Completeness(NamedTuple):
    """Counts of the reports that are not optional; each counts within the one before."""

    needed: int
    there: int
    fresh: int

    @property
    def whole(self) -> bool:
        """Whether nothing is missing or too old."""
        return self.fresh == self.needed

    def __str__(self) -> str:
        """As people read it: 7/9; – where nothing is needed."""
        return f"{self.fresh}/{self.needed}" if self.needed else "–"


def completeness(needs: Iterable[ReportNeed], pane: Pane | None = None) -> Completeness:
    """Of some needs, or of those of one pane."""
    mine = [need for need in needs if not need.optional and (pane is None or pane in need.panes)]
    there = sum(need.status != "missing" for need in mine)
    return Completeness(len(mine), there, sum(need.status == "fresh" for need in mine))


def by_place(needs: Iterable[ReportNeed]) -> Mapping[str, tuple[ReportNeed, ...]]:
    """The needs of each marketplace, with the store before it where there is more than the usual one; in order."""
    found: dict[tuple[str, str], list[ReportNeed]] = {}
    for need in needs:
        found.setdefault((need.store, need.marketplace), []).append(need)
    return {place(*key): tuple(mine) for key, mine in sorted(found.items())}


def place(store: str, marketplace: str) -> str:
    """US, or shop-2/US."""
    return marketplace if store == DEFAULT_STORE else f"{store}/{marketplace}"

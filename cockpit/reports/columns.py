"""Short ways to write the columns of a report type, so that its file reads like a table."""

from typing import Literal, Protocol, TypedDict, Unpack

from cockpit.reports.report_type import Column, Kind

# Attribution windows of ad reports; the shorter one is taken where a file has two.
WINDOWS = (7, 14, 1, 30)


class Rules(TypedDict, total=False):
    """What may be said of a column beside its names."""

    required: bool
    filled: bool
    percent: Literal["hundred", "fraction"]
    most: float
    id: bool
    first: tuple[str, ...]
    blanks: tuple[str, ...]


class Maker(Protocol):
    """``count("quantity", "Qty")``: our name, then the header spellings; without any, our name with hyphens is it."""

    def __call__(self, name: str, *names: str, **rules: Unpack[Rules]) -> Column:
        """Make the column."""


def _maker(kind: Kind) -> Maker:
    def make(name: str, *names: str, **rules: Unpack[Rules]) -> Column:
        return Column(name, kind, names or (name.replace("_", "-"),), **rules)

    return make


text = _maker(Kind.TEXT)
count = _maker(Kind.COUNT)
number = _maker(Kind.NUMBER)
money = _maker(Kind.MONEY)
rate = _maker(Kind.RATE)
instant = _maker(Kind.INSTANT)
day = _maker(Kind.DAY)
flag = _maker(Kind.FLAG)
listed = _maker(Kind.LIST)


def windows(*patterns: str) -> tuple[str, ...]:
    """Spellings for every attribution window: ``windows("{} Day Total Sales")`` → 7 Day …, 14 Day … and so on."""
    return tuple(pattern.format(days) for days in WINDOWS for pattern in patterns)


def spelled(names: str) -> tuple[str, ...]:
    """Many spellings written in one text, with bars between them."""
    return tuple(name.strip() for name in names.split("|"))

"""A rate against its two lines: exact on the boundary, careful with few cases, Amazon's own word first.

Lines come from a TOML file as floats and rates from counts. Both become exact fractions before they are compared: 4 of
400 against 0.01 must be *on* the line, which no pair of binary floats promises (domain §2.1, §2.2, §2.4).
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from cockpit.issue import Figure, Number, Severity, Tag

# What a value must be to stay inside its line: under it, at most it, at least it, over it.
Bound = Literal["under", "at_most", "at_least", "over"]

# One failure may be chance, two are a pattern: below it even a large sample only warns (domain §2.4).
PATTERN = 2

_KEPT = 1024  # values whose fraction is kept: the lines are few, and asked for with every subject


@lru_cache(_KEPT, typed=True)
def exact(value: Number) -> Fraction:
    """A number as people wrote it: the float 0.01 is one hundredth, not the nearest binary fraction."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


@dataclass(frozen=True, slots=True)
class Limit:
    """One line of a rate: the value must be `bound` it, or it is crossed."""

    value: Number
    bound: Bound

    def crossed(self, share: Fraction) -> bool:
        """Whether a value lies outside; `bound` decides the exact boundary (domain §2.2)."""
        line = exact(self.value)
        if self.bound == "under":
            return share >= line
        if self.bound == "at_most":
            return share > line
        return share < line if self.bound == "at_least" else share <= line

    def room(self, n: int) -> int:
        """How many failures of `n` still lie inside; -1 where not even none would."""
        line = exact(self.value)
        allowed = (line if self.bound in {"under", "at_most"} else 1 - line) * n
        whole = allowed.numerator // allowed.denominator
        on_the_line = allowed.denominator == 1 and self.bound in {"under", "over"}
        return whole - 1 if on_the_line else whole


@dataclass(frozen=True, slots=True)
class Rate:
    """`k` failures among `n` > 0 cases. Where higher is better (`misses`), the failures are what is missing to all."""

    k: int
    n: int
    misses: bool = False

    @property
    def share(self) -> Fraction:
        """The value as people know it: 5 of 400 late is 0.0125; 5 of 100 parcels untracked is a VTR of 0.95."""
        return Fraction(self.n - self.k if self.misses else self.k, self.n)

    @property
    def lone(self) -> bool:
        """Whether a single failure made it."""
        return self.k < PATTERN

    def few(self, min_n: int) -> bool:
        """Whether it rests on fewer cases than wanted."""
        return self.n < min_n

    def figure(self, name: str) -> Figure:
        """The rate as an issue shows it: numerator and denominator of the value, not of the failures."""
        numerator = self.n - self.k if self.misses else self.k
        return Figure(name, numerator / self.n, numerator, self.n, "rate")


@dataclass(frozen=True, slots=True)
class TypedShare:
    """A share typed without its counts. It is judged as it stands; on how many cases it rests nobody knows."""

    value: Number

    @property
    def share(self) -> Fraction:
        """The value, as typed."""
        return exact(self.value)

    @property
    def lone(self) -> bool:
        """Never: it cannot be told."""
        return False

    def few(self, min_n: int) -> bool:  # noqa: ARG002 - the shape of Rate
        """Never: it cannot be told."""
        return False

    def figure(self, name: str) -> Figure:
        """The share as an issue shows it, without counts."""
        return Figure(name, float(self.value), unit="rate")


@dataclass(frozen=True, slots=True)
class RateVerdict:
    """What a rate is worth against its lines."""

    severity: Severity | None  # None: nothing to say, or too few cases to say it
    over_amazon: bool  # crossed Amazon's line, by number or by Amazon's own status
    over_internal: bool
    few: bool  # fewer cases than the check wants
    disputed: bool = False  # our count is over the line and Amazon says GOOD
    tags: tuple[Tag, ...] = ()


def judge_rate(
    rate: Rate | TypedShare,
    amazon: Limit | None,
    internal: Limit | None,
    min_n: int,
    *,
    status: str | None = None,
    strict: bool = False,
    worst: Severity = Severity.CRITICAL,
) -> RateVerdict:
    """Place a rate between its lines (domain §2.1 two lines, §2.2 boundaries, §2.4 small samples).

    Args:
        rate: counts with n > 0 (no cases at all is "not applicable", which the caller says), or a typed share.
        amazon: Amazon's line: the report's own target where it carries one. None where Amazon publishes none.
        internal: the house target.
        min_n: fewer cases are a small sample.
        status: Amazon's own GOOD, BAD or NONE. BAD is critical whatever we count; GOOD caps our count at a warning.
        strict: past the house target is critical too (strict article mode).
        worst: the cap of this metric.
    """
    few = rate.few(min_n)
    by_number = amazon is not None and amazon.crossed(rate.share)
    over_internal = internal is not None and internal.crossed(rate.share)
    small = few
    severity: Severity | None = None
    if status == "BAD":
        severity = Severity.CRITICAL
    elif by_number:
        small = few or rate.lone
        severity = Severity.WARNING if small or status == "GOOD" else Severity.CRITICAL
    elif over_internal:
        severity = Severity.INFO if few and rate.lone else Severity.CRITICAL if strict else Severity.WARNING
    over_amazon = by_number or status == "BAD"
    return RateVerdict(
        _capped(severity, worst),
        over_amazon,
        over_internal,
        few,
        by_number and status == "GOOD",
        () if severity is None else _tags(small=small, only_target=over_internal and not over_amazon),
    )


def _capped(severity: Severity | None, worst: Severity) -> Severity | None:
    return worst if severity is not None and severity.rank < worst.rank else severity


def _tags(*, small: bool, only_target: bool) -> tuple[Tag, ...]:
    named: tuple[tuple[Tag, bool], ...] = (("small-sample", small), ("over-target", only_target))
    return tuple(tag for tag, holds in named if holds)


def headroom(rate: Rate, limit: Limit) -> int:
    """How many more failures still stay inside the line; negative: so many too many."""
    return limit.room(rate.n) - rate.k

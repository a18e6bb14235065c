"""Whether a tracking number can be the named carrier's: its form and, where the carrier has one, its check digit.

Source: domain §11.2. A number that fits proves nothing about the parcel: without a check digit it is plausible, and a
well-formed one that is never scanned is still invalid to Amazon.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final, Literal

import polars as pl
import tomli

from cockpit.reports.said import NAMELESS

Standing = Literal["fits", "invalid", "mismatch", "unknown"]

_FOLD: Final = r"[^\p{L}\p{N}]"
_LONGEST: Final = 34


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a carrier's numbers."""

    pattern: str
    check: str  # "" = none: what fits is plausible
    digits: int  # how many of the last digits the check digit is over; 0 = the whole

    @property
    def fixed(self) -> str:
        """What every number of the form begins with."""
        return self.pattern.removeprefix("^").split("[")[0]


@dataclass(frozen=True)
class Carrier:
    """One carrier: how it is called, and what its numbers look like."""

    id: str
    names: tuple[str, ...]
    forms: tuple[Form, ...]
    enforced: bool

    @cached_property
    def sure(self) -> tuple[Form, ...]:
        """The forms that are this carrier's beyond chance: they begin with letters, or have a check digit."""
        return tuple(form for form in self.forms if form.check or any(mark.isalpha() for mark in form.fixed))

    @cached_property
    def checked(self) -> tuple[Form, ...]:
        """The forms with a check digit: what has the form and another digit is invalid, however vague the rest is."""
        return tuple(form for form in self.forms if form.check)


@cache
def carriers() -> tuple[Carrier, ...]:
    """Every carrier of carriers.toml."""
    rows = tomli.loads(resources.files(__package__).joinpath("carriers.toml").read_text("utf-8"))["carrier"]
    return tuple(_carrier(row) for row in rows)


def _carrier(row: dict[str, Any]) -> Carrier:
    forms = tuple(Form(f"^{one['form']}$", one.get("check", ""), one.get("digits", 0)) for one in row["forms"])
    return Carrier(row["id"], tuple(row["names"]), forms, row.get("enforced", True))


def plain_number(column: str) -> pl.Expr:
    """The number as carriers compare it: no spaces or hyphens, upper-case; null when nothing is left."""
    bare = pl.col(column).str.replace_all(r"[\s\-]", "").str.to_uppercase()
    return pl.when(bare != "").then(bare)


def named_carrier(column: str) -> pl.Expr:
    """The carrier's name, null where it is empty or says "other"."""
    folded = pl.col(column).str.to_lowercase().str.replace_all(_FOLD, "")
    return pl.when((folded != "") & ~folded.is_in(NAMELESS)).then(pl.col(column))


def standings(parcels: pl.DataFrame) -> pl.DataFrame:
    """How the number of each parcel stands to its carrier.

    Args:
        parcels: columns carrier (as in the confirmation) and number (see `plain_number`), both filled.

    Returns:
        Each pair once, with `standing` (`fits`; `invalid`: no form of this carrier, or a wrong check digit;
        `mismatch`: a form of another carrier alone; `unknown`: a carrier or form that nobody wrote down) and
        `looks_like` (the other carrier's id of a mismatch).
    """
    pairs = parcels.select("carrier", "number").unique().sort("carrier", "number")
    named = pairs["carrier"].unique().to_list()
    meant = pl.DataFrame(
        {"carrier": named, "known": map(_known_as, named)}, schema=dict.fromkeys(("carrier", "known"), pl.String)
    )
    known = pairs.join(meant, on="carrier", maintain_order="left")
    parts = [_of_carrier(part, str(id_)) for (id_, *_), part in known.partition_by("known", as_dict=True).items()]
    empty = pairs.clear().with_columns(standing=pl.lit(""), looks_like=pl.lit(None, pl.String))
    return pl.concat([empty, *parts]).sort("carrier", "number")


def _known_as(name: str) -> str:
    """The id of the carrier that a name means; "" for one that nobody wrote down."""
    folded = "".join(mark for mark in name.lower() if mark.isalnum())
    return next((carrier.id for carrier in carriers() if folded.startswith(carrier.names)), "")


def _of_carrier(pairs: pl.DataFrame, id_: str) -> pl.DataFrame:
    own = next((carrier for carrier in carriers() if carrier.id == id_), None)
    told = pairs.drop("known")
    if own is None:
        return told.with_columns(standing=pl.lit("unknown"), looks_like=pl.lit(None, pl.String))
    fitting = pl.col("number").is_in(_having(told["number"], own.forms).implode())
    shaped = [pl.lit(value=own.enforced), *(pl.col("number").str.contains(form.pattern) for form in own.checked)]
    others = _looks_like(told.filter(~fitting)["number"], own)
    return told.join(others, on="number", how="left", maintain_order="left").select(
        "carrier", "number",
        pl.when(fitting).then(pl.lit("fits")).when(pl.col("looks_like").is_not_null())
        .then(pl.lit("mismatch")).when(pl.any_horizontal(shaped)).then(pl.lit("invalid")).otherwise(pl.lit("unknown")).alias("standing"),
        "looks_like",
    )  # fmt: skip


def _looks_like(numbers: pl.Series, own: Carrier) -> pl.DataFrame:
    """The first other carrier whose number beyond chance each of these is: number, looks_like."""
    empty = pl.DataFrame(schema={"number": pl.String(), "looks_like": pl.String()})
    if numbers.is_empty():
        return empty
    parts = [
        _having(numbers, carrier.sure).to_frame().with_columns(looks_like=pl.lit(carrier.id))
        for carrier in carriers()
        if carrier is not own
    ]
    return pl.concat([empty, *parts]).unique("number", keep="first", maintain_order=True)


def _having(numbers: pl.Series, forms: Sequence[Form]) -> pl.Series:
    """The numbers that have one of the forms, and its check digit where it has one.

    A check digit is a sum of dozens of terms: it is made for the numbers that have the form, where there are any.
    """
    frame = numbers.alias("number").to_frame()
    shapes = frame.select(pl.col("number").str.contains(form.pattern).alias(form.pattern) for form in forms)
    found = [frame.clear()]
    for form in forms:
        if shapes[form.pattern].any():
            shaped = frame.filter(shapes[form.pattern])
            found.append(shaped.filter(_check_digit(form)) if form.check else shaped)
    return pl.concat(found)["number"]


@cache
def _check_digit(form: Form) -> pl.Expr:
    number = pl.col("number")
    return CHECKS[form.check](number.str.tail(form.digits) if form.digits else number).fill_null(value=False)


def _digit(text: pl.Expr, at: int) -> pl.Expr:
    return text.str.slice(at, 1).cast(pl.Int32, strict=False)


def _weighted(text: pl.Expr, weights: Sequence[int]) -> pl.Expr:
    return pl.sum_horizontal([_digit(text, at) * weight for at, weight in enumerate(weights)])


def ups(number: pl.Expr) -> pl.Expr:
    """1Z and 15 characters: letters count (ASCII − 63) mod 10, every second one doubled; the last digit makes ten."""
    letters = {chr(code): (code - 63) % 10 for code in range(ord("A"), ord("Z") + 1)}
    values = {**{str(digit): digit for digit in range(10)}, **letters}
    marks = [
        number.str.slice(2 + at, 1).replace_strict(values, default=None, return_dtype=pl.Int32) for at in range(15)
    ]
    total = pl.sum_horizontal([mark * (2 if at % 2 else 1) for at, mark in enumerate(marks)])
    return (10 - total % 10) % 10 == _digit(number, 17)


def mod10(number: pl.Expr) -> pl.Expr:
    """Weights 3, 1, 3 … from the right, beginning beside the check digit (USPS, FedEx Ground)."""
    back = number.str.reverse()
    places = [_digit(back, at).fill_null(0) * (3 if at % 2 else 1) for at in range(1, _LONGEST)]
    return (10 - pl.sum_horizontal(places) % 10) % 10 == _digit(back, 0)


def fedex(number: pl.Expr) -> pl.Expr:
    """FedEx Express: weights 3, 1, 7 repeating over eleven digits, the sum mod 11 mod 10."""
    return _weighted(number, (3, 1, 7) * 3 + (3, 1)) % 11 % 10 == _digit(number, 11)


def mod7(number: pl.Expr) -> pl.Expr:
    """DHL Express: all digits before the last, mod 7, are the last."""
    whole = number.str.head(-1).cast(pl.Int64, strict=False)
    return whole % 7 == number.str.tail(1).cast(pl.Int64, strict=False)


def s10(number: pl.Expr) -> pl.Expr:
    """Postal S10: weights 8 6 4 2 3 5 9 7; 11 − sum mod 11, where 10 is written 0 and 11 is written 5."""
    rest = 11 - _weighted(number.str.slice(2, 8), (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    digit = pl.when(rest == 10).then(0).when(rest == 11).then(5).otherwise(rest)  # noqa: PLR2004 - the standard's own
    return digit == _digit(number, 10)


CHECKS: Final[dict[str, Callable[[pl.Expr], pl.Expr]]] = {
    "ups": ups, "mod10": mod10, "fedex": fedex, "mod7": mod7, "s10": s10,
}  # fmt: skip

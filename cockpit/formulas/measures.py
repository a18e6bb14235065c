"""How an item's measures changed between two fee previews (domain §8, P-12): exact, whatever the units."""

from collections.abc import Mapping, Sequence

import polars as pl

from cockpit.formulas.exact_value import exact_value

SIDES = ("longest_side", "median_side", "shortest_side")
WEIGHT = "item_package_weight"
MEASURES: Mapping[str, str] = {**dict.fromkeys(SIDES, "unit_of_dimension"), WEIGHT: "unit_of_weight"}
EXACT = pl.Decimal(24, 6)

# What a unit is in centimetres or grams: Amazon writes inches and pounds in the US, centimetres and grams in Europe.
UNITS: Mapping[str, str] = {
    "inches": "2.54", "inch": "2.54", "in": "2.54", "centimeters": "1", "centimetres": "1", "cm": "1", "mm": "0.1",
    "millimeters": "0.1", "pounds": "453.59237", "pound": "453.59237", "lb": "453.59237", "lbs": "453.59237",
    "ounces": "28.349523", "oz": "28.349523", "kilograms": "1000", "kg": "1000", "grams": "1", "g": "1",
}  # fmt: skip
NOW, BEFORE = "", "_before"


def measure_changes(items: pl.DataFrame, line: float) -> pl.DataFrame:
    """Return the items with how each of their measures changed.

    Args:
        items: one row per item: the measures and units of `MEASURES`, and the same with ``_before``.
        line: a change by more than this share of what it was counts.

    Returns:
        The frame with, for each measure, ``<measure>_change`` (a fraction, Float64; null where one of the two is empty
        or nothing, or their units cannot be compared), and ``grown`` (List[String]): those that crossed the line.
        Whether one did is decided in decimals: from 1.00 to 1.05 is 5%, not a little more.
    """
    crossed = [
        pl.when(_crossed(name, unit, line).fill_null(value=False)).then(pl.lit(name)) for name, unit in MEASURES.items()
    ]
    changes = [_change(name, unit).alias(f"{name}_change") for name, unit in MEASURES.items()]
    return items.with_columns(*changes, pl.concat_list(crossed).list.drop_nulls().alias("grown"))


def _crossed(name: str, unit: str, line: float) -> pl.Expr:
    now, before = _same_unit(name, unit)
    return (before > 0) & ((now - before).abs() > before * exact_value(line))


def _change(name: str, unit: str) -> pl.Expr:
    now, before = _same_unit(name, unit)
    return pl.when(before > 0).then((now - before).cast(pl.Float64) / before.cast(pl.Float64))


def _same_unit(name: str, unit: str) -> tuple[pl.Expr, pl.Expr]:
    """Both measures in one unit: as they are where they have the same, else in centimetres or grams."""
    now, before = (pl.col(f"{name}{when}").cast(EXACT) for when in (NOW, BEFORE))
    same = _folded(unit, NOW).eq_missing(_folded(unit, BEFORE))
    factors = [_factor(unit, when) for when in (NOW, BEFORE)]
    return (
        pl.when(same).then(now).otherwise((now * factors[0]).cast(EXACT)),
        pl.when(same).then(before).otherwise((before * factors[1]).cast(EXACT)),
    )


def _folded(unit: str, when: str) -> pl.Expr:
    return pl.col(f"{unit}{when}").str.strip_chars().str.to_lowercase()


def _factor(unit: str, when: str) -> pl.Expr:
    known: Sequence[str] = list(UNITS)
    factor = _folded(unit, when).replace_strict(known, [UNITS[name] for name in known], default=None)
    return factor.cast(pl.Decimal(12, 6))

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
    measured = _in_one_unit(items)
    crossed = [pl.when(_crossed(name, line).fill_null(value=False)).then(pl.lit(name)) for name in MEASURES]
    changes = [_change(name).alias(f"{name}_change") for name in MEASURES]
    return measured.select(*items.columns, *changes, pl.concat_list(crossed).list.drop_nulls().alias("grown"))


def _crossed(name: str, line: float) -> pl.Expr:
    now, before = pl.col(f"_{name}"), pl.col(f"_{name}{BEFORE}")
    return (before > 0) & ((now - before).abs() > before * exact_value(line))


def _change(name: str) -> pl.Expr:
    now, before = pl.col(f"_{name}"), pl.col(f"_{name}{BEFORE}")
    return pl.when(before > 0).then((now - before).cast(pl.Float64) / before.cast(pl.Float64))


def _in_one_unit(items: pl.DataFrame) -> pl.DataFrame:
    """With ``_<measure>`` and ``_<measure>_before``: as they are where the units are the same, else in cm or grams.

    In steps: as one expression the four units would be read, and looked up, for each measure and each use of it.
    """
    read = [(unit, when) for unit in dict.fromkeys(MEASURES.values()) for when in (NOW, BEFORE)]
    folded = items.with_columns(_folded(*one) for one in read).with_columns(_factor(*one) for one in read)
    return folded.with_columns(_measured(name, unit, when) for name, unit in MEASURES.items() for when in (NOW, BEFORE))


def _folded(unit: str, when: str) -> pl.Expr:
    return pl.col(f"{unit}{when}").str.strip_chars().str.to_lowercase().alias(f"_{unit}{when}")


def _factor(unit: str, when: str) -> pl.Expr:
    known: Sequence[str] = list(UNITS)
    factor = pl.col(f"_{unit}{when}").replace_strict(known, [UNITS[name] for name in known], default=None)
    return factor.cast(pl.Decimal(12, 6)).alias(f"_factor_{unit}{when}")


def _measured(name: str, unit: str, when: str) -> pl.Expr:
    value = pl.col(f"{name}{when}").cast(EXACT)
    same = pl.col(f"_{unit}").eq_missing(pl.col(f"_{unit}{BEFORE}"))
    scaled = (value * pl.col(f"_factor_{unit}{when}")).cast(EXACT)
    return pl.when(same).then(value).otherwise(scaled).alias(f"_{name}{when}")

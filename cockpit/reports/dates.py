"""Text to days and moments: offsets, zone abbreviations, month names, and each marketplace's order of day and month.

polars' own %Z swallows PST, MEZ and JST and ignores them (measured), so the zone is cut off and looked up here.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal

import polars as pl

Order = Literal["mdy", "dmy", "ymd"]

# Order of a date in figures (report-formats §0.3). Everyone else writes the day first.
_ORDERS: Final[dict[str, Order]] = {"US": "mdy", "JP": "ymd"}

# Minutes east of UTC of the abbreviations that Amazon writes. IST is India's, AST Saudi Arabia's, CST the US's.
ZONES: Final[dict[str, int]] = {
    "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "IST": 330,
    "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "TRT": 180,
    "PST": -480, "PDT": -420, "MST": -420, "MDT": -360, "CST": -360, "CDT": -300, "EST": -300, "EDT": -240, "BRT": -180,
    "JST": 540, "SGT": 480, "HKT": 480, "AEST": 600, "AEDT": 660, "GST": 240, "AST": 180, "SAST": 120,
}  # fmt: skip

# Forms that whole columns have, and how a cell of each looks: the first cell picks one, and only what it does not fit
# is looked at further.
QUICK_INSTANTS: Final = tuple(
    (form, re.compile(looks))
    for form, looks in (
        ("%Y-%m-%dT%H:%M:%S+00:00", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"),  # four times as fast as %z
        ("%Y-%m-%dT%H:%M:%S%z", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d"),
        ("%Y-%m-%dT%H:%M%z", r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:?\d\d"),
        ("%Y-%m-%dT%H:%M:%SZ", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
        ("%Y-%m-%dT%H:%MZ", r"\d{4}-\d\d-\d\dT\d\d:\d\dZ"),
    )
)
# Forms without a zone: the moment is the calendar's.
QUICK_LOCAL: Final = tuple(
    (form, re.compile(looks))
    for form, looks in (
        ("%Y-%m-%d %H:%M:%S", r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"),
        ("%Y-%m-%d %H:%M", r"\d{4}-\d\d-\d\d \d\d:\d\d"),
        ("%Y/%m/%d %H:%M:%S", r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d"),
        ("%Y/%m/%d %H:%M", r"\d{4}/\d\d/\d\d \d\d:\d\d"),
        ("%Y-%m-%dT%H:%M:%S", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"),
        ("%Y-%m-%dT%H:%M", r"\d{4}-\d\d-\d\dT\d\d:\d\d"),
    )
)
# Dates before a time and a zone abbreviation. Where the day comes first it is no American zone's.
_ZONED: Final = re.compile(
    r"(?:(\d{4}-\d\d-\d\d)|(\d{4}/\d\d/\d\d)|(\d\d/\d\d/\d{4})|(\d\d\.\d\d\.\d{4})) \d\d:\d\d:\d\d ([A-Z]{3,4})"
)
_ZONED_FORMS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y")
# The winter and the summer name of one zone: both stand in one column.
_SEASONS: Final = (
    ("UTC",), ("JST",), ("PDT", "PST"), ("BST", "GMT"), ("CEST", "CET"), ("MESZ", "MEZ"), ("AEDT", "AEST"), ("IST",),
)  # fmt: skip
QUICK_DAYS: Final = tuple(
    (form, re.compile(looks))
    for form, looks in (
        ("%Y-%m-%d", r"\d{4}-\d\d-\d\d"),
        ("%b %d, %Y", r"[A-Z][a-z]{2} \d{1,2}, \d{4}"),
        ("%d-%b-%Y", r"\d\d-[A-Z][a-z]{2}-\d{4}"),
        ("%Y-%m-%d %H:%M:%S", r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"),
        ("%Y/%m/%d", r"\d{4}/\d\d/\d\d"),
    )
)


def quick_zoned(value: pl.Expr, first: str, *, again: bool) -> pl.Expr | None:
    """Moments with a zone abbreviation, in the form of the first cell; None when that has another form.

    `again`: the same texts come again and again.
    """
    looks = _ZONED.fullmatch(first)
    seasons = next((names for names in _SEASONS if looks and looks[5] in names), None)
    if not looks or not seasons:
        return None
    form = next(form for form, part in zip(_ZONED_FORMS, looks.groups(), strict=False) if part)
    if form == "%d/%m/%Y" and seasons == ("PDT", "PST"):
        return None
    moments = (
        value.str.to_datetime(f"{form} %H:%M:%S {name}", strict=False, time_unit="us", cache=again)
        - timedelta(minutes=ZONES[name])
        for name in seasons
    )
    return pl.coalesce(*moments).dt.replace_time_zone("UTC")


_DAY_FORMS: Final = ("%Y-%m-%d", "%b %d, %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y", "%B %d, %Y", "%d %B %Y", "%Y%m%d")
_TIME_FORMS: Final = ("%H:%M:%S%.f", "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")

# Month names of the other languages; polars knows the English ones.
_MONTHS: Final[dict[str, str]] = {
    "januar": "Jan", "februar": "Feb", "märz": "Mar", "mai": "May", "juni": "Jun", "juli": "Jul", "oktober": "Oct",
    "dezember": "Dec", "janv": "Jan", "févr": "Feb", "mars": "Mar", "avr": "Apr", "juin": "Jun", "juil": "Jul",
    "août": "Aug", "déc": "Dec", "gen": "Jan", "mag": "May", "giu": "Jun", "lug": "Jul", "ago": "Aug", "set": "Sep",
    "sept": "Sep", "ott": "Oct", "dic": "Dec", "ene": "Jan", "abr": "Apr",
}  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1995, 2100
_FIRST_SERIAL: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - wall time of a workbook


# Which of the three figures is the year, the month and the day.
_PARTS: Final[dict[Order, tuple[str, str, str]]] = {
    "mdy": ("n3", "n1", "n2"), "dmy": ("n3", "n2", "n1"), "ymd": ("n1", "n2", "n3"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """How dates in figures and times without a zone are to be understood."""

    marketplace: str | None
    zone: tzinfo  # of times that name none

    @property
    def order(self) -> Order:
        """The marketplace's order of a date in figures; the month first where nothing is known."""
        return _ORDERS.get(self.marketplace or "US", "dmy")


def days(cells: pl.Series, calendar: Calendar) -> pl.Series:
    """Days of any known form; null where none fits. A time of day is cut off: the day is the one that is written."""
    day = cells.str.strip_chars().str.replace(r"[ T]\d{1,2}:\d{2}.*$", "").str.replace(r" [A-Z]{3,4}$", "")
    written = day.str.replace(r"^(\d{2,4})年(\d{1,2})月(\d{1,2})日$", "$1-$2-$3")
    return sane(_parse(_figures(_english(written), calendar.order), tuple(_DAY_FORMS)))


def _figures(text: pl.Series, order: Order) -> pl.Series:
    """Dates in figures as year-month-day with a four-digit year; other texts as they are.

    Evidence outranks the marketplace: a first number above 12 cannot be a month, a second above 12 cannot but be a day.
    """
    frame = pl.DataFrame({"text": text})
    first_day = pl.col("text").str.replace(r"^(\d{1,2})/(\d{4})$", "$2-$1-01")  # a month: its first day
    frame = frame.with_columns(text=first_day)
    parts = pl.col("text").str.extract_groups(r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$")
    frame = frame.with_columns(
        *(parts.struct.field(str(n)).cast(pl.Int32, strict=False).alias(f"n{n}") for n in (1, 2, 3))
    )
    long_first, dots = pl.col("n1") > 31, pl.col("text").str.contains(".", literal=True)  # noqa: PLR2004 - a year
    year, month, day = _PARTS[_proven(frame, order)]
    written = pl.when(dots).then(_iso("n3", "n2", "n1")).otherwise(_iso(year, month, day))  # dots: the day is first
    if year == "n1":
        written = _iso(year, month, day)
    chosen = pl.when(long_first).then(_iso("n1", "n2", "n3")).when(pl.col("n1").is_not_null()).then(written)
    return frame.select(chosen.otherwise("text").alias("day"))["day"]


def _proven(frame: pl.DataFrame, order: Order) -> Order:
    """The order, unless the figures themselves refute it."""
    slashed = frame.filter((pl.col("n1") <= 31) & ~pl.col("text").str.contains(".", literal=True))  # noqa: PLR2004 - a day
    first, second, third = (_largest(slashed[f"n{n}"]) for n in (1, 2, 3))
    if order == "mdy" and first > 12 >= second:  # noqa: PLR2004 - months
        return "dmy"
    if order == "dmy" and second > 12 >= first:  # noqa: PLR2004 - months
        return "mdy"
    if order == "ymd" and third > 31:  # noqa: PLR2004 - a four-digit year stands last
        return "dmy" if first > 12 else "mdy"  # noqa: PLR2004 - months
    return order


def _largest(figures: pl.Series) -> int:
    most = figures.max()
    return most if isinstance(most, int) else 0


def _iso(year: str, month: str, day: str) -> pl.Expr:
    full = pl.when(pl.col(year) < 100).then(pl.col(year) + 2000).otherwise(pl.col(year))  # noqa: PLR2004 - two digits
    return pl.format("{}-{}-{}", full, pl.col(month), pl.col(day))


def _english(text: pl.Series) -> pl.Series:
    """Month names of other languages as English ones; the day's dot (1. März) and abbreviating dots gone."""
    if not int(text.str.contains(r"\p{L}{3}").sum() or 0):
        return text
    frame = pl.DataFrame({"text": text})
    bare = pl.col("text").str.replace(r"^(\d{1,2})\. ", "$1 ").str.replace(r"(\p{L}{3,5})\.", "$1")
    word = bare.str.extract(r"(\p{L}{3,})", 1)
    english = word.str.to_lowercase().replace_strict(_MONTHS, default=None, return_dtype=pl.String)
    swapped = pl.when(english.is_not_null()).then(bare.str.replace(r"\p{L}{3,}", pl.col("english"))).otherwise(bare)
    return frame.with_columns(english=english).select(swapped.alias("t"))["t"]


def _parse(text: pl.Series, forms: tuple[str, ...]) -> pl.Series:
    """Days by the first form that fits each."""
    tried = [pl.col("text").str.to_date(form, strict=False) for form in forms]
    return pl.DataFrame({"text": text}).select(pl.coalesce(tried).alias("day"))["day"]


def sane(values: pl.Series) -> pl.Series:
    """Null for years no report has: `%Y` reads 01/05/25 as the year 25."""
    year = values.dt.year()
    kept = pl.when((year >= FIRST_YEAR) & (year <= LAST_YEAR)).then(values).alias("v")
    return pl.select(kept)["v"]


def from_serials(cells: pl.Series) -> pl.Series:
    """Days and times that a workbook holds as its number of days (46306, 46306.5) written out; other texts as they are.

    That is what a date cell without a date's format is. A whole number is a day, and names no time.
    """
    number = cells.str.extract(r"^\s*(\d{5}(?:\.\d+)?)\s*$").cast(pl.Float64, strict=False)
    seconds = (number * 86_400).round().cast(pl.Int64)
    at = pl.lit(_FIRST_SERIAL) + pl.duration(seconds=pl.lit(seconds))
    day, moment = at.dt.strftime("%Y-%m-%d"), at.dt.strftime("%Y-%m-%d %H:%M:%S")
    written = pl.when(number == number.floor()).then(day).when(number.is_not_null()).then(moment).otherwise(cells)
    return pl.select(written.alias("text"))["text"]


def instants(cells: pl.Series, calendar: Calendar) -> tuple[pl.Series, pl.Series]:
    """Moments in UTC of any known form, null where none fits; and which of them named no zone or offset."""
    text = cells.str.strip_chars()
    frame = pl.DataFrame({"text": text}).with_columns(
        offset=pl.col("text").str.extract(r":\d{2}(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})$", 1),
        zone=pl.col("text").str.extract(r"\s([A-Z]{3,4})(?:[+-]00:00)?$", 1),
    )
    minutes = _offset_minutes().alias("minutes")
    local = _local(frame["text"], calendar)
    named = frame["offset"].is_not_null() | frame["zone"].is_not_null()
    frame = frame.select(minutes).with_columns(local=local, named=named)
    zone = str(calendar.zone)
    moved = (pl.col("local") - pl.duration(minutes=pl.col("minutes"))).dt.replace_time_zone("UTC")
    when = pl.when(pl.col("named")).then(moved).otherwise(in_utc(pl.col("local"), zone)).alias("at")
    found = sane(frame.select(when)["at"])
    return found, ~named & found.is_not_null()


def in_utc(local: pl.Expr, zone: str) -> pl.Expr:
    """Wall times of a zone as moments; an hour that the clock repeats is its first pass, one it leaps over is none."""
    return local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").dt.convert_time_zone("UTC")


def _offset_minutes() -> pl.Expr:
    """Minutes east of UTC, from an offset or an abbreviation; null for an unknown one, which makes the cell bad."""
    figures = pl.col("offset").str.extract_groups(r"^([+-])(\d{2}):?(\d{2})$")
    hours, rest = (figures.struct.field(str(n)).cast(pl.Int64, strict=False) for n in (2, 3))
    sign = pl.when(figures.struct.field("1") == "-").then(-1).otherwise(1)
    zones = pl.col("zone").replace_strict(ZONES, default=None, return_dtype=pl.Int64)
    return pl.when(pl.col("offset") == "Z").then(0).otherwise(pl.coalesce(sign * (hours * 60 + rest), zones))


def _local(text: pl.Series, calendar: Calendar) -> pl.Series:
    """Wall times: the day of any known form plus the time of day; midnight where there is none."""
    frame = pl.DataFrame({"text": text}).with_columns(
        time=pl.col("text")
        .str.extract(r"(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?)", 1)
        .str.replace_all(".m.", "M", literal=True)
        .str.to_uppercase()
        .str.replace(r"\s?([AP])\.?M?\.?$", " ${1}M"),
        day=pl.col("text").str.replace(r"[ T,]*\d{1,2}:\d{2}.*$", "").str.replace(r"\s[A-Z]{3,4}$", ""),
    )
    day = days(frame["day"], calendar).alias("on")
    clock = pl.coalesce(*(pl.col("time").str.to_time(form, strict=False) for form in _TIME_FORMS))
    at = pl.when(pl.col("time").is_null()).then(pl.time(0, 0, 0)).otherwise(clock)
    return frame.with_columns(day).select(pl.col("on").dt.combine(at, time_unit="us").alias("local"))["local"]

"""Text to numbers: which decimal mark a file uses, and the repair of what a plain cast cannot read.

Blindly dropping everything but digits and dots would read 12,5 as 125 and 1.234,56 as 1.23456 (measured). So the
decimal mark is decided once per file, grouping must be well formed, and what still does not fit is a bad cell.
"""

from collections.abc import Iterable, Sequence

import polars as pl

# Marketplaces whose amounts have a decimal comma where nothing in the file proves the opposite.
COMMA_MARKETPLACES = frozenset({"DE", "FR", "IT", "ES", "NL", "BE", "SE", "PL", "TR", "BR"})

_CODES = "USD|CAD|MXN|BRL|GBP|EUR|SEK|PLN|TRY|JPY|AUD|SGD|INR|AED|SAR|EGP|ZAR|CNY"
# A backslash is how the yen sign of Shift-JIS and EUC-JP reads: Japanese programs write both as the byte 5C.
CURRENCY = rf"(?:(?:{_CODES})|(?i:[a-z]{{0,3}}[$€£¥₹₩₺\\]|rs\.?|kr\.?|zł|tl))"

_RATE_DIGITS = 12
_LOOK = 5000  # rows that nearly always prove it
_SAMPLE = 2000
_DECIMAL_COMMA = r"^[-+(]?(?:\d{1,3}(?:[. ]\d{3})+|\d+),(?:\d{1,2}|\d{4,})\)?-?$|\.\d{3},\d"
_DECIMAL_DOT = r"^[-+(]?(?:\d{1,3}(?:[, ]\d{2,3})+|\d+)?\.(?:\d{1,2}|\d{4,})\)?-?$|,\d{3}\.\d|^[-+]?0\.\d"
# What nearly all cells are that a plain cast cannot read: worth a shorter way.
_ENGLISH = r"^[$€£¥￥₹]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
_ENGLISH_COUNT = r"^\d{1,3}(?:,\d{3})+$"
_DOT_GROUPS = r"^[-+]?\d{1,3}(?:\.\d{3})+$"


def decimal_comma(columns: Iterable[pl.Series], marketplace: str | None) -> bool:
    """Whether the amounts of these text columns have a decimal comma: what the cells prove, then the marketplace."""
    columns = list(columns)
    if not columns:
        return False
    comma, dot, groups = _proofs([column.head(_LOOK) for column in columns])
    if comma == dot:
        comma, dot, groups = _proofs(columns)
    return comma > dot if comma != dot else not dot and marketplace in COMMA_MARKETPLACES and groups > 0


def _proofs(columns: Sequence[pl.Series]) -> tuple[int, int, int]:
    """How many distinct cells prove a decimal comma, how many a dot, and how many have groups between dots."""
    values = [column.drop_nulls().unique(maintain_order=True).head(_SAMPLE) for column in columns]
    figures = bare(pl.concat(values)).to_frame("figure").with_columns(pl.col("figure").str.strip_chars_end("% "))
    proofs = (_DECIMAL_COMMA, _DECIMAL_DOT, _DOT_GROUPS)
    counts = figures.select(pl.col("figure").str.contains(proof).sum().alias(proof) for proof in proofs)
    comma, dot, groups = counts.row(0)
    return comma, dot, groups


def with_decimal_comma(cells: pl.Series) -> pl.Series:
    """The texts that prove a decimal comma."""
    return cells.filter(bare(cells).str.contains(_DECIMAL_COMMA).fill_null(value=False))


def may_be_groups(cells: pl.Series) -> pl.Series:
    """Where a number ends on a dot and three digits, as only the rest of the file can tell: 1.234."""
    return cells.str.contains(r"\.\d{3}(?:\D|$)")


def bare(cells: pl.Series) -> pl.Series:
    """Numbers as text without currency, width of characters, quotes of a spreadsheet and odd minus signs."""
    minus = pl.col("cell").str.normalize("NFKC").str.strip_chars().str.replace_all("[\u2212\u2013\u2014]", "-")
    unquoted = minus.str.replace(r'^="?([^"]*)"?$', "$1").str.strip_prefix("'")
    left = unquoted.str.replace(rf"^([-+(]?)\s*{CURRENCY}\s*", "$1")
    right = left.str.replace(rf"\s*{CURRENCY}\s*(\)?-?)$", "$1").str.strip_chars()
    return cells.to_frame("cell").select(right)["cell"]  # one step of polars: nine cost more than a small file's cells


def plain(cells: pl.Series, *, comma: bool) -> pl.Series:
    """Numbers as text with a decimal dot and nothing else; null where the grouping is not well formed."""
    if not comma and cells.str.contains(_ENGLISH).all():
        return cells.str.strip_chars_start("$€£¥￥₹").str.replace_all(",", "", literal=True)
    text = bare(cells)
    frame = pl.DataFrame({"text": text})
    inside = pl.col("text").str.replace(r"^\((.*)\)$", "-$1").str.replace(r"^([^-].*)-$", "-$1")
    grouped, decimal = ("[. ']", ",") if comma else ("[, ']", r"\.")
    groups = rf"^[-+]?\d{{1,3}}(?:{grouped}\d{{2,3}})*{grouped}\d{{3}}(?:{decimal}\d*)?$"
    simple = rf"^[-+]?(?:\d+(?:{decimal}\d*)?|{decimal}\d+)(?:[eE][-+]?\d{{1,2}})?$"
    clean = pl.col("inside").str.replace_all(grouped, "").str.replace(decimal, ".")
    chosen = (
        pl.when(pl.col("inside").str.contains(groups)).then(clean)
        .when(pl.col("inside").str.contains(simple)).then(pl.col("inside").str.replace(decimal, "."))
    )  # fmt: skip
    return frame.with_columns(inside=inside).select(chosen.alias("plain"))["plain"]


def whole(cells: pl.Series) -> pl.Series:
    """Counts: any well-formed grouping is grouping, whatever the file's decimal mark (German reports write 1,250)."""
    if cells.str.contains(_ENGLISH_COUNT).all():
        return cells.str.replace_all(",", "", literal=True).cast(pl.Int64, strict=False)
    text = bare(cells).str.replace(r"^([-+]?\d+)[.,]0+$", "$1")
    frame = pl.DataFrame({"text": text})
    groups = r"^[-+]?\d{1,3}(?:[,. ']\d{2,3})*[,. ']\d{3}$"
    ungrouped = pl.when(pl.col("text").str.contains(groups)).then(pl.col("text").str.replace_all("[,. ']", ""))
    whole_text = ungrouped.otherwise("text").alias("whole")
    return frame.select(whole_text)["whole"].cast(pl.Int64, strict=False)


def shares(cells: pl.Series, *, comma: bool, hundred: bool) -> pl.Series:
    """Rates as fractions: 12.3% is 0.123; a bare number is percent points only where the report says so."""
    text = cells.str.normalize("NFKC").str.strip_chars()
    frame = pl.DataFrame(
        {
            "number": plain(text.str.strip_suffix("%"), comma=comma).cast(pl.Float64, strict=False),
            "percent": text.str.ends_with("%"),
        }
    )
    number = pl.col("number")
    share = pl.when(pl.col("percent") | pl.lit(hundred)).then(points(number)).otherwise(number)
    return frame.select(share.alias("share"))["share"]


def points(percent: pl.Expr) -> pl.Expr:
    """Percent points as the nearest fraction: 95.24 is 0.9524, not the 0.9523999999999999 that a division gives."""
    return (percent / 100).round(_RATE_DIGITS)

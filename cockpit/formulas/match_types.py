"""How a keyword matches what people search for: broad, phrase or exact, in the words of both consoles."""

import unicodedata
from collections.abc import Collection

import polars as pl

from cockpit.formulas.spaces import single_spaced

EXACT, PHRASE, BROAD = "exact", "phrase", "broad"
_WORDS = {
    EXACT: r"exact|精准|精确|完全一致|genau|esatta",
    PHRASE: r"phrase|词组|短语|フレーズ|wortgruppe|frase",
    BROAD: r"broad|广泛|部分一致|weitgehend|amplia|generica",
}


def match_kind(column: str = "match_type") -> pl.Expr:
    """``exact``, ``phrase`` or ``broad``; null of what has no keyword: automatic and product targets."""
    kind: pl.Expr = pl.lit(None, pl.String)
    for name, words in _WORDS.items():
        kind = pl.when(pl.col(column).str.contains(f"(?i){words}")).then(pl.lit(name)).otherwise(kind)
    return kind


def is_of_kind(cells: pl.Series, kinds: Collection[str | None]) -> pl.Expr:
    """Whether `match_kind` of a cell is one of these (None among them: no keyword), for rows with the cells given.

    There are a handful of spellings in a million rows: each is told once.
    """
    spelled = cells.unique().to_frame().with_columns(match_kind(cells.name).alias("_kind"))
    known = [spelling for spelling, kind in spelled.iter_rows() if kind in kinds]
    return pl.col(cells.name).is_in(pl.Series(known, dtype=pl.String).implode(), nulls_equal=True)


def fold_keyword(text: str) -> str:
    """The same of one text as `folded` of a column. Not casefold: it would write ß as ss, which the column does not."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def folded(column: str) -> pl.Expr:
    """A keyword for comparison: width, case and spaces do not tell keywords apart."""
    return single_spaced(pl.col(column).str.normalize("NFKC").str.to_lowercase())

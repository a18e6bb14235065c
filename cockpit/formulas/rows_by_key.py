"""The rows behind each of many findings, taken in one pass instead of one filter a finding."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl


def rows_by_key(
    frame: pl.DataFrame,
    key: str,
    wanted: Iterable[str] | pl.Series,
    *,
    keep_key: bool = True,
    by: str = "",
) -> Mapping[str, pl.DataFrame]:
    """The rows of `frame` by the text in column `key`, for the wanted keys alone; a key without rows is not in it.

    Without `keep_key` the parts have no such column: it was made only to tell them apart. With `by` the rows of each
    part stand with the largest value of that column first.
    """
    keys = wanted if isinstance(wanted, pl.Series) else pl.Series(list(wanted), dtype=pl.String())
    if keys.is_empty():
        return {}
    kept = frame.filter(pl.col(key).is_in(keys.implode()))
    if by:
        kept = kept.sort(by, descending=True, nulls_last=True, maintain_order=True)
    parts = kept.partition_by(key, include_key=keep_key)  # as a dictionary it would ask each part for its name
    return dict(zip(kept[key].unique(maintain_order=True), parts, strict=True))


def dicts_by_key(frame: pl.DataFrame, key: str, *, by: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The rows of each key, in the order of its first row; of each the ones with the smallest `by` first."""
    found: dict[str, list[Mapping[str, Any]]] = {name: [] for name in frame[key].unique(maintain_order=True)}
    for row in frame.sort(by, nulls_last=True, maintain_order=True).iter_rows(named=True):
        found[row[key]].append(row)
    return found

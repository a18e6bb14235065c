"""Velocity and cover of the stock in parts of equal settings: computed once for all checks that ask under the same."""

from collections.abc import Hashable, Iterator
from dataclasses import fields
from functools import partial
from typing import TypeVar

import polars as pl

from cockpit.check import Context
from cockpit.formulas.cover import CoverSettings, cover
from cockpit.formulas.stock_now import stock_now
from cockpit.formulas.velocity import velocity

S = TypeVar("S", bound=CoverSettings)


def stock_cover(ctx: Context[S], *, ended: bool = False) -> Iterator[tuple[S, pl.DataFrame]]:
    """The SKUs of `stock_now` with the columns of `velocity` and `cover`, as `Context.parts` cuts them.

    With `ended` those that are not restocked stand after the others.
    """
    stock = stock_now(ctx)
    further = ended and not stock.ended.is_empty()
    skus = pl.concat([stock.skus, stock.ended]) if further else stock.skus
    parts = list(ctx.parts(skus))
    for settings, part in parts:
        judged = partial(_judged, part, settings)
        whole = len(parts) == 1
        yield settings, ctx.once(("stock cover", further, _values(settings)), judged) if whole else judged()


def _judged(part: pl.DataFrame, settings: CoverSettings) -> pl.DataFrame:
    return cover(velocity(part, settings), settings)


def _values(settings: CoverSettings) -> Hashable:
    """What the two depend on, of the settings of whichever check."""
    told = (getattr(settings, one.name) for one in fields(CoverSettings))
    return tuple(tuple(sorted(one.items())) if isinstance(one, dict) else one for one in told)

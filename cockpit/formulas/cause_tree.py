"""One branch of a cause tree: whether a possible cause was looked at, and what was seen (domain §6, S-14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from cockpit.check import Context
from cockpit.text import Words

State = Literal["found", "clear", "unknown"]

_STATES = {
    "found": Words("FOUND", "找到"),
    "clear": Words("not found", "未发现"),
    "unknown": Words("cannot tell", "无法判断"),
}
_LINE = Words("{n}. {name}: {state} — {said}", "{n}. {name}:{state} — {said}")
_MISSING = Words("no fresh report: {reports}", "缺少最新报表:{reports}")


@dataclass(frozen=True, eq=False)
class Cause:
    """A branch: its name, whether it is the cause, what was seen, and the rows that show it."""

    name: Words
    state: State
    said: Words
    rows: tuple[pl.DataFrame, ...] = ()

    def line(self, n: int) -> Words:
        """The branch as one line of the tree."""
        return _LINE.fill(n=n, name=self.name, state=_STATES[self.state], said=self.said)


def first_found(causes: Sequence[Cause]) -> Cause | None:
    """The first cause that was found: a later one may be its effect."""
    return next((cause for cause in causes if cause.state == "found"), None)


def missing(ctx: Context[Any], *types: str) -> Words:
    """Which reports would have to be there to tell."""
    names = [ctx.title_of(type_) for type_ in types if not ctx.has(type_)]
    joined = Words(" + ".join(name.en for name in names), "、".join(name.zh for name in names))
    return _MISSING.fill(reports=joined)

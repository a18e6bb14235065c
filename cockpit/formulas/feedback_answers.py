"""How long negative feedback waited for an answer, as far as anybody can know (T-03)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import polars as pl

from cockpit.check import Context
from cockpit.clock import elapsed
from cockpit.formulas.own_actions import own_actions
from cockpit.formulas.team_month import team_month
from cockpit.tables import FILE, ROW

NEGATIVE = 2  # 1 and 2 stars; 3 is neutral
CHECK = "C-02"
SHOWN = ("date", "rating", "comments", "your_response", "order_id", FILE, ROW)


class FeedbackAnswers(NamedTuple):
    """The month's negative feedback."""

    waited: Sequence[tuple[timedelta, str, int]]  # longest last: until the answer or now, order, row in `rows`
    unknown: int  # answered, and nobody wrote down when
    rows: pl.DataFrame

    def over(self, line: timedelta) -> pl.DataFrame:
        """The rows of those that waited longer than a line."""
        return self.rows[[at for waited, _, at in self.waited if waited > line]].select(SHOWN)


def feedback_answers(ctx: Context[Any]) -> FeedbackAnswers:
    """How long each waited, from the end of its day in the marketplace's zone (the report has no hour).

    The report says whether there is an answer, not since when: that is taken from the board, where the answer was
    recorded on the order. What has no answer has waited until now.
    """
    month = team_month(ctx)
    inside = pl.col("date").is_between(month.first, month.last)
    rows = ctx.frame("feedback").filter((pl.col("rating") <= NEGATIVE) & inside).sort("date", "order_id", ROW)
    recorded = _recorded(ctx)
    waited, unknown = [], 0
    for at, (day, response, order) in enumerate(rows.select("date", "your_response", "order_id").iter_rows()):
        answered = recorded.get(order or "")
        if answered is None and (response or "").strip():
            unknown += 1
            continue
        start = ctx.clock.end_of_day(day, ctx.marketplace)
        waited.append((max(elapsed(start, answered or ctx.now), timedelta()), order or "", at))
    return FeedbackAnswers(sorted(waited), unknown, rows)


def _recorded(ctx: Context[Any]) -> Mapping[str, datetime]:
    """When an answer was first written down on the board, by order."""
    found: dict[str, datetime] = {}
    for action in own_actions(ctx):
        if action.subject.kind == "order" and action.done_at and action.check in {CHECK, ""}:
            before = found.get(action.subject.id)
            found[action.subject.id] = min(action.done_at, before) if before else action.done_at
    return found

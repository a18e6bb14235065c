"""Buyer messages that want an answer, each with the moment it got one: what C-01 and H-10 count."""

from typing import Any

import polars as pl

from cockpit.check import Context

REPORT = "buyer-messages"
# Amazon's own notices and out-of-office replies need no answer (domain §9.1).
NO_BUYER = ("amazon", "auto")


def buyers_messages(ctx: Context[Any]) -> pl.DataFrame:
    """The report's rows that want an answer, with `answered_at` (null: none yet).

    A message is answered by the first reply of its thread at or after it; a reply before it answers only what came
    before.
    """
    return ctx.once("buyers messages", lambda: _answered(ctx.frame(REPORT)))


def _answered(messages: pl.DataFrame) -> pl.DataFrame:
    replies = messages.select("thread_id", pl.col("replied_at").alias("answered_at")).drop_nulls().sort("answered_at")
    buyer = ~pl.col("sender").fill_null("").str.strip_chars().str.to_lowercase().is_in(NO_BUYER)
    wanted = ~pl.col("no_response_needed").fill_null(value=False)
    return (
        messages.filter(buyer & wanted)
        .sort("received_at")
        .join_asof(
            replies, left_on="received_at", right_on="answered_at", by="thread_id", strategy="forward",
            check_sortedness=False,
        )
    )  # fmt: skip

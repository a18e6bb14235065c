"""How likely clicks without an order are mere chance, and a low conversion with orders too (domain §7.1).

Every function takes numbers; those that are plain arithmetic take polars expressions as well, so that a million rows
are judged by the same formula as one.
"""

from math import ceil, exp, lgamma, log, log1p
from typing import TypeVar

import polars as pl

N = TypeVar("N", float, pl.Expr)


def reference_rate(orders: N, clicks: N, prior_clicks: float, account_rate: float) -> N:
    """The conversion rate to expect: ``p0 = (O + k·c) ÷ (N + k)``, between 0 and 1.

    Args:
        orders: O of the ad group (of its campaign, then its SKU, where N is small).
        clicks: N of the same.
        prior_clicks: k, how many clicks the account's own rate weighs.
        account_rate: c, the account's conversion rate.
    """
    return (orders + prior_clicks * account_rate) / (clicks + prior_clicks)


def account_rate(orders: float, clicks: float, fallback: float) -> float:
    """The account's conversion rate c; the fallback where it has sold nothing yet and so has no rate of its own."""
    return orders / clicks if clicks > 0 and orders > 0 else fallback


def chance_of_no_order(rate: N, clicks: N) -> N:
    """``P = (1 − p0)^clicks``: how often so many clicks bring no order although the term is as good as its group."""
    chance: N = (1 - rate) ** clicks
    return chance


def clicks_needed(rate: float, chance: float) -> int:
    """The fewest clicks without an order that are rarer than `chance`: 59 at a rate of 5% and a chance of 5%."""
    if not 0 < rate < 1:
        raise ValueError(f"a conversion rate between 0 and 1 is needed, got {rate}")
    needed = max(1, ceil(log(chance) / log1p(-rate)) - 1)
    while chance_of_no_order(rate, needed) > chance:
        needed += 1
    return needed


def chance_of_so_few(orders: int, clicks: int, rate: float) -> float:
    """``P(X ≤ orders | clicks, p0)``: the binomial distribution, for terms that sell, but rarely."""
    if orders >= clicks:
        return 1.0
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    return min(1.0, sum(exp(_log_chance(k, clicks, rate)) for k in range(orders + 1)))


def _log_chance(k: int, n: int, rate: float) -> float:
    """The logarithm of exactly k of n: binomial coefficients of ten thousand clicks do not fit a float."""
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return ways + k * log(rate) + (n - k) * log1p(-rate)

"""Seeded chance: one stream for each purpose, so that a change in one part leaves the others as they were."""

from math import exp
from random import Random

# Above this mean the product of uniform numbers underflows long before it gets there.
_LARGE_MEAN = 30.0


def stream(seed: int, purpose: str) -> Random:
    """The stream of random numbers of one purpose. The same for the same seed on every machine."""
    return Random(f"{seed}/{purpose}")  # noqa: S311 - a demo must be repeatable, not secret


def poisson(rng: Random, mean: float) -> int:
    """How often something happens that happens `mean` times on average."""
    if mean > _LARGE_MEAN:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def code(rng: Random, length: int, alphabet: str = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") -> str:
    """An identifier as Amazon makes them."""
    return "".join(rng.choices(alphabet, k=length))

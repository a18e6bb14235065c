"""A check that could judge none of its subjects is not OK: it has seen nothing (domain §2.3)."""

from collections.abc import Sequence

from cockpit.check import Finding, NotJudged
from cockpit.issue import Verdict

# One product with ten reviews is unsure by itself; where all are like it, so is the check.
BY_ITSELF = frozenset({Verdict.IMMATURE, Verdict.SMALL_SAMPLE})


def none_judged(said: Sequence[Finding | NotJudged], subjects: int) -> tuple[NotJudged, ...]:
    """The first reason as that of the whole check, when every one of its subjects was too young or too small."""
    unsure = [one for one in said if isinstance(one, NotJudged) and one.subject and one.verdict in BY_ITSELF]
    if not subjects or len(unsure) < subjects:
        return ()
    return (NotJudged(unsure[0].verdict, unsure[0].reason),)

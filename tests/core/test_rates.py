"""Rates against their lines: boundaries are exact, few cases are said, Amazon's word outranks ours."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.rates import Bound, Limit, Rate, RateVerdict, TypedShare, exact, headroom, judge_rate
from cockpit.issue import Severity

ODR = (Limit(0.01, "under"), Limit(0.005, "under"))
LSR = (Limit(0.04, "under"), Limit(0.025, "at_most"))
VTR = (Limit(0.95, "at_least"), Limit(0.97, "at_least"))

counts = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
lines = st.integers(1, 999).map(lambda thousandths: thousandths / 1000)
bounds = st.sampled_from(["under", "at_most", "at_least", "over"])


def odr(k: int, n: int, status: str | None = None) -> RateVerdict:
    """An order defect rate against its shipped lines."""
    return judge_rate(Rate(k, n), *ODR, 100, status=status)


@given(counts, lines, bounds)
def test_headroom_is_the_number_of_failures_that_still_fit(case: tuple[int, int], line: float, bound: Bound) -> None:
    """The last failure inside the line is inside, and one more is outside."""
    k, n = case
    rate, limit = Rate(k, n, misses=bound in {"at_least", "over"}), Limit(line, bound)
    room = headroom(rate, limit)
    assert limit.crossed(rate.share) == (room < 0)
    if 0 <= k + room < n:
        assert not limit.crossed(Rate(k + room, n, rate.misses).share)
        assert limit.crossed(Rate(k + room + 1, n, rate.misses).share)


@given(counts, lines)
def test_a_value_on_the_line_is_told_by_whole_numbers(case: tuple[int, int], line: float) -> None:
    """Being on the line means k · 1000 = thousandths · n, whatever the binary floats say."""
    k, n = case
    on_the_line = k * 1000 == round(line * 1000) * n
    assert (
        Limit(line, "under").crossed(Fraction(k, n)) != Limit(line, "at_most").crossed(Fraction(k, n))
        or not on_the_line
    )
    assert (Rate(k, n).share == exact(line)) == on_the_line


@given(counts, st.sampled_from([None, "GOOD", "BAD", "NONE"]), st.integers(0, 200))
def test_one_failure_more_is_never_milder(case: tuple[int, int], status: str | None, min_n: int) -> None:
    """Severity only rises with the failures, the cases being equal."""
    k, n = case
    before = judge_rate(Rate(k, n), *LSR, min_n, status=status).severity
    after = judge_rate(Rate(min(k + 1, n), n), *LSR, min_n, status=status).severity
    assert rank(after) <= rank(before)


@given(counts, st.integers(0, 200))
def test_amazons_good_never_makes_it_worse_and_bad_is_always_critical(case: tuple[int, int], min_n: int) -> None:
    """GOOD caps at a warning; BAD is critical even with no failure counted."""
    plain = judge_rate(Rate(*case), *LSR, min_n).severity
    good = judge_rate(Rate(*case), *LSR, min_n, status="GOOD").severity
    assert rank(good) == max(rank(plain), Severity.WARNING.rank)
    assert judge_rate(Rate(*case), *LSR, min_n, status="BAD").severity is Severity.CRITICAL


def rank(severity: Severity | None) -> int:
    """0 is worst; nothing is 3."""
    return 3 if severity is None else severity.rank


@pytest.mark.parametrize(
    ("k", "n", "severity", "tags"),
    [
        (3, 400, Severity.WARNING, ("over-target",)),  # 0.75 %
        (4, 400, Severity.CRITICAL, ()),  # exactly 1 %
        (2, 400, Severity.WARNING, ("over-target",)),  # exactly 0.5 %
        (1, 201, None, ()),  # just under 0.5 %
        (1, 100, Severity.WARNING, ("small-sample",)),  # 1 %, one failure
        (1, 60, Severity.WARNING, ("small-sample",)),  # 1.67 %, few orders
        (9, 60, Severity.WARNING, ("small-sample",)),  # few orders, many failures
        (0, 60, None, ()),
    ],
)
def test_odr_ladder(k: int, n: int, severity: Severity | None, tags: tuple[str, ...]) -> None:
    """The order defect rate is critical at 1 %, warned at 0.5 %, and a small sample only warns."""
    verdict = odr(k, n)
    assert (verdict.severity, verdict.tags) == (severity, tags)
    assert verdict.few == (n < 100)


def test_amazons_bad_in_a_small_sample_is_critical_and_says_so() -> None:
    """BAD with few orders is critical, tagged small-sample, and crosses Amazon's line."""
    verdict = odr(0, 60, "BAD")
    assert (verdict.severity, verdict.tags, verdict.over_amazon) == (Severity.CRITICAL, ("small-sample",), True)


def test_amazons_good_against_our_count_is_a_disputed_warning() -> None:
    """Over the line by our count and GOOD for Amazon: a warning that says the two disagree."""
    verdict = odr(8, 400, "GOOD")
    assert (verdict.severity, verdict.disputed, verdict.tags) == (Severity.WARNING, True, ())


@pytest.mark.parametrize(
    ("k", "severity"),
    [
        (50, Severity.WARNING),  # exactly 95 %: Amazon's line holds, the target does not
        (51, Severity.CRITICAL),
        (31, Severity.WARNING),
        (30, None),  # exactly 97 %
    ],
)
def test_at_least_lines_let_their_own_value_pass(k: int, severity: Severity | None) -> None:
    """A VTR of exactly 95 % does not break Amazon's line; of exactly 97 % not the house target."""
    assert judge_rate(Rate(k, 1000, misses=True), *VTR, 20).severity is severity


@pytest.mark.parametrize(("k", "severity"), [(25, None), (26, Severity.WARNING), (40, Severity.CRITICAL)])
def test_the_articles_late_rate_warns_only_above_it(k: int, severity: Severity | None) -> None:
    """2.5 % is still allowed (within), Amazon's 4 % is not (under)."""
    assert judge_rate(Rate(k, 1000), *LSR, 30).severity is severity


def test_one_failure_among_few_past_the_target_only_is_a_hint() -> None:
    """1 of 29 late is over the house target, under Amazon's line, and too little to warn."""
    verdict = judge_rate(Rate(1, 29), *LSR, 30)
    assert (verdict.severity, verdict.tags) == (Severity.INFO, ("small-sample", "over-target"))


def test_strict_article_mode_makes_the_target_critical_and_leaves_it_internal() -> None:
    """The house target is critical in strict mode; Amazon's line stays uncrossed."""
    verdict = judge_rate(Rate(30, 1000), *LSR, 30, strict=True)
    assert (verdict.severity, verdict.over_amazon, verdict.tags) == (Severity.CRITICAL, False, ("over-target",))


def test_a_metric_has_its_own_worst_severity() -> None:
    """A cap holds for Amazon's line as well (RDR at 10 % is still a warning)."""
    assert judge_rate(Rate(50, 100), *LSR, 30, worst=Severity.WARNING).severity is Severity.WARNING


def test_a_typed_share_is_judged_as_it_stands() -> None:
    """A share without counts can be on the line exactly and is never called a small sample."""
    verdict = judge_rate(TypedShare(Decimal("0.04")), *LSR, 30)
    assert (verdict.severity, verdict.few) == (Severity.CRITICAL, False)
    assert TypedShare(0.04).figure("lsr").denominator is None


def test_the_figure_shows_what_people_know() -> None:
    """A VTR shows the parcels with valid tracking over all parcels, not the misses."""
    figure = Rate(7, 100, misses=True).figure("vtr")
    assert (figure.value, figure.numerator, figure.denominator, figure.unit) == (0.93, 93, 100, "rate")

"""Bank receipts and the settlements that they pay."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.receipts import How, Payout, Receipt, matches

CENT = Decimal("0.01")
DAYS = st.integers(0, 60).map(lambda n: date(2026, 9, 1) + timedelta(days=n))
AMOUNTS = st.integers(-50, 400).map(lambda n: Decimal(n) / 4)
CURRENCIES = st.sampled_from(["USD", "CAD"])
PAYOUTS = st.lists(st.tuples(DAYS, AMOUNTS, CURRENCIES), max_size=8).map(
    lambda rows: [Payout(str(number), *row) for number, row in enumerate(rows)]
)
RECEIPTS = st.lists(
    st.tuples(DAYS, AMOUNTS, CURRENCIES, st.sampled_from(["", "", "0", "1"]), st.booleans()), max_size=10
).map(lambda rows: [Receipt(number, *row) for number, row in enumerate(rows)])


@given(PAYOUTS, RECEIPTS)
def test_no_receipt_pays_two_settlements(payouts: list[Payout], receipts: list[Receipt]) -> None:
    """Every payout has one match, and what was received is given out once at most."""
    found = list(matches(payouts, receipts, CENT))
    assert [match.payout for match in found] == payouts
    given_out = [one.number for match in found if match.how is not How.EXCHANGED for one in match.receipts]
    assert len(given_out) == len(set(given_out))


@given(PAYOUTS, RECEIPTS)
def test_currencies_are_never_added(payouts: list[Payout], receipts: list[Receipt]) -> None:
    """What counts as received was received in the payout's own currency, and was not exchanged."""
    for match in matches(payouts, receipts, CENT):
        counted = [one for one in match.receipts if match.how is not How.EXCHANGED]
        assert all(one.currency == match.payout.currency and not one.exchanged for one in counted)


@given(PAYOUTS)
def test_a_bank_that_got_everything_has_no_difference(payouts: list[Payout]) -> None:
    """One receipt for each payout on its day, to the cent and without an id, in any order."""
    receipts = [Receipt(n, one.day, one.amount, one.currency) for n, one in enumerate(payouts) if one.amount > 0]
    for match in matches(payouts, reversed(receipts), CENT):
        assert match.received == max(match.payout.amount, Decimal(0))

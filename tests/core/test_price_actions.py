"""What of the board explains a price."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cockpit.amount import named_amount
from cockpit.check import RecordedAction
from cockpit.formulas.price_actions import explains
from cockpit.issue import Subject

SNAPSHOT = datetime(2026, 11, 23, 1, tzinfo=UTC)


def action(at: datetime, after: str) -> RecordedAction:
    """A done price action."""
    return RecordedAction("price", "US", Subject("sku", "ZX-1"), "done", at, "li", "19.99", after)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("24.99", "24.99"),
        ("$24.99", "24.99"),
        ("24,99 EUR", "24.99"),
        ("1,299", "1299"),
        ("1,299.00 USD", "1299.00"),
        ("2980", "2980"),
    ],
)
def test_a_price_is_read_as_people_write_it(text: str, price: str) -> None:
    """A sign, a currency, a decimal comma and grouped thousands do not hide the number."""
    assert named_amount(text) == Decimal(price)


@pytest.mark.parametrize("text", ["", "lower", "from 19.99 to 24.99"])
def test_what_names_no_single_price_names_none(text: str) -> None:
    """No number, or more than one, is no price."""
    assert named_amount(text) is None


def test_an_action_that_names_its_price_explains_exactly_that_price() -> None:
    """However old it is, and no other price however fresh."""
    agreed = action(SNAPSHOT - timedelta(days=90), "24.99")
    assert explains(agreed, Decimal("24.9900"), SNAPSHOT)
    assert not explains(agreed, Decimal("24.98"), SNAPSHOT)


def test_an_action_without_a_price_explains_while_an_approval_holds() -> None:
    """One day before the older snapshot is in time, a second more is not."""
    day = timedelta(hours=24)
    assert explains(action(SNAPSHOT - day, ""), Decimal(1), SNAPSHOT)
    assert not explains(action(SNAPSHOT - day - timedelta(seconds=1), ""), Decimal(1), SNAPSHOT)

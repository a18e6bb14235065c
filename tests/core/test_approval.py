"""Which actions need a second person."""

from decimal import Decimal

import pytest

from cockpit.amount import same_value
from cockpit.approval import Change, Limits, needs_approval


@pytest.mark.parametrize(
    ("kind", "before", "after", "needed"),
    [
        ("price", "20.00", "22.00", False),  # exactly 10%
        ("price", "20.00", "22.01", True),
        ("price", "20.00", "17.99", True),
        ("price", "", "22.00", True),
        ("bid", "1.00", "1.30", False),
        ("bid", "1.00", "0.69", True),
        ("budget", "50", "60", False),
        ("budget", "50", "60.01", True),
        ("budget", "50", "10", False),
        ("budget", "50", "", True),
        ("pause", "", "", True),
        ("archive", "enabled", "archived", True),
        ("negative", "", "exact: cheap", False),
        ("negative", "", "phrase: cheap", True),
        ("negative", "", "词组 便宜", True),
        ("negative", "", "a;b;c;d;e;f;g;h;i;j", False),
        ("negative", "", "a;b;c;d;e;f;g;h;i;j;k", True),
        ("negative", "", "11 exact negatives", True),
        ("negative", "", "", True),
        ("listing", "", "new title", True),
        ("appeal", "", "", True),
        ("refund", "", "50", False),
        ("refund", "", "50.01 USD", True),
        ("refund", "", "", True),
        ("removal", "", "40 units", True),
        ("claim", "", "10 claims", False),
        ("claim", "", "11 claims", True),
        ("other", "", "20 rows", False),
        ("other", "", "21 rows", True),
        ("other", "", "", False),
        ("other", "handling time 1", "handling time 3", True),
        ("other", "", "vacation mode on", True),
        ("other", "", "运费模板 A", True),
        ("other", "", "permission of Ann", True),
        ("other", "", "write-off 12.50", True),
        ("other", "", "handled in time", False),
        ("other", "", "called the carrier", False),
        ("unheard-of", "", "", True),
    ],
)
def test_the_kind_and_the_values_decide(kind: str, before: str, after: str, needed: bool) -> None:
    """A change of exactly the limit is one person's; what cannot be read needs a second one."""
    assert needs_approval(Change(kind, before, after), Limits()) is needed


def test_without_values_the_reason_says_what_was_done() -> None:
    """Vacation mode has no figures; beside figures the reason is only a reason."""
    assert needs_approval(Change("other", "", "", why="set vacation mode"), Limits())
    assert not needs_approval(Change("other", "", "", why="asked the forwarder"), Limits())
    assert not needs_approval(Change("other", "3 files", "4 files", why="after the vacation mode"), Limits())


def test_a_price_below_its_floor_needs_one_however_small_the_step() -> None:
    """A cent below the floor is no small change."""
    change = Change("price", "10.00", "9.99", Decimal("10.00"))
    assert needs_approval(change, Limits())
    assert not needs_approval(Change("price", "10.01", "10.00", Decimal("10.00")), Limits())


@pytest.mark.parametrize("kind", ["price", "bid", "negative", "refund", "other"])
def test_an_open_incident_makes_everything_a_key_operation(kind: str) -> None:
    """Nothing on its ASIN is one person's while Amazon's warning is being worked."""
    small = {"price": ("20", "20.01"), "bid": ("1", "1.01"), "negative": ("", "exact: a"), "refund": ("", "1")}
    before, after = small.get(kind, ("", ""))
    assert needs_approval(Change(kind, before, after, incident=True), Limits())
    assert not needs_approval(Change(kind, before, after), Limits())


def test_the_limits_are_those_of_the_settings() -> None:
    """[approval] moves the line; what it does not name stays as shipped."""
    limits = Limits.of({"price_change": 0.5, "unknown": 1})
    assert not needs_approval(Change("price", "10", "15"), limits)
    assert limits.bid == 0.30


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("24.99", "$24.99", True), ("24,99 EUR", "24.99", True), ("24.99", "25", False), ("paused", " paused ", True),
     ("paused", "archived", False)],
)  # fmt: skip
def test_equal_values_are_equal_however_they_are_written(one: str, other: str, same: bool) -> None:
    """An approval is not void because of a currency sign."""
    assert same_value(one, other) is same

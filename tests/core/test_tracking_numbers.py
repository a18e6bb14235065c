"""Tracking numbers against check digits calculated by plain Python, one digit at a time."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.tracking_numbers import carriers, standings

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def standing(carrier: str, number: str) -> str:
    """How one number stands to one carrier."""
    found: str = standings(pl.DataFrame({"carrier": [carrier], "number": [number]}))["standing"][0]
    return found


def ups_digit(body: str) -> int:
    """The last digit of 1Z and these 15 characters."""
    total = 0
    for place, mark in enumerate(body, start=1):
        value = int(mark) if mark.isdigit() else (ord(mark) - 63) % 10
        total += value * 2 if place % 2 == 0 else value
    return (10 - total % 10) % 10


def mod10_digit(body: str) -> int:
    """The digit behind this body: weights 3 and 1 in turn, from the right."""
    total, weight = 0, 3
    for mark in body[::-1]:
        total += int(mark) * weight
        weight = 4 - weight
    return (10 - total % 10) % 10


def fedex_digit(body: str) -> int:
    """Of eleven digits: weights 3, 1, 7."""
    return sum(int(mark) * (3, 1, 7)[place % 3] for place, mark in enumerate(body)) % 11 % 10


def s10_digit(body: str) -> int:
    """Of eight digits."""
    rest = 11 - sum(int(mark) * weight for mark, weight in zip(body, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


def digits(count: int) -> st.SearchStrategy[str]:
    """So many digits."""
    return st.text(DIGITS, min_size=count, max_size=count)


@given(st.text(DIGITS + LETTERS, min_size=15, max_size=15), st.sampled_from(DIGITS))
def test_ups_takes_the_one_digit_that_fits(body: str, last: str) -> None:
    """Of ten last digits one is right."""
    fits = int(last) == ups_digit(body)
    assert (standing("UPS", f"1Z{body}{last}") == "fits") == fits


@given(digits(19), st.sampled_from(DIGITS))
def test_usps_takes_the_one_digit_that_fits(body: str, last: str) -> None:
    """With or without the ZIP code in front."""
    number = f"94{body}{last}"
    fits = int(last) == mod10_digit(f"94{body}")
    assert (standing("USPS", number) == "fits") == fits
    assert (standing("USPS", f"42090210{number}") == "fits") == fits


@given(digits(11), st.sampled_from(DIGITS))
def test_fedex_express_takes_the_one_digit_that_fits(body: str, last: str) -> None:
    """Twelve digits, weights 3, 1, 7."""
    assert (standing("FedEx", body + last) == "fits") == (int(last) == fedex_digit(body))


@given(st.integers(10**8, 10**10 - 1), st.sampled_from(DIGITS))
def test_dhl_express_takes_the_one_digit_that_fits(body: int, last: str) -> None:
    """Ten or eleven digits, mod 7."""
    assert (standing("DHL Express", f"{body}{last}") == "fits") == (int(last) == body % 7)


@given(st.text(LETTERS, min_size=2, max_size=2), digits(8), st.sampled_from(DIGITS))
def test_postal_numbers_take_the_one_digit_that_fits(letters: str, body: str, last: str) -> None:
    """The standard of the postal union."""
    assert (standing("Royal Mail", f"{letters}{body}{last}GB") == "fits") == (int(last) == s10_digit(body))


@pytest.mark.parametrize(
    ("carrier", "number"),
    [
        ("UPS", "1Z5R89390357567127"), ("USPS", "9400111201080805483016"), ("FedEx", "986578788855"),
        ("DHL", "3318810025"), ("China Post", "RB123456785GB"), ("YunExpress", "YT1234567890123456"),
        ("4PX", "4PX1234567890123CN"), ("Yanwen", "UE123456789YP"), ("Cainiao", "LP00123456789012"),
        ("Amazon Logistics", "TBA123456789012"), ("佐川急便", "123456789012"),
        ("云途物流", "YT1234567890123456"),
    ],
)  # fmt: skip
def test_the_published_examples_fit(carrier: str, number: str) -> None:
    """Every example of the reference, under the names that confirmations use."""
    assert standing(carrier, number) == "fits"


ODD: list[tuple[str, str, str, str | None]] = [
    ("UPS", "TBA123456789012", "mismatch", "Amazon Logistics"),
    ("YunExpress", "9400111201080805483016", "mismatch", "USPS"),
    ("UPS", "12345", "invalid", None),
    ("4PX", "12345", "unknown", None),
    ("UPS", "RB123456785GB", "mismatch", "postal"),
    ("Japan Post", "RB123456784JP", "invalid", None),
    ("Japan Post", "1234567890", "unknown", None),
    ("Yamato", "RB123456785JP", "mismatch", "postal"),
    ("Canada Post", "RB123456784CA", "invalid", None),
    ("Canada Post", "7023210039414604", "unknown", None),
    ("Nobody's Freight", "12345", "unknown", None),
]


@pytest.mark.parametrize(("carrier", "number", "said", "other"), ODD)
def test_what_does_not_fit_says_why(carrier: str, number: str, said: str, other: str | None) -> None:
    """Another carrier's, nobody's, or of a form that is only guessed."""
    row = standings(pl.DataFrame({"carrier": [carrier], "number": [number]})).row(0, named=True)
    assert (row["standing"], row["looks_like"]) == (said, other)


@given(st.text(DIGITS + LETTERS, max_size=40), st.sampled_from([carrier.names[0] for carrier in carriers()]))
def test_any_text_has_a_standing(number: str, carrier: str) -> None:
    """Nothing that stands in the cell breaks the judgement."""
    assert standing(carrier, number or "-") in {"fits", "invalid", "mismatch", "unknown"}


def test_the_calculations_of_this_test_give_the_published_digits() -> None:
    """The examples of the reference hold here too: both sides are not wrong in the same way."""
    assert mod10_digit("940011120108080548301") == 6
    assert fedex_digit("98657878885") == 5
    assert s10_digit("12345678") == 5
    assert ups_digit("5R8939035756712") == 7

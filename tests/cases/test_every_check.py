"""Every check that ships has its page and the near-misses that catch the usual mistakes."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cockpit.discovery import discover

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs" / "checks"
# The last number of each family.
INDEX: Mapping[str, int] = {
    "H": 11, "F": 8, "L": 11, "S": 14, "A": 12, "P": 14, "C": 6, "I": 4, "T": 5, "R": 4, "D": 7,
}  # fmt: skip
CHECKS = sorted(check.id for check in discover().checks)

# Where a kind of case cannot be written, and why.
RECORDS = "rests on what people recorded, not on a report: nothing recorded is nothing to find"
FILES = "judges the files themselves: a file that is missing or empty is what it finds"
NO_BLIND_CASE: Mapping[str, str] = {
    **dict.fromkeys(("I-02", "I-03", "I-04", "R-01", "R-02", "R-03", "T-02"), RECORDS),
    **dict.fromkeys(("D-01", "D-02", "D-03", "D-04", "D-05", "D-06", "D-07"), FILES),
}
NO_EMPTY_CASE: Mapping[str, str] = {
    **dict.fromkeys(("I-02", "I-03", "I-04", "R-01", "R-02", "R-03", "R-04", "T-02"), RECORDS),
    **dict.fromkeys(("D-02", "D-05", "D-06"), FILES),
    "H-07": "its only report is JSON, which has no header: the case is none.toml",
}
NO_SECOND_PLACE: Mapping[str, str] = {
    "F-08": "the rule is in force in the US alone: the case is another-marketplace.toml",
    "S-07": "Amazon charges it in the US alone: the case is us-only.toml",
    **dict.fromkeys(("R-02", "R-03", "R-04"), "the board and the checklist are the team's, of all marketplaces"),
}
MARKETPLACE = re.compile(r"\b(US|CA|MX|UK|DE|FR|IT|ES|JP|IN|AE)\b|\bA[0-9A-Z]{12,13}\b")
BLIND = {"no_data", "stale"}


@cache
def cases(check: str) -> tuple[dict[str, Any], ...]:
    """The case files of a check."""
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted((HERE / check).glob("*.toml")))


def raised(case: Mapping[str, Any]) -> bool:
    """Whether the case names an issue."""
    return bool(case.get("issue"))


def blind(case: Mapping[str, Any]) -> bool:
    """Whether the case says that something could not be judged for want of data."""
    return any(verdict.get("verdict") in BLIND for verdict in case.get("verdict", ()))


def bare(case: Mapping[str, Any]) -> bool:
    """Whether a file of the case is a header alone, or nothing at all."""
    return any("text" in file and "\n" not in file["text"].strip() for file in case.get("file", ()))


def places(case: Mapping[str, Any]) -> Iterator[str]:
    """The marketplaces that the case names, in a path, a cell, an action or an expectation."""
    yield from (found.group() for found in MARKETPLACE.finditer(str(case)))


def test_every_check_of_the_index_ships() -> None:
    """The checks of domain §10.4, to the number; P-07 is S-12 there."""
    named = {f"{family}-{number:02}" for family, last in INDEX.items() for number in range(1, last + 1)}
    assert set(CHECKS) == named - {"P-07"}


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_has_its_page(check: str) -> None:
    """What `cockpit explain` prints is a page of the documentation as well."""
    assert (PAGES / f"{check}.md").is_file()


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_has_a_case_that_raises(check: str) -> None:
    """At least one case names the issue that the check is for."""
    assert any(map(raised, cases(check)))


@pytest.mark.parametrize("check", [check for check in CHECKS if check not in NO_BLIND_CASE])
def test_a_check_has_a_case_in_which_it_cannot_judge(check: str) -> None:
    """Missing or stale data is said, never taken for fine."""
    assert any(map(blind, cases(check)))


@pytest.mark.parametrize("check", [check for check in CHECKS if check not in NO_EMPTY_CASE])
def test_a_check_has_a_case_with_a_header_alone(check: str) -> None:
    """An empty report is not a missing one."""
    assert any(map(bare, cases(check)))


@pytest.mark.parametrize("check", [check for check in CHECKS if check not in NO_SECOND_PLACE])
def test_a_check_has_a_case_of_two_marketplaces(check: str) -> None:
    """Two marketplaces must not mix."""
    assert any(len(set(places(case))) > 1 for case in cases(check))


def test_no_exception_is_for_a_check_that_does_not_ship() -> None:
    """The lists above name checks that there are."""
    assert {*NO_BLIND_CASE, *NO_EMPTY_CASE, *NO_SECOND_PLACE} <= set(CHECKS)

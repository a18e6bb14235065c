"""Which checks `--check` asks for: one, a family, or all whose id begins so."""

import argparse
from dataclasses import replace

import pytest

from cockpit.cli.listing import Wanted
from cockpit.issue import Pane
from cockpit.picture import CheckNote
from cockpit.problems import CockpitError
from cockpit.text import Words
from tests.screens import pictures

RULES = tuple(CheckNote(id_, Words("A", "甲"), Pane.MORNING, "") for id_ in ("F-01", "F-02", "H-01", "HX-1", "HX-10"))


def asked(*names: str) -> list[str]:
    """The checks that are left when these are asked for."""
    arguments = argparse.Namespace(check=list(names), marketplace=None, pane=None)
    wanted = Wanted.of(arguments, replace(pictures.picture(), rules=RULES, issues=()))
    return [rule.id for rule in RULES if wanted.has(rule.id, "US", ())]


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (["F"], ["F-01", "F-02"]),
        (["F-"], ["F-01", "F-02"]),
        (["f-0"], ["F-01", "F-02"]),
        (["F-02"], ["F-02"]),
        (["H"], ["H-01"]),  # the family, not the team's own HX
        (["HX-1"], ["HX-1"]),  # a whole id is no prefix
        (["H-0", "F-02"], ["F-02", "H-01"]),
    ],
)
def test_a_prefix_asks_for_every_check_that_begins_so(names: list[str], left: list[str]) -> None:
    """A whole id or family asks for itself alone."""
    assert asked(*names) == left


@pytest.mark.parametrize("name", ["F-9", "Z", ""])
def test_what_no_check_begins_with_is_told(name: str) -> None:
    """A slip of the hand lists nothing and is no calm."""
    with pytest.raises(CockpitError, match="no check has this id or begins so"):
        asked(name)

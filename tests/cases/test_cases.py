"""Every case file of every check, one test each."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cockpit.case_file import Case, cases, judge
from cockpit.case_outcome import differences
from cockpit.check import Check
from cockpit.discovery import discover


@cache
def shipped() -> tuple[Check[Any], ...]:
    """The checks that ship, loaded once."""
    found = discover()
    assert not found.problems, found.problems
    return found.checks


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.check}/{c.path.stem}") for c in cases(Path(__file__).parent)])
def test_a_case_gives_exactly_the_issues_it_names(
    case: Case, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A check raises what its case file lists, says the verdicts it lists, and nothing else, on stderr neither."""
    wrong = differences(case, judge(case, tmp_path / "workspace", shipped()))
    assert not wrong, "\n".join((case.data["claim"], *wrong))
    assert not capfd.readouterr().err  # polars writes its warnings there itself: they would stand on the screen

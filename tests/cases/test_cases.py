"""Every case file of every check, one test each."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cockpit.case_file import Case, cases, judge
from cockpit.case_outcome import differences
from cockpit.check import Check, Judgement
from cockpit.discovery import discover


@cache
def shipped() -> tuple[Check[Any], ...]:
    """The checks that ship, loaded once."""
    found = discover()
    assert not found.problems, found.problems
    return found.checks


def undeclared(judgements: Iterable[Judgement]) -> Iterator[str]:
    """Findings in panes that their check does not name: its verdict would be missing there.

    Those of the data checks stand in the panes of whoever needs the report, wherever that is.
    """
    for judgement in judgements:
        check = judgement.check
        for finding in judgement.findings:
            further = set(finding.also_in) - {check.pane, *check.also_in}
            if finding.pane is None and further:
                yield f"{check.id} {finding.subject}: in {sorted(further)}, which the check does not name"


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.check}/{c.path.stem}") for c in cases(Path(__file__).parent)])
def test_a_case_gives_exactly_the_issues_it_names(
    case: Case, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A check raises what its case file lists, says the verdicts it lists, and nothing else, on stderr neither."""
    judgements = judge(case, tmp_path / "workspace", shipped())
    wrong = [*differences(case, judgements), *undeclared(judgements)]
    assert not wrong, "\n".join((case.data["claim"], *wrong))
    assert not capfd.readouterr().err  # polars writes its warnings there itself: they would stand on the screen

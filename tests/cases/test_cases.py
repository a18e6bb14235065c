"""Every case file of every check, one test each."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.check import Finding, Judgement
from tests.cases.casefile import Case, cases, issues, judge, subject


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.check}/{c.path.stem}") for c in cases()])
def test_a_case_gives_exactly_the_issues_it_names(case: Case, tmp_path: Path) -> None:
    """A check raises what its case file lists, says the verdicts it lists, and nothing else."""
    judgements = judge(case, tmp_path / "workspace")
    _same_issues(case, issues(judgements, case.check))
    _same_verdicts(case, judgements)


def _same_issues(case: Case, found: list[tuple[str, Finding]]) -> None:
    claim = case.data["claim"]
    expected = {(row["marketplace"], row["subject"]): row for row in case.data.get("issue", ())}
    raised = {(place, f"{finding.subject.kind}:{finding.subject.id}"): finding for place, finding in found}
    assert set(raised) == set(expected), claim
    for key, row in expected.items():
        assert subject(row["subject"]) == raised[key].subject
        _as_expected(row, raised[key], claim)


def _as_expected(row: Mapping[str, Any], finding: Finding, claim: str) -> None:
    assert finding.severity == row["severity"], claim
    if "value" in row:
        assert finding.figure is not None
        assert finding.figure.value is not None
        assert float(finding.figure.value) == pytest.approx(row["value"], rel=1e-9), claim
    if "tags" in row:
        assert sorted(finding.tags) == sorted(row["tags"]), claim
    if "title_has" in row:
        assert row["title_has"] in f"{finding.title.en}\n{finding.title.zh}", claim
    if "due" in row:
        assert finding.due is not None
        assert finding.due.isoformat() == row["due"], claim
    if "due_within_minutes" in row:
        assert finding.due_within == timedelta(minutes=row["due_within_minutes"]), claim
    if "lines_crossed" in row:
        assert sorted(line.kind for line in finding.lines if line.crossed) == sorted(row["lines_crossed"]), claim


def _same_verdicts(case: Case, judgements: tuple[Judgement, ...]) -> None:
    said = {j.marketplace: j for j in judgements if j.check.id == case.check}
    for row in case.data.get("verdict", ()):
        judgement = said[row["marketplace"]]
        assert judgement.verdict == row["verdict"], f"{case.data['claim']} ({judgement.reason})"
        if "reason_has" in row:
            assert judgement.reason is not None
            assert row["reason_has"] in f"{judgement.reason.en}\n{judgement.reason.zh}"
        _as_believed(row, judgement, case.data["claim"])


def _as_believed(row: Mapping[str, Any], judgement: Judgement, claim: str) -> None:
    """What may be cleared by this verdict, what is unsure, and when it may change by itself."""
    if "clears" in row:
        assert judgement.covers_all == row["clears"], claim
    if "unsure" in row:
        assert {f"{unsure.kind}:{unsure.id}" for unsure in judgement.unsure} == set(row["unsure"]), claim
    if "next_change" in row:
        assert judgement.next_change is not None, claim
        assert judgement.next_change == datetime.fromisoformat(row["next_change"]), claim

"""A case that does not hold says what differs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cockpit.case_file import Case, cases, judge
from cockpit.case_outcome import differences
from cockpit.check import Judgement
from cockpit.discovery import discover

SHIPPED = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def case() -> Case:
    """A case with two severities, a due time and tags."""
    return next(case for case in cases(SHIPPED) if (case.check, case.path.stem) == ("S-02", "boundaries"))


@pytest.fixture(scope="module")
def judgements(case: Case, tmp_path_factory: pytest.TempPathFactory) -> tuple[Judgement, ...]:
    """What the checks say of it."""
    return judge(case, tmp_path_factory.mktemp("case") / "workspace", discover().checks)


def _changed(case: Case, **row: Any) -> Case:
    first, *rest = case.data["issue"]
    return replace(case, data={**case.data, "issue": [{**first, **row}, *rest]})


def test_a_case_that_holds_differs_in_nothing(case: Case, judgements: tuple[Judgement, ...]) -> None:
    """The shipped case passes."""
    assert differences(case, judgements) == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"severity": "info"}, "severity is critical, not info"),
        ({"value": 8.0}, "value is 7.0, not 8.0"),
        ({"numerator": 8}, "numerator is 7, not 8"),
        ({"due": "2026-11-24T18:00:00+08:00"}, "due is 2026-11-23T18:00:00+08:00"),
        ({"tags": []}, "tags is ['not-stock-adjusted'], not []"),
        ({"title_has": "for ever"}, "the title lacks 'for ever'"),
        ({"action_has": "for ever"}, "the action lacks 'for ever'"),
        ({"notes_have": ["for ever"]}, "the notes lack 'for ever'"),
        ({"subject": "sku:ZX-9"}, "US sku:ZX-9: not raised"),
    ],
)
def test_every_key_of_a_case_can_fail(
    case: Case, judgements: tuple[Judgement, ...], row: dict[str, Any], words: str
) -> None:
    """A value that the check does not give is named with what it gave."""
    assert any(words in sentence for sentence in differences(_changed(case, **row), judgements))


def test_an_issue_that_is_not_listed_fails_the_case(case: Case, judgements: tuple[Judgement, ...]) -> None:
    """The list is exact: one more is as wrong as one less."""
    fewer = replace(case, data={**case.data, "issue": case.data["issue"][1:]})
    assert [text.split(":")[0] for text in differences(fewer, judgements)] == ["US sku"]


def test_another_verdict_fails_the_case(case: Case, judgements: tuple[Judgement, ...]) -> None:
    """A verdict is compared, with its marketplace named."""
    told = replace(case, data={**case.data, "verdict": [{"marketplace": "US", "verdict": "ok"}]})
    assert differences(told, judgements) == ("US: the verdict is issues (), not ok",)


def test_a_check_that_did_not_run_passes_nothing(case: Case) -> None:
    """A case of a check that is not there fails: it must not pass by raising nothing."""
    assert differences(case, ()) == ("no check S-02 was run",)

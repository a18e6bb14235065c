"""What is kept quiet, and what nobody looks at any more."""

from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.engine import Engine
from tests.core.engine.shop import NOW, house_issues, messages, put

QUIET = '[[suppress]]\ncheck = "X"\nsubject = "T*"\nreason = "known"\nuntil = 2026-11-23T11:00:00\n'


def test_a_rule_keeps_an_issue_quiet_until_its_end(workspace: Path) -> None:
    """The picture says which rule is for an issue, is due when the rule ends, and names the rule from then on."""
    put(workspace / "config.toml", QUIET)
    engine = Engine(workspace, record=False)
    said = house_issues(engine.picture(NOW))["T1"].suppressed
    assert said is not None
    assert (said.reason, said.place) == ("known", "config.toml:1")
    end = NOW.replace(hour=11, minute=0)
    assert engine.is_due(end)
    after = engine.picture(end)
    assert house_issues(after)["T1"].suppressed is None
    assert [problem.code for problem in after.problems] == ["suppress-ended"]


def test_a_rule_for_nothing_is_named(workspace: Path) -> None:
    """A suppression that keeps nothing quiet is a problem of the picture."""
    put(workspace / "config.toml", QUIET.replace("T*", "Z*"))
    assert [problem.code for problem in Engine(workspace, record=False).picture(NOW).problems] == ["suppress-unused"]


@pytest.mark.parametrize(
    ("config", "gone", "why"),
    [
        ('[checks."X-01"]\nenabled = false\n', "", "off"),
        ("", "my_checks/late.py", "removed"),
        ("", "reports/US/messages.csv", "absent"),
        ('[profile]\nmarketplaces = ["JP"]\n', "", "left"),
        ('[profile]\nmarketplaces = ["JP", "US"]\n', "reports/US/messages.csv", ""),
    ],
)
def test_an_issue_that_nobody_looks_at_any_more_says_why(workspace: Path, config: str, gone: str, why: str) -> None:
    """An issue of a check that is off or gone, or of a marketplace that left, stays unsure, with the reason."""
    Engine(workspace, record=True).picture(NOW)
    put(workspace / "config.toml", config)
    if gone:
        (workspace / gone).unlink()
    issue = house_issues(Engine(workspace, record=False).picture(NOW + timedelta(minutes=5)))["T1"]
    assert (issue.state, issue.unchecked) == ("unsure", why)


def test_a_check_that_cannot_be_loaded_is_not_gone(workspace: Path) -> None:
    """While a file of checks is broken its issues are unsure, and nobody says that they are not checked any more."""
    Engine(workspace, record=True).picture(NOW)
    put(workspace / "my_checks" / "late.py", "def (")
    issue = house_issues(Engine(workspace, record=False).picture(NOW + timedelta(minutes=5)))["T1"]
    assert (issue.state, issue.unchecked) == ("unsure", "")


def test_known_on_day_one(workspace: Path) -> None:
    """What the first recorded run found is the baseline; what comes later, and what was never recorded, is not."""
    assert house_issues(Engine(workspace, record=False).picture(NOW))["T1"].tags == ()
    engine = Engine(workspace, record=True)
    assert house_issues(engine.picture(NOW))["T1"].tags == ("baseline",)
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T3:late"))
    tags = {subject: issue.tags for subject, issue in house_issues(engine.picture(NOW + timedelta(minutes=5))).items()}
    assert tags == {"T1": ("baseline",), "T3": ()}

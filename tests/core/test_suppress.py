"""Rules of config.toml that keep issues quiet."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cockpit.issue import Pane, Severity, Subject, Verdict
from cockpit.marks import Mark, Marks, Snoozed
from cockpit.picture import Issue, Picture, VerdictLine
from cockpit.settings import load
from cockpit.suppress import Suppression, idle, next_end, suppressed_by, suppressions
from cockpit.text import same
from cockpit.view.panes import standing

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 for the team
SKU = Subject("sku", "ZX-1")
RULE = """
[[suppress]]
check = "L-06"
marketplace = "DE"
subject = "ZX-*"
reason = "brand owner"
until = 2026-12-31
by = "Wang"
"""


def rules(folder: Path, text: str = RULE) -> tuple[Suppression, ...]:
    """The rules of a workspace."""
    (folder / "config.toml").write_text(text, "utf-8")
    return suppressions(load(folder))


def issue(check: str = "L-06", marketplace: str = "DE", subject: Subject = SKU) -> Issue:
    """An open issue."""
    return Issue(
        "f" * 16, 1, check, Severity.CRITICAL, Pane.MORNING, "default", marketplace, subject, same("x"), same("y"),
        "open", NOW, NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("", True),
        ('check = "L"', True),
        ('check = "L-0*"', True),
        ('check = "L-0"', False),
        ('check = "S"', False),
        ('marketplace = "*"', True),
        ('marketplace = "D?"', True),
        ('marketplace = "US"', False),
        ('subject = "sku:ZX-1"', True),
        ('subject = "asin:*"', False),
        ('subject = "zx-1"', False),
    ],
)
def test_which_issues_a_rule_is_for(tmp_path: Path, line: str, *, fits: bool) -> None:
    """Check (or prefix), marketplace and subject must all fit; a SKU is text, its case counts."""
    name = line.partition(" ")[0]
    kept = [row for row in RULE.splitlines() if not name or not row.startswith(f"{name} ")]
    (rule,) = rules(tmp_path, "\n".join([*kept, line]))
    assert rule.fits("L-06", "DE", SKU) is fits


def test_a_rule_that_says_only_what_it_must_is_for_every_marketplace_and_subject(tmp_path: Path) -> None:
    """Marketplace and subject may be left out."""
    (rule,) = rules(tmp_path, '[[suppress]]\ncheck = "H"\nreason = "x"\nuntil = 2026-12-31\n')
    assert rule.fits("H-01", "JP", Subject("account", "JP"))


@pytest.mark.parametrize(
    ("until", "end"),
    [
        ("2026-11-24", "2026-11-25T00:00+08:00"),
        ("2026-11-24T18:00:00", "2026-11-24T18:00+08:00"),
        ("2026-11-24T18:00:00Z", "2026-11-25T02:00+08:00"),
    ],
)
def test_when_a_rule_ends(tmp_path: Path, until: str, end: str) -> None:
    """A day counts to its end on the team's clock, a time without a zone is the team's; then the issue is back."""
    found = rules(tmp_path, f'[[suppress]]\ncheck = "L"\nreason = "x"\nuntil = {until}\n')
    moment = datetime.fromisoformat(end)
    assert next_end(found, NOW) == moment
    said = suppressed_by(found, "L-06", "DE", SKU, NOW)
    assert said is not None
    assert (said.reason, said.by, said.place) == ("x", "", "config.toml:1")
    assert suppressed_by(found, "L-06", "DE", SKU, moment) is None
    assert next_end(found, moment) is None


@pytest.mark.parametrize("lost", ["check", "reason", "until"])
def test_a_rule_without_check_reason_or_end_is_told_and_not_used(tmp_path: Path, lost: str) -> None:
    """Nothing is kept quiet by half a rule: what it lacks is named with the line on which it begins."""
    text = "\n".join(row for row in RULE.splitlines() if not row.startswith(lost))
    assert rules(tmp_path, text) == ()
    (problem,) = load(tmp_path).problems
    assert (problem.code, problem.row, problem.column) == ("bad-setting", 2, f"suppress.{lost}")
    assert problem.expected == f"needed-{lost}"


def test_each_rule_knows_its_own_line(tmp_path: Path) -> None:
    """Of several rules each names its line, and a mistake stands at the line of its own rule."""
    text = RULE + RULE.replace("by", "byy") + RULE.replace('"Wang"', "7")
    assert [rule.row for rule in rules(tmp_path, text)] == [2, 10, 18]
    assert [(problem.code, problem.row) for problem in load(tmp_path).problems] == [
        ("unknown-setting", 16), ("bad-setting", 24),
    ]  # fmt: skip


def test_of_two_rules_the_one_that_ends_last_is_named(tmp_path: Path) -> None:
    """An issue that two rules are for is quiet until both have ended."""
    found = rules(tmp_path, RULE + RULE.replace("12-31", "12-30"))
    said = suppressed_by(found, "L-06", "DE", SKU, NOW)
    assert said is not None
    assert said.place == "config.toml:2"


def test_ended_and_idle_rules_are_reported(tmp_path: Path) -> None:
    """A rule is reported when it has ended, and when all it is about was looked at and nothing was kept quiet."""
    ended, used, idle_, blind = (
        RULE.replace("2026-12-31", "2026-11-23"), RULE, RULE.replace("ZX-*", "AB-*"), RULE.replace("L-06", "L-04"),
    )  # fmt: skip
    found = rules(tmp_path, ended + used + idle_ + blind)
    verdicts = (
        VerdictLine("L-06", "default", "DE", Verdict.ISSUES), VerdictLine("L-04", "default", "DE", Verdict.STALE),
    )  # fmt: skip
    problems = idle(found, (issue(),), verdicts, NOW)
    assert [(problem.code, problem.row) for problem in problems] == [("suppress-ended", 2), ("suppress-unused", 18)]


def test_a_rule_takes_precedence_over_marks(tmp_path: Path) -> None:
    """An issue that a rule keeps quiet is suppressed whether or not it is snoozed too, never when it is gone."""
    said = suppressed_by(rules(tmp_path), "L-06", "DE", SKU, NOW)
    quiet = replace(issue(), suppressed=said)
    marks = Marks({quiet.fingerprint: Mark(snoozed=Snoozed("Li", NOW, "worse"))})
    picture = Picture(1, NOW, "", ("DE",), (quiet,), (), (), (), ())
    assert [standing(quiet, picture, one, NOW).state for one in (Marks(), marks)] == ["suppressed", "suppressed"]
    assert standing(replace(quiet, state="resolved"), picture, Marks(), NOW).state == "resolved"

"""A team's own check: begun with one command, tested with another, tuned in config.toml."""

import json
from pathlib import Path
from typing import Any

import pytest

from cockpit.cli.new_check_text import plan_of
from cockpit.problems import CockpitError
from cockpit.reports import TYPES
from tests.ends.test_headless import cockpit


def _begins(report: str) -> bool:
    try:
        plan_of("X-02", "", "", report, "morning")
    except CockpitError:
        return False
    return True


BEGINNINGS = [name for name in sorted(TYPES) if _begins(name)]


def new_check(workspace: Path, *options: str) -> tuple[Path, Path]:
    """Begin X-02; its file and its case."""
    made = cockpit("new-check", "X-02", "-w", str(workspace), *options)
    assert made.returncode == 0, made.stderr
    check, case = made.stdout.splitlines()
    return Path(check), Path(case)


@pytest.mark.parametrize("report", ["all-listings", "sp-campaigns", "feedback", "settlement"])
def test_a_new_check_passes_its_own_case(workspace: Path, report: str) -> None:
    """What `new-check` writes works at once, for ads, money, stars and listings alike."""
    assert report in BEGINNINGS
    new_check(workspace, "--report", report)
    tested = cockpit("check", "test", "-w", str(workspace))
    assert tested.returncode == 0, tested.stdout
    assert tested.stdout.startswith("passed  X-02/over-the-line")


def test_a_new_check_runs_with_the_others(workspace: Path) -> None:
    """The next `cockpit check` judges it."""
    new_check(workspace, "--report", "unshipped-orders", "--title", 'Many "units"', "--title-zh", "件数多")
    document = json.loads(cockpit("check", "-w", str(workspace), "--check", "X-02", "--format", "json").stdout)
    assert [verdict["verdict"] for verdict in document["verdicts"]] == ["ok"]


def test_a_case_that_does_not_hold_is_told_with_what_differs(workspace: Path) -> None:
    """An edited rule fails its case, exit code 1, with what it gave and what was wanted."""
    check, _ = new_check(workspace)
    check.write_text(check.read_text("utf-8").replace("Severity.WARNING", "Severity.INFO"), "utf-8")
    tested = cockpit("check", "test", "-w", str(workspace))
    assert tested.returncode == 1
    assert "severity is info, not warning" in tested.stdout


def test_a_case_that_is_no_toml_names_its_file(workspace: Path) -> None:
    """A broken case is a clear answer, exit code 2."""
    _, case = new_check(workspace)
    case.write_text("claim = ", "utf-8")
    tested = cockpit("check", "test", "-w", str(workspace))
    assert tested.returncode == 2
    assert case.name in tested.stderr


def test_a_case_that_lacks_a_key_fails_and_the_next_one_runs(workspace: Path) -> None:
    """What is wrong in one case is told beside the others' results."""
    _, case = new_check(workspace)
    case.with_name("a-first.toml").write_text('claim = "nothing"\n', "utf-8")
    tested = cockpit("check", "test", "-w", str(workspace))
    assert tested.returncode == 1
    assert "'as_of'" in tested.stdout
    assert "1 passed, 1 failed" in tested.stdout


def test_without_a_case_there_is_nothing_to_test(workspace: Path) -> None:
    """No case is no success."""
    assert cockpit("check", "test", "-w", str(workspace)).returncode == 2


@pytest.mark.parametrize(("id_", "words"), [("F-01", "is taken by"), ("x", "letters and a number")])
def test_an_id_that_cannot_be_had_is_refused(workspace: Path, id_: str, words: str) -> None:
    """A shipped id and a malformed one are refused before anything is written."""
    made = cockpit("new-check", id_, "-w", str(workspace))
    assert made.returncode == 2
    assert words in made.stderr
    assert not list((workspace / "my_checks").iterdir())


def test_nothing_is_written_over(workspace: Path) -> None:
    """A file of that name stays as it is."""
    (workspace / "my_checks" / "x_02.py").write_text("# mine\n", "utf-8")
    assert cockpit("new-check", "X-02", "-w", str(workspace)).returncode == 2
    assert (workspace / "my_checks" / "x_02.py").read_text("utf-8") == "# mine\n"


def explained(workspace: Path, config: str, *options: str) -> list[dict[str, Any]]:
    """`cockpit check --explain-settings` as JSON."""
    (workspace / "config.toml").write_text(config, "utf-8")
    told = cockpit("check", "--explain-settings", "-w", str(workspace), *options)
    rows: list[dict[str, Any]] = json.loads(told.stdout)
    return rows


CONFIG = """\
[stock]
lead = 40
[marketplace.DE.stock]
lead = 50
[tag."slow"]
skus = ["ZX-1"]
[tag."slow".stock]
lead = 5
[checks."S-03"]
pane = "weekly"
[house.x_02]
line = 7
"""


def test_every_scope_of_a_value_is_told_with_its_line(workspace: Path) -> None:
    """The plain value, the marketplace's, the tag's, and what [checks] changes, each with its place."""
    rows = explained(workspace, CONFIG, "--check", "S-03")
    said = {(row["setting"], row["scope"]): (row["value"], row["source"]) for row in rows}
    assert said["stock.lead", ""] == (40, "config.toml:2")
    assert said["stock.lead", "marketplace DE"] == (50, "config.toml:4")
    assert said["stock.lead", "tag slow"] == (5, "config.toml:8")
    assert said['checks."S-03".pane', ""] == ("weekly", "config.toml:10")
    assert said["stock.safety", ""] == (14, "our own default")


def test_a_house_rule_is_tuned_like_any_other(workspace: Path) -> None:
    """[house.x_02] reaches the check, and a key it does not read is named with the nearest one."""
    new_check(workspace)
    rows = explained(workspace, CONFIG, "--check", "X-02")
    assert [(row["value"], row["source"]) for row in rows] == [(7, "config.toml:12")]
    assert cockpit("config", "validate", "-w", str(workspace)).returncode == 0
    (workspace / "config.toml").write_text("[house.x_02]\nlime = 7\n", "utf-8")
    told = cockpit("config", "validate", "-w", str(workspace))
    assert told.returncode == 2
    assert "house.x_02.line" in told.stdout

"""Finding checks: one bad file never costs the others."""

from pathlib import Path

import pytest

from cockpit.api import Check
from cockpit.discovery import discover
from cockpit.text import LANGUAGES

HOUSE_RULE = '''
from cockpit.api import Context, Finding, NoSettings, Pane, Severity, Subject, Words, check


@check("Z-01", Words("House rule", "店铺规则"), pane=Pane.MORNING, needs=("sku-master",))
def house_rule(ctx: Context[NoSettings]):
    """What it finds: every SKU."""
    for sku in ctx.frame("sku-master")["sku"]:
        yield Finding(Subject("sku", sku), Severity.INFO, Words("seen", "见到"), Words("do", "做"))
'''


def own(workspace: Path, name: str, text: str) -> None:
    """A file in the team's folder of checks."""
    folder = workspace / "my_checks"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_a_file_dropped_into_my_checks_is_a_check(tmp_path: Path) -> None:
    """The team's own rule is found beside the shipped ones."""
    own(tmp_path, "house.py", HOUSE_RULE)
    found = discover(tmp_path)
    assert found.places["Z-01"] == "my_checks/house.py"
    assert not found.problems


def test_an_edited_file_is_loaded_anew(tmp_path: Path) -> None:
    """What runs is what is saved, not what was imported before."""
    own(tmp_path, "house.py", HOUSE_RULE)
    discover(tmp_path)
    own(tmp_path, "house.py", HOUSE_RULE.replace("Z-01", "Z-02"))
    assert "Z-02" in discover(tmp_path).places


@pytest.mark.parametrize("text", ["def broken(:\n", "import no_such_module_of_ours\n", "1 / 0\n"])
def test_a_file_that_does_not_load_is_a_problem_with_its_line(tmp_path: Path, text: str) -> None:
    """The others load all the same."""
    own(tmp_path, "bad.py", text)
    own(tmp_path, "good.py", HOUSE_RULE)
    found = discover(tmp_path)
    assert [(problem.code, problem.file, problem.row) for problem in found.problems] == [
        ("check-not-loaded", "my_checks/bad.py", 1)
    ]
    assert "Z-01" in found.places


def test_an_id_used_twice_names_both_files(tmp_path: Path) -> None:
    """The first one keeps the id."""
    own(tmp_path, "a.py", HOUSE_RULE)
    own(tmp_path, "b.py", HOUSE_RULE)
    found = discover(tmp_path)
    assert [(problem.file, problem.found) for problem in found.problems] == [("my_checks/b.py", "my_checks/a.py")]


@pytest.mark.parametrize("check", [pytest.param(check, id=check.id) for check in discover().checks])
def test_a_shipped_check_explains_itself(check: Check[object]) -> None:
    """Its manual page has every heading in both languages, and its title fits a list."""
    english, mark, chinese = check.manual.partition("\n    中文\n")
    assert mark, "no Chinese half"
    for heading in ("What it finds", "Why it matters", "Formula", "Lines", "Feeds", "Traps", "What to do"):
        assert heading in english
    assert len(chinese.strip()) > 80
    assert all(0 < len(check.title.say(language)) <= 40 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("right", "slip", "says"),
    [
        ("pane=Pane.MORNING", 'pane="dawn"', "pane is 'dawn': it must be of Pane.MORNING, "),
        ('needs=("sku-master",)', 'needs=("sku-master")', 'it must be a tuple, ("sku-master",)'),
        ('Words("House rule", "店铺规则")', '"House rule"', "title is 'House rule'"),
        ('needs=("sku-master",)', 'severities=("bad",)', "severities is 'bad'"),
        ('needs=("sku-master",)', "settings=dict", "settings must be a frozen dataclass"),
    ],
)
def test_a_slip_in_a_declaration_is_told_with_its_line(tmp_path: Path, right: str, slip: str, says: str) -> None:
    """It would have ended every check, not its own alone."""
    own(tmp_path, "house.py", HOUSE_RULE.replace(right, slip))
    (problem,) = discover(tmp_path).problems
    assert (problem.code, problem.file, problem.row) == ("check-not-loaded", "my_checks/house.py", 5)
    assert says in problem.found


def test_the_line_of_an_error_is_one_of_the_file_that_is_named(tmp_path: Path) -> None:
    """A line of what the file called, in another file, would send people to the wrong place."""
    own(tmp_path, "house.py", "from pathlib import Path\n\nPath('no such file').read_text()\n")
    (problem,) = discover(tmp_path).problems
    assert (problem.file, problem.row) == ("my_checks/house.py", 3)

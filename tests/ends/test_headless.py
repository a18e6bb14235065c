"""The commands without a screen, as a script calls them."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cockpit.cli import main
from cockpit.cli.init_command import make
from cockpit.store import Store
from tests.ends.conftest import drop, unshipped

ROOT = Path(__file__).parents[2]


def cockpit(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **(env or {})}
    command = [sys.executable, "-m", "cockpit", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=cwd, check=False, encoding="utf-8"
    )


def found(workspace: Path, *arguments: str) -> Any:
    """The JSON of `cockpit check`."""
    return json.loads(cockpit("check", "-w", str(workspace), "--format", "json", *arguments).stdout)


def test_check_prints_the_agreed_object(workspace: Path) -> None:
    """Keys and their order are those that scripts lean on."""
    document = found(workspace)
    assert list(document) == ["schema", "as_of", "workspace", "reports", "verdicts", "issues"]
    issue = next(issue for issue in document["issues"] if issue["check"] == "F-01")
    assert list(issue)[:20] == [
        "fingerprint", "number", "check", "severity", "pane", "store", "marketplace", "subject", "title", "action",
        "tags", "state", "first_seen", "due", "figure", "lines", "impact", "approval", "evidence", "notes",
    ]  # fmt: skip
    assert issue["subject"] == {"kind": "order", "id": "111-0001"}
    assert issue["evidence"]["rows"][0]["file"] == "US/unshipped.txt"
    assert issue["evidence"]["rows"][0]["row"] == 2
    assert issue["evidence"]["rows"][0]["values"]["order-id"] == "111-0001"


def test_equal_input_gives_equal_bytes(workspace: Path) -> None:
    """The same files, settings and clock give the same output, byte for byte."""
    command = ("check", "-w", str(workspace), "--as-of", "2027-01-04T10:00+08:00", "--format", "json")
    assert cockpit(*command).stdout == cockpit(*command).stdout


@pytest.mark.parametrize("more", [(), ("--record",)])
def test_what_is_kept_changes_no_byte(workspace: Path, more: tuple[str, ...]) -> None:
    """With and without the cache of a session that judged at another minute."""
    cockpit("check", "-w", str(workspace), "--as-of", "2027-01-04T09:50+08:00", "--record")
    cache = workspace / "state" / "cache"
    assert {path.name.partition("-")[0] for path in cache.glob("*.bin")} >= {"picture", "readings", "verdicts"}
    command = ("check", "-w", str(workspace), "--as-of", "2027-01-04T10:00+08:00", "--format", "json", *more)
    kept = cockpit(*command)
    for path in cache.glob("*.bin"):
        path.unlink()
    assert kept.stdout == cockpit(*command).stdout
    assert '"F-01"' in kept.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--check", "P"), 0),
        (("--check", "P", "--fail-on-unknown"), 3),
        (("--check", "F-02", "--fail-on", "info"), 0),
        (("--marketplace", "DE"), 0),
        (("--pane", "evening"), 0),
        (("--as-of", "tomorrow"), 2),
        (("--format", "yaml"), 2),
    ],
)
def test_the_exit_code_says_what_cron_must_know(workspace: Path, arguments: tuple[str, ...], code: int) -> None:
    """0 nothing, 1 something, 2 could not work, 3 could not judge."""
    assert cockpit("check", "-w", str(workspace), *arguments).returncode == code


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("check", "--format", "yaml"), "--format"),
        (("check", "--quiet"), "--quiet"),
        (("check", "--check", "F-99"), "F-99"),
        (("proposals", "--check", "Q"), "--check Q"),
        (("check", "--marketplace", "GB"), "UK"),
        (("act", "--kind", "price", "--marketplace", "UU", "--subject", "sku:ZX-1"), "UU"),
        (("snooze", "one", "--until", "worse", "--reason", "x"), "'one'"),
        (("diff", "tomorrow"), "'tomorrow'"),
    ],
)
def test_a_slip_of_the_hand_is_one_line(workspace: Path, arguments: tuple[str, ...], named: str) -> None:
    """Exit code 2 and one line that names it: a check or marketplace that is not there must not look like calm."""
    ended = cockpit(*arguments, "-w", str(workspace))
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert named in ended.stderr


def test_two_commands_of_one_process_both_record(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script that calls the commands itself sees an issue closed by the run that sees it gone."""
    command = ["check", "-w", str(workspace), "--record", "--format", "json", "--check", "F-01"]
    gc.disable()  # the first run's engine is in a circle: what held the lock then went when it pleased
    try:
        assert main(command) == 1
        drop(workspace / "reports" / "US" / "unshipped.txt", unshipped("111-0001", hours_late=-48))
        capsys.readouterr()
        assert main(command) == 0
    finally:
        gc.enable()
    assert json.loads(capsys.readouterr().out)["issues"] == []


def test_a_problem_of_the_settings_is_told_once(workspace: Path) -> None:
    """A key that there is not is one line on stderr, although the settings and the run both know of it."""
    with (workspace / "config.toml").open("a", encoding="utf-8") as file:
        file.write("\n[finance]\ntolerence = 1\n")
    assert cockpit("check", "-w", str(workspace)).stderr.count("tolerence") == 1


def test_a_rule_is_found_by_either_of_its_names(workspace: Path) -> None:
    """P-07 is what the finance family calls S-12."""
    assert cockpit("explain", "p-07").stdout == cockpit("explain", "S-12").stdout
    assert cockpit("check", "-w", str(workspace), "--check", "P-07", "--format", "json").returncode == 0


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_people_get_the_same_issues_in_every_form(workspace: Path, form: str) -> None:
    """Table, CSV and Markdown name the order."""
    assert "111-0001" in cockpit("check", "-w", str(workspace), "--format", form).stdout


def test_a_spreadsheet_runs_no_formula_from_a_report(workspace: Path) -> None:
    """A cell that begins like a formula is defused."""
    drop(workspace / "reports" / "US" / "unshipped.txt", unshipped("@SUM(1)"))
    printed = cockpit("check", "-w", str(workspace), "--format", "csv", "--check", "F-01").stdout
    assert "'@SUM(1)" in printed


def test_chinese_is_asked_for_by_option(workspace: Path) -> None:
    """--lang zh gives Chinese titles and actions."""
    titles = [issue["action"] for issue in found(workspace, "--lang", "zh")["issues"] if issue["check"] == "F-01"]
    assert titles
    assert all("发货" in title for title in titles)


def test_a_headless_run_changes_nothing_unless_it_records(workspace: Path) -> None:
    """Without --record the state stays as it was; with it the issue has a number."""
    found(workspace)
    assert not list((workspace / "state" / "journal").glob("*"))
    found(workspace, "--record")
    assert all(issue["number"] > 0 for issue in found(workspace)["issues"])


def test_marks_from_the_command_line_are_those_of_the_screen(workspace: Path) -> None:
    """An acknowledged issue says so in the next run; a snoozed one no longer fails it."""
    number = str(next(i["number"] for i in found(workspace, "--record")["issues"] if i["check"] == "F-01"))
    assert cockpit("ack", number, "-w", str(workspace)).returncode == 0
    assert _state(workspace) == "acknowledged"
    assert cockpit("snooze", number, "-w", str(workspace), "--until", "2099-01-01", "--reason", "x").returncode == 0
    assert _state(workspace) == "snoozed"
    assert cockpit("note", "999", "text", "-w", str(workspace)).returncode == 2


def test_one_command_marks_several_issues_or_none(workspace: Path) -> None:
    """Each number gets the mark, in one write; a number that there is not keeps it from all of them."""
    numbers = [str(issue["number"]) for issue in found(workspace, "--record")["issues"]][:2]
    assert len(numbers) == 2
    assert cockpit("note", *numbers, "999", "called", "-w", str(workspace)).returncode == 2
    assert cockpit("note", *numbers, f"#{numbers[0]}", "called", "-w", str(workspace)).returncode == 0
    assert cockpit("ack", *numbers, "-w", str(workspace)).returncode == 0
    states = {str(issue["number"]): issue["state"] for issue in found(workspace)["issues"]}
    assert [states[number] for number in numbers] == ["acknowledged", "acknowledged"]
    journal = next((workspace / "state" / "journal").iterdir()).read_text("utf-8")
    assert journal.count('"what":"noted"') == 2


def test_an_issue_of_a_check_that_was_switched_off_can_be_closed(workspace: Path) -> None:
    """It is listed with --all, closed by a person with a reason, and back when the check is on and finds it again."""
    number = str(next(i["number"] for i in found(workspace, "--record")["issues"] if i["check"] == "F-01"))
    close = ("close", number, "--reason", "no merchant orders", "-w", str(workspace))
    still = cockpit(*close)
    assert still.returncode == 2
    assert "still checked" in still.stderr
    config = (workspace / "config.toml").read_text("utf-8")
    (workspace / "config.toml").write_text(f'{config}\n[checks."F-01"]\nenabled = false\n', "utf-8")
    assert not [one for one in found(workspace)["issues"] if one["check"] == "F-01"]
    listed = next(one for one in found(workspace, "--all")["issues"] if one["check"] == "F-01")
    assert (listed["state"], listed["not_checked"]) == ("unsure", "off")
    assert cockpit(*close).returncode == 0
    assert next(one["state"] for one in found(workspace, "--all")["issues"] if one["check"] == "F-01") == "resolved"
    (workspace / "config.toml").write_text(config, "utf-8")
    assert next(one["state"] for one in found(workspace)["issues"] if one["check"] == "F-01") == "open"


def test_a_suppressed_issue_is_listed_with_its_rule_and_fails_nothing(workspace: Path) -> None:
    """Its state is snoozed, the rule stands beside it, and validate and doctor name rules that are of no use."""
    rule = '[[suppress]]\ncheck = "F-01"\nsubject = "order:111*"\nreason = "strike"\nuntil = 2099-01-01\nby = "li"\n'
    with (workspace / "config.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{rule}{rule.replace('111', '999')}")
    issue = next(one for one in found(workspace)["issues"] if one["check"] == "F-01")
    assert (issue["state"], issue["suppressed"]["reason"], issue["suppressed"]["by"]) == ("snoozed", "strike", "li")
    assert cockpit("check", "-w", str(workspace), "--check", "F-01").returncode == 0
    for command in (("config", "validate"), ("doctor",)):
        said = cockpit(*command, "-w", str(workspace)).stdout
        assert said.count("keeps nothing quiet") == 1
        assert "F-01 * order:999*" in said
    assert cockpit("config", "validate", "-w", str(workspace)).returncode == 0


def _state(workspace: Path) -> str:
    return next(str(i["state"]) for i in found(workspace, "--check", "F-01")["issues"])


def test_a_bad_config_ends_a_headless_run_with_one_line(workspace: Path) -> None:
    """A cron job must not run on half a configuration."""
    (workspace / "config.toml").write_text("[health.lsr]\namazon = 'four'\n")
    ended = cockpit("check", "-w", str(workspace))
    assert ended.returncode == 2
    assert ended.stderr.startswith("cockpit: config.toml:2: ")
    assert ended.stderr.count("\n") == 1
    assert ended.stdout == ""


def test_config_validate_tells_every_mistake(workspace: Path) -> None:
    """All problems at once, each with its line and the nearest known name."""
    (workspace / "config.toml").write_text("[profil]\n[stock]\nwarn_day = 3\n[checks.'H-99']\nenabled = false\n")
    ended = cockpit("config", "validate", "-w", str(workspace))
    assert ended.returncode == 2
    for text in ("config.toml:1", "profile", "config.toml:3", "warn_days", "H-99"):
        assert text in ended.stdout


def test_config_show_says_where_each_value_is_from(workspace: Path) -> None:
    """The workspace's own file with its line, or the shipped one."""
    (workspace / "config.toml").write_text("[stock]\nlead = 60\n")
    shown = cockpit("config", "show", "stock", "-w", str(workspace)).stdout
    assert "stock.lead = 60    # config.toml:2" in shown
    assert "stock.safety = 14    # cockpit defaults:" in shown


def test_reports_names_what_is_missing_and_where_to_export_it(workspace: Path) -> None:
    """A newcomer reads which menu to click."""
    printed = cockpit("reports", "-w", str(workspace), "--format", "table").stdout
    assert "unshipped-orders" in printed
    assert "Inventory" in printed
    assert "quarterly" in printed.lower()


def test_an_unknown_file_is_learned_and_then_read(workspace: Path) -> None:
    """Without a terminal the mapping is only printed; --yes writes it, and the file is a report from then on."""
    text = "货号,可用库存,总库存\nZX-1,5,7\n"
    drop(workspace / "reports" / "US" / "erp.csv", text.encode("gb18030"))
    printed = cockpit("reports", "-w", str(workspace), "--learn", "US/erp.csv")
    assert (printed.returncode, "[report_types.my-erp]" in printed.stdout) == (0, True)
    assert "[report_types.my-erp]" not in (workspace / "config.toml").read_text("utf-8")
    assert cockpit("reports", "-w", str(workspace), "--learn", "US/erp.csv", "--yes").returncode == 0
    found = json.loads(cockpit("reports", "-w", str(workspace)).stdout)
    assert {one["path"]: one["type"] for one in found["reports"]}["US/erp.csv"] == "fba-inventory"
    assert {"pane": None, "marketplace": "US"}.items() <= found["completeness"][0].items()


def test_explain_prints_the_manual_with_this_workspaces_values(workspace: Path) -> None:
    """The threshold shown is the one that holds here, with its line."""
    (workspace / "config.toml").write_text("[stock]\nwarn_days = 9\n")
    printed = cockpit("explain", "S-02", "-w", str(workspace)).stdout
    assert "stock.warn_days = 9" in printed
    assert "config.toml:2" in printed
    assert cockpit("explain", "Q-77", "-w", str(workspace)).returncode == 2


def test_init_never_overwrites(tmp_path: Path) -> None:
    """A second init leaves an edited file alone."""
    folder = tmp_path / "shop"
    assert cockpit("init", str(folder), "--templates").returncode == 0
    (folder / "config.toml").write_text("# mine\n")
    assert cockpit("init", str(folder)).returncode == 0
    assert (folder / "config.toml").read_text() == "# mine\n"
    assert (folder / "reports" / "sku-master.csv").is_file()


def test_a_fresh_workspace_is_valid(tmp_path: Path) -> None:
    """What init writes has no mistake in it."""
    folder = tmp_path / "shop"
    for _ in make(folder, templates=True):
        pass
    assert cockpit("config", "validate", "-w", str(folder)).returncode == 0


def test_doctor_examines_the_workspace(workspace: Path) -> None:
    """It names the folder and the missing exports."""
    printed = cockpit("doctor", "-w", str(workspace)).stdout
    assert "reports" in printed
    assert "polars" in printed


def test_doctor_names_a_line_of_the_journal_that_was_edited(workspace: Path) -> None:
    """The chain of hashes shows an edit made outside, with its line."""
    found(workspace, "--record")
    path = next((workspace / "state" / "journal").glob("*.jsonl"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0].replace('"by":"', '"by":"not '), *lines[1:]]), "utf-8")
    assert f"{path.name}:1" in cockpit("doctor", "-w", str(workspace)).stdout


def test_no_workspace_is_one_plain_sentence(tmp_path: Path) -> None:
    """No traceback, exit code 2."""
    ended = cockpit("check", cwd=tmp_path)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)


def test_headless_commands_load_no_textual() -> None:
    """A cron job pays for no screen."""
    program = (
        "import sys; from cockpit.cli import main\n"
        "try: main(['check', '--help'])\n"
        "except SystemExit: pass\n"
        "import cockpit.cli.check_command, cockpit.cli.doctor_command\n"
        "sys.exit(any(name.split('.')[0] == 'textual' for name in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert (
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False).returncode
        == 0
    )


def test_a_run_that_cannot_record_says_so(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A nightly --record under the wrong user would otherwise keep nothing, night after night."""
    monkeypatch.setattr(Store, "read_only", True)
    assert main(["check", "-w", str(workspace), "--record"]) == 2
    assert "NOT SAVED: the workspace cannot be written" in capsys.readouterr().err

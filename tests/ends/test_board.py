"""The board from the command line, and what it explains to the checks, with the real program."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.board import Board, Draft
from cockpit.cli.init_command import make
from cockpit.issue import Subject
from cockpit.person import Person, system_user
from cockpit.settings import load
from tests.ends.conftest import drop
from tests.ends.terminal import cockpit as opened
from tests.ends.test_headless import cockpit

LISTINGS = (
    b"seller-sku\tasin1\titem-name\tlisting-id\tprice\tquantity\topen-date\tfulfillment-channel\tstatus\n"
    b"ZX-1\tB000000ZX1\tDesk lamp\tL1\t9.99\t5\t2025-01-11 01:34:18 PST\tAMAZON_NA\tActive\n"
)
MASTER = b"sku,asin,price_floor\nZX-1,B000000ZX1,12.00\n"
OTHER = Person(system_user()[0] + 1, "somebody", "Somebody")
PRICE = Draft("price", "US", Subject("sku", "ZX-1"), "12.99", "9.99", "clearance", "L-04")
ACT = ("--kind", "price", "--marketplace", "us", "--subject", "sku:ZX-1", "--before", "12.99", "--after", "9.99")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace in which ZX-1 is priced below its floor."""
    folder = tmp_path / "shop"
    for _ in make(folder):
        pass
    drop(folder / "reports" / "US" / "listings.txt", LISTINGS)
    drop(folder / "reports" / "US" / "master.csv", MASTER)
    return folder


def proposed_by_another(shop: Path) -> str:
    """A proposal of another user of this machine, a minute ago."""
    return Board(shop, load(shop)).propose(PRICE, OTHER, datetime.now(UTC) - timedelta(minutes=1))


def run(shop: Path, command: str, *arguments: str) -> str:
    """What a command that succeeds prints."""
    done = cockpit(command, "-w", str(shop), *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def issues(shop: Path, *checks: str) -> list[tuple[str, str]]:
    """Check and approval of the issues of some checks."""
    wanted = [word for name in checks for word in ("--check", name)]
    done = cockpit("check", "-w", str(shop), "--format", "json", "--fail-on", "never", *wanted)
    return [(issue["check"], issue["approval"]) for issue in json.loads(done.stdout)["issues"]]


def board(shop: Path, *filters: str) -> list[Any]:
    """The board's JSON."""
    found: list[Any] = json.loads(run(shop, "board", *filters))
    return found


def test_act_prints_the_id_alone(shop: Path) -> None:
    """A script can take stdout as it is; what the action waits for is said on stderr."""
    done = cockpit("act", "-w", str(shop), *ACT, "--state", "proposed", "--check", "l-04", "--why", "clearance")
    assert done.returncode == 0
    [line] = done.stdout.splitlines()
    assert "cockpit approve " + line in done.stderr
    [action] = board(shop)
    assert (action["id"], action["state"], action["approval"]) == (line, "proposed", "requested")
    assert (action["check"], action["marketplace"], action["subject"]) == ("L-04", "US", {"kind": "sku", "id": "ZX-1"})


def test_an_approved_change_is_no_issue(shop: Path) -> None:
    """The issue needs a second person, then is asked for, then explained by the approval, and by what was done."""
    assert issues(shop, "L-04") == [("L-04", "needed")]
    id_ = proposed_by_another(shop)
    assert issues(shop, "L-04") == [("L-04", "requested")]
    run(shop, "approve", id_, "--why", "agreed")
    assert issues(shop, "L-04") == []
    assert run(shop, "act", "--state", "done", "--for", id_) == f"{id_}\n"
    assert issues(shop, "L-04", "R") == []
    [action] = board(shop)
    assert (action["state"], action["approval"], action["decided_why"]) == ("done", "approved", "agreed")


def test_a_refused_change_stays_an_issue(shop: Path) -> None:
    """The second person said no: the price is still wrong."""
    run(shop, "refuse", proposed_by_another(shop))
    assert issues(shop, "L-04", "R") == [("L-04", "refused")]


def test_ones_own_proposal_is_refused_and_told(shop: Path) -> None:
    """It exits 2, and R-02 is raised; the proposal stands as it was."""
    id_ = run(shop, "act", *ACT, "--state", "proposed").strip()
    done = cockpit("approve", "-w", str(shop), id_, "--lang", "zh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "他人" in done.stderr
    assert [check for check, _ in issues(shop, "R")] == ["R-02"]
    assert board(shop)[0]["state"] == "proposed"


def test_what_one_person_does_alone_is_told(shop: Path) -> None:
    """Done without the second person: the change is explained, that nobody agreed is R-01."""
    run(shop, "act", *ACT)
    assert [check for check, _ in issues(shop, "L-04", "R")] == ["R-01"]


def test_an_assistant_may_not_approve(shop: Path) -> None:
    """With [[people]] only a supervisor's word counts."""
    user = system_user()[1]
    id_ = proposed_by_another(shop)
    text = '[[people]]\nuser = "{}"\nname = "Li"\nrole = "{}"\n'
    (shop / "config.toml").write_text(text.format(user, "assistant"), "utf-8")
    assert cockpit("approve", "-w", str(shop), id_).returncode == 2
    (shop / "config.toml").write_text(text.format(user, "supervisor"), "utf-8")
    run(shop, "approve", id_)
    assert [row["approver"] for row in board(shop)] == ["Li"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("act", "--kind", "price"),
        ("act", "--kind", "price", "--marketplace", "US", "--subject", "ZX-1"),
        ("act", "--state", "done", "--for", "nope"),
        ("act", "--state", "verified"),
        ("act", *ACT, "--state", "proposed", "--for", "nope"),
        ("approve", "nope"),
        ("refuse", "nope"),
        ("board", "--day", "yesterday"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(shop: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, a line on stderr, nothing on stdout, and no state."""
    done = cockpit(arguments[0], "-w", str(shop), *arguments[1:])
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert not list((shop / "state").rglob("*.jsonl"))


def test_the_board_is_filtered(shop: Path) -> None:
    """By day, person, subject, check, marketplace and state."""
    proposed_by_another(shop)
    run(shop, "act", "--kind", "bid", "--marketplace", "DE", "--subject", "campaign:Summer", "--before", "1", "--after",
        "1.1", "--check", "A-08")  # fmt: skip
    for filters, kinds in {
        (): ["price", "bid"],
        ("--day", "today", "--person", "Somebody"): ["price"],
        ("--day", "2020-01-01"): [],
        ("--subject", "sku:ZX-1"): ["price"],
        ("--subject", "Summer"): ["bid"],
        ("--check", "a"): ["bid"],
        ("--marketplace", "de"): ["bid"],
        ("--state", "done"): ["bid"],
    }.items():
        assert [row["kind"] for row in board(shop, *filters)] == kinds


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_people_read_the_same_board_in_every_form(shop: Path, form: str) -> None:
    """Table, CSV and Markdown have the values and who said so."""
    proposed_by_another(shop)
    for word in ("Somebody", "ZX-1", "12.99", "9.99", "clearance"):
        assert word in run(shop, "board", "--format", form, "--lang", "zh")


def test_a_spreadsheet_runs_no_formula_from_the_board(shop: Path) -> None:
    """A reason that begins like a formula is text, and Markdown keeps its table."""
    run(shop, "act", *ACT, "--why", "=cmd|' /C calc'!A0")
    assert ",'=cmd|" in run(shop, "board", "--format", "csv")
    assert "\\|" in run(shop, "board", "--format", "markdown")


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ("Open criticals (2)", "Waiting for a decision (2)", "Done today (1)", "Steps not signed")),
        ("zh", ("未结严重问题(2)", "待决定(2)", "今日已执行(1)", "未签步骤")),
    ],
)
def test_the_hand_over_says_what_the_next_shift_must_know(shop: Path, language: str, headings: tuple[str, ...]) -> None:
    """Open criticals, proposals and approvals that wait, what was done, steps not signed; nothing is written."""
    proposed_by_another(shop)
    run(shop, "act", "--kind", "archive", "--marketplace", "US", "--subject", "campaign:Old", "--why", "no sales")
    before = sorted(path for path in shop.rglob("*") if path.is_file())
    text = run(shop, "handover", "--lang", language)
    for heading in headings:
        assert f"## {heading}" in text
    for word in ("L-04", "R-01", "ZX-1", "Somebody", "no sales", "M1"):
        assert word in text
    assert sorted(path for path in shop.rglob("*") if path.is_file()) == before


def test_an_open_cockpit_takes_what_others_write(shop: Path) -> None:
    """The issue goes when the second person agrees, without a key pressed or a report dropped."""
    id_ = proposed_by_another(shop)
    with opened(str(shop), cwd=shop) as terminal:
        terminal.wait_for("L-04")
        run(shop, "approve", id_)
        terminal.wait_for(gone="L-04")

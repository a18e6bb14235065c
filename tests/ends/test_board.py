"""The board from the command line, and what it explains to the checks, with the real program."""

import io
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cockpit.board import Board, Draft
from cockpit.cli.init_command import make
from cockpit.issue import Subject
from cockpit.person import Person, system_user
from cockpit.settings import load
from tests.ends.conftest import drop
from tests.ends.terminal import Terminal, cockpit_as
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
        ("en", ("Open criticals (2)", "Waiting on the board (2)", "Done today (1)", "Steps not signed")),
        ("zh", ("未结严重问题(2)", "看板待办(2)", "今日已执行(1)", "未签步骤")),
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


def test_the_stand_up_page_is_for_the_meeting(shop: Path) -> None:
    """What was done since the last one, what it came to, what waits, today by pane, what nobody can see."""
    proposed_by_another(shop)
    id_ = run(shop, "act", "--kind", "bid", "--marketplace", "US", "--subject", "campaign:Summer", "--before", "1",
              "--after", "1.1", "--why", "one step").strip()  # fmt: skip
    run(shop, "act", "--state", "verified", "--no-effect", "--for", id_, "--why", "still 48%")
    text = run(shop, "handover", "--standup")
    for words in ("# Stand-up of", "## Done since", "## Results that came in (1)", "## Waiting on the board (1)",
                  "## Today (", "## Not seen", "it did not work", "still 48%", "**Morning"):  # fmt: skip
        assert words in text
    assert "# shop 晨会" in run(shop, "handover", "--standup", "--lang", "zh")


@pytest.mark.parametrize("name", ["board.md", "board.csv", "board.json", "board.xlsx"])
def test_the_board_is_written_into_a_file(shop: Path, name: str) -> None:
    """The name says the form; stdout stays empty, and what is printed is what is written."""
    run(shop, "act", *ACT, "--why", "=1+1")
    assert run(shop, "board", "--output", str(shop / name)) == ""
    data = (shop / name).read_bytes()
    if name.endswith("xlsx"):
        cells = [cell.value for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row]
        assert "'=1+1" in cells
    else:
        form = {"md": "markdown"}.get(name[6:], name[6:])
        assert data.decode() == run(shop, "board", "--format", form)


@pytest.mark.parametrize(
    "arguments",
    [("--format", "table", "--output", "b.txt"), ("--format", "csv", "--output", "no/such/folder/b.csv")],
)
def test_what_cannot_be_written_into_a_file_is_one_sentence(shop: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, nothing on stdout."""
    done = cockpit("board", "-w", str(shop), *arguments, cwd=shop)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_a_typed_action_keeps_the_figure_of_its_issue(shop: Path) -> None:
    """`cockpit act` knows the issue that the last recorded run saw: its figure is the one before."""
    run(shop, "check", "--record", "--fail-on", "never")
    run(shop, "act", *ACT, "--check", "L-04")
    [action] = board(shop)
    assert (action["figure"], action["figure_before"], action["figure_after"]) == ("price", 9.99, None)
    assert action["evidence"].startswith("US/listings.txt:")
    assert action["issue"]


def test_what_went_on_newer_data_is_verified(shop: Path) -> None:
    """The issue closes on a report that is newer than the action: the cockpit says so on the board."""
    run(shop, "check", "--record", "--fail-on", "never")
    run(shop, "act", "--kind", "price", "--marketplace", "US", "--subject", "sku:ZX-1", "--check", "L-04", "--before",
        "9.99", "--after", "14.99")  # fmt: skip
    run(shop, "check", "--record", "--fail-on", "never")
    assert board(shop)[0]["state"] == "done"  # explained by what was done, and that is no result
    listings = shop / "reports" / "US" / "listings.txt"
    drop(listings, LISTINGS.replace(b"9.99", b"14.99"))
    drop(shop / "reports" / "US" / "master.csv", MASTER)
    later = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    for path in (listings, shop / "reports" / "US" / "master.csv"):
        os.utime(path, (path.stat().st_mtime + 120,) * 2)
    run(shop, "check", "--record", "--fail-on", "never", "--as-of", later)
    [action] = board(shop, "--as-of", later)
    assert (action["state"], action["verified_by"], action["gone"]) == ("verified", "cockpit", True)


PEOPLE = '[[people]]\nuser = "{me}"\nname = "Li"\n\n[[people]]\nuser = "wang"\nname = "Wang"\nrole = "supervisor"\n'


def test_a_price_goes_from_one_terminal_to_the_other_and_back(shop: Path) -> None:
    """Li records it from the issue, Wang approves it in a second cockpit, Li says that it is done: all by keys."""
    uid, me = system_user()
    (shop / "config.toml").write_text(PEOPLE.format(me=me), "utf-8")
    with opened(str(shop), cwd=shop) as li, cockpit_as(uid + 1, "wang", str(shop), cwd=shop) as wang:
        for terminal in (li, wang):
            terminal.wait_for("L-04")
            terminal.press(".")  # the most urgent one, whatever the time of day
            terminal.wait_for("below its floor")
        propose(li, "14.99", "feed wrote 9.99")
        li.wait_for("waits for a second person: price ZX-1 9.99 → 14.99")
        wang.wait_for("a second person is asked")
        wang.press("d")
        wang.wait_for("a supervisor only approves here")
        wang.press("b")
        wang.wait_for("Wait for a second person 1", "9.99 → 14.99")
        wang.press("a")
        wang.wait_for("Approve: price US ZX-1 9.99 → 14.99 · Li?")
        wang.press("\r")
        wang.wait_for("Approved, to be carried out 1")
        li.press("b")
        li.wait_for("Approved, to be carried out 1")
        li.press("d")
        li.wait_for("Carried out:")
        li.press("\r")
        li.wait_for("done", gone="to be carried out")
    [action] = board(shop)
    assert (action["state"], action["approval"], action["by"], action["approver"]) == ("done", "approved", "Li", "Wang")
    assert (action["before"], action["after"], action["why"]) == ("9.99", "14.99", "feed wrote 9.99")
    assert issues(shop, "R") == []


def propose(terminal: Terminal, after: str, why: str) -> None:
    """Record the price of the issue under the cursor: each row of the dialog with enter."""
    terminal.press("d")
    terminal.wait_for("Record an action", "‹ price ›", "9.99")
    terminal.press("\r\r")
    terminal.press(f"{after}\r")
    terminal.press(f"{why}\r")
    terminal.wait_for(after, why, "proposed: a second person is asked")
    terminal.press("\r")


def test_the_board_is_there_from_the_start(shop: Path) -> None:
    """A cockpit that is opened shows what was written before, without waiting for a change."""
    proposed_by_another(shop)
    with opened(str(shop), cwd=shop) as terminal:
        terminal.wait_for("M1")
        terminal.press("b")
        terminal.wait_for("Wait for a second person 1", "12.99 → 9.99")


def test_an_open_cockpit_takes_what_others_write(shop: Path) -> None:
    """The issue goes when the second person agrees, without a key pressed or a report dropped."""
    id_ = proposed_by_another(shop)
    with opened(str(shop), cwd=shop) as terminal:
        terminal.wait_for("L-04")
        run(shop, "approve", id_)
        terminal.wait_for(gone="L-04")

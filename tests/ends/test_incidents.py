"""A warning from its arrival to the lifted hold, with the real program: from the command line, and at the screen."""

import json
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.board import Board, Draft
from cockpit.cli.init_command import make
from cockpit.issue import Subject
from cockpit.person import Person, system_user
from cockpit.settings import load
from tests.ends.conftest import away_from_midnight, drop
from tests.ends.terminal import cockpit as opened
from tests.ends.test_headless import cockpit

OTHER = Person(system_user()[0] + 1, "wang", "Wang")
HEADER = "seller-sku\tasin1\titem-name\tlisting-id\tprice\tquantity\topen-date\tfulfillment-channel\tstatus\n"
ROW = "ZX-1\tB000000ZX1\t{title}\tL1\t19.99\t5\t2025-01-11 01:34:18 PST\tAMAZON_NA\tActive\n"


def ago(hours: float) -> datetime:
    """So many hours before now."""
    return datetime.now(UTC) - timedelta(hours=hours)


def listings(shop: Path, name: str, title: str, hours: float) -> None:
    """A listings report that was exported so many hours ago."""
    path = shop / "reports" / "US" / name
    drop(path, (HEADER + ROW.format(title=title)).encode())
    os.utime(path, (ago(hours).timestamp(),) * 2)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A warning came three hours ago, and somebody has edited the title of its ASIN since."""
    folder = tmp_path / "shop"
    for _ in make(folder):
        pass
    away_from_midnight(folder)
    row = f"PN-1,{ago(3).isoformat(timespec='seconds')},Inauthentic complaint,B000000ZX1,111-1\n"
    drop(
        folder / "reports" / "US" / "notifications.csv",
        f"notification_id,received_at,subject,asins,order_ids\n{row}".encode(),
    )
    listings(folder, "before.txt", "Desk lamp", 10)
    listings(folder, "now.txt", "Desk lamp LED", 1)
    return folder


def run(shop: Path, command: str, *arguments: str) -> str:
    """What a command that succeeds prints."""
    done = cockpit(command, "-w", str(shop), *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def raised(shop: Path) -> dict[str, str]:
    """The incident checks that raise something, with their approval."""
    done = cockpit("check", "-w", str(shop), "--format", "json", "--fail-on", "never", "--check", "I")
    return {issue["check"]: issue["approval"] for issue in json.loads(done.stdout)["issues"]}


def one(shop: Path) -> Any:
    """The incident as JSON."""
    [found] = json.loads(run(shop, "incident", "list"))
    return found


def sent_by_two(shop: Path) -> None:
    """Another user proposes the appeal, this one agrees, and it is sent."""
    board = Board(shop, load(shop))
    id_ = board.propose(Draft("appeal", "US", Subject("incident", "PN-1")), OTHER, ago(0.1))
    run(shop, "approve", id_)
    run(shop, "act", "--state", "done", "--for", id_)


def test_the_whole_flow_from_the_command_line(shop: Path) -> None:
    """New, taken up, worked, appealed by two people, closed: the checks follow each step."""
    assert raised(shop) == {"I-01": "needed", "I-02": "needed", "I-03": "needed"}
    assert run(shop, "incident", "open", "PN-1") == "PN-1\n"
    assert set(raised(shop)) == {"I-02", "I-03"}
    run(shop, "incident", "step", "PN-1", "stop", "--why", "ads paused")
    assert (one(shop)["hold"], one(shop)["next"]) == (True, "screenshot")
    told = run(shop, "handover", "--lang", "en")
    for text in (
        "## Open incidents (1)",
        "Screenshot the message with its time",
        "do not edit the listing of B000000ZX1",
    ):
        assert text in told
    assert cockpit("incident", "-w", str(shop), "step", "PN-1", "edit").returncode == 2
    sent_by_two(shop)
    assert raised(shop) == {}
    assert one(shop)["hold"] is False
    run(shop, "incident", "step", "PN-1", "edit")
    run(shop, "incident", "close", "PN-1", "--outcome", "accepted", "--why", "reinstated")
    assert one(shop)["outcome"] == "accepted"
    assert "## Open incidents" not in run(shop, "handover", "--lang", "en")


def test_evidence_that_is_put_there_completes_the_pack(shop: Path) -> None:
    """I-03 goes when every file lies there; the archive holds the rows and no buyer."""
    confirmation = (
        b"order_id,ship_date,carrier,tracking_number,recipient\n111-1,2026-01-01T00:00:00Z,DHL,JD01,Anna Muster\n"
    )
    drop(shop / "reports" / "US" / "confirmations.csv", confirmation)
    run(shop, "incident", "open", "PN-1")
    folder = shop / "state" / "incidents" / "PN-1"
    for name in ("screenshots/notification.png", "screenshots/111-1.png", "messages/111-1.txt", "invoices/1.pdf",
                 "authorisations/1.pdf"):  # fmt: skip
        (folder / name).write_bytes(b"x")
    assert "I-03" in raised(shop)
    plan = folder / "plan-of-action.md"
    text = plan.read_text("utf-8")
    for heading in ("## 1. Root cause", "## 2. Actions taken", "## 3. Prevention"):
        text = text.replace(heading, f"{heading}\n\nIt is so.")
    plan.write_text(text, "utf-8")
    assert "I-03" not in raised(shop)
    archive = Path(run(shop, "pack", "PN-1").strip())
    again = archive.read_bytes()
    run(shop, "pack", "PN-1")
    assert archive.read_bytes() == again
    with zipfile.ZipFile(archive) as pack:
        content = b"".join(pack.read(name) for name in pack.namelist())
    assert b"JD01" in content
    assert b"Anna" not in content
    assert b"Desk lamp,L1" in content  # as it was when the notification came
    assert one(shop)["lacks"] == []


def test_an_incident_is_typed_in(shop: Path) -> None:
    """Without a report it needs a marketplace and a heading; its id is printed alone."""
    assert cockpit("incident", "-w", str(shop), "open").returncode == 2
    arguments = (
        "--marketplace",
        "us",
        "--subject",
        "IP complaint",
        "--sku",
        "ZX-1",
        "--deadline",
        ago(-30).isoformat(),
    )
    id_ = run(shop, "incident", "open", *arguments).strip()
    text = run(shop, "incident", "show", id_, "--lang", "zh")
    for word in ("IP complaint", "冻结", "ZX-1", "授权书", "停止相关操作"):
        assert word in text


@pytest.mark.parametrize(
    "arguments",
    [("show", "PN-9"), ("step", "PN-1", "stop"), ("close", "PN-1"), ("note", "PN-1"), ("step", "", "stop"),
     ("open", "PN-9", "--marketplace", "US")],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(shop: Path, arguments: tuple[str, ...]) -> None:
    """Exit 2, a line on stderr, nothing on stdout, no state."""
    done = cockpit("incident", "-w", str(shop), *arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert not list((shop / "state").rglob("*.jsonl"))


def test_the_same_error_three_times_is_told(shop: Path) -> None:
    """As act --error writes it down; it is no change, so nobody's approval is missing."""
    for _ in range(3):
        run(shop, "act", "--kind", "other", "--marketplace", "US", "--subject", "sku:ZX-1", "--error", "8541: rejected")
    assert "I-04" in raised(shop)
    done = cockpit("check", "-w", str(shop), "--format", "json", "--fail-on", "never", "--check", "R")
    assert json.loads(done.stdout)["issues"] == []
    assert [row["state"] for row in json.loads(run(shop, "board"))] == ["failed"] * 3


def test_the_flow_at_the_screen(shop: Path) -> None:
    """I opens the place, enter takes the warning up, space ticks, w writes the pack, x closes; all of it is on disk."""
    with opened(str(shop), cwd=shop, columns=140) as terminal:
        terminal.wait_for("I-01", "PN-1")
        terminal.press("I")
        terminal.wait_for("Incidents", "not taken up", "do not edit the listing of B000000ZX1")
        terminal.press("\r")
        terminal.wait_for("1 Stop the related operation", "LISTING EDITED")
        terminal.press("\r")
        terminal.press(" ")
        terminal.wait_for("✓ 1 Stop the related operation")
        terminal.press("w")
        terminal.wait_for("PN-1-pack.zip")
        terminal.press("x")
        terminal.wait_for("How did PN-1 end?")
        terminal.press("1")
        terminal.wait_for("One line about it")
        terminal.press("reinstated\r")
        terminal.wait_for("Past", "appeal accepted")
    found = one(shop)
    assert (found["outcome"], list(found["steps"])) == ("accepted", ["stop"])
    assert (shop / "state" / "incidents" / "PN-1" / "PN-1-pack.zip").exists()

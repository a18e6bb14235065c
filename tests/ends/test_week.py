"""A working week of two people on one server: what goes wrong in one, and the state that it ends in.

The days are dated back from today; today's work is done in two terminals.
"""

import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.board import Board, Draft
from cockpit.cli.init_command import make
from cockpit.desk import Desk
from cockpit.issue import Subject
from cockpit.journal import Journal
from cockpit.person import Person, system_user
from cockpit.settings import load
from tests.ends.conftest import away_from_midnight, drop, unshipped
from tests.ends.faults import broken_files, now
from tests.ends.terminal import cockpit as opened
from tests.ends.terminal import cockpit_as
from tests.ends.test_board import PEOPLE
from tests.ends.test_headless import cockpit
from tests.ends.test_incidents import HEADER, ROW

UID, ME = system_user()
LI = Person(UID, ME, "Li", "assistant")
WANG = Person(UID + 1, "wang", "Wang", "supervisor")
ZHAO = Person(UID + 2, "zhao", "Zhao")
PRICE = Subject("sku", "ZX-1")
LATE, NEXT = "111-0001", "111-0002"


@dataclass
class Week:
    """The workspace, and how to act on it on a day of the past."""

    shop: Path
    today: datetime

    def at(self, days_ago: int, minutes: int = 0) -> datetime:
        """A moment around noon of a day of the team: day 4 is Monday. Of day 0, today, around now."""
        local = self.today.astimezone(load(self.shop).profile.zone)
        noon = local.replace(hour=12, minute=0, second=0) if days_ago else local
        return noon - timedelta(days=days_ago) + timedelta(minutes=minutes)

    def run(self, command: str, *arguments: str, at: datetime | None = None) -> str:
        """What a command of Li that succeeds prints."""
        clock = ("--as-of", at.isoformat()) if at else ()
        done = cockpit(command, "-w", str(self.shop), *arguments, *clock)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def record(self, at: datetime) -> None:
        """The recorder's run of a morning."""
        self.run("check", "--record", "--fail-on", "never", at=at)

    def desk(self, person: Person, at: datetime) -> Desk:
        """Somebody's desk at a moment."""
        return Desk(self.shop, load(self.shop), person, lambda: at)

    def report(self, name: str, content: bytes, at: datetime) -> None:
        """A report as it was exported at a moment."""
        path = self.shop / "reports" / "US" / name
        drop(path, content)
        os.utime(path, (at.timestamp(),) * 2)

    def board(self) -> list[Any]:
        """Every action."""
        found: list[Any] = json.loads(self.run("board"))
        return found


@pytest.fixture
def week(tmp_path: Path) -> Week:
    """Two people, one price, one late order."""
    shop = tmp_path / "shop"
    for _ in make(shop):
        pass
    (shop / "config.toml").write_text(PEOPLE.format(me=ME), "utf-8")
    away_from_midnight(shop)
    return Week(shop, now().replace(microsecond=0))


def listings(price: str) -> bytes:
    """ZX-1 at a price."""
    return (HEADER + ROW.format(title="Desk lamp")).replace("19.99", price).encode()


def monday(week: Week) -> None:
    """The price is under its floor: Li asks, Wang agrees, Li does it. The late order is acknowledged."""
    day = week.at(4)
    week.report("listings.txt", listings("9.99"), day)
    week.report("master.csv", b"sku,asin,price_floor\nZX-1,B000000ZX1,12.00\n", day)
    week.report("unshipped.txt", unshipped(LATE, hours_late=100), day)
    week.record(day)
    id_ = week.run("act", "--state", "proposed", "--kind", "price", "--marketplace", "US", "--subject", "sku:ZX-1",
                   "--before", "9.99", "--after", "14.99", "--check", "L-04", "--why", "feed wrote 9.99",
                   at=week.at(4, 1)).strip()  # fmt: skip
    Board(week.shop, load(week.shop)).decide(id_, "approved", WANG, week.at(4, 2), "agreed")
    week.run("act", "--state", "done", "--for", id_, at=week.at(4, 3))
    week.desk(LI, week.at(4, 4)).tick("M1", "nothing new")


def tuesday(week: Week) -> None:
    """A notification: Li takes it up, stops the ads and writes the pack. The price is right in the new report."""
    week.report("listings.txt", listings("14.99"), week.at(3))
    week.report("master.csv", b"sku,asin,price_floor\nZX-1,B000000ZX1,12.00\n", week.at(3))
    row = f"PN-1,{week.at(3, -180).isoformat(timespec='seconds')},Inauthentic complaint,B000000ZX1,111-1\n"
    heading = "notification_id,received_at,subject,asins,order_ids\n"
    week.report("notifications.csv", f"{heading}{row}".encode(), week.at(3))
    week.record(week.at(3))
    week.run("incident", "open", "PN-1", at=week.at(3, 1))
    week.run("incident", "step", "PN-1", "stop", "--why", "ads paused", at=week.at(3, 2))
    week.run("pack", "PN-1", at=week.at(3, 3))


def wednesday(week: Week) -> None:
    """The disk fails at noon: last night's backup is copied back, and the morning is written down again."""
    backup = week.shop.parent / "backup"
    shutil.copytree(week.shop / "state", backup)
    week.record(week.at(2))
    week.desk(LI, week.at(2, 1)).tick("M1", "lost with the disk")
    shutil.rmtree(week.shop / "state")
    shutil.copytree(backup, week.shop / "state")
    desk = week.desk(LI, week.at(2, 200))
    assert [step.tick.done for step in desk.checklist.steps if step.id == "M1"] == [False]
    desk.tick("M1", "written again")
    week.record(week.at(2, 201))
    assert Journal(week.shop).verify() == []


def git(folder: Path, *arguments: str) -> None:
    """A git command that succeeds, by nobody in particular."""
    who = ("-c", "user.name=x", "-c", "user.email=x@localhost", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def thursday(week: Week) -> None:
    """Li works at home on a clone, Zhao in the office: each ticks and writes, and git puts both together."""
    week.desk(ZHAO, week.at(1)).tick("M2")
    git(week.shop, "init")
    git(week.shop, "add", "-A")
    git(week.shop, "commit", "-m", "Wednesday")
    home = week.shop.parent / "home"
    git(week.shop.parent, "clone", str(week.shop), str(home))
    settings = load(week.shop)
    at_home = Desk(home, settings, LI, lambda: week.at(1, 5))
    at_home.tick("M1", "from home")
    at_home.note("a" * 16, "the forwarder called back")
    office = week.desk(ZHAO, week.at(1, 6))
    office.tick("E5", "in the office")
    office.note("b" * 16, "boxes counted")
    for folder in (home, week.shop):
        git(folder, "add", "-A")
        git(folder, "commit", "-m", "Thursday")
    git(week.shop, "pull", "--no-rebase", "--no-edit", str(home), "HEAD")


def friday(week: Week) -> None:
    """In two terminals: a change is approved, a line drops, a recorder is killed, and nobody loses anything."""
    shop = week.shop
    week.report("unshipped.txt", unshipped(LATE), week.at(0, -5))
    with opened(str(shop), cwd=shop, columns=140) as li, cockpit_as(UID + 1, "wang", str(shop), cwd=shop) as wang:
        li.wait_for(LATE, "2 people here")
        wang.wait_for(LATE, "2 people here")
        wang.press("1\x1b[H")
        li.press("1\x1b[H ")
        li.wait_for("✓ M1")
        wang.wait_for("✓ M1")
        Board(shop, load(shop)).propose(Draft("removal", "US", PRICE, "0", "400", "aged stock"), LI, week.at(0, -3))
        wang.press("b")
        wang.wait_for("Wait for a second person 1")
        wang.press("\x1b[H")
        wang.wait_for("aged stock", "removal · US · SKU ZX-1")
        wang.press("a")
        wang.wait_for("Approve: ")
        wang.press("\r")
        wang.wait_for("Approved, to be carried out 1")
        li.press("j ")
        li.wait_for("✓ M2")
        li.hang_up()
        li.wait_end(patience=20)
        with opened(str(shop), cwd=shop, columns=140) as again:
            again.wait_for(LATE)
            again.press("1\x1b[H")
            again.wait_for("✓ M1", "✓ M2")
            wang.process.send_signal(signal.SIGKILL)
            wang.wait_end()
            drop(shop / "reports" / "US" / "unshipped.txt", unshipped(NEXT))
            again.wait_for(NEXT, gone=LATE)


def ticks(week: Week, days_ago: int) -> dict[str, tuple[str, str]]:
    """Who ticked which step of a day, with what note."""
    steps = week.desk(LI, week.at(days_ago)).checklist.steps
    return {step.id: (step.tick.by, step.tick.note) for step in steps if step.tick.done and not step.tick.proof}


def test_a_week_of_two_people_ends_as_it_was_meant_to(week: Week) -> None:
    """Approvals, an incident, a backup, a merge, a dropped line and a crash: every mark is there, once."""
    for day in (monday, tuesday, wednesday, thursday, friday):
        day(week)
    assert ticks(week, 4) == {"M1": ("Li", "nothing new")}
    assert ticks(week, 2) == {"M1": ("Li", "written again")}
    assert ticks(week, 1) == {"M1": ("Li", "from home"), "M2": ("Zhao", ""), "E5": ("Zhao", "in the office")}
    assert ticks(week, 0) == {"M1": ("Li", ""), "M2": ("Li", "")}
    assert [(one["kind"], one["state"], one["approver"]) for one in week.board()] == [
        ("price", "verified", "Wang"), ("removal", "approved", "Wang"),
    ]  # fmt: skip
    [incident] = json.loads(week.run("incident", "list"))
    assert (incident["id"], list(incident["steps"]), incident["hold"]) == ("PN-1", ["stop"], True)
    said = {event.get("text") for batch in Journal(week.shop, ("noted",)).new() for event in batch.events}
    assert said == {"the forwarder called back", "boxes counted"}
    assert broken_files(week.shop) == []
    codes = [problem.code for problem in Journal(week.shop).verify()]
    assert set(codes) <= {"journal-joined"}  # where the merge put one line of events behind the other
    [price, removal] = week.run("board", "--format", "markdown").splitlines()[2:]
    for word in ("| Li | US | price | ZX-1 | 9.99 → 14.99 | L-04 | verified | approved (Wang) |", "feed wrote 9.99"):
        assert word in price
    assert "| removal | ZX-1 | 0 → 400 |" in removal
    text = week.run("handover")
    for word in ("# Hand-over of shop", "## Waiting on the board (1)",
                 "US removal ZX-1 0 → 400 · aged stock · approved", f"US {NEXT} is 3 h past",
                 "US PN-1 Inauthentic complaint · pack lacks", "do not edit the listing of B000000ZX1",
                 "- M3 Merchant orders"):  # fmt: skip
        assert word in text
    for gone in (LATE, "- M1 ", "- M2 ", "L-04"):
        assert gone not in text

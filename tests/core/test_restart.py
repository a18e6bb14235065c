"""After a restart: what did not change is neither opened nor judged again, and what did is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.cli import main
from cockpit.engine import Engine
from cockpit.library import list_reports
from cockpit.tables import Rows
from cockpit.wire import Doing
from tests.core.house import (
    CHECKS,
    LATER,
    NOW,
    WRITTEN,
    counting,
    forced,
    furnished,
    house,
    master,
    messages,
    orders,
    said_of,
    session,
    without_cache,
)
from tests.core.report_reading import put


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The workspace of the house."""
    return furnished(tmp_path)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The report files that were opened."""
    with counting() as names:
        yield names


# ── What is not opened ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_first_start_opens_every_file(workspace: Path, opened: list[str]) -> None:
    """The counting counts."""
    session(workspace)
    assert set(opened) == set(list_reports(workspace / "reports", workspace))


def test_a_start_after_which_nothing_changed_opens_no_file(workspace: Path, opened: list[str]) -> None:
    """Neither for the picture, nor to be ready for the first change, nor when the kept picture is lost."""
    session(workspace)
    opened.clear()
    engine = Engine(workspace, record=True)
    engine.look(LATER)
    engine.warm_up(lambda: False)
    for kept in (workspace / "state" / "cache").glob("picture*"):
        kept.unlink()
    picture = Engine(workspace, record=True).look(LATER)
    assert opened == []
    assert said_of(picture) == said_of(without_cache(workspace, LATER))


def test_after_a_change_the_files_of_its_checks_are_opened(workspace: Path, opened: list[str]) -> None:
    """The changed one, and of the three masters the newest and the one before, which a check compares it with."""
    session(workspace)
    put(workspace / "reports", "US/master-23.csv", master("00A"), modified="2026-11-23T08:00+08:00")
    opened.clear()
    picture = Engine(workspace, record=True).look(LATER)
    touched = set(opened)
    assert touched == {"US/master-23.csv", "US/master-22.csv"}
    assert set(house(picture, "X-03")) == {"D22"}
    assert said_of(picture)[1:] == said_of(without_cache(workspace, LATER))[1:]


def test_a_message_that_changed_opens_only_its_file(workspace: Path, opened: list[str]) -> None:
    """The checks of the other reports, and of the other marketplace, keep their word."""
    session(workspace)
    put(workspace / "reports", "US/messages.csv", messages("T3:late"), modified=WRITTEN)
    opened.clear()
    picture = Engine(workspace, record=True).look(LATER)
    assert set(opened) == {"US/messages.csv"}
    assert set(house(picture)) == {"T3", "J1"}


def test_a_deleted_file_opens_none(workspace: Path, opened: list[str]) -> None:
    """What is left is known."""
    session(workspace)
    (workspace / "reports" / "US" / "messages.csv").unlink()
    opened.clear()
    picture = Engine(workspace, record=True).look(LATER)
    assert opened == []
    assert house(picture)["T1"].state == "unsure"


def test_a_touched_file_is_opened_and_says_the_same(workspace: Path, opened: list[str]) -> None:
    """Another time may be another content: one look tells that it is not."""
    before = session(workspace)
    put(workspace / "reports", "US/messages.csv", messages("T1:late", "T2:hello"), modified="2026-11-23T02:00+00:00")
    opened.clear()
    picture = Engine(workspace, record=True).look(LATER)
    assert set(opened) == {"US/messages.csv"}
    assert set(house(picture)) == set(house(before))


def test_what_is_wrong_with_a_new_file_is_found_at_once(workspace: Path) -> None:
    """Whether a check looks at it or not: the file says so itself."""
    session(workspace)
    put(
        workspace / "reports", "US/orders-3.txt", orders("4").replace("24.99", "abc"), modified="2026-11-23T08:00+08:00"
    )
    picture = Engine(workspace, record=True).look(LATER)
    file = next(one for one in picture.files if one.path == "US/orders-3.txt")
    assert [(problem.code, problem.row) for problem in file.problems] == [("bad-cell", 2)]


def test_the_evidence_of_an_issue_opens_its_file_alone(workspace: Path, opened: list[str]) -> None:
    """After a restart too, when nothing else was read."""
    session(workspace)
    engine = Engine(workspace, record=True)
    issue = house(engine.look(LATER))["T1"]
    engine.warm_up(lambda: False)
    opened.clear()
    (row,) = engine.evidence(issue.fingerprint)
    assert dict(row.cells)["thread_id"] == "T1"
    assert set(opened) == {"US/messages.csv"}


def test_joined_files_are_known_without_opening_them(workspace: Path, opened: list[str]) -> None:
    """Which files of a log are left with rows, and how many, is remembered; the rows are the same when asked for."""
    first = Engine(workspace, record=True)
    first.picture(NOW)
    assert first._tables is not None
    key = ("all-orders", "default", "US")
    before = first._tables.current[key]
    first.close()
    opened.clear()
    engine, _ = forced(workspace)
    assert not {"US/orders-1.txt", "US/orders-2.txt"} & set(opened)
    assert engine._tables is not None
    after = engine._tables.current[key]
    assert (after.files, after.height) == (before.files, before.height) == (("US/orders-2.txt", "US/orders-1.txt"), 3)
    assert after.frame.equals(before.frame)


def test_rows_that_nobody_looked_at_are_let_go(workspace: Path) -> None:
    """Of the masters the newest two were compared; the oldest, the orders and the stranger hold no rows."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    held = {
        name
        for name, file in engine._library.files.items()
        for reading in file.readings
        for part in reading.parts
        if isinstance(part.rows, Rows) and part.rows.at_hand
    }
    assert "US/master-20.csv" not in held
    assert not {name for name in held if "orders" in name}
    assert {"US/master-22.csv", "US/master-21.csv", "US/messages.csv"} <= held


# ── What is not judged ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_verdict_that_no_longer_holds_is_found_again(workspace: Path) -> None:
    """A day later everything is judged, and nothing that did not change is read unless a check asks."""
    session(workspace)
    said: list[object] = []
    engine = Engine(workspace, record=True, tell=said.append)
    picture = engine.look(NOW + timedelta(days=1))
    assert {one.check for one in said if isinstance(one, Doing)} >= {"X-01", "X-02", "X-03"}
    assert said_of(picture)[1:3] == said_of(without_cache(workspace, NOW + timedelta(days=1)))[1:3]


def test_a_check_that_failed_is_tried_again(workspace: Path) -> None:
    """What went wrong may have passed: a failure is no verdict to keep."""
    put(workspace, "my_checks/house.py", CHECKS.replace("    frame =", "    1 / 0\n    frame =", 1), modified=WRITTEN)
    session(workspace)
    said: list[object] = []
    engine = Engine(workspace, record=True, tell=said.append)
    engine.look(LATER)
    engine.warm_up(lambda: False)
    assert {one.check for one in said if isinstance(one, Doing) and one.check} == {"X-01"}


def test_a_finding_that_was_silenced_comes_back_with_its_rows(workspace: Path) -> None:
    """Its cause goes after the restart: the effect was never shown, and its check is not run again."""
    path = workspace / "reports" / "US" / "master-22.csv"
    put(path.parent, path.name, master("T1"), modified="2026-11-22T20:00+08:00")
    assert "T1" not in house(session(workspace))
    put(path.parent, path.name, master("00A"), modified="2026-11-22T20:00+08:00")
    said: list[object] = []
    engine = Engine(workspace, record=True, tell=said.append)
    issue = house(engine.look(LATER))["T1"]
    assert "X-01" not in {one.check for one in said if isinstance(one, Doing)}
    assert (issue.rows_total, issue.rows[0].row) == (1, 2)
    assert len(engine.evidence(issue.fingerprint)) == 1


# ── Without a screen ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_command_uses_the_index(workspace: Path, opened: list[str]) -> None:
    """It opens what its checks look at: not the oldest master, not the stranger."""
    session(workspace)
    opened.clear()
    main(["check", "-w", str(workspace), "--as-of", LATER.isoformat(), "--fail-on", "never", "--format", "json"])
    assert "US/messages.csv" in opened
    assert not {"US/master-20.csv", "US/odd.csv"} & set(opened)

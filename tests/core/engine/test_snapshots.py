"""What the daily snapshots of files that went let the checks still see."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from cockpit import engine as engine_module
from cockpit.engine import Engine
from cockpit.issue import Verdict
from cockpit.store import RecorderLock, Store
from tests.core.engine.shop import NOW, change, house_issues, messages, put, verdict, written

PREVIOUS_CHECK = '''
from cockpit.api import Context, Finding, NoSettings, Pane, Severity, Subject, Words, check

@check("X-09", Words("Gone", "消失"), pane=Pane.NOON, needs=("sku-master",))
def gone(ctx: Context[NoSettings]):
    """Find SKUs that the previous master had."""
    before = ctx.previous("sku-master")
    now = set(ctx.frame("sku-master")["sku"])
    for sku in sorted(set(before.frame["sku"]) - now) if before else ():
        yield Finding(Subject("sku", sku), Severity.WARNING, Words(sku, sku), Words("look", "看"))
'''


MASTER = "sku,asin,marketplace,cost,lead_days\n"


def master(path: Path, *skus: str, at: datetime) -> None:
    """A SKU master exported at a moment."""
    put(path, MASTER + "".join(f"{sku},B000000001,US,4.50,45\n" for sku in skus))
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_a_file_overwritten_every_day_has_a_history(workspace: Path) -> None:
    """Yesterday's snapshot is what today's is compared with, also in the next session."""
    put(workspace / "my_checks" / "gone.py", PREVIOUS_CHECK)
    path = workspace / "reports" / "US" / "master.csv"
    yesterday = NOW - timedelta(days=1)
    master(path, "00A", "00B", at=yesterday - timedelta(hours=1))
    first = Engine(workspace, record=True)
    first.picture(yesterday)
    first.close()
    master(path, "00B", at=NOW - timedelta(hours=1))
    picture = Engine(workspace, record=True).picture(NOW)
    assert [issue.subject.id for issue in picture.issues if issue.check == "X-09"] == ["00A"]


def test_snapshots_lie_where_any_engine_finds_them(workspace: Path) -> None:
    """One Parquet a day, by type, store, marketplace and date; the last word of the day stays."""
    path = workspace / "reports" / "US" / "master.csv"
    for skus in (["A"], ["A", "B"]):
        master(path, *skus, at=NOW - timedelta(hours=1))
        engine = Engine(workspace, record=True)
        engine.picture(NOW)
        engine.close()
    folder = workspace / "state" / "history" / "sku-master" / "store=default" / "marketplace=US" / "date=2026-11-22"
    (kept_file,) = folder.iterdir()
    assert pl.read_parquet(kept_file)["sku"].to_list() == ["A", "B"]
    assert kept_file.stat().st_mode & 0o777 == 0o600


def test_a_snapshot_that_another_cockpit_replaced_is_still_history(workspace: Path) -> None:
    """The day's later word stands in for the one that was there when this session began; a deleted one is empty."""
    put(workspace / "my_checks" / "gone.py", PREVIOUS_CHECK)
    path = workspace / "reports" / "US" / "master.csv"
    yesterday = NOW - timedelta(days=1)
    master(path, "00A", "00B", at=yesterday - timedelta(hours=1))
    first = Engine(workspace, record=True)
    first.picture(yesterday)
    first.close()
    master(path, "00B", at=NOW - timedelta(hours=1))
    engine = Engine(workspace, record=False)
    (before,) = (workspace / "state" / "history" / "sku-master").rglob("*.parquet")
    before.rename(before.with_name("20991231T000000.000000Z_abc.parquet"))
    assert [one.subject.id for one in engine.picture(NOW).issues if one.check == "X-09"] == ["00A"]
    shutil.rmtree(workspace / "state" / "history")
    later = Engine(workspace, record=False).picture(NOW)
    assert verdict(later, "X-09") is Verdict.OK


def test_replaced_snapshots_are_let_go(workspace: Path) -> None:
    """A file that is exported all day long does not fill the memory with its earlier states."""
    put(workspace / "my_checks" / "gone.py", PREVIOUS_CHECK)
    path = workspace / "reports" / "US" / "master.csv"
    engine = Engine(workspace, record=True)
    for number in range(5):
        master(path, f"{number}", at=NOW - timedelta(minutes=50 - number))
        engine.look(NOW, change(workspace, reports=True))
        engine.keep()
    assert len(engine._snapshots._tables) <= 1


def test_a_doubtful_snapshot_is_not_kept(workspace: Path) -> None:
    """Tomorrow is not compared with half an export."""
    put(workspace / "reports" / "US" / "master.csv", MASTER + "A,B000000001,US,4.5,45\nB,B000000002,US,abc,45\n")
    engine = Engine(workspace, record=True)
    engine.picture(NOW)
    assert not any(name.startswith("state/history/sku-master") for name in written(workspace))


def test_the_list_is_bounded_and_says_what_it_leaves_out(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst are listed, the number of the others is told."""
    monkeypatch.setattr(engine_module, "MOST_ISSUES", 2)
    picture = Engine(workspace, record=False).picture(NOW)
    assert len(picture.issues) == 2
    (left_out,) = (problem for problem in picture.problems if problem.code == "issues-left-out")
    assert left_out.count >= 1


def test_a_recorder_elsewhere_is_respected(workspace: Path) -> None:
    """While another process holds the recorder lock, this one sees and writes no journal."""
    other = RecorderLock(Store(workspace))
    assert other.take()
    Engine(workspace, record=True).picture(NOW)
    assert not any(name.startswith("state/journal") for name in written(workspace))
    other.release()


def test_a_file_read_ahead_is_not_read_again(workspace: Path, read: list[str]) -> None:
    """What was read while the folder came to rest counts, if it is still the same file then."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    put(workspace / "reports" / "US" / "messages.csv", messages("T3:late"))
    read.clear()
    engine._read_ahead({"US/messages.csv": change(workspace).files["US/messages.csv"]})
    assert "T3" in house_issues(engine.look(NOW, change(workspace, reports=True)))
    assert read == ["US/messages.csv"]


def test_a_file_that_changed_after_it_was_read_ahead_is_read_again(workspace: Path, read: list[str]) -> None:
    """Too early was too early."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    put(workspace / "reports" / "US" / "messages.csv", messages("T3:late"))
    engine._read_ahead({"US/messages.csv": change(workspace).files["US/messages.csv"]})
    put(workspace / "reports" / "US" / "messages.csv", messages("T4:late"))
    read.clear()
    picture = engine.look(NOW, change(workspace, reports=True))
    assert read == ["US/messages.csv"]
    assert "T4" in house_issues(picture)

"""What the checks see of the board, and when the engine must look again because of it."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cockpit import kept
from cockpit.acted import Acted, recorded
from cockpit.approval import Limits
from cockpit.board import Board, Draft
from cockpit.engine import Engine
from cockpit.issue import Subject
from cockpit.person import Person
from cockpit.picture import Picture
from cockpit.settings import load

NOW = datetime.fromisoformat("2026-11-24T10:00+08:00")
LI, WANG = Person(1000, "li", "Li"), Person(1001, "wang", "Wang")
PRICE = Draft("price", "US", Subject("sku", "ZX-1"), "12.99", "9.99")
HEADER = "seller-sku\tasin1\titem-name\tlisting-id\tprice\tquantity\topen-date\tfulfillment-channel\tstatus\n"
ROW = "ZX-1\tB000000ZX1\tDesk lamp\tL1\t9.99\t5\t2025-01-11 01:34:18 PST\tAMAZON_NA\tActive\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace in which ZX-1 is priced below its floor, exported an hour ago."""
    (tmp_path / "config.toml").write_text("[freshness]\nall-listings = 0\nsku-master = 0\n", "utf-8")  # never stale
    folder = tmp_path / "reports" / "US"
    folder.mkdir(parents=True)
    (folder / "listings.txt").write_text(HEADER + ROW, "utf-8")
    (folder / "master.csv").write_text("sku,asin,price_floor\nZX-1,B000000ZX1,12.00\n", "utf-8")
    for path in folder.iterdir():
        os.utime(path, (NOW.timestamp() - 3600,) * 2)
    return tmp_path


@pytest.fixture
def approved(shop: Path) -> Callable[[datetime], str]:
    """Proposes the price of ZX-1 and has it approved at a moment."""

    def approve(at: datetime) -> str:
        board = Board(shop, load(shop))
        id_ = board.propose(PRICE, LI, at)
        board.decide(id_, "approved", WANG, at)
        return id_

    return approve


def checks(picture: Picture) -> set[str]:
    """The checks that have an issue which is not closed, the data checks aside."""
    return {one.check for one in picture.issues if one.state != "resolved"} & {"L-04", "R-01", "R-02", "R-03"}


def _told(engine: Engine) -> bool:
    """Whether the engine would look again because of the board."""
    return engine.acted


def test_an_approval_explains_until_it_lapses(shop: Path, approved: Callable[[datetime], str]) -> None:
    """The engine hears of the approval, is silent about the price, and is due when the approval lapses unused."""
    engine = Engine(shop, record=False)
    assert checks(engine.look(NOW)) == {"L-04"}
    assert not _told(engine)
    approved(NOW)
    assert _told(engine)
    assert checks(engine.look(NOW)) == set()
    assert not _told(engine)
    lapsed = NOW + timedelta(hours=24, seconds=1)
    assert engine.seconds_until_due(NOW) <= (lapsed - NOW).total_seconds()
    assert checks(engine.look(lapsed - timedelta(seconds=1))) == set()
    assert engine.is_due(lapsed)
    assert checks(engine.look(lapsed)) == {"L-04"}


def test_a_kept_run_does_not_outlive_an_action(shop: Path, approved: Callable[[datetime], str]) -> None:
    """What was written while the cockpit was closed counts at its next start."""
    first = Engine(shop, record=True)
    assert checks(first.picture(NOW)) == {"L-04"}
    first.close()
    approved(NOW)
    second = Engine(shop, record=True)
    assert checks(second.picture(NOW + timedelta(minutes=1))) == set()
    second.close()
    third = Engine(shop, record=True)
    assert checks(third.picture(NOW + timedelta(minutes=2))) == set()
    third.close()


def test_the_recorder_keeps_what_it_read(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long journal is read whole once, also when nobody writes on the board for months; who only looks keeps none."""
    monkeypatch.setattr(kept, "WORTH", 1)
    Board(shop, load(shop)).propose(PRICE, LI, NOW)
    fold = shop / "state" / "cache" / "board.json"
    fold.unlink()
    Engine(shop, record=False).picture(NOW)
    assert not fold.exists()
    engine = Engine(shop, record=True)
    engine.picture(NOW)
    engine.close()
    assert fold.exists()


def test_a_past_day_is_judged_by_the_board_of_that_day(shop: Path, approved: Callable[[datetime], str]) -> None:
    """With an earlier clock a later approval is not there yet."""
    approved(NOW)
    assert checks(Engine(shop, record=False).picture(NOW - timedelta(minutes=5))) == {"L-04"}


def test_a_proposal_is_raised_when_nobody_decides(shop: Path) -> None:
    """The engine is due a second after the proposal has waited for a day."""
    Board(shop, load(shop)).propose(PRICE, LI, NOW)
    engine = Engine(shop, record=False)
    assert checks(engine.look(NOW + timedelta(hours=24))) == {"L-04"}
    assert engine.is_due(NOW + timedelta(hours=24, seconds=1))
    assert checks(engine.look(NOW + timedelta(hours=24, seconds=1))) == {"L-04", "R-03"}


def test_an_action_counts_from_when_it_came_to_its_state(shop: Path, approved: Callable[[datetime], str]) -> None:
    """What it explains comes after the approval, not after the proposal; who did it is named beside who proposed."""
    id_ = approved(NOW)
    board = Board(shop, load(shop))
    later = NOW + timedelta(hours=2)
    board.done(PRICE, WANG, later, id_)
    [action] = (recorded(one, later, Limits()) for one in board.actions(later))
    assert (action.state, action.at, action.by, action.done_by) == ("done", later, "Li", "Wang")
    assert Acted(shop, load(shop)).actions(later) == (action,)

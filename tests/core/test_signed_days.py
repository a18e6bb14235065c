"""The checklist as checks see it, followed over many looks."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.checklist import Checklist, Step, Tick, path_of, write
from cockpit.clock import Clock
from cockpit.desk import Desk
from cockpit.engine import Engine
from cockpit.issue import Pane
from cockpit.person import Person
from cockpit.settings import defaults
from cockpit.signed_days import SignedDays
from cockpit.store import Store
from cockpit.text import Words

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
LI = Person(1000, "li", "Li", "assistant")


def keep(workspace: Path, day: date, *steps: Step, minutes: dict[Pane, int] | None = None) -> None:
    """A day's file with some steps."""
    write(Store(workspace), Checklist(day, steps, minutes or {}), None)


def step(step_id: str, at: datetime | None = None, pane: Pane = Pane.MORNING) -> Step:
    """A step, ticked when a time is given."""
    return Step(step_id, pane, Words(step_id, step_id), tick=Tick(at is not None, "Li" if at else "", at))


@pytest.fixture
def days(tmp_path: Path) -> SignedDays:
    """The checklist of a workspace."""
    return SignedDays(tmp_path, defaults(tmp_path))


def test_nobody_keeps_one(days: SignedDays, tmp_path: Path) -> None:
    """A fresh folder has no records, and looking makes none."""
    assert days.signed(Clock(NOW)).steps == ()
    assert not days.news
    assert list(tmp_path.iterdir()) == []


def test_a_tick_is_news_once(days: SignedDays, tmp_path: Path) -> None:
    """What somebody ticked since the last look is news until it is looked at, and another name for what is kept."""
    before, news = days.key, []
    keep(tmp_path, TUESDAY, step("M1", NOW))
    news.append(days.news)
    days.look(defaults(tmp_path))
    news.append(days.news)
    assert news == [True, False]
    assert days.key != before


def test_records_say_when_their_pane_ended(days: SignedDays, tmp_path: Path) -> None:
    """Morning at 09:30, noon at 12:00, everything else in the evening, on the team's wall."""
    keep(tmp_path, TUESDAY, step("M1"), step("N1", pane=Pane.NOON), step("W1", pane=Pane.WEEKLY))
    ends = {one.step: f"{one.due:%H:%M%z}" for one in days.signed(Clock(NOW)).steps}
    assert ends == {"M1": "09:30+0800", "N1": "12:00+0800", "W1": "18:00+0800"}


def test_times_are_of_ended_days(days: SignedDays, tmp_path: Path) -> None:
    """Yesterday's panes are measured or corrected; the running day is not over."""
    monday = TUESDAY - timedelta(days=1)
    at = NOW - timedelta(days=1)
    ticks = step("M1", at), step("M2", at + timedelta(minutes=30)), step("N2", at, Pane.NOON)
    keep(tmp_path, monday, *ticks, minutes={Pane.NOON: 45})
    keep(tmp_path, TUESDAY, step("M1", NOW))
    found = [(one.day, one.pane, one.minutes, one.corrected) for one in days.signed(Clock(NOW)).times]
    assert found == [(monday, Pane.MORNING, 30, False), (monday, Pane.NOON, 45, True)]


def test_a_file_that_was_set_aside_is_known_from_the_journal(days: SignedDays, tmp_path: Path) -> None:
    """What the desk moved out of the way is as the journal remembers it, not as if nobody had come."""
    desk = Desk(tmp_path, defaults(tmp_path), LI, lambda: NOW)
    desk.tick("M1")
    path = path_of(Store(tmp_path), TUESDAY)
    path.write_bytes(b"<<<<<<<")
    assert days.signed(Clock(NOW)).unread == (TUESDAY,)
    desk.refresh()
    assert not path.exists()
    keep(tmp_path, TUESDAY - timedelta(days=1), step("M1", NOW - timedelta(days=1)))
    done = {one.step for one in days.signed(Clock(NOW)).steps if one.day == TUESDAY and one.done}
    assert done == {"M1"}


def test_a_tick_makes_the_engine_look_again(tmp_path: Path) -> None:
    """The picture of ten o'clock has the unsigned step; once it is ticked there is a reason to look, and it is gone."""
    (tmp_path / "reports" / "US").mkdir(parents=True)
    (tmp_path / "config.toml").write_text("")
    keep(tmp_path, TUESDAY, step("M1"), step("M2", NOW - timedelta(hours=1)))
    engine = Engine(tmp_path, record=False)

    def unsigned() -> bool:
        found = (one for one in engine.picture(NOW).issues if one.check == "R-04" and one.subject.id == "M1")
        return any(one.state != "resolved" for one in found)

    told = [unsigned(), engine.acted]
    Desk(tmp_path, defaults(tmp_path), LI, lambda: NOW).tick("M1")
    told += [engine.acted, unsigned(), engine.acted]
    assert told == [True, False, True, False, False]

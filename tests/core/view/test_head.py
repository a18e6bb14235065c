"""The head: counts, clocks, what is due."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cockpit.checklist import Checklist, Step, Tick
from cockpit.issue import Pane, Severity
from cockpit.problems import Problem
from cockpit.text import same
from cockpit.view.speech import due_long, due_short
from tests.core.view.scenes import NOW, built, speech, text
from tests.screens import pictures


def test_the_head_says_what_is_due_next_and_how_complete_the_reports_are() -> None:
    """First the pane and its countdown, then what is left in it."""
    head = built().header
    assert text(head.next_due) == "Morning is due in 18 min: 5 critical, 6 warnings, 4 steps"
    assert text(head.reports) == "reports 16/18 · 1 stale · 1 missing"
    assert head.clock == "Mon 23 Nov 09:12 CST"
    assert head.markets == "US 17:12 Sun · DE 02:12 · JP 10:12"
    assert text(head.also) == "Month-end 1"


def test_the_head_speaks_chinese() -> None:
    """The same facts, as a seller would say them."""
    head = built(language="zh").header
    assert text(head.next_due) == "早班还有 18 分截止：5 个紧急、6 个预警、4 个步骤"
    assert head.clock == "周一 11月23日 09:12 CST"


def test_a_pane_that_is_past_due_with_work_left_is_told() -> None:
    """At 09:45 the noon pane is next and the morning one is over its time."""
    head = built(now=NOW.replace(hour=9, minute=45)).header
    assert text(head.next_due).startswith("Noon is due in 2 h 15 min")
    assert text(head.overdue).startswith("Morning is past due: 5 critical")


def with_round(*, done: bool) -> Checklist:
    """A Monday whose morning is signed; the weekly round that it lists is still open."""
    tick = Tick(done=done, by="li", at=NOW)
    day = pictures.checklist()
    steps = (replace(step, tick=tick) if step.pane is Pane.MORNING else step for step in day.steps)
    return Checklist(day.day, (*steps, Step("W1", Pane.WEEKLY, same("Price review"), ())))


def test_a_longer_round_is_not_past_due_with_the_morning() -> None:
    """The weekly step stands among the morning's, and has until the evening: the head counts it there."""
    later = built(
        replace(pictures.picture(), issues=()), checklist=with_round(done=True), now=NOW.replace(hour=9, minute=45)
    )
    assert text(later.header.overdue) == ""
    assert later.steps_overdue() == 0
    evening = built(replace(pictures.picture(), issues=()), checklist=with_round(done=True), now=NOW.replace(hour=14))
    assert text(evening.header.next_due) == "Evening is due in 3 h 48 min: 4 steps"


def test_an_issue_of_a_longer_round_is_not_counted_as_the_mornings() -> None:
    """Due today it is listed with the morning's, and the head leaves it to its own pane."""
    monthly = replace(pictures.picture().issues[0], pane=Pane.MONTH_END, due=NOW.replace(hour=18))
    scene = built(replace(pictures.picture(), issues=(monthly,)))
    assert scene.panes[Pane.MORNING].counts[Severity.CRITICAL] == 1
    assert text(scene.header.next_due) == "Morning is due in 18 min: 4 steps"


def test_one_problem_of_the_settings_is_said_in_the_singular() -> None:
    """1 problem, 2 problems."""
    one = Problem("bad-setting", "config.toml", 3)
    heads = [built(replace(pictures.picture(), problems=(one,) * count)).header for count in (1, 2)]
    assert [text(head.reports).rpartition(" · ")[2] for head in heads] == ["1 problem", "2 problems"]


def test_in_the_evening_the_next_working_morning_is_named() -> None:
    """On Friday evening that is Monday."""
    head = built(now=datetime(2026, 11, 27, 20, 0, tzinfo=pictures.TEAM)).header
    assert text(head.next_due) == "The day is done. Morning is due Mon 09:30"


def test_steps_open_at_the_end_of_a_pane_are_counted() -> None:
    """What leaving asks about: steps of panes whose time has come, or comes within the hour."""
    assert built().steps_overdue() == 4
    assert built(now=NOW.replace(hour=6)).steps_overdue() == 0


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(), "now"),
        (timedelta(minutes=-40), "now"),
        (timedelta(hours=-26), "26h late"),
        (timedelta(hours=-50), "2d late"),
        (timedelta(minutes=18), "18 min"),
        (timedelta(hours=2, minutes=48), "12:00"),
        (timedelta(days=1, hours=5), "Tue"),
        (timedelta(days=30), "23 Dec"),
    ],
)
def test_a_deadline_is_said_in_few_cells(left: timedelta, words: str) -> None:
    """Late, now, minutes, a time of today, a weekday, a date."""
    assert due_short(NOW + left, NOW, speech()) == words
    assert len(words) <= 8


def test_a_deadline_in_full_has_the_marketplaces_own_time_beside_it() -> None:
    """Every due time is shown in team time with the marketplace's zone beside it (domain §2.6)."""
    words = due_long(pictures.EVENING, NOW, "US", speech())
    assert words == "18:00 CST (02:00 PST), in 8 h 48 min"

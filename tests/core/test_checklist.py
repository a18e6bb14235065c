"""The day's steps: which are due, and the file they are ticked in."""

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cockpit.checklist import (
    Checklist,
    Step,
    Tick,
    due_panes,
    laid_over,
    minutes_in,
    path_of,
    read,
    steps_due,
    ticked,
    write,
)
from cockpit.issue import Pane
from cockpit.settings import Profile, defaults
from cockpit.store import Store
from cockpit.text import Words

PROFILE = Profile(working_days=("monday", "tuesday", "wednesday", "thursday", "friday"))
DAILY = {Pane.MORNING, Pane.NOON, Pane.EVENING}
TUESDAY = date(2026, 11, 24)
CHINA = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 24, 9, 2, 11, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("day", "more"),
    [
        (TUESDAY, set()),
        (date(2026, 11, 23), {Pane.WEEKLY}),  # a Monday
        (date(2026, 11, 3), {Pane.MONTH_END}),  # a Tuesday
        (date(2026, 10, 3), set()),  # a Saturday
        (date(2026, 10, 5), {Pane.WEEKLY, Pane.MONTH_END}),  # the Monday after it
        (date(2026, 10, 1), {Pane.QUARTERLY}),  # a Thursday
        (date(2027, 1, 1), {Pane.QUARTERLY}),  # a Friday
        (date(2026, 8, 3), {Pane.WEEKLY, Pane.MONTH_END}),  # a Monday, no quarter begins in August
        (date(2028, 1, 1), set()),  # a Saturday
        (date(2028, 1, 3), {Pane.WEEKLY, Pane.MONTH_END, Pane.QUARTERLY}),  # the Monday after it
    ],
)
def test_the_rounds_due_on_a_day(day: date, more: set[Pane]) -> None:
    """Daily rounds are due every day; weekly, month-end and quarterly ones on their day, moved off free days."""
    assert due_panes(day, PROFILE) == DAILY | more


def test_the_day_of_a_round_is_a_setting() -> None:
    """The weekly day, the day of month-end work and the working days come from the profile."""
    profile = Profile(weekly="Friday", month_end_day=7, working_days=("monday", "saturday"))
    assert due_panes(date(2026, 11, 27), profile) == DAILY | {Pane.WEEKLY}
    assert due_panes(date(2026, 11, 7), profile) == DAILY | {Pane.MONTH_END}  # a Saturday
    assert due_panes(date(2026, 10, 3), profile) == DAILY | {Pane.QUARTERLY}
    assert due_panes(date(2026, 3, 2), Profile(month_end_day=0)) == DAILY | {Pane.WEEKLY, Pane.MONTH_END}


def test_the_default_steps_of_a_plain_day() -> None:
    """The shipped settings give six, six and five steps, with both languages, their checks and their proof."""
    steps = steps_due(TUESDAY, defaults().table("checklist"), PROFILE)
    assert " ".join(step.id for step in steps) == "M1 M2 M3 M4 M5 M6 N1 N2 N3 N4 N5 N6 E1 E2 E3 E4 E5"
    proven = next(step for step in steps if step.id == "N1")
    assert (proven.pane, proven.checks, proven.proof_by) == (Pane.NOON, ("A-10",), "A-10")
    assert all(step.text.en and step.text.zh and step.text.en != step.text.zh for step in steps)


def test_rounds_beyond_the_day_are_morning_work() -> None:
    """On a day on which everything is due the morning lists its own steps first, then those of the other rounds."""
    checklist = Checklist(TUESDAY, steps_due(date(2028, 1, 3), defaults().table("checklist"), PROFILE))
    morning = " ".join(step.id for step in checklist.in_pane(Pane.MORNING))
    assert morning == "M1 M2 M3 M4 M5 M6 W1 W2 W3 W4 W5 X1 X2 X3 X4 X5 X6 Q1 Q2 Q3 Q4"
    weekly = checklist.step("W1")
    assert weekly is not None
    assert (weekly.pane, weekly.shown_in) == (Pane.WEEKLY, Pane.MORNING)
    assert [step.id for step in checklist.in_pane(Pane.NOON)] == ["N1", "N2", "N3", "N4", "N5", "N6"]


def test_steps_are_settings() -> None:
    """A step can be switched off, added in one language, and is passed over when it is no step."""
    table = {
        "M1": {"pane": "morning", "en": "Read", "zh": "读", "enabled": False},
        "Z1": {"pane": "evening", "zh": "关灯"},
        "Z2": {"pane": "midnight", "en": "Sleep"},
        "Z3": "no table",
        "Z4": {},
    }
    assert steps_due(TUESDAY, table, PROFILE) == (
        Step("Z1", Pane.EVENING, Words("关灯", "关灯")),
        Step("Z4", Pane.MORNING, Words("Z4", "Z4")),
    )


STEPS = (
    Step("M1", Pane.MORNING, Words("Read the mail", "查邮件"), ("H-01",)),
    Step("N1", Pane.NOON, Words("Ads", "广告"), proof_by="A-10"),
)


def test_the_file_of_a_day(tmp_path: Path) -> None:
    """The day's file holds every step as people read it, one block each, and is read back as it was."""
    store = Store(tmp_path)
    steps = ticked(STEPS, {"M1": Tick(True, "Li", AT, "two letters"), "N1": Tick(True, "Li", AT, "", "US/ads.csv")})
    write(store, Checklist(TUESDAY, steps), None)
    text = path_of(store, TUESDAY).read_text("utf-8")
    assert text == (
        "version = 1\n"
        '\n[[step]]\nid = "M1"\ntext = "Read the mail · 查邮件"\npane = "morning"\ndone = true\nby = "Li"\n'
        'at = 2026-11-24 09:02:11+08:00\nnote = "two letters"\nproof = ""\n'
        '\n[[step]]\nid = "N1"\ntext = "Ads · 广告"\npane = "noon"\ndone = true\nby = "Li"\n'
        'at = 2026-11-24 09:02:11+08:00\nnote = ""\nproof = "US/ads.csv"\n'
    )
    assert laid_over(STEPS, read(store, TUESDAY).data, UTC) == steps


def test_an_untouched_step_has_no_time(tmp_path: Path) -> None:
    """A step that nobody has touched stands in the file as not done, by nobody."""
    store = Store(tmp_path)
    write(store, Checklist(TUESDAY, STEPS[:1]), None)
    row = {"id": "M1", "text": "Read the mail · 查邮件", "pane": "morning", "done": False, "by": "", "note": ""}
    assert tomllib.loads(path_of(store, TUESDAY).read_text("utf-8"))["step"] == [{**row, "proof": ""}]


def test_what_people_wrote_into_the_file_stays(tmp_path: Path) -> None:
    """Steps, keys and tables that were written by hand are shown where they can be and survive the next save."""
    store, path = Store(tmp_path), path_of(Store(tmp_path), TUESDAY)
    path.parent.mkdir(parents=True)
    path.write_text(
        'team = "night"\n[[step]]\nid = "M1"\ndone = true\nby = "hand"\nat = 2026-11-24T09:00:00\nmood = "good"\n'
        '[[step]]\nid = "X9"\ntext = "Feed the cat"\npane = "evening"\n'
        '[[step]]\nid = "X10"\ndone = "yes"\npane = "never"\nat = "soon"\n',
        "utf-8",
    )
    steps = laid_over(STEPS, read(store, TUESDAY).data, CHINA)
    assert [(step.id, step.pane, step.tick) for step in steps] == [
        ("M1", Pane.MORNING, Tick(True, "hand", AT.replace(minute=0, second=0))),
        ("N1", Pane.NOON, Tick()),
        ("X9", Pane.EVENING, Tick()),
        ("X10", Pane.MORNING, Tick()),
    ]
    write(store, Checklist(TUESDAY, steps), read(store, TUESDAY).data)
    data = tomllib.loads(path.read_text("utf-8"))
    assert data["team"] == "night"
    assert [row["id"] for row in data["step"]] == ["M1", "X9", "X10", "N1"]
    assert data["step"][0]["mood"] == "good"
    assert laid_over(STEPS, data, CHINA)[:3] == steps[:3]


@pytest.mark.parametrize("text", ["step = 1", "[[step]]\nid = 5", 'step = ["M1"]', "[[step]]\ndone = true"])
def test_a_file_whose_steps_are_none_is_broken(tmp_path: Path, text: str) -> None:
    """TOML that is no checklist counts as broken, so that nothing writes over it."""
    store = Store(tmp_path)
    store.save(path_of(store, TUESDAY), text.encode())
    assert read(store, TUESDAY).broken


def test_tables_in_a_step_survive(tmp_path: Path) -> None:
    """A step with a table in it, which no block of plain keys can hold, is still saved and read."""
    store = Store(tmp_path)
    found = {"step": [{"id": "M1", "extra": {"a": 1}}]}
    write(store, Checklist(TUESDAY, STEPS), found)
    data = read(store, TUESDAY).data
    assert data is not None
    assert data["step"][0]["extra"] == {"a": 1}
    assert [row["id"] for row in data["step"]] == ["M1", "N1"]


def test_what_must_be_done_is_listed_first() -> None:
    """The steps that the team calls a must lead their pane, in the order of the settings."""
    table = {name: {"pane": "morning", "en": name, "must": name in {"M2", "M4"}} for name in ("M1", "M2", "M3", "M4")}
    checklist = Checklist(TUESDAY, steps_due(TUESDAY, table, PROFILE))
    assert [step.id for step in checklist.in_pane(Pane.MORNING)] == ["M2", "M4", "M1", "M3"]


def test_the_time_of_a_pane_is_from_its_first_to_its_last_tick() -> None:
    """Measured by people's ticks alone, a weekly step counting where it is shown; without any there is no time."""
    steps = (
        Step("M1", Pane.MORNING, Words("a", "a"), tick=Tick(True, "Li", AT)),
        Step("M2", Pane.MORNING, Words("b", "b"), tick=Tick(True, "Li", AT + timedelta(minutes=41, seconds=59))),
        Step("M3", Pane.MORNING, Words("c", "c"), tick=Tick(True, "Li", AT + timedelta(hours=5), proof="H-01")),
        Step("M4", Pane.MORNING, Words("d", "d"), tick=Tick(False, "", AT + timedelta(hours=6))),
        Step("W1", Pane.WEEKLY, Words("e", "e"), tick=Tick(True, "Li", AT - timedelta(minutes=10))),
        Step("N1", Pane.NOON, Words("f", "f"), tick=Tick(True, "Li", AT)),
    )
    checklist = Checklist(TUESDAY, steps)
    assert [checklist.measured(pane) for pane in (Pane.MORNING, Pane.NOON, Pane.EVENING)] == [51, 0, None]
    corrected = Checklist(TUESDAY, steps, {Pane.MORNING: 30, Pane.EVENING: 20})
    assert [corrected.spent(pane) for pane in (Pane.MORNING, Pane.NOON, Pane.EVENING)] == [30, 0, 20]


def test_corrected_minutes_stand_in_the_file(tmp_path: Path) -> None:
    """Minutes are a small table of the day's file; what else stands there stays, and odd values are no minutes."""
    store = Store(tmp_path)
    write(store, Checklist(TUESDAY, STEPS, {Pane.MORNING: 95}), {"minutes": {"lunch": 30, "noon": 10}})
    data = read(store, TUESDAY).data
    assert data is not None
    assert data["minutes"] == {"lunch": 30, "morning": 95}
    assert minutes_in(data) == {Pane.MORNING: 95}
    assert minutes_in({"minutes": {"noon": "long", "evening": -5, "morning": True}}) == {}
    assert minutes_in({"minutes": 5}) == minutes_in(None) == {}


def test_a_carried_step_says_so_in_the_file(tmp_path: Path) -> None:
    """The day that first left a step undone stands beside it, and comes back with it."""
    store = Store(tmp_path)
    step = Step("X1", Pane.MORNING, Words("a", "a"), carried=date(2026, 11, 23))
    write(store, Checklist(TUESDAY, (step,)), None)
    assert "carried = 2026-11-23" in path_of(store, TUESDAY).read_text("utf-8")
    assert laid_over((), read(store, TUESDAY).data, UTC)[0].carried == date(2026, 11, 23)

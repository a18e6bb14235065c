"""Marks: what people said, laid over what the machine sees."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cockpit.issue import Pane, Severity, Subject, Tag
from cockpit.marks import (
    UNMARKED,
    Acknowledged,
    Closed,
    Mark,
    Marks,
    Snoozed,
    Standing,
    Until,
    closed_by_hand,
    newest_report_of,
    state_of,
)
from cockpit.picture import Issue, Picture, ReportNeed, SeenState, Unchecked
from cockpit.report_file import ReportFile
from cockpit.text import same
from cockpit.view.panes import standing

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO
BACK: tuple[Tag, ...] = ("back-after-snooze",)


def acknowledged(severity: Severity = WARNING, at: datetime = NOW - HOUR) -> Mark:
    """An issue that somebody acknowledged."""
    return Mark(acknowledged=Acknowledged("Li", at, severity))


def snoozed(until: Until, severity: Severity | None = WARNING, newest: datetime | None = None) -> Mark:
    """An issue that somebody snoozed two hours ago."""
    return Mark(snoozed=Snoozed("Li", NOW - 2 * HOUR, until, "waits for the carrier", severity, newest))


SEEN: tuple[SeenState, ...] = ("pending", "new", "open", "unsure", "resolved", "reopened")


@pytest.mark.parametrize("seen", SEEN)
def test_without_a_mark_the_machine_has_the_word(seen: SeenState) -> None:
    """An issue that nobody marked has the state that the machine sees."""
    assert state_of(seen, UNMARKED, WARNING, NOW) == Standing(seen)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("pending", "pending"),
        ("new", "acknowledged"),
        ("open", "acknowledged"),
        ("reopened", "acknowledged"),
        ("unsure", "unsure"),
        ("resolved", "resolved"),
    ],
)
def test_an_acknowledgement_over_each_state(seen: SeenState, expected: str) -> None:
    """An acknowledgement covers what is seen, and hides neither that it is gone nor that it cannot be judged."""
    assert state_of(seen, acknowledged(), WARNING, NOW) == (expected, ())


@pytest.mark.parametrize(
    ("then", "now", "holds"), [(WARNING, WARNING, True), (WARNING, INFO, True), (WARNING, CRITICAL, False)]
)
def test_an_acknowledgement_ends_when_it_gets_worse(then: Severity, now: Severity, *, holds: bool) -> None:
    """An acknowledged issue that rises above the severity it was acknowledged at is open again."""
    assert state_of("open", acknowledged(then), now, NOW).state == ("acknowledged" if holds else "open")


@pytest.mark.parametrize(
    ("mark", "severity", "newest", "expected"),
    [
        (snoozed(NOW + HOUR), CRITICAL, None, Standing("snoozed")),
        (snoozed(NOW), WARNING, None, Standing("open", BACK)),
        (snoozed(NOW - HOUR), WARNING, None, Standing("open", BACK)),
        (snoozed("worse"), WARNING, None, Standing("snoozed")),
        (snoozed("worse"), CRITICAL, None, Standing("open", BACK)),
        (snoozed("worse", None), WARNING, None, Standing("snoozed")),
        (snoozed("worse", None), CRITICAL, None, Standing("open", BACK)),
        (snoozed("worse", CRITICAL), CRITICAL, None, Standing("snoozed")),
        (snoozed("next-report"), WARNING, None, Standing("snoozed")),
        (snoozed("next-report"), WARNING, NOW - 3 * HOUR, Standing("snoozed")),
        (snoozed("next-report"), WARNING, NOW - HOUR, Standing("open", BACK)),
        (snoozed("next-report", newest=NOW - 9 * HOUR), WARNING, NOW - 9 * HOUR, Standing("snoozed")),
        (snoozed("next-report", newest=NOW - 9 * HOUR), WARNING, NOW - 8 * HOUR, Standing("open", BACK)),
    ],
)
def test_when_a_snooze_ends(mark: Mark, severity: Severity, newest: datetime | None, expected: Standing) -> None:
    """A snooze hides the issue until its time, until it is worse or until the next report, then tags its return."""
    assert state_of("open", mark, severity, NOW, newest) == expected


@pytest.mark.parametrize(("seen", "expected"), [("unsure", "snoozed"), ("resolved", "resolved"), ("new", "snoozed")])
def test_a_snooze_over_each_state(seen: SeenState, expected: str) -> None:
    """A running snooze hides everything but that the issue is gone."""
    assert state_of(seen, snoozed(NOW + HOUR), WARNING, NOW).state == expected


def test_back_after_a_snooze_until_somebody_takes_it_up() -> None:
    """The tag stays until the issue is acknowledged after the snooze; an earlier acknowledgement does not count."""
    mark = replace(snoozed(NOW - HOUR), acknowledged=acknowledged(at=NOW - 3 * HOUR).acknowledged)
    assert state_of("open", mark, WARNING, NOW) == Standing("acknowledged", BACK)
    mark = replace(mark, acknowledged=acknowledged(at=NOW).acknowledged)
    assert state_of("open", mark, WARNING, NOW) == Standing("acknowledged")


@pytest.mark.parametrize(
    ("unchecked", "seen_after", "closed"),
    [("off", False, True), ("absent", False, True), ("", False, False), ("off", True, False)],
)
def test_a_person_closes_what_nobody_looks_at(unchecked: Unchecked, *, seen_after: bool, closed: bool) -> None:
    """A closing holds while nobody looks at the issue, and ends when it was seen again since."""
    last = NOW if seen_after else NOW - 2 * HOUR
    issue = Issue(
        "f" * 16, 1, "H-01", WARNING, Pane.MORNING, "default", "US", Subject("account", "US"), same("x"), same("y"),
        "unsure", last, last, unchecked=unchecked,
    )  # fmt: skip
    mark = Mark(closed=Closed("Li", NOW - HOUR, "switched off"))
    assert closed_by_hand(issue, mark) is closed
    picture = Picture(1, NOW, "", (), (issue,), (), (), (), ())
    state = standing(issue, picture, Marks({issue.fingerprint: mark}), NOW).state
    assert state == ("resolved" if closed else "unsure")


def test_an_unknown_issue_has_an_empty_mark() -> None:
    """Asking for the mark of an issue that nobody marked gives an empty one."""
    assert Marks().of("f" * 16) == UNMARKED


def test_the_newest_report_behind_an_issue() -> None:
    """Only files of the types that the check needs, of its store and marketplace, count as the report behind it."""
    need = ReportNeed("all-orders", same(""), same(""), "default", "US", (Pane.MORNING,), ("H-01",), "fresh", False)
    other = replace(need, type="settlement", checks=("P-01",))
    file = ReportFile("a", "all-orders", marketplace="US", modified=NOW - 3 * HOUR)
    files = (
        file,
        replace(file, marketplace=None, marketplaces=("DE", "US"), modified=NOW - 2 * HOUR),
        replace(file, marketplace="DE", modified=NOW),
        replace(file, store="second", modified=NOW),
        replace(file, type="settlement", modified=NOW),
        replace(file, modified=None),
    )
    picture = Picture(1, NOW, "", ("US",), (), (), files, (need, other), ())
    assert newest_report_of(picture, "H-01", "default", "US") == NOW - 2 * HOUR
    assert newest_report_of(picture, "H-02", "default", "US") is None

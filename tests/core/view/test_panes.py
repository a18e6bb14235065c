"""What stands in a pane, and in which order; what an empty one says."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from cockpit.issue import Money, Pane, Severity, Verdict
from cockpit.marks import Mark, Marks, Snoozed
from cockpit.picture import Issue, Picture, VerdictLine
from cockpit.view.empty import empty_lines
from cockpit.view.filtering import matcher
from cockpit.view.order import in_order
from cockpit.view.panes import Choice, Fold
from cockpit.view.scene import Scene
from tests.core.view.scenes import NOW, blind_rows, built, issue_of, text
from tests.screens import pictures


def test_what_is_due_soonest_stands_first_among_what_is_critical() -> None:
    """Critical before warning whatever the time; in each, the next deadline first."""
    base = issue_of("F-01")
    later = replace(base, fingerprint="b", due=NOW + timedelta(hours=3))
    never = replace(base, fingerprint="c", due=None)
    warning = replace(base, fingerprint="d", severity=Severity.WARNING, due=NOW - timedelta(days=1))
    assert [one.fingerprint for one in in_order([warning, never, later, base])] == [base.fingerprint, "b", "c", "d"]


def test_of_two_with_one_deadline_the_new_then_the_dear_then_the_old_comes_first() -> None:
    """New or returned, then the larger amount, then the one that has waited longest."""
    base = replace(issue_of("H-01"), impact=None, state="open")
    old = replace(base, fingerprint="old", first_seen=base.first_seen - timedelta(days=9))
    dear = replace(base, fingerprint="dear", impact=Money(Decimal(900), "USD"))
    new = replace(base, fingerprint="new", state="new")
    back = replace(base, fingerprint="back", state="reopened", impact=Money(Decimal(5), "EUR"))
    found = [one.fingerprint for one in in_order([base, old, dear, new, back])]
    assert found == ["back", "new", "dear", "old", base.fingerprint]


def test_yen_do_not_outrank_dollars_by_their_number() -> None:
    """12,000 JPY is less than 100 USD; amounts are only ordered, never added."""
    base = replace(issue_of("H-01"), state="open")
    yen = replace(base, fingerprint="yen", impact=Money(Decimal(12_000), "JPY"))
    dollars = replace(base, fingerprint="dollars", impact=Money(Decimal(100), "USD"))
    assert [one.fingerprint for one in in_order([yen, dollars])] == ["dollars", "yen"]


def test_the_order_does_not_depend_on_the_order_of_the_picture() -> None:
    """The same issues always stand in the same order."""
    issues = pictures.picture().issues
    assert in_order(issues) == in_order(reversed(issues))


def test_an_issue_shows_in_every_pane_that_asks_for_it() -> None:
    """A critical message of the evening is in the morning too."""
    found = built()
    fingerprint = issue_of("C-01").fingerprint
    assert fingerprint in found.panes[Pane.MORNING].places
    assert fingerprint in found.panes[Pane.EVENING].places
    assert fingerprint not in found.panes[Pane.NOON].places


def test_monthly_work_joins_the_day_on_which_it_is_due() -> None:
    """A settlement issue is in its own pane, and in the morning once its day has come."""
    fingerprint = issue_of("P-01").fingerprint
    assert fingerprint not in built().panes[Pane.MORNING].places
    due = [replace(one, due=pictures.EVENING) if one.check == "P-01" else one for one in pictures.picture().issues]
    today = built(replace(pictures.picture(), issues=tuple(due)))
    assert fingerprint in today.panes[Pane.MORNING].places
    assert fingerprint in today.panes[Pane.MONTH_END].places


def test_what_cannot_be_judged_is_listed_with_its_reason_and_never_as_fine() -> None:
    """Three checks without search terms share a row; the pane counts them neither as issues nor as calm."""
    noon = built().panes[Pane.NOON]
    (row,) = blind_rows(noon)
    assert row.checks == ("A-01", "A-03", "A-04")
    assert row.marketplace == "JP"
    words = built().wording.blind(row)
    assert words.text == "cannot judge: no SP search terms report for JP"


@pytest.mark.parametrize(
    "verdict", [Verdict.NO_DATA, Verdict.STALE, Verdict.IMMATURE, Verdict.SMALL_SAMPLE, Verdict.FAILED]
)
def test_every_way_of_not_knowing_shows(verdict: Verdict) -> None:
    """No verdict but ok, issues, not applicable and off is silent."""
    picture = replace(pictures.picture(), verdicts=(VerdictLine("H-01", "default", "US", verdict),), issues=())
    (row,) = blind_rows(built(picture).panes[Pane.MORNING])
    assert row.verdict is verdict


def test_snoozed_and_resolved_issues_are_folded_away_and_can_be_shown() -> None:
    """They leave the counts and stand behind one row; unfolded, they stand below it."""
    health, listing = issue_of("H-01").fingerprint, issue_of("L-02").fingerprint
    marks = Marks({health: Mark(snoozed=Snoozed("li", NOW, NOW + timedelta(hours=1)))})
    gone = tuple(replace(one, state="resolved") if one.check == "L-02" else one for one in pictures.picture().issues)
    folded = built(replace(pictures.picture(), issues=gone), marks).panes[Pane.MORNING]
    (fold,) = [item for item in folded.items if isinstance(item, Fold)]
    assert (fold.snoozed, fold.resolved) == (1, 1)
    assert not {health, listing} & set(folded.places)
    choice = Choice(unfolded=frozenset({Pane.MORNING}))
    shown = built(replace(pictures.picture(), issues=gone), marks, choice=choice).panes[Pane.MORNING]
    assert {health, listing} <= set(shown.places)
    assert shown.counts[Severity.CRITICAL] == folded.counts[Severity.CRITICAL]


def test_a_snooze_that_is_over_brings_the_issue_back() -> None:
    """The minute a snooze ends the issue is in the list again, and the scene knows that minute."""
    fingerprint, until = issue_of("H-01").fingerprint, NOW + timedelta(hours=1)
    marks = Marks({fingerprint: Mark(snoozed=Snoozed("li", NOW, until))})
    before = built(marks=marks)
    assert before.changes_by_itself() == until
    assert fingerprint not in before.panes[Pane.MORNING].places
    assert fingerprint in built(marks=marks, now=until).panes[Pane.MORNING].places


def test_the_filter_finds_words_of_both_languages_numbers_and_owners() -> None:
    """Every word must be found somewhere in the issue."""
    marks = Marks({issue_of("S-02").fingerprint: Mark(owner="mei")})
    for typed, check in {"还可售 zx-lamp": "S-02", "mei": "S-02", "#139 ": "L-04", "JP reopened": "S-03"}.items():
        holds = matcher(typed, marks)
        assert holds is not None
        assert [one.check for one in pictures.picture().issues if holds(one)] == [check], typed
    assert matcher("  ", marks) is None


def test_the_cursor_begins_on_the_most_urgent_issue() -> None:
    """Not on the first step: the steps are read anyway."""
    morning = built().panes[Pane.MORNING]
    first = morning.items[morning.first_issue]
    assert isinstance(first, Issue)
    assert first.check == "C-01"


def said_when_empty(found: Scene, pane: Pane, filter_text: str = "") -> str:
    """The paragraphs below an empty pane."""
    return "\n".join(text(spans) for spans in empty_lines(found.panes[pane], found.wording, filter_text))


def test_a_pane_is_only_called_calm_when_something_was_judged() -> None:
    """Without reports it says what to export; with them, how many checks found nothing."""
    blind = said_when_empty(built(pictures.empty_picture()), Pane.MORNING)
    assert "Nothing could be checked yet" in blind
    assert "US Seller performance" in blind
    calm = replace(pictures.picture(), issues=(), verdicts=(VerdictLine("H-01", "default", "US", Verdict.OK),))
    assert "1 check looked and found nothing" in said_when_empty(built(calm), Pane.MORNING)
    assert "Not looked at, because these are missing" in said_when_empty(built(calm), Pane.MORNING)


def test_a_pane_emptied_by_a_filter_says_so() -> None:
    """Nothing matches is not nothing wrong."""
    choice = Choice(filter=lambda _: False)
    assert 'Nothing here matches "zzz"' in said_when_empty(built(choice=choice), Pane.MORNING, "zzz")


def test_before_the_first_run_nothing_is_claimed() -> None:
    """No picture yet: the reports are being read."""
    first = Picture(0, NOW, "new", (), (), (), (), (), ())
    assert "for the first time" in said_when_empty(built(first), Pane.MORNING)

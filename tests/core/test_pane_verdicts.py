"""A check whose issues may stand in several panes says its verdict in each of them: to people, programs and cron."""

from dataclasses import replace

import pytest

from cockpit.cli.listing import Wanted, exit_code, verdicts
from cockpit.issue import Pane, Subject, Verdict
from cockpit.picture import CheckNote, Picture, VerdictLine
from cockpit.text import Words
from tests.core.view.scenes import blind_rows, built, issue_of
from tests.screens import pictures

LOST = CheckNote("P-06", Words("Lost", "丢失"), Pane.WEEKLY, "", (Pane.MONTH_END,))
MISSING = CheckNote("D-01", Words("Report missing", "缺报表"), Pane.MORNING, "")
BOTH = [Pane.WEEKLY, Pane.MONTH_END]


def picture(verdict: Verdict, check: str = "P-06") -> Picture:
    """A picture in which nothing but the verdict of one check stands."""
    line = VerdictLine(check, "default", "US", verdict)
    return replace(pictures.picture(), rules=(LOST, MISSING), verdicts=(line,), issues=())


@pytest.mark.parametrize("pane", BOTH)
def test_each_of_its_panes_has_its_verdict(pane: Pane) -> None:
    """`--pane month-end` lists the verdict of a weekly check that raises issues there."""
    assert [row.check for row in verdicts(picture(Verdict.OK), Wanted(pane=pane))] == ["P-06"]


@pytest.mark.parametrize("pane", BOTH)
def test_a_pane_that_it_leaves_blind_is_not_calm(pane: Pane) -> None:
    """`--fail-on-unknown` is 3 in each of them, and the app says there what it cannot judge."""
    blind = picture(Verdict.NO_DATA)
    judged = verdicts(blind, Wanted(pane=pane))
    assert exit_code((), judged, "critical", fail_on_unknown=True) == 3
    assert [row.checks for row in blind_rows(built(blind).panes[pane])] == [("P-06",)]


def test_no_other_pane_has_it() -> None:
    """The morning neither lists nor counts it."""
    blind = picture(Verdict.NO_DATA)
    assert verdicts(blind, Wanted(pane=Pane.MORNING)) == []
    assert blind_rows(built(blind).panes[Pane.MORNING]) == []


def test_it_counts_as_judged_in_each_of_its_panes() -> None:
    """An empty month-end that was looked at is calm, not blind."""
    panes = built(picture(Verdict.OK)).panes
    assert [panes[pane].judged for pane in (*BOTH, Pane.MORNING)] == [1, 1, 0]


def test_what_an_issue_brings_to_a_pane_has_its_verdict_there() -> None:
    """A missing report stands in the panes of those who need it, and so does the verdict that found it."""
    missing = replace(
        issue_of("H-01"), check="D-01", pane=Pane.NOON, also_in=(), subject=Subject("report", "sp-campaigns")
    )
    found = replace(picture(Verdict.ISSUES, "D-01"), issues=(missing,))
    assert [row.check for row in verdicts(found, Wanted(pane=Pane.NOON))] == ["D-01"]
    assert verdicts(found, Wanted(pane=Pane.EVENING)) == []

"""What the screens say of an issue's life: quiet, closed, flapping, snoozed, silenced, old."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cockpit.issue import Pane, Severity
from cockpit.marks import Acknowledged, Closed, Mark, Marks, Snoozed, Until
from cockpit.picture import Runs, Suppressed, Unchecked
from cockpit.view.checks import check_rows
from cockpit.view.detail import issue_detail
from cockpit.view.order import in_order
from cockpit.view.panes import Choice, Fold
from cockpit.view.speech import Span, Speech
from tests.core.view.scenes import built, everything, issue_of
from tests.screens import pictures

NOW = pictures.NOW


def test_what_is_kept_quiet_is_folded_away_counted_and_never_hidden() -> None:
    """Suppressed issues stand in the fold, criticals counted apart, and say rule, reason and end when opened."""
    said = Suppressed("brand owner", NOW + timedelta(days=9), "Wang", "config.toml:12")
    issues = [replace(one, suppressed=said) if one.check == "S-02" else one for one in pictures.picture().issues]
    picture = replace(pictures.picture(), issues=tuple(issues))
    shown = built(picture, choice=Choice(unfolded=frozenset({Pane.MORNING})))
    view = shown.panes[Pane.MORNING]
    quiet = next(one for one in issues if one.suppressed)
    assert quiet not in view.open_issues
    assert quiet in view.items
    assert view.counts[Severity.CRITICAL] == built().panes[Pane.MORNING].counts[Severity.CRITICAL] - 1
    fold = next(item for item in view.items if isinstance(item, Fold))
    assert shown.wording.fold(fold).startswith("1 suppressed (1 critical)")
    detail = everything(issue_detail(quiet, shown.wording))
    assert "suppressed until 2 Dec 09:12 by Wang: brand owner · config.toml:12" in detail
    assert shown.most_urgent() != quiet


@pytest.mark.parametrize(("why", "folded"), [("off", True), ("removed", True), ("left", True), ("absent", False)])
def test_what_nobody_looks_at_any_more_is_listed_until_somebody_closes_it(why: Unchecked, *, folded: bool) -> None:
    """Unsure issues of checks that people switched off are counted in the fold; of a missing report they stay open."""
    issues = [replace(one, unchecked=why) if one.state == "unsure" else one for one in pictures.picture().issues]
    picture = replace(pictures.picture(), issues=tuple(issues))
    shown, gone = built(picture), next(one for one in issues if one.unchecked)
    fold = next((item for item in shown.panes[Pane.MORNING].items if isinstance(item, Fold)), None)
    assert (gone not in shown.panes[Pane.MORNING].open_issues) is folded
    assert ((fold.unchecked if fold else 0) == 1) is folded
    for days, resolved in ((0, 1), (2, 0)):
        closed = Mark(closed=Closed("Li", NOW, "no more"))
        later = built(picture, Marks({gone.fingerprint: closed}), now=NOW + timedelta(days=days))
        view = later.panes[Pane.MORNING]
        fold = next((item for item in view.items if isinstance(item, Fold)), None)
        assert gone not in view.open_issues
        assert (fold.resolved if fold else 0) == resolved + sum(one.state == "resolved" for one in issues)


def test_what_flaps_stands_below_the_steady_and_is_not_called_new() -> None:
    """Within its severity a flapping issue comes last, with a sign of its own; what was known on day one has none."""
    now, first = built(), issue_of("F-01")
    flaps = replace(first, state="reopened", tags=("flapping",))
    assert [one.check for one in in_order([flaps, issue_of("S-02"), issue_of("F-02")])] == ["S-02", "F-01", "F-02"]
    assert now.wording.issue(first).state == "new"
    assert now.wording.issue(flaps).state == "flapping"
    assert now.wording.issue(replace(first, tags=("baseline",))).state == ""


def test_the_fold_says_when_the_first_snooze_ends() -> None:
    """Snoozes never end silently: the fold names the next end."""
    ends: list[tuple[str, Until]] = [
        ("F-02", NOW + timedelta(hours=3)), ("S-02", NOW + timedelta(hours=2)), ("H-02", "worse"),
    ]  # fmt: skip
    marks = {
        issue_of(check).fingerprint: Mark(snoozed=Snoozed("li", NOW, until, "x", Severity.CRITICAL))
        for check, until in ends
    }
    shown = built(marks=Marks(marks))
    fold = next(item for item in shown.panes[Pane.MORNING].items if isinstance(item, Fold))
    assert "3 snoozed, the first until 11:12" in shown.wording.fold(fold)


def test_the_detail_of_a_silenced_issue_names_its_cause() -> None:
    """An issue that closed because a stronger one explains it says so, with that one's number."""
    cause = issue_of("S-02")
    closed = replace(issue_of("F-02"), state="resolved", cause="S-02", marketplace="US", check="L-06")
    detail = everything(issue_detail(closed, built().wording))
    assert f"silenced by S-02 #{cause.number} · ZX-LAMP-01 runs out in 6 days" in detail
    assert "silenced by S-01" in everything(issue_detail(replace(closed, cause="S-01"), built().wording))


def test_the_history_tells_age_and_runs() -> None:
    """Age in days, how often it came back, and in how many runs it was seen."""
    shown = built(replace(pictures.picture(), run=9))
    old = replace(issue_of("S-03"), runs=Runs(first=2, before=3, since=7))
    detail = everything(issue_detail(old, shown.wording))
    assert "20 d old" in detail
    assert "seen in 6 of 8 runs" in detail
    assert "came back 2×" in detail


def test_an_acknowledgement_that_ended_says_why() -> None:
    """An issue that got worse after somebody acknowledged it says so."""
    issue = issue_of("S-02")
    marks = Marks({issue.fingerprint: Mark(Acknowledged("li", NOW, Severity.WARNING))})
    assert "it got worse since" in everything(issue_detail(issue, built(marks=marks).wording))


def test_the_checks_list_what_a_rule_keeps_quiet() -> None:
    """A rule hides no critical: under its check each issue stands with reason, end and the line of the rule."""
    said = Suppressed("brand owner", NOW + timedelta(days=9), "Wang", "config.toml:12")
    issues = tuple(replace(one, suppressed=said) if one.check == "S-02" else one for one in pictures.picture().issues)
    rows = {row.id: row for row in check_rows(replace(pictures.picture(), issues=issues), Speech("en", pictures.TEAM))}
    quiet = rows["S-02"]
    assert quiet.verdicts["suppressed"] == Span("1 suppressed", "critical")
    assert "suppressed until 2 Dec: brand owner · config.toml:12" in everything(quiet.detail)
    assert "suppressed" not in rows["F-01"].verdicts

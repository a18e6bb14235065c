"""What the screens say, without a screen."""

import ast
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import checks
from cockpit.checklist import Checklist, Step, Tick
from cockpit.cli.completeness import asked
from cockpit.clock import Clock, zone_of
from cockpit.issue import Figure, Line, Money, Pane, Severity, Subject, Verdict
from cockpit.marks import Acknowledged, Mark, Marks, Snoozed
from cockpit.picture import Issue, Picture, ReportNeed, VerdictLine
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.settings import Profile
from cockpit.text import Language, Words, has_words, same
from cockpit.view.completeness import by_place, completeness
from cockpit.view.detail import Detail, blind_detail, issue_detail, step_detail
from cockpit.view.empty import empty_lines
from cockpit.view.evidence import grid
from cockpit.view.filtering import matcher
from cockpit.view.order import in_order
from cockpit.view.panes import Blind, Choice, Fold, PaneView
from cockpit.view.reports import as_of_words, report_rows
from cockpit.view.rows import after_subject
from cockpit.view.scene import Scene, scene
from cockpit.view.speech import Span, Speech, due_long, due_short
from cockpit.view.until import understood, usual_times
from tests.screens import pictures

NOW = pictures.NOW
SIGNS = {"critical": "▲", "warning": "△", "unknown": "?"}
PROFILE = Profile(working_days=("monday", "tuesday", "wednesday", "thursday", "friday"))


def speech(language: Language = "en") -> Speech:
    """How the team of the prepared pictures talks."""
    return Speech(language, pictures.TEAM)


def built(
    picture: Picture | None = None,
    marks: Marks | None = None,
    *,
    checklist: Checklist | None = None,
    now: datetime = NOW,
    choice: Choice | None = None,
    language: Language = "en",
) -> Scene:
    """A scene of a prepared picture."""
    return scene(
        pictures.picture() if picture is None else picture,
        Marks() if marks is None else marks,
        pictures.checklist() if checklist is None else checklist,
        Clock(now, ZoneInfo("Asia/Shanghai")),
        PROFILE,
        speech(language),
        Choice() if choice is None else choice,
        SIGNS,
    )


def text(spans: Iterable[Span]) -> str:
    """Pieces as one text."""
    return "".join(span.text for span in spans)


def everything(detail: Detail) -> str:
    """A detail as lines."""
    facts = [f"{fact.label}: {text(fact.spans)}" for fact in detail.facts]
    return "\n".join([text(detail.head), detail.title, *facts])


def issue_of(check: str, picture: Picture | None = None) -> Issue:
    """The issue of a check."""
    return next(issue for issue in (picture or pictures.picture()).issues if issue.check == check)


def blind_rows(view: PaneView) -> list[Blind]:
    """What a pane cannot judge."""
    return [item for item in view.items if isinstance(item, Blind)]


# ── Order ────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Panes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sides(found: Scene) -> dict[str, str]:
    """What stands beside each step."""
    return {step.id: text(found.wording.step(step).side) for step in found.checklist.steps}


def test_a_step_shows_who_did_it_or_what_its_checks_say() -> None:
    """Ticked: name and time. By report: so. Open: counts by severity, and what could not be judged."""
    found = sides(built())
    assert found["M1"] == "li 09:02"
    assert found["N1"] == "by report"
    assert found["M3"] == "▲1 △1"
    assert found["N2"] == "▲1 ?1"
    assert found["M6"] == ""


def test_a_step_whose_checks_found_nothing_says_so() -> None:
    """Fine is only said when something was judged and nothing could not be."""
    calm = replace(pictures.picture(), issues=(), verdicts=(VerdictLine("A-07", "default", "US", Verdict.OK),))
    assert sides(built(calm))["N5"] == "ok"
    blind = replace(calm, verdicts=(VerdictLine("A-07", "default", "US", Verdict.NO_DATA),))
    assert sides(built(blind))["N5"] == "?1"


def test_a_report_proves_a_step_only_when_its_check_is_fine_everywhere() -> None:
    """One marketplace without a judgement, or a picture of the last run, proves nothing."""
    steps = tuple(
        replace(step, proof_by="A-10", tick=Tick()) if step.id == "N1" else step for step in pictures.checklist().steps
    )
    checklist = replace(pictures.checklist(), steps=steps)
    assert built(checklist=checklist).proven() == [("N1", "A-10")]
    verdicts = (*pictures.picture().verdicts, VerdictLine("A-10", "default", "UK", Verdict.STALE))
    assert built(replace(pictures.picture(), verdicts=verdicts), checklist=checklist).proven() == []
    assert built(replace(pictures.picture(), from_last_run=True), checklist=checklist).proven() == []


# ── Head ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Deadlines ────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Detail ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_detail_opens_every_number() -> None:
    """Sentence, action, deadline, figure with its parts, both lines with their sources, trend, rows, history."""
    said = everything(issue_detail(issue_of("H-01"), built().wording))
    for words in (
        "#131 H-01 · US · account · critical · open since 21 Nov 06:12",
        "ODR 1.25% — over Amazon's line 1%",
        "do: List the defective orders",
        "due: 18:00 CST (02:00 PST), in 8 h 48 min",
        "figure: ODR 1.25%  5 of 400",
        "lines: Amazon's line 1% crossed · seller performance report, as of 2026-10-01",
        "internal target 0.5% crossed · config.toml:12",
        "trend: 0.4% → 1.25% over 7 runs",
        "rows: US/seller-performance.json:31",
        "and 4 more rows",
        "history: first seen 21 Nov 06:12",
    ):
        assert words in said


def test_the_detail_tells_who_said_what() -> None:
    """Acknowledged, owner, note and the second person that is needed."""
    said = everything(issue_detail(issue_of("S-02"), built(marks=pictures.marks()).wording))
    for words in (
        "acknowledged",
        "owner li",
        "needs a second person",
        "li acknowledged 08:42",
        "供应商说周四能发 300 件",
    ):
        assert words in said
    assert "L-06 Buy Box lost for 2 days" in said


def test_an_issue_that_cannot_be_seen_any_more_says_when_it_was() -> None:
    """Unsure is neither open nor resolved, and acknowledging does not hide it."""
    marks = Marks({issue_of("L-06").fingerprint: Mark(Acknowledged("li", NOW, Severity.WARNING))})
    found = built(marks=marks)
    assert found.wording.issue(issue_of("L-06")).severity == "unknown"
    said = everything(issue_detail(issue_of("L-06"), found.wording))
    assert "unsure" in said
    assert "last seen 22 Nov 08:12" in said


def test_the_detail_of_a_step_names_each_check_and_marketplace() -> None:
    """What a tick is about can be read before it is given."""
    step = pictures.checklist().step("N2")
    assert step is not None
    said = everything(step_detail(step, built().wording))
    assert "A-01: ACoS against line  US ok  DE issues  JP no data" in said


def test_what_cannot_be_judged_says_what_to_export_from_where() -> None:
    """The way out stands beside the reason."""
    found = built()
    (row,) = blind_rows(found.panes[Pane.NOON])
    said = everything(blind_detail(row, found.wording))
    assert "export: SP search terms  Ads console › Reports › Sponsored Products › Search term" in said


def test_a_title_does_not_repeat_the_subject_of_its_column() -> None:
    """In a list the sentence goes on from the subject; one that does not begin with it stays whole."""
    subject = issue_of("F-01").subject
    assert after_subject(f"Order {subject.id} is 26 h past", subject) == "is 26 h past"
    assert after_subject(f"订单 {subject.id}:已超时", subject) == "已超时"
    assert after_subject("ODR 1.25% — over the line", subject) == "ODR 1.25% — over the line"
    home = replace(subject, kind="category", id="home")
    assert after_subject("VTR 93% (home) — under the line", home) == "VTR 93% (home) — under the line"
    report = replace(subject, kind="report", id="feedback")
    for title in ("DE/feedback.txt:71: Bewertung is empty", "feedback.txt:71: empty", "US/feedback is empty"):
        assert after_subject(title, report) == title


def test_an_action_is_named_by_its_change_never_by_its_id() -> None:
    """A row about a line of the board says what was changed: nobody knows an action by its id."""
    title = Words("price ZX-1 9.99 → 14.99: done by Li alone", "ZX-1 价格 9.99 → 14.99:Li 未经二次确认即执行")
    issue = pictures.issue(
        "R-01", Pane.EVENING, "US", Subject("action", "834610bef4d1"), Severity.CRITICAL, title, Words("", "")
    )
    row = built().wording.issue(issue)
    assert (row.subject, row.title) == ("price ZX-1 9.99 → 14.99", "done by Li alone")
    row = built(language="zh").wording.issue(issue)
    assert (row.subject, row.title) == ("ZX-1 价格 9.99 → 14.99", "Li 未经二次确认即执行")


# ── Empty panes ──────────────────────────────────────────────────────────────────────────────────────────────────────


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
    assert 'Nothing matches "zzz"' in said_when_empty(built(choice=choice), Pane.MORNING, "zzz")


def test_before_the_first_run_nothing_is_claimed() -> None:
    """No picture yet: the reports are being read."""
    first = Picture(0, NOW, "new", (), (), (), (), (), ())
    assert "for the first time" in said_when_empty(built(first), Pane.MORNING)


# ── Reports, evidence ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_reports_begin_with_what_needs_somebody() -> None:
    """Files of no marketplace, then each marketplace: missing before stale before fresh, each with what to do."""
    rows = report_rows(pictures.picture(), speech(), "reports")
    assert [row.status for row in rows[:2]] == ["unreadable", "unknown"]
    japan = [row for row in rows if row.title == "JP" or row.marketplace == "JP"]
    assert [row.status for row in japan[:4]] == ["4/6", "missing", "stale", "fresh"]
    assert [row.title for row in rows if row.key.startswith("place:")] == ["DE", "JP", "US"]
    missing = next(row for row in rows if row.status == "missing")
    assert "Export it from Ads console" in everything(missing.detail)
    assert missing.file.startswith("Ads console")


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (datetime(2026, 11, 23, tzinfo=zone_of("US")), "22 Nov"),  # typed for today, which ends in seven hours
        (datetime(2026, 11, 22, tzinfo=zone_of("US")), "21 Nov"),
        (datetime(2025, 2, 1, tzinfo=zone_of("US")), "31 Jan 2025"),
        (NOW - timedelta(hours=1), f"{NOW - timedelta(hours=1):%H:%M}"),
        (NOW + timedelta(minutes=5), f"{NOW:%H:%M}"),  # the clock of another machine
    ],
)
def test_no_report_is_true_later_than_now(as_of: datetime, said: str) -> None:
    """A day without an hour is told as that day, although it counts from its end; a moment is never in the future."""
    file = ReportFile("US/typed.csv", "manual-metrics", marketplace="US", as_of=as_of)
    assert as_of_words(file, NOW, speech()) == said


def test_a_report_that_no_check_needs_has_its_title() -> None:
    """An optional report type is called by its name, not by its id."""
    files = (ReportFile("US/typed.csv", "manual-metrics", marketplace="US", status="fresh"),)
    titles = (("manual-metrics", Words("Typed metrics", "手工录入指标")),)
    shown = replace(pictures.picture(), files=files, needs=(), titles=titles)
    assert [row.title for row in report_rows(shown, speech(), "reports")] == ["Typed metrics"]


def test_a_marketplace_says_how_complete_its_reports_are() -> None:
    """Needed, there, fresh; which panes lack what; and for each missing report the menu that gives it."""
    rows = report_rows(pictures.picture(), speech(), "reports")
    head = next(row for row in rows if row.key == "place:JP")
    assert head.file == "6 needed, 5 there, 4 fresh · Morning 3/4 · Noon 0/1 · Evening 1/1"
    assert "Ads console › Reports" in everything(head.detail)


def test_completeness_counts_what_is_not_optional() -> None:
    """Each count lies within the one before, pane by pane and store by store."""
    needs = pictures.needs()
    optional = replace(needs[0], optional=True, status="missing")
    other = replace(needs[0], store="shop-2", status="missing")
    assert completeness([*needs, optional]) == completeness(needs)
    assert [str(completeness([other], pane)) for pane in (other.panes[0], Pane.QUARTERLY)] == ["0/1", "–"]
    assert list(by_place([*needs, other])) == ["DE", "JP", "US", f"shop-2/{other.marketplace}"]


def test_files_that_need_a_look_say_where() -> None:
    """A file with cells that could not be read opens at the first of them."""
    rows = report_rows(pictures.picture(), speech(), "reports")
    listing = next(row for row in rows if row.file == "US/all-listings.txt")
    assert "3 cells could not be read" in everything(listing.detail)
    assert listing.line == 812


def test_evidence_keeps_the_files_own_column_names_and_order() -> None:
    """Rows of several files share one table; a cell that a file lacks is empty."""
    first = pictures.row("a.txt", 2, sku="00123", qty="5")
    second = pictures.row("b.txt", 7, qty="6", price="1,99")
    table = grid([first, second])
    assert table.columns == ("sku", "qty", "price")
    assert table.cells == (("00123", "5", ""), ("", "6", "1,99"))
    assert [table.numeric(at) for at in range(3)] == [True, True, True]
    assert table.place(1) == "b.txt:7"


def test_evidence_as_csv_starts_no_formula_in_a_spreadsheet() -> None:
    """A cell that begins like a formula is kept as text; numbers stay numbers."""
    table = grid([pictures.row("a.csv", 2, name="=HYPERLINK(1)", amount="-12.50", note='5" wide, red')])
    assert table.as_csv().splitlines()[1] == """a.csv,2,'=HYPERLINK(1),-12.50,"5"" wide, red\""""


# ── Snoozing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_usual_times_are_those_of_the_teams_day() -> None:
    """An hour, this evening, the next working morning, next Monday, until worse, until the next report."""
    found = {usual.word: usual.until for usual in usual_times(Clock(NOW), PROFILE)}
    assert list(found) == ["hour", "evening", "tomorrow", "monday", "worse", "next_report"]
    assert found["tomorrow"] == datetime(2026, 11, 24, 9, 30, tzinfo=pictures.TEAM)
    assert found["monday"] == datetime(2026, 11, 30, 9, 30, tzinfo=pictures.TEAM)


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("16:30", datetime(2026, 11, 23, 16, 30, tzinfo=pictures.TEAM)),
        ("8：05", datetime(2026, 11, 24, 8, 5, tzinfo=pictures.TEAM)),
        ("3d", NOW + timedelta(days=3)),
        ("2 小时", NOW + timedelta(hours=2)),
        ("2026-12-01", datetime(2026, 12, 1, 9, 30, tzinfo=pictures.TEAM)),
        ("2026-11-20", None),
        ("25:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_typed_time_is_understood_or_refused(typed: str, until: datetime | None) -> None:
    """A clock time, a span, a date; never a time that has passed."""
    assert understood(typed, Clock(NOW), PROFILE) == until


def test_lines_of_a_figure_without_a_currency_are_plain_numbers() -> None:
    """Money without a known currency is not given one."""
    issue = replace(
        issue_of("P-01"), impact=None, figure=Figure("difference", Decimal("38.20"), unit="money"),
        lines=(Line("internal", Decimal(0), crossed=True, source="config.toml:9"),), title=Words("t", "t"),
    )  # fmt: skip
    said = everything(issue_detail(issue, built().wording))
    assert "difference 38.2" in said
    assert "internal target 0 crossed" in said
    assert same("x").en == "x"


def test_every_figure_that_our_checks_name_has_a_word() -> None:
    """The detail never shows a name of the code where it should say what the number is."""
    for path in Path(checks.__file__).parent.rglob("*.py"):
        for name in figure_names(ast.parse(path.read_text("utf-8"))):
            assert has_words(f"figure.{name}"), f"{path.name}: {name}"


def figure_names(tree: ast.Module) -> Iterable[str]:
    """The names of the figures that a module makes."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Figure":
            yield from (arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant) and type(arg.value) is str)


def test_what_the_team_keeps_itself_is_not_exported_from_a_menu() -> None:
    """No menu gives a list kept by hand: what to do is to fill in the template."""
    need = ReportNeed(
        "sku-master", Words("SKU master", "SKU 主档"), Words("Kept by hand", "手工维护"), "default", "US",
        (Pane.MORNING,), ("D-07",), "missing", optional=False, by_hand=True,
    )  # fmt: skip
    shown = replace(pictures.picture(), files=(), needs=(need,))
    said = everything(next(row for row in report_rows(shown, speech(), "reports") if row.status == "missing").detail)
    assert "cockpit init --templates" in said
    assert "Export it from" not in said
    assert "init --templates" in asked(need).en
    assert "export it from" not in asked(need).en


@pytest.mark.parametrize(
    ("unit", "said"),
    [("share", "3%"), ("days", "60 days"), ("d", "60 days"), ("h", "24 h"), ("weeks", "22 weeks"), ("stars", "4"),
     ("money", "5.00 USD"), ("points", "0.15 USD"), ("", "0.50 USD")],
)  # fmt: skip
def test_a_line_is_told_in_the_unit_of_its_setting(unit: str, said: str) -> None:
    """A share that a fee is judged by is no amount, though the figure is one; without a unit it is the figure's."""
    values = {"3%": 0.03, "60 days": 60, "24 h": 24, "22 weeks": 22, "4": 4, "5.00 USD": 5, "0.15 USD": 0.15}
    line = Line("internal", values.get(said, 0.5), crossed=True, source="x", setting="finance.fee.rel", unit=unit)
    amount = Money(Decimal(10), "USD")
    issue = replace(
        issue_of("S-02"), figure=Figure("difference", Decimal(10), unit="money"), impact=amount, lines=(line,)
    )
    assert f"internal target {said} crossed" in everything(issue_detail(issue, built().wording))

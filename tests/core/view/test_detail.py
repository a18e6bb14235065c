"""Everything about one issue or step."""

from dataclasses import replace
from decimal import Decimal

from cockpit.issue import Figure, Line, Pane, Severity, Subject, Verdict
from cockpit.marks import Acknowledged, Mark, Marks
from cockpit.picture import VerdictLine
from cockpit.text import Words
from cockpit.view.detail import blind_detail, issue_detail, step_detail
from cockpit.view.rows import after_subject
from tests.core.view.scenes import NOW, blind_rows, built, everything, issue_of
from tests.screens import pictures


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


def test_an_issue_that_cannot_be_judged_now_says_why() -> None:
    """Unsure without a reason reads like a fault: the check's own words stand beside it."""
    issue, picture = issue_of("L-06"), pictures.picture()
    line = VerdictLine(
        "L-06", issue.store, issue.marketplace, Verdict.STALE, Words("report of 21 Nov", "11月21日的报表")
    )
    others = tuple(one for one in picture.verdicts if one.check != "L-06")
    blind = built(replace(picture, verdicts=(*others, line)))
    assert "reason: cannot judge: report of 21 Nov" in everything(issue_detail(issue, blind.wording))
    gone = built(replace(picture, verdicts=others))
    assert "L-06 did not run: its file could not be loaded" in everything(issue_detail(issue, gone.wording))


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


def test_a_price_and_its_lines_are_in_the_marketplaces_currency() -> None:
    """The listings report names none; an amount of another kind without one stays a bare number."""
    floor = Line("internal", Decimal("12.5"), crossed=True, source="DE/sku-master.csv:7")
    price = replace(issue_of("L-04"), lines=(floor,), impact=None)
    said = everything(issue_detail(price, built().wording))
    assert "price 1.99 EUR\n" in said
    assert "12.50 EUR" in said
    figure = Figure("difference", Decimal("1.99"), unit="money")
    assert "difference 1.99\n" in everything(issue_detail(replace(price, figure=figure), built().wording))

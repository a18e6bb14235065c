"""What the board says: what waits first, how long there is, what came of it, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cockpit.approval import Limits
from cockpit.board import Draft
from cockpit.board_fold import Action, Word
from cockpit.incident_facts import Incident
from cockpit.issue import Figure, Money, Pane, Severity, Subject, fingerprint
from cockpit.measured import Measured
from cockpit.outcome import Waits
from cockpit.picture import IncidentNote, Issue, Picture
from cockpit.text import Language, same
from cockpit.view.approvals import Looked, actions_about, approval_of, ends_at, when_words
from cockpit.view.board import Grouping, Heading, board_rows, counts, haystack
from cockpit.view.board_detail import board_detail
from cockpit.view.record import answers, before_of, draft_of, floor_of, incident_on, kinds_for
from cockpit.view.results import result_words
from cockpit.view.speech import Speech
from tests.screens import boards, pictures

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SKU = Subject("sku", "ZX-1")
ACOS = Figure("acos", 0.5, unit="rate")


def look(language: Language = "en", now: datetime = NOW) -> Looked:
    """A look at a board beside no picture."""
    picture = Picture(1, now, "shop", ("US",), (), (), (), (), ())
    return Looked(now, Speech(language, ZoneInfo("Asia/Shanghai")), Limits(), Waits(), picture)


def proposal(age: timedelta = HOUR, **more: object) -> Action:
    """A price that was proposed so long ago."""
    said = Word("li", 1000, NOW - age, "why")
    made = Action("a", "price", "US", "default", SKU, "L-04", "10", "20", "why", said, proposed=True)
    return replace(made, **more)  # type: ignore[arg-type]  # fields of Action


def done(age: timedelta = HOUR, **more: object) -> Action:
    """A bid that was done so long ago, from an A-01 issue."""
    said = Word("li", 1000, NOW - age)
    made = Action("d", "bid", "US", "default", SKU, "A-01", "1", "1.1", "", said, proposed=False, done=said,
                  issue="f" * 16, figure=ACOS)  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # fields of Action


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(), "24 h left"),
        (22 * HOUR, "2 h left"),
        (23 * HOUR + timedelta(minutes=30), "30 min left"),
        (24 * HOUR, "1 min over"),
        (27 * HOUR, "3 h over"),
    ],
)
def test_a_proposal_says_how_long_there_is(age: timedelta, said: str) -> None:
    """Within the last hour, and past it, it takes the colour of what is critical."""
    words, role = when_words(proposal(age), look())
    assert words == said
    assert role == ("critical" if age >= 23 * HOUR else "")


def test_an_approval_ends_a_day_after_it_was_given() -> None:
    """Not a day after it was asked for."""
    agreed = proposal(40 * HOUR, approved=Word("wang", 2, NOW - HOUR))
    assert ends_at(agreed, look()) == NOW + 23 * HOUR
    assert ends_at(done(), look()) is None


@pytest.mark.parametrize(
    ("action", "en", "zh"),
    [
        (proposal(), "", ""),
        (done(HOUR), "ACoS 50% → not enough data yet, from 4 Dec", "ACoS 50% → 数据尚不足,12月4日 起可见"),
        (done(11 * DAY), "ACoS 50% → not enough data yet", "ACoS 50% → 数据尚不足"),
        (done(130 * DAY), "", ""),  # too old to be measured: nothing is promised
        (done(HOUR, issue=""), "", ""),
        (
            done(12 * DAY, measured=Measured(NOW, NOW - DAY, gone=False, figure=replace(ACOS, value=0.3))),
            "ACoS 50% → 30% on data of 23 Nov",
            "ACoS 50% → 30%(11月23日 的数据)",
        ),
        (
            done(12 * DAY, measured=Measured(NOW, NOW - DAY, gone=False, figure=Figure("tacos", 0.3, unit="rate"))),
            "ACoS 50% → TACoS 30% on data of 23 Nov",
            "ACoS 50% → TACoS 30%(11月23日 的数据)",
        ),
        (
            done(12 * DAY, measured=Measured(NOW, NOW - DAY, gone=True), verified=Word("x", 1, NOW, machine=True)),
            "no longer raised on data of 23 Nov (the cockpit 09:00)",
            "11月23日 的数据已不再触发 (系统 09:00)",
        ),
        (
            done(HOUR, verified=Word("mei", 1, NOW), worked=False, issue=""),
            "it did not work (mei 09:00)",
            "无效 (mei 09:00)",
        ),
    ],
)  # fmt: skip
def test_what_came_of_it(action: Action, en: str, zh: str) -> None:
    """The figure before and after, what was looked at, or that there is not enough data yet."""
    for language, said in (("en", en), ("zh", zh)):
        shown = look("zh" if language == "zh" else "en")
        spans = result_words(action, shown.waits, NOW, shown.speech)
        assert "".join(span.text for span in spans) == said


def headings(grouping: Grouping, text: str = "") -> list[str]:
    """The headings of the prepared board."""
    shown = Looked(pictures.NOW, Speech("en", pictures.TEAM), Limits(), Waits(), pictures.picture())
    rows = board_rows(boards.actions(), grouping, shown, text)
    return [row.text for row in rows if isinstance(row, Heading)]


def test_what_somebody_must_do_stands_first() -> None:
    """Whatever the grouping: proposals, then approvals to use, then what was done alone."""
    first = ["Wait for a second person", "Approved, to be carried out",
             "Done without their second person: ratify or reverse"]  # fmt: skip
    groupings: tuple[Grouping, ...] = ("day", "person", "subject", "check")
    for grouping in groupings:
        assert headings(grouping)[:3] == first
    assert headings("day")[3:] == ["Yesterday · Sun 22 Nov", "Sat 21 Nov", "Fri 20 Nov", "Wed 11 Nov"]
    assert headings("person")[3:] == ["li", "mei"]
    assert headings("day", "wang 2026-11-20") == ["Fri 20 Nov"]


def test_the_heading_counts_what_waits() -> None:
    """Two wait, one is approved, one was done alone."""
    shown = Looked(pictures.NOW, Speech("en", pictures.TEAM), Limits(), Waits(), pictures.picture())
    assert counts(boards.actions(), shown) == (2, 1, 1)
    assert "2026-11-22" in haystack(boards.actions()[-3], shown)


def test_the_detail_has_the_history_in_both_zones() -> None:
    """Each word with who said it, in team time and the marketplace's."""
    agreed = proposal(2 * HOUR, approved=Word("wang", 2, NOW - HOUR, "fine"), self_tried=Word("li", 1000, NOW))
    facts = board_detail(agreed, look()).facts
    lines = ["".join(span.text for span in fact.spans) for fact in facts]
    assert lines[-3:] == [
        "proposed li 07:00 (15:00 PST)",
        "approved wang 08:00 (16:00 PST)  fine",
        "tried on their own li 09:00 (17:00 PST)",
    ]


def test_the_detail_says_why_an_agreed_proposal_is_no_more() -> None:
    """A proposal that was carried out with other values says who voided it and when, not only that it is expired."""
    agreed = proposal(2 * HOUR, approved=Word("wang", 2, NOW - HOUR), void=Word("li", 1000, NOW))
    lines = ["".join(span.text for span in fact.spans) for fact in board_detail(agreed, look()).facts]
    assert lines[-1] == "void, done with other values li 09:00 (17:00 PST)"


def price_issue(value: float, floor: float | None, name: str = "price") -> Issue:
    """An L-04 issue."""
    lines = () if floor is None else (pictures.target(floor),)
    return Issue(
        fingerprint("L-04", "default", "US", SKU), 1, "L-04", Severity.CRITICAL, Pane.MORNING, "default", "US", SKU,
        same("t"), same("a"), "open", NOW, NOW, figure=Figure(name, value, 12.5, 10, "money"), lines=lines,
        impact=Money(Decimal(1), "USD"), needs_approval=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("issue", "kind", "before", "floor"),
    [
        (price_issue(9.99, 14.5), "price", "9.99", "14.5"),
        (price_issue(9.9900, None), "price", "9.99", ""),
        (price_issue(298, 2146), "price", "298", "2146"),
        (price_issue(30, 14.5), "price", "30", ""),  # above its ceiling: that line is no floor
        (price_issue(-0.34, None, "price_change"), "price", "12.50", ""),
        (price_issue(9.99, 14.5), "bid", "", "14.5"),
    ],
)
def test_an_issue_fills_in_what_it_knows(issue: Issue, kind: str, before: str, floor: str) -> None:
    """The value before, where the figure is the very thing that changes; the floor, where a price is under it."""
    assert (before_of(issue, kind), floor_of(issue)) == (before, floor)
    assert draft_of(issue, kind).floor == (floor if kind == "price" else "")


def test_the_likely_kind_comes_first_and_every_kind_is_there() -> None:
    """By check, else by family."""
    assert [kinds_for(check)[0] for check in ("L-04", "L-02", "A-03", "A-99", "S-05", "P-03", "X-1")] == [
        "price", "listing", "negative", "bid", "removal", "claim", "other",
    ]  # fmt: skip
    assert len(set(kinds_for("L-04"))) == len(kinds_for("L-04")) == 12


def test_a_typed_action_finds_its_issue() -> None:
    """By check, marketplace and subject; another check's is none."""
    issue = price_issue(9.99, 14.5)
    picture = replace(look().picture, issues=(issue,))
    typed = replace(draft_of(issue, "price"), issue="", figure=None, store="", evidence="", floor="")
    assert answers(typed, picture) == draft_of(issue, "price")
    assert answers(replace(typed, check="P-01"), picture).issue == ""


def test_approval_follows_the_newest_action_on_the_issue() -> None:
    """Needed, asked for, agreed, refused, expired: the word of the newest one that answers it."""
    issue = price_issue(9.99, 14.5)
    agreed = proposal(approved=Word("wang", 2, NOW - HOUR))
    said = [
        approval_of(issue, actions, NOW, Limits())
        for actions in ((), (proposal(),), (proposal(), agreed), (proposal(refused=Word("w", 2, NOW)),))
    ]
    assert said == ["needed", "requested", "approved", "refused"]
    assert approval_of(issue, (agreed,), NOW + DAY, Limits()) == "expired"
    assert approval_of(replace(issue, needs_approval=False), (proposal(),), NOW, Limits()) == "not_needed"
    assert len(actions_about(issue, (proposal(), proposal(check="S-02"), proposal(marketplace="DE")))) == 1


@pytest.mark.parametrize(
    ("change", "marketplace", "found"),
    [
        ({}, "US", "PN-1"),
        ({}, "DE", ""),
        ({"marketplace": ""}, "DE", "PN-1"),  # nobody said which: better one question too many
        ({"skus": ("ZX-2",)}, "US", ""),
        ({"appeal_sent_at": NOW}, "US", "PN-1"),  # sent is not closed
        ({"appeal_sent_at": NOW, "closed_at": NOW}, "US", ""),
        ({"closed_at": NOW, "opened_at": NOW}, "US", ""),
    ],
)
def test_an_open_incident_is_found_by_its_product(change: dict[str, object], marketplace: str, found: str) -> None:
    """Until it is closed everything on the product is a key operation."""
    incident = replace(Incident("PN-1", "US", skus=("ZX-1",)), **change)  # type: ignore[arg-type]  # fields of Incident
    picture = replace(look().picture, incidents=(IncidentNote(incident, NOW),))
    assert incident_on(picture, marketplace, SKU) == found
    typed = Draft("price", marketplace, SKU, "10", "10.01")
    assert answers(typed, picture).incident == found

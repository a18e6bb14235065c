"""What an action came to: measured on newer data only, and honest about what cannot be said yet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.acted import Acted
from cockpit.board import Board, Draft
from cockpit.board_fold import Action, Word
from cockpit.issue import Figure, Pane, Severity, Subject, Verdict, fingerprint
from cockpit.measured import Measured
from cockpit.outcome import Missing, Waits, measured, ready_at
from cockpit.person import Person
from cockpit.picture import Issue, Picture, ReportNeed, VerdictLine
from cockpit.settings import load
from cockpit.text import same

DONE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LI = Person(1000, "li", "Li")
SKU = Subject("sku", "ZX-1")


def action(check: str = "L-04") -> Action:
    """A price change that was done from an issue."""
    done = Word("Li", 1000, DONE)
    return Action(
        "a1", "price", "US", "default", SKU, check, "9.99", "14.99", "below floor", done, proposed=False, done=done,
        issue=fingerprint(check, "default", "US", SKU), figure=Figure("price", 9.99),
    )  # fmt: skip


def issue(check: str = "L-04", state: str = "open", value: float = 12.0) -> Issue:
    """The issue as it is raised later."""
    made = Issue(
        fingerprint(check, "default", "US", SKU), 7, check, Severity.WARNING, Pane.MORNING, "default", "US", SKU,
        same("low"), same("raise it"), "open", DONE, DONE, figure=Figure("price", value, unit="money"),
    )  # fmt: skip
    return replace(made, state=state)  # type: ignore[arg-type]  # the words of SeenState


def picture(
    *issues: Issue, data_at: datetime | None = DONE + DAY, check: str = "L-04", status: str = "fresh",
    verdict: Verdict = Verdict.ISSUES, optional: bool = False,
) -> Picture:  # fmt: skip
    """A picture of later, with one report behind the check."""
    need = ReportNeed(
        "all-listings", same("listings"), same("menu"), "default", "US", (Pane.MORNING,), (check,),
        status, optional, data_at,  # type: ignore[arg-type]  # the words of its status
    )  # fmt: skip
    line = VerdictLine(check, "default", "US", verdict)
    return Picture(9, DONE + 2 * DAY, "shop", ("US",), issues, (line,), (), (need,), ())


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (picture(issue(), data_at=DONE), "too_early"),  # data of the very moment says nothing about what follows
        (picture(issue(), data_at=DONE - DAY), "too_early"),
        (picture(issue(), data_at=None, status="missing"), "no_report"),
        (picture(issue(), status="stale"), "no_report"),
        (picture(issue(), optional=True), "no_report"),  # what the check can do without proves nothing
        (picture(issue(), verdict=Verdict.NO_DATA), "not_judged"),
        (picture(verdict=Verdict.IMMATURE), "not_judged"),
        (picture(verdict=Verdict.SMALL_SAMPLE), "not_judged"),
        (picture(issue(state="unsure")), "not_judged"),
    ],
)
def test_what_cannot_be_said_is_not_said(seen: Picture, said: Missing) -> None:
    """Too fresh, missing, stale or unjudged data gives no figure afterwards, closed or not."""
    assert measured(action(), seen, Waits(), closed=True) == said


def test_an_issue_that_is_still_raised_gives_its_figure() -> None:
    """The figure afterwards is the issue's own, with the age of the data it stands on."""
    found = measured(action(), picture(issue(value=12.0)), Waits(), closed=False)
    assert isinstance(found, Measured)
    assert (found.gone, found.data_at) == (False, DONE + DAY)
    assert found.figure == Figure("price", 12.0, unit="money")


def test_an_issue_that_only_another_one_explains_has_not_gone() -> None:
    """Silent is not solved: the ledger says whether it closed because it is gone."""
    seen = picture(verdict=Verdict.OK)
    assert measured(action(), seen, Waits(), closed=False) == "explained"
    found = measured(action(), seen, Waits(), closed=True)
    assert isinstance(found, Measured)
    assert found.gone


@pytest.mark.parametrize(("check", "days"), [("L-04", 0), ("S-02", 0), ("A-01", 10), ("H-02", 14)])
def test_ads_and_rates_need_time(check: str, days: int) -> None:
    """Ads data needs 7 days to take effect and 3 to mature; exactly that long is not yet newer."""
    done = action(check)
    assert ready_at(done, Waits()) == DONE + days * DAY
    at, after = DONE + days * DAY, DONE + days * DAY + timedelta(seconds=1)
    assert measured(done, picture(issue(check), data_at=at, check=check), Waits(), closed=False) == "too_early"
    later = measured(done, picture(issue(check), data_at=after, check=check), Waits(), closed=False)
    assert isinstance(later, Measured)


def test_the_waits_are_those_of_the_settings() -> None:
    """[board] moves them; what it does not name stays as shipped."""
    assert Waits.of({"result_days_ads": 5, "unknown": 1}).after("A-08") == 5 * DAY
    assert Waits.of({}).after("A-08") == 10 * DAY


# ── Written down ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def recorded(tmp_path: Path) -> tuple[Path, str]:
    """A workspace on whose board a price change was done from an issue."""
    (tmp_path / "config.toml").write_text("", "utf-8")
    draft = Draft("price", "US", SKU, "14.00", "14.50", "", "L-04", "default", issue().fingerprint, "US/a.txt:3",
                  Figure("price", 9.99, unit="money"))  # fmt: skip
    return tmp_path, Board(tmp_path, load(tmp_path)).done(draft, LI, DONE)


def line(folder: Path, id_: str) -> Action:
    """The action as another start reads it."""
    [found] = [one for one in Board(folder, load(folder)).actions(DONE + 5 * DAY) if one.id == id_]
    return found


def test_a_figure_that_is_still_raised_is_kept_and_decides_nothing(recorded: tuple[Path, str]) -> None:
    """The board has the figure before and after; whether it worked is a person's word."""
    folder, id_ = recorded
    Acted(folder, load(folder)).settle(picture(issue()), lambda _: False, LI)
    after = line(folder, id_)
    assert after.measured
    assert (after.figure, after.measured.figure) == (
        Figure("price", 9.99, unit="money"),
        Figure("price", 12.0, unit="money"),
    )
    assert (after.verified, after.evidence) == (None, "US/a.txt:3")


def test_an_issue_that_went_on_newer_data_verifies_the_action(recorded: tuple[Path, str]) -> None:
    """The cockpit marks it, says so, and does it once."""
    folder, id_ = recorded
    acted = Acted(folder, load(folder))
    acted.settle(picture(issue()), lambda _: False, LI)
    for _ in range(2):
        acted.settle(picture(verdict=Verdict.OK), lambda _: True, LI)
    after = line(folder, id_)
    assert after.verified
    assert after.measured
    assert (after.verified.machine, after.worked, after.measured.gone) == (True, True, True)
    events = (folder / "state" / "journal").glob("*.jsonl")
    assert sum(text.count("action-measured") for text in (path.read_text("utf-8") for path in events)) == 2


def test_a_persons_word_stays(recorded: tuple[Path, str]) -> None:
    """Who said that it did not work is not overruled by the machine."""
    folder, id_ = recorded
    Board(folder, load(folder)).verify(id_, LI, DONE + DAY, "still low", worked=False)
    Acted(folder, load(folder)).settle(picture(verdict=Verdict.OK), lambda _: True, LI)
    after = line(folder, id_)
    assert after.verified
    assert (after.worked, after.verified.why, after.verified.machine) == (False, "still low", False)

"""What a finding becomes in the picture: words, bounded rows, exact counts, and its memory."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from cockpit import wire
from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Line,
    Money,
    NoSettings,
    Pane,
    Severity,
    Subject,
    Words,
    check,
)
from cockpit.check import Judgement, Silenced
from cockpit.issue import Verdict, fingerprint
from cockpit.ledger import Entry
from cockpit.picture_of import Around, draw, effects_of, headings_of, issue_of, ruling, sighting, unchecked
from cockpit.tables import Table, Tables

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
SKU = Subject("sku", "ZX-1")


@check("S-02", Words("Stock-out", "断货"), pane=Pane.MORNING, needs=("stock",))
def stock_out(_ctx: Context[NoSettings]) -> tuple[()]:
    """Say nothing: the tests make its findings."""
    return ()


JUDGEMENT = Judgement(stock_out, "default", "US", Verdict.ISSUES)
HEADINGS = {"US/stock.txt": {"sku": "seller-sku", "price": "your-price"}}


def finding(**changes: Any) -> Finding:
    """A finding with the given parts."""
    given = {
        "subject": SKU,
        "severity": Severity.WARNING,
        "title": Words("low", "低"),
        "action": Words("reorder", "补货"),
        **changes,
    }
    return Finding(**given)


def rows(count: int, file: str = "US/stock.txt") -> pl.DataFrame:
    """Evidence of so many rows."""
    return pl.DataFrame(
        {
            "sku": [f"00{number}" for number in range(count)],
            "price": [Decimal("12.5000")] * count,
            "on": [date(2026, 11, 1)] * count,
            FILE: [file] * count,
            ROW: list(range(2, count + 2)),
        },
        schema_overrides={"price": pl.Decimal(18, 4), ROW: pl.UInt32},
    )


def test_rows_stand_under_the_files_own_headings() -> None:
    """Three rows are shown, all are counted, and each names its place."""
    drawn = draw(JUDGEMENT, finding(evidence=(rows(2), rows(3))), HEADINGS, 3, NOW)
    assert drawn.issue.rows_total == 5
    assert [(row.file, row.row) for row in drawn.issue.rows] == [
        ("US/stock.txt", 2),
        ("US/stock.txt", 3),
        ("US/stock.txt", 2),
    ]
    assert drawn.issue.rows[0].cells == (("seller-sku", "000"), ("your-price", "12.50"), ("on", "2026-11-01"))
    assert len(drawn.places) == 5


def test_the_rows_that_can_be_opened_are_bounded_and_their_count_is_not() -> None:
    """An account-wide issue over 5,000 orders says 5,000."""
    drawn = draw(JUDGEMENT, finding(evidence=(rows(5_000),)), HEADINGS, 3, NOW)
    assert (drawn.issue.rows_total, len(drawn.places)) == (5_000, 1_000)


def test_a_row_that_a_join_left_without_a_place_is_not_shown() -> None:
    """Nothing can be opened there."""
    frame = pl.concat([rows(1), pl.DataFrame({FILE: [None], ROW: [None]})], how="diagonal_relaxed")
    drawn = draw(JUDGEMENT, finding(evidence=(frame,)), HEADINGS, 3, NOW)
    assert (len(drawn.places), len(drawn.issue.rows)) == (1, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (0.1 + 0.2, "0.3"),
        (7, "7"),
        (["a", "b"], "a;b"),
        (Decimal("3.14159"), "3.14159"),
        (datetime(2026, 11, 1, 9, 30, tzinfo=UTC), "2026-11-01 09:30:00+00:00"),
        ("x" * 500, "x" * 200),
    ],
)
def test_cells_read_as_a_report_writes_them(value: Any, text: str) -> None:
    """Typed values become text again without noise."""
    frame = pl.DataFrame({"v": [value], FILE: ["f"], ROW: [1]})
    assert draw(JUDGEMENT, finding(evidence=(frame,)), {}, 1, NOW).issue.rows[0].cells == (("v", text),)


def test_only_plain_values_leave_the_process() -> None:
    """Whatever numbers a check computes with, what goes down the pipe can be read at the other end."""

    class Odd(float):
        pass

    class Name(str):
        __slots__ = ()

    drawn = draw(
        JUDGEMENT,
        finding(
            subject=Subject("sku", Name("A")),
            title=Words(Name("t"), "t"),
            figure=Figure(Name("cover"), Odd(1.5), float("nan"), Decimal(3)),
            lines=(Line("internal", float("inf"), crossed=True, source=Name("x")),),
            impact=Money(Decimal(2), Name("USD")),
        ),
        {},
        3,
        NOW,
    )
    assert wire.loads(wire.dumps(drawn.issue)) == drawn.issue
    assert drawn.issue.figure == Figure("cover", 1.5, None, Decimal(3))


@pytest.mark.parametrize("wrong", [{"title": "text"}, {"evidence": (pl.DataFrame({"sku": ["A"]}),)}])
def test_a_finding_that_is_none_is_refused(wrong: dict[str, Any]) -> None:
    """A title that is no Words, evidence without its places: the check has failed, and the caller says so."""
    with pytest.raises((TypeError, pl.exceptions.ColumnNotFoundError)):
        draw(JUDGEMENT, finding(**wrong), {}, 3, NOW)


def entry(state: Any = "open") -> Entry:
    """What the ledger remembers of the issue."""
    drawn = draw(JUDGEMENT, finding(), {}, 3, NOW)
    seen = datetime(2026, 11, 20, tzinfo=UTC)
    return Entry(drawn.issue.fingerprint, 142, state, sighting(drawn), seen, NOW, seen, 1, 3, 3, trend=(2.0, 3.0))


def test_a_found_issue_has_its_memory() -> None:
    """Number, state, first seen, reopened and trend are the ledger's; the rest is this run's."""
    drawn = draw(JUDGEMENT, finding(evidence=(rows(1),)), {}, 3, NOW).issue
    issue = issue_of(entry(), drawn, Around((("S-03", Words("reorder date", "补货日")),)))
    assert (issue.number, issue.state, issue.reopened, issue.trend) == (142, "open", 1, (2.0, 3.0))
    assert issue.first_seen == datetime(2026, 11, 20, tzinfo=UTC)
    assert issue.rows_total == 1
    assert issue.effects[0][0] == "S-03"


def test_an_issue_that_cannot_be_judged_is_still_told() -> None:
    """What the ledger remembers of it is enough for its line in the list."""
    issue = issue_of(entry("unsure"), None)
    assert (issue.state, issue.title, issue.subject, issue.rows) == ("unsure", Words("low", "低"), SKU, ())


@pytest.mark.parametrize(
    ("changes", "tags"),
    [
        ({}, ()),
        ({"baseline": True}, ("baseline",)),
        ({"baseline": True, "number": 0}, ()),
        ({"flapping": True, "baseline": True}, ("flapping", "baseline")),
    ],
)
def test_the_memory_of_an_issue_tags_it(changes: dict[str, Any], tags: tuple[str, ...]) -> None:
    """Flapping shows at once; known on day one is only what a first run really wrote down."""
    drawn = draw(JUDGEMENT, finding(tags=("watch",)), {}, 3, NOW).issue
    assert issue_of(replace(entry(), **changes), drawn).tags == ("watch", *tags)


@pytest.mark.parametrize(
    ("said", "checks", "named", "why"),
    [
        (Verdict.STALE, {"S-02"}, (), ""),
        (Verdict.OFF, {"S-02"}, (), "off"),
        (Verdict.NOT_APPLICABLE, {"S-02"}, (), "not_applicable"),
        (None, {"S-02"}, (), "absent"),
        (None, {"S-02"}, ("US",), "absent"),
        (None, {"S-02"}, ("DE",), "left"),
        (None, {"S-03"}, ("DE",), "removed"),
    ],
)
def test_why_nobody_looks_any_more(said: Verdict | None, checks: set[str], named: tuple[str, ...], why: str) -> None:
    """An unsure issue says why nobody will look again: check off or gone, marketplace left, no report, no such rule."""
    verdicts = {} if said is None else {("S-02", "default", "US"): said}
    assert unchecked(entry("unsure"), verdicts, checks, named) == why
    assert unchecked(entry("open"), verdicts, checks, named) == ""


def test_a_ruling_names_what_is_explained_by_whom() -> None:
    """A silenced finding closes with its cause instead of being cleared."""
    judgement = Judgement(stock_out, "default", "US", Verdict.OK, silenced=(Silenced(finding(), "S-01", SKU),))
    assert ruling(judgement).silenced == {fingerprint("S-02", "default", "US", SKU): "S-01"}
    assert effects_of([judgement]) == {fingerprint("S-01", "default", "US", SKU): (("S-02", Words("low", "低")),)}


def test_headings_are_found_by_file() -> None:
    """Every file of every table, older ones too, has the spelling of its header."""
    table = Table("stock", "default", "US", rows(1), NOW, files=("US/stock.txt",), headers={"sku": "seller-sku"})
    older = Table("stock", "default", "US", rows(1), NOW, files=("US/old.txt",), headers={"sku": "SKU"})
    key = ("stock", "default", "US")
    assert headings_of(Tables({key: table}, {key: (older,)})) == {
        "US/stock.txt": {"sku": "seller-sku"},
        "US/old.txt": {"sku": "SKU"},
    }

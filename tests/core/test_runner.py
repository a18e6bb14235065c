"""Verdicts, failures, doubts and silencing: what the runner makes of what checks say."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cockpit import settings
from cockpit.api import (
    FILE,
    ROW,
    Check,
    Context,
    Finding,
    NoSettings,
    NotJudged,
    Pane,
    Say,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    same,
)
from cockpit.check import Judgement
from cockpit.clock import Clock
from cockpit.problems import Problem
from cockpit.runner import TypeNote, World, run
from cockpit.tables import Table, Tables

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
SKU = Subject("sku", "ZX-1")
DO = Words("do", "做")


def table(name: str, marketplace: str = "US", *, stale: bool = False, doubts: tuple[Problem, ...] = ()) -> Table:
    """A table with one row."""
    frame = pl.DataFrame({"sku": ["ZX-1"], FILE: ["US/stock.txt"], ROW: [2]})
    return Table(name, "default", marketplace, frame, NOW, stale=stale, doubts=doubts)


def world(checks: list[Check[Any]], tables: list[Table], tmp_path: Path, config: str = "") -> World:
    """A run over these checks and tables."""
    (tmp_path / "config.toml").write_text(config)
    current = {(item.type, item.store, item.marketplace): item for item in tables}
    types = {name: TypeNote(name, Words(name, name), False, pl.DataFrame) for name in ("stock", "orders")}
    return World(tuple(checks), Tables(current), settings.load(tmp_path), Clock(NOW), types)


def a_check(say: Callable[[Context[Any]], Iterator[Say]], id_: str = "Z-01", **declared: Any) -> Check[Any]:
    """A check that says what it is told to."""
    given = {"pane": Pane.MORNING, "needs": ("stock",), **declared}
    return check(id_, Words(id_, id_), **given)(say)


def finds(_ctx: Context[NoSettings]) -> Iterator[Say]:
    """Find the SKU."""
    yield Finding(SKU, Severity.WARNING, Words("low", "低"), DO)


def nothing(_ctx: Context[NoSettings]) -> Iterator[Say]:
    """Find nothing."""
    yield from ()


def one(judgements: tuple[Judgement, ...]) -> Judgement:
    """The only judgement."""
    (judgement,) = judgements
    return judgement


def test_nothing_found_in_fresh_whole_data_is_ok(tmp_path: Path) -> None:
    """Only then may a check be called ok."""
    judgement = one(run(world([a_check(nothing)], [table("stock")], tmp_path)))
    assert (judgement.verdict, judgement.covers_all) == (Verdict.OK, True)


def test_a_missing_report_is_no_data_and_says_which(tmp_path: Path) -> None:
    """The reason names the report and the marketplace."""
    judgement = one(run(world([a_check(nothing)], [table("orders")], tmp_path)))
    assert judgement.verdict == Verdict.NO_DATA
    assert judgement.reason == Words("no stock report for US", "US 缺少“stock”报表")


def test_a_stale_report_is_not_judged(tmp_path: Path) -> None:
    """An old verdict is not repeated as current."""
    judgement = one(run(world([a_check(finds)], [table("stock", stale=True)], tmp_path)))
    assert (judgement.verdict, judgement.findings) == (Verdict.STALE, ())


def test_doubtful_data_without_a_finding_is_never_ok(tmp_path: Path) -> None:
    """A row that could not be read may be the one that matters."""
    doubt = Problem("bad-cell", "US/stock.txt", row=7)
    judgement = one(run(world([a_check(nothing)], [table("stock", doubts=(doubt,))], tmp_path)))
    assert (judgement.verdict, judgement.covers_all) == (Verdict.NO_DATA, False)
    assert "7" in (judgement.reason or DO).en


def test_doubtful_data_with_a_finding_clears_no_other_issue(tmp_path: Path) -> None:
    """What is found is shown; what is not found is not therefore gone."""
    doubt = Problem("bad-cell", "US/stock.txt", row=7)
    judgement = one(run(world([a_check(finds)], [table("stock", doubts=(doubt,))], tmp_path)))
    assert (judgement.verdict, judgement.covers_all) == (Verdict.ISSUES, False)


def test_a_check_that_raises_fails_alone(tmp_path: Path) -> None:
    """Its verdict is failed, with file and line; the other check is judged."""

    def raises(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield from ()
        raise KeyError("no-such-column")

    bad, good = run(world([a_check(raises), a_check(finds, "Z-02")], [table("stock")], tmp_path))
    assert bad.verdict == Verdict.FAILED
    assert bad.problem is not None
    assert (bad.problem.code, bad.problem.file) == ("check-failed", "core/test_runner.py")
    assert bad.problem.row
    assert good.verdict == Verdict.ISSUES


def test_a_panic_of_polars_is_a_failed_check(tmp_path: Path) -> None:
    """Polars' own panic is no Exception, and must not end the run."""

    def panics(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield from ()
        raise pl.exceptions.PanicException("out of range")

    assert one(run(world([a_check(panics)], [table("stock")], tmp_path))).verdict == Verdict.FAILED


def test_reading_an_undeclared_report_fails(tmp_path: Path) -> None:
    """`needs` and `wants` are promises that caching rests on."""

    def sneaks(ctx: Context[NoSettings]) -> Iterator[Say]:
        ctx.frame("orders")
        yield from ()

    assert one(run(world([a_check(sneaks)], [table("stock")], tmp_path))).verdict == Verdict.FAILED


@pytest.mark.parametrize("verdict", [Verdict.IMMATURE, Verdict.SMALL_SAMPLE, Verdict.NOT_APPLICABLE])
def test_a_check_may_say_why_it_cannot_judge(tmp_path: Path, verdict: Verdict) -> None:
    """Its own verdict and reason stand."""

    def cannot(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield NotJudged(verdict, Words("too few", "太少"))

    judgement = one(run(world([a_check(cannot)], [table("stock")], tmp_path)))
    assert (judgement.verdict, judgement.reason) == (verdict, Words("too few", "太少"))


def test_a_reason_that_is_not_read_is_not_made(tmp_path: Path) -> None:
    """Of many subjects that cannot be judged one reason is read: the texts of the others would cost more than all."""
    made: list[str] = []

    def reason(sku: str) -> Words:
        made.append(sku)
        return same(sku)

    def cannot(_ctx: Context[NoSettings]) -> Iterator[Say]:
        for sku in ("ZX-1", "ZX-2", "ZX-3"):
            yield NotJudged(Verdict.NO_DATA, partial(reason, sku), Subject("sku", sku))

    judgement = one(run(world([a_check(cannot)], [table("stock")], tmp_path)))
    assert (judgement.reason, made, len(judgement.unsure)) == (same("ZX-1"), ["ZX-1"], 3)


def test_a_reason_that_cannot_be_made_fails_its_check_alone(tmp_path: Path) -> None:
    """It is the check's own code, asked for when the check is over."""

    def reason() -> Words:
        raise KeyError("no-such-column")

    def cannot(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield NotJudged(Verdict.NO_DATA, reason)

    bad, good = run(world([a_check(cannot), a_check(finds, "Z-02")], [table("stock")], tmp_path))
    assert (bad.verdict, good.verdict) == (Verdict.FAILED, Verdict.ISSUES)


def test_one_subject_that_cannot_be_judged_is_unsure_and_the_rest_stands(tmp_path: Path) -> None:
    """The ledger keeps that subject's issue and may clear the others."""

    def partly(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield Finding(SKU, Severity.WARNING, Words("low", "低"), DO)
        yield NotJudged(Verdict.IMMATURE, Words("new", "新"), Subject("sku", "ZX-2"))

    judgement = one(run(world([a_check(partly)], [table("stock")], tmp_path)))
    assert judgement.verdict == Verdict.ISSUES
    assert judgement.unsure == (Subject("sku", "ZX-2"),)
    assert judgement.covers_all


@pytest.mark.parametrize(("verdict", "whole"), [(Verdict.SMALL_SAMPLE, Verdict.OK), (Verdict.NO_DATA, Verdict.NO_DATA)])
def test_a_subject_with_too_few_cases_does_not_blind_its_check(
    tmp_path: Path, verdict: Verdict, whole: Verdict
) -> None:
    """One ASIN with five views is unsure by itself; a cell that is missing leaves the check without a verdict."""

    def partly(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield NotJudged(verdict, Words("cannot say", "无法判定"), Subject("sku", "ZX-2"))

    judgement = one(run(world([a_check(partly)], [table("stock")], tmp_path)))
    assert (judgement.verdict, judgement.covers_all) == (whole, True)
    assert judgement.unsure == (Subject("sku", "ZX-2"),)


def test_a_cause_silences_its_effect_on_the_same_subject(tmp_path: Path) -> None:
    """One cause is one issue; the effect is listed under it."""
    cause, effect = a_check(finds, "Z-01"), a_check(finds, "Z-02", yields_to=("Z-01",))
    loud, quiet = run(world([cause, effect], [table("stock")], tmp_path))
    assert len(loud.findings) == 1
    assert quiet.findings == ()
    assert [(item.by_check, item.by_subject) for item in quiet.silenced] == [("Z-01", SKU)]


def test_a_check_whose_every_finding_is_explained_says_by_which_check(tmp_path: Path) -> None:
    """Its verdict stays what it found, with the reason why no issue of it is listed; with one left it needs none."""

    def more(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield from finds(_ctx)
        yield Finding(Subject("sku", "ZX-2"), Severity.WARNING, Words("low", "低"), DO)

    effect, partly = a_check(finds, yields_to=("Z-09",)), a_check(more, "Z-02", yields_to=("Z-09",))
    explained, left, cause = run(world([effect, partly, a_check(finds, "Z-09")], [table("stock")], tmp_path))
    assert (explained.verdict, explained.findings) == (Verdict.ISSUES, ())
    assert explained.reason is not None
    assert explained.reason.en == "1 finding, explained by Z-09 and listed there as evidence"
    assert "Z-09" in explained.reason.zh
    assert (left.reason, cause.reason) == (None, None)


def test_a_cause_silences_an_effect_that_is_about_it(tmp_path: Path) -> None:
    """A campaign's finding about a SKU that is out of stock is the stock's issue."""

    def campaign(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield Finding(Subject("campaign", "auto"), Severity.WARNING, Words("x", "x"), DO, about=(SKU,))

    cause, effect = a_check(finds, "Z-01"), a_check(campaign, "Z-02", yields_to=("Z-01",))
    _, quiet = run(world([cause, effect], [table("stock")], tmp_path))
    assert len(quiet.silenced) == 1


def test_a_cause_in_another_marketplace_silences_nothing(tmp_path: Path) -> None:
    """Marketplaces never mix."""

    def in_de(ctx: Context[NoSettings]) -> Iterator[Say]:
        if ctx.marketplace == "DE":
            yield Finding(SKU, Severity.WARNING, Words("x", "x"), DO)

    def in_us(ctx: Context[NoSettings]) -> Iterator[Say]:
        if ctx.marketplace == "US":
            yield Finding(SKU, Severity.WARNING, Words("x", "x"), DO)

    checks = [a_check(in_de, "Z-01"), a_check(in_us, "Z-02", yields_to=("Z-01",))]
    judgements = run(world(checks, [table("stock"), table("stock", "DE")], tmp_path))
    assert sum(len(judgement.findings) for judgement in judgements) == 2


def test_the_worst_of_two_findings_on_one_subject_stands(tmp_path: Path) -> None:
    """A subject has one issue per check."""

    def twice(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield Finding(SKU, Severity.INFO, Words("a", "a"), DO)
        yield Finding(SKU, Severity.CRITICAL, Words("b", "b"), DO)

    judgement = one(run(world([a_check(twice)], [table("stock")], tmp_path)))
    assert [finding.severity for finding in judgement.findings] == [Severity.CRITICAL]


def test_the_workspace_may_switch_off_move_or_soften_a_check(tmp_path: Path) -> None:
    """[checks."ID"] takes enabled, pane and the worst severity."""
    config = "[checks.'Z-01']\nenabled = false\n[checks.'Z-02']\npane = 'noon'\nseverity = 'info'\n"
    off, moved = run(world([a_check(finds), a_check(finds, "Z-02")], [table("stock")], tmp_path, config))
    assert off.verdict == Verdict.OFF
    assert [(finding.pane, finding.severity) for finding in moved.findings] == [(Pane.NOON, Severity.INFO)]


def test_a_choice_of_reports_is_judged_on_the_one_that_is_there(tmp_path: Path) -> None:
    """`any_of` needs one; without any, the reason lists them all."""
    either = a_check(finds, needs=(), any_of=("stock", "orders"))
    assert one(run(world([either], [table("orders")], tmp_path))).verdict == Verdict.ISSUES
    named = one(run(world([either], [], tmp_path, "[profile]\nmarketplaces = ['US']\n")))
    assert named.reason == Words("no stock or orders report for US", "US 缺少“stock”或“orders”报表")


def test_a_marketplace_that_the_settings_name_is_judged_without_any_report(tmp_path: Path) -> None:
    """A shop whose reports never came is blind, not calm."""
    judgements = run(world([a_check(nothing)], [table("stock")], tmp_path, "[profile]\nmarketplaces = ['US', 'JP']\n"))
    assert [(item.marketplace, item.verdict) for item in judgements] == [("JP", "no_data"), ("US", "ok")]


def test_a_report_is_needed_in_every_pane_of_the_checks_that_read_it(tmp_path: Path) -> None:
    """A missing one is due where its checks stand, and leaves their further panes incomplete as well."""
    weekly = a_check(nothing, pane=Pane.WEEKLY, also_in=(Pane.MORNING, Pane.MONTH_END))
    noon = a_check(nothing, "Z-02", pane=Pane.NOON)
    here = world([weekly, noon], [table("stock")], tmp_path)
    (demand,) = here.demands(("default", "US"))
    assert demand.panes == (Pane.NOON, Pane.WEEKLY, Pane.MORNING, Pane.MONTH_END)

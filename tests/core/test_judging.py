"""Which checks run again: only those that a changed report, setting or moment may make say something else."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import polars as pl
import pytest

from cockpit import settings
from cockpit.api import (
    FILE,
    ROW,
    Check,
    Context,
    Figure,
    Finding,
    NoSettings,
    Pane,
    RecordedAction,
    Say,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
)
from cockpit.clock import Clock
from cockpit.judging import Judging, Stale, next_boundary
from cockpit.report_file import ReportFile
from cockpit.runner import TypeNote, World
from cockpit.settings import Profile
from cockpit.tables import Table, Tables

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # 10:30 in Shanghai
TYPES = {name: TypeNote(name, Words(name, name), False, pl.DataFrame) for name in ("stock", "orders")}


def report(type_: str, digest: str = "a") -> ReportFile:
    """A file of a type, with a content of a digest."""
    return ReportFile(f"US/{type_}.txt", type_, marketplace="US", digest=digest, status="fresh")


def world(checks: list[Check[Any]], *files: ReportFile, now: datetime = NOW) -> World:
    """A run over these checks and files."""
    frame = pl.DataFrame({"sku": ["ZX-1"], FILE: ["US/stock.txt"], ROW: [2]})
    current = {
        (file.type, "default", "US"): Table(file.type, "default", "US", frame, NOW, files=(file.path,))
        for file in files
        if file.type
    }
    return World(tuple(checks), Tables(current, files=files), settings.defaults(Path()), Clock(now), TYPES)


class Counting:
    """A judging that knows which checks really ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.judging = Judging(self.ran.append)

    def run(self, world: World, version: str = "1") -> list[str]:
        """The ids of the checks that ran."""
        self.ran.clear()
        self.judging.run(world, version, lambda: False)
        return list(self.ran)


def a_check(id_: str, say: Callable[[Context[Any]], Iterator[Say]] | None = None, **declared: Any) -> Check[Any]:
    """A check that finds nothing in the type named by its needs, or says what it is told to."""

    def nothing(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield from ()

    return check(id_, Words(id_, id_), pane=Pane.MORNING, **declared)(say or nothing)


STOCK = a_check("S-02", needs=("stock",))
ORDERS = a_check("F-01", needs=("orders",))


def test_only_the_checks_of_a_changed_report_run_again() -> None:
    """A new state of one report leaves the verdicts on the others as they are."""
    counting = Counting()
    assert counting.run(world([ORDERS, STOCK], report("stock"), report("orders"))) == ["F-01", "S-02"]
    assert counting.run(world([ORDERS, STOCK], report("stock"), report("orders"))) == []
    assert counting.run(world([ORDERS, STOCK], report("stock", "b"), report("orders"))) == ["S-02"]


def test_a_report_that_comes_or_goes_is_a_change() -> None:
    """The verdict no_data is reused only while the report is missing."""
    counting = Counting()
    counting.run(world([ORDERS, STOCK], report("stock")))
    assert counting.run(world([ORDERS, STOCK], report("stock"), report("orders"))) == ["F-01"]
    assert counting.run(world([ORDERS, STOCK], report("orders"))) == ["S-02"]


def test_settings_and_code_make_everything_run_again() -> None:
    """A new version stands for an edited config.toml or a reloaded check."""
    counting = Counting()
    counting.run(world([STOCK], report("stock")))
    assert counting.run(world([STOCK], report("stock")), version="2") == ["S-02"]


def test_an_edited_check_runs_again_alone() -> None:
    """A check that was loaded again is another check under the same id."""
    counting = Counting()
    counting.run(world([ORDERS, STOCK], report("stock"), report("orders")))
    edited = a_check("S-02", needs=("stock",))
    assert counting.run(world([ORDERS, edited], report("stock"), report("orders"))) == ["S-02"]


def test_a_check_that_looks_at_files_runs_for_any_file() -> None:
    """One that reads no type, or judges files that belong nowhere, may see every file."""
    counting = Counting()
    data = a_check("D-01")
    counting.run(world([data, STOCK], report("stock")))
    strange = ReportFile("US/strange.csv")
    assert counting.run(world([data, STOCK], report("stock"), strange)) == ["D-01"]


def _elsewhere(ctx: Context[NoSettings]) -> Iterator[Say]:
    """Looks into the orders of another marketplace, through a value that it may share."""
    ctx.once("elsewhere", lambda: ctx.tables.get("orders", ctx.store, "DE"))
    yield from ()


def test_a_check_that_looks_elsewhere_rests_on_what_it_saw_there() -> None:
    """Storage is paid by another marketplace's settlement: when that changes, the word here may be another."""
    counting = Counting()
    checks = [a_check("P-13", _elsewhere, needs=("stock",)), a_check("P-14", _elsewhere, needs=("stock",)), STOCK]

    def german(digest: str) -> World:
        found = world(checks, report("stock"))
        file = replace(report("orders", digest), path="DE/orders.txt", marketplace="DE")
        table = Table("orders", "default", "DE", pl.DataFrame(), NOW, files=(file.path,))
        tables = Tables({**found.tables.current, ("orders", "default", "DE"): table}, files=(*found.tables.files, file))
        return replace(found, tables=tables)

    counting.run(german("a"))
    assert counting.run(german("a")) == []
    assert counting.run(german("b")) == ["P-13", "P-14"]


def test_the_rows_of_a_run_are_freed_with_it() -> None:
    """Neither a check's view of the tables nor what it found holds them, in a circle or otherwise."""

    def finds(ctx: Context[NoSettings]) -> Iterator[Say]:
        rows = ctx.frame("stock")
        yield Finding(Subject("sku", "ZX-1"), Severity.INFO, Words("a", "a"), Words("b", "b"), evidence=(rows,))

    counting, seen = Counting(), world([a_check("S-02", finds, needs=("stock",))], report("stock"))
    gc.collect()
    gc.disable()
    try:
        rows = weakref.ref(seen.tables.current["stock", "default", "US"].frame)
        assert counting.run(seen) == ["S-02"]
        del seen
        assert rows() is None
    finally:
        gc.enable()


def test_a_data_check_that_declares_its_reports_rests_on_those_alone() -> None:
    """It judges stale reports too, but no others: a small change must not make it read all that it declares."""
    counting = Counting()
    late = a_check("A-10", needs=("stock",), judges_stale=True)
    counting.run(world([late], report("stock"), report("orders")))
    assert counting.run(world([late], report("stock"), report("orders", "b"))) == []
    assert counting.run(world([late], report("stock", "b"), report("orders", "b"))) == ["A-10"]


def test_a_marketplace_that_comes_is_a_change() -> None:
    """How many marketplaces a store has is something to a check of each of them (T-05)."""
    counting, first = Counting(), world([STOCK], report("stock"))
    counting.run(first)
    german = Table("stock", "default", "DE", pl.DataFrame(), NOW)
    both = replace(
        first, tables=Tables({**first.tables.current, ("stock", "default", "DE"): german}, files=first.tables.files)
    )
    assert counting.run(both) == ["S-02", "S-02"]


def test_a_check_of_what_belongs_nowhere_rests_on_its_reports_elsewhere() -> None:
    """A check that also runs for no marketplace looks at every file there alone: elsewhere at the types it reads."""
    counting = Counting()
    team = a_check("T-01", wants=("stock",), unplaced=True)
    counting.run(world([team], report("stock")))
    assert counting.run(world([team], report("stock"), report("orders"))) == ["T-01"]


def test_a_deadline_makes_its_check_run_again() -> None:
    """A verdict holds until the moment that the check itself has named."""

    def due_soon(ctx: Context[NoSettings]) -> Iterator[Say]:
        ctx.changes_at(NOW + timedelta(minutes=10))
        yield from ()

    counting = Counting()
    urgent = a_check("C-01", due_soon, needs=("stock",))
    counting.run(world([ORDERS, urgent], report("stock"), report("orders")))
    assert counting.judging.due() == NOW + timedelta(minutes=10)
    before, after = NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)
    assert counting.run(world([ORDERS, urgent], report("stock"), report("orders"), now=before)) == []
    assert counting.run(world([ORDERS, urgent], report("stock"), report("orders"), now=after)) == ["C-01"]


def test_a_sentence_in_hours_is_renewed_within_the_hour() -> None:
    """What says "waits 19 h" is not read three hours later."""

    def waits(_ctx: Context[NoSettings]) -> Iterator[Say]:
        figure = Figure("age", 19.0, unit="hours")
        yield Finding(Subject("thread", "T"), Severity.WARNING, Words("19 h", "19 小时"), Words("do", "做"), figure)

    counting = Counting()
    counting.run(world([a_check("C-01", waits, needs=("stock",))], report("stock")))
    assert counting.judging.due() == NOW + timedelta(hours=1)


def test_a_clock_that_goes_back_makes_everything_run_again() -> None:
    """A verdict says nothing about the time before it."""
    counting = Counting()
    counting.run(world([STOCK], report("stock")))
    assert counting.run(world([STOCK], report("stock"), now=NOW - timedelta(minutes=1))) == ["S-02"]


def test_a_run_is_given_up_between_checks_and_keeps_what_it_has() -> None:
    """What was judged before the run became stale is not judged again by the next one."""
    ran: list[str] = []
    judging = Judging(ran.append)
    with pytest.raises(Stale):
        judging.run(world([ORDERS, STOCK], report("stock"), report("orders")), "1", lambda: bool(ran))
    assert ran == ["F-01"]
    judging.run(world([ORDERS, STOCK], report("stock"), report("orders")), "1", lambda: False)
    assert ran == ["F-01", "S-02"]


def test_forgetting_judges_everything_anew() -> None:
    """A rerun that somebody asks for trusts no kept verdict."""
    counting = Counting()
    counting.run(world([STOCK], report("stock")))
    counting.judging.forget()
    assert counting.run(world([STOCK], report("stock"))) == ["S-02"]


def test_a_check_that_leaves_the_process_fails_alone() -> None:
    """Calling exit() in a check is a failure of that check."""

    def leaves(_ctx: Context[NoSettings]) -> Iterator[Say]:
        yield from ()
        raise SystemExit(3)

    bad = a_check("A-00", leaves, needs=("stock",))
    first, second = Judging(print).run(world([bad, STOCK], report("stock")), "1", lambda: False)
    assert (first.verdict, second.verdict) == (Verdict.FAILED, Verdict.OK)
    assert not first.covers_all


def test_a_check_that_ended_an_engine_is_not_run() -> None:
    """It is failed, with the reason, until the program is started again."""
    ran: list[str] = []
    (judgement,) = Judging(ran.append, frozenset({"S-02"})).run(world([STOCK], report("stock")), "1", lambda: False)
    assert ran == []
    assert judgement.verdict == Verdict.FAILED
    assert judgement.problem is not None
    assert judgement.problem.code == "check-set-aside"


@pytest.mark.parametrize(
    ("now", "boundary"),
    [
        ("2026-11-23T00:10+08:00", "2026-11-23T09:30+08:00"),  # the morning is due
        ("2026-11-23T10:00+08:00", "2026-11-23T12:00+08:00"),  # noon
        ("2026-11-23T12:30+08:00", "2026-11-23T16:00+08:00"),  # the US day ends
        ("2026-11-23T16:00+08:00", "2026-11-23T18:00+08:00"),  # the evening is due
        ("2026-11-23T18:00+08:00", "2026-11-24T00:00+08:00"),  # the team's day ends
    ],
)
def test_every_verdict_ends_with_the_next_part_of_the_day(now: str, boundary: str) -> None:
    """Days that end and panes that are due are moments for every check."""
    clock = Clock(datetime.fromisoformat(now))
    assert next_boundary(clock, Profile(), "US") == datetime.fromisoformat(boundary)


def test_other_actions_of_the_marketplace_are_a_change() -> None:
    """What the team recorded may explain what a check finds."""
    counting = Counting()
    here = world([STOCK], report("stock"))
    counting.run(here)
    done = RecordedAction("price", "DE", Subject("sku", "ZX-1"), "done", NOW, "Li")
    assert counting.run(replace(here, actions=(done,))) == []
    assert counting.run(replace(here, actions=(done, replace(done, marketplace="US")))) == ["S-02"]


def two_places(check: Check[Any]) -> World:
    """A run of one check over the stock of two marketplaces."""
    there = world([check], report("stock"))
    german = replace(there.tables.current["stock", "default", "US"], marketplace="DE")
    tables = replace(there.tables, current={**there.tables.current, ("stock", "default", "DE"): german})
    return replace(there, tables=tables)


def test_two_marketplaces_are_judged_at_a_time() -> None:
    """One of our checks meets itself in the other marketplace, and the words come in their fixed order."""
    meeting = Barrier(2)

    def meets(ctx: Context[NoSettings]) -> Iterator[Say]:
        meeting.wait(30)
        yield Finding(Subject("sku", ctx.marketplace), Severity.WARNING, Words("a", "b"), Words("c", "d"))

    meets.__module__ = "checks.stock.meets"
    judged = Judging(lambda _: None, at_once=True).run(two_places(a_check("S-02", meets, needs=("stock",))), "1", never)
    assert [finding.subject.id for one in judged for finding in one.findings] == ["DE", "US"]


def test_a_check_of_the_team_never_meets_itself() -> None:
    """It may remember things from one marketplace to the next: it runs in one after the other."""
    inside: list[str] = []

    def remembers(ctx: Context[NoSettings]) -> Iterator[Say]:
        inside.append(ctx.marketplace)
        yield from ()
        inside.append(ctx.marketplace)

    Judging(lambda _: None, at_once=True).run(two_places(a_check("X-01", remembers, needs=("stock",))), "1", never)
    assert inside == ["DE", "DE", "US", "US"]


def never() -> bool:
    """Nothing newer is there."""
    return False

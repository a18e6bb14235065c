"""Tables are assembled again only for the report types that changed, or aged."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from cockpit import tabling
from cockpit.clock import Clock
from cockpit.report_file import ReportFile
from cockpit.reports import Hints, Joins, Part, Reading
from cockpit.reports.assemble import assemble
from cockpit.tables import FILE, ROW, Table, Tables
from cockpit.tabling import History, Tabling, next_age

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
HINTS = Hints(max_age_hours={"feedback": 24.0, "fba-inventory": 24.0})


def reading(type_: str, digest: str = "a", at: datetime = NOW) -> Reading:
    """A report with one row."""
    frame = pl.DataFrame({"sku": ["A"], FILE: [f"US/{type_}.txt"], ROW: [2]})
    file = ReportFile(f"US/{type_}.txt", type_, marketplace="US", marketplaces=("US",), digest=digest, modified=at)
    return Reading(file, (Part("US", frame, at),))


@pytest.fixture
def assembled(monkeypatch: pytest.MonkeyPatch) -> list[set[str | None]]:
    """Which types were assembled, call by call."""
    calls: list[set[str | None]] = []

    def spying(readings: tuple[Reading, ...], clock: Clock, hints: Hints, kept: History, joins: Joins) -> Tables:
        calls.append({one.file.type for one in readings})
        return assemble(readings, clock, hints, dict(kept), joins)

    monkeypatch.setattr(tabling, "assemble", spying)
    return calls


def test_only_a_type_that_changed_is_assembled_again(assembled: list[set[str | None]]) -> None:
    """The tables of the other types are the very same values."""
    tables = Tabling()
    feedback, stock = reading("feedback"), reading("fba-inventory")
    first = tables.assemble([feedback, stock], Clock(NOW), HINTS, {})
    assembled.clear()
    second = tables.assemble([feedback, reading("fba-inventory", "b")], Clock(NOW), HINTS, {})
    assert assembled == [{"fba-inventory"}]
    key = ("feedback", "default", "US")
    assert second.current[key] is first.current[key]
    assert second.files[1] is first.files[1]


def test_a_table_that_ages_is_assembled_again(assembled: list[set[str | None]]) -> None:
    """Fresh becomes stale without any file changing, at a moment that is known before."""
    tables = Tabling()
    readings = [reading("feedback"), reading("fba-inventory", at=NOW + timedelta(hours=5))]
    fresh = tables.assemble(readings, Clock(NOW), HINTS, {})
    due = next_age(fresh, NOW)
    assert due == NOW + timedelta(hours=24, seconds=1)
    assembled.clear()
    stale = tables.assemble(readings, Clock(due), HINTS, {})
    assert assembled == [{"feedback"}]
    assert stale.current["feedback", "default", "US"].stale
    assert [file.status for file in stale.files] == ["fresh", "stale"]


def test_kept_snapshots_are_the_history_of_their_type(assembled: list[set[str | None]]) -> None:
    """Also of a type without a file in the folder; a new one is noticed."""
    tables = Tabling()
    key = ("fba-inventory", "default", "US")
    kept = Table(*key, pl.DataFrame({"sku": ["B"]}), NOW - timedelta(days=1))
    found = tables.assemble([reading("fba-inventory")], Clock(NOW), HINTS, {key: (kept,)})
    assert found.history(*key) == (kept,)
    assembled.clear()
    older = Table(*key, pl.DataFrame({"sku": ["C"]}), NOW - timedelta(days=2))
    tables.assemble([reading("fba-inventory")], Clock(NOW), HINTS, {key: (kept, older)})
    assert assembled


def test_files_of_no_type_are_listed(assembled: list[set[str | None]]) -> None:
    """What was not recognised is a file of the run all the same."""
    strange = Reading(ReportFile("US/strange.csv"))
    tables = Tabling().assemble([reading("feedback"), strange], Clock(NOW), HINTS, {})
    assert [file.path for file in tables.files] == ["US/feedback.txt", "US/strange.csv"]
    assert {None} in assembled

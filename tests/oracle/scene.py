"""A workspace put together from report files, judged by the checks, and how it is compared with a second answer."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from cockpit import reports, settings
from cockpit.case_file import type_notes
from cockpit.check import Finding, Judgement
from cockpit.clock import Clock
from cockpit.discovery import discover
from cockpit.runner import World, run
from cockpit.signed_days import SignedDays
from tests.oracle.plain_files import load, numbered

SQL = Path(__file__).with_name("sql")
OURS = Path(__file__).parents[1] / "reports" / "files"
# Kept beside the checkout, never in it: as many public samples as somebody has gathered there.
SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
Row = tuple[str, float | None, float | None, float | None]  # severity, value, numerator, denominator


@dataclass(frozen=True)
class Scene:
    """Report files in the folders of a workspace, and the moment at which they are judged."""

    name: str
    as_of: str
    files: Mapping[str, str]  # where it lies in the workspace: which file it is, from the samples or our own
    config: str = ""
    own: bool = False  # the files are the project's: it is judged everywhere
    headers_only: tuple[str, ...] = ()  # of these the first line alone: nothing happened
    rewritten: Mapping[str, Callable[[bytes], bytes]] = field(default_factory=dict)  # files of another kind of report

    def source(self, name: str) -> Path:
        """Where the file of the workspace comes from."""
        return (OURS if self.own else SAMPLES) / self.files[name]

    def is_there(self) -> bool:
        """Whether somebody has its files."""
        return all(self.source(name).is_file() for name in self.files)

    def write(self, workspace: Path) -> None:
        """Lay the files out, exported half an hour before the moment."""
        moment = (datetime.fromisoformat(self.as_of) - timedelta(minutes=30)).timestamp()
        (workspace / "config.toml").write_text(self.config, "utf-8")
        for name in self.files:
            path = workspace / "reports" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = self.source(name).read_bytes()
            data = data.split(b"\n")[0] + b"\n" if name in self.headers_only else data
            path.write_bytes(self.rewritten.get(name, bytes)(data))
            os.utime(path, (moment, moment))

    def tables(self, workspace: Path, database: duckdb.DuckDBPyConnection) -> None:
        """Every file as a table of text, named after the file: ``CA/august.txt`` is ``august``."""
        for name in self.files:
            source = workspace / "reports" / name if name in self.rewritten else self.source(name)
            load(database, Path(name).stem, source, workspace, empty=name in self.headers_only)


def judged(workspace: Path, as_of: str, checks: Sequence[str]) -> tuple[Judgement, ...]:
    """What the named checks say about a workspace."""
    own = settings.load(workspace)
    assert not own.problems, own.problems
    clock, root = Clock(datetime.fromisoformat(as_of), own.profile.zone), own.reports_folder
    hints = reports.Hints(default_marketplace=own.profile.default_marketplace, max_age_hours=own.freshness())
    readings = [reading for path in reports.list_folder(root) for reading in reports.read_file(path, root, hints)]
    wanted = tuple(one for one in discover(workspace).checks if one.id in checks)
    signed = SignedDays(workspace, own).signed(clock)
    return run(World(wanted, reports.assemble(readings, clock, hints), own, clock, type_notes(), signed=signed))


def word(judgements: Sequence[Judgement], check: str, place: str) -> Judgement:
    """What a check said about a marketplace."""
    (found,) = [one for one in judgements if (one.check.id, one.marketplace) == (check, place)]
    return found


def said(judgement: Judgement) -> dict[str, Row]:
    """Every finding, whether or not a stronger cause silences it, and every subject that could not be judged."""
    found = {finding.subject.id: _row(finding) for finding in judgement.findings}
    found |= {silenced.finding.subject.id: _row(silenced.finding) for silenced in judgement.silenced}
    return found | {subject.id: ("unsure", None, None, None) for subject in judgement.unsure}


def _row(finding: Finding) -> Row:
    figure = finding.figure
    if figure is None:
        return finding.severity.value, None, None, None
    parts = (figure.value, figure.numerator, figure.denominator)
    return finding.severity.value, *(None if part is None else float(part) for part in parts)  # type: ignore[return-value]  # three of them


def prepare(database: duckdb.DuckDBPyConnection, values: Mapping[str, str | float | bool], *files: str) -> None:
    """Set the variables and make the views of the named files of `sql/`."""
    database.execute("set timezone = 'UTC'")
    for name, value in values.items():
        database.execute(f"set variable {name} = {value!r}")
    for file in files:
        database.execute((SQL / f"{file}.sql").read_text("utf-8"))


def asked(database: duckdb.DuckDBPyConnection, check: str) -> dict[str, Row]:
    """What the view of a check answers for every subject that it looked at: ``calm`` is an answer too."""
    return rows_of(database.table(f'"{check}"'))


def rows_of(answer: duckdb.DuckDBPyRelation) -> dict[str, Row]:
    """Subject, severity, value, numerator and denominator of an answer, by subject."""
    rows = numbered(answer.fetchall())
    return {name: (row[0], *(None if part is None else float(part) for part in row[1:])) for name, row in rows.items()}


def compare(judgement: Judgement, expected: Mapping[str, Row], calm: str = "ok") -> None:
    """The same subjects with the same severity and figure, and nothing of what the query calls calm.

    Where nothing is raised the verdict is `calm`: another word than ``ok`` where something could not be seen.
    """
    found, raised = said(judgement), {name: row for name, row in expected.items() if row[0] != "calm"}
    words = {word for word, *_ in raised.values()} - {"unsure"}
    assert {name: row for name, row in found.items() if not _equal(row, raised.get(name))} == {
        name: row for name, row in raised.items() if not _equal(row, found.get(name))
    }
    assert judgement.verdict.value == ("issues" if words else calm), judgement.reason


def _equal(one: Row, other: Row | None) -> bool:
    """The same word, and the same numbers but for the last digit of a division."""
    return other is not None and all(
        left == right
        if None in {left, right} or isinstance(left, str)
        else left == pytest.approx(right, rel=1e-9, abs=1e-11)
        for left, right in zip(one, other, strict=True)
    )

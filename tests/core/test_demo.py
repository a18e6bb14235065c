"""The demo workspace: it is the same every time, in real formats, and the checks find exactly what was planted."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest

from cockpit import reports, settings
from cockpit.acted import Acted
from cockpit.check import Judgement
from cockpit.clock import Clock
from cockpit.demo import Expected, Planted, live, write_demo
from cockpit.demo.chance import stream
from cockpit.demo.live.acts import ROUTINE, STORY, Act, Scene
from cockpit.demo.live.day import perform
from cockpit.demo.live.landing import Drop, land
from cockpit.discovery import discover
from cockpit.runner import TypeNote, World, run
from cockpit.signed_days import SignedDays
from cockpit.tables import Tables

WEEKDAY = datetime.fromisoformat("2026-11-24T10:40+08:00")
SUNDAY_NIGHT = datetime.fromisoformat("2027-03-28T23:59:30+08:00")  # Europe changes to summer time on that day
JUST_AFTER_MIDNIGHT_IN_THE_US = datetime.fromisoformat("2028-02-29T16:01:30+08:00")
BEFORE_THE_ADS_ARE_READ = datetime.fromisoformat("2026-12-28T08:10+08:00")

# The strays that are planted for D-03, D-06 and D-05: nothing else in the demo may have a problem.
DAMAGED = {
    "DE/Listings for the designer.csv",
    "DE/feedback.txt",
    "FBA-inventory (3).txt",
    "US/ads/Sponsored_Products_Search_term_report (1).xlsx",
    "US/screenshot.png",
}
HOUSE_RULE = "X-01"
NOT_PLANTED = {"T-02"}  # the team of the demo answers its ads in time


class Demo:
    """One demo workspace, read and judged."""

    def __init__(self, folder: Path, now: datetime, seed: int = 7) -> None:
        """Write it, read every report, run every check."""
        self.folder = folder
        self.expected: Expected = write_demo(folder, now, seed)
        self.tables, self.judgements = _judge(folder, now)

    @property
    def raised(self) -> set[Planted]:
        """What the shipped checks found."""
        return {
            Planted(judgement.check.id, judgement.marketplace, finding.subject, finding.severity)
            for judgement in self.judgements
            for finding in judgement.findings
            if judgement.check.id != HOUSE_RULE
        }


def _judge(folder: Path, now: datetime) -> tuple[Tables, tuple[Judgement, ...]]:
    own = settings.load(folder)
    assert not own.problems, own.problems
    clock, root = Clock(now, own.profile.zone), own.reports_folder
    hints = reports.Hints(max_age_hours=own.freshness(), report_types=own.table("report_types"))
    readings = [reading for path in reports.list_folder(root) for reading in reports.read_file(path, root, hints)]
    tables = reports.assemble(readings, clock, hints)
    found = discover(folder)
    assert not found.problems, found.problems
    notes = {id_: TypeNote(id_, kind.title, kind.optional, kind.empty) for id_, kind in reports.TYPES.items()}
    signed, acted = SignedDays(folder, own).signed(clock), Acted(folder, own)
    return tables, run(World(found.checks, tables, own, clock, notes, acted.actions(now), signed=signed))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo of a Tuesday morning."""
    return Demo(tmp_path_factory.mktemp("demo"), WEEKDAY)


def test_the_checks_find_exactly_what_was_planted(demo: Demo) -> None:
    """Every planted issue is raised with its severity, and the healthy rest of the shop raises nothing."""
    assert demo.raised == set(demo.expected.issues)


@pytest.mark.parametrize("now", [SUNDAY_NIGHT, JUST_AFTER_MIDNIGHT_IN_THE_US, BEFORE_THE_ADS_ARE_READ])
def test_the_picture_is_the_same_at_any_moment(now: datetime, tmp_path: Path) -> None:
    """Weekends, clock changes, leap days and midnights change dates, never what is found."""
    other = Demo(tmp_path, now)
    assert other.raised == set(other.expected.issues)


def test_another_seed_tells_the_same_story(tmp_path: Path) -> None:
    """Other products and buyers, the same situations."""
    other = Demo(tmp_path, WEEKDAY, seed=2026)
    assert other.raised == set(other.expected.issues)


def test_near_misses_are_not_raised(demo: Demo) -> None:
    """Nothing that was planted right beside a line is an issue of that check."""
    raised = {(issue.check, issue.marketplace, issue.subject) for issue in demo.raised}
    assert not [miss for miss in demo.expected.near_misses if (miss.check, miss.marketplace, miss.subject) in raised]


def test_every_check_has_a_near_miss_or_an_issue(demo: Demo) -> None:
    """No shipped check that judges reports is left out of the demo."""
    planted = {issue.check for issue in demo.expected.issues}
    assert {judgement.check.id for judgement in demo.judgements} - {HOUSE_RULE} - NOT_PLANTED == planted


def test_every_file_is_recognised_and_read_whole(demo: Demo) -> None:
    """Only the strays have problems; every other file is a known report without a rejected row."""
    damaged = {file.path for file in demo.tables.files if file.problems}
    assert damaged == DAMAGED
    assert all(file.type for file in demo.tables.files if file.path not in DAMAGED)


def test_files_have_the_encodings_of_their_marketplaces(demo: Demo) -> None:
    """Germany writes Windows-1252, Japan Shift-JIS, the ads console UTF-8 with a mark."""
    encodings = {file.path: file.encoding for file in demo.tables.files}
    assert encodings["DE/All-Listings-Report.txt"] == "cp1252"
    assert encodings["JP/All-Listings-Report.txt"] == "cp932"
    assert encodings["JP/ads/スポンサープロダクト広告_キャンペーンレポート.csv"] == "utf-8-sig"


def test_the_example_house_rule_runs(demo: Demo) -> None:
    """The check in my_checks is found and raises something in the US."""
    own = [judgement for judgement in demo.judgements if judgement.check.id == HOUSE_RULE]
    assert any(judgement.findings for judgement in own if judgement.marketplace == "US")


def test_equal_moments_give_equal_bytes_and_times(demo: Demo, tmp_path: Path) -> None:
    """The same seed and moment write the same files, with the same file times."""
    write_demo(tmp_path, WEEKDAY)
    assert list(_contents(tmp_path)) == list(_contents(demo.folder))


def test_a_demo_over_an_older_one_leaves_nothing_of_it(demo: Demo, tmp_path: Path) -> None:
    """Written again on another day, the folder holds the new demo's files and the people's own, nothing else."""
    write_demo(tmp_path, SUNDAY_NIGHT)
    own = tmp_path / "reports" / "notes.txt"
    own.write_text("ours")
    write_demo(tmp_path, WEEKDAY)
    own.unlink()
    assert list(_contents(tmp_path)) == list(_contents(demo.folder))


def test_the_demo_is_small(demo: Demo) -> None:
    """Fifteen megabytes at most, so that it is written and read in seconds."""
    assert sum(path.stat().st_size for path in _files(demo.folder)) <= 15 * 2**20


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _contents(folder: Path) -> Iterator[tuple[str, str, int]]:
    for path in _files(folder):
        digest = sha256(path.read_bytes()).hexdigest()
        yield path.relative_to(folder).as_posix(), digest, path.stat().st_mtime_ns


def test_the_performance_report_has_the_shape_of_the_api(demo: Demo) -> None:
    """One JSON holds every marketplace."""
    report = json.loads((demo.folder / "reports/seller-performance.json").read_text("utf-8"))
    assert len(report["accountStatuses"]) == len(report["performanceMetrics"]) == 3


# ── Live ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Landed:
    """One act of the live day, and what it left in the folder."""

    act: str
    before: bytes | None
    after: bytes | None
    readings: list[reports.Reading]


@dataclass(frozen=True)
class Told:
    """The whole story and one round of the routine, told into a copy of the demo."""

    folder: Path
    landed: list[Landed]


@pytest.fixture(scope="module")
def told(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A live day at once."""
    folder = shutil.copytree(demo.folder, tmp_path_factory.mktemp("live") / "demo")
    root = folder / "reports"
    landed = [_act(root, number, act) for number, act in enumerate((*STORY, *ROUTINE))]
    return Told(folder, landed)


def _act(root: Path, number: int, act: Act) -> Landed:
    drop = perform(act, Scene(root, WEEKDAY, stream(7, f"test/{number}")))
    assert drop is not None, act.__name__
    target = root / drop.path
    before = target.read_bytes() if target.exists() else None
    land(root, drop, Event(), speed=1e6)
    after = target.read_bytes() if target.exists() else None
    assert after == drop.content
    readings = list(reports.read_file(target, root, reports.Hints())) if after else []
    return Landed(act.__name__, before, after, readings)


def test_every_act_changes_the_folder(told: Told) -> None:
    """No act of the live day writes the file that is there already."""
    assert not [landed.act for landed in told.landed if landed.before == landed.after]


def test_what_lands_can_be_read(told: Told) -> None:
    """Every file of the live day is a report of a known type, but for the download that broke off."""
    known = {landed.act: [reading.file.type for reading in landed.readings] for landed in told.landed}
    assert known.pop("download_cut") == [None]
    assert known.pop("download_removed") == []
    assert all(types and all(types) for types in known.values()), known


def test_a_story_told_to_its_end_resolves_what_it_mends(told: Told) -> None:
    """After the story the missing, late, cut and wrong reports of the morning are no issues any more."""
    _, judgements = _judge(told.folder, WEEKDAY)
    raised = {(j.check.id, j.marketplace, f.subject.id) for j in judgements for f in j.findings}
    assert ("A-10", "DE", "sp-campaigns") not in raised
    assert ("D-01", "JP", "feedback") not in raised
    assert ("D-04", "DE", "fba-inventory") not in raised
    assert not [one for one in raised if one[:2] == ("P-01", "US")]


def test_a_slow_file_grows_before_it_is_whole(tmp_path: Path) -> None:
    """A slow copy shows itself in pieces, as a copy over a slow line does."""
    seen: list[int] = []

    class Watching(Event):
        def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - the shape of Event
            seen.append((tmp_path / "slow.txt").stat().st_size)
            return False

    land(tmp_path, Drop("slow.txt", b"x" * 600, slowly=True), Watching())
    assert seen == [100, 200, 300, 400, 500, 600]


def test_the_live_day_ends_at_once_when_it_is_told_to(tmp_path: Path) -> None:
    """A set stop ends the pause before the first act, and nothing is touched."""
    stop = Event()
    stop.set()
    live(tmp_path, 7, stop, lambda: WEEKDAY)
    assert not _files(tmp_path)

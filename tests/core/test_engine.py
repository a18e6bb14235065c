"""The engine on a small workspace: what is read, judged, remembered and kept when something changes, or nothing."""

import os
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from cockpit import engine as engine_module
from cockpit import library
from cockpit.engine import Engine, Stale
from cockpit.inbox import Change
from cockpit.issue import Verdict
from cockpit.kept_picture import kept_picture
from cockpit.library import identity_of, list_reports
from cockpit.picture import Issue, Picture
from cockpit.reader import Reader, ReaderDied
from cockpit.reports import Hints, Reading, read_file
from cockpit.store import RecorderLock, Store
from cockpit.wire import Doing, FileId, SetAside

NOW = datetime.fromisoformat("2026-11-23T10:30+08:00")

HEADER = "thread_id,received_at,replied_at,subject\n"
OWN_CHECK = '''
"""House rule: a message that says late is looked at."""
from cockpit.api import Context, Figure, Finding, NoSettings, Pane, Severity, Subject, Words, check

@check("X-01", Words("Late", "迟"), pane=Pane.NOON, needs=("buyer-messages",))
def late(ctx: Context[NoSettings]):
    """Find them."""
    frame = ctx.frame("buyer-messages")
    for row in frame.filter(frame["subject"] == "late").iter_rows(named=True):
        rows = frame.filter(frame["thread_id"] == row["thread_id"])
        title = Words("{id} is late", "{id} 迟了").fill(id=row["thread_id"])
        yield Finding(Subject("thread", row["thread_id"]), Severity.WARNING, title, Words("look", "看"),
                      Figure("n", frame.height), evidence=(rows,))
'''


def messages(*threads: str) -> str:
    """A report of buyer messages: each thread as id:subject."""
    rows = (thread.split(":") for thread in threads)
    return HEADER + "".join(f"{id_},2026-11-23T01:00:00+08:00,,{subject}\n" for id_, subject in rows)


def put(path: Path, text: str) -> Path:
    """A file that was written long ago, so that a headless look does not wait for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(text, "utf-8")
    os.utime(aside, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))
    aside.replace(path)
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one report, one check of the house, and a JP report that nothing changes."""
    put(tmp_path / "config.toml", "")
    put(tmp_path / "my_checks" / "late.py", OWN_CHECK)
    put(tmp_path / "reports" / "US" / "messages.csv", messages("T1:late", "T2:hello"))
    put(tmp_path / "reports" / "JP" / "messages.csv", messages("J1:hello"))
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were really read."""
    names: list[str] = []
    real = read_file

    def spying(path: Path, root: Path, hints: Hints) -> tuple[Reading, ...]:
        names.append(path.relative_to(root).as_posix())
        return real(path, root, hints)

    def spying_together(paths: Sequence[Path], root: Path, hints: Hints) -> list[tuple[Reading, ...]]:
        return [spying(path, root, hints) for path in paths]

    monkeypatch.setattr(library, "read_file", spying)
    monkeypatch.setattr(library, "read_together", spying_together)
    return names


def house_issues(picture: Picture) -> dict[str, Issue]:
    """The issues of the house rule, by thread."""
    return {issue.subject.id: issue for issue in picture.issues if issue.check == "X-01"}


def verdict(picture: Picture, check: str, marketplace: str = "US") -> Verdict:
    """What a check said."""
    return next(v.verdict for v in picture.verdicts if (v.check, v.marketplace) == (check, marketplace))


def change(workspace: Path, *, reports: bool = False, settings: bool = False, checks: bool = False) -> Change:
    """What an inbox would say of the workspace now."""
    files = list_reports(workspace / "reports", workspace)
    return Change(reports=reports, settings=settings, checks=checks, files=files)


# ── What is kept quiet, what nobody looks at ──────────────────────────────────────────────────────────────────────────

QUIET = '[[suppress]]\ncheck = "X"\nsubject = "T*"\nreason = "known"\nuntil = 2026-11-23T11:00:00\n'


def test_a_rule_keeps_an_issue_quiet_until_its_end(workspace: Path) -> None:
    """The picture says which rule is for an issue, is due when the rule ends, and names the rule from then on."""
    put(workspace / "config.toml", QUIET)
    engine = Engine(workspace, record=False)
    said = house_issues(engine.picture(NOW))["T1"].suppressed
    assert said is not None
    assert (said.reason, said.place) == ("known", "config.toml:1")
    end = NOW.replace(hour=11, minute=0)
    assert engine.is_due(end)
    after = engine.picture(end)
    assert house_issues(after)["T1"].suppressed is None
    assert [problem.code for problem in after.problems] == ["suppress-ended"]


def test_a_rule_for_nothing_is_named(workspace: Path) -> None:
    """A suppression that keeps nothing quiet is a problem of the picture."""
    put(workspace / "config.toml", QUIET.replace("T*", "Z*"))
    assert [problem.code for problem in Engine(workspace, record=False).picture(NOW).problems] == ["suppress-unused"]


@pytest.mark.parametrize(
    ("config", "gone", "why"),
    [
        ('[checks."X-01"]\nenabled = false\n', "", "off"),
        ("", "my_checks/late.py", "removed"),
        ("", "reports/US/messages.csv", "absent"),
        ('[profile]\nmarketplaces = ["JP"]\n', "", "left"),
        ('[profile]\nmarketplaces = ["JP", "US"]\n', "reports/US/messages.csv", ""),
    ],
)
def test_an_issue_that_nobody_looks_at_any_more_says_why(workspace: Path, config: str, gone: str, why: str) -> None:
    """An issue of a check that is off or gone, or of a marketplace that left, stays unsure, with the reason."""
    Engine(workspace, record=True).picture(NOW)
    put(workspace / "config.toml", config)
    if gone:
        (workspace / gone).unlink()
    issue = house_issues(Engine(workspace, record=False).picture(NOW + timedelta(minutes=5)))["T1"]
    assert (issue.state, issue.unchecked) == ("unsure", why)


def test_a_check_that_cannot_be_loaded_is_not_gone(workspace: Path) -> None:
    """While a file of checks is broken its issues are unsure, and nobody says that they are not checked any more."""
    Engine(workspace, record=True).picture(NOW)
    put(workspace / "my_checks" / "late.py", "def (")
    issue = house_issues(Engine(workspace, record=False).picture(NOW + timedelta(minutes=5)))["T1"]
    assert (issue.state, issue.unchecked) == ("unsure", "")


def test_known_on_day_one(workspace: Path) -> None:
    """What the first recorded run found is the baseline; what comes later, and what was never recorded, is not."""
    assert house_issues(Engine(workspace, record=False).picture(NOW))["T1"].tags == ()
    engine = Engine(workspace, record=True)
    assert house_issues(engine.picture(NOW))["T1"].tags == ("baseline",)
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T3:late"))
    tags = {subject: issue.tags for subject, issue in house_issues(engine.picture(NOW + timedelta(minutes=5))).items()}
    assert tags == {"T1": ("baseline",), "T3": ()}


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_is_whole(workspace: Path) -> None:
    """Issues with their rows, verdicts, files, needs and rules, for every marketplace with a report."""
    picture = Engine(workspace, record=False).picture(NOW)
    assert picture.marketplaces == ("JP", "US")
    issue = house_issues(picture)["T1"]
    assert issue.title.zh == "T1 迟了"
    assert (issue.rows_total, issue.rows[0].file, issue.rows[0].row) == (1, "US/messages.csv", 2)
    assert {file.path for file in picture.files} == {"US/messages.csv", "JP/messages.csv"}
    assert verdict(picture, "X-01", "JP") is Verdict.OK
    assert "X-01" in {rule.id for rule in picture.rules}
    assert dict(picture.titles)["buyer-messages"].en == "Buyer messages"
    needs = {need.type: need.status for need in picture.needs if need.marketplace == "US"}
    assert needs["buyer-messages"] == "fresh"
    assert needs["feedback"] == "missing"


def test_a_replaced_file_changes_the_picture(workspace: Path) -> None:
    """The issues of the new content are there, those of the old one are resolved."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:hello", "T3:late"))
    issues = house_issues(engine.look(NOW, change(workspace, reports=True)))
    assert {thread: issue.state for thread, issue in issues.items()} == {"T1": "resolved", "T3": "new"}


def test_an_unchanged_file_is_not_read_again(workspace: Path, read: list[str]) -> None:
    """Only the file whose identity changed is read."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    assert sorted(read) == ["JP/messages.csv", "US/messages.csv"]
    read.clear()
    put(workspace / "reports" / "US" / "messages.csv", messages("T3:late"))
    engine.look(NOW, change(workspace, reports=True))
    assert read == ["US/messages.csv"]


def test_an_unchanged_report_is_not_judged_again(workspace: Path) -> None:
    """The verdicts on the other marketplace are reused, and its issues are the very same values."""
    put(workspace / "reports" / "JP" / "messages.csv", messages("J1:late"))
    engine = Engine(workspace, record=False)
    before = house_issues(engine.picture(NOW))["J1"]
    put(workspace / "reports" / "US" / "messages.csv", messages("T3:late"))
    after = house_issues(engine.look(NOW + timedelta(seconds=5), change(workspace, reports=True)))["J1"]
    assert after.state == "open"
    put(workspace / "reports" / "US" / "messages.csv", messages("T4:late"))
    again = house_issues(engine.look(NOW + timedelta(seconds=9), change(workspace, reports=True)))["J1"]
    assert again is after
    assert again.last_seen == before.last_seen


def test_a_deleted_report_leaves_its_issues_unsure(workspace: Path) -> None:
    """Nothing is called resolved because a file is gone."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    (workspace / "reports" / "US" / "messages.csv").unlink()
    put(workspace / "reports" / "US" / "odd.csv", "a,b\n1,2\n")
    picture = engine.look(NOW, change(workspace, reports=True))
    assert house_issues(picture)["T1"].state == "unsure"


def test_a_growing_file_is_unknown(workspace: Path) -> None:
    """A half-written report is named as such, and what rested on it cannot be judged."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    files = {path: entry for path, entry in change(workspace).files.items() if path.startswith("JP")}
    picture = engine.look(NOW, Change(reports=True, files=files, growing=frozenset({"US/messages.csv"})))
    file = next(file for file in picture.files if file.path == "US/messages.csv")
    assert (file.status, [problem.code for problem in file.problems]) == ("unknown", ["growing"])
    assert house_issues(picture)["T1"].state == "unsure"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A workspace without its reports folder has a picture, and the picture says why it is empty."""
    picture = Engine(tmp_path, record=False).picture(NOW)
    assert "folder-missing" in {problem.code for problem in picture.problems}
    assert not any(line.verdict is Verdict.OK for line in picture.verdicts if line.check == "X-01")


def test_a_file_the_system_refuses_is_asked_for_again(
    workspace: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right that is granted later is no event: such a file is read again in a while."""
    path = workspace / "reports" / "US" / "messages.csv"
    real = Path.read_bytes

    def refusing(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return real(self)

    engine = Engine(workspace, record=False)
    monkeypatch.setattr(Path, "read_bytes", refusing)
    engine.picture(NOW)
    assert engine.is_due(NOW + timedelta(seconds=30))
    monkeypatch.setattr(Path, "read_bytes", real)
    read.clear()
    picture = engine.look(NOW + timedelta(seconds=30), change(workspace))
    assert read == ["US/messages.csv"]
    assert "T1" in house_issues(picture)


def test_reports_beside_our_own_files_are_only_the_reports(tmp_path: Path) -> None:
    """Somebody who watches the whole workspace does not see the state folder in it."""
    put(tmp_path / "config.toml", "")
    put(tmp_path / "state" / "cache" / "x.csv", "a\n")
    put(tmp_path / "my_checks" / "own.py", "")
    put(tmp_path / "US" / "messages.csv", messages("T1:late"))
    assert set(list_reports(tmp_path, tmp_path)) == {"US/messages.csv"}


# ── Checks and settings ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_check_that_raises_is_failed_and_the_others_go_on(workspace: Path) -> None:
    """A house rule with a mistake costs its own verdict only."""
    raising = OWN_CHECK.replace("X-01", "X-02").replace('frame = ctx.frame("buyer-messages")', "raise KeyError('no')")
    put(workspace / "my_checks" / "raising.py", raising)
    picture = Engine(workspace, record=False).picture(NOW)
    assert verdict(picture, "X-02") is Verdict.FAILED
    assert verdict(picture, "X-01") is Verdict.ISSUES
    assert "check-failed" in {problem.code for problem in picture.problems}


def test_a_finding_that_is_none_fails_its_check(workspace: Path) -> None:
    """A title that is plain text cannot be shown in two languages: the check has failed, the picture stands."""
    wrong = OWN_CHECK.replace("X-01", "X-02").replace("Severity.WARNING, title", "Severity.WARNING, 'text'")
    put(workspace / "my_checks" / "wrong.py", wrong)
    picture = Engine(workspace, record=False).picture(NOW)
    assert verdict(picture, "X-02") is Verdict.FAILED
    assert "T1" in house_issues(picture)


def test_an_edited_check_is_taken(workspace: Path) -> None:
    """What is saved in my_checks/ judges the next picture; a file that does not load is a problem."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    put(workspace / "my_checks" / "late.py", OWN_CHECK.replace('== "late"', '== "hello"'))
    picture = engine.look(NOW, change(workspace, checks=True))
    assert {thread for thread, issue in house_issues(picture).items() if issue.state == "new"} == {"T2", "J1"}
    put(workspace / "my_checks" / "late.py", "def broken(:\n")
    picture = engine.look(NOW, change(workspace, checks=True))
    own = [problem.code for problem in picture.problems if problem.file == "my_checks/late.py"]
    assert own == ["check-not-loaded"]


def test_a_broken_edit_keeps_the_last_good_settings(workspace: Path) -> None:
    """A config.toml that is no TOML changes nothing but the list of problems."""
    put(workspace / "config.toml", '[profile]\nname = "Shop"\n[checks."X-01"]\nenabled = false\n')
    engine = Engine(workspace, record=False)
    assert engine.picture(NOW).workspace == "Shop"
    put(workspace / "config.toml", "[profile\n")
    picture = engine.look(NOW, change(workspace, settings=True))
    assert picture.workspace == "Shop"
    assert verdict(picture, "X-01") is Verdict.OFF
    assert [problem.code for problem in picture.problems if problem.file == "config.toml"] == ["bad-toml"]
    put(workspace / "config.toml", "")
    picture = engine.look(NOW, change(workspace, settings=True))
    assert not any(problem.file == "config.toml" for problem in picture.problems)
    assert verdict(picture, "X-01") is Verdict.ISSUES


def test_a_deadline_passes_with_no_event(workspace: Path) -> None:
    """A check that said when its answer changes is asked again then, and nothing else happens before."""
    deadline = OWN_CHECK.replace(
        "    frame = ctx",
        "    from datetime import timedelta\n"
        "    due = ctx.now.replace(hour=2, minute=40)\n"
        "    ctx.changes_at(due)\n"
        "    if ctx.now < due:\n"
        "        return\n"
        "    frame = ctx",
        1,
    )  # fmt: skip
    put(workspace / "my_checks" / "late.py", deadline)
    utc = datetime.fromisoformat("2026-11-23T02:30+00:00")
    engine = Engine(workspace, record=False)
    assert house_issues(engine.picture(utc)) == {}
    assert engine.seconds_until_due(utc) == 600
    assert not engine.is_due(utc + timedelta(seconds=599))
    assert engine.is_due(utc + timedelta(seconds=600))
    assert set(house_issues(engine.look(utc + timedelta(seconds=600), change(workspace)))) == {"T1"}


def test_forgetting_judges_everything_again(workspace: Path) -> None:
    """Somebody who asks for a rerun gets one, without reading what did not change."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    engine.look(NOW, change(workspace))
    assert engine._judging.judged == 0
    engine.forget()
    engine.look(NOW, change(workspace))
    assert engine._judging.judged > 0


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_evidence_is_the_raw_text(workspace: Path) -> None:
    """The row is opened as it stands in the file, with every column of it."""
    engine = Engine(workspace, record=False)
    issue = house_issues(engine.picture(NOW))["T1"]
    (row,) = engine.evidence(issue.fingerprint)
    assert (row.file, row.row) == ("US/messages.csv", 2)
    assert dict(row.cells)["received_at"] == "2026-11-23T01:00:00+08:00"


def test_evidence_of_a_file_that_changed_is_refused(workspace: Path) -> None:
    """Row 2 of another content is not the row that was judged."""
    engine = Engine(workspace, record=False)
    issue = house_issues(engine.picture(NOW))["T1"]
    put(workspace / "reports" / "US" / "messages.csv", messages("T9:late"))
    with pytest.raises(LookupError):
        engine.evidence(issue.fingerprint)
    with pytest.raises(LookupError):
        engine.evidence("unknown")


# ── Stale runs, fatal files ──────────────────────────────────────────────────────────────────────────────────────────


def after(calls: int) -> Callable[[], bool]:
    """A run that becomes stale after so many questions."""
    asked = 0

    def stale() -> bool:
        nonlocal asked
        asked += 1
        return asked > calls

    return stale


def test_a_stale_run_is_given_up_between_files(
    workspace: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has read by then is not read again."""
    monkeypatch.setattr(library, "_TOGETHER_FILES", 1)
    engine = Engine(workspace, record=False)
    with pytest.raises(Stale):
        engine.look(NOW, change(workspace), after(1))
    assert len(read) == 1
    engine.look(NOW, change(workspace))
    assert sorted(read) == ["JP/messages.csv", "US/messages.csv"]


def test_a_stale_run_is_given_up_between_checks(workspace: Path) -> None:
    """No picture comes of it, and the next run has one."""
    engine = Engine(workspace, record=False)
    with pytest.raises(Stale):
        engine.look(NOW, change(workspace), after(4))
    assert "T1" in house_issues(engine.look(NOW, change(workspace)))


def test_a_fatal_file_is_read_apart(workspace: Path, read: list[str]) -> None:
    """A file that ended an engine is read by a process of its own, and counts like any other."""
    fatal = FileId("US/messages.csv", *identity_of(workspace / "reports" / "US" / "messages.csv"))
    picture = Engine(workspace, record=False, set_aside=SetAside((fatal,))).picture(NOW)
    assert read == ["JP/messages.csv"]
    assert "T1" in house_issues(picture)


def test_a_file_that_ends_its_reader_costs_one_file(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are read and judged; the file says what it did."""

    def dies(*_: object) -> None:
        raise ReaderDied("signal 9")

    monkeypatch.setattr(Reader, "read", dies)
    fatal = FileId("US/messages.csv", *identity_of(workspace / "reports" / "US" / "messages.csv"))
    picture = Engine(workspace, record=False, set_aside=SetAside((fatal,))).picture(NOW)
    file = next(file for file in picture.files if file.path == "US/messages.csv")
    assert (file.status, [problem.code for problem in file.problems]) == ("unreadable", ["reader-died"])
    assert verdict(picture, "X-01", "JP") is Verdict.OK


def test_a_check_that_ended_an_engine_is_not_run(workspace: Path) -> None:
    """It is failed until the program is started again."""
    picture = Engine(workspace, record=False, set_aside=SetAside(checks=("X-01",))).picture(NOW)
    assert verdict(picture, "X-01") is Verdict.FAILED


# ── Recording ────────────────────────────────────────────────────────────────────────────────────────────────────────


def written(workspace: Path) -> set[str]:
    """Every file that the program made."""
    return {path.relative_to(workspace).as_posix() for path in (workspace / "state").rglob("*") if path.is_file()}


def test_without_recording_nothing_is_written(workspace: Path) -> None:
    """A headless run changes nothing."""
    Engine(workspace, record=False).picture(NOW)
    assert not (workspace / "state").exists()


def test_a_recorded_issue_has_a_number_and_a_memory(workspace: Path) -> None:
    """The next session knows it, as open, with the number it was given."""
    first = Engine(workspace, record=True)
    issue = house_issues(first.picture(NOW))["T1"]
    assert (issue.state, issue.number > 0) == ("new", True)
    first.close()
    put(workspace / "reports" / "JP" / "messages.csv", messages("J1:late"))
    later = house_issues(Engine(workspace, record=True).picture(NOW + timedelta(hours=1)))["T1"]
    assert (later.state, later.number, later.first_seen) == ("open", issue.number, NOW)


def test_one_of_two_engines_records_and_the_other_takes_over(workspace: Path) -> None:
    """Two cockpits on one workspace write one journal, whoever is there."""
    first, second = Engine(workspace, record=True), Engine(workspace, record=True)
    first.picture(NOW)
    second.picture(NOW)
    assert (first._memory.records, second._memory.records) == (True, False)
    first.close()
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T3:late"))
    assert house_issues(second.look(NOW, change(workspace)))["T3"].number > 0
    assert second._memory.records


def test_a_cockpit_that_sees_a_report_late_agrees_with_the_recorder(workspace: Path) -> None:
    """What it did not see yet is not called resolved, and not called reopened when it sees it."""
    recorder, late = Engine(workspace, record=True), Engine(workspace, record=True)
    recorder.picture(NOW)
    late.picture(NOW)
    report = workspace / "reports" / "US" / "messages.csv"
    put(report, messages("T1:late", "T3:late"))
    told = house_issues(recorder.picture(NOW + timedelta(minutes=1)))
    put(report, messages("T1:late", "T2:hello"))
    assert house_issues(late.look(NOW + timedelta(minutes=1)))["T3"].state == "open"
    put(report, messages("T1:late", "T3:late"))
    seen = house_issues(late.look(NOW + timedelta(minutes=2)))
    assert (seen["T3"].state, seen["T3"].number) == ("open", told["T3"].number)


def test_a_workspace_that_cannot_be_written_has_a_picture(workspace: Path) -> None:
    """Somebody who may only look sees everything."""
    (workspace / "state").write_text("in the way")
    picture = Engine(workspace, record=True).picture(NOW)
    assert "T1" in house_issues(picture)


def test_a_resolved_issue_stays_in_sight_for_the_day(workspace: Path) -> None:
    """What was mended today is set aside, not gone; tomorrow it is gone."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:hello"))
    engine.look(NOW, change(workspace))
    assert house_issues(engine.look(NOW + timedelta(hours=1), change(workspace)))["T1"].state == "resolved"
    tomorrow = engine.look(NOW + timedelta(days=1), change(workspace))
    assert "T1" not in house_issues(tomorrow)


def test_every_resolved_issue_can_be_asked_for(workspace: Path) -> None:
    """`check --all` lists what was closed in earlier sessions too."""
    first = Engine(workspace, record=True)
    first.picture(NOW)
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:hello"))
    first.picture(NOW)
    first.close()
    later = NOW + timedelta(days=9)
    assert "T1" not in house_issues(Engine(workspace, record=False).picture(later))
    assert house_issues(Engine(workspace, record=False, all_resolved=True).picture(later))["T1"].state == "resolved"


# ── Warm starts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def kept(workspace: Path) -> Picture:
    """The picture of a session that has ended."""
    engine = Engine(workspace, record=True)
    picture = engine.picture(NOW)
    engine.close()
    return picture


def test_a_start_after_which_nothing_changed_reads_nothing(workspace: Path, read: list[str]) -> None:
    """The kept run is the answer, whole and up to date, and its evidence can be opened."""
    before = kept(workspace)
    read.clear()
    engine = Engine(workspace, record=True)
    picture = engine.look(NOW + timedelta(minutes=5))
    assert read == []
    assert picture.issues == before.issues
    assert not picture.from_last_run
    assert len(engine.evidence(house_issues(picture)["T1"].fingerprint)) == 1


@pytest.mark.parametrize(
    "touch",
    [
        lambda workspace: put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T4:late")),
        lambda workspace: put(workspace / "reports" / "US" / "more.csv", messages("T5:late")),
        lambda workspace: put(workspace / "config.toml", "[profile]\nname = 'Other'\n"),
        lambda workspace: put(workspace / "my_checks" / "late.py", OWN_CHECK + "\n# edited\n"),
        lambda workspace: (workspace / "reports" / "US" / "messages.csv").unlink(),
    ],
    ids=["file", "new-file", "settings", "check", "deleted"],
)
def test_a_start_after_a_change_looks(workspace: Path, touch: Callable[[Path], object]) -> None:
    """Whatever a run rests on, when it changes the kept run is no answer."""
    kept(workspace)
    touch(workspace)
    engine = Engine(workspace, record=True)
    engine.look(NOW)
    assert engine._tables is not None


@pytest.mark.parametrize("moment", [NOW - timedelta(minutes=1), NOW + timedelta(hours=3)])
def test_a_start_at_another_time_of_day_reads(workspace: Path, read: list[str], moment: datetime) -> None:
    """A verdict that may have changed with the clock is judged anew."""
    kept(workspace)
    read.clear()
    Engine(workspace, record=True).look(moment)
    assert read


def test_warming_up_opens_no_file(workspace: Path, read: list[str]) -> None:
    """The first change after a warm start costs only itself, and the quiet start costs nothing."""
    kept(workspace)
    engine = Engine(workspace, record=True)
    engine.look(NOW)
    read.clear()
    engine.warm_up(lambda: False)
    assert read == []
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T4:late"))
    picture = engine.look(NOW, change(workspace))
    assert read == ["US/messages.csv"]
    assert house_issues(picture)["T4"].state == "new"
    assert house_issues(picture)["T1"].state == "open"


def test_the_first_change_after_a_start_judges_what_it_concerns(workspace: Path) -> None:
    """The other verdicts are those of the last session."""
    said: list[object] = []
    everything = Engine(workspace, record=True, tell=said.append)
    everything.picture(NOW)
    everything.close()
    all_of_them = [one for one in said if isinstance(one, Doing) and one.check]
    engine = Engine(workspace, record=True, tell=said.append)
    engine.look(NOW)
    said.clear()
    engine.warm_up(lambda: False)
    assert not [one for one in said if isinstance(one, Doing) and one.check]
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T4:late"))
    engine.look(NOW, change(workspace))
    again = [one for one in said if isinstance(one, Doing) and one.check]
    assert 0 < len(again) < len(all_of_them)


def test_the_kept_picture_is_for_the_first_paint(workspace: Path) -> None:
    """It is the last picture, marked, and older than any of the session."""
    before = kept(workspace)
    first = kept_picture(workspace)
    assert first is not None
    assert (first.from_last_run, first.number, first.issues) == (True, 0, before.issues)


# ── Snapshots ────────────────────────────────────────────────────────────────────────────────────────────────────────

PREVIOUS_CHECK = '''
from cockpit.api import Context, Finding, NoSettings, Pane, Severity, Subject, Words, check

@check("X-09", Words("Gone", "消失"), pane=Pane.NOON, needs=("sku-master",))
def gone(ctx: Context[NoSettings]):
    """Find SKUs that the previous master had."""
    before = ctx.previous("sku-master")
    now = set(ctx.frame("sku-master")["sku"])
    for sku in sorted(set(before.frame["sku"]) - now) if before else ():
        yield Finding(Subject("sku", sku), Severity.WARNING, Words(sku, sku), Words("look", "看"))
'''


MASTER = "sku,asin,marketplace,cost,lead_days\n"


def master(path: Path, *skus: str, at: datetime) -> None:
    """A SKU master exported at a moment."""
    put(path, MASTER + "".join(f"{sku},B000000001,US,4.50,45\n" for sku in skus))
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_a_file_overwritten_every_day_has_a_history(workspace: Path) -> None:
    """Yesterday's snapshot is what today's is compared with, also in the next session."""
    put(workspace / "my_checks" / "gone.py", PREVIOUS_CHECK)
    path = workspace / "reports" / "US" / "master.csv"
    yesterday = NOW - timedelta(days=1)
    master(path, "00A", "00B", at=yesterday - timedelta(hours=1))
    first = Engine(workspace, record=True)
    first.picture(yesterday)
    first.close()
    master(path, "00B", at=NOW - timedelta(hours=1))
    picture = Engine(workspace, record=True).picture(NOW)
    assert [issue.subject.id for issue in picture.issues if issue.check == "X-09"] == ["00A"]


def test_snapshots_lie_where_any_engine_finds_them(workspace: Path) -> None:
    """One Parquet a day, by type, store, marketplace and date; the last word of the day stays."""
    path = workspace / "reports" / "US" / "master.csv"
    for skus in (["A"], ["A", "B"]):
        master(path, *skus, at=NOW - timedelta(hours=1))
        engine = Engine(workspace, record=True)
        engine.picture(NOW)
        engine.close()
    folder = workspace / "state" / "history" / "sku-master" / "store=default" / "marketplace=US" / "date=2026-11-22"
    (kept_file,) = folder.iterdir()
    assert pl.read_parquet(kept_file)["sku"].to_list() == ["A", "B"]
    assert kept_file.stat().st_mode & 0o777 == 0o600


def test_a_snapshot_that_another_cockpit_replaced_is_still_history(workspace: Path) -> None:
    """The day's later word stands in for the one that was there when this session began; a deleted one is empty."""
    put(workspace / "my_checks" / "gone.py", PREVIOUS_CHECK)
    path = workspace / "reports" / "US" / "master.csv"
    yesterday = NOW - timedelta(days=1)
    master(path, "00A", "00B", at=yesterday - timedelta(hours=1))
    first = Engine(workspace, record=True)
    first.picture(yesterday)
    first.close()
    master(path, "00B", at=NOW - timedelta(hours=1))
    engine = Engine(workspace, record=False)
    (before,) = (workspace / "state" / "history" / "sku-master").rglob("*.parquet")
    before.rename(before.with_name("20991231T000000.000000Z_abc.parquet"))
    assert [one.subject.id for one in engine.picture(NOW).issues if one.check == "X-09"] == ["00A"]
    shutil.rmtree(workspace / "state" / "history")
    later = Engine(workspace, record=False).picture(NOW)
    assert verdict(later, "X-09") is Verdict.OK


def test_replaced_snapshots_are_let_go(workspace: Path) -> None:
    """A file that is exported all day long does not fill the memory with its earlier states."""
    put(workspace / "my_checks" / "gone.py", PREVIOUS_CHECK)
    path = workspace / "reports" / "US" / "master.csv"
    engine = Engine(workspace, record=True)
    for number in range(5):
        master(path, f"{number}", at=NOW - timedelta(minutes=50 - number))
        engine.look(NOW, change(workspace, reports=True))
        engine.keep()
    assert len(engine._snapshots._tables) <= 1


def test_a_doubtful_snapshot_is_not_kept(workspace: Path) -> None:
    """Tomorrow is not compared with half an export."""
    put(workspace / "reports" / "US" / "master.csv", MASTER + "A,B000000001,US,4.5,45\nB,B000000002,US,abc,45\n")
    engine = Engine(workspace, record=True)
    engine.picture(NOW)
    assert not any(name.startswith("state/history/sku-master") for name in written(workspace))


def test_the_list_is_bounded_and_says_what_it_leaves_out(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst are listed, the number of the others is told."""
    monkeypatch.setattr(engine_module, "MOST_ISSUES", 2)
    picture = Engine(workspace, record=False).picture(NOW)
    assert len(picture.issues) == 2
    (left_out,) = (problem for problem in picture.problems if problem.code == "issues-left-out")
    assert left_out.count >= 1


def test_a_recorder_elsewhere_is_respected(workspace: Path) -> None:
    """While another process holds the recorder lock, this one sees and writes no journal."""
    other = RecorderLock(Store(workspace))
    assert other.take()
    Engine(workspace, record=True).picture(NOW)
    assert not any(name.startswith("state/journal") for name in written(workspace))
    other.release()


def test_a_file_read_ahead_is_not_read_again(workspace: Path, read: list[str]) -> None:
    """What was read while the folder came to rest counts, if it is still the same file then."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    put(workspace / "reports" / "US" / "messages.csv", messages("T3:late"))
    read.clear()
    engine._read_ahead({"US/messages.csv": change(workspace).files["US/messages.csv"]})
    assert "T3" in house_issues(engine.look(NOW, change(workspace, reports=True)))
    assert read == ["US/messages.csv"]


def test_a_file_that_changed_after_it_was_read_ahead_is_read_again(workspace: Path, read: list[str]) -> None:
    """Too early was too early."""
    engine = Engine(workspace, record=False)
    engine.picture(NOW)
    put(workspace / "reports" / "US" / "messages.csv", messages("T3:late"))
    engine._read_ahead({"US/messages.csv": change(workspace).files["US/messages.csv"]})
    put(workspace / "reports" / "US" / "messages.csv", messages("T4:late"))
    read.clear()
    picture = engine.look(NOW, change(workspace, reports=True))
    assert read == ["US/messages.csv"]
    assert "T4" in house_issues(picture)

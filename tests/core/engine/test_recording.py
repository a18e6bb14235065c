"""What a recorded run writes down, and what it leaves alone."""

from datetime import timedelta
from pathlib import Path

from cockpit.engine import Engine
from tests.core.engine.shop import NOW, change, house_issues, messages, put


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


def test_a_line_of_the_journal_that_was_edited_is_named_after_the_first_picture(workspace: Path) -> None:
    """The chain is followed once a session, behind the first picture, and every later picture names the line too."""
    first = Engine(workspace, record=True)
    first.picture(NOW)
    first.close()
    path = next((workspace / "state" / "journal").glob("*.jsonl"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[0] = lines[0].replace('"run":1', '"run":2')
    path.write_text("".join(lines), "utf-8")
    engine = Engine(workspace, record=True)
    assert not [one for one in engine.picture(NOW).problems if one.code == "journal-edited"]
    told = engine.verified()
    assert told is not None
    assert [(one.code, one.row) for one in told.problems] == [("journal-edited", 1)]
    assert engine.verified() is None
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T3:late"))
    assert [one.row for one in engine.look(NOW, change(workspace)).problems] == [1]


def test_a_whole_journal_is_no_news(workspace: Path) -> None:
    """Where every line follows the one before it, no second picture is sent."""
    engine = Engine(workspace, record=True)
    engine.picture(NOW)
    assert engine.verified() is None

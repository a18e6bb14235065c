"""What is judged anew when checks or settings are edited."""

from datetime import datetime, timedelta
from pathlib import Path

from cockpit.engine import Engine
from cockpit.issue import Verdict
from tests.core.engine.shop import NOW, OWN_CHECK, change, house_issues, put, verdict


def test_a_check_that_raises_is_failed_and_the_others_go_on(workspace: Path) -> None:
    """A house rule with a mistake costs its own verdict only."""
    raising = OWN_CHECK.replace("X-01", "X-02").replace('frame = ctx.frame("buyer-messages")', "raise KeyError('no')")
    put(workspace / "my_checks" / "raising.py", raising)
    picture = Engine(workspace, record=False).picture(NOW)
    assert verdict(picture, "X-02") is Verdict.FAILED
    assert verdict(picture, "X-01") is Verdict.ISSUES
    (problem,) = [problem for problem in picture.problems if problem.code == "check-failed"]
    assert problem.file == "my_checks/raising.py"
    assert problem.row


def test_a_check_that_asks_for_no_known_report_type_is_told(workspace: Path) -> None:
    """It would wait for ever for a report that nobody can export; the nearest name is given."""
    put(
        workspace / "my_checks" / "asking.py",
        OWN_CHECK.replace("X-01", "X-02").replace("buyer-messages", "buyer-mesages"),
    )
    (problem,) = Engine(workspace, record=False).picture(NOW).problems
    assert (problem.code, problem.file, problem.expected) == (
        "unknown-report-type", "my_checks/asking.py", "buyer-messages",
    )  # fmt: skip


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

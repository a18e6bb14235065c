"""What is read and judged when files come, change, move and go; and the rows behind an issue."""

from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.engine import Engine
from cockpit.inbox import Change
from cockpit.issue import Verdict
from cockpit.library import list_reports
from tests.core.engine.shop import NOW, change, house_issues, messages, put, verdict


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

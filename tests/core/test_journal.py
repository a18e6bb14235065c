"""The journal: append-only, chained, followed cheaply, and readable around whatever broke in it."""

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cockpit import journal as journal_module
from cockpit.journal import BEGINNING, Event, Journal
from cockpit.person import Person
from cockpit.problems import Problem
from cockpit.store import NotSaved, Store

LI = Person(1000, "li", "Li", "assistant")
CHINA = timezone(timedelta(hours=8))
NOVEMBER = datetime(2026, 11, 30, 23, 50, 1, tzinfo=CHINA)
DECEMBER = NOVEMBER + timedelta(minutes=20)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The journal of an empty workspace."""
    return Journal(Store(tmp_path))


def noted(text: str) -> dict[str, Any]:
    """A small event."""
    return {"what": "noted", "issue": "0" * 16, "text": text}


def write(journal: Journal, *texts: str, at: datetime = NOVEMBER) -> list[Event]:
    """Append one event for each text."""
    return journal.append([noted(text) for text in texts], LI, at)


def texts(journal: Journal) -> list[str]:
    """The texts of the events that are new to a reader."""
    return [event["text"] for batch in journal.new() for event in batch.events]


def problems(journal: Journal) -> list[Problem]:
    """What is wrong with the lines that are new to a reader."""
    return [problem for batch in journal.new() for problem in batch.problems]


def again(journal: Journal, wanted: Sequence[str] = ()) -> Journal:
    """Another reader of the same journal, from the beginning."""
    return Journal(Store(journal.store.workspace), wanted)


def month(journal: Journal, name: str = "2026-11") -> Path:
    """The file of a month."""
    return journal.folder / f"{name}.jsonl"


def test_a_line_names_what_when_who_and_the_line_before(journal: Journal) -> None:
    """Each event is one line of JSON with the hash of the line before it; the first one has nothing before it."""
    event = write(journal, "快递已催", "二")[0]
    first, second = month(journal).read_bytes().splitlines()
    assert json.loads(first) == event
    assert event == {
        "what": "noted", "at": "2026-11-30T23:50:01+08:00", "by": "Li", "uid": 1000, "id": event["id"],
        "issue": "0" * 16, "text": "快递已催", "prev": BEGINNING,
    }  # fmt: skip
    assert "快递已催".encode() in first
    assert json.loads(second)["prev"] == sha256(first).hexdigest()
    assert json.loads(second)["id"] != event["id"]


def test_the_chain_goes_on_across_months_and_clocks_set_back(journal: Journal) -> None:
    """The first line of a month follows the last one of the month before; a clock set back writes into the newest."""
    write(journal, "a")
    write(journal, "b", at=DECEMBER)
    write(journal, "c")
    assert [path.name for path in journal.files()] == ["2026-11.jsonl", "2026-12.jsonl"]
    assert texts(again(journal)) == ["a", "b", "c"]
    assert journal.verify() == []


def test_files_are_private(journal: Journal) -> None:
    """The journal is readable by its owner alone unless the settings say otherwise."""
    before = os.umask(0)
    try:
        write(journal, "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE(month(journal).stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.folder.stat().st_mode) == 0o700


def test_reading_creates_nothing(journal: Journal) -> None:
    """A journal that does not exist has no events and is not made by reading."""
    assert texts(journal) == []
    assert journal.verify() == []
    assert not journal.store.state.exists()


def test_what_others_add_is_read_once(journal: Journal) -> None:
    """A reader gets each event once, from several months, and nothing when there is nothing new."""
    reader = again(journal)
    write(journal, "a", "b")
    assert texts(reader) == ["a", "b"]
    assert list(reader.new()) == []
    write(journal, "c")
    write(journal, "d", at=DECEMBER)
    assert texts(reader) == ["c", "d"]
    assert list(reader.new()) == []


def test_only_what_is_wanted_is_read(journal: Journal) -> None:
    """A reader gets the kinds of events it asked for, also from lines that somebody wrote in another order of keys."""
    write(journal, "a")
    journal.append([{"what": "run", "run": 1}], LI, NOVEMBER)
    with month(journal).open("ab") as file:
        file.write(b'{"text": "b", "what": "noted"}\n{"run": 2, "what": "run"}\n')
    reader = again(journal, ["noted"])
    batch = next(iter(reader.new()))
    assert [event["text"] for event in batch.events] == ["a", "b"]
    assert batch.rows == [1, 3]


@pytest.mark.parametrize("chunk", [1, 7, 64, 1 << 20])
def test_the_size_of_a_read_does_not_matter(journal: Journal, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    """However the file is cut when it is read, every line comes once, whole, with its number."""
    monkeypatch.setattr(journal_module, "_CHUNK", chunk)
    monkeypatch.setattr(journal_module, "_BLOCK", 5)
    for text in ("a", "b", "c"):
        write(journal, text)
    batches = list(again(journal).new())
    assert [event["text"] for batch in batches for event in batch.events] == ["a", "b", "c"]
    assert [row for batch in batches for row in batch.rows] == [1, 2, 3]
    assert journal.verify() == []


def test_a_torn_last_line_is_told_and_the_next_one_begins_anew(journal: Journal) -> None:
    """A line cut by a crash is a problem with its place; later events are read and the chain holds around it."""
    write(journal, "a")
    with month(journal).open("ab") as file:
        file.write(b'{"what":"noted","te')
    reader = again(journal)
    torn = Problem("journal-torn", "state/journal/2026-11.jsonl", 2, found='{"what":"noted","te')
    assert problems(reader) == [torn]
    assert problems(reader) == []
    write(journal, "b")
    assert texts(reader) == ["b"]
    assert texts(again(journal)) == ["a", "b"]
    assert problems(again(journal)) == [torn]
    assert month(journal).read_bytes().count(b"\n") == 3
    assert journal.verify() == [torn]


def test_a_whole_last_line_without_its_end_counts(journal: Journal) -> None:
    """A journal whose last line end an editor took away loses nothing, and is numbered as before."""
    write(journal, "a", "b")
    month(journal).write_bytes(month(journal).read_bytes().rstrip(b"\n"))
    reader = again(journal)
    assert texts(reader) == ["a", "b"]
    write(journal, "c")
    batch = next(iter(reader.new()))
    assert ([event["text"] for event in batch.events], batch.rows) == (["c"], [3])
    assert texts(again(journal)) == ["a", "b", "c"]
    assert journal.verify() == []


def test_a_line_that_is_being_written_is_left_for_later(journal: Journal, tmp_path: Path) -> None:
    """While another process holds the lock, a line without its end is not yet read and not yet torn."""
    write(journal, "a", "b")
    whole = month(journal).read_bytes()
    month(journal).write_bytes(whole[:-9])
    reader = again(journal)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment(),
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.readline()
        batches = list(reader.new())
        assert [(len(batch.events), batch.problems) for batch in batches] == [(1, [])]
        with month(journal).open("ab") as file:
            file.write(whole[-9:])
        writer.communicate("")
    assert texts(reader) == ["b"]


HOLD = """
import sys
from pathlib import Path
from cockpit.store import Store
with Store(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def environment() -> dict[str, str]:
    """The environment of a process that can import what is tested."""
    return {**os.environ, "PYTHONPATH": str(Path(journal_module.__file__).parents[1])}


def test_what_a_merge_left_is_told_line_by_line(journal: Journal) -> None:
    """Conflict marks, text, lists and blank lines among the events stop none of them."""
    write(journal, "a", "b")
    first, second = month(journal).read_bytes().splitlines(keepends=True)
    month(journal).write_bytes(first + b"<<<<<<< ours\n\n[1]\n" + second + b'"x"\r\n')
    assert texts(again(journal)) == ["a", "b"]
    assert [(problem.code, problem.row) for problem in problems(again(journal))] == [
        ("journal-torn", 2), ("journal-torn", 4), ("journal-torn", 6),
    ]  # fmt: skip


def test_lines_that_only_parse_together_are_no_events(journal: Journal) -> None:
    """Two torn lines that would be one object when joined are two problems, not one event."""
    write(journal, "a")
    with month(journal).open("ab") as file:
        file.write(b'{"what":"noted","text":["x"}\n{"y"]}\n')
    assert texts(again(journal)) == ["a"]
    assert len(problems(again(journal))) == 2


@pytest.mark.parametrize("fault", ["write", "fsync"])
def test_a_full_disk_leaves_the_journal_as_it_was(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """When an append fails half-way the file is cut back: all events of it or none."""
    write(journal, "a")
    before, real = month(journal).read_bytes(), os.write

    def full(descriptor: int, data: bytes = b"") -> int:
        if fault == "write" and len(data) > 10:
            return real(descriptor, data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, fault, full)
        with pytest.raises(NotSaved) as caught:
            write(journal, "b", "c")
    assert caught.value.problem == Problem(
        "not-saved-disk-full", "state/journal/2026-11.jsonl", found="No space left on device"
    )
    assert month(journal).read_bytes() == before
    write(journal, "d")
    assert texts(again(journal)) == ["a", "d"]
    assert journal.verify() == []


def test_a_changed_line_is_named(journal: Journal) -> None:
    """An edit made outside shows at the line that was changed, also at the end of a month."""
    write(journal, "a", "b", "c")
    write(journal, "d", at=DECEMBER)
    for old, row, follower in ((b'"b"', 2, "2026-11.jsonl:3"), (b'"c"', 3, "2026-12.jsonl:1")):
        whole = month(journal).read_bytes()
        month(journal).write_bytes(whole.replace(old, b'"z"'))
        file = "state/journal/2026-11.jsonl"
        assert journal.verify() == [Problem("journal-edited", file, row, found=f"state/journal/{follower}")]
        month(journal).write_bytes(whole)


def test_two_branches_that_git_joined_are_whole(journal: Journal) -> None:
    """After merge=union the second branch follows the line where both began: it is a joint, and no edit."""
    write(journal, "a", "b")
    common = month(journal).read_bytes()
    write(journal, "ours", "ours too")
    ours = month(journal).read_bytes()
    month(journal).write_bytes(common)
    write(journal, "theirs", "theirs too")
    theirs = month(journal).read_bytes().removeprefix(common)
    month(journal).write_bytes(ours + theirs)
    write(journal, "after")
    file = "state/journal/2026-11.jsonl"
    joint = Problem("journal-joined", file, 5, found=f"{file}:2")
    assert journal.verify() == [joint]
    month(journal).write_bytes(month(journal).read_bytes().replace(b'"theirs"', b'"forged"'))
    assert journal.verify() == [joint, Problem("journal-edited", file, 5, found=f"{file}:6")]


def test_an_edit_where_two_branches_began_is_named_once(journal: Journal) -> None:
    """The line that both branches follow was changed: it is named, and not the last line of the first branch."""
    write(journal, "a", "b")
    common = month(journal).read_bytes()
    write(journal, "ours")
    ours = month(journal).read_bytes()
    month(journal).write_bytes(common)
    write(journal, "theirs")
    merged = ours + month(journal).read_bytes().removeprefix(common)
    month(journal).write_bytes(merged.replace(b'"b"', b'"z"'))
    assert [(one.code, one.row) for one in journal.verify()] == [("journal-edited", 2), ("journal-joined", 4)]


def test_a_removed_line_and_archived_months_are_named(journal: Journal) -> None:
    """A line taken out breaks the chain; months moved away are told once, as the beginning."""
    write(journal, "a", "b", "c")
    write(journal, "d", at=DECEMBER)
    lines = month(journal).read_bytes().splitlines(keepends=True)
    month(journal).write_bytes(lines[0] + lines[2])
    assert [(problem.code, problem.row) for problem in journal.verify()] == [("journal-edited", 1)]
    month(journal).unlink()
    assert journal.verify() == [Problem("journal-beginning", "state/journal/2026-12.jsonl", 1)]


def test_line_ends_of_windows_break_no_chain(journal: Journal) -> None:
    """A checkout that turned the line ends keeps the chain, and so does the next event."""
    write(journal, "a", "b")
    month(journal).write_bytes(month(journal).read_bytes().replace(b"\n", b"\r\n"))
    write(journal, "c")
    assert journal.verify() == []
    assert texts(again(journal)) == ["a", "b", "c"]


def test_rewritten_history_is_read_again(journal: Journal) -> None:
    """When the lines that were read are no longer there, a reader is told to forget them and gets everything."""
    write(journal, "a", "b")
    first, second = month(journal).read_bytes().splitlines(keepends=True)
    for changed in (first, second, second + first + first, b""):
        month(journal).write_bytes(first + second)
        reader = again(journal)
        assert texts(reader) == ["a", "b"]
        month(journal).write_bytes(changed)
        batches = list(reader.new())
        assert batches[0].restart
        assert sum(len(batch.events) for batch in batches) == changed.count(b"\n")


def test_a_replaced_file_is_read_again(journal: Journal) -> None:
    """A file put in the place of the one that was read, as a restored backup is, is read from its beginning."""
    write(journal, "a")
    reader = again(journal)
    assert texts(reader) == ["a"]
    copy = month(journal).with_suffix(".copy")
    copy.write_bytes(month(journal).read_bytes())
    copy.replace(month(journal))
    batches = list(reader.new())
    assert [batch.restart for batch in batches] == [True, False]
    assert [event["text"] for event in batches[1].events] == ["a"]


def test_odd_text_stays_one_line(journal: Journal) -> None:
    """Line ends, control characters and lone surrogates in a text come back as they were, from one line."""
    text = "a\nb\r\x00\x1b[31m\u2028\udc80\u202e"
    write(journal, text)
    assert texts(again(journal)) == [text]
    assert month(journal).read_bytes().count(b"\n") == 1
    month(journal).read_text("utf-8")


def test_everything_about_one_issue(journal: Journal) -> None:
    """The events that mention a text are found on request, over all months."""
    write(journal, "x")
    journal.append([{"what": "noted", "issue": "f" * 16, "text": "y"}], LI, NOVEMBER)
    journal.append([{"what": "woken", "issue": "f" * 16}], LI, DECEMBER)
    assert [event["what"] for event in again(journal).about("f" * 16)] == ["noted", "woken"]


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cockpit.journal import Journal
from cockpit.person import Person
from cockpit.store import Store
journal = Journal(Store(Path(sys.argv[1])))
for number in range(int(sys.argv[3])):
    text = f"{sys.argv[2]}{number}"
    journal.append([{"what": "noted", "text": text, "issue": ""}], Person(1, "x", "x"), datetime.now(UTC))
    print(text, flush=True)
"""


def test_two_writers_lose_nothing(journal: Journal, tmp_path: Path) -> None:
    """Two processes that write at full speed leave one whole chain with every event of both, each in its order."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name, "60"], stdout=subprocess.DEVNULL, env=environment()
        )
        for name in "ab"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    found = texts(journal)
    for name in "ab":
        assert [text for text in found if text.startswith(name)] == [f"{name}{number}" for number in range(60)]
    assert journal.verify() == []


def test_a_killed_writer_loses_nothing_that_it_said_was_saved(journal: Journal, tmp_path: Path) -> None:
    """After kill -9 in the middle of appending, what was shown as saved is there and the next event is whole."""
    for name in "abcdef":
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name, "100000"], stdout=subprocess.PIPE, text=True,
            env=environment(),
        ) as writer:  # fmt: skip
            assert writer.stdout is not None
            shown = [writer.stdout.readline().strip() for _ in range(20)]
            writer.kill()
            shown += [line.strip() for line in writer.stdout if line.endswith("\n")]
        assert [text for text in texts(again(journal)) if text.startswith(name)][: len(shown)] == shown
        write(journal, f"after {name}", at=datetime.now(CHINA))
    assert [problem for problem in journal.verify() if problem.code != "journal-torn"] == []
    assert sum(text.startswith("after") for text in texts(again(journal))) == 6


def test_reading_goes_on_at_a_bookmark(journal: Journal) -> None:
    """A reader that resumes at a bookmark gets what came after it, also when a month has begun since."""
    write(journal, "a", at=NOVEMBER - timedelta(days=30))
    write(journal, "b")
    first = again(journal)
    assert texts(first) == ["a", "b"]
    bookmark = json.loads(json.dumps(first.bookmark()))
    write(journal, "c")
    write(journal, "d", at=DECEMBER)
    later = again(journal)
    assert later.resume(bookmark)
    assert texts(later) == ["c", "d"]
    batch = again(journal)
    assert batch.resume(bookmark)
    assert [row for found in batch.new() for row in found.rows] == [2, 1]


@pytest.mark.parametrize("change", ["last line", "older month", "shorter", "gone", "nonsense"])
def test_a_bookmark_in_changed_lines_is_not_believed(journal: Journal, change: str) -> None:
    """When the lines before a bookmark are not the same, reading begins at the beginning."""
    write(journal, "a", at=NOVEMBER - timedelta(days=30))
    write(journal, "b", "c")
    first = again(journal)
    texts(first)
    bookmark = first.bookmark()
    assert bookmark is not None
    whole = month(journal).read_bytes()
    if change == "last line":
        month(journal).write_bytes(whole.replace(b'"c"', b'"z"'))
    elif change == "older month":
        with month(journal, "2026-10").open("ab") as file:
            file.write(b"\n")
    elif change == "shorter":
        month(journal).write_bytes(whole.splitlines(keepends=True)[0])
    elif change == "gone":
        month(journal).unlink()
    else:
        bookmark = {"file": "2026-11.jsonl", "offset": "x"}
    later = again(journal)
    assert not later.resume(bookmark)
    assert texts(later)[0] == "a"


def test_there_is_no_bookmark_where_nothing_was_read(journal: Journal) -> None:
    """A reader that has read nothing, or a line without its end, sets no bookmark."""
    assert journal.bookmark() is None
    write(journal, "a")
    month(journal).write_bytes(month(journal).read_bytes().rstrip())
    assert texts(journal) == ["a"]
    assert journal.bookmark() is None

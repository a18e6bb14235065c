"""The engine's process as the screens have it, with made-up engines that live, die and hang as the test wants."""

import json
import queue
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from cockpit import kept_picture
from cockpit.engine_process import EngineProcess, Message
from cockpit.kept_run import keep_run
from cockpit.picture import Picture, Progress
from cockpit.report_file import ReportFile
from cockpit.store import Store
from cockpit.wire import EngineDied, Evidence, FileId

HOME = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SHOWN = Picture(0, NOW, "demo", (), (), (), (ReportFile("US/1.txt", "all-orders", digest="1"),), (), ())
PATIENCE = 30.0  # ends a test that would wait for ever; none comes near it

PRELUDE = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from datetime import datetime, UTC
from pathlib import Path
from cockpit import kept_picture, wire
from cockpit.picture import Picture, Progress
from cockpit.wire import *

workspace = Path(sys.argv[2])
given, told = sys.stdin.buffer, sys.stdout.buffer
opening = wire.read(given)
aside = opening.aside
life = workspace / "lives"
number = int(life.read_text()) + 1 if life.exists() else 1
life.write_text(str(number))

def say(message):
    wire.write(told, message)

def picture():
    say(wire.Sender().encode(Picture(number, datetime(2026, 11, 24, tzinfo=UTC), "demo", (), (), (), (), (), ())))
"""


class Heard:
    """Everything an engine said, in order."""

    def __init__(self) -> None:
        self.messages: queue.Queue[Message] = queue.Queue()

    def next(self) -> Message:
        """The next message, waited for."""
        return self.messages.get(timeout=PATIENCE)


class Start(Protocol):
    """Starts an engine whose life is the given code."""

    def __call__(self, life: str, shown: Picture | None = None) -> tuple[EngineProcess, Heard]:
        """The process, and what it says; `shown` is the kept picture on the screen."""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start an engine whose life is the given code; it is stopped after the test."""
    running: list[EngineProcess] = []

    def begin(life: str, shown: Picture | None = None) -> tuple[EngineProcess, Heard]:
        heard = Heard()
        command = (sys.executable, "-c", PRELUDE + textwrap.dedent(life), str(HOME), str(tmp_path))
        engine = EngineProcess(tmp_path, heard.messages.put, shown=shown, command=command, backoff=(0.0, 0.01, 0.02))
        running.append(engine)
        engine.start()
        return engine, heard

    yield begin
    for engine in running:
        engine.stop()


def test_what_the_engine_says_is_handed_on(start: Start) -> None:
    """Progress and pictures arrive whole and in order."""
    _, heard = start("say(Progress(1, 3, 'a.csv')); picture(); given.read()")
    assert heard.next() == Progress(1, 3, "a.csv")
    picture = heard.next()
    assert isinstance(picture, Picture)
    assert picture.number == 1


def test_the_first_engine_is_told_what_is_shown(start: Start, tmp_path: Path) -> None:
    """It sends the places of what the screens have; its successor, which is told nothing, sends all."""
    keep_run(Store(tmp_path), "key", NOW, SHOWN, {})
    shown = kept_picture.kept_picture(tmp_path)
    _, heard = start(
        """
        kept = kept_picture.kept_state(workspace)
        sender = wire.Sender()
        if opening.shown == kept.mark:
            sender.resume(kept.picture)
        delta = sender.encode(kept.picture)
        say(Progress(sum(isinstance(one, int) for one in delta.files), number))
        say(delta)
        number == 1 and os.kill(os.getpid(), signal.SIGKILL)
        given.read()
        """,
        shown,
    )
    first, second = _whole(heard), _whole(heard)
    assert (first, second) == ((1, SHOWN.files), (0, SHOWN.files))


def _whole(heard: "Heard") -> tuple[int, tuple[ReportFile, ...]]:
    """How many files were not sent again, and the files of the picture all the same; deaths are passed over."""
    progress = next(one for one in iter(heard.next, None) if isinstance(one, Progress))
    picture = heard.next()
    assert isinstance(picture, Picture)
    return progress.done, picture.files


def test_evidence_is_asked_for_and_answered(start: Start) -> None:
    """A question goes down the pipe and its answer comes back."""
    engine, heard = start("picture(); asked = wire.read(given); say(Evidence(asked.fingerprint, ())); given.read()")
    heard.next()
    engine.ask_evidence("abc")
    assert heard.next() == Evidence("abc", ())


def test_a_rerun_is_asked_for(start: Start) -> None:
    """The engine is told to do everything anew."""
    engine, heard = start("picture(); assert wire.read(given) == Rerun(); picture(); given.read()")
    heard.next()
    engine.rerun()
    assert isinstance(heard.next(), Picture)


def test_the_engine_ends_with_its_pipe(start: Start, tmp_path: Path) -> None:
    """Stopping closes the pipe; an engine that waits at it ends by itself."""
    engine, heard = start("picture(); given.read(); (workspace / 'ended').touch()")
    heard.next()
    engine.stop(PATIENCE)
    assert (tmp_path / "ended").exists()
    assert heard.messages.empty()


def test_an_engine_that_does_not_end_is_killed(start: Start) -> None:
    """A hanging engine keeps nobody from leaving."""
    engine, heard = start("picture(); signal.pause()")
    heard.next()
    engine.stop(0.05)
    child = engine._child
    assert child is not None
    assert child.wait(PATIENCE) != 0


def test_an_engine_that_dies_is_replaced(start: Start) -> None:
    """The screens hear of the death, and then from its successor."""
    _, heard = start("picture(); number == 1 and os.kill(os.getpid(), signal.SIGKILL); given.read()")
    assert isinstance(heard.next(), Picture)
    died = heard.next()
    assert isinstance(died, EngineDied)
    assert (died.problem.code, died.problem.found) == ("engine-died", "signal 9")
    picture = heard.next()
    assert isinstance(picture, Picture)
    assert picture.number == 2


def test_the_pause_grows_while_engines_die(start: Start) -> None:
    """An engine that dies at once each time is started less and less often."""
    _, heard = start("sys.exit(3)")
    pauses = [message.again_in for message in (heard.next() for _ in range(4)) if isinstance(message, EngineDied)]
    assert pauses == [0.01, 0.02, 0.02, 0.02]


def test_a_fatal_file_is_set_aside(start: Start, tmp_path: Path) -> None:
    """The file on which an engine died is told to the next one, at once, and kept for the next session."""
    file = FileId("US/evil.csv", 7, 8, 9, 10)
    _, heard = start(f"""
        if not aside.files:
            say(Doing(file={file!r}))
            os.abort()
        assert aside.files == ({file!r},)
        picture()
        given.read()
    """)
    died = heard.next()
    assert isinstance(died, EngineDied)
    assert (died.problem.code, died.problem.file, died.again_in) == ("engine-died-on-file", "US/evil.csv", 0.0)
    assert isinstance(heard.next(), Picture)
    kept = kept_picture.cache_folder(tmp_path) / kept_picture.own("fatal.json")
    assert [FileId(**row) for row in json.loads(kept.read_text())] == [file]


def test_files_that_were_read_together_are_suspects(start: Start, tmp_path: Path) -> None:
    """One of many files was fatal: the next engine is told all of them, and only a file that is known is kept."""
    files = (FileId("US/1.csv", 1, 2, 3, 4), FileId("US/evil.csv", 7, 8, 9, 10))
    _, heard = start(f"""
        if not aside.suspects:
            say(Doing(together={files!r}))
            os.abort()
        assert set(aside.suspects) == set({files!r})
        if not aside.files:
            say(Doing(file={files[1]!r}))
            os.abort()
        picture()
        given.read()
    """)
    ends = [heard.next(), heard.next()]
    assert [end.problem.code for end in ends if isinstance(end, EngineDied)] == ["engine-died", "engine-died-on-file"]
    assert isinstance(heard.next(), Picture)
    kept = kept_picture.cache_folder(tmp_path) / kept_picture.own("fatal.json")
    assert [FileId(**row) for row in json.loads(kept.read_text())] == [files[1]]


def test_a_fatal_check_is_set_aside(start: Start) -> None:
    """The check in which an engine died is told to the next one."""
    _, heard = start("""
        if not aside.checks:
            say(Doing(check="X-01"))
            os.abort()
        assert aside.checks == ("X-01",)
        picture()
        given.read()
    """)
    died = heard.next()
    assert isinstance(died, EngineDied)
    assert (died.problem.code, died.problem.column) == ("engine-died-in-check", "X-01")
    assert isinstance(heard.next(), Picture)


def test_a_death_after_the_work_blames_nobody(start: Start) -> None:
    """What was touched and let go again is not set aside."""
    _, heard = start("say(Doing(check='X-01')); say(Doing()); os.abort()")
    died = heard.next()
    assert isinstance(died, EngineDied)
    assert died.problem.code == "engine-died"


def test_rubbish_on_the_pipe_ends_the_engine(start: Start) -> None:
    """A stream that is no message of ours is not waited on: the engine is replaced."""
    _, heard = start("number == 1 and told.write(b'x' * 99); told.flush(); number > 1 and picture(); given.read()")
    assert isinstance(heard.next(), EngineDied)
    assert isinstance(heard.next(), Picture)


def test_an_interpreter_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    """The screens hear why there is no engine."""
    heard = Heard()
    engine = EngineProcess(tmp_path, heard.messages.put, command=(str(tmp_path / "missing"),), backoff=(0.0,))
    engine.start()
    died = heard.next()
    engine.stop()
    assert isinstance(died, EngineDied)
    assert died.problem.code == "engine-not-started"


def test_stopping_before_starting_is_nothing(tmp_path: Path) -> None:
    """A session that never had an engine can stop it."""
    engine = EngineProcess(tmp_path, print)
    engine.stop()
    assert engine._child is None


def test_the_engines_words_go_to_its_log(start: Start, tmp_path: Path) -> None:
    """What it writes to stderr stands in the cache, not on the terminal."""
    _, heard = start("print('a panic', file=sys.stderr, flush=True); picture(); given.read()")
    heard.next()
    log = kept_picture.cache_folder(tmp_path) / kept_picture.own("engine.log")
    assert log.read_text() == "a panic\n"

"""The real engine in its real process: what it says, what it survives, and that it ends."""

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest

from cockpit.engine_child import EngineChild
from cockpit.engine_process import EngineProcess, Message
from cockpit.inbox import Change, Inbox
from cockpit.picture import Picture
from cockpit.quiet import Identity
from cockpit.wire import EngineDied, Evidence, MarksChanged

HOME = Path(__file__).parents[2]
PATIENCE = 60.0  # ends a test that would wait for ever; none comes near it

CHECK = '''
from cockpit.api import Context, Finding, NoSettings, Pane, Severity, Subject, Words, check

@check("X-01", Words("Late", "迟"), pane=Pane.NOON, needs=("buyer-messages",))
def late(ctx: Context[NoSettings]):
    """Find messages that say late."""
    frame = ctx.frame("buyer-messages")
    for thread in frame.filter(frame["subject"] == "late")["thread_id"]:
        rows = frame.filter(frame["thread_id"] == thread)
        yield Finding(Subject("thread", thread), Severity.WARNING, Words(thread, thread), Words("look", "看"),
                      evidence=(rows,))
'''
BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from cockpit import engine_child, library; "


def messages(*threads: str) -> str:
    """A report of buyer messages that say late."""
    rows = "".join(f"{thread},2026-11-23T01:00:00+08:00,,late\n" for thread in threads)
    return "thread_id,received_at,replied_at,subject\n" + rows


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one report and one check of the house, looked at without delay."""
    (tmp_path / "config.toml").write_text("[watch]\nquiet_seconds = 0.02\n")
    (tmp_path / "my_checks").mkdir()
    (tmp_path / "my_checks" / "late.py").write_text(CHECK)
    (tmp_path / "reports" / "US").mkdir(parents=True)
    (tmp_path / "reports" / "US" / "messages.csv").write_text(messages("T1"))
    return tmp_path


class Engine:
    """An engine process, and what it said."""

    def __init__(self, workspace: Path, setup: str = "") -> None:
        self.messages: queue.Queue[Message] = queue.Queue()
        command = (sys.executable, "-c", f"{BOOT}{setup}; engine_child.main()", str(HOME), str(workspace))
        self.process = EngineProcess(workspace, self.messages.put, command=command if setup else (), backoff=(0.0,))
        self.process.start()

    def until(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message of a kind, waited for."""
        while True:
            message = self.messages.get(timeout=PATIENCE)
            if wanted(message):
                return message

    def picture(self, *threads: str) -> Picture:
        """The next picture in which these threads, and no others, are late."""

        def shows(message: Message) -> bool:
            return isinstance(message, Picture) and late_in(message) == set(threads)

        picture = self.until(shows)
        assert isinstance(picture, Picture)
        return picture


def late_in(picture: Picture) -> set[str]:
    """The threads that the house rule finds."""
    return {one.subject.id for one in picture.issues if one.check == "X-01" and one.state in {"new", "open"}}


Start = Callable[..., Engine]


@pytest.fixture
def start(workspace: Path) -> Iterator[Start]:
    """Start engines on the workspace; they are stopped after the test."""
    running: list[Engine] = []

    def begin(setup: str = "") -> Engine:
        running.append(Engine(workspace, setup))
        return running[-1]

    yield begin
    for engine in running:
        engine.process.stop()


def test_a_dropped_file_becomes_a_picture(start: Start, workspace: Path) -> None:
    """The first picture comes by itself, the next one when a file arrives."""
    engine = start()
    first = engine.picture("T1")
    (workspace / "reports" / "US" / "more.csv").write_text(messages("T2"))
    second = engine.picture("T1", "T2")
    assert second.number > first.number
    assert not second.from_last_run


def test_an_edit_of_the_settings_and_checks_becomes_a_picture(start: Start, workspace: Path) -> None:
    """config.toml and my_checks/ are watched like the reports."""
    engine = start()
    engine.picture("T1")
    (workspace / "config.toml").write_text('[watch]\nquiet_seconds = 0.02\n[checks."X-01"]\nenabled = false\n')
    engine.picture()
    (workspace / "config.toml").write_text("[watch]\nquiet_seconds = 0.02\n")
    engine.picture("T1")
    (workspace / "my_checks" / "late.py").write_text(CHECK.replace('== "late"', '== "never"'))
    engine.picture()


def test_another_folder_named_in_the_settings_is_watched(start: Start, workspace: Path) -> None:
    """Changing [watch] reports moves the watch while running."""
    engine = start()
    engine.picture("T1")
    (workspace / "config.toml").write_text('[watch]\nquiet_seconds = 0.02\nreports = "other"\n')
    engine.until(lambda message: isinstance(message, Picture) and not message.files)
    (workspace / "other" / "US").mkdir(parents=True)
    (workspace / "other" / "US" / "messages.csv").write_text(messages("T7"))
    engine.picture("T7")


def test_evidence_is_answered(start: Start) -> None:
    """The rows of an issue are fetched when somebody looks at them; of an unknown one there are none."""
    engine = start()
    issue = next(one for one in engine.picture("T1").issues if one.check == "X-01")
    engine.process.ask_evidence(issue.fingerprint)
    answer = engine.until(lambda message: isinstance(message, Evidence))
    assert isinstance(answer, Evidence)
    assert [(row.file, row.row) for row in answer.rows] == [("US/messages.csv", 2)]
    engine.process.ask_evidence("unknown")
    answer = engine.until(lambda message: isinstance(message, Evidence))
    assert isinstance(answer, Evidence)
    assert answer.problem is not None


def test_a_rerun_gives_a_picture(start: Start) -> None:
    """Asked for, everything is judged anew although nothing changed."""
    engine = start()
    engine.picture("T1")
    engine.process.rerun()
    engine.picture("T1")


def test_marks_of_others_are_told(start: Start, workspace: Path) -> None:
    """What a colleague writes into the journal reaches the screens."""
    engine = start()
    engine.picture("T1")
    with (workspace / "state" / "journal" / "2026-11.jsonl").open("a") as journal:
        journal.write('{"what":"noted","at":"2026-11-24T10:00:00+08:00","issue":"x","text":"hello"}\n')
    engine.until(lambda message: isinstance(message, MarksChanged))


def test_two_cockpits_on_one_workspace_agree(start: Start, workspace: Path) -> None:
    """One of them writes down what it sees; the other shows the numbers that were given."""
    engines = start(), start()
    for engine in engines:
        engine.picture("T1")
    (workspace / "reports" / "US" / "more.csv").write_text(messages("T2"))

    def numbers(engine: Engine) -> dict[str, int]:
        def numbered(message: Message) -> bool:
            return isinstance(message, Picture) and late_in(message) == {"T1", "T2"} and all(given(message).values())

        picture = engine.until(numbered)
        assert isinstance(picture, Picture)
        return given(picture)

    assert numbers(engines[0]) == numbers(engines[1])


def given(picture: Picture) -> dict[str, int]:
    """The numbers of the issues that the house rule finds."""
    return {one.subject.id: one.number for one in picture.issues if one.check == "X-01"}


def test_a_check_that_prints_does_not_disturb_the_pipe(start: Start, workspace: Path) -> None:
    """The pipe belongs to the pictures; what prints goes to the log."""
    noise = CHECK.replace(
        "    frame =", "    print('x' * 100_000)\n    import os; os.system('echo noise')\n    frame =", 1
    )
    (workspace / "my_checks" / "late.py").write_text(noise)
    start().picture("T1")


def test_a_killed_engine_is_replaced(start: Start) -> None:
    """The screens hear of it, and the next engine has the picture."""
    engine = start()
    engine.picture("T1")
    child = engine.process._child
    assert child is not None
    os.kill(child.pid, signal.SIGKILL)
    died = engine.until(lambda message: isinstance(message, EngineDied))
    assert isinstance(died, EngineDied)
    assert died.problem.code == "engine-died"
    engine.picture("T1")


def test_a_file_that_ends_the_engine_costs_one_file_at_most(start: Start, workspace: Path) -> None:
    """Of files read together each is read by itself next, then that one apart, where it did no harm here."""
    (workspace / "reports" / "US" / "fatal.csv").write_text(messages("T8"))
    aborting = (
        "import os; real = library.read_file; "
        "library.read_file = lambda path, *rest: os.abort() if path.name == 'fatal.csv' else real(path, *rest); "
        "library.read_together = lambda paths, *rest: [library.read_file(path, *rest) for path in paths]"
    )
    engine = start(aborting)
    deaths = [engine.until(lambda message: isinstance(message, EngineDied)) for _ in range(2)]
    problems = [(died.problem.code, died.problem.file) for died in deaths if isinstance(died, EngineDied)]
    assert problems == [("engine-died", ""), ("engine-died-on-file", "US/fatal.csv")]
    engine.picture("T1", "T8")


def test_a_check_that_ends_the_engine_is_failed(start: Start, workspace: Path) -> None:
    """The others are judged by the next engine."""
    ending = CHECK.replace("X-01", "X-02").replace("    frame =", "    import os; os.abort()\n    frame =", 1)
    (workspace / "my_checks" / "ending.py").write_text(ending)
    engine = start()
    died = engine.until(lambda message: isinstance(message, EngineDied))
    assert isinstance(died, EngineDied)
    assert (died.problem.code, died.problem.column) == ("engine-died-in-check", "X-02")
    picture = engine.picture("T1")
    assert {str(line.verdict) for line in picture.verdicts if line.check == "X-02"} == {"failed"}


def test_a_check_that_hangs_is_failed(start: Start, workspace: Path) -> None:
    """A loop without an end is ended, and its check not run again."""
    hanging = CHECK.replace("X-01", "X-02").replace("    frame =", "    while True: pass\n    frame =", 1)
    (workspace / "my_checks" / "hanging.py").write_text(hanging)
    engine = start("engine_child._CHECK_SECONDS = 3.0")
    died = engine.until(lambda message: isinstance(message, EngineDied))
    assert isinstance(died, EngineDied)
    assert died.problem.column == "X-02"
    engine.picture("T1")


def test_a_bug_of_ours_is_told_and_the_loop_goes_on(start: Start, workspace: Path) -> None:
    """A run that fails leaves the last picture, says so, and the next change is looked at."""
    failing = (
        "from cockpit import engine; real = engine.needs_of; "
        "engine.needs_of = lambda world, types: real(world, types) if len(world.tables.files) < 2 else 1 / 0"
    )
    engine = start(failing)
    engine.picture("T1")
    more = workspace / "reports" / "US" / "more.csv"
    more.write_text(messages("T2"))
    failed = engine.until(lambda message: isinstance(message, EngineDied))
    assert isinstance(failed, EngineDied)
    assert (failed.problem.code, failed.again_in) == ("engine-failed", 0.0)
    more.unlink()
    engine.picture("T1")


SCREENS = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from cockpit.engine_process import EngineProcess
engine = EngineProcess(Path(sys.argv[2]), lambda message: print(type(message).__name__, flush=True))
engine.start()
sys.stdin.read()
"""


def test_the_engine_ends_when_the_screens_are_killed(workspace: Path) -> None:
    """No engine is left behind by a process that was killed while it drew."""
    held = workspace / "held"
    os.mkfifo(held)
    (workspace / "my_checks" / "late.py").write_text(f"HELD = open({str(held)!r}, 'w')\n{CHECK}")
    command = [sys.executable, "-c", SCREENS, str(HOME), str(workspace)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as screens,
        held.open() as engine,
    ):
        assert screens.stdout is not None
        while screens.stdout.readline().strip() != "Picture":
            pass
        screens.kill()
        assert engine.read() == ""  # its end: only the engine held it open


class Settling:
    """An inbox whose file comes to rest only after something else has ended the wait."""

    def __init__(self, *changes: Change) -> None:
        self.changes = list(changes)

    @property
    def unsettled(self) -> bool:
        """Until the last change is taken."""
        return bool(self.changes)

    def wait(self, _seconds: float) -> Change:
        """The next change."""
        return self.changes.pop(0)


def test_what_another_cockpit_writes_ends_no_wait_for_new_files(workspace: Path) -> None:
    """The first picture of a second cockpit has the files in it that were written just before both began."""
    whole = {"US/messages.csv": Identity(1, 2, 3, 4)}
    inbox = Settling(Change(marks=True), Change(reports=True, files=whole))
    child = EngineChild(workspace, BytesIO(), BytesIO())
    change = child._settled(cast("Inbox", inbox), Change())
    assert change == Change(reports=True, marks=True, files=whole)

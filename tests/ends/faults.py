"""`python -m tests.ends.faults WORKSPACE ROUNDS SEED`: processes that are killed at any moment, and what is left.

In each round a desk ticks, notes and acknowledges while an engine judges and records, both as fast as they can; both
are killed by SIGKILL. What either said it had saved must be there, and every file must be whole. With SECONDS behind
SEED two desks write for so long instead, and nobody is killed. Prints its figures as one line of JSON.
"""

import json
import os
import random
import select
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from cockpit.checklist import path_of
from cockpit.cli.init_command import make
from cockpit.desk import Desk
from cockpit.engine import Engine
from cockpit.issue import Severity
from cockpit.journal import Journal
from cockpit.person import Person
from cockpit.settings import load
from cockpit.store import Store
from tests.ends.conftest import away_from_midnight, drop, unshipped

PEOPLE = (Person(60001, "li", "Li"), Person(60002, "wang", "Wang"))
DEADLINE = 60.0  # seconds until a silent process is given up; none comes near it
MOST_SAVED = 12  # lines that a desk gets to say before it is killed
MOST_JUDGED = 2  # pictures that an engine gets to make
OF_ENGINE = 0.2  # rounds that wait for the engine's word, not for the desk's
LATE = 0.02  # seconds after the last of them, so that it is killed in the middle of the next


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


# ── Those who are killed ─────────────────────────────────────────────────────────────────────────────────────────────


def writes(workspace: Path, person: Person, say: Callable[..., None], *, until: float = float("inf")) -> None:
    """A desk that says what it wants and, when the call has returned, that it is saved."""
    desk = Desk(workspace, load(workspace), person, now)
    steps = [step.id for step in desk.checklist.steps]
    for number in count():
        token, step = f"{person.user}-{os.getpid()}-{number}", steps[number % len(steps)]
        say("want", "", token, step)
        if number % 3 == 0:
            desk.untick(step)
            desk.tick(step, token)
            say("tick", step, token)
        elif number % 3 == 1:
            desk.note(f"{number % 7:016x}", token)
            say("event", "", token)
        else:
            desk.acknowledge(f"{number % 7:016x}", Severity.WARNING, token)
            say("event", "", token)
        if time.monotonic() > until:
            return


def judges(workspace: Path, say: Callable[..., None]) -> None:
    """An engine that records run after run over a report that changes, and says which numbers it gave."""
    engine = Engine(workspace, record=True)
    for number in count(os.getpid()):
        orders = [f"111-{(number + more) % 40:04d}" for more in range(3)]
        drop(workspace / "reports" / "US" / "unshipped.txt", unshipped(*orders))
        for issue in engine.picture(now()).issues:
            if issue.number:
                say("number", issue.fingerprint, str(issue.number))
        say("judged", "", "")


@dataclass
class Child:
    """A forked process and the pipe in which it says what is saved."""

    pid: int
    pipe: int
    rest: bytes = b""

    @classmethod
    def fork(cls, do: Callable[[Callable[..., None]], None]) -> "Child":
        """Run something in a process of its own."""
        read, write = os.pipe()
        if (pid := os.fork()) == 0:
            os.close(read)
            try:
                do(lambda *words: _say(write, words))
                os._exit(0)
            finally:
                os._exit(1)
        os.close(write)
        return cls(pid, read)

    def lines(self, patience: float = DEADLINE) -> Iterator[list[str]]:
        """What it says, until it ends or says nothing for so long."""
        while True:
            while b"\n" in self.rest:
                line, _, self.rest = self.rest.partition(b"\n")
                yield json.loads(line)
            if not select.select([self.pipe], [], [], patience)[0]:
                return
            data = os.read(self.pipe, 65536)
            if not data:
                return
            self.rest += data

    def end(self) -> int:
        """Wait for its end: its exit code, negative for a signal."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _say(pipe: int, words: tuple[str, ...]) -> None:
    os.write(pipe, json.dumps(words).encode() + b"\n")


# ── What is left ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Said:
    """Everything that a process said it had saved, over all rounds, and what is wrong with what is left."""

    tokens: set[str] = field(default_factory=set)
    ticks: dict[str, str] = field(default_factory=dict)  # the last note that was saved, by step
    wanted: dict[str, set[str]] = field(default_factory=dict)  # notes that may have been saved since, by step
    numbers: dict[str, str] = field(default_factory=dict)
    torn: int = 0
    faults: list[str] = field(default_factory=list)

    def take(self, words: list[str]) -> None:
        """One line of a process."""
        kind, about, text, *more = words
        if kind == "want":
            self.wanted.setdefault(more[0], set()).add(text)
        elif kind == "number":
            if self.numbers.setdefault(about, text) != text:
                self.faults.append(f"{about} was #{self.numbers[about]} and is #{text}")
        elif kind in {"tick", "event"}:
            self.tokens.add(text)
            if kind == "tick":
                self.ticks[about] = text
                self.wanted[about] = {text}

    def compare(self, workspace: Path) -> None:
        """What is on disk with what was said."""
        wrong = Journal(workspace).verify()
        self.torn = sum(problem.code == "journal-torn" for problem in wrong)
        self.faults += [f"{one.code} {one.file}:{one.row}" for one in wrong if one.code != "journal-torn"]
        events = [event for batch in Journal(workspace).new() for event in batch.events]
        kept = {str(event.get("note") or event.get("text")) for event in events}
        self.faults += [f"lost: {token}" for token in self.tokens - kept]
        given = {event["issue"]: str(event["number"]) for event in events if event["what"] == "new"}
        self.faults += [f"number of {one}" for one, number in self.numbers.items() if given.get(one) != number]
        self.faults += broken_files(workspace)
        self._compare_day(workspace)

    def _compare_day(self, workspace: Path) -> None:
        day = now().astimezone(load(workspace).profile.zone).date()
        rows = tomllib.loads(path_of(Store(workspace), day).read_text("utf-8")).get("step", []) if self.ticks else []
        notes = {row["id"]: row["note"] for row in rows}
        for step, note in self.ticks.items():
            if notes.get(step) not in self.wanted[step] | {note}:
                self.faults.append(f"{step}: {notes.get(step)!r} instead of {note!r}")


def broken_files(workspace: Path) -> list[str]:
    """Files below state/ that cannot be read, or that somebody had to set aside."""
    wrong = []
    for path in (path for path in (workspace / "state").rglob("*") if path.is_file()):
        reads: dict[str, Callable[[str], Any]] = {".toml": tomllib.loads, ".json": json.loads}
        if ".broken-" in path.name:
            wrong.append(f"set aside: {path.name}")
        elif path.suffix in reads and not path.name.endswith(".tmp"):
            try:
                reads[path.suffix](path.read_text("utf-8"))
            except ValueError:
                wrong.append(f"broken: {path.name}")
    return wrong


# ── The rounds ───────────────────────────────────────────────────────────────────────────────────────────────────────


def kill_round(workspace: Path, chance: random.Random, said: Said) -> None:
    """A desk and an engine, both killed: just after one has said something, in the middle of the next."""
    desk = Child.fork(partial(writes, workspace, PEOPLE[0]))
    engine = Child.fork(partial(judges, workspace))
    first, second = (engine, desk) if chance.random() < OF_ENGINE else (desk, engine)
    heard, wanted = 0, chance.randint(0, MOST_JUDGED if first is engine else MOST_SAVED)
    for words in first.lines() if wanted else ():
        said.take(words)
        heard += words[0] in {"judged", "tick", "event"}
        if heard >= wanted:
            break
    select.select([], [], [], chance.random() * LATE)
    for child in (first, second):
        os.kill(child.pid, signal.SIGKILL)
        if child.end() == 1:
            said.faults.append("it ended by itself")
    for child in (desk, engine):
        for words in child.lines():
            said.take(words)
        os.close(child.pipe)


def killed(workspace: Path, rounds: int, seed: int) -> dict[str, Any]:
    """So many rounds; the figures."""
    said, chance, began = Said(), random.Random(seed), time.monotonic()  # noqa: S311 - the same moments on every run
    for number in range(rounds):
        kill_round(workspace, chance, said)
        if number % 10 == 9 or number == rounds - 1:
            said.compare(workspace)
        if said.faults:
            break
    desk = Desk(workspace, load(workspace), PEOPLE[0], now)  # what the next start says
    said.faults += [f"{one.code} {one.file}" for one in desk.problems if one.code != "journal-torn"]
    return _figures(said, workspace, began) | {"kills": 2 * rounds, "numbers": len(said.numbers)}


def together(workspace: Path, seconds: float) -> dict[str, Any]:
    """Two desks write for so long; the figures."""
    said, began = Said(), time.monotonic()
    until = began + seconds
    desks = [Child.fork(partial(writes, workspace, who, until=until)) for who in PEOPLE]
    open_ = {desk.pipe: desk for desk in desks}
    while open_:
        for pipe in select.select(list(open_), [], [], DEADLINE)[0]:
            with suppress(StopIteration):
                said.take(next(open_[pipe].lines(0.0)))
                continue
            del open_[pipe]
    said.faults += ["it ended by itself" for desk in desks if desk.end()]
    said.wanted = {step: set(said.tokens) for step in said.wanted}  # who ticked last is not known here
    said.compare(workspace)
    return _figures(said, workspace, began)


def _figures(said: Said, workspace: Path, began: float) -> dict[str, Any]:
    lines = sum(path.read_bytes().count(b"\n") for path in (workspace / "state" / "journal").glob("*.jsonl"))
    return {
        "saved": len(said.tokens), "lines": lines, "torn": said.torn, "faults": said.faults,
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def main() -> None:
    """Make the workspace and run."""
    folder, rounds, seed, *seconds = sys.argv[1:]
    workspace = Path(folder)
    for _ in make(workspace):
        pass
    away_from_midnight(workspace)
    with (workspace / "config.toml").open("a", encoding="utf-8") as file:
        file.write("\n[watch]\nquiet_seconds = 0.02\n")
    drop(workspace / "reports" / "US" / "unshipped.txt", unshipped("111-0001"))
    figures = together(workspace, float(seconds[0])) if seconds else killed(workspace, int(rounds), int(seed))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()

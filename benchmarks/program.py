"""A program in a pseudo-terminal with a stopwatch: first paint, key presses, idle cost, memory."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.ends.terminal import Terminal

ROOT = Path(__file__).parents[1]
QUIET = 0.06  # a frame is over when nothing was written for so long


@contextmanager
def running(*arguments: str, wait_for: str) -> Iterator[Terminal]:
    """A Python program, started and painted."""
    terminal = Terminal(sys.executable, *arguments, cwd=ROOT)
    try:
        terminal.wait_for(wait_for)
        yield terminal
    finally:
        terminal.close()


def first_paint(*arguments: str, wait_for: str, gone: str = "") -> float:
    """Milliseconds from the start of the process until a text is on the screen, and another is not."""
    start = time.perf_counter()
    terminal = Terminal(sys.executable, *arguments, cwd=ROOT)
    try:
        terminal.wait_for(wait_for, gone=gone, patience=120)
        return (time.perf_counter() - start) * 1000
    finally:
        everyone = family(terminal.process.pid)
        terminal.close()
        psutil.wait_procs(everyone, timeout=10)  # the engine ends by itself, and may be writing what it keeps


def settle(terminal: Terminal, quiet: float = 0.5) -> None:
    """Wait until the program has written nothing for `quiet` seconds."""
    while terminal.seconds_since_output() < quiet:
        time.sleep(quiet / 5)


def presses(terminal: Terminal, keys: Sequence[str]) -> tuple[list[float], list[int]]:
    """Milliseconds from each key to the last byte it caused, and how many bytes those were."""
    times, sizes = [], []
    for key in keys:
        before, start = len(terminal.written), time.perf_counter()
        terminal.press(key)
        last = terminal.last_output_after(before, QUIET)
        times.append((last - start) * 1000)
        sizes.append(len(terminal.written) - before)
    return times, sizes


@contextmanager
def counted(terminal: Terminal) -> Iterator[dict[str, float]]:
    """CPU seconds, context switches and bytes of a program and its children while the block runs."""
    found: dict[str, float] = {}
    pid = terminal.process.pid
    cpu, switches, start, written = _cpu(pid), _switches(pid), time.perf_counter(), len(terminal.written)
    yield found
    seconds = time.perf_counter() - start
    woken = {thread: count - switches.get(thread, 0) for thread, count in _switches(pid).items()}
    found["cpu_percent"] = 100 * (_cpu(pid) - cpu) / seconds
    found["wakeups_per_second"] = sum(woken.values()) / seconds
    found["bytes_per_minute"] = 60 * (len(terminal.written) - written) / seconds


def _cpu(pid: int) -> float:
    times = [process.cpu_times() for process in family(pid)]
    return float(sum(one.user + one.system for one in times))


def _switches(pid: int) -> dict[int, int]:
    """By thread: one that has ended since must not count as fewer."""
    return {thread.id: _voluntary(process.pid, thread.id) for process in family(pid) for thread in process.threads()}


def _voluntary(pid: int, thread: int) -> int:
    """How often a thread slept and was woken: the whole process's counter tells only of its main thread."""
    for line in Path(f"/proc/{pid}/task/{thread}/status").read_text("ascii").splitlines():
        if line.startswith("voluntary_ctxt_switches"):
            return int(line.partition(":")[2])
    return 0


def family(pid: int) -> list[psutil.Process]:
    """A process and all its children."""
    top = psutil.Process(pid)
    return [top, *top.children(recursive=True)]


def megabytes(pid: int) -> tuple[float, float]:
    """Resident memory of the process itself, and of it with all its children (shared pages counted once: PSS)."""
    own = psutil.Process(pid).memory_info().rss / 2**20
    everyone = sum(process.memory_full_info().pss for process in family(pid)) / 2**20
    return own, everyone


def environment() -> None:
    """Keep the developer's own workspace out of the figures."""
    os.environ.pop("COCKPIT_WORKSPACE", None)

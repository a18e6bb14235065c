"""P12: a journal of 100,000 events with 10,000 live issues: what a start reads, what a tick takes."""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.paired import Figure, interleaved, report
from cockpit.desk import Desk
from cockpit.issue import Pane, Severity, Subject, fingerprint
from cockpit.journal import Event, Journal
from cockpit.ledger import Ledger
from cockpit.ledger_fold import Sighting, written
from cockpit.person import Person
from cockpit.settings import defaults
from cockpit.text import Words

LIVE, EVENTS, TICKS = 10_000, 100_000, 60
LI = Person(1000, "li", "Li")
BEGIN = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)


def sighting(number: int) -> Sighting:
    """One stock issue of a SKU of its own."""
    subject = Subject("sku", f"ZX-{number:05d}")
    title = Words("Runs out in {n} days, line 7", "{n} 天后断货,目标 7 天").fill(n=number % 7)
    action = Words("Expedite and tell purchasing today.", "加急补货,今天通知采购。")
    return Sighting(
        fingerprint("S-02", "default", "US", subject), "S-02", "default", "US", subject, list(Severity)[number % 3],
        Pane.MORNING, title, action, float(number % 7),
    )  # fmt: skip


def story(chance: random.Random) -> Iterator[Event]:
    """A month: issues come, some go and come back, people acknowledge, note and tick."""
    seen = [sighting(number) for number in range(LIVE)]
    yield {"what": "run", "run": 1, "inputs": "a"}
    for number, one in enumerate(seen, 1):
        about = written(one)
        yield {"what": "new", "issue": about.pop("issue"), "number": number, **about}
    run, told = 1, LIVE + 1
    while told < EVENTS - 6:
        run, issue = run + 1, chance.choice(seen).fingerprint
        yield {"what": "run", "run": run, "inputs": str(run)}
        yield {"what": "resolved", "issue": issue}
        yield {"what": "reopened", "issue": issue, "times": 1}
        yield {"what": "acknowledged", "issue": issue, "severity": "warning"}
        yield {"what": "noted", "issue": issue, "text": "called the forwarder, case 1234567"}
        yield {"what": "ticked", "day": f"2026-11-{1 + run % 28:02d}", "step": "M1"}
        told += 6


def write(workspace: Path) -> None:
    """The month's journal, through the journal's own door, a thousand lines at a time."""
    journal, lines = Journal(workspace), list(story(random.Random(7)))  # noqa: S311 - the same month on every run
    for at in range(0, len(lines), 1_000):
        moment = BEGIN + timedelta(minutes=at // 4)
        said = moment.isoformat(timespec="seconds")
        batch = [{"what": line["what"], "at": said, **line} for line in lines[at : at + 1_000]]
        journal.append(batch, LI, moment)


def timed(do: Callable[[], object]) -> float:
    """Milliseconds."""
    begin = time.perf_counter()
    do()
    return (time.perf_counter() - begin) * 1e3


def opened(workspace: Path) -> Desk:
    """The desk as a start reads it."""
    return Desk(workspace, defaults(workspace), LI, lambda: datetime(2026, 11, 24, 3, 0, tzinfo=UTC))


def saves(workspace: Path) -> list[float]:
    """What single ticks take until they are on disk."""
    desk = opened(workspace)
    steps = [step.id for step in desk.checklist.steps]
    turns = ((desk.untick if at % 2 else desk.tick, steps[at // 2 % len(steps)]) for at in range(TICKS))
    return [timed(partial(do, step)) for do, step in turns]


def run(options: argparse.Namespace) -> None:
    """Start without and with the kept folds, then ticks."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        write(workspace)
        ledger_start = partial(timed, lambda: Ledger.load(Journal(workspace)))
        desk_start = partial(timed, lambda: opened(workspace))
        cold = {"ledger, every line": ledger_start, "desk, every line": desk_start}
        figures = list(interleaved(cold, options.runs, "ms").values())
        opened(workspace).note("f" * 16, "keeps the marks")
        ledger = Ledger.load(Journal(workspace))
        seen = ledger.run([sighting(number) for number in range(LIVE)], [], BEGIN + timedelta(days=23))
        ledger.record(seen, LI, BEGIN)
        warm = {"ledger, kept": ledger_start, "desk, kept": desk_start}
        figures += interleaved(warm, options.runs, "ms").values()
        ticks = sorted(saves(workspace))
        figures.append(Figure("tick saved, fsync included", "ms", tuple(ticks)))
        report(f"P12: {EVENTS:,} events, {LIVE:,} live issues", figures, target="start ≤ +300 ms, tick ≤ 30 ms p95")
        sys.stdout.write(f"  tick p95: {statistics.quantiles(ticks, n=20)[-1]:.1f} ms\n")

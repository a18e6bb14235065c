"""What each check costs on the large workspace: processor time of all marketplaces together, once read."""

import argparse
import resource
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

from benchmarks.workspaces import large
from cockpit.engine import Engine
from cockpit.runner import World, judge, plan

SHOWN = 20


def run(options: argparse.Namespace) -> None:
    """Judge every check as often as asked, each time in the fixed order in which they share their calculations."""
    world = Engine(large(options.scale), record=False, afresh=True).world(datetime.now(UTC).astimezone())
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(options.runs):
        for check_id, milliseconds in _costs(world).items():
            taken[check_id].append(milliseconds)
    costs = sorted(((median(each), name) for name, each in taken.items()), reverse=True)
    sys.stdout.write(f"\n{len(costs)} checks on the large workspace × {options.scale:g}, processor time\n")
    for milliseconds, name in costs[:SHOWN]:
        sys.stdout.write(f"  {name:<8} {milliseconds:>8.0f} ms\n")
    rest, whole = sum(cost for cost, _ in costs[SHOWN:]), sum(cost for cost, _ in costs)
    sys.stdout.write(f"  {'others':<8} {rest:>8.0f} ms\n  {'all':<8} {whole:>8.0f} ms\n")


def _costs(world: World) -> dict[str, float]:
    costs: defaultdict[str, float] = defaultdict(float)
    world = replace(world, _shared={})  # what the run before has computed
    for check, scope in plan(world):
        start = _processor_ms()
        judge(world, check, scope)
        costs[check.id] += _processor_ms() - start
    return dict(costs)


def _processor_ms() -> float:
    """User time of all threads: another program beside it changes it least."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime * 1000

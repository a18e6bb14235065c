"""Interleaved runs of several ways to do a thing, so that a noisy machine is equally noisy for each."""

import os
import platform
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Several measurements of one thing."""

    name: str
    unit: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one: a mean would carry the machine's hiccups."""
        return statistics.median(self.values)

    def __str__(self) -> str:
        """Show the median with the extremes."""
        return f"{self.name:<44} {self.median:>10.1f} {self.unit:<6} ({min(self.values):.1f} … {max(self.values):.1f})"


def interleaved(ways: Mapping[str, Callable[[], float]], runs: int, unit: str) -> dict[str, Figure]:
    """Run every way once per round, `runs` rounds after one that is thrown away."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for round_ in range(runs + 1):
        for name, measure in ways.items():
            value = measure()
            if round_:
                taken[name].append(value)
    return {name: Figure(name, unit, tuple(values)) for name, values in taken.items()}


def report(title: str, figures: Sequence[Figure], floor: str = "", target: str = "") -> None:
    """Print figures; the ratio of each to the floor's median when a floor is named."""
    base = next((figure.median for figure in figures if figure.name == floor), 0.0)
    sys.stdout.write(f"\n{title}\n")
    for figure in figures:
        ratio = f"  × {figure.median / base:.2f}" if base and figure.name != floor else ""
        sys.stdout.write(f"  {figure}{ratio}\n")
    sys.stdout.write(f"  target: {target}\n" if target else "")
    sys.stdout.flush()


def machine() -> str:
    """What the figures were taken on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, {platform.system()}"

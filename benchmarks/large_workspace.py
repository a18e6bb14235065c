"""The large workspace of `spec/performance.md`: a seller with fifty thousand SKUs and a year of reports, about 1 GB.

`python -m benchmarks.large_workspace FOLDER --scale 0.1`
"""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.large.ads import write_ads
from benchmarks.large.history import DAYS, write_config, write_feedback, write_history
from benchmarks.large.market import Market, markets
from benchmarks.large.orders import orders, write_orders
from benchmarks.large.settlements import write_settlements
from benchmarks.large.skus import skus, write_skus
from cockpit.clock import Clock

ORDER_ROWS = 1_000_000
SETTLEMENT_LINES = 2_000_000
TERM_ROWS = 1_000_000
SKUS = 50_000
SEED = 7


def write_large(folder: Path, scale: float = 1.0, seed: int = SEED, now: datetime | None = None) -> None:
    """Write the large workspace into a folder.

    Args:
        folder: made when it is not there.
        scale: of every row count; 1.0 is about 1 GB.
        seed: equal seeds and moments give equal bytes.
        now: the moment it is about, with a zone; the machine's time without one.
    """
    for market in markets(Clock(now or datetime.now(UTC)), seed):
        _write(folder, market, scale)


def _write(folder: Path, market: Market, scale: float) -> None:
    reports = folder / "reports"
    catalogue = skus(market, market.of(SKUS * scale))
    items = orders(market, catalogue, market.of(ORDER_ROWS * scale))
    write_config(folder, market)
    write_skus(reports, market, catalogue)
    write_orders(reports, market, items)
    write_settlements(reports, market, items, market.of(SETTLEMENT_LINES * scale))
    write_ads(reports, market, market.of(TERM_ROWS * scale))
    write_history(reports, market, catalogue, max(7, round(DAYS * min(1.0, scale * 10))))
    write_feedback(reports, market, items)


def main() -> None:
    """Write it from the command line and say how big it is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_workspace", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--as-of", type=datetime.fromisoformat, default=None, help="default: now")
    options = parser.parse_args()
    start = time.perf_counter()
    write_large(options.folder, options.scale, options.seed, options.as_of)
    size = sum(path.stat().st_size for path in options.folder.rglob("*") if path.is_file())
    sys.stdout.write(f"{size / 2**20:,.0f} MB in {time.perf_counter() - start:.1f} s\n")


if __name__ == "__main__":
    main()

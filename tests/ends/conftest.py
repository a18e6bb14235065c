"""Workspaces for the whole program."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.cli.init_command import make

HEADER = (
    "order-id", "order-item-id", "purchase-date", "payments-date", "reporting-date", "promise-date",
    "days-past-promise", "sku", "quantity-purchased", "quantity-shipped", "quantity-to-ship", "ship-service-level",
    "is-business-order",
)  # fmt: skip


def unshipped(*orders: str, hours_late: float = 3) -> bytes:
    """An unshipped-orders export in which each of the orders is past its ship-by time."""
    now = datetime.now(UTC)
    paid = (now - timedelta(days=2)).isoformat(timespec="seconds")
    promised = (now - timedelta(hours=hours_late)).isoformat(timespec="seconds")
    rows = [(o, "1", paid, paid, paid, promised, "1", "ZX-1", "1", "0", "1", "Standard", "false") for o in orders]
    return ("\n".join("\t".join(row) for row in (HEADER, *rows)) + "\n").encode()


def away_from_midnight(folder: Path) -> None:
    """Give a team whose clock shows about noon now: the program runs on the real one, and its day must not end here.

    A step that is ticked before the team's midnight is another day's a second later, and the test would fail by chance.
    """
    ahead = 12 - datetime.now(UTC).hour
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[profile]\nteam_zone = "Etc/GMT{-ahead:+d}"\n')  # its signs are turned: Etc/GMT-8 is China


def drop(path: Path, content: bytes) -> None:
    """A file arrives as a browser writes it: under a temporary name first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(content)
    temporary.replace(path)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one late order in the US."""
    folder = tmp_path / "shop"
    for _ in make(folder):
        pass
    away_from_midnight(folder)
    drop(folder / "reports" / "US" / "unshipped.txt", unshipped("111-0001"))
    return folder

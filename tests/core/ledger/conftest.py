"""A day on an empty workspace."""

from pathlib import Path

import pytest

from tests.core.ledger.days import Day


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """A day on an empty workspace."""
    return Day(tmp_path)

"""The demo that every second implementation is held against: written and judged once."""

from datetime import datetime

import pytest

from tests.core.test_demo import Demo

pytest.register_assert_rewrite("tests.oracle.scene")

NOW = datetime.fromisoformat("2026-11-24T10:40+08:00")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo of a Tuesday morning, judged by the checks."""
    return Demo(tmp_path_factory.mktemp("demo"), NOW)

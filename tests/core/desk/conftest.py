"""A desk of one workspace for anybody, and a clock that is set by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cockpit.desk import Desk
from cockpit.person import Person
from cockpit.settings import defaults
from tests.core.desk.workplace import LI, Wall


@pytest.fixture
def wall() -> Wall:
    """The clock of a test."""
    return Wall()


@pytest.fixture
def open_desk(tmp_path: Path, wall: Wall) -> Callable[..., Desk]:
    """Opens a desk of the one workspace for a person."""

    def opened(person: Person = LI) -> Desk:
        return Desk(tmp_path, defaults(tmp_path), person, wall)

    return opened

"""The workspace, and which files of it are really read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cockpit import library
from cockpit.reports import Hints, Reading, read_file
from tests.core.engine.shop import OWN_CHECK, messages, put


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one report, one check of the house, and a JP report that nothing changes."""
    put(tmp_path / "config.toml", "")
    put(tmp_path / "my_checks" / "late.py", OWN_CHECK)
    put(tmp_path / "reports" / "US" / "messages.csv", messages("T1:late", "T2:hello"))
    put(tmp_path / "reports" / "JP" / "messages.csv", messages("J1:hello"))
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were really read."""
    names: list[str] = []
    real = read_file

    def spying(path: Path, root: Path, hints: Hints) -> tuple[Reading, ...]:
        names.append(path.relative_to(root).as_posix())
        return real(path, root, hints)

    def spying_together(paths: Sequence[Path], root: Path, hints: Hints) -> list[tuple[Reading, ...]]:
        return [spying(path, root, hints) for path in paths]

    monkeypatch.setattr(library, "read_file", spying)
    monkeypatch.setattr(library, "read_together", spying_together)
    return names

"""Keep the developer's own machine out of every test."""

import os

import pytest
from hypothesis import settings

# The same examples on every machine, and no clock: a run is red because of a change, never because of chance or a slow
# disk. `HYPOTHESIS_PROFILE=wide` looks further, for whoever hunts.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("wide", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def _nobodys_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ("COCKPIT_WORKSPACE", "NO_COLOR", "SSH_CONNECTION", "SSH_TTY", "COLORTERM", "PAGER", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("LANG", "C.UTF-8")

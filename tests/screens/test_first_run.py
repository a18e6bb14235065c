"""The first screen of all."""

from pathlib import Path

import pytest

from cockpit.settings import defaults
from screens import first_run
from screens.first_run import Chosen, FirstRun


def first(folder: Path) -> FirstRun:
    """The first screen, in a folder that is no workspace."""
    return FirstRun(folder, defaults(), "en", {"TERM": "xterm-256color"})


def words(app: FirstRun) -> str:
    """What stands there, without the blanks that a narrow screen puts in."""
    return "".join("".join(line.text for line in app.welcome.lines).split())


async def test_three_choices_each_one_key(tmp_path: Path) -> None:
    """The demo, start here, open a folder; each says what it will do and where."""
    app = first(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        text = words(app)
        assert "seethedemo" in text
        assert str(tmp_path / "cockpit-demo") in text
        await pilot.press("1")
    assert app.return_value == Chosen("demo", tmp_path / "cockpit-demo")


async def test_arrows_and_enter_choose_too(tmp_path: Path) -> None:
    """Nobody has to know a key."""
    app = first(tmp_path)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.press("down", "enter")
    assert app.return_value == Chosen("here", tmp_path)


async def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    """Only a folder with a config.toml opens."""
    app = first(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3", "enter")
        await pilot.pause()
        assert "isnoworkspace" in words(app)
        (tmp_path / "config.toml").touch()
        await pilot.press("3", "enter")
    assert app.return_value is not None
    assert app.return_value.kind == "folder"
    assert app.return_value.folder == tmp_path


async def test_it_speaks_both_languages(tmp_path: Path) -> None:
    """One key, at once."""
    app = first(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("L")
        assert "查看演示" in words(app)
        await pilot.press("q")
    assert app.return_value is None


def test_a_choice_is_done_by_the_command_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first screen does and what the command line does are one thing."""
    ran: list[tuple[str, ...]] = []

    def run(*words: str) -> int:
        ran.append(words)
        return 0

    monkeypatch.setattr(first_run, "command", run)
    assert first_run.act(Chosen("here", tmp_path), "zh") == 0
    assert ran == [("init", str(tmp_path), "--lang", "zh"), (str(tmp_path), "--lang", "zh")]

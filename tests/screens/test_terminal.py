"""The terminal around the app, and what is read from its environment."""

import asyncio
import io
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from cockpit.text import say
from screens import terminal
from screens.glyphs import ASCII, UNICODE, Glyphs, glyphs_for
from screens.session import colour_for, mouse_for, theme_for
from screens.terminal import Exits, quiet_stderr, refusal


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It does."""
        return True


def test_without_a_terminal_a_sentence_says_what_to_use_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe on stdin or stderr is no place for a screen."""
    monkeypatch.setattr(sys, "__stdin__", io.StringIO())
    monkeypatch.setattr(sys, "__stderr__", Terminal())
    assert refusal("en", {"TERM": "xterm"}) == say("screen.needs_terminal", "en")
    monkeypatch.setattr(sys, "__stdin__", None)
    assert "cockpit check" in refusal("zh", {"TERM": "xterm"})


def test_a_dumb_terminal_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """TERM=dumb would get a full screen of codes from Textual."""
    monkeypatch.setattr(sys, "__stdin__", Terminal())
    monkeypatch.setattr(sys, "__stderr__", Terminal())
    assert "TERM=dumb" in refusal("en", {"TERM": "dumb"})
    assert refusal("en", {"TERM": "xterm-256color"}) == ""


def test_what_others_write_on_stderr_goes_to_the_log(tmp_path: Path) -> None:
    """A library's message on file descriptor 2 does not land in the picture; afterwards everything is as it was."""
    log, before = tmp_path / "cache" / "screens.log", os.fstat(2)
    with quiet_stderr(log):
        os.write(2, b"a panic of a library\n")
    assert log.read_bytes() == b"a panic of a library\n"
    assert log.stat().st_mode & 0o077 == 0
    after = os.fstat(2)
    assert (before.st_dev, before.st_ino) == (after.st_dev, after.st_ino)


def test_a_log_that_has_grown_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Left open for months it never fills a disk."""
    monkeypatch.setattr(terminal, "LOG_BYTES", 10)
    log = tmp_path / "screens.log"
    log.write_bytes(b"x" * 11)
    with quiet_stderr(log):
        os.write(2, b"new\n")
    assert log.read_bytes() == b"new\n"


async def test_being_told_to_end_ends_the_app_on_its_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """From any thread, once; a plain thread stands by to end the process when the loop is stuck."""
    forced = threading.Event()
    monkeypatch.setattr(Exits, "_force", staticmethod(lambda _status: forced.set()))
    left = asyncio.Event()
    calls: list[int] = []

    def leave() -> None:
        calls.append(threading.get_ident())
        left.set()

    exits = Exits(asyncio.get_running_loop(), leave)
    for _ in range(2):
        threading.Thread(target=exits.ask).start()
    await asyncio.wait_for(left.wait(), 10)
    assert calls == [threading.get_ident()]
    assert forced.wait(10)


async def test_signals_that_end_a_process_end_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGTERM and SIGHUP are ours: saved, terminal given back."""
    asked: list[int] = []
    monkeypatch.setattr(Exits, "ask", lambda _self, status=0: asked.append(status))
    monkeypatch.setattr(Exits, "_watch", lambda _self: None)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        Exits(asyncio.get_running_loop(), lambda: None).install()
        for number in kept:
            signal.raise_signal(number)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    assert asked == [128 + signal.SIGTERM, 128 + signal.SIGHUP]


@pytest.mark.parametrize(
    ("environment", "glyphs"),
    [
        ({"LANG": "zh_CN.UTF-8"}, UNICODE),
        ({}, UNICODE),
        ({"LANG": "zh_CN.GBK"}, ASCII),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, ASCII),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, ASCII),
    ],
)
def test_the_signs_go_by_the_locale(environment: dict[str, str], glyphs: Glyphs) -> None:
    """UTF-8 draws lines and triangles; everything else gets plain ASCII."""
    assert glyphs_for("auto", environment) is glyphs
    assert glyphs_for("ascii", environment) is ASCII
    assert glyphs_for("unicode", environment) is UNICODE


def test_a_terminal_of_sixteen_colours_gets_its_own() -> None:
    """Rounded to sixteen our colours would not be readable."""
    assert theme_for("cockpit", {"TERM": "xterm"}) == "ansi"
    assert theme_for("cockpit", {"TERM": "xterm", "COLORTERM": "truecolor"}) == "cockpit"
    assert theme_for("cockpit-light", {"TERM": "screen-256color"}) == "cockpit-light"


def test_the_mouse_is_left_to_the_terminal_over_ssh() -> None:
    """Its own selection is how people copy there; a setting decides otherwise."""
    assert mouse_for("auto", {})
    assert not mouse_for("auto", {"SSH_CONNECTION": "1"})
    assert mouse_for("on", {"SSH_TTY": "/dev/pts/1"})
    assert not mouse_for("off", {})


def test_no_color_means_none() -> None:
    """Set to anything but an empty text."""
    assert colour_for({})
    assert colour_for({"NO_COLOR": ""})
    assert not colour_for({"NO_COLOR": "1"})

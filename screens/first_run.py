"""The first screen of all: what this is, and three choices, each one key."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple, cast

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from cockpit.actions import plain_key
from cockpit.settings import FILE_NAME, Settings
from cockpit.text import Language, clean
from cockpit.view.speech import Span, Speech
from screens.cells import pad, wrap
from screens.dialogs import Ask
from screens.glyphs import Glyphs, glyphs_for
from screens.ink import Ink, textual_name, textual_themes
from screens.painted import Line, Painted
from screens.place import key_of
from screens.session import colour_for, mouse_for, theme_for
from screens.terminal import Exits

Kind = Literal["demo", "here", "folder"]
KINDS: tuple[Kind, ...] = ("demo", "here", "folder")
DEMO_FOLDER = "cockpit-demo"
WIDEST = 76


class Chosen(NamedTuple):
    """What to do, and where."""

    kind: Kind
    folder: Path


class Welcome(Painted):
    """Two sentences and the choices."""

    cursor = 0
    note = ""

    @property
    def first_run(self) -> "FirstRun":
        """The app of this screen."""
        return cast("FirstRun", self.app)

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """Everything a little above the middle."""
        lines = self._lines(min(WIDEST, width - 2))
        left = " " * max(1, (width - WIDEST) // 2)
        lines = [Line((Span(left), *line.spans)) for line in lines]
        return [*[Line()] * max(0, (height - len(lines)) // 3), *lines]

    def _lines(self, width: int) -> list[Line]:
        app = self.first_run
        say = app.speech.say
        lines = [Line((Span(say("screen.brand"), "title"), Span(f"   {say('screen.first.title')}", "strong"))), Line()]
        lines += [Line((Span(row),)) for row in wrap(say("screen.first.about"), width)]
        for at, kind in enumerate(KINDS):
            lines += [Line(), *self._choice(at, kind, width)]
        lines += [Line(), *(Line((Span(row, "warning"),)) for row in wrap(self.note, width) if row)]
        keys = (("1 2 3", ""), ("L", say("action.language.name")), ("q", say("screen.first.quit")))
        return [
            *lines,
            Line(),
            Line(tuple(piece for key, word in keys for piece in (Span(f"{key} "), Span(f"{word}   ", "dim")))),
        ]

    def _choice(self, at: int, kind: Kind, width: int) -> list[Line]:
        app, chosen = self.first_run, at == self.cursor
        mark = Span(self.glyphs.cursor if chosen else " ", "accent")
        name = pad(app.speech.say(f"screen.first.{kind}"), 20)
        lines = [Line((mark, Span(f" {at + 1}  ", "accent"), Span(name, "title" if chosen else "strong")))]
        folder = clean(str(app.folder_for(kind)))
        more = app.speech.say(f"screen.first.{kind}_more", folder=folder)
        return [*lines, *(Line((Span(f"     {row}", "dim"),)) for row in wrap(more, width - 5))]


class FirstRun(App[Chosen]):
    """Shown when no workspace is named and none is here."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]
    CSS = """
    Screen { background: $background; overflow: hidden; }
    Welcome { height: 1fr; }
    Ask { background: transparent; }
    #panel { dock: bottom; height: auto; }
    #field { height: 1; border: none; padding: 0; background: $surface; width: 1fr; }
    #label { height: 1; }
    #asked { height: 1; layout: horizontal; }
    """

    def __init__(self, folder: Path, settings: Settings, language: Language, environment: Mapping[str, str]) -> None:
        name, colour = theme_for(settings.screen.theme, environment), colour_for(environment)
        super().__init__(ansi_color=None if colour else True)
        self.animation_level = "none"
        for theme in textual_themes():
            self.register_theme(theme)
        self.theme = textual_name(name, colour=colour)
        self.folder = folder
        self.ink = Ink(name, colour=colour, many=self.console.color_system == "truecolor")
        self.glyphs: Glyphs = glyphs_for(settings.screen.glyphs, environment)
        self.speech = Speech(language, settings.profile.zone)
        self.welcome = Welcome()

    def on_ready(self) -> None:
        """Own the ways out, as the cockpit does: a signal or a dropped line leaves the terminal as it was."""
        Exits(asyncio.get_running_loop(), self.exit).install()

    def compose(self) -> ComposeResult:
        """The one widget."""
        yield self.welcome

    def folder_for(self, kind: Kind) -> Path:
        """Where a choice would work."""
        return self.folder / DEMO_FOLDER if kind == "demo" else self.folder

    def on_key(self, event: events.Key) -> None:
        """Choose; a dialog has its keys for itself."""
        if len(self.screen_stack) > 1:
            return
        key = plain_key(key_of(event))
        moves = {"up": -1, "k": -1, "down": 1, "j": 1}
        if key in moves:
            self.welcome.cursor = (self.welcome.cursor + moves[key]) % len(KINDS)
            self.welcome.repaint()
        elif key in {"enter", "space"}:
            self._choose(KINDS[self.welcome.cursor])
        elif key in {"1", "2", "3"}:
            self._choose(KINDS[int(key) - 1])
        elif key == "L":
            self.speech = Speech("en" if self.speech.language == "zh" else "zh", self.speech.zone)
            self.welcome.repaint()
        elif key == "q":
            self.exit()

    def _choose(self, kind: Kind) -> None:
        if kind == "folder":
            self.push_screen(Ask(self.speech.say("screen.first.ask"), f"{self.folder}{os.sep}"), self._typed)
        else:
            self.exit(Chosen(kind, self.folder_for(kind)))

    def _typed(self, text: str | None) -> None:
        if not text:
            return
        folder = Path(text).expanduser()
        if (folder / FILE_NAME).is_file():
            self.exit(Chosen("folder", folder))
            return
        self.welcome.note = self.speech.say("screen.first.no_folder", folder=text)
        self.welcome.repaint()


def welcome(settings: Settings, language: Language) -> int:
    """Show the first screen and do what was chosen. Returns the exit code."""
    app = FirstRun(Path.cwd(), settings, language, os.environ)
    chosen = app.run(mouse=mouse_for(settings.screen.mouse, os.environ))
    return 0 if chosen is None else act(chosen, app.speech.language)


def act(chosen: Chosen, language: Language) -> int:
    """Hand over to the commands of the same names: a choice here and a command do the same."""
    folder = str(chosen.folder)
    if chosen.kind == "here":
        code = command("init", folder, "--lang", language)
        return code or command(folder, "--lang", language)
    return command("demo", folder, "--lang", language) if chosen.kind == "demo" else command(folder, "--lang", language)


def command(*words: str) -> int:
    """Run one of the cockpit's own commands on this terminal; its exit code."""
    return subprocess.run([sys.executable, "-m", "cockpit", *words], check=False).returncode  # noqa: S603 - ourselves

"""The app on a stage: prepared pictures, a desk without a disk, and the screen as plain text."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.checklist import Checklist, Tick
from cockpit.issue import Severity
from cockpit.marks import Acknowledged, Mark, Marks, Note, Snoozed, Until
from cockpit.person import Person
from cockpit.picture import Picture
from cockpit.settings import Settings, defaults, load
from cockpit.store import NotSaved
from cockpit.text import Language, Words, same
from cockpit.view.scene import Scene
from screens.app import CockpitApp
from screens.glyphs import ASCII, UNICODE
from screens.session import Session
from tests.screens import pictures

if TYPE_CHECKING:
    from cockpit.problems import Problem


class StageDesk:
    """A desk in memory. `gate` holds every deed until it is opened; `refuses` makes every deed fail."""

    def __init__(self) -> None:
        self.person = Person(1000, "li", "li")
        self.marks: Marks = pictures.marks()
        self.checklist: Checklist = pictures.checklist()
        self.problems: tuple[Problem, ...] = ()
        self.read_only = False
        self.gate = threading.Event()
        self.gate.set()
        self.refuses: Problem | None = None

    def _save(self) -> None:
        self.gate.wait(10)
        if self.refuses is not None:
            raise NotSaved(self.refuses)

    def _mark(self, fingerprint: str, **change: object) -> None:
        self._save()
        mark = replace(self.marks.of(fingerprint), **change)  # type: ignore[arg-type]  # fields of Mark
        self.marks = Marks({**self.marks.all, fingerprint: mark})

    def acknowledge(self, fingerprint: str, severity: Severity, note: str = "") -> None:
        """Somebody knows."""
        self._mark(fingerprint, acknowledged=Acknowledged("li", pictures.NOW, severity, note))

    def unacknowledge(self, fingerprint: str) -> None:
        """Take it back."""
        self._mark(fingerprint, acknowledged=None)

    def snooze(
        self, fingerprint: str, until: Until, reason: str,
        severity: Severity | None = None, newest_report: datetime | None = None,
    ) -> None:  # fmt: skip
        """Put it off."""
        self._mark(fingerprint, snoozed=Snoozed("li", pictures.NOW, until, reason, severity, newest_report))

    def wake(self, fingerprint: str) -> None:
        """End a snooze."""
        self._mark(fingerprint, snoozed=None)

    def own(self, fingerprint: str, who: str) -> None:
        """Say whose it is."""
        self._mark(fingerprint, owner=who)

    def note(self, fingerprint: str, text: str) -> None:
        """Write something down."""
        notes = (*self.marks.all.get(fingerprint, Mark()).notes, Note("li", pictures.NOW, text, text))
        self._mark(fingerprint, notes=notes)

    def tick(self, step_id: str, note: str = "") -> None:
        """The step is done."""
        self._tick(step_id, Tick(done=True, by="li", at=pictures.NOW, note=note))

    def untick(self, step_id: str) -> None:
        """It is not."""
        self._tick(step_id, Tick())

    def prove(self, step_id: str, proof: str) -> None:
        """A report shows it."""
        self._tick(step_id, Tick(done=True, by="li", at=pictures.NOW, proof=proof))

    def _tick(self, step_id: str, tick: Tick) -> None:
        self._save()
        steps = tuple(replace(step, tick=tick) if step.id == step_id else step for step in self.checklist.steps)
        self.checklist = Checklist(self.checklist.day, steps)

    def undo(self) -> Words | None:
        """Take back: here, every mark."""
        self._save()
        self.marks = Marks()
        return same("everything")

    def redo(self) -> Words | None:
        """Nothing was taken back."""
        return None

    def use(self, settings: Settings) -> None:
        """Go on with settings that were edited."""

    def refresh(self) -> bool:
        """Nobody else is here."""
        return False


class StageApp(CockpitApp):
    """The app, with an event that is set whenever a scene has been shown."""

    def __init__(self, session: Session) -> None:
        self.shown = asyncio.Event()
        super().__init__(session)

    def _take(self, built: Scene) -> None:
        super()._take(built)
        self.shown.set()

    async def next_scene(self) -> None:
        """Wait until another scene has been shown."""
        await asyncio.wait_for(self.shown.wait(), 10)
        self.shown.clear()


@contextmanager
def stage(
    workspace: Path,
    picture: Picture | None = None,
    *,
    language: Language = "en",
    theme: str = "cockpit",
    colour: bool = True,
    ascii_glyphs: bool = False,
    own_settings: bool = False,
    desk: StageDesk | None = None,
    now: Callable[[], datetime] = lambda: pictures.NOW,
) -> Iterator[StageApp]:
    """An app that has not been started yet."""
    glyphs = ASCII if ascii_glyphs else UNICODE
    shown = pictures.picture() if picture is None else picture
    session = Session(
        workspace, load(workspace) if own_settings else defaults(workspace), language, now, desk or StageDesk(), shown,
        theme=theme, colour=colour, glyphs=glyphs,
    )  # fmt: skip
    app = StageApp(session)
    try:
        yield app
    finally:
        app.close()


def text_of(app: CockpitApp) -> str:
    """What stands on the screen, as plain text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)

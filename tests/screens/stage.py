"""The app on a stage: prepared pictures, a desk without a disk, and the screen as plain text."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.board import Draft, Refused
from cockpit.board_desk import How, Seen
from cockpit.board_desk import Word as SecondWord
from cockpit.board_fold import Action, Word
from cockpit.checklist import Checklist, Tick
from cockpit.incident_facts import Incident
from cockpit.incident_fold import IncidentFold, Worked, written
from cockpit.issue import Pane, Severity
from cockpit.marks import Acknowledged, Closed, Mark, Marks, Note, Snoozed, Until
from cockpit.person import Person
from cockpit.picture import Picture
from cockpit.settings import Settings, defaults, load
from cockpit.store import NotSaved
from cockpit.text import Language, Words, same
from cockpit.view.scene import Scene
from screens.app import CockpitApp
from screens.glyphs import ASCII, UNICODE
from screens.session import Session
from tests.screens import boards, pictures

if TYPE_CHECKING:
    from cockpit.problems import Problem


class StageBoard:
    """A board in memory that takes everything and keeps it."""

    def __init__(self, save: Callable[[], None]) -> None:
        self._save = save
        self.seen = Seen(boards.actions())
        self.person = Person(1000, "li", "li")

    def record(self, draft: Draft, how: How) -> Action:
        """Write an action down."""
        word = Word("li", 1000, pictures.NOW, draft.why)
        made = Action(
            f"new{len(self.seen.actions)}", draft.kind, draft.marketplace, draft.store, draft.subject, draft.check,
            draft.before, draft.after, draft.why, word, how == "proposed", done=word if how == "done" else None,
            issue=draft.issue, evidence=draft.evidence, figure=draft.figure, floor=draft.floor,
        )  # fmt: skip
        return self._put(made)

    def decide(self, id_: str, word: SecondWord, why: str = "") -> Action:
        """The second person's word; one's own is refused, and that it was tried is kept."""
        action, said = self._of(id_), Word("li", 1000, pictures.NOW, why)
        if action.begun.uid == 1000:
            self._put(replace(action, self_tried=said))
            raise Refused(same(f"{id_} is your own"))
        return self._put(replace(action, approved=said if word == "approved" else None,
                                 refused=said if word == "refused" else None))  # fmt: skip

    def carry_out(self, id_: str, why: str = "") -> Action:
        """What was proposed is done."""
        return self._put(replace(self._of(id_), done=Word("li", 1000, pictures.NOW, why)))

    def verify(self, id_: str, why: str = "", *, worked: bool) -> Action:
        """The result was looked at."""
        return self._put(replace(self._of(id_), verified=Word("li", 1000, pictures.NOW, why), worked=worked))

    def _of(self, id_: str) -> Action:
        return next(action for action in self.seen.actions if action.id == id_)

    def _put(self, action: Action) -> Action:
        self._save()
        others = [one for one in self.seen.actions if one.id != action.id]
        at = [one.id for one in self.seen.actions].index(action.id) if len(others) < len(self.seen.actions) else None
        others.insert(len(others) if at is None else at, action)
        self.seen = self.seen._replace(actions=tuple(others))
        return action


class StageIncidents:
    """Incidents in memory, written by the fold that reads the journal."""

    def __init__(self, save: Callable[[], None]) -> None:
        self._save = save
        self._events: list[dict[str, object]] = []
        self.seen: tuple[Worked, ...] = ()

    def _say(self, what: str, id_: str, **more: object) -> None:
        self._save()
        about = {"at": pictures.NOW.isoformat(), "by": "li", "uid": 1000, "id": str(len(self._events))}
        self._events.append({"what": what, "incident": id_, **about, **more})
        fold = IncidentFold()
        for event in self._events:
            fold.take(event)
        self.seen = tuple(fold.worked(pictures.NOW).values())

    def open(self, incident: Incident) -> None:
        """Take a warning up."""
        self._say("incident-opened", incident.id, **written(incident))

    def step(self, id_: str, step: str, *, done: bool) -> None:
        """A step is done, or is not after all."""
        self._say("incident-step", id_, step=step, **({} if done else {"undone": "true"}))

    def note(self, id_: str, text: str) -> None:
        """Write something down."""
        self._say("incident-noted", id_, why=text)

    def close(self, id_: str, outcome: str, why: str = "") -> None:
        """It is over."""
        self._say("incident-closed", id_, outcome=outcome, why=why)


class StageDesk:
    """A desk in memory. `gate` holds every deed until it is opened; `refuses` makes every deed fail."""

    def __init__(self) -> None:
        self.person = Person(1000, "li", "li")
        self.marks: Marks = pictures.marks()
        self.checklist: Checklist = pictures.checklist()
        self.problems: tuple[Problem, ...] = ()
        self.read_only = False
        self.here: tuple[str, ...] = ("li",)
        self.gate = threading.Event()
        self.gate.set()
        self.refuses: Problem | None = None
        self.writes = 0  # of marks, each of one issue or many
        self.board = StageBoard(self._save)
        self.incidents = StageIncidents(self._save)

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

    def close_unchecked(self, fingerprint: str, reason: str) -> None:
        """End it."""
        self._mark(fingerprint, closed=Closed("li", pictures.NOW, reason))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Count what is done in one go."""
        before = self.marks
        try:
            yield
        except NotSaved:
            self.marks = before
            raise
        self.writes += 1

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
        self.checklist = replace(self.checklist, steps=steps)

    def excuse(self, step_id: str, reason: str) -> None:
        """Why it is not done."""
        was = next(step.tick for step in self.checklist.steps if step.id == step_id)
        self._tick(step_id, replace(was, note=reason))

    def spend(self, pane: Pane, minutes: int | None) -> None:
        """The time that a pane took."""
        self._save()
        self.checklist = replace(self.checklist, minutes={} if minutes is None else {pane: minutes})

    def enter(self) -> None:
        """Come in."""

    def leave(self) -> None:
        """Go."""

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

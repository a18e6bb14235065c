"""The app: owns the current scene and routes messages between engine, saver and screens; little else."""

import asyncio
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message

from cockpit.actions import Situation, keymap
from cockpit.clock import Clock
from cockpit.issue import Pane, Severity
from cockpit.picture import Picture, Progress
from cockpit.settings import Settings, SettingsError, load
from cockpit.text import Language
from cockpit.view.filtering import matcher
from cockpit.view.header import Header
from cockpit.view.panes import Choice
from cockpit.view.rows import Wording
from cockpit.view.scene import Scene, scene
from cockpit.view.speech import Span, Speech
from screens import deeds, whereabouts
from screens.ink import textual_name, textual_themes
from screens.looking import Looking, ink_for
from screens.messages import EngineSaid, SaverSaid
from screens.openings import Openings
from screens.place import PlaceScreen
from screens.saver import Declined, Deed, Failed, Saver
from screens.session import Engine, Session, settings_stamp, theme_for
from screens.status import Status
from screens.today import Today

MANY = 2000  # issues from which on a scene is built off the event loop
SAVE_SECONDS = 2.0  # that leaving waits for what is still being saved
ENGINE_SECONDS = 0.5  # that it waits for the engine, which ends with its pipe anyway


class Question(NamedTuple):
    """Something asked in the last line: the next key answers it, any other key takes it back."""

    spans: tuple[Span, ...]
    answers: Mapping[str, Callable[[], None]]


class CockpitApp(Openings, Looking, App[int]):
    """The cockpit on a terminal."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_now", show=False, priority=True),
        Binding("ctrl+c", "leave_now", show=False, priority=True),
    ]
    CSS = """
    Screen { layout: vertical; overflow: hidden; background: $background; }
    TopBar { height: 2; }
    Tabs, Foot, Heading { height: 1; }
    Ask, Choose, Palette { background: transparent; }
    #panel { dock: bottom; height: auto; }
    #field { height: 1; border: none; padding: 0; background: $surface; width: 1fr; }
    #label { height: 1; }
    #asked, Asked { height: 1; layout: horizontal; }
    Page, ReportList, CheckList, BoardList, IncidentList, EvidenceTable { height: 1fr; }
    Panes { layout: horizontal; height: 1fr; }
    PaneList { width: 1fr; height: 1fr; }
    TooSmall { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        # Textual chooses how to take colours away before it knows our theme: without a word it would take the text of
        # what lies under a dialog away as well.
        super().__init__(ansi_color=None if session.colour else True)
        self.session = session
        self.animation_level = "none"
        for theme in textual_themes():
            self.register_theme(theme)
        self.glyphs = session.glyphs
        self.ink = ink_for(self, session.theme)
        self.theme = textual_name(session.theme, colour=session.colour)
        self.keymap = keymap(session.settings.table("keys"))
        self.speech = Speech(session.language, session.settings.profile.zone)
        self.status = Status(read_only=session.desk.read_only)
        self.picture = session.picture
        begin = whereabouts.load(session.workspace)
        self.filter_text = begin.filter
        self.together = begin.together
        self.unfolded: frozenset[Pane] = frozenset()
        self.scene: Scene = self._built()
        self.question: Question | None = None
        self.engine: Engine | None = None
        self.saver = Saver(session.desk, lambda said: self._post(SaverSaid(said)))
        self.today = Today(begin, self.scene.day.next_pane() or Pane.EVENING)
        self._kept = begin
        self._settings_stamp = settings_stamp(session.workspace)
        self._again: datetime | None = None  # when the scene changes by itself
        self._stale = False
        self._building: asyncio.Task[None] | None = None
        self._status()

    def get_default_screen(self) -> Today:
        """Today is what everything else lies upon."""
        return self.today

    def _post(self, message: Message) -> None:
        """Hand on a message of another thread; when the app is going there is nobody to tell."""
        if self.is_running:
            self.post_message(message)

    # ── What widgets ask ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def wording(self) -> Wording:
        """How rows are worded now."""
        return self.scene.wording

    @property
    def header(self) -> Header:
        """The facts of the head."""
        return self.scene.header

    @property
    def top(self) -> PlaceScreen:
        """The place on top, below any dialog."""
        places = (screen for screen in reversed(self.screen_stack) if isinstance(screen, PlaceScreen))
        return next(places, self.today)

    @property
    def situation(self) -> Situation:
        """What is under the cursor there."""
        return self.top.situation()

    @property
    def status_spans(self) -> list[Span]:
        """The right end of the head."""
        return self.status.spans(self.speech)

    @property
    def others_here(self) -> list[Span]:
        """That other people have this workspace open."""
        return self.status.others(self.speech)

    @property
    def prompt(self) -> tuple[Span, ...]:
        """What the last line asks."""
        return () if self.question is None else self.question.spans

    @property
    def can_save(self) -> bool:
        """Whether the workspace can be written."""
        return not self.session.desk.read_only

    @property
    def looks_only(self) -> bool:
        """Whether the person is a supervisor, whose view is read-only but for approvals. The desk enforces it."""
        return self.session.desk.person.role == "supervisor"

    @property
    def decides(self) -> bool:
        """Whether this person's word may be the second one: with [[people]] named, only a supervisor's."""
        return not self.session.settings.people or self.looks_only

    @property
    def has_engine(self) -> bool:
        """Whether an engine runs."""
        return self.engine is not None

    # ── The scene ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def clock(self) -> Clock:
        """Now, for the team."""
        return Clock(self.session.now(), self.session.settings.profile.zone)

    def _built(self) -> Scene:
        """A scene of what is there now. Reads only values that are replaced, never changed: any thread may call it."""
        desk, profile = self.session.desk, self.session.settings.profile
        marks, signs = desk.marks, {name: self.glyphs.severity(name) for name in ("critical", "warning", "unknown")}
        choice = Choice(matcher(self.filter_text, marks), self.unfolded, self.together)
        # The engine and the desk read the same journal: a torn line is one problem, not one for each reader.
        problems = tuple(dict.fromkeys((*self.picture.problems, *self.keymap.problems, *desk.problems)))
        return scene(
            replace(self.picture, problems=problems),
            marks,
            desk.checklist,
            self.clock,
            profile,
            self.speech,
            choice,
            signs,
            desk.board.seen,
        )

    def rebuild(self) -> None:
        """Show what has changed. A large picture is sorted on another thread; the old scene stands until it is done."""
        if len(self.picture.issues) < MANY:
            self._take(self._built())
            return
        self._stale = True
        if self._building is None:
            self._building = asyncio.get_running_loop().create_task(self._build_aside())

    async def _build_aside(self) -> None:
        while self._stale:
            self._stale = False
            built = await asyncio.to_thread(self._built)
            if not self._stale:
                self._take(built)
        self._building = None

    def _take(self, built: Scene) -> None:
        self.scene = built
        self._again = built.changes_by_itself()
        self._status()
        self.repaint()

    def _status(self) -> None:
        when = self.speech.at(self.picture.as_of, self.scene.day.now)
        self.status.as_of, self.status.last_run = when, when if self.picture.from_last_run else ""
        past = self.session.past
        self.status.past = self.speech.moment(past) if past else ""
        self.status.here = len(self.session.desk.here)

    def repaint(self, *, everything: bool = False) -> None:
        """Draw again what differs, on every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                screen.draw_again(everything=everything)

    # ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def on_ready(self) -> None:
        """Start what runs beside the screen, once the first picture is painted.

        Not by `call_after_refresh`: Textual keeps such a call on the screen that is on top, and forgets it there when a
        key opens another one before the next turn. The engine was then never started.
        """
        self._next_minute()
        self.saver.do(deeds.look())  # the board is read behind the first paint
        if self.session.started is not None:
            self.session.started(self)
        make = self.session.engine
        if make is not None:
            self.engine = make(lambda said: self._post(EngineSaid(said)))
            self.engine.start()

    def _next_minute(self) -> None:
        """Wake when the minute changes: a clock that ticks each second costs 200 bytes a second for nothing."""
        now = self.session.now()
        wait = 60 - now.second - now.microsecond / 1e6 + 0.02
        asyncio.get_running_loop().call_later(wait, self._minute)

    def _minute(self) -> None:
        if not self.is_running:
            return
        self._next_minute()
        now = self.session.now()
        self._follow_settings()
        self.saver.do(deeds.look())
        self._keep_place()
        if now >= self.scene.day.ends or (self._again is not None and now >= self._again):
            self.rebuild()
            return
        self.scene = self.scene.at(self.clock, self.session.settings.profile)
        self.repaint()

    def _keep_place(self) -> None:
        """Keep where the person is, when it is somewhere else than at the last look."""
        place = self.today.whereabouts(self.filter_text, together=self.together)
        if place != self._kept:
            self._kept = place
            self.saver.do(deeds.keep_place(self.session.workspace, place))

    def _follow_settings(self) -> None:
        """Use settings that were edited meanwhile; a bad edit leaves the last good ones, and the engine says why."""
        stamp = settings_stamp(self.session.workspace)
        if stamp == self._settings_stamp:
            return
        self._settings_stamp = stamp
        try:
            settings = load(self.session.workspace)
        except SettingsError:
            return
        theme = settings.screen.theme
        if theme != self.session.settings.screen.theme and self.session.colour:
            self.use_theme(theme_for(theme, os.environ))
        self.session.settings = settings
        self.keymap = keymap(settings.table("keys"))
        self.speech = Speech(self.speech.language, settings.profile.zone)
        self.saver.do(deeds.use(settings))

    # ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def on_engine_said(self, message: EngineSaid) -> None:
        """A picture, progress, evidence, news of others, or the engine's end."""
        said = message.said
        if isinstance(said, Picture):
            self._take_picture(said)
        elif isinstance(said, Progress):
            self.status.progress = said
            self.top.refresh_status()
        else:
            self._hear(said)

    def _hear(self, said: object) -> None:
        from cockpit.wire import EngineDied, Evidence, MarksChanged  # noqa: PLC0415 - loaded after the first paint

        if isinstance(said, MarksChanged):
            self.saver.do(deeds.look())
        elif isinstance(said, Evidence):
            self.show_evidence(said)
        elif isinstance(said, EngineDied):
            self.status.engine_died, self.status.progress = said.problem, None
            self.top.refresh_status()

    def _take_picture(self, picture: Picture) -> None:
        """Show a newer picture; an older one is dropped. A bell when something critical came while nobody looked."""
        if picture.number < self.picture.number and not self.picture.from_last_run:
            return
        if not self.app_focus and worse(picture, self.picture):
            self.bell()
        self.picture = picture
        self.status.engine_died = self.status.progress = None
        self._follow_settings()
        self.rebuild()
        if self.can_save and not self.looks_only and (proven := self.scene._replace(picture=picture).proven()):
            self.saver.do(deeds.prove(proven))

    def do(self, deed: Deed) -> None:
        """Have something done; the screen shows it when it is on disk."""
        self.saver.do(deed)

    def on_saver_said(self, message: SaverSaid) -> None:
        """Something is on disk, or is not."""
        said = message.said
        if isinstance(said, Declined):
            self.tell(self.speech.words(said.reason), "warning")
            self.rebuild()
            return
        if isinstance(said, Failed):
            self.status.not_saved = said.problem
            self.top.refresh_status()
            return
        if said.said is not None:
            self.status.not_saved = None
            self.status.said = Span(self.speech.words(said.said), "dim")
        if said.deselect and self.today.selected:
            self.today.select(frozenset())
        if said.changed:
            self.rebuild()
        else:
            self.top.refresh_status()

    def tell(self, text: str, role: str = "dim") -> None:
        """Say something in the head until something else is said."""
        self.status.said = Span(text, role)
        self.top.refresh_status()

    # ── Questions in the last line ───────────────────────────────────────────────────────────────────────────────────

    def ask(self, spans: tuple[Span, ...], answers: Mapping[str, Callable[[], None]]) -> None:
        """Ask something in the last line."""
        self.question = Question(spans, answers)
        self.top.refresh_status()

    def answer(self, key: str) -> bool:
        """Let a key answer the question that stands; whether one stood."""
        if self.question is None:
            return False
        question, self.question = self.question, None
        self.top.refresh_status()
        if key in question.answers:
            question.answers[key]()
        return True

    # ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def rerun(self) -> None:
        """Read and judge everything anew."""
        if self.engine is not None:
            self.engine.rerun()
            self.tell(self.speech.say("screen.rerunning"))

    def write_raw(self, sequence: str) -> None:
        """Send a sequence to the terminal as it is (the clipboard's)."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def _fatal_error(self) -> None:
        """End after an error of our own. Textual's way prints every local variable: rows of reports, in a log."""
        error = self._exception
        text = "" if error is None else "".join(traceback.format_exception(error))
        self._exit_renderables.append(Text(text))
        self._close_messages_no_wait()

    # ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def leave(self) -> None:
        """Leave; ask first when steps are open in a pane whose time has come."""
        open_steps = self.scene.steps_overdue()
        if open_steps:
            text = self.speech.counted("screen.steps_open", open_steps)
            self.ask((Span(text, "strong"),), {"q": self.action_leave_now})
        else:
            self.action_leave_now()

    def action_leave_now(self) -> None:
        """Leave at once: everything is saved."""
        self.exit(0)

    def close(self) -> None:
        """Let what is being saved be saved, and the engine go. After the terminal is given back."""
        self._keep_place()
        self.saver.close(SAVE_SECONDS)
        self.session.desk.leave()
        if self.engine is not None:
            self.engine.stop(ENGINE_SECONDS)


def worse(now: Picture, before: Picture) -> bool:
    """Whether something new and critical has come, or come back. What flaps or was there on day one rings no bell."""
    known = {issue.fingerprint for issue in before.issues if issue.severity is Severity.CRITICAL}
    return any(
        issue.severity is Severity.CRITICAL
        and issue.state in {"new", "reopened"}
        and issue.fingerprint not in known
        and not issue.suppressed
        and not {"flapping", "baseline"} & set(issue.tags)
        for issue in now.issues
    )


def run(workspace: Path | None, settings: Settings, language: Language, moment: datetime | None = None) -> int:
    """Open a workspace on this terminal; without one, the first-run screen. Returns the exit code.

    `moment` stops the clock at a time, as ``--as-of`` asks. A terminal that cannot show a screen is told in a sentence
    on stderr, with exit code 2.
    """
    from screens.launch import launch  # noqa: PLC0415 - it needs the app

    return launch(workspace, settings, language, moment)

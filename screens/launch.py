"""Starts the screens on this terminal and puts everything back afterwards."""

import asyncio
import gc
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from cockpit.desk import Desk
from cockpit.kept_days import is_past, picture_at
from cockpit.kept_picture import kept_picture
from cockpit.person import current
from cockpit.picture import Picture
from cockpit.settings import Settings
from cockpit.store import Modes, Store
from cockpit.text import Language, say
from screens import deeds
from screens.app import CockpitApp
from screens.glyphs import glyphs_for
from screens.session import Engine, Session, colour_for, mouse_for, theme_for
from screens.terminal import Exits, quiet_stderr, refusal

EXIT_CANNOT = 2
# A key goes through three threads (reading, the loop, writing), and each may wait so long for a fourth that builds the
# scene of 100,000 issues. With Python's own 5 ms the loop woke 8 ms late in the middle while one was built, now 3 ms.
SWITCH_SECONDS = 0.0005


def launch(workspace: Path | None, settings: Settings, language: Language, moment: datetime | None) -> int:
    """See `screens.app.run`."""
    reason = refusal(language, os.environ)
    if reason:
        sys.stderr.write(f"{reason}\n")
        return EXIT_CANNOT
    if workspace is None:
        from screens.first_run import welcome  # noqa: PLC0415 - once in a user's life

        return welcome(settings, language)
    return show(session_of(workspace, settings, language, moment))


def session_of(workspace: Path, settings: Settings, language: Language, moment: datetime | None) -> Session:
    """Everything that a run of the screens needs, read from the workspace."""
    now: Callable[[], datetime] = partial(datetime.now, UTC) if moment is None else lambda: moment
    past = past_of(workspace, settings, moment)
    if moment is not None and past is not None:
        return _past_session(workspace, settings, language, moment, past)
    desk = Desk(workspace, settings, current(settings), now)
    picture = kept_picture(workspace) or no_picture(settings, now())
    theme = theme_for(settings.screen.theme, os.environ)
    return Session(
        workspace, settings, language, now, desk, picture, partial(_engine, workspace, moment, picture),
        partial(_settle, live=moment is None), theme,
        colour_for(os.environ), glyphs_for(settings.screen.glyphs),
    )  # fmt: skip


def past_of(workspace: Path, settings: Settings, moment: datetime | None) -> Picture | None:
    """The picture that was kept of a past moment; None when the moment is now, or just another clock."""
    zone = settings.profile.zone
    return picture_at(workspace, moment, zone) if moment and is_past(workspace, moment, zone) else None


def _past_session(workspace: Path, settings: Settings, language: Language, moment: datetime, past: Picture) -> Session:
    """A past day as it was: no engine judges it again, and nobody writes into it."""
    state = Store(workspace, Modes.of(settings.table("state")), moment)
    desk = Desk(state, settings, current(settings), lambda: moment)
    return Session(
        workspace, settings, language, lambda: moment, desk, past, None, partial(_settle, live=False),
        theme_for(settings.screen.theme, os.environ), colour_for(os.environ), glyphs_for(settings.screen.glyphs),
        moment,
    )  # fmt: skip


def no_picture(settings: Settings, now: datetime) -> Picture:
    """What there is before the first run of all: nothing, and it says so."""
    return Picture(0, now, settings.name, tuple(settings.profile.marketplaces), (), (), (), (), (), from_last_run=True)


def _engine(workspace: Path, as_of: datetime | None, shown: Picture, on_message: Callable[[object], None]) -> Engine:
    from cockpit.engine_process import EngineProcess  # noqa: PLC0415 - after the first paint

    return EngineProcess(workspace, on_message, as_of=as_of, shown=shown)


def _settle(app: CockpitApp, *, live: bool) -> None:
    """After the first paint: own the exits; collect garbage again, but never look through what stays anyway.

    Who is here now (`live`) is told to the others; who looks at a past moment writes nothing.
    """
    if live:
        app.do(deeds.enter())
    Exits(asyncio.get_running_loop(), app.action_leave_now).install()
    gc.freeze()
    gc.enable()


def show(session: Session) -> int:
    """Run the app; its exits are our own, and what others write on stderr goes to a log."""
    app = CockpitApp(session)
    sys.setswitchinterval(SWITCH_SECONDS)
    mouse = mouse_for(session.settings.screen.mouse, os.environ)
    log = session.workspace / "state" / "cache" / "screens.log"
    with quiet_stderr(log):
        code = app.run(mouse=mouse)
    app.close()
    if app.return_code:
        sys.stderr.write(f"{say('screen.crashed', app.speech.language, file=str(log))}\n")
    return app.return_code or code or 0

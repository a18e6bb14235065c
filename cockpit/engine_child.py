"""The engine's own process: from the folder's changes to pictures in a pipe, until the pipe ends.

stdout is that pipe, so it is moved out of reach of everything else before anything else is imported. A death is cheap
here: the supervisor (`engine_process`) knows what was being touched, sets it aside and starts the next one.
"""

import faulthandler
import logging
import os
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from cockpit import wire
from cockpit.limits import limit_memory, physical_memory
from cockpit.picture import Progress
from cockpit.problems import Problem
from cockpit.quiet import CEILING_SECONDS
from cockpit.uncollected import uncollected
from cockpit.wire import AskEvidence, Doing, EngineDied, Evidence, MarksChanged, Opening, Rerun

if TYPE_CHECKING:
    from cockpit.engine import Engine
    from cockpit.inbox import Change, Inbox
    from cockpit.picture import Picture

_NEW_FOR: Final = timedelta(hours=8)  # an issue is called new for a shift, however often its report is exported
_NICE: Final = 10  # the screens answer keys first
_STALE_RUNS: Final = 2  # so many runs in a row may be given up for newer files
_NAP_SECONDS: Final = 30.0  # the wall clock is looked at so often: a suspended laptop skips over deadlines
_PROGRESS_SECONDS: Final = 0.3
_LOG_BYTES: Final = 1024 * 1024
_FILE_SECONDS: Final = 60.0  # a file may take so long, and
_BYTES_A_SECOND: Final = 2_000_000  # this much more for its size (a slow network folder)
_CHECK_SECONDS: Final = 120.0
_PARTING_SECONDS: Final = 2.0  # for a line of the journal that is being written when the screens go
_LEAST_MEMORY: Final = 4 * 1024**3

_log = logging.getLogger("cockpit.engine")


def main() -> None:
    """Run as `python -m cockpit.engine_child WORKSPACE [AS_OF]`; ends with its stdin."""
    given, told = wire.take_pipe()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    faulthandler.enable()
    limit_memory(max(_LEAST_MEMORY, physical_memory() * 3 // 4))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    as_of = datetime.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else None  # noqa: PLR2004 - the second argument
    EngineChild(Path(sys.argv[1]), given, told, as_of).run()


class EngineChild:
    """The loop around one engine, and the conversation with the screens."""

    def __init__(self, workspace: Path, given: BinaryIO, told: BinaryIO, as_of: datetime | None = None) -> None:
        """With `as_of` a past moment is replayed: the clock stands still and nothing is recorded."""
        self._workspace = workspace
        self._given = given
        self._told = told
        self._as_of = as_of
        self._sender = wire.Sender()
        self._shown = ""
        self._telling = threading.Lock()
        self._rerun = threading.Event()
        self._progress_at = 0.0
        self._engine: Engine
        self._inbox: Inbox | None = None

    def run(self) -> None:
        """Watch and look until the pipe ends. Never returns by itself."""
        with uncollected():
            from cockpit.engine import Engine  # noqa: PLC0415 - polars is imported only after stdout is safe

        said = wire.read(self._given)
        opening = said if isinstance(said, Opening) else Opening()
        self._shown = opening.shown
        self._engine = Engine(
            self._workspace, record=self._as_of is None, set_aside=opening.aside, tell=self._tell, new_for=_NEW_FOR
        )
        threading.Thread(target=self._obey, name="commands", daemon=True).start()
        while True:
            with self._engine.inbox() as inbox:
                self._inbox = inbox
                self._watch(inbox)

    def _now(self) -> datetime:
        return self._as_of or datetime.now(UTC)

    def _watch(self, inbox: "Inbox") -> None:
        """Look at every change until the settings name another folder to watch."""
        watched = self._engine.watched
        change = inbox.start()
        change = self._settled(inbox, change)
        while self._is_still(watched):
            self._look(inbox, change, watched)
            if self._is_still(watched):
                change = self._next(inbox)

    def _settled(self, inbox: "Inbox", change: "Change") -> "Change":
        """With the files written just now: waiting for them is shorter than a picture without them is wrong.

        What another cockpit writes meanwhile ends a wait, and is no reason to look without them: its issues would stand
        there with nothing that is known of them.
        """
        end = time.monotonic() + CEILING_SECONDS
        while inbox.unsettled and (left := end - time.monotonic()) > 0:
            change = _joined(change, self._wait(inbox, left))
        return change

    def _is_still(self, watched: object) -> bool:
        """Whether the settings, as they are now, name the folder that is being watched."""
        self._engine.reload()
        return self._engine.watched == watched

    def _next(self, inbox: "Inbox") -> "Change":
        """Wait for a reason to look: a change, a deadline, somebody who asks."""
        while True:
            change = self._wait(inbox, self._pause())
            if self._rerun.is_set():
                self._rerun.clear()
                self._engine.forget()
                return change
            if self._is_reason(change) or self._engine.is_due(self._now()):
                return change
            _shorten_log()

    def _is_reason(self, change: "Change") -> bool:
        """Whether a change asks for a look. Marks are nothing to a check, and our own lines come back as such a change.

        What people write on the board is something to a check.
        """
        asked = change.reports or change.settings or change.checks
        return asked or (change.marks and (self._engine.follows or self._engine.acted))

    def _wait(self, inbox: "Inbox", seconds: float) -> "Change":
        change = inbox.wait(seconds)
        if change.marks:
            self._say(MarksChanged())
        return change

    def _pause(self) -> float:
        if self._rerun.is_set():
            return 0.0
        return min(_NAP_SECONDS, self._engine.seconds_until_due(self._now()))

    def _look(self, inbox: "Inbox", change: "Change", watched: object) -> None:
        """One picture of the newest state there is; an older run is given up for it, but not for ever."""
        from cockpit.engine import Stale  # noqa: PLC0415 - as above

        for attempt in range(_STALE_RUNS + 1):
            stale = inbox.pending if attempt < _STALE_RUNS else _never
            try:
                with uncollected():  # until the picture is on its way
                    self._show_picture(self._engine.look(self._now(), change, stale))
            except Stale:
                change = _joined(change, self._wait(inbox, 0.0))
                if not self._is_still(watched):
                    return
                continue
            except Exception as error:  # noqa: BLE001 - our bug: it is told and logged, and the loop goes on
                _log_failure("a run failed", error)
                self._say(EngineDied(Problem("engine-failed", found=f"{type(error).__name__}: {error}"[:200])))
            else:
                self._after(inbox)
            return

    def _show_picture(self, picture: "Picture") -> None:
        """Send it; of the first one only what differs from the kept picture that the screens show."""
        kept = self._engine.take_kept()
        if kept is not None and kept.mark == self._shown:
            self._sender.resume(kept.picture)
        self._shown = ""
        self._say(self._sender.encode(picture))

    def _after(self, inbox: "Inbox") -> None:
        """What can wait until the picture is on its way. Whatever fails here costs no picture."""
        from cockpit.engine import Stale  # noqa: PLC0415 - as above

        try:
            self._engine.keep()
            picture = self._engine.verified()  # behind the first picture: years of lines take a while
            if picture is not None:
                self._say(self._sender.encode(picture))
            self._engine.warm_up(inbox.pending)
        except Stale:
            return
        except Exception as error:  # noqa: BLE001 - as above
            _log_failure("keeping failed", error)

    def _obey(self) -> None:
        """Read what the screens ask, in a thread of its own; end the process when they have gone."""
        while True:
            try:
                command = wire.read(self._given)
            except (EOFError, OSError, ValueError, wire.Unreadable):
                self._leave()
            if isinstance(command, AskEvidence):
                self._show(command.fingerprint)
            elif isinstance(command, Rerun):
                self._rerun.set()
                if self._inbox is not None:
                    self._inbox.look_again()

    def _show(self, fingerprint: str) -> None:
        try:
            answer = Evidence(fingerprint, self._engine.evidence(fingerprint))
        except Exception as error:  # noqa: BLE001 - the file has changed or gone: the screens say so
            _log_failure("evidence", error)
            answer = Evidence(fingerprint, (), Problem("evidence-gone", found=type(error).__name__))
        self._say(answer)

    def _leave(self) -> None:
        self._engine.writing.acquire(timeout=_PARTING_SECONDS)
        os._exit(0)

    def _tell(self, message: Progress | Doing) -> None:
        """What the engine is at: guarded by a time limit, told to the screens, progress no oftener than it is seen."""
        if isinstance(message, Doing):
            _limit_time(message)
        elif not self._is_news(message):
            return
        self._say(message)

    def _is_news(self, progress: Progress) -> bool:
        moment = time.monotonic()
        if progress.done < progress.total and moment - self._progress_at < _PROGRESS_SECONDS:
            return False
        self._progress_at = moment
        return True

    def _say(self, message: object) -> None:
        try:
            with self._telling:
                wire.write(self._told, message)
        except OSError:
            self._leave()


def _limit_time(doing: Doing) -> None:
    """End this process when a file or a check takes unreasonably long; nothing else can stop it (measured)."""
    if doing.file is not None:
        faulthandler.dump_traceback_later(_FILE_SECONDS + doing.file.size / _BYTES_A_SECOND, exit=True)
    elif doing.together:
        size = sum(file.size for file in doing.together)
        faulthandler.dump_traceback_later(_FILE_SECONDS + size / _BYTES_A_SECOND, exit=True)
    elif doing.check:
        faulthandler.dump_traceback_later(_CHECK_SECONDS, exit=True)
    else:
        faulthandler.cancel_dump_traceback_later()


def _joined(one: "Change", other: "Change") -> "Change":
    """Two changes as one: what either says has changed, as the later one found it."""
    return replace(
        other,
        reports=one.reports or other.reports,
        settings=one.settings or other.settings,
        checks=one.checks or other.checks,
        marks=one.marks or other.marks,
    )


def _never() -> bool:
    return False


def _log_failure(what: str, error: BaseException) -> None:
    """Where something failed, without its message: that may quote a report, and nothing of those may be logged."""
    trace = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s: %s\n%s", what, type(error).__name__, trace)


def _shorten_log() -> None:
    """Keep what a looping panic writes from filling the disk. The log is appended to, so it goes on at its new end."""
    with suppress(OSError):
        if os.fstat(2).st_size > _LOG_BYTES:
            os.ftruncate(2, 0)


if __name__ == "__main__":
    main()

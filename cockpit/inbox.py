"""The watched folder: events → "changed, and quiet now".

Events only wake; listing the folder is the truth. Looked at are the reports, the workspace's config.toml, my_checks/
and what people wrote in state/ (several cockpits share one workspace). One thread calls `wait` and `pending`; any may
call `wake`.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from watchdog.observers import Observer

from cockpit.incident_facts import FOLDERS
from cockpit.problems import Problem
from cockpit.quiet import Identity, Listing, Quiet, Still
from cockpit.watcher import Place, Source, Watcher

Kind = Literal["reports", "settings", "checks", "marks"]
KINDS: Final[tuple[Kind, ...]] = ("reports", "settings", "checks", "marks")

POLL_SECONDS: Final = 2.0  # between looks where no events come
SETTLED_BEFORE_SECONDS: Final = 2.0  # at the first look, a file last written so long ago is still
_SHARE: Final = 200  # a look every so many times its own duration costs half a per cent of one core
_GAP_SECONDS: Final = 0.05  # between looks while events pour in
_AGAIN_SECONDS: Final = 1.0  # after an event one more look: files in a new folder can come before its watch does
_LIKELY_SECONDS: Final = 0.06  # a file that has not moved for so long probably will not: it may be read ahead

# Below state/: what people write, and each of us must see within a second.
_MARK_FOLDERS: Final = ("journal", "checklist")
_INCIDENTS: Final = "incidents"  # and the evidence that people put into its folders
_HERE: Final = "locks"  # and in it who comes and goes: `cockpit.presence`


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed since the last one and is quiet now."""

    reports: bool = False
    settings: bool = False
    checks: bool = False
    marks: bool = False
    files: Listing = field(default_factory=dict)  # every report at rest, by its path below the folder
    growing: frozenset[str] = frozenset()  # those that have moved for longer than the ceiling
    problems: tuple[Problem, ...] = ()  # of the folder itself

    def __bool__(self) -> bool:
        """Whether anything changed; a wait that ended for another reason gives a Change that is false."""
        return self.reports or self.settings or self.checks or self.marks


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait for what, in seconds."""

    quiet: float = 0.3
    sweep: float = 30.0
    ceiling: float = 5.0
    poll: float = POLL_SECONDS


class Inbox:
    """Looks at the folders of one workspace whenever something may have changed there."""

    def __init__(
        self,
        root: Path,
        workspace: Path,
        list_reports: Callable[[Path], Listing],
        *,
        timing: Timing = Timing(),
        ahead: Callable[[Listing], None] | None = None,
        now: Callable[[], float] = time.monotonic,
        source: Callable[[], Source] = Observer,
    ) -> None:
        """`list_reports` gives every report below the folder; it raises OSError when the folder cannot be listed.

        `ahead` is called, at most once per file until it is still, with files that are probably whole already: what is
        done with them then overlaps the rest of the waiting.
        """
        self._root = root
        self._workspace = workspace
        self._list_reports = list_reports
        self._timing = timing
        self._now = now
        self._ahead = ahead
        self._tried: set[str] = set()
        self._bell = threading.Condition()
        self._rung: set[Kind] = set()
        self._woken = False
        self._watcher = Watcher(_places(root, workspace), self._ring, source)
        self._quiet: dict[Kind, Quiet] = {}
        self._files = Still({})
        self._looked: dict[Kind, float] = dict.fromkeys(KINDS, 0.0)
        self._again: dict[Kind, float] = {}  # when to look once more although nothing may ring
        self._cost = 0.0  # seconds that the last look at the reports took
        self._swept = 0.0
        self._folder_problem: Problem | None = None
        self._told: tuple[Problem, ...] = ()

    def __enter__(self) -> Self:
        """Begin to watch."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching."""
        self.close()

    def start(self) -> Change:
        """Watch, and take the first look: everything that is there and at rest."""
        self._watcher.arm()
        now = self._now()
        before = time.time_ns() - int(SETTLED_BEFORE_SECONDS * 1e9)
        for kind in KINDS:
            self._quiet[kind] = Quiet(0.0 if kind == "marks" else self._timing.quiet, self._timing.ceiling)
            found = self._quiet[kind].start(now, self._list(kind), before)
            self._looked[kind] = now
            if kind == "reports":
                self._files = found
        self._swept = now
        self._told = self._problems()
        return self._change(frozenset(KINDS))

    def close(self) -> None:
        """Stop watching and let a waiting thread go."""
        self._watcher.close()
        self.wake()

    def wake(self) -> None:
        """Make `wait` return, from any thread."""
        with self._bell:
            self._woken = True
            self._bell.notify()

    def wait(self, timeout: float | None = None) -> Change:
        """Block until something has changed and is quiet, `wake` was called, or so many seconds have passed."""
        end = None if timeout is None else self._now() + timeout
        while True:
            self._look()
            ready = self._ready()
            told, self._told = self._told, self._problems()
            if ready or told != self._told:
                return self._take(ready, told != self._told)
            self._look_ahead()
            if self._asleep(end):
                return self._change(frozenset())

    @property
    def unsettled(self) -> bool:
        """Whether some report has not come to rest yet."""
        return self._quiet["reports"].due() is not None

    def look_again(self) -> None:
        """Make `wait` list everything and return, from any thread, although no event asks for it."""
        with self._bell:
            self._rung |= set(KINDS)
        self.wake()

    def pending(self) -> bool:
        """Look if there is a reason to, without blocking: whether something newer than the last Change is there.

        Marks do not count: nothing is judged by them, and our own lines of the journal come back as one.
        """
        self._look()
        return bool(self._ready() - {"marks"})

    def _look_ahead(self) -> None:
        """Hand on what is probably whole, while there is nothing else to do."""
        if self._ahead is None:
            return
        likely = self._quiet["reports"].likely(_LIKELY_SECONDS)
        if fresh := {name: entry for name, entry in likely.items() if name not in self._tried}:
            self._tried |= fresh.keys()
            self._ahead(fresh)

    def _asleep(self, end: float | None) -> bool:
        """Sleep until there is a reason to look; True when the wait is over instead."""
        now = self._now()
        if end is not None and now >= end:
            return True
        with self._bell:
            if self._woken:
                self._woken = False
                return True
            until = min(moment for moment in (self._next_look(), end) if moment is not None)
            if until > now:
                self._bell.wait(until - now)
        return False

    def _next_look(self) -> float:
        """The next moment at which a look is due, as things are. The bell is held."""
        moments = [self._swept + self._sweep_seconds()]
        moments += [moment for quiet in self._quiet.values() if (moment := quiet.due()) is not None]
        moments += [self._looked[kind] + self._gap() for kind in self._rung]
        moments += self._again.values()
        return min((*moments, self._next_likely()))

    def _next_likely(self) -> float:
        moment = None if self._ahead is None else self._quiet["reports"].next_likely(_LIKELY_SECONDS)
        return inf if moment is None else moment

    def _gap(self) -> float:
        return max(_GAP_SECONDS, 5 * self._cost)

    def _sweep_seconds(self) -> float:
        if not self._watcher.trouble:
            return self._timing.sweep
        return min(self._timing.sweep, max(self._timing.poll, _SHARE * self._cost))

    def _ring(self, place: str) -> None:
        with self._bell:
            self._rung |= _TELLS[place]
            self._bell.notify()

    def _look(self) -> None:
        """List again what rang, what is due to be still, and everything at each sweep."""
        now = self._now()
        sweep = now >= self._swept + self._sweep_seconds()
        wanted = self._wanted(now) | (set(KINDS) if sweep else set())
        if not wanted:
            return
        if self._watcher.arm():
            wanted = set(KINDS)
            # The new watches are set up by threads: what happens before they are, nobody tells.
            self._again |= dict.fromkeys(KINDS, now + _AGAIN_SECONDS)
        if sweep:
            self._swept = now
        for kind in wanted:
            self._quiet[kind].look(now, self._list(kind))
            self._looked[kind] = now

    def _wanted(self, now: float) -> set[Kind]:
        with self._bell:
            rang = {kind for kind in self._rung if now >= self._looked[kind] + self._gap()}
            self._rung -= rang
        again = {kind for kind, moment in self._again.items() if now >= moment}
        self._again = {kind: at for kind, at in self._again.items() if kind not in again}
        self._again |= dict.fromkeys(rang, now + _AGAIN_SECONDS)
        due = {kind for kind, quiet in self._quiet.items() if (moment := quiet.due()) is not None and now >= moment}
        likely: set[Kind] = {"reports"} if now >= self._next_likely() else set()
        return rang | again | due | likely

    def _list(self, kind: Kind) -> Listing:
        if kind != "reports":
            return dict(_identities(_own_files(kind, self._workspace)))
        began = self._now()
        try:
            found = self._list_reports(self._root)
            self._folder_problem = None
        except OSError as error:
            found = {}
            self._folder_problem = _unlisted(self._root, error)
        self._cost = self._now() - began
        return found

    def _ready(self) -> frozenset[Kind]:
        return frozenset(kind for kind, quiet in self._quiet.items() if quiet.ready)

    def _take(self, kinds: frozenset[Kind], problems_changed: bool) -> Change:
        for kind in kinds:
            still = self._quiet[kind].take()
            if kind == "reports":
                self._files = still
                self._tried.clear()
        return self._change(kinds | ({"reports"} if problems_changed else set()))

    def _change(self, kinds: frozenset[Kind]) -> Change:
        return Change(
            **dict.fromkeys(kinds, True),
            files=self._files.entries,
            growing=self._files.growing,
            problems=self._told,
        )

    def _problems(self) -> tuple[Problem, ...]:
        found = [self._folder_problem] if self._folder_problem else []
        if self._watcher.trouble:
            found.append(Problem("no-file-events", self._root.name, found=self._watcher.trouble))
        return tuple(found)


def at_rest(root: Path, list_reports: Callable[[Path], Listing], timing: Timing = Timing()) -> Still:
    """List the folder once for a run without watching: files written just now are looked at until they are still.

    Raises OSError when the folder cannot be listed.
    """
    quiet = Quiet(timing.quiet, timing.ceiling)
    found = quiet.start(time.monotonic(), list_reports(root), time.time_ns() - int(SETTLED_BEFORE_SECONDS * 1e9))
    while (due := quiet.due()) is not None:
        time.sleep(max(0.0, due - time.monotonic()))
        quiet.look(time.monotonic(), list_reports(root))
        if quiet.ready:
            found = quiet.take()
        if found.growing:
            break
    return found


def as_it_is(root: Path, list_reports: Callable[[Path], Listing], timing: Timing) -> tuple[Still, tuple[Problem, ...]]:
    """The same, or nothing and why the folder cannot be listed."""
    try:
        return at_rest(root, list_reports, timing), ()
    except OSError as error:
        return Still({}), (_unlisted(root, error),)


def _unlisted(root: Path, error: OSError) -> Problem:
    code = "folder-missing" if isinstance(error, FileNotFoundError) else "folder-unreadable"
    return Problem(code, root.name, found=error.strerror or "")


_TELLS: Final[Mapping[str, frozenset[Kind]]] = {
    "reports": frozenset({"reports"}),
    "above": frozenset({"reports"}),
    "home": frozenset(KINDS),
    "checks": frozenset({"checks"}),
    "state": frozenset({"marks"}),
    "locks": frozenset({"marks"}),
    "here": frozenset({"marks"}),
    _INCIDENTS: frozenset({"marks"}),
    **{folder: frozenset({"marks"}) for folder in _MARK_FOLDERS},
}


def _places(root: Path, workspace: Path) -> dict[str, Place]:
    """What is watched: the folders themselves, and above them the names whose coming and going must wake us."""
    state = workspace / "state"
    return {
        "reports": Place(root, recursive=True),
        "above": Place(root.parent, names=frozenset({root.name})),
        "home": Place(workspace, names=frozenset({"config.toml", "my_checks", "state"})),
        "checks": Place(workspace / "my_checks"),
        "state": Place(state, names=frozenset({*_MARK_FOLDERS, _HERE, _INCIDENTS})),
        "locks": Place(state / _HERE, names=frozenset({"here"})),
        "here": Place(state / _HERE / "here"),
        _INCIDENTS: Place(state / _INCIDENTS, recursive=True),
        **{name: Place(state / name) for name in _MARK_FOLDERS},
    }


def _own_files(kind: Kind, workspace: Path) -> Iterator[Path]:
    """The files of the workspace whose change is of this kind."""
    if kind == "settings":
        yield workspace / "config.toml"
    elif kind == "checks":
        yield from _matching(workspace / "my_checks", ".py")
    else:
        yield from _matching(workspace / "state" / "journal", ".jsonl")
        yield from _matching(workspace / "state" / "checklist", ".toml")
        yield from _matching(workspace / "state" / _HERE / "here", ".here")
        yield from _evidence(workspace / "state" / _INCIDENTS)


def _evidence(folder: Path) -> Iterator[Path]:
    """What lies in the folders of incidents; packs that were written from it are none."""
    with suppress(OSError):
        for place in ("", *FOLDERS):
            yield from (path for path in folder.glob(f"*/{place}/*" if place else "*/*") if path.is_file())


def _matching(folder: Path, suffix: str) -> Iterable[Path]:
    with suppress(OSError):
        return [path for path in folder.iterdir() if path.suffix == suffix and not path.name.startswith(".")]
    return []


def _identities(paths: Iterable[Path]) -> Iterator[tuple[str, Identity]]:
    for path in paths:
        with suppress(OSError):
            status = path.stat()
            yield path.name, Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

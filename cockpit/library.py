"""What has been read: each file once, until it changes, across restarts too (`cockpit.reading_index`).

Known of every file is what it is and what is wrong with it. Its rows are at hand in the run that read it and as long as
checks look at them; else they are read again when one asks.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from threading import Lock, RLock
from typing import TYPE_CHECKING, Final

from cockpit.held_file import HeldFile, held_file
from cockpit.in_hand import InHand
from cockpit.judging import Stale
from cockpit.picture import Progress
from cockpit.problems import Problem
from cockpit.quiet import Identity, Listing, Still
from cockpit.reader import Reader, ReaderDied, is_risky
from cockpit.report_file import ReportFile
from cockpit.reports import Hints, Reading, list_names, read_file, read_together
from cockpit.side_by_side import side_by_side
from cockpit.tables import Replaced
from cockpit.wire import Doing, FileId, SetAside

if TYPE_CHECKING:
    from collections.abc import Mapping

Tell = Callable[[Progress | Doing], None]

# Nothing below these belongs to the reports, even when somebody watches the whole workspace.
_OURS: Final = frozenset({"state", "my_checks", "config.toml"})
_AHEAD_BYTES: Final = 256 * 1024**2
_SMALL_BYTES: Final = 512 * 1024  # files up to this are read together,
_TOGETHER_BYTES: Final = 16 * 1024**2  # so many bytes and
_TOGETHER_FILES: Final = 500  # so many of them at a time: newer files need not wait longer than for a large one
_LARGE_BYTES: Final = 64 * 1024**2  # files beyond are read one by one: polars cuts them up itself, and memory is finite
_COMPARED: Final = 2  # a report and the one before
_GONE: Final = Identity(0, 0, -1, 0)  # of a link to nowhere: it is listed, and told to be unreadable


_Files = list[tuple[str, Identity]]
_NOTHING: Final = SetAside()


class Library:
    """The readings of one reports folder."""

    def __init__(self, root: Path, tell: Tell, aside: SetAside = _NOTHING) -> None:
        """`tell` hears what is about to be read; files that are set `aside` have ended an engine and are read apart."""
        self.root = root
        self.read = 0  # files read by the last update
        self._tell = tell
        self._in_hand = InHand(tell)
        self._fatal = frozenset(aside.files)
        self._suspects = frozenset(aside.suspects)
        self.during = Doing()  # what goes on when rows have been read for it
        self.replaced = False  # whether a file of this run turned out to be another one
        self._hints = Hints()
        self._kept: dict[str, HeldFile] = {}
        self._ahead: dict[str, HeldFile] = {}  # read before anybody said that they are still
        self._steps: defaultdict[Hashable, int] = defaultdict(int)  # how often rows of a kind had to be read
        self._apart: dict[tuple[str, Identity], bool] = {}  # whether a file of this run is read in another process
        self._reader = Reader()
        self._reading_apart = Lock()
        self._again_lock = RLock()  # checks of several marketplaces may ask at once for rows that were let go
        self._blocked = False

    def update(self, still: Still, hints: Hints, stale: Callable[[], bool]) -> list[Reading]:
        """Every reading of the folder as it is now; only what changed is read. Raises `Stale` between files."""
        if reading_hints(self._hints) != reading_hints(hints):
            self._kept, self._ahead = {}, {}
        self._hints, self.replaced = hints, False
        self._steps.clear()
        self._kept |= {path: one for path, one in self._ahead.items() if still.entries.get(path) == one.identity}
        self._ahead = {}
        wanted = {path: entry for path, entry in still.entries.items() if self._is_new(path, entry)}
        self._kept = {path: kept for path, kept in self._kept.items() if path in still.entries}
        fresh = dict(self._read_all(wanted, hints, stale))
        self._blocked = any(_blocked(readings) for readings in fresh.values())
        self.read = len(wanted)
        found = {path: entry.readings for path, entry in self._kept.items()} | fresh
        growing = [_growing(path) for path in sorted(still.growing)]
        return [reading for path in sorted(found) for reading in found[path]] + growing

    def read_ahead(self, files: Listing, hints: Hints) -> None:
        """Read files that are probably still, so that they need not be read when they are. Small, harmless ones."""
        if reading_hints(self._hints) != reading_hints(hints):
            return
        harmless = {
            name: identity
            for name, identity in files.items()
            if identity.size <= _AHEAD_BYTES and not self._is_apart(name, identity)
        }
        for batch in self._batches(harmless):
            for (name, identity), readings in zip(batch, self._read_batch(batch, hints), strict=True):
                if identity_of(self.root / name) == identity and not _blocked(readings):
                    self._ahead[name] = self._held(name, identity, readings)
        self._tell(Doing())

    @property
    def files(self) -> "Mapping[str, HeldFile]":
        """Every file that need not be read again while it stays as it is."""
        return self._kept

    def resume(
        self, files: "Mapping[str, tuple[Identity, tuple[Reading, ...]]]", listing: Listing, hints: Hints
    ) -> None:
        """Go on with what an earlier session has read under equal hints, of the files that are still the same.

        A device may have another number after each start of the machine.
        """
        self._hints = hints
        for name, (before, readings) in files.items():
            identity = listing.get(name)
            if identity is not None and identity[1:] == before[1:]:
                self._kept[name] = self._held(name, identity, readings)

    def let_go(self) -> None:
        """Forget the rows that the run, which is over, did not look at."""
        for file in self._kept.values():
            file.let_go()
        self._apart.clear()
        self._reader.close()

    def holds(self, path: str, entries: Listing) -> bool:
        """Whether the file is still the one that was listed: its rows are where they were."""
        outside = next(
            (str(one) for one in (PurePosixPath(path), *PurePosixPath(path).parents) if str(one) in entries), ""
        )
        return bool(outside) and identity_of(self.root / outside) == entries[outside]

    @property
    def blocked(self) -> bool:
        """Whether the system refused to give some file: a right that is granted later is no event."""
        return self._blocked

    def _is_new(self, path: str, identity: Identity) -> bool:
        kept = self._kept.get(path)
        return kept is None or kept.identity != identity

    def _read_all(
        self, wanted: "Mapping[str, Identity]", hints: Hints, stale: Callable[[], bool]
    ) -> Iterator[tuple[str, tuple[Reading, ...]]]:
        """Read files. What a file held while it was changing is used for this run only: it is looked at again."""
        given_up = False

        def gives_up() -> bool:
            nonlocal given_up
            given_up = given_up or stale()
            return given_up

        batches, done = list(self._batches(wanted)), 0
        try:
            self._tell(Progress(0, len(wanted), batches[0][0][0] if batches else ""))
            for batch, found in self._read_batches(batches, hints, gives_up):
                for (path, identity), readings in zip(batch, found, strict=True):
                    yield path, self._keep(path, identity, readings)
                done += len(batch)
                self._tell(Progress(done, len(wanted), batch[-1][0]))
            if given_up:
                raise Stale
        finally:
            self._reader.close()
            if wanted:
                self._tell(Doing())

    def _read_batches(
        self, batches: list[_Files], hints: Hints, stale: Callable[[], bool]
    ) -> Iterator[tuple[_Files, list[tuple[Reading, ...]]]]:
        """What the files of each batch hold; first what is read alone, then several batches at once."""
        beside = [batch for batch in batches if not self._is_alone(*batch[0])]
        alone = [batch for batch in batches if self._is_alone(*batch[0])] if len(beside) > 1 else batches
        for batch in alone:
            if stale():
                return
            yield batch, self._read_batch(batch, hints)
        if alone is not batches:
            yield from side_by_side(lambda batch: self._read_batch(batch, hints), beside, stale)

    def _keep(self, path: str, identity: Identity, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The readings, kept if they are those of the file that was listed."""
        if identity_of(self.root / path) == identity and not _blocked(readings):
            self._kept[path] = self._held(path, identity, readings)
            return self._kept[path].readings
        self._kept.pop(path, None)
        return readings

    def _held(self, path: str, identity: Identity, readings: tuple[Reading, ...]) -> HeldFile:
        return held_file(identity, readings, partial(self._again, path, identity))

    def _again(self, path: str, identity: Identity) -> tuple[Reading, ...]:
        """A file's readings with their rows, for a check that looks at them. Raises `Replaced`; then it is read anew.

        What is read here is compared with what is known: a run never sees two states of one file.
        """
        with self._again_lock:
            return self._read_again(path, identity)

    def _read_again(self, path: str, identity: Identity) -> tuple[Reading, ...]:
        kept = self._kept.get(path)
        batch = [(path, identity), *(self._beside(path, kept) if kept else ())]
        found = self._read_batch(batch, self._hints)
        self._tell(self.during)
        for (name, its_identity), readings in zip(batch, found, strict=True):
            held = self._kept.get(name)
            if held and identity_of(self.root / name) == its_identity == held.identity and held.says(readings):
                held.hold(readings)
            elif name == path:
                self._kept.pop(path, None)
                self.replaced = True
                raise Replaced
        return found[0]

    def _beside(self, path: str, asked: HeldFile) -> _Files:
        """Small files that will be asked for next: whoever goes further back than to the one before goes on.

        One by one, a year of days costs five times as much; so each step takes twice as many as the last one.
        """
        steps = self._steps[asked.kind]
        self._steps[asked.kind] += 1
        if steps < _COMPARED or not self._is_small(path, asked.identity):
            return []
        others = (
            (file.as_of, name, file.identity)
            for name, file in self._kept.items()
            if file.kind == asked.kind and file.as_of <= asked.as_of and name != path and not file.at_hand
        )
        older = [(name, identity) for _, name, identity in sorted(others, reverse=True)]
        return [one for one in older[: min(2**steps, _TOGETHER_FILES)] if self._is_small(*one)]

    def _batches(self, wanted: "Mapping[str, Identity]") -> Iterator[_Files]:
        """Small files by many, and so those that are read in another process; the others one by one."""
        apart = [one for one in wanted.items() if self._is_apart(*one)]
        small = [one for one in wanted.items() if self._is_small(*one)]
        known = {path for path, _ in (*apart, *small)}
        single = [[one] for one in wanted.items() if one[0] not in known]
        yield from _portions(apart)  # another process reads them: it had better begin
        yield from _spread(list(_portions(small)), single)

    def _is_small(self, path: str, identity: Identity) -> bool:
        if identity.size > _SMALL_BYTES or self._is_apart(path, identity):
            return False
        return not self._is_alone(path, identity)

    def _is_alone(self, path: str, identity: Identity) -> bool:
        """Whether nothing else may be read meanwhile: a large file, or one that may be what ended an engine."""
        if self._is_apart(path, identity):
            return False
        return identity.size > _LARGE_BYTES or FileId(path, *identity) in self._suspects

    def _is_apart(self, name: str, identity: Identity) -> bool:
        """Whether a file is read in a process of its own. Its first bytes tell: they are looked at once."""
        if (name, identity) not in self._apart:
            fatal = FileId(name, *identity) in self._fatal
            self._apart[name, identity] = fatal or is_risky(self.root / name, identity.size)
        return self._apart[name, identity]

    def _read_batch(self, batch: _Files, hints: Hints) -> list[tuple[Reading, ...]]:
        if self._is_apart(*batch[0]):
            with self._reading_apart:
                return [self._read_apart(self.root / name, name, identity, hints) for name, identity in batch]
        paths = [self.root / name for name, _ in batch]
        with self._in_hand.reading([FileId(name, *identity) for name, identity in batch]):
            return (
                [read_file(paths[0], self.root, hints)] if len(paths) == 1 else read_together(paths, self.root, hints)
            )

    def _read_apart(self, path: Path, name: str, identity: Identity, hints: Hints) -> tuple[Reading, ...]:
        try:
            return self._reader.read(path, self.root, hints, identity.size)
        except ReaderDied as error:
            problem = Problem("reader-died", name, found=str(error))
            return (Reading(ReportFile(name, size=identity.size, status="unreadable", problems=(problem,))),)


def _spread(few: list[_Files], many: list[_Files]) -> list[_Files]:
    """The few evenly among the many: small files keep Python busy, large ones polars."""
    placed = [((place + 0.5) / len(some), batch) for some in (few, many) for place, batch in enumerate(some)]
    return [batch for _, batch in sorted(placed, key=lambda entry: entry[0])]


def _portions(files: _Files) -> Iterator[_Files]:
    """As many files as are read in one go, again and again."""
    portion: _Files = []
    held = 0
    for path, identity in files:
        portion.append((path, identity))
        held += identity.size
        if held >= _TOGETHER_BYTES or len(portion) == _TOGETHER_FILES:
            yield portion
            portion, held = [], 0
    if portion:
        yield portion


def reading_hints(hints: Hints) -> Hashable:
    """What of the settings decides how bytes are read; freshness decides only how old they may be."""
    declared = tuple((name, tuple(sorted(columns.items()))) for name, columns in sorted(hints.report_types.items()))
    return hints.default_marketplace, str(hints.team_zone), declared


def _blocked(readings: tuple[Reading, ...]) -> bool:
    """Whether the system refused to give the bytes: a right that is granted later changes no identity."""
    return all(not one.file.digest and one.file.status == "unreadable" for one in readings) and not any(
        problem.code == "reader-died" for one in readings for problem in one.file.problems
    )


def _growing(path: str) -> Reading:
    return Reading(ReportFile(path, status="unknown", problems=(Problem("growing", path),)))


def list_reports(root: Path, workspace: Path) -> Listing:
    """Every file of the reports folder with its identity. Raises OSError when the folder itself cannot be listed."""
    next(root.iterdir(), None)
    paths = list_names(root)
    if workspace.is_relative_to(root):
        ours = [str(workspace / name) for name in _OURS]
        inside = tuple(f"{name}{os.sep}" for name in ours)
        paths = [path for path in paths if path not in ours and not path.startswith(inside)]
    start = len(os.path.join(root, ""))  # noqa: PTH118 - as text: a year of files feels the difference
    return {path[start:].replace(os.sep, "/"): identity_of(path) for path in paths}


def identity_of(path: Path | str) -> Identity:
    """The identity of a file now; one that no file has when it is gone."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return _GONE
    return Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

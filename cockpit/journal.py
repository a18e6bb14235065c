"""The journal: every event of a workspace, one JSON object a line, only ever added to.

A line names what happened, when, by whom, and carries the hash of the line before it, across months. State is a fold
over these lines. A line that was torn by a crash, a merge or an editor is told and passed over, and stops nothing.
"""

import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cockpit.person import Person
from cockpit.problems import Problem
from cockpit.store import NotSaved, Store, sync_folder

Event = dict[str, Any]  # one line, as written: what, at, by, uid, id, what belongs to it, prev

BEGINNING: Final = "0" * 64  # `prev` of the very first line
_MONTH = re.compile(r"\d{4}-\d{2}\.jsonl")
_CHUNK: Final = 1 << 20  # bytes read at a time: the memory of a month of 100,000 events never stands at once
_BLOCK: Final = 1 << 13
_WRITE_SECONDS: Final = 2.0
_HEAD: Final = b'{"what":"'  # how this program begins a line; other beginnings are read in full
_PREV: Final = re.compile(rb'"prev":"([0-9a-f]{64})"}$')
_O_BINARY: Final = getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class Batch:
    """Some lines of the journal in their order, read and understood."""

    file: str  # as people read it
    events: list[Event] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)  # the line number of each event
    problems: list[Problem] = field(default_factory=list)
    restart: bool = False  # what was read before has been rewritten: forget it, everything comes again


@dataclass(slots=True)
class _Place:
    """How far a journal has been read."""

    path: Path | None = None
    inode: int = 0
    offset: int = 0
    row: int = 0  # the last line that was read
    last: bytes = b""  # its bytes, to see whether they are still there
    open_line: bool = False  # that line had no line end when it was read


class Journal:
    """The journal of one workspace, and how far this reader has come. Reading needs no lock and creates nothing."""

    def __init__(self, store: Store | Path, wanted: Iterable[str] = ()) -> None:
        """Read the events whose `what` is in `wanted`, all of them when it is empty, of a store or a workspace."""
        self.store = store if isinstance(store, Store) else Store(store)
        self.folder = self.store.state / "journal"
        self._wanted = frozenset(wanted)
        # Most lines are another reader's: they are told apart by their beginning, which costs a tenth of reading them.
        self._heads = tuple(f'{{"what":"{what}"'.encode() for what in sorted(self._wanted)) or (_HEAD,)
        self._place = _Place()
        self.lines_read = 0  # of all kinds; who keeps a fold sets it back

    def files(self) -> list[Path]:
        """The months there are, oldest first."""
        try:
            with os.scandir(self.folder) as entries:
                names = sorted(entry.name for entry in entries if _MONTH.fullmatch(entry.name))
        except OSError:
            return []
        return [self.folder / name for name in names]

    def append(self, entries: Sequence[Mapping[str, Any]], person: Person, at: datetime) -> list[Event]:
        """Add events, each with a `what`, and return them when they are on disk. All of them or none.

        Raises `NotSaved`; the journal is then as it was.
        """
        with self.store.locked():
            path = self._month_for(at)
            try:
                return self._append(path, entries, person, at)
            except OSError as error:
                raise NotSaved.of(error, self.store.name(path)) from error

    def _month_for(self, at: datetime) -> Path:
        # A clock that was set back writes into the newest month: the order of the lines is the order of the files.
        wanted = self.folder / f"{at:%Y-%m}.jsonl"
        return max([wanted, *self.files()[-1:]])

    def _append(self, path: Path, entries: Sequence[Mapping[str, Any]], person: Person, at: datetime) -> list[Event]:
        self.store.make_folder(self.folder)
        fresh = not path.exists()
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _O_BINARY, self.store.modes.file)
        try:
            if fresh and hasattr(os, "fchmod"):
                os.fchmod(descriptor, self.store.modes.file)  # whatever the umask is
            size = os.fstat(descriptor).st_size
            last = _last_line(descriptor, size) or self._last_before(path)
            events, data = _lines(entries, person, at, last)
            if size and _read_at(descriptor, size - 1, 1) != b"\n":
                data = b"\n" + data  # the line before was torn: do not grow onto it
            _write_or_undo(descriptor, data, size)
        finally:
            os.close(descriptor)
        if fresh:
            sync_folder(self.folder)
        return events

    def _last_before(self, path: Path) -> bytes:
        for older in reversed(self.files()):
            if older < path and (last := _last_line_of(older)):
                return last
        return b""

    def new(self) -> Iterator[Batch]:
        """What was added since the last call, by anyone, in batches of bounded size. Cheap when nothing was.

        The first call gives everything. A batch with `restart` says that the lines read before have changed.
        """
        if not self._still_there():
            self._place = _Place()
            yield Batch("", restart=True)
        for path in self.files():
            if self._place.path is None or path > self._place.path:
                self._place = _Place(path)
            if path == self._place.path:
                yield from self._read(path)

    def _still_there(self) -> bool:
        place = self._place
        if place.path is None:
            return True
        try:
            found = place.path.stat()
            if found.st_size < place.offset or (place.inode and found.st_ino != place.inode):
                return False
            return place.last == self._bytes_before(place)
        except OSError:
            return False

    @staticmethod
    def _bytes_before(place: _Place) -> bytes:
        if not place.last or place.path is None:
            return b""
        length = len(place.last) + (0 if place.open_line else 1)
        with place.path.open("rb") as file:
            file.seek(place.offset - length)
            return file.read(len(place.last))

    def _read(self, path: Path) -> Iterator[Batch]:
        try:
            file = path.open("rb")
        except OSError as error:
            problem = Problem("state-unreadable", self.store.name(path), found=str(error)[:80])
            yield Batch(self.store.name(path), problems=[problem])
            return
        with file:
            self._place.inode = os.fstat(file.fileno()).st_ino
            file.seek(self._place.offset)
            rest = b""
            while chunk := file.read(_CHUNK):
                whole, cut, tail = (rest + chunk).rpartition(b"\n")
                rest = tail
                if cut:
                    yield self._batch(path, whole)
            if rest and self._final(path, rest):
                yield self._batch(path, rest, open_line=True)

    def _final(self, path: Path, rest: bytes) -> bool:
        """Whether a last line without an end stays as it is: true when nobody can be writing it now."""
        if path != self.files()[-1]:
            return True
        if self.store.read_only:  # no lock to be had: a write takes milliseconds
            return time.time() - path.stat().st_mtime > _WRITE_SECONDS
        with suppress(NotSaved), self.store.locked(seconds=0.2):
            return path.stat().st_size == self._place.offset + len(rest)
        return False

    def _batch(self, path: Path, whole: bytes, *, open_line: bool = False) -> Batch:
        place, batch = self._place, Batch(self.store.name(path))
        lines = whole.split(b"\n")
        first = place.row + 1
        if place.open_line:  # the beginning of these bytes ends the line that was read without its end
            first = place.row
        heads = self._heads
        numbered = [
            (row, line)
            for row, line in enumerate(lines, first)
            if line.startswith(heads) or (not line.startswith(_HEAD) and line.strip())
        ]
        _understand(numbered, batch, self._wanted, self.store.until)
        place.offset += len(whole) + (0 if open_line else 1)
        place.row = first + len(lines) - 1
        place.open_line = open_line
        self.lines_read += len(lines)
        place.last = lines[-1]
        return batch

    def bookmark(self) -> dict[str, Any] | None:
        """How far this reader has come, to be kept and given to `resume`; None where it cannot be said."""
        place = self._place
        if place.path is None or place.open_line or not place.last:
            return None
        return {
            "file": place.path.name,
            "offset": place.offset,
            "row": place.row,
            "length": len(place.last),
            "last": sha256(place.last).hexdigest(),
            "older": self._older(place.path),
        }

    def resume(self, bookmark: Mapping[str, Any]) -> bool:
        """Go on where a bookmark was set. False, and nothing happens, when the lines before it are not the same."""
        try:
            path = self.folder / bookmark["file"]
            place = _Place(path, 0, bookmark["offset"], bookmark["row"], b"x" * bookmark["length"])
            place.inode = path.stat().st_ino
            place.last = self._bytes_before(place)
            same = (sha256(place.last).hexdigest(), self._older(path)) == (bookmark["last"], bookmark["older"])
        except (OSError, KeyError, TypeError, ValueError):
            return False
        if same:
            self._place = place
        return same

    def _older(self, path: Path) -> dict[str, int]:
        return {older.name: older.stat().st_size for older in self.files() if older < path}

    def about(self, text: str) -> list[Event]:
        """Every event that mentions a text (an issue's fingerprint, an event's id), oldest first; read when asked."""
        needle, found = text.encode("utf-8", "surrogatepass"), Batch("")
        for path in self.files():
            with suppress(OSError), path.open("rb") as file:
                lines = [(row, line.rstrip()) for row, line in enumerate(file, 1) if needle in line]
                _understand(lines, found, frozenset(), self.store.until)
        return found.events

    def verify(self) -> list[Problem]:
        """Follow the chain of hashes; every line that is not the one its successor was chained to, and torn lines.

        Where git joined two branches of the workspace, the second one follows a line farther up: both are whole, and it
        is told as `journal-joined`. So is a line that somebody put in there, which nothing tells from a branch of one.
        The first line of all may continue months that were archived: that is told once, as `journal-beginning`. The
        newest line has no successor yet: an edit of it shows from the next event on only to who read it before.
        """
        problems: list[Problem] = []
        chain = _Chain()
        for path in self.files():
            name = self.store.name(path)
            try:
                with path.open("rb") as file:
                    for row, raw in enumerate(file, 1):
                        if line := raw.rstrip(b"\r\n"):
                            problems += chain.follow(name, row, line)
            except OSError as error:
                problems.append(Problem("state-unreadable", name, found=str(error)[:80]))
        return problems


@dataclass(slots=True)
class _Chain:
    """The line that the next one must be chained to, and every line before it, which a second branch may follow."""

    line: bytes = b""
    file: str = ""
    row: int = 0
    places: dict[str, str] = field(default_factory=dict)  # of each line, by its hash
    lost: dict[str, str] = field(default_factory=dict)  # of changed lines that are told of already, by their old hash
    _hash: str = ""  # of the line

    def follow(self, name: str, row: int, line: bytes) -> list[Problem]:
        """Take the next line; what is wrong between it and the one before."""
        before, said = self.line, _prev_of(line)
        wrong: list[Problem] = []
        if said is None:
            wrong.append(Problem("journal-torn", name, row, found=line[:80].decode("utf-8", "replace")))
        elif not before and said != BEGINNING:
            wrong.append(Problem("journal-beginning", name, row))
        elif before and said != self._hash and (said in self.places or said in self.lost):
            wrong.append(Problem("journal-joined", name, row, found=self.places.get(said) or self.lost[said]))
        elif before and said != self._hash:
            wrong.append(Problem("journal-edited", self.file, self.row, found=f"{name}:{row}"))
            self.lost[said] = f"{self.file}:{self.row}"
        self.line, self.file, self.row = line, name, row
        self._hash = sha256(line).hexdigest()
        self.places[self._hash] = f"{name}:{row}"
        return wrong


def _prev_of(line: bytes) -> str | None:
    if match := _PREV.search(line):
        return match[1].decode()
    event = _event(line)
    prev = event.get("prev") if event else None
    return prev if isinstance(prev, str) else None


def _lines(
    entries: Sequence[Mapping[str, Any]], person: Person, at: datetime, last: bytes
) -> tuple[list[Event], bytes]:
    """The events in full, and the bytes to append, chained to the last line there is."""
    events, parts = [], []
    for entry in entries:
        event = {
            "what": entry["what"],
            "at": at.isoformat(timespec="seconds"),
            "by": person.name,
            "uid": person.uid,
            "id": os.urandom(6).hex(),
            **entry,
            "prev": sha256(last).hexdigest() if last else BEGINNING,
        }
        # A lone surrogate (an odd file name) becomes its JSON escape: the line stays UTF-8 and loses nothing.
        last = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        events.append(event)
        parts.append(last + b"\n")
    return events, b"".join(parts)


def _write_or_undo(descriptor: int, data: bytes, size: int) -> None:
    """Append and sync; when that fails (disk full) cut the file back to what it was. The lock is held."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _read_at(descriptor: int, offset: int, length: int) -> bytes:
    os.lseek(descriptor, offset, os.SEEK_SET)  # not pread: Windows has none. Appending goes to the end all the same.
    return os.read(descriptor, length)


def _last_line(descriptor: int, size: int) -> bytes:
    """The last line of a file that is not empty, without its end."""
    data, start = b"", size
    while start > 0:
        step = min(_BLOCK, start)
        start -= step
        data = _read_at(descriptor, start, step) + data
        whole = data.rstrip(b"\r\n")
        if b"\n" in whole:
            return whole.rpartition(b"\n")[2].rstrip(b"\r")
    return data.rstrip(b"\r\n")


def _last_line_of(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | _O_BINARY)
    try:
        return _last_line(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def _understand(
    numbered: Sequence[tuple[int, bytes]], batch: Batch, wanted: frozenset[str], until: datetime | None
) -> None:
    """Read numbered lines into a batch, those up to a moment; lines that are no event become problems."""
    for (row, line), event in zip(numbered, _parsed([line for _, line in numbered]), strict=True):
        if event is None:
            found = line[:80].decode("utf-8", "replace")
            batch.problems.append(Problem("journal-torn", batch.file, row, found=found))
        elif (not wanted or event.get("what") in wanted) and (until is None or _is_by(event, until)):
            batch.events.append(event)
            batch.rows.append(row)


def _is_by(event: Event, until: datetime) -> bool:
    """Whether an event was written by a moment; one that says no time is taken for old."""
    try:
        return datetime.fromisoformat(event["at"]) <= until
    except (KeyError, TypeError, ValueError):
        return True


def _parsed(lines: Sequence[bytes]) -> Sequence[Event | None]:
    """Each line as an object. In one go where all are whole, which takes half the time (measured)."""
    if all(line.startswith(b"{") and line.rstrip().endswith(b"}") for line in lines):
        with suppress(ValueError):
            found: list[Any] = json.loads(b"[" + b",".join(lines) + b"]")
            if len(found) == len(lines) and all(type(event) is dict for event in found):
                return found
    return [_event(line) for line in lines]


def _event(line: bytes) -> Event | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None

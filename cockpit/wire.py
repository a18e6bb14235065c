"""What goes between the engine process and the screens, and how: values of few known classes, behind their length.

Pickle is used for speed, never trusted: only the classes named here are made (a kept picture lies in a folder that
others may write, unpack or share), and each of them by calling it with its fields, which is also four times faster than
the way dataclasses with slots pickle themselves (measured: 5,000 issues in 57 ms).
"""

import io
import os
import pickle
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from operator import attrgetter
from types import MappingProxyType
from typing import Any, BinaryIO, Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from cockpit import __version__
from cockpit.incident_facts import Incident, Item
from cockpit.issue import Figure, Line, Money, Pane, Proposal, Severity, Subject, Verdict
from cockpit.picture import (
    CheckNote,
    EvidenceRow,
    IncidentNote,
    Issue,
    Picture,
    Progress,
    ReportNeed,
    Runs,
    Suppressed,
    VerdictLine,
)
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.text import Words

K = TypeVar("K")
V = TypeVar("V")

_LENGTH: Final = struct.Struct(">Q")
_LONGEST: Final = 1 << 32  # a longer message can only be a broken stream


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows behind one issue, as they stand in its files; asked for when somebody looks at them."""

    fingerprint: str
    rows: tuple[EvidenceRow, ...]
    problem: Problem | None = None  # why they cannot be shown (the file has changed since)


@dataclass(frozen=True, slots=True)
class MarksChanged:
    """Somebody else, in another process, wrote into the state folder: read the marks again."""


@dataclass(frozen=True, slots=True)
class EngineDied:
    """There is no engine now, or a run of it ended without a picture. The last picture stands, and must say so."""

    problem: Problem
    again_in: float = 0.0  # seconds until the next one is started; 0: it is already running


@dataclass(frozen=True, slots=True)
class FileId:
    """One state of one report, as it is set aside when reading it ended the process."""

    path: str
    device: int
    inode: int
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Doing:
    """What the engine is about to touch that may end it: a file, some files or a check; nothing when all are empty."""

    file: FileId | None = None
    check: str = ""
    together: tuple[FileId, ...] = ()  # files that are read in one go


@dataclass(frozen=True, slots=True)
class SetAside:
    """What has ended an engine before: these files are read apart from it, these checks are not run.

    Of `suspects` one has: each is read by itself, so that the next death says which.
    """

    files: tuple[FileId, ...] = ()
    checks: tuple[str, ...] = ()
    suspects: tuple[FileId, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """The first thing that an engine is told: what to leave alone, and which kept picture the screens show."""

    aside: SetAside = SetAside()
    shown: str = ""  # its mark (`cockpit.kept_picture`): what is still so in the first picture is not sent


@dataclass(frozen=True, slots=True)
class AskEvidence:
    """Send the rows behind one issue."""

    fingerprint: str


@dataclass(frozen=True, slots=True)
class Rerun:
    """Read and judge everything anew."""


@dataclass(frozen=True, slots=True)
class PictureDelta:
    """A picture that is mostly the one before: each issue and file is the place of an old one, or a new one."""

    picture: Picture  # without its issues and files
    issues: tuple[int | Issue, ...]
    files: tuple[int | ReportFile, ...]  # a year of daily exports makes thousands


class Unreadable(Exception):  # noqa: N818 - it is what the bytes are
    """These bytes are no message of ours."""


_VALUES: Final[tuple[type[Any], ...]] = (
    AskEvidence, CheckNote, Doing, EngineDied, Evidence, EvidenceRow, Figure, FileId, Incident, IncidentNote, Issue,
    Item, Line, MarksChanged, Money, Opening, Picture, PictureDelta, Problem, Progress, Proposal, ReportFile,
    ReportNeed, Rerun, Runs, SetAside, Subject, Suppressed, VerdictLine, Words,
)  # fmt: skip
_ENUMS: Final[tuple[type[Enum], ...]] = (Pane, Severity, Verdict)
_OTHERS: Final[tuple[type[Any], ...]] = (ZoneInfo, date, datetime, timedelta, timezone, Decimal)


def _reducer(shape: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(shape)]
    if not names:
        return lambda _: (shape, ())
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda value: (shape, (only(value),))
    get = attrgetter(*names)
    return lambda value: (shape, get(value))


_REDUCERS: Final[Mapping[type[Any], Callable[[Any], tuple[Any, ...]]]] = MappingProxyType(
    {
        **{shape: _reducer(shape) for shape in _VALUES},
        **{shape: lambda value: (type(value), (value.value,)) for shape in _ENUMS},
        ZoneInfo: lambda zone: (ZoneInfo, (zone.key,)),  # its own way needs `getattr`, which may not be allowed
    }
)
_KNOWN: Final[Mapping[tuple[str, str], type[Any]]] = {
    (shape.__module__, shape.__qualname__): shape for shape in (*_VALUES, *_ENUMS, *_OTHERS)
}


def format_digest() -> bytes:
    """16 bytes that change with the program's version and with the fields of any class above."""
    shapes = [(shape.__qualname__, [(field.name, str(field.type)) for field in fields(shape)]) for shape in _VALUES]
    return sha256(repr((__version__, shapes)).encode()).digest()[:16]


def dumps(value: object) -> bytes:
    """A message as bytes. Raises TypeError or PicklingError for what is none of the known classes."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return buffer.getvalue()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type[Any]:
        """Only the classes of `_KNOWN`; everything else that a pickle may name is refused."""
        try:
            return _KNOWN[module, name]
        except KeyError:
            raise Unreadable(f"{module}.{name}") from None


def loads(data: bytes) -> Any:
    """The message in these bytes. Raises `Unreadable` for anything that `dumps` has not written."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Unreadable:
        raise
    except Exception as error:  # a broken pickle raises nearly anything
        raise Unreadable(type(error).__name__) from error


def write(pipe: BinaryIO, value: object) -> None:
    """Send one message; raises OSError when nobody reads any more."""
    data = dumps(value)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def read(pipe: BinaryIO) -> Any:
    """Wait for one message. Raises EOFError when the other side has gone and `Unreadable` for a broken stream."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > _LONGEST:
        raise Unreadable(f"{length} bytes")
    return loads(_exactly(pipe, length))


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def take_pipe() -> tuple[BinaryIO, BinaryIO]:
    """In a child: our ends of its pipe, which nothing else can write to any more. What prints, prints to stderr."""
    given, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return given, told


class Sender:
    """Turns pictures into messages that repeat no issue and no file which the receiver has."""

    def __init__(self) -> None:
        self._issues: _Sent[str, Issue] = _Sent()
        self._files: _Sent[tuple[str, str | None], ReportFile] = _Sent()

    def resume(self, picture: Picture) -> None:
        """The receiver has this picture from elsewhere."""
        self.encode(picture)

    def encode(self, picture: Picture) -> PictureDelta:
        """The picture as a difference to the one encoded before. Encoding commits: send it."""
        issues = self._issues.encode((issue.fingerprint, issue) for issue in picture.issues)
        files = self._files.encode(((file.path, file.type), file) for file in picture.files)
        return PictureDelta(replace(picture, issues=(), files=()), issues, files)


class _Sent(Generic[K, V]):
    """The values of one list as the receiver has them, each with its place."""

    def __init__(self) -> None:
        self._values: dict[K, tuple[int, V]] = {}

    def encode(self, entries: Iterable[tuple[K, V]]) -> tuple[int | V, ...]:
        """Each value, or its place in the list before."""
        before, now = self._values, list(entries)
        self._values = {key: (place, value) for place, (key, value) in enumerate(now)}
        known = ((before.get(key), value) for key, value in now)
        return tuple(value if old is None or _differ(old[1], value) else old[0] for old, value in known)


def _differ(old: object, new: object) -> bool:
    """Whether two values do; nearly always they are one, and then nothing is compared."""
    return old is not new and old != new


class Receiver:
    """Puts pictures together again."""

    def __init__(self, shown: Picture | None = None) -> None:
        """`shown` is there already; whether the sender knows, its first message says."""
        self._issues: tuple[Issue, ...] = shown.issues if shown else ()
        self._files: tuple[ReportFile, ...] = shown.files if shown else ()

    def decode(self, delta: PictureDelta) -> Picture:
        """The whole picture."""
        self._issues = _together(delta.issues, self._issues)
        self._files = _together(delta.files, self._files)
        return replace(delta.picture, issues=self._issues, files=self._files)


def _together(entries: Sequence[int | V], known: Sequence[V]) -> tuple[V, ...]:
    return tuple(known[entry] if isinstance(entry, int) else entry for entry in entries)

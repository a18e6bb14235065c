"""Reports packed into one .zip: each inner file is read by itself, as ``US/week.zip/orders.csv``.

Nothing is ever written, so names that climb out of a folder are only names; they are tidied all the same, because
other programs may join them to a path. Sizes are checked before anything is unpacked: an entry never yields more than
it declares.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from cockpit.reports.contents import GZIP, ContentsError, digest_of, open_contents, unzip
from cockpit.reports.folder import is_partial
from cockpit.reports.hints import Hints
from cockpit.reports.source import Source, name_of

_MAX_UNPACKED: Final = 1024**3
_MAX_GROWTH: Final = 200  # text of reports shrinks to a tenth
_SMALL: Final = 16 * 1024 * 1024
_MAX_FILES: Final = 1000
_MAX_NAME: Final = 200
_ENCRYPTED: Final = 0x1
_NAME_IS_UTF8: Final = 0x800
_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype"})  # one document that happens to be a zip


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str  # tidy, and no other member's
    entry: zipfile.ZipInfo


def members(archive: zipfile.ZipFile, packed: int) -> list[Member]:
    """The files of an archive of `packed` bytes, without folders and litter. Raises ContentsError when it is a bomb."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_FILES or unpacked > min(_MAX_UNPACKED, max(_SMALL, _MAX_GROWTH * packed)):
        raise ContentsError("too-large")
    if any(entry.filename in _OFFICE for entry in entries):
        raise ContentsError("binary")
    named = ((_parts(entry), entry) for entry in entries)
    return list(_distinct([(parts, entry) for parts, entry in named if not any(map(is_partial, parts))]))


def _parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """The steps of a name, without those that lead out of the archive."""
    parts = _decoded(entry).replace("\\", "/").split("/")
    return tuple(part[:_MAX_NAME] for part in parts if part not in {"", ".", ".."} and not part.endswith(":"))


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The name; a Chinese Windows packs it in GBK and does not say so."""
    if not entry.flag_bits & _NAME_IS_UTF8 and not entry.filename.isascii():
        raw = entry.filename.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return entry.filename.encode("utf-8", "replace").decode("utf-8")


def _distinct(found: Sequence[tuple[tuple[str, ...], zipfile.ZipInfo]]) -> Iterator[Member]:
    seen: set[str] = set()
    for number, (parts, entry) in enumerate(found, 1):
        name = "/".join(parts) or "file"
        name = name if name not in seen else f"{name} ({number})"
        seen.add(name)
        yield Member(name, entry)


def sources(source: Source) -> Iterator[tuple[Source, str]]:
    """Every file of an opened archive as a source of its own, one at a time, and the code of why it cannot be had."""
    data = source.contents.data
    with _opened(data) as archive:
        for member in members(archive, len(data)):
            yield _inner(source, archive, member)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ContentsError("zip") from error


def _inner(source: Source, archive: zipfile.ZipFile, member: Member) -> tuple[Source, str]:
    """A member with its bytes; without any when they cannot be had."""
    code = ""
    try:
        data = _unpacked(archive, member.entry)
    except ContentsError as error:
        data, code = b"", str(error)
    contents = replace(source.contents, data=data, digest=digest_of(data), size=len(data))
    folder = PurePosixPath(source.name).parent
    return replace(
        source, name=f"{source.name}/{member.name}", contents=contents, placed_by=str(folder / member.name)
    ), code


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & _ENCRYPTED:
        raise ContentsError("encrypted")
    try:
        data = archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise ContentsError("cut-archive") from error
    except (NotImplementedError, RuntimeError) as error:
        raise ContentsError("zip") from error
    return unzip(data) if data.startswith(GZIP) else data


def source_at(path: Path, root: Path, hints: Hints) -> Source:
    """The source at a path, which may lead into an archive. Raises OSError or ContentsError."""
    outside = next((parent for parent in (path, *path.parents) if parent.is_file()), path)
    source = Source(name_of(outside, root), open_contents(outside), hints)
    if outside == path:
        return source
    wanted = path.relative_to(outside).as_posix()
    data = source.contents.data
    with _opened(data) as archive:
        for member in members(archive, len(data)):
            if member.name == wanted:
                inner, code = _inner(source, archive, member)
                if code:
                    raise ContentsError(code)
                return inner
    raise FileNotFoundError(wanted)

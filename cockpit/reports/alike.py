"""Which small files have one header, encoding and place, so that their rows can be read in one go."""

import codecs
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cockpit.reports.contents import Form, form_of
from cockpit.reports.delimited import is_short, narrow_rows
from cockpit.reports.header import layouts
from cockpit.reports.recognise import Header
from cockpit.reports.source import Source
from cockpit.reports.values import ENDS

_LEADS = 3  # headers tried under one first line: some programs write the day of the export there
_BLANK_END = (b"\n\n", b"\n\r\n")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a group."""

    number: int  # of the file among those that were asked for
    source: Source
    rows: int


@dataclass(frozen=True, slots=True)
class Group:
    """Files that begin with the same bytes, up to and with the same header, and lie in one marketplace's folder."""

    header: Header
    head: bytes
    encoding: str
    members: tuple[Member, ...]

    @property
    def data(self) -> bytes:
        """All of them as one file: the head once, then everybody's rows."""
        bodies = (member.source.contents.data[len(self.head) :] for member in self.members)
        return b"".join((self.head, *(body if body.endswith(b"\n") else body + b"\n" for body in bodies)))


def groups(sources: Mapping[int, Source]) -> Iterator[Group]:
    """Every group of at least two files. Files that are in none are read alone."""
    alike: defaultdict[tuple[str | None, bytes], dict[int, Source]] = defaultdict(dict)
    for number, source in sources.items():
        data = source.contents.data
        alike[source.folder.marketplace, data[: data.find(b"\n") + 1]][number] = source
    for left in alike.values():
        for _ in range(_LEADS):
            if len(left) > 1:
                yield from _led(left)


def _led(left: dict[int, Source]) -> Iterator[Group]:
    """The group of the first file of several; all of it is taken from `left`."""
    first = next(iter(left))
    header, data = _header(left[first]), left[first].contents.data
    if header is None:
        del left[first]
        return
    head = b"".join(data.split(b"\n", header.line)[: header.line])
    head = data[: len(head) + header.line]
    same = [number for number, source in left.items() if source.contents.data.startswith(head)]
    candidates = [(number, left.pop(number)) for number in same]
    members = tuple(_members(candidates, head, header))
    if len(members) > 1:
        yield Group(header, head, "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8", members)


def _header(source: Source) -> Header | None:
    """The header of a file whose rows can stand beside another's; None when it is anything else."""
    if form_of(source.contents.data) is not Form.TEXT or not _plain(source.contents.data):
        return None
    header = source.catalog.find(list(layouts(source.contents.data)))
    if header is None or not header.line or header.missing or header.twice:
        return None
    return header if _row_by_row(header) else None


def _row_by_row(header: Header) -> bool:
    """Whether a row under this header means the same whatever other rows, and whichever file, it stands in."""
    type_ = header.type
    return not (type_.by_hand or type_.prepare or type_.positions or header.own_day)


def _members(candidates: Iterable[tuple[int, Source]], head: bytes, header: Header) -> Iterator[Member]:
    for number, source in candidates:
        data = source.contents.data
        rows = data.count(b"\n", len(head)) + (not data.endswith(b"\n"))
        fits = len(data) > len(head) and rows < ENDS and form_of(data) is Form.TEXT
        if fits and _plain(data) and _ends_well(data, header):
            yield Member(number, source, rows)


def _plain(data: bytes) -> bool:
    """Whether these bytes are UTF-8 to the end."""
    if b"\x00" in data:
        return False
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _ends_well(data: bytes, header: Header) -> bool:
    """Whether the last line is whole, as far as `delimited` would say so, and another file's can follow it."""
    if data.endswith(b"\n"):
        whole = not data.endswith(_BLANK_END)
    else:
        whole = not (data.endswith(b"\r") or is_short(data, header))
    return whole and not narrow_rows(data, header)


def lengths(members: Sequence[Member]) -> list[int]:
    """The rows of each."""
    return [member.rows for member in members]

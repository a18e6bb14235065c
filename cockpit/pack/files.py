"""The files of a pack as bytes: equal reports, journal and folder give equal files. Nothing is written here."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from cockpit.escaping import no_formula
from cockpit.formulas.incidents import SHIPPED
from cockpit.incident_facts import FOLDERS, PLAN, Incident, Item
from cockpit.pack.masking import masked
from cockpit.pack.matching import Matches
from cockpit.pack.pages import read_me, timeline
from cockpit.plan_of_action import skeleton

_BOM: Final = "\ufeff"  # spreadsheets read UTF-8 only with it
_OF_ORDERS: Final = ("screenshots", "messages")
_SLOTS: Final = {"track": "{order}-carrier-site.png", "messages": "{order}-messages.txt"}
EMPTY: Final = ".empty"  # what stands at the end of a slot's name until somebody fills it


class PackFile(NamedTuple):
    """One file of a pack: its name inside it, with "/" between parts."""

    name: str
    content: bytes


Cells = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Source:
    """Everything that a pack is made from."""

    incident: Incident
    items: tuple[Item, ...]
    matches: tuple[Matches, ...]
    listing: tuple[Mapping[str, str], ...]  # the listing when the notification came: field and text
    events: tuple[Mapping[str, Any], ...]  # of the journal, oldest first
    reports: Path  # the watched folder
    folder: Path  # the incident's own
    read: Callable[[str, Sequence[int], str], Sequence[Cells]]  # cells of rows of a file, as they stand there
    zone: tzinfo
    personal: bool = False


def pack_files(source: Source) -> list[PackFile]:
    """Every file of the pack, sorted by name."""
    rows = {match: source.read(match.file, match.rows, match.type) for match in source.matches}
    made = [
        PackFile("orders.csv", _orders(source, rows)),
        PackFile("files.csv", _hashes(source)),
        PackFile("timeline.md", timeline(source.incident, source.events, source.zone).encode()),
        *([PackFile("listing.csv", _listing(source))] if source.listing else []),
        *_row_files(rows, source),
        *_own_files(source),
        *_slots(source),
    ]
    names = [file.name for file in made]
    page = read_me(source.incident, source.items, names, source.zone, personal=source.personal)
    made.append(PackFile("README.md", page.encode()))
    return sorted(made)


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([header, *([_safe(cell) for cell in row] for row in rows)])
    return (_BOM + text.getvalue()).encode("utf-8", "replace")


def _safe(cell: object) -> str:
    """A cell that a spreadsheet does not run."""
    text = "" if cell is None else str(cell)
    return text if text[1:].replace(".", "").replace(",", "").isdecimal() else no_formula(text)


def _row_files(rows: Mapping[Matches, Sequence[Cells]], source: Source) -> Iterator[PackFile]:
    """One CSV a report type: file and row of each, then its cells under the file's own headings."""
    for type_ in sorted({match.type for match in rows}):
        mine = [(match, cells) for match, cells in rows.items() if match.type == type_]
        found = [
            (match.file, row, masked(cells, personal=source.personal))
            for match, many in mine
            for row, cells in zip(match.rows, many, strict=True)
        ]
        headings = list(dict.fromkeys(heading for *_, cells in found for heading, _ in cells))
        lines = [[file, row, *(dict(cells).get(name, "") for name in headings)] for file, row, cells in found]
        yield PackFile(f"rows/{type_}.csv", _table(["file", "row", *headings], lines))


def _orders(source: Source, rows: Mapping[Matches, Sequence[Cells]]) -> bytes:
    """Each order with the carriers and tracking numbers that reports give, and where each stands."""
    lines: list[Sequence[object]] = []
    for order in source.incident.order_ids:
        mine = [line for match, many in rows.items() if match.type in SHIPPED for line in _shipped(match, many, order)]
        lines += mine or [[order, "", "", "", "", ""]]
    return _table(["order_id", "carrier", "tracking_number", "shipped", "file", "row"], lines)


def _shipped(match: Matches, many: Sequence[Cells], order: str) -> Iterator[Sequence[object]]:
    for row, cells in zip(match.rows, many, strict=True):
        if order in [text for _, text in cells]:
            carrier, tracking, shipped = (_first(cells, names) for names in (_CARRIER, _TRACKING, _SHIPPED))
            yield [order, carrier, tracking, shipped, match.file, row]


_CARRIER: Final = ("carrier", "物流公司", "物流商", "承运商")
_TRACKING: Final = ("tracking", "运单号", "货运单号", "物流单号", "跟踪号", "追踪号", "快递单号")
_SHIPPED: Final = ("ship_date", "shipment-date", "发货时间", "发货日期", "出库时间")


def _first(cells: Cells, names: tuple[str, ...]) -> str:
    return next((text for heading, text in cells if heading.strip().casefold().startswith(names)), "")


def _hashes(source: Source) -> bytes:
    """Every report that the rows come from: SHA-256 of its bytes, its size, which rows."""
    rows = {(match.file, match.type): " ".join(map(str, match.rows)) for match in source.matches}
    for row in source.listing:  # a file of the days before, which no other rows come from
        rows.setdefault((row["file"], "listing"), row["row"])
    lines = [[file, type_, *_hash(source.reports, file), places] for (file, type_), places in sorted(rows.items())]
    return _table(["file", "type", "sha256", "bytes", "rows"], lines)


def _hash(root: Path, name: str) -> tuple[str, int]:
    """SHA-256 and size of a report; of the archive, where it lies in one; nothing when it has gone meanwhile."""
    path = root / name
    while path != root and not path.is_file():
        path = path.parent
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest(), path.stat().st_size
    except OSError:
        return "", 0


def _listing(source: Source) -> bytes:
    names = list(dict.fromkeys(name for row in source.listing for name in row))
    return _table(names, [[row.get(name, "") for name in names] for row in source.listing])


def _own_files(source: Source) -> Iterator[PackFile]:
    """What people put into the folder. Screenshots and messages of orders show buyers: only when asked for."""
    plan = source.folder / PLAN
    yield PackFile(PLAN, plan.read_bytes() if plan.is_file() else skeleton(source.incident).encode())
    for name in source.incident.files:
        path = source.folder / name
        if name != PLAN and name.partition("/")[0] in FOLDERS and path.is_file():
            if source.personal or not shows_a_buyer(name, source.incident):
                yield PackFile(name, path.read_bytes())
            else:
                yield PackFile(f"{name}.left-out.txt", f"{sha256(path.read_bytes()).hexdigest()}\n".encode())


def shows_a_buyer(name: str, incident: Incident) -> bool:
    """Whether a file of the folder is about one order: its page, its messages."""
    place, _, file = name.partition("/")
    return place == "messages" or (place in _OF_ORDERS and file.startswith(incident.order_ids or ("\0",)))


def _slots(source: Source) -> Iterator[PackFile]:
    """Empty files where something is missing: their names say what belongs there."""
    for item in source.items:
        if item.missing and item.what in _SLOTS:
            place = "messages" if item.what == "messages" else "screenshots"
            yield PackFile(f"{place}/{_SLOTS[item.what].format(order=item.order)}{EMPTY}", b"")
        elif item.missing and item.what == "notification":
            yield PackFile(f"screenshots/notification.png{EMPTY}", b"")
        elif item.missing and item.what in {"invoices", "authorisation"}:
            place = "invoices" if item.what == "invoices" else "authorisations"
            yield PackFile(f"{place}/{item.what}.pdf{EMPTY}", b"")

"""The folder of an incident, ``state/incidents/<id>/``: what people put into it, and the list that says what is needed.

``incident.toml`` is written by the app and may be edited by people: ``needed = false`` takes an item off the list,
``there = true`` says that it is kept elsewhere. One that is no TOML is set aside under a dated name before another one
is written; a newer version's is left alone.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from cockpit.incident_facts import FOLDERS, PLAN, Incident, Item
from cockpit.plan_of_action import is_answered, skeleton
from cockpit.problems import Problem
from cockpit.store import Loaded, NotSaved, Store
from cockpit.text import words

LIST: Final = "incident.toml"
_LONGEST: Final = 80  # characters of a folder's name; file systems take 255 bytes
_MOST: Final = 5_000  # files of one folder that are looked at

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one folder holds."""

    id: str
    said: tuple[Item, ...] = ()
    files: tuple[str, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """All folders, and what would tell that one has changed."""

    found: Mapping[str, Found] = field(default_factory=dict)  # by the folder's name
    stamp: Stamp = ()
    problems: tuple[Problem, ...] = ()


def root(store: Store) -> Path:
    """Where the incidents of a workspace lie."""
    return store.state / "incidents"


def name_of(id_: str) -> str:
    """The folder's name of an incident: its id, where every file system takes it; else as much of it as can be."""
    name = quote(id_, safe=" ()+,@=#").strip(". ") or "-"
    if name == id_ and len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}-{sha256(id_.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def look(store: Store, before: Seen) -> Seen:
    """Every folder as it is now; what was seen before when nothing has changed since."""
    folders = {path.name: sorted(_entries(path)) for path in _folders(root(store))}
    stamp = tuple((f"{name}/{file}", size, at) for name in sorted(folders) for file, size, at in folders[name])
    if stamp == before.stamp:
        return before
    found: dict[str, Found] = {}
    problems: list[Problem] = []
    for name, entries in sorted(folders.items()):
        loaded = store.load_toml(root(store) / name / LIST)
        problems += [loaded.problem] if loaded.problem else []
        found[name] = _found(root(store) / name, loaded, entries)
    return Seen(found, stamp, tuple(problems))


def _folders(parent: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("."))


def _entries(path: Path) -> Iterator[tuple[str, int, int]]:
    """The files that matter: name inside the folder, size, time."""
    for inside in ("", *FOLDERS):
        with suppress(OSError), os.scandir(path / inside) as entries:
            for at, entry in enumerate(entries):
                wanted = inside or entry.name in {LIST, PLAN}
                if at < _MOST and wanted and not entry.name.startswith(".") and entry.is_file():
                    said = entry.stat()
                    yield f"{inside}/{entry.name}" if inside else entry.name, said.st_size, said.st_mtime_ns


def _found(path: Path, loaded: Loaded, entries: Sequence[tuple[str, int, int]]) -> Found:
    data = loaded.data or {}
    files = [name for name, size, _ in entries if size and name not in {LIST, PLAN}]
    if any(name == PLAN for name, *_ in entries) and _answered(path / PLAN):
        files.append(PLAN)
    rows = data.get("item")
    items = tuple(_item(row) for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    id_ = data.get("id")
    return Found(id_ if isinstance(id_, str) and id_ else path.name, items, tuple(files), loaded.broken)


def _item(row: Mapping[str, Any]) -> Item:
    file, note = row.get("file"), row.get("note")
    return Item(
        str(row.get("id", "")),
        row.get("needed") is not False,
        row.get("there") is True,
        file if isinstance(file, str) else "",
        note if isinstance(note, str) else "",
    )


def _answered(path: Path) -> bool:
    try:
        return is_answered(path.read_text("utf-8-sig", errors="replace"))
    except OSError:
        return False


def write(store: Store, incident: Incident, items: Sequence[Item], now: datetime) -> Problem | None:
    """Make the folder, write the list and, where there is none, the plan's skeleton.

    What people wrote into the list stays. Returns what had to be set aside. Raises `NotSaved`.
    """
    folder = root(store) / name_of(incident.id)
    path = folder / LIST
    found, aside = store.load_toml(path), None
    if found.frozen and found.problem:
        raise NotSaved(found.problem)
    if found.broken:
        aside = store.set_aside(path, now)
    _make(store, folder, FOLDERS if incident.genuine else FOLDERS[:2])
    data = {**(found.data or {}), **_head(incident), "item": _rows(items, found.data or {})}
    if data != found.data:
        store.save_toml(path, data)
    if not (folder / PLAN).exists():
        store.save(folder / PLAN, skeleton(incident).encode())
    return aside


def _make(store: Store, folder: Path, names: Sequence[str]) -> None:
    try:
        for name in names:
            store.make_folder(folder / name)
    except OSError as error:
        raise NotSaved.of(error, store.name(folder)) from error


def _head(incident: Incident) -> dict[str, Any]:
    """What the file says before its list, so that a person who opens it knows what it is."""
    return {
        "version": 1,
        "id": incident.id,
        "marketplace": incident.marketplace,
        "subject": incident.subject,
        "how": words("incident.list_how").en,
        "how_zh": words("incident.list_how").zh,
    }


def _rows(items: Sequence[Item], data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the list: those that people edited as they left them, but for what is there by now."""
    before = data.get("item")
    mine = [dict(row) for row in before if isinstance(row, dict)] if isinstance(before, list) else []
    known = {str(row.get("id", "")): row for row in mine}
    rows = []
    for item in items:
        row = known.pop(item.id, None)
        if row is not None and item.there and row.get("there") is not True:
            row |= {"there": True, "file": item.file}
        rows.append({**_row(item), **(row or {})})
    return [*rows, *known.values()]


def _row(item: Item) -> dict[str, Any]:
    text = words(f"incident.item.{item.what}") if item.what in _NAMED else words("incident.item.other")
    said = {"id": item.id, "text": text.en, "text_zh": text.zh, "needed": item.needed, "there": item.there}
    return {**said, "file": item.file, "note": item.note}


_NAMED: Final = frozenset(
    {"notification", "order_ids", "tracking", "track", "messages", "listing", "invoices", "authorisation", "plan"}
)

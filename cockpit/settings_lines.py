"""Where each key of a TOML file stands: `tomli` forgets line numbers, and every setting must name its own."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import tomli

_TABLE = re.compile(r"^\s*(\[\[?.+?\]\]?)\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.-]|\s*\.\s*)+?)\s*=""")


def locate(text: str) -> dict[tuple[str, ...], int]:
    """The 1-based line of every table and key, by path. Keys of an inline table have the line of the table.

    The rows of an array of tables also stand under their number: ``("people", "1", "user")``.
    """
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    rows: Counter[tuple[str, ...]] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _path(header[1].replace("[[", "[").replace("]]", "]"))
            lines.setdefault(table, number)
            if header[1].startswith("[["):
                lines[*table, str(rows[table])] = number
                rows[table] += 1
        elif key := _KEY.match(line):
            path = _path(f"{key[1]} = 0")
            lines.setdefault((*table, *path), number)
            if table in rows:
                lines[*table, str(rows[table] - 1), *path] = number
            for inner in _inline_keys(line, path):
                lines.setdefault((*table, *path, inner), number)
    return lines


def _path(fragment: str) -> tuple[str, ...]:
    try:
        tree: Any = tomli.loads(fragment)
    except tomli.TOMLDecodeError:
        return ()  # a line inside a multi-line text that only looks like a key
    path: list[str] = []
    while isinstance(tree, Mapping) and tree:
        name, tree = next(iter(tree.items()))
        path.append(name)
    return tuple(path)


def _inline_keys(line: str, path: tuple[str, ...]) -> list[str]:
    try:
        value: Any = tomli.loads(line)
    except tomli.TOMLDecodeError:
        return []  # a value that goes on below
    for part in path:
        value = value[part]
    return list(value) if isinstance(value, Mapping) else []

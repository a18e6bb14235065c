"""JSON walked member by member, so that every row knows the line on which it starts."""

import json
import re
from collections.abc import Iterator
from typing import Any

# Numbers as they are written; only plain values are wanted, so a repeated key's last value wins as everywhere.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_BLANK = re.compile(r"[ \t\n\r]*")


def members(text: str, start: int = 0) -> Iterator[tuple[str, int, Any]]:
    """Key, offset of the value, and value of each member of the object at `start`; nothing when there is none."""
    at = _skip(text, start)
    if text[at : at + 1] != "{":
        return
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("no colon after a key", text, at)
        at = _skip(text, at + 1)
        value, end = _DECODER.raw_decode(text, at)
        yield str(key), at, value
        at = _next(text, end)


def elements(text: str, start: int) -> Iterator[tuple[int, Any]]:
    """Offset and value of each element of the array at `start`; nothing when there is none."""
    at = _skip(text, start)
    if text[at : at + 1] != "[":
        return
    at = _skip(text, at + 1)
    while at < len(text) and text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield at, value
        at = _next(text, end)


def follow(text: str) -> Iterator[tuple[int, Any]]:
    """Offset and value of each of several JSON values that follow each other, one a line.

    None as the value of an object on the last line that breaks off: the lines before it are whole.
    """
    at = _skip(text, 0)
    while at < len(text):
        try:
            value, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError:
            if not _breaks_off(text, at):
                raise
            value, end = None, len(text)
        yield at, value
        at = _skip(text, end)


def _breaks_off(text: str, at: int) -> bool:
    rest = text[at:].rstrip()
    return at > 0 and rest.startswith("{") and "\n" not in rest and not rest.endswith("}")


def top(text: str) -> dict[str, Any] | None:
    """The whole object; None for an array or several values. Raises ValueError for what is no JSON."""
    value, end = _DECODER.raw_decode(text, _skip(text, 0))
    return value if isinstance(value, dict) and _skip(text, end) == len(text) else None


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _next(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at : at + 1] == "," else at


class Lines:
    """Line numbers of growing offsets, each newline counted once."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def of(self, offset: int) -> int:
        """The 1-based line of an offset that is not before the last one asked for."""
        self._line += self._text.count("\n", self._at, offset)
        self._at = max(self._at, offset)
        return self._line


def dig(value: Any, path: str) -> str | None:
    """The plain value at a dotted path, as text; None where there is none."""
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return None if value is None or isinstance(value, dict | list) else str(value)

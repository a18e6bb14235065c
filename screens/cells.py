"""Text in terminal cells: a Chinese character takes two. Cut, padded and wrapped so that columns stay in line."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

# A run of narrow characters is one word; every wide character may end a line by itself.
_TOKENS = re.compile(r"\s+|[!-~\u00a1-\u10ff\u1200-\u2e7f]+|.", re.DOTALL)
# Punctuation that must not begin a line.
_CLINGS = frozenset("，。；：、！？）」』》】〉…,.;:!?)]}%")


def width_of(text: str) -> int:
    """The cells a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int, mark: str = "…") -> str:
    """The text in at most `width` cells; what does not fit is cut at its end and marked."""
    if width <= 0:
        return ""
    if width_of(text) <= width:
        return text
    room = width - width_of(mark)
    return set_cell_size(text, room).rstrip() + mark if room >= 0 else set_cell_size(text, width)


def pad(text: str, width: int, mark: str = "…") -> str:
    """Cut, then filled with blanks on the right: a left-aligned column."""
    shown = cut(text, width, mark)
    return shown + " " * (width - width_of(shown))


def right(text: str, width: int, mark: str = "…") -> str:
    """Cut, then filled with blanks on the left: a right-aligned column."""
    shown = cut(text, width, mark)
    return " " * (width - width_of(shown)) + shown


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at blanks and between wide characters."""
    if width <= 0:
        return []
    lines: list[str] = []
    line = ""
    for token in _pieces(text, width):
        if width_of(line) + width_of(token) <= width:
            line += token
            continue
        # A mark that may not begin a line takes the character before it along.
        clings = token in _CLINGS and len(line) > 1 and width_of(line[-1]) + width_of(token) <= width
        kept = line[:-1] if clings else line
        lines.append(kept.rstrip())
        line = line[len(kept) :] + token.lstrip() if kept != line else token.lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """Words; one that is longer than a line in pieces of a line."""
    for match in _TOKENS.finditer(text):
        token = match[0]
        while width_of(token) > width and token.strip():
            head = set_cell_size(token, width).rstrip() or token[0]
            yield head
            token = token[len(head) :]
        if token:
            yield token

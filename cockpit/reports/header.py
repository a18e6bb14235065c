"""The first lines of a text file as cells, at every usual delimiter, so that a header can be looked for in them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

# A header stands in the first 20 lines that hold anything; preambles of 9 lines are real.
SEARCHED_LINES = 20
_HEAD = 128 * 1024
DELIMITERS = ("\t", ",", ";", "|")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells, and where the next one starts."""

    cells: tuple[str, ...]
    number: int  # 1-based, of its last physical line


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to read the beginning of a file."""

    delimiter: str
    quoted: bool
    lines: tuple[Line, ...]  # those that hold anything


def layouts(data: bytes) -> Iterator[Layout]:
    """Every way to read the beginning, those that split the lines at all first met first."""
    head = data[:_HEAD].decode("utf-8", "replace").removeprefix("\ufeff")
    if len(data) > _HEAD:
        head = head[: head.rfind("\n") + 1]
    physical = head.split("\n")
    for delimiter in DELIMITERS:
        if delimiter in head:
            quoted = delimiter != "\t" or _first(physical).startswith('"')
            yield Layout(delimiter, quoted, tuple(islice(_lines(physical, delimiter, quoted), SEARCHED_LINES)))


def one_column(data: bytes) -> Layout:
    """The file as lines of one cell: what is left when no delimiter is in it."""
    head = data[:_HEAD].decode("utf-8", "replace").removeprefix("\ufeff").split("\n")
    lines = (Line((text.strip(),), number) for number, text in enumerate(head, 1) if text.strip())
    return Layout(",", quoted=True, lines=tuple(islice(lines, SEARCHED_LINES)))


def _first(physical: Sequence[str]) -> str:
    return next((line for line in physical if line.strip()), "")


def _lines(physical: Sequence[str], delimiter: str, quoted: bool) -> Iterator[Line]:
    for number, cells in cut(physical, delimiter, quoted=quoted):
        if any(cell.strip() for cell in cells):
            yield Line(tuple(cells), number)


def cut(physical: Iterable[str], delimiter: str, *, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    """Physical lines into cells with the number of the last line of each; quotes count only where they are on."""
    if not quoted:
        for number, text in enumerate(physical, 1):
            yield number, text.removesuffix("\r").split(delimiter)
        return
    reader = csv.reader((f"{text}\n" for text in physical), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:  # a cell beyond the module's limit: what came before stands
        return

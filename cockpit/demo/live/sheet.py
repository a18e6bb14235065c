"""A report of the demo as rows of text that can be changed and written back in the same form."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_BOM = b"\xef\xbb\xbf"

Row = list[str]


@dataclass
class Sheet:
    """One delimited file: its header, its rows, and how it is written."""

    header: Row
    rows: list[Row]
    encoding: str = "utf-8"
    comma: bool = False
    bom: bool = False
    newline: str = "\n"

    @classmethod
    def of(cls, path: Path, encoding: str = "utf-8") -> "Sheet":
        """Read a file of the demo; CSV by its name, else tabs without quoting."""
        content = path.read_bytes()
        text = content.removeprefix(_BOM).decode(encoding)
        newline = "\r\n" if "\r\n" in text else "\n"
        comma = path.suffix == ".csv"
        lines = list(csv.reader(io.StringIO(text, newline=""))) if comma else _tab_rows(text)
        return cls(lines[0], lines[1:], encoding, comma, content.startswith(_BOM), newline)

    def content(self) -> bytes:
        """The file's bytes."""
        lines = [self.header, *self.rows]
        if not self.comma:
            return "".join("\t".join(line) + self.newline for line in lines).encode(self.encoding)
        text = io.StringIO()
        csv.writer(text, lineterminator=self.newline).writerows(lines)
        return (_BOM if self.bom else b"") + text.getvalue().encode(self.encoding)

    def at(self, name: str) -> int:
        """The position of a column."""
        return self.header.index(name)

    def get(self, row: Row, name: str) -> str:
        """A cell."""
        return row[self.at(name)]

    def put(self, row: Row, name: str, value: str) -> None:
        """Set a cell."""
        row[self.at(name)] = value

    def where(self, fits: Callable[[Row], bool]) -> list[Row]:
        """The rows that fit, in order."""
        return [row for row in self.rows if fits(row)]


def _tab_rows(text: str) -> list[Row]:
    return [line.split("\t") for line in text.split("\n") if line]

"""What went wrong in the user's world, as a value; and the one error that ends a command."""

from dataclasses import dataclass


class CockpitError(Exception):
    """The command cannot do its work. Printed as one plain sentence; exit code 2."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read, understood or loaded. Shown to people, never raised.

    The sentence and the hint stand in the catalogs under ``problem.<code>`` and ``problem.<code>.hint``; they may name
    every field below, so a Problem holds facts and no words.
    """

    code: str  # stable, kebab-case, a key of the catalogs: "unreadable", "missing-column", "bad-cell" …
    file: str = ""  # relative to the workspace, or as the person would name it
    row: int | None = None  # 1-based line (or spreadsheet row) as seen in an editor
    column: str = ""  # as spelled in the file
    expected: str = ""  # a key of the catalogs under ``expect.`` ("whole-number"), or literal text
    found: str = ""  # the raw text, cut to 80 characters
    count: int = 1  # how many cells or rows share this problem; `row` and `found` are of the first

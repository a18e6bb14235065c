"""Cells that stay cells: whatever people or reports wrote, no spreadsheet runs it and no Markdown table breaks."""

from collections.abc import Sequence

from cockpit.text import clean

# A cell that starts with one of these runs as a formula when a spreadsheet opens the file.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def no_formula(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula, blanks before it or not."""
    return f"'{cell}" if cell.startswith(FORMULA_MARKS) or cell.lstrip().startswith(FORMULA_MARKS) else cell


def escaped(cell: str) -> str:
    """A cell that cannot leave its cell: pipes, links, HTML and emphasis lose their meaning."""
    return "".join(f"\\{mark}" if mark in "\\|`*_[]<>#" else mark for mark in clean(cell))


def bar(cells: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"

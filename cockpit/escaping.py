"""Cells that stay cells: whatever people or reports wrote, no spreadsheet runs it and no Markdown table breaks."""

import re
from collections.abc import Sequence

from cockpit.text import clean

# A cell that starts with one of these runs as a formula when a spreadsheet opens the file.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")

_MEANING = re.compile(r"[\\|`*\[\]<>]|(?<![^\W_])_|_(?![^\W_])|^#(?=#*(?:\s|$))")


def no_formula(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula, blanks before it or not."""
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run a cell, blanks before it or not."""
    return cell.startswith(FORMULA_MARKS) or cell.lstrip().startswith(FORMULA_MARKS)


def escaped(cell: str) -> str:
    """A text that stays one in Markdown: pipes, links, HTML, emphasis and headings lose their meaning.

    A number sign or an underscore that means nothing (``#142``, ``AT_RISK``) is left as it is: people read the source.
    """
    return _MEANING.sub(r"\\\g<0>", clean(cell))


def bar(cells: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"

"""Columns of a table: each as wide as what it holds, the last ones narrowed where the screen is."""

from collections.abc import Iterable, Sequence

from screens.cells import width_of


def measured(rows: Iterable[Sequence[str]], heads: Sequence[str], most: Sequence[int]) -> list[int]:
    """The cells of each column: of its widest text or its head, at most `most`."""
    widths = [width_of(head) for head in heads]
    for row in rows:
        widths = [max(width, width_of(text)) for width, text in zip(widths, row, strict=True)]
    return [min(width, limit) for width, limit in zip(widths, most, strict=True)]


def squeezed(widths: Sequence[int], room: int, order: Sequence[int]) -> list[int]:
    """The widths made to fit: columns are dropped one after another in `order` until the others fit."""
    shown = list(widths)
    for at in order:
        if sum(width + 2 for width in shown if width) <= room:
            break
        shown[at] = 0
    return shown

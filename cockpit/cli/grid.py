"""A plain table for a terminal: columns lined up by cells, so that Chinese takes two."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from cockpit.text import clean

GAP = "  "


def grid(header: Sequence[str], rows: Sequence[Sequence[str]], width: int, stretch: int) -> str:
    """Header and rows as lines; column `stretch` takes what is left of `width` and is cut when it does not fit."""
    cells = [[clean(cell) for cell in row] for row in (header, *rows)]
    widths = [max(cell_len(row[index]) for row in cells) for index in range(len(header))]
    others = sum(widths) - widths[stretch] + len(GAP) * (len(widths) - 1)
    widths[stretch] = max(12, min(widths[stretch], width - others))
    return "\n".join(
        GAP.join(_fit(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def _fit(cell: str, size: int) -> str:
    return set_cell_size(cell, size) if cell_len(cell) <= size else set_cell_size(cell, size - 1) + "…"

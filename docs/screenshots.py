"""Take the README's pictures: the real program on the demo, in a terminal of a given size, drawn cell by cell."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from cockpit.demo import write_demo  # noqa: E402 - the checkout must be on the path first
from tests.ends.terminal import Cell, cockpit  # noqa: E402

MOMENT = "2026-11-24T09:12+08:00"
SHOTS = {
    "today-140": (140, 40, ("--lang", "en"), "."),
    "today-80-zh": (80, 24, ("--lang", "zh"), "."),
    "board-120": (120, 30, ("--lang", "en"), "b"),
}
CELL = (10, 21)
SIZE = 16
INK, PAPER = "#d7dae0", "#101418"
NARROW, WIDE = "DejaVuSansMono", "NotoSansCJK"


def main() -> None:
    """Write docs/images/<name>.png for each shot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", default="/usr/share/fonts", help="where DejaVu Sans Mono and Noto Sans CJK lie")
    fonts = Fonts(Path(parser.parse_args().fonts))
    (ROOT / "docs" / "images").mkdir(exist_ok=True)
    for name, (columns, lines, options, keys) in SHOTS.items():
        picture = draw(shot(columns, lines, options, keys), fonts)
        picture.quantize(256).save(ROOT / "docs" / "images" / f"{name}.png", optimize=True)


def shot(columns: int, lines: int, options: tuple[str, ...], keys: str) -> list[list[Cell]]:
    """The cells of the screen once the issues are there and the keys were pressed."""
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder), datetime.fromisoformat(MOMENT), 7)
        arguments = ("open", folder, "--as-of", MOMENT, *options)
        with cockpit(*arguments, columns=columns, lines=lines, env={"COLORTERM": "truecolor"}, cwd=ROOT) as terminal:
            terminal.wait_for("F-01", "C-02")
            terminal.press(keys)
            terminal.wait_quiet(2)
            return terminal.cells()


class Fonts:
    """The two faces, regular and bold."""

    def __init__(self, folder: Path) -> None:
        """Find them below a folder; raises SystemExit when they are not installed."""
        self._faces = {(wide, bold): self._load(folder, wide=wide, bold=bold) for wide in (0, 1) for bold in (0, 1)}

    @staticmethod
    def _load(folder: Path, *, wide: int, bold: int) -> ImageFont.FreeTypeFont:
        name = f"{WIDE}-{'Bold' if bold else 'Regular'}.ttc" if wide else f"{NARROW}{'-Bold' if bold else ''}.ttf"
        found = next(folder.rglob(name), None)
        if found is None:
            raise SystemExit(f"the font {name} is not installed below {folder}")
        return ImageFont.truetype(str(found), SIZE)

    def of(self, cell: Cell) -> ImageFont.FreeTypeFont:
        """The face that has the cell's character."""
        return self._faces[int(ord(cell.text[0]) >= 0x2E80), int(cell.bold)]  # noqa: PLR2004 - where CJK begins


def draw(rows: list[list[Cell]], fonts: Fonts) -> Image.Image:
    """The screen as a picture."""
    width, height = CELL
    image = Image.new("RGB", (len(rows[0]) * width, len(rows) * height), PAPER)
    pen = ImageDraw.Draw(image)
    for x, y, cell in _placed(rows):
        ink, paper = (cell.back, cell.fore) if cell.reverse else (cell.fore, cell.back)
        span = width * (2 if cell.wide else 1)
        pen.rectangle((x, y, x + span, y + height), fill=paper or (INK if cell.reverse else PAPER))
        if cell.text.strip():
            # On one base line, whichever face: Latin and Chinese have different heights.
            pen.text(
                (x, y + SIZE), cell.text, font=fonts.of(cell), fill=ink or (PAPER if cell.reverse else INK), anchor="ls"
            )
    return image


def _placed(rows: list[list[Cell]]) -> Iterator[tuple[int, int, Cell]]:
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.text:
                yield column * CELL[0], line * CELL[1], cell


if __name__ == "__main__":
    main()

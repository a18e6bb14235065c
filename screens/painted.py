"""A widget that draws lines of words, and writes to the terminal only the part of them that changed."""

import re
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from cockpit.view.speech import Span
from screens.at_once import AtOnce
from screens.cells import width_of
from screens.spans import cells, fitted

if TYPE_CHECKING:
    from screens.app import CockpitApp
    from screens.glyphs import Glyphs
    from screens.ink import Ink

_PIECES = re.compile(r"[\x00-\x7f]+|.", re.DOTALL)  # what takes a cell for each character; any other one
GAP = 12  # equal cells that are sent again rather than jumped over: a jump costs as much
Ground = Literal["plain", "raised", "cursor", "resting"]


class Line(NamedTuple):
    """One line of a widget: its pieces, and what it stands on."""

    spans: tuple[Span, ...] = ()
    ground: Ground = "plain"

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def line(*spans: Span | str, ground: Ground = "plain") -> Line:
    """A line of pieces; a bare text has no role."""
    return Line(tuple(span if isinstance(span, Span) else Span(span) for span in spans), ground)


class Painted(Widget):
    """Base of everything that is drawn. A subclass says its lines in `draw`; whoever changes its data calls `repaint`.

    Every text it is given is clean (`cockpit.text.clean`) and is never read as markup.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self.lines: list[Line] = []
        self._asked: list[Line] = []  # the lines as `draw` said them, before they were fitted
        self._strips: list[Strip] = []
        self._drawn_for: Size | None = None  # the size that the lines were drawn for; None: never drawn
        self._stale = False  # the lines must be drawn anew whatever their size

    @property
    def cockpit(self) -> "CockpitApp":
        """The app that everything belongs to."""
        return cast("CockpitApp", self.app)

    @property
    def glyphs(self) -> "Glyphs":
        """The signs to draw with."""
        return self.cockpit.glyphs

    @property
    def ink(self) -> "Ink":
        """The colours to draw with."""
        return self.cockpit.ink

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The lines to show, for this many cells. Fewer lines leave the rest blank."""
        raise NotImplementedError

    def repaint(self, *, everything: bool = False) -> None:
        """Draw again and send what differs from what is on the screen; everything after a change of colours."""
        if not self.is_mounted or self._drawn_for is None:
            return  # whoever has not been drawn yet will be, with what there is by then
        size = self.size  # Textual looks it up among all widgets: once for a key is enough
        if everything or self._stale or self._drawn_for != size:
            self._stale = True
            self.refresh()
            return
        before = self.lines
        self._draw(size)
        regions = [
            Region(left, y, right - left, 1)
            for y, (old, new) in enumerate(zip(before, self.lines, strict=True))
            if old is not new
            for left, right in changed_cells(old, new)
        ]
        if not regions:
            return
        if isinstance(screen := self.screen, AtOnce):
            self._repaint_regions.update(regions)
            screen.paint(self)
        else:
            self.refresh(*regions)

    def _draw(self, size: Size) -> None:
        """Make the lines; those that are said as before stay as they are, fitted and with their strips."""
        width, height = size
        asked = list(self.draw(width, height))[:height]
        asked += [Line()] * (height - len(asked))
        if self._stale or self._drawn_for != size:
            made = [self._fitted(line, width) for line in asked]
        else:
            kept: Iterable[tuple[Line, Line, Strip]] = zip(self._asked, self.lines, self._strips, strict=True)
            made = [
                (before, strip) if line == said else self._fitted(line, width)
                for line, (said, before, strip) in zip(asked, kept, strict=True)
            ]
        self._asked = asked
        self.lines, self._strips = [line for line, _ in made], [strip for _, strip in made]
        self._drawn_for, self._stale = size, False

    def _fitted(self, each: Line, width: int) -> tuple[Line, Strip]:
        line = Line(tuple(fitted(each.spans, width, self.glyphs.cut)), each.ground)
        return line, self._strip(line, width)

    def _strip(self, each: Line, width: int) -> Strip:
        styles = getattr(self.ink, each.ground)
        return Strip(list(_segments(each.spans, styles)), width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as Textual wants them; its own cache and filters cost more than the drawing."""
        size = self.outer_size  # what shows has no border: the same, and nothing to look up
        if self._stale or self._drawn_for != size:
            self._draw(size)
        strips = self._strips[crop.y : crop.bottom]
        if crop.x == 0 and crop.width == size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]


def _segments(spans: Sequence[Span], styles: dict[str, Style]) -> Iterable[Segment]:
    """One segment for all neighbours that look the same: each costs some forty bytes on the line to the terminal."""
    text, current = "", styles[""]
    for span in spans:
        style = styles[span.role]
        if style is current or (not span.text.strip() and style.bgcolor == current.bgcolor and not _shows(style)):
            text += span.text
            continue
        if text:
            yield Segment(text, current)
        text, current = span.text, style
    if text:
        yield Segment(text, current)


def _shows(style: Style) -> bool:
    """Whether blanks in this style can be seen."""
    return bool(style.reverse or style.underline)


def changed_cells(old: Line, new: Line) -> list[tuple[int, int]]:
    """The stretches of cells that differ, as pairs of ends. One that is broken by a few equal cells stays one.

    Both lines have the same width. A wide character that is overlapped by another begins a difference of its own, so
    that none is ever cut in two.
    """
    if old == new:
        return []
    if old.ground != new.ground:
        edge = new.spans[-1:] if new.spans[-1:] == old.spans[-1:] and new.spans[-1].role == "edge" else ()
        return [(0, cells(new.spans) - cells(edge))]  # another ground under all of it but the edge
    at = same = 0
    for one, other in zip(old.spans, new.spans, strict=False):
        if one != other:
            break
        at += width_of(one.text)
        same += 1
    rest, ours = old.spans[same:], new.spans[same:]
    before, after, width = _by_cell(rest), _by_cell(ours), cells(ours)
    if not len(before) == len(after) == width == cells(rest):
        return [(at, at + width)]  # characters that are drawn as one (an emoji with its colour): sent whole
    return _stretches(before, after, at)


Cell = tuple[str, str] | None  # a character with its role; None for the second half of a wide one


def _stretches(before: Sequence[Cell], after: Sequence[Cell], at: int) -> list[tuple[int, int]]:
    """The ends of what differs, from the cell `at` on."""
    found: list[tuple[int, int]] = []
    last = len(after)
    for cell, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        end = cell + 1
        while end < last and (before[end] is None or after[end] is None):  # never half of a wide character
            end += 1
        if found and at + cell - found[-1][1] <= GAP:
            found[-1] = (found[-1][0], at + end)
        else:
            found.append((at + cell, at + end))
    return found


def _by_cell(spans: Sequence[Span]) -> list[Cell]:
    """What stands in each cell. A character that takes no cell of its own belongs to the one before it."""
    found: list[Cell] = []
    before = ""  # what stands before the first cell
    for text, role in spans:
        for piece in (text,) if text.isascii() else _PIECES.findall(text):
            if piece.isascii():
                found += zip(piece, repeat(role))
            elif width := width_of(piece):
                found += ((piece, role), *repeat(None, width - 1))
            elif found:
                _join(found, piece)
            else:
                before += piece
    if before and found and (first := found[0]):
        found[0] = (before + first[0], first[1])
    return found


def _join(found: list[Cell], char: str) -> None:
    """Put a character that takes no cell to the one before it."""
    at = -1
    while (cell := found[at]) is None:
        at -= 1
    found[at] = (cell[0] + char, cell[1])

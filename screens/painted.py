"""A widget that draws lines of words, and writes to the terminal only the part of them that changed."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from cockpit.view.speech import Span
from screens.cells import width_of
from screens.spans import fitted

if TYPE_CHECKING:
    from screens.app import CockpitApp
    from screens.glyphs import Glyphs
    from screens.ink import Ink

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
        if everything or self._stale or self._drawn_for != self.size:
            self._stale = True
            self.refresh()
            return
        before = self.lines
        self._draw()
        regions = [
            Region(left, y, right - left, 1)
            for y, (old, new) in enumerate(zip(before, self.lines, strict=True))
            for left, right in changed_cells(old, new)
        ]
        if regions:
            self.refresh(*regions)

    def _draw(self) -> None:
        width, height = self.size
        lines = list(self.draw(width, height))[:height]
        lines += [Line()] * (height - len(lines))
        self.lines = [Line(tuple(fitted(each.spans, width, self.glyphs.cut)), each.ground) for each in lines]
        self._strips = [self._strip(each, width) for each in self.lines]
        self._drawn_for, self._stale = self.size, False

    def _strip(self, each: Line, width: int) -> Strip:
        styles = getattr(self.ink, each.ground)
        return Strip(list(_segments(each.spans, styles)), width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as Textual wants them; its own cache and filters cost more than the drawing."""
        if self._stale or self._drawn_for != self.size:
            self._draw()
        strips = self._strips[crop.y : crop.bottom]
        if crop.x == 0 and crop.width == self.size.width:
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
    before, after = _by_place(old), _by_place(new)
    places = sorted(at for at in before.keys() | after.keys() if before.get(at) != after.get(at))
    stretches: list[tuple[int, int]] = []
    for at in places:
        end = at + max(cell.width for cell in (before.get(at), after.get(at)) if cell is not None)
        if stretches and at - stretches[-1][1] <= GAP:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((at, end))
    return stretches


class Cell(NamedTuple):
    """One character as it is drawn, with what joins it and takes no cell of its own."""

    text: str
    role: str
    ground: str
    width: int


def _by_place(each: Line) -> dict[int, Cell]:
    """The characters of a line by the cell they begin in."""
    cells: dict[int, Cell] = {}
    at = last = 0
    for span in each.spans:
        for char in span.text:
            width = width_of(char)
            if width or at == 0:
                cells[at] = Cell(char, span.role, each.ground, width or 1)
                last = at
                at += width
            else:
                cells[last] = cells[last]._replace(text=cells[last].text + char)
    return cells

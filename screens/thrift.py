"""Fewer bytes to the terminal: only the cells that changed, and only the part of their style that differs.

Textual 8.2 sends a changed line from its widget's left edge on, and for every piece of text its whole style and a reset
(some 45 bytes in true colour). Over a slow SSH line that is what a key press costs. Here a style is told once and then
only what differs from it (measured: moving down a list of 120 columns with the detail open, 2,700 bytes before, under
1,000 after). Everything else is Textual's compositor as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.widget import Widget

RESET = "\x1b[0m"
PLAIN = Style.null()


class Piece(NamedTuple):
    """A strip and where it goes."""

    x: int
    y: int
    strip: Strip


class Codes(NamedTuple):
    """What a style is to a terminal: weight and the like, text colour, background."""

    weight: tuple[str, ...]
    text: tuple[str, ...]
    ground: tuple[str, ...]


class ThriftyUpdate(CompositorUpdate):
    """Pieces of lines, written with as few bytes as they take."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """The bytes for a terminal that is at its plain style, and that is left so."""
        return write(self.pieces, console.color_system)


class ThriftyCompositor(Compositor):
    """Textual's compositor with updates that cost less."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed since the last update."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not regions:
            return None
        pieces = list(self._changed(self._regions_to_spans(regions)))
        return ThriftyUpdate(pieces)  # type: ignore[return-value]  # both are CompositorUpdates, used as such

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """Everything."""
        update = super().render_full_update(simplify)
        if simplify:  # for an export to SVG
            return update
        return ThriftyUpdate(list(whole(update)))  # type: ignore[return-value]  # as above

    def _changed(self, spans: Iterable[tuple[int, int, int]]) -> Iterator[Piece]:
        """Spans of lines as they look now, each from the widgets that show in it and from no other.

        Textual cuts every line of the screen at the edges of all widgets for it, and draws all that lie between the
        first change and the last.
        """
        views = [
            View(widget, region, region.intersection(clip)) for widget, (region, clip) in self.visible_widgets.items()
        ]
        for y, left, right in spans:
            gaps, pieces = [(left, right)], list[Piece]()
            for view in views:  # from front to back: the first has the cell
                if not view.top <= y < view.bottom:
                    continue
                gaps, ours = _split(gaps, view.left, view.right)
                pieces += (view.piece(y, start, end) for start, end in ours)
                if not gaps:
                    break
            pieces.sort()
            yield from pieces


class View:
    """The part of a widget that can be seen, drawn once in an update, and only when some of it is asked for."""

    def __init__(self, widget: "Widget", whole: "Region", seen: "Region") -> None:
        self._widget, self._whole, self._seen = widget, whole, seen
        self.left, self.top, self.right, self.bottom = seen.corners

    @cached_property
    def _strips(self) -> list[Strip]:
        return self._widget.render_lines(self._seen.translate((-self._whole.x, -self._whole.y)))

    def piece(self, y: int, left: int, right: int) -> Piece:
        """Some cells of a line of the screen."""
        return Piece(left, y, self._strips[y - self.top].crop(left - self.left, right - self.left))


Stretch = tuple[int, int]  # the ends of some cells of a line


def _split(gaps: Iterable[Stretch], left: int, right: int) -> tuple[list[Stretch], list[Stretch]]:
    """Stretches of cells: what of them lies outside of two edges, and what within."""
    outside, within = list[Stretch](), list[Stretch]()
    for start, end in gaps:
        if max(start, left) >= min(end, right):
            outside.append((start, end))
            continue
        within.append((max(start, left), min(end, right)))
        outside += [(one, other) for one, other in ((start, left), (right, end)) if one < other]
    return outside, within


def whole(update: LayoutUpdate) -> Iterator[Piece]:
    """All strips of a full update."""
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield Piece(x, y, strip)
            x += strip.cell_length


def write(pieces: Sequence[Piece], system: str | None) -> str:
    """The sequences for some pieces."""
    colours = _SYSTEMS.get(system or "")
    out: list[str] = []
    now, at = PLAIN, (-1, -1)
    for piece in pieces:
        if at != (piece.x, piece.y):
            out.append(f"\x1b[{piece.y + 1};{piece.x + 1}H")
        for segment in piece.strip:
            now = _segment(out, segment, now, colours)
        at = (piece.x + piece.strip.cell_length, piece.y)
    if now is not PLAIN:
        out.append(RESET)
    return "".join(out)


def _segment(out: list[str], segment: Segment, now: Style, colours: ColorSystem | None) -> Style:
    """Write one segment; the style that the terminal has afterwards."""
    style = segment.style or PLAIN
    if colours is None or segment.control or style.link:
        out.append(RESET if now is not PLAIN else "")
        out.append(segment.text if colours is None else style.render(segment.text, color_system=colours))
        return PLAIN
    if style is not now:
        out.append(step(now, style, colours))
    out.append(segment.text)
    return style


@lru_cache(4096)
def step(now: Style, then: Style, colours: ColorSystem) -> str:
    """What turns one style into another; "" when they look the same."""
    old, new = codes(now, colours), codes(then, colours)
    if old == new:
        return ""
    lost = [code for code in old.weight if code not in new.weight]
    if any(code not in _OFF for code in lost) or (old.text and not new.text) or (old.ground and not new.ground):
        return f"\x1b[{';'.join(('0', *new.weight, *new.text, *new.ground))}m"
    off = dict.fromkeys(_OFF[code] for code in lost)
    gained = [code for code in new.weight if code not in old.weight or _OFF.get(code) in off]
    text = new.text if new.text != old.text else ()
    ground = new.ground if new.ground != old.ground else ()
    return f"\x1b[{';'.join((*off, *gained, *text, *ground))}m"


@lru_cache(1024)
def codes(style: Style, colours: ColorSystem) -> Codes:
    """A style's codes for a terminal of so many colours."""
    weight = tuple(code for name, code in _WEIGHTS.items() if getattr(style, name))
    text = tuple(style.color.downgrade(colours).get_ansi_codes()) if style.color else ()
    ground = tuple(style.bgcolor.downgrade(colours).get_ansi_codes(foreground=False)) if style.bgcolor else ()
    return Codes(weight, text, ground)


_WEIGHTS: Mapping[str, str] = {
    "bold": "1", "dim": "2", "italic": "3", "underline": "4", "blink": "5", "blink2": "6", "reverse": "7",
    "conceal": "8", "strike": "9", "underline2": "21", "frame": "51", "encircle": "52", "overline": "53",
}  # fmt: skip
# What switches a weight off; bold and dim share one.
_OFF: Mapping[str, str] = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_SYSTEMS: Mapping[str, ColorSystem] = {
    "truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD,
}  # fmt: skip

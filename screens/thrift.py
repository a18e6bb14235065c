"""Fewer bytes to the terminal: only the cells that changed, and only the part of their style that differs.

Textual 8.2 sends a changed line from its widget's left edge on, and for every piece of text its whole style and a reset
(some 45 bytes in true colour). Over a slow SSH line that is what a key press costs. Here a style is told once and then
only what differs from it (measured: moving down a list of 120 columns with the detail open, 2,700 bytes before, under
1,000 after). Everything else is Textual's compositor as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

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
        update = super().render_partial_update()
        if update is None:
            return None
        return ThriftyUpdate(list(changed(update)))  # type: ignore[return-value]  # both are CompositorUpdates, used as such

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """Everything."""
        update = super().render_full_update(simplify)
        if simplify:  # for an export to SVG
            return update
        return ThriftyUpdate(list(whole(update)))  # type: ignore[return-value]  # as above


def changed(update: ChopsUpdate) -> Iterator[Piece]:
    """The changed spans of an update, cut at both ends."""
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            start, stop = max(x, left), min(end, right)
            if strip is not None and start < stop:
                yield Piece(start, y, strip if (start, stop) == (x, end) else strip.crop(start - x, stop - x))


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

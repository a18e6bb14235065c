"""The bytes that go to the terminal: fewer, and with the same picture."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from screens.ink import Ink
from screens.thrift import Piece, ThriftyCompositor, ThriftyUpdate, write

INK = Ink("cockpit")
STYLES = [*INK.plain.values(), *INK.cursor.values(), *Ink("ansi").plain.values(), Style(underline=True, italic=True)]
SEGMENTS = st.lists(st.tuples(st.text("ab c中", min_size=1, max_size=6), st.sampled_from(STYLES)), max_size=6)


def screen_after(data: str) -> pyte.Screen:
    """What a terminal shows after some bytes."""
    screen = pyte.Screen(80, 4)
    pyte.Stream(screen).feed(data)
    return screen


def looks(screen: pyte.Screen) -> list[tuple[str, str, str, bool, bool, bool]]:
    """Every cell with what can be seen of its style."""
    cells = (screen.buffer[y][x] for y in range(2) for x in range(80))
    return [(cell.data, cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse) for cell in cells]


@given(SEGMENTS, SEGMENTS)
def test_a_thrifty_update_shows_what_a_plain_one_does(
    first: list[tuple[str, Style]], second: list[tuple[str, Style]]
) -> None:
    """Telling only what differs from the style before gives the same cells as telling all of it."""
    strips = [Strip([Segment(text, style) for text, style in line]) for line in (first, second)]
    plain = "".join(
        f"\x1b[{y + 1};1H" + "".join((style or Style()).render(text) for text, style, _ in strip)
        for y, strip in enumerate(strips)
    )
    thrifty = write([Piece(0, y, strip) for y, strip in enumerate(strips)], "truecolor")
    assert looks(screen_after(thrifty)) == looks(screen_after(plain))
    assert len(thrifty) <= len(plain) + 4


def test_a_style_is_told_once() -> None:
    """Neighbours of one style share its codes, also over lines; the terminal is left plain."""
    style = INK.plain["dim"]
    strips = [Strip([Segment("one", style), Segment("two", style)]), Strip([Segment("three", style)])]
    data = write([Piece(0, y, strip) for y, strip in enumerate(strips)], "truecolor")
    assert data.count("38;2;") == 1
    assert data.endswith("\x1b[0m")


def test_pieces_that_follow_each_other_need_no_new_place() -> None:
    """The cursor is moved only where it is not yet."""
    strip = Strip([Segment("ab")])
    assert write([Piece(3, 0, strip), Piece(5, 0, strip)], "256") == "\x1b[1;4Habab"


def test_a_terminal_without_colours_gets_none() -> None:
    """No colour system: text and places only."""
    data = write([Piece(0, 0, Strip([Segment("ab", INK.plain["critical"])]))], None)
    assert data == "\x1b[1;1Hab"


class Layered(App[None]):
    """Plain texts that lie upon each other."""

    CSS = """
    Screen { layers: below above; }
    #below { layer: below; width: 30; height: 6; }
    #beside { layer: below; width: 20; height: 3; offset: 30 -6; }
    #above { layer: above; width: 12; height: 3; offset: 22 1; }
    """

    def compose(self) -> ComposeResult:
        """Two beside each other, one upon both."""
        for name in ("below", "beside", "above"):
            yield Static(f"{name} 中文 " * 20, id=name)


async def test_a_partial_update_shows_what_lies_in_front() -> None:
    """Cells of any part of the screen come from the widget in front there, as in a whole update."""
    app = Layered()
    async with app.run_test(size=(60, 8)):
        compositor = ThriftyCompositor()
        compositor.reflow(app.screen, app.size)
        lines = compositor.render_strips()
        for region in (Region(0, 0, 60, 8), Region(18, 0, 20, 3), Region(24, 2, 4, 1), Region(5, 5, 50, 3)):
            compositor._dirty_regions = {region}
            update: object = compositor.render_partial_update()
            assert isinstance(update, ThriftyUpdate)
            shown = {(piece.x, piece.y): piece.strip for piece in update.pieces}
            assert sum(strip.cell_length for strip in shown.values()) == region.area
            for (x, y), strip in shown.items():
                assert strip.text == lines[y].crop(x, x + strip.cell_length).text

"""The colours: what each kind of text looks like in each theme. Everything that is drawn asks here."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from rich.style import Style
from textual.theme import Theme

THEMES = ("cockpit", "cockpit-light", "ansi")


class Palette(NamedTuple):
    """The colours of one theme. One accent; severity is the only other colour."""

    background: str
    text: str
    dim: str  # what is read second
    faint: str  # rules between panes
    accent: str  # where the focus is
    critical: str
    warning: str
    cursor: str  # behind the line under the cursor
    resting: str  # behind that line in a pane without the focus
    raised: str  # behind the header and dialogs


DARK = Palette(
    background="#11151a", text="#cfd6dd", dim="#7f8a96", faint="#303a44", accent="#6cb6e0", critical="#ff7a70",
    warning="#e3b341", cursor="#22303c", resting="#192027", raised="#171c22",
)  # fmt: skip
LIGHT = Palette(
    background="#fbfaf7", text="#262b31", dim="#68727c", faint="#d5d8da", accent="#0a6a99", critical="#bd1f2d",
    warning="#8a5a00", cursor="#dbe9f2", resting="#eeefec", raised="#f2f1ec",
)  # fmt: skip
# For terminals of 256 colours: greys of their ramp, which tinted darks would be rounded away from.
FEW = {
    DARK: DARK._replace(
        background="#121212", faint="#3a3a3a", cursor="#303030", resting="#1c1c1c", raised="#1c1c1c", dim="#8a8a8a"
    ),
    LIGHT: LIGHT._replace(
        background="#ffffff", faint="#d0d0d0", cursor="#e4e4e4", resting="#eeeeee", raised="#eeeeee", dim="#6c6c6c"
    ),
}


class Ink:
    """Styles by role ("dim", "critical" …), plain and under the cursor."""

    def __init__(self, theme: str, *, colour: bool = True, many: bool = True) -> None:
        """The styles of a theme; without colour only weight, underline and reverse are left.

        `many`: whether the terminal has more than 256 colours.
        """
        self.theme = theme
        self.colour = colour
        self.many = many

    @cached_property
    def palette(self) -> Palette | None:
        """The colours; None where the terminal's own are used."""
        found = {"cockpit": DARK, "cockpit-light": LIGHT}.get(self.theme) if self.colour else None
        return found if found is None or self.many else FEW[found]

    @cached_property
    def plain(self) -> Mapping[str, Style]:
        """On the normal background."""
        palette = self.palette
        if palette is None:
            return _terminal_styles(colour=self.colour)
        return _styles(palette, palette.background)

    @cached_property
    def raised(self) -> Mapping[str, Style]:
        """On the background of the header, the footer and dialogs."""
        return self.plain if self.palette is None else _styles(self.palette, self.palette.raised)

    @cached_property
    def cursor(self) -> Mapping[str, Style]:
        """Under the cursor in the pane that has the focus."""
        if self.palette is None:
            return {
                role: style if role == "edge" else _REVERSED[bool(style.bold)] for role, style in self.plain.items()
            }
        return _styles(self.palette, self.palette.cursor, dim=self.palette.text)

    @cached_property
    def resting(self) -> Mapping[str, Style]:
        """Under the cursor in a pane without the focus."""
        if self.palette is None:
            under = Style(underline=True)
            return {role: style if role == "edge" else style + under for role, style in self.plain.items()}
        return _styles(self.palette, self.palette.resting)


# Reversed as a whole: colours of the text would become blocks of their own.
_REVERSED = (Style(reverse=True), Style(reverse=True, bold=True))


def _styles(palette: Palette, background: str, dim: str = "") -> dict[str, Style]:
    def of(colour: str, *, bold: bool = False) -> Style:
        return Style(color=colour, bgcolor=background, bold=bold or None)

    return {
        "": of(palette.text),
        "strong": of(palette.text, bold=True),
        "dim": of(dim or palette.dim),
        "faint": of(palette.faint),
        "edge": Style(color=palette.faint, bgcolor=palette.background),  # never part of the row under the cursor
        "accent": of(palette.accent),
        "title": of(palette.accent, bold=True),
        "critical": of(palette.critical),
        "alarm": of(palette.critical, bold=True),
        "warning": of(palette.warning),
        "info": of(palette.dim),
        "unknown": of(palette.warning),
        "focus": Style(color=palette.background, bgcolor=palette.accent, bold=True),
    }


def _terminal_styles(*, colour: bool) -> dict[str, Style]:
    """The terminal's own sixteen colours, or none of them."""

    def of(name: str, *, bold: bool = False, underline: bool = False) -> Style:
        return Style(color=name if colour else None, bold=bold or None, underline=underline or None)

    return {
        "": Style.null(),
        "strong": Style(bold=True),
        "dim": Style(dim=True),
        "faint": Style(dim=True),
        "edge": Style(dim=True),
        "accent": of("cyan"),
        "title": of("cyan", bold=True),
        "critical": of("red", bold=not colour),
        "alarm": of("red", bold=True),
        "warning": of("yellow"),
        "info": Style(dim=True),
        "unknown": of("yellow"),
        "focus": Style(reverse=True, bold=True),
    }


def textual_themes() -> list[Theme]:
    """The same colours for the few widgets of Textual's own that are used (one-line inputs)."""
    return [_textual_theme(name, palette) for name, palette in (("cockpit", DARK), ("cockpit-light", LIGHT))]


def textual_name(theme: str, *, colour: bool) -> str:
    """Textual's name of one of our themes."""
    return theme if colour and theme != "ansi" else "ansi-dark"


def _textual_theme(name: str, palette: Palette) -> Theme:
    return Theme(
        name=name, primary=palette.accent, secondary=palette.accent, accent=palette.accent, warning=palette.warning,
        error=palette.critical, success=palette.accent, foreground=palette.text, background=palette.background,
        surface=palette.raised, panel=palette.raised, dark=palette is DARK,
    )  # fmt: skip

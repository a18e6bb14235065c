"""Help: the keys as they are mapped, those valid here first, each that cannot run now with the reason."""

from collections.abc import Sequence
from typing import ClassVar

from textual.widget import Widget

from cockpit.actions import GROUPS, Action, Place, Situation, valid
from cockpit.view.speech import Span
from screens.cells import pad, width_of, wrap
from screens.page import Page
from screens.painted import Line
from screens.side_place import SidePlace

KEYS = 22  # cells of the column of keys
SIGNS = (
    "critical",
    "warning",
    "info",
    "unknown",
    "new",
    "reopened",
    "flapping",
    "acknowledged",
    "snoozed",
    "suppressed",
)


class Help(SidePlace):
    """What every key does where the person came from."""

    place: ClassVar[Place] = "help"

    def __init__(self, of: Place, situation: Situation) -> None:
        super().__init__()
        self.of, self.of_situation = of, situation
        self.page = Page(self._lines)

    def body(self) -> Widget:
        """The page."""
        return self.page

    def say_heading(self) -> None:
        """Keys, valid where."""
        say = self.cockpit.speech.say
        where = say("screen.help.sub", where=say(f"screen.help.{self.of}"))
        self.heading.say(say("screen.help.title"), Span(where, "dim"))

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs."""
        self.say_heading()
        for widget in (self.heading, self.page, self.foot):
            widget.repaint(everything=everything)

    def _lines(self, width: int) -> Sequence[Line]:
        lines: list[Line] = []
        actions = valid(self.of)
        for group in GROUPS:
            of_group = [action for action in actions if action.group == group and self._keys(action)]
            if of_group:
                lines += [Line(), Line((Span(f" {self.cockpit.speech.say(f'group.{group}')}", "strong"),))]
                lines += [line for action in of_group for line in self._action(action, width)]
        return [*lines, Line(), *self._legend(), Line()]

    def _keys(self, action: Action) -> str:
        return "  ".join(self.cockpit.key_name(key) for key in self.cockpit.keymap.keys[action.id])

    def _action(self, action: Action, width: int) -> list[Line]:
        say = self.cockpit.speech.say
        reason = action.refusal(self.of_situation)
        keys = Span(f" {pad(self._keys(action), KEYS)} ", "dim" if reason else "accent")
        words = say(f"action.{action.id}.help")
        why = say("screen.help.refused", reason=say(f"refusal.{reason}")) if reason else ""
        room = width - KEYS - 3
        rows = wrap(f"{words}  {why}".rstrip(), room)
        spans = [[Span(row, "dim" if reason else "")] for row in rows]
        if why and len(rows) == 1:
            spans = [[Span(words, "dim"), Span(f"  {why}", "warning")]]
        blank = Span(" " * (KEYS + 2))
        return [Line((keys if at == 0 else blank, *row)) for at, row in enumerate(spans)]

    def _legend(self) -> list[Line]:
        say, glyphs = self.cockpit.speech.say, self.cockpit.glyphs
        lines = [Line((Span(f" {say('screen.help.legend')}", "strong"),))]
        for name in SIGNS:
            severity = name in {"critical", "warning", "info", "unknown"}
            sign = glyphs.severity(name) if severity else glyphs.state(name)
            words = Span(say(f"screen.help.{name}"))
            lines.append(Line((Span(f" {sign}{' ' * (KEYS + 1 - width_of(sign))}", name if severity else ""), words)))
        return lines

    def _move(self, by: int) -> None:
        self.page.scroll_lines(by)

    def do_page_down(self) -> None:
        """One screen down."""
        self.page.scroll_lines(self.page.size.height - 1)

    def do_page_up(self) -> None:
        """One screen up."""
        self.page.scroll_lines(1 - self.page.size.height)

    def do_top(self) -> None:
        """The beginning."""
        self.page.scroll_lines(-1_000_000)

    def do_bottom(self) -> None:
        """The end."""
        self.page.scroll_lines(1_000_000)

"""The command palette: every action by its name, with its key; ``#142`` goes to an issue."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from cockpit.actions import Action, valid
from cockpit.text import words
from cockpit.view.speech import Span
from screens.cells import pad, width_of
from screens.dialogs import Asked, Dialog, Field, Label
from screens.painted import Ground, Line
from screens.place import PlaceScreen
from screens.rows import Rows
from screens.spans import cells, fitted

MOST_LINES = 12
OFFERED = ("do", "select", "go", "look", "panes", "move")  # groups in the order in which they are offered
NAME = 16


class Commands(Rows):
    """The actions that match."""

    def __init__(self, place: PlaceScreen) -> None:
        super().__init__(id="commands")
        self.place = place
        self.active = True
        self.found: Sequence[Action] = ()

    def show(self, found: Sequence[Action]) -> None:
        """Show other actions, the first under the cursor."""
        self.found, self.cursor, self.top = found, 0, 0
        self.repaint()

    def count(self) -> int:
        """How many match."""
        return len(self.found)

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """Name, sentence, key; grey with the reason when it cannot run now."""
        say, action = self.cockpit.speech.say, self.found[index]
        reason = action.refusal(self.place.situation())
        role = "dim" if reason else ""
        why = f"  {say('screen.help.refused', reason=say(f'refusal.{reason}'))}" if reason else ""
        key = self.cockpit.key_name(self.cockpit.keymap.shown(action.id))
        left = [
            Span(f"{self.glyphs.cursor if ground == 'cursor' else ' '} ", "accent"),
            Span(pad(say(f"action.{action.id}.name"), NAME), role or "strong"),
            Span(say(f"action.{action.id}.help"), "dim"),
            Span(why, "warning"),
        ]
        side = Span(f" {key} ", "dim")
        ground = "raised" if ground == "plain" else ground
        return Line((*fitted(left, width - cells([side]), self.glyphs.cut), side), ground)


class Palette(Dialog):
    """A field, and above it the actions that match what is typed."""

    def __init__(self, place: PlaceScreen) -> None:
        super().__init__()
        self.place = place
        self.commands = Commands(place)

    def compose(self) -> ComposeResult:
        """Head, matches, field."""
        say = self.cockpit.speech.say
        prompt = Label(Span(" : ", "title"))
        prompt.styles.width = width_of(" : ")
        with Vertical(id="panel"):
            yield Label(Span(f" {say('screen.palette.title')}   ", "title"), Span(say("screen.palette.hint"), "dim"))
            yield self.commands
            with Asked(id="asked"):
                yield prompt
                yield Field()

    def on_mount(self) -> None:
        """Everything is offered; keys go to the field."""
        self._match("")
        self.query_one(Field).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what matches."""
        event.stop()
        self._match(event.value)

    def _match(self, text: str) -> None:
        found = matching(valid(self.place.here), text)
        self.commands.styles.height = max(1, min(MOST_LINES, len(found), self.app.size.height - 4))
        self.commands.show(found)

    def on_key(self, event: events.Key) -> None:
        """Move in the matches, or leave."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in {"up", "down"}:
            event.stop()
            self.commands.move(1 if event.key == "down" else -1)

    def on_rows_chosen(self) -> None:
        """A second click runs it."""
        self._run("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Run what is under the cursor, or go to the number."""
        event.stop()
        self._run(event.value.strip())

    def _run(self, text: str) -> None:
        app, place = self.cockpit, self.place
        number = text.removeprefix("#")
        self.dismiss(None)
        if number.isdecimal():
            app.call_later(app.go_to_number, int(number))
        elif self.commands.found:
            app.call_later(place.run, self.commands.found[self.commands.cursor])
        else:
            app.tell(app.speech.say("screen.no_such", text=text), "warning")


def matching(actions: Sequence[Action], text: str) -> list[Action]:
    """Actions whose id, name or sentence holds every word, in either language; those whose name begins so first."""
    typed = text.strip().casefold()
    if typed.startswith("#") or typed.isdecimal():
        return []
    found = [action for action in actions if all(word in _hay(action) for word in typed.split())]
    return sorted(found, key=lambda action: (_begins(action, typed), OFFERED.index(action.group)))


def _begins(action: Action, typed: str) -> bool:
    """False, which sorts first, when a name begins with what was typed."""
    return not any(name.startswith(typed) for name in _names(action))


def _names(action: Action) -> tuple[str, str, str]:
    name = words(f"action.{action.id}.name")
    return action.id, name.en.casefold(), name.zh.casefold()


def _hay(action: Action) -> str:
    sentence = words(f"action.{action.id}.help")
    return " ".join((*_names(action), sentence.en, sentence.zh)).casefold()

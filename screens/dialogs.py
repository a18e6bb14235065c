"""The two dialogs that everything is asked with: one line to type into, and a few choices. Both stand at the bottom."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from cockpit.actions import plain_key
from cockpit.view.speech import Span
from screens.at_once import AtOnce
from screens.cells import pad, width_of, wrap
from screens.painted import Ground, Line, Painted
from screens.place import key_of
from screens.rows import Rows

if TYPE_CHECKING:
    from screens.app import CockpitApp

LONGEST = 500  # characters that a note or a reason may have


class Label(Painted):
    """A line of words above or before a field."""

    def __init__(self, *spans: Span, ground: Ground = "raised") -> None:
        super().__init__(id="label")
        self.spans, self.ground = spans, ground

    def say(self, *spans: Span) -> None:
        """Say something else."""
        self.spans = spans
        self.repaint()

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The words; where there are more lines for it, what does not fit goes on in the next."""
        first = self.spans[0]
        if height <= 1 or width_of(first.text) <= width:
            return [Line(self.spans, self.ground)]
        return [Line((Span(f" {row}", first.role),), self.ground) for row in wrap(first.text.strip(), width - 2)]


class Field(Input):
    """A field that does not blink: a blinking cursor costs 2,500 bytes a second."""

    def __init__(self, value: str = "", hint: str = "") -> None:
        super().__init__(value, placeholder=hint, id="field", max_length=LONGEST, select_on_focus=False)
        self.cursor_blink = False


class Asked(Widget):
    """A label and a field on one line."""


class Dialog(AtOnce[str | None], ModalScreen[str | None]):
    """Base of what stands at the bottom until it is answered."""

    AUTO_FOCUS = ""

    @property
    def cockpit(self) -> "CockpitApp":
        """The app that everything belongs to."""
        return cast("CockpitApp", self.app)


class Ask(Dialog):
    """One line to type into. Gives what was typed, or None when it was left with esc."""

    def __init__(
        self, label: str, value: str = "", hint: str = "", *, changed: Callable[[str], object] | None = None
    ) -> None:
        """`changed` is told of every key, for lists that follow while typing."""
        super().__init__()
        self.words, self.value, self.hint, self.changed = label, value, hint, changed

    def compose(self) -> ComposeResult:
        """Label and field."""
        label = Label(Span(f" {self.words} ", "title"))
        label.styles.width = width_of(self.words) + 2
        with Vertical(id="panel"), Asked(id="asked"):
            yield label
            yield Field(self.value, self.hint)

    def on_mount(self) -> None:
        """Keys go to the field."""
        self.query_one(Field).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Whoever follows is told."""
        event.stop()
        if self.changed is not None:
            self.changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter gives what was typed."""
        event.stop()
        self.dismiss(event.value.strip())

    def on_key(self, event: events.Key) -> None:
        """Esc leaves; up and down move in the list behind."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in {"up", "down"} and self.changed is not None:
            event.stop()
            self.cockpit.top.run_by_id(event.key)


class Options(Rows):
    """A few lines to choose from."""

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        """Each a key and its words."""
        super().__init__(id="options")
        self.options = options
        self.active = True

    def count(self) -> int:
        """How many there are."""
        return len(self.options)

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """One choice with the digit that takes it."""
        mark = Span(self.glyphs.cursor if ground == "cursor" else " ", "accent")
        words = pad(self.options[index][1], width - 5, self.glyphs.cut)
        return Line((mark, Span(f" {index + 1} ", "dim"), Span(words)), "raised" if ground == "plain" else ground)


class Choose(Dialog):
    """A few choices: up, down and enter, or the digit of one. Gives its key, or None when it was left."""

    STEPS: ClassVar[dict[str, int]] = {"up": -1, "k": -1, "down": 1, "j": 1}

    def __init__(self, title: str, options: Sequence[tuple[str, str]], hint: str) -> None:
        super().__init__()
        self.words, self.hint = title, hint
        self.options = Options(options)

    def compose(self) -> ComposeResult:
        """Title and choices."""
        self.options.styles.height = self.options.count()
        label = Label(Span(f" {self.words}   ", "title"), Span(self.hint, "dim"))
        label.styles.height = len(wrap(self.words, self.app.size.width - 2)) or 1
        with Vertical(id="panel"):
            yield label
            yield self.options

    def on_key(self, event: events.Key) -> None:
        """Move, take, leave."""
        event.stop()
        key = plain_key(key_of(event))
        if key in {"escape", "q"}:
            self.dismiss(None)
        elif key in {"enter", "space"}:
            self._take(self.options.cursor)
        elif key in self.STEPS:
            self.options.move(self.STEPS[key])
        elif key.isdecimal() and 1 <= int(key) <= self.options.count():
            self._take(int(key) - 1)

    def on_rows_chosen(self) -> None:
        """A second click takes it."""
        self._take(self.options.cursor)

    def _take(self, index: int) -> None:
        self.dismiss(self.options.options[index][0])

"""The last line: the keys that work here and now, made from the actions themselves."""

from collections.abc import Iterable

from cockpit.actions import Action, hints
from cockpit.view.speech import Span
from screens.painted import Line, Painted
from screens.spans import cells


class Foot(Painted):
    """Shows as many keys as fit; a question or a filter takes its place while it stands."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._said_for: tuple[object, ...] = ()  # all that the keys depend on
        self._said = Line()

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """One line of keys."""
        _ = height
        prompt = self.cockpit.prompt
        if prompt:
            return [Line((Span(" "), *prompt), "raised")]
        # Most moves lead to a thing that the same can be done with: the keys are not worded again for it.
        app = self.cockpit
        now = (width, app.keymap, app.speech, app.situation, *app.filter_spans)
        if now != self._said_for:
            self._said_for, self._said = now, self._keys(width)
        return [self._said]

    def _keys(self, width: int) -> Line:
        """As many keys as fit."""
        spans = [Span(" "), *self.cockpit.filter_spans]
        for action in hints(self.cockpit.situation):
            pieces = self._hint(action)
            if pieces and cells(spans) + cells(pieces) < width:
                spans += pieces
        return Line(tuple(spans), "raised")

    def _hint(self, action: Action) -> list[Span]:
        key = self.cockpit.keymap.shown(action.id)
        if not key:
            return []
        name = self.cockpit.speech.say(f"action.{action.id}.name")
        return [Span(f"{self.cockpit.key_name(key)} "), Span(f"{name}  ", "dim")]

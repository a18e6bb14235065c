"""Ways of looking: language, colours, filter, folds; and the few words that widgets ask the app for."""

from typing import TYPE_CHECKING

from cockpit.issue import Pane, Severity
from cockpit.view.panes import PaneView
from cockpit.view.speech import Span, Speech
from screens.ink import THEMES, Ink, textual_name
from screens.part_of_app import PartOfApp

if TYPE_CHECKING:
    from cockpit.text import Language
    from screens.app import CockpitApp


def ink_for(app: "CockpitApp", theme: str) -> Ink:
    """The colours of a theme for the terminal of an app."""
    return Ink(theme, colour=app.session.colour, many=app.console.color_system == "truecolor")


class Looking(PartOfApp):
    """The part of the app that changes how things are shown, never what is so."""

    def fold(self, pane: Pane) -> None:
        """Show or hide what is set aside in a pane."""
        self._app.unfolded = self._app.unfolded ^ {pane}
        self._app.rebuild()

    def bring_together(self) -> None:
        """Show issues of one thing behind each other, or by urgency alone."""
        self._app.together = not self._app.together
        self._app.tell(self._app.speech.say("screen.together" if self._app.together else "screen.by_urgency"))
        self._app.rebuild()

    def filter(self, text: str) -> None:
        """Show only the issues that hold some words; all again when the text is empty."""
        if text != self._app.filter_text:
            self._app.filter_text = text
            self._app.rebuild()

    def go_to_number(self, number: int) -> None:
        """Stand on the issue with a number, wherever it is."""
        issue = self._app.scene.by_number(number)
        if issue is None:
            self._app.tell(self._app.speech.say("screen.no_number", n=str(number)), "warning")
            return
        while self._app.top is not self._app.today:
            self._app.pop_screen()
        self.filter("")
        self._app.today.go_to(issue)

    def switch_language(self) -> None:
        """The other language, at once and everywhere."""
        language: Language = "en" if self._app.speech.language == "zh" else "zh"
        self._app.speech = Speech(language, self._app.speech.zone)
        self._app.status.said = Span(self._app.speech.say("screen.language_now"), "dim")
        self._app.rebuild()

    def switch_theme(self) -> None:
        """The next colours."""
        if not self._app.session.colour:
            self._app.tell(self._app.speech.say("screen.colours_off"))
            return
        name = THEMES[(THEMES.index(self._app.ink.theme) + 1) % len(THEMES)]
        self.use_theme(name)
        self._app.tell(self._app.speech.say("screen.theme_now", name=name))

    def use_theme(self, name: str) -> None:
        """Other colours, at once and everywhere."""
        self._app.ink = ink_for(self._app, name)
        self._app.theme = textual_name(name, colour=True)
        self._app.repaint(everything=True)

    def key_name(self, key: str) -> str:
        """A key as people read it: esc, space, ctrl+r."""
        name = f"key.{key}"
        return self._app.speech.say(name) if self._app.speech.has(name) else key

    def counts(self, view: PaneView) -> list[Span]:
        """▲3 △5 of a pane."""
        return [
            Span(f" {self._app.glyphs.severity(severity)}{view.counts[severity]}", str(severity))
            for severity in (Severity.CRITICAL, Severity.WARNING)
            if view.counts[severity]
        ]

    @property
    def filter_spans(self) -> list[Span]:
        """What is selected, and what Today is filtered by, so that a short list is never taken for a calm one."""
        today = self._app.today
        if self._app.top is not today:
            return []
        count = 0 if today.reading else len(today.selected)
        selected = [Span(f"{self._app.speech.say('screen.selected', n=str(count))}   ", "accent")] if count else []
        return [*selected, *self._filter_spans]

    @property
    def _filter_spans(self) -> list[Span]:
        if not self._app.filter_text:
            return []
        count = self._app.speech.say(
            "screen.shown", n=str(self._app.scene.shown), total=str(len(self._app.picture.issues))
        )
        return [
            Span(self._app.speech.say("screen.filtered", text=self._app.filter_text), "strong"),
            Span(f"  {count}   ", "dim"),
        ]

"""Putting an issue off: until when, then why."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from cockpit.marks import Until
from cockpit.view.until import Usual, understood, usual_times
from screens import deeds
from screens.deeds import Issues
from screens.dialogs import Ask, Choose

if TYPE_CHECKING:
    from screens.app import CockpitApp

OTHER = "other"


def ask_snooze(app: "CockpitApp", issues: Issues) -> None:
    """Ask for a time; esc at any question leaves everything as it is."""
    say = app.speech.say
    times = usual_times(app.clock, app.session.settings.profile)
    options = [(usual.word, _words(app, usual)) for usual in times]
    options.append((OTHER, say("screen.snooze.other")))
    by_word = {usual.word: usual.until for usual in times}

    def chosen(word: str | None) -> None:
        if word == OTHER:
            _ask_time(app, issues)
        elif word is not None:
            _ask_reason(app, issues, by_word[word])

    title = app.speech.words(deeds.told("snooze.title", issues))
    app.push_screen(Choose(title, options, say("screen.snooze.hint")), chosen)


def _words(app: "CockpitApp", usual: Usual) -> str:
    speech = app.speech
    if isinstance(usual.until, datetime):
        return speech.say(f"screen.snooze.{usual.word}", when=speech.at(usual.until, app.clock.now))
    return speech.say(f"screen.snooze.{usual.word}")


def _ask_time(app: "CockpitApp", issues: Issues) -> None:
    say = app.speech.say

    def typed(text: str | None) -> None:
        if text is None:
            return
        until = understood(text, app.clock, app.session.settings.profile)
        if until is None:
            app.tell(say("screen.snooze.not_understood", text=text), "warning")
            _ask_time(app, issues)
        else:
            _ask_reason(app, issues, until)

    app.push_screen(Ask(say("screen.snooze.until"), hint=say("screen.snooze.other_hint")), typed)


def _ask_reason(app: "CockpitApp", issues: Issues, until: Until) -> None:
    """A snooze without a reason is not taken: the next person must know why it is quiet."""
    say = app.speech.say

    def typed(until: Until, text: str | None) -> None:
        if text:
            app.do(deeds.snooze(issues, app.scene, until, text))
        elif text is not None:
            _ask_reason(app, issues, until)

    app.push_screen(Ask(say("screen.snooze.reason"), hint=say("screen.snooze.why")), partial(typed, until))

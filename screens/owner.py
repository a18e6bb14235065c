"""Saying whose an issue is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cockpit.picture import Issue
from cockpit.text import clean
from screens import deeds
from screens.dialogs import Ask, Choose

if TYPE_CHECKING:
    from screens.app import CockpitApp

ME, NOBODY, OTHER = "me", "nobody", "other"
MOST = 7  # colleagues that are offered by name


def ask_owner(app: "CockpitApp", issues: Sequence[Issue]) -> None:
    """Offer oneself, the colleagues of the settings, nobody, and a name to type."""
    say, me = app.speech.say, app.session.desk.person.name
    names = [person.name or person.user for person in app.session.settings.people]
    others = [name for name in dict.fromkeys(names) if name != me][:MOST]
    options = [(ME, say("screen.owner.me", name=me)), *((f"={name}", clean(name)) for name in others)]
    options += [(NOBODY, say("screen.owner.nobody")), (OTHER, say("screen.owner.other"))]

    def chosen(key: str | None) -> None:
        if key == OTHER:
            app.push_screen(Ask(say("screen.owner.name")), named)
        elif key is not None:
            app.do(deeds.own(issues, {ME: me, NOBODY: ""}.get(key, key[1:])))

    def named(name: str | None) -> None:
        if name:
            app.do(deeds.own(issues, name))

    title = app.speech.words(deeds.told("owner.title", issues))
    app.push_screen(Choose(title, options, say("screen.snooze.hint")), chosen)

"""Writes what the issues propose into files: of the selection, of the pane or of everything that stands."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.issue import Pane
from cockpit.picture import Issue
from cockpit.proposals.files import write
from cockpit.proposals.lists import Telling, lists, rows_of
from cockpit.proposals.offers import Offer, offers
from cockpit.text import same, words
from cockpit.view.header import pane_name
from screens.deeds import name_of
from screens.dialogs import Ask, Choose
from screens.saver import Deed, DeskLike, Done

if TYPE_CHECKING:
    from screens.app import CockpitApp

FOLDER = "exports"


def ask_proposals(app: "CockpitApp", chosen: Sequence[Issue], pane: Pane) -> None:
    """Of what, then into which folder. Nothing is asked where nothing is proposed."""
    say, panes = app.speech.say, app.scene.panes
    everything = {issue.fingerprint: issue for view in panes.values() for issue in view.open_issues}
    parts = {
        "chosen": (_named(app, chosen), chosen),
        "pane": (pane_name(pane, app.speech), panes[pane].open_issues),
        "day": (_all(app), list(everything.values())),
    }
    found = {key: (name, issues, _offers(app, issues)) for key, (name, issues) in parts.items()}
    options = [
        (key, app.speech.counted("screen.proposals.part", rows_of(lists(of)), what=name))
        for key, (name, _, of) in found.items()
        if of
    ]
    folder = app.session.workspace / FOLDER / f"proposals-{app.speech.local(app.scene.day.now).date()}"
    if not options:
        app.do(_write(app, (), folder))
        return

    def part(key: str | None) -> None:
        if key is not None:
            app.push_screen(Ask(say("screen.proposals.folder"), str(folder)), partial(typed, found[key][1]))

    def typed(issues: Sequence[Issue], folder: str | None) -> None:
        if folder:
            app.do(_write(app, issues, Path(folder).expanduser()))

    app.push_screen(Choose(say("screen.proposals.title"), options, say("screen.snooze.hint")), part)


def _named(app: "CockpitApp", issues: Sequence[Issue]) -> str:
    if len(issues) == 1:
        return name_of(issues[0])
    return app.speech.say("screen.proposals.selected", n=str(len(issues)))


def _all(app: "CockpitApp") -> str:
    """Everything that is shown: a filter leaves some of it out, and that is said."""
    text = app.filter_text
    return app.speech.say("screen.proposals.shown", text=text) if text else app.speech.say("screen.proposals.all")


def _offers(app: "CockpitApp", issues: Iterable[Issue]) -> list[Offer]:
    scene, board = app.scene, app.session.desk.board.seen
    return offers(issues, scene.picture, scene.marks, board, scene.day.now)


def _short(app: "CockpitApp", folder: Path) -> str:
    """A folder of the workspace without the workspace's own: a narrow screen has room for that."""
    home = app.session.workspace
    return str(folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


def _write(app: "CockpitApp", issues: Sequence[Issue], folder: Path) -> Deed:
    """The files of some issues. A file of an earlier run goes when nothing that stands belongs into it any more."""
    of, board = _offers(app, issues), app.session.desk.board.seen
    telling = Telling(app.scene.picture, board.limits, app.speech)
    made, every = lists(of), lists(_offers(app, app.scene.picture.issues))

    def deed(_: DeskLike) -> Done:
        try:
            write(folder, made, telling, standing=[one.name for one in every])
        except OSError as error:
            told = words("screen.board.not_exported")
            return Done(told.fill(file=same(str(folder)), reason=error.strerror or str(error)), changed=False)
        if not of:
            return Done(words("screen.proposals.none"), changed=False)
        count = rows_of(made)
        told = words(f"screen.proposals.written.{'one' if count == 1 else 'many'}")
        told = told.fill(n=count, folder=same(_short(app, folder)))
        waiting = sum(offer.waits for one in made for offer in one.offers)
        return Done(words("screen.proposals.waiting").fill(told=told, n=waiting) if waiting else told, changed=False)

    return deed

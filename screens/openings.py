"""Opens the other screens and dialogs; each is imported when first wanted, so that the first paint does not pay."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cockpit.view.header import pane_name
from cockpit.view.speech import Span
from screens import deeds
from screens.part_of_app import PartOfApp

if TYPE_CHECKING:
    from cockpit.actions import Place, Situation
    from cockpit.issue import Pane
    from cockpit.picture import Issue
    from cockpit.wire import Evidence
    from screens.place import PlaceScreen
    from screens.saver import Deed


class Openings(PartOfApp):
    """The part of the app that opens screens."""

    def open_help(self, place: "Place", situation: "Situation") -> None:
        """The keys that are valid in a place, and why the others are not."""
        from screens.help import Help  # noqa: PLC0415

        self._app.push_screen(Help(place, situation))

    def open_palette(self, place: "PlaceScreen") -> None:
        """Commands by name, for the place below."""
        from screens.palette import Palette  # noqa: PLC0415

        self._app.push_screen(Palette(place))

    def open_reports(self, marketplace: str = "") -> None:
        """Every report file; the cursor on the first that is missing in a marketplace."""
        from screens.reports import Reports  # noqa: PLC0415

        self._app.push_screen(Reports(marketplace))

    def open_checks(self) -> None:
        """Every rule."""
        from screens.checks import Checks  # noqa: PLC0415

        self._app.push_screen(Checks())

    def open_incidents(self, id_: str = "") -> None:
        """Amazon's warnings; the cursor on one of them, else on the first that is open."""
        from screens.incidents import Incidents  # noqa: PLC0415

        self._app.push_screen(Incidents(id_))

    def open_board(self, id_: str = "") -> None:
        """Every action recorded; the cursor on one of them, else on the first that waits."""
        from screens.board import Board  # noqa: PLC0415

        self._app.push_screen(Board(id_))

    def open_record(self, issue: "Issue") -> None:
        """Write an action about an issue down."""
        from screens.record import Record  # noqa: PLC0415

        self._app.push_screen(Record(issue))

    def open_evidence(self, issue: "Issue") -> None:
        """The rows behind an issue; the engine is asked for those that the picture does not hold."""
        from screens.evidence import EvidenceView  # noqa: PLC0415

        self._app.push_screen(EvidenceView(issue))
        if self._app.engine is not None and issue.rows_total > len(issue.rows):
            self._app.engine.ask_evidence(issue.fingerprint)

    def show_evidence(self, evidence: "Evidence") -> None:
        """Rows have come: for whoever still looks at that issue."""
        from screens.evidence import EvidenceView  # noqa: PLC0415

        for screen in self._app.screen_stack:
            if isinstance(screen, EvidenceView):
                screen.take(evidence)

    def open_filter(self) -> None:
        """A line to type a filter into; the list follows while typing."""
        self.open_local_filter(self._app.filter_text, self._app.filter)

    def open_local_filter(self, before: str, apply: Callable[[str], None]) -> None:
        """A line to type a filter for one screen into."""
        from screens.dialogs import Ask  # noqa: PLC0415

        def close(text: str | None) -> None:
            apply(before if text is None else text)

        self._app.push_screen(Ask(self._app.speech.say("screen.filter"), before, changed=apply), close)

    def open_note(self, what: str, make: "Callable[[str], Deed]") -> None:
        """A line to write a note into."""
        from screens.dialogs import Ask  # noqa: PLC0415

        def close(text: str | None) -> None:
            if text:
                self._app.do(make(text))

        self._app.push_screen(Ask(self._app.speech.say("screen.note.title", what=what)), close)

    def open_time(self, pane: "Pane") -> None:
        """A line to type the minutes into that a pane took; nothing typed: as measured from its ticks."""
        from screens.dialogs import Ask  # noqa: PLC0415

        say, day = self._app.speech.say, self._app.scene.checklist
        spent = day.spent(pane)

        def close(text: str | None) -> None:
            if text is None:
                return
            if text and not text.isdecimal():
                self._app.tell(say("screen.time.no_number", text=text), "warning")
                return
            self._app.do(deeds.spend(pane, int(text) if text else None))

        label = say("screen.time.title", pane=pane_name(pane, self._app.speech))
        self._app.push_screen(Ask(label, "" if spent is None else str(spent), say("screen.time.hint")), close)

    def open_snooze(self, issues: "Sequence[Issue]") -> None:
        """Until when, and why; snoozed issues come back at once."""
        app = self._app
        if deeds.are_snoozed(issues, app.scene):
            app.do(deeds.wake(issues))
            return
        from screens.snooze import ask_snooze  # noqa: PLC0415

        ask_snooze(app, issues)

    def open_close(self, issues: "Sequence[Issue]") -> None:
        """Why issues that nobody looks at any more shall end."""
        from screens.dialogs import Ask  # noqa: PLC0415

        say = self._app.speech

        def close(text: str | None) -> None:
            if text:
                self._app.do(deeds.close(issues, text))

        self._app.push_screen(
            Ask(say.words(deeds.told("close.title", issues)), hint=say.say("screen.snooze.why")), close
        )

    def open_proposals(self, issues: "Sequence[Issue]", pane: "Pane") -> None:
        """What the issues propose, as files; the packages that write them are loaded when first wanted."""
        from screens.proposing import ask_proposals  # noqa: PLC0415

        ask_proposals(self._app, issues, pane)

    def open_owner(self, issues: "Sequence[Issue]") -> None:
        """Whose the issues are."""
        from screens.owner import ask_owner  # noqa: PLC0415

        ask_owner(self._app, issues)

    def ask_copy(self, choices: Sequence[tuple[str, str, str]]) -> None:
        """Ask in the last line what to copy."""
        app = self._app
        if len(choices) == 1:
            self.copy(choices[0][2])
            return
        spans = [Span(app.speech.say("screen.copy_menu"), "strong")]
        for key, word, _ in choices:
            spans += [Span(f"   {key} ", "accent"), Span(app.speech.say(f"screen.{word}"))]
        spans.append(Span(f"   {app.speech.say('screen.cancelled')}", "dim"))
        app.ask(tuple(spans), {key: partial(self.copy, text) for key, _, text in choices})

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, and into a file that is named."""
        from screens.copying import copy  # noqa: PLC0415

        copy(self._app, text)

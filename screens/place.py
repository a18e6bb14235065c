"""The base of every screen: keys become actions, and an action that cannot run says why."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events

from cockpit.actions import BY_ID, Action, Place, Situation
from screens.at_once import AtOnce
from screens.rows import Rows

if TYPE_CHECKING:
    from screens.app import CockpitApp


def key_of(event: events.Key) -> str:
    """The key as the actions spell it: the character where it is one, else Textual's name for the key."""
    character = event.character
    if character and character.isprintable() and not event.key.startswith(("ctrl+", "alt+")):
        return character
    return event.key


class PlaceScreen(AtOnce[None]):
    """A screen that is a place of `cockpit.actions`. A subclass does the action `x` in its method `do_x`."""

    place: ClassVar[Place] = "today"
    AUTO_FOCUS = ""

    @property
    def cockpit(self) -> "CockpitApp":
        """The app that everything belongs to."""
        return cast("CockpitApp", self.app)

    @property
    def here(self) -> Place:
        """The place that keys are meant for."""
        return self.place

    def situation(self) -> Situation:
        """What is under the cursor."""
        return Situation(self.here)

    @property
    def list_(self) -> Rows | None:
        """The list that the moving keys move in."""
        return None

    def on_key(self, event: events.Key) -> None:
        """Run the action of a key; a question that is being asked gets the key first."""
        key = key_of(event)
        if self.cockpit.answer(key):
            event.stop()
            return
        action = self.cockpit.keymap.action(self.here, key)
        if action is not None:
            event.stop()
            event.prevent_default()
            self.run(action)

    def run(self, action: Action) -> None:
        """Do an action, or say why it cannot be done."""
        reason = action.refusal(self.situation())
        if reason and action.silent:
            return
        if reason:
            say = self.cockpit.speech.say
            self.cockpit.tell(f"{say(f'action.{action.id}.name')}: {say(f'refusal.{reason}')}", "warning")
            return
        getattr(self, f"do_{action.id}")()

    def run_by_id(self, action: str) -> None:
        """Do an action by its id, as the palette does."""
        self.run(BY_ID[action])

    def draw_again(self, *, everything: bool = False) -> None:
        """Draw what differs: at once, or when this screen, which has just been opened, is there.

        What arrives while it opens must not be missed: it has drawn what there was before, and nothing else may come.
        """
        if self.is_mounted:
            self.refresh_all(everything=everything)
        else:
            self.call_later(self.refresh_all, everything=everything)

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs; everything after a change of language or colours."""
        raise NotImplementedError

    def refresh_status(self) -> None:
        """Draw the head and the last line again, where this screen has them."""

    # ── Moving ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _move(self, by: int) -> None:
        if self.list_ is not None:
            self.list_.move(by)

    def do_down(self) -> None:
        """One row down."""
        self._move(1)

    def do_up(self) -> None:
        """One row up."""
        self._move(-1)

    def do_page_down(self) -> None:
        """One screen down."""
        if self.list_ is not None:
            self.list_.move(self.list_.room - 1)

    def do_page_up(self) -> None:
        """One screen up."""
        if self.list_ is not None:
            self.list_.move(1 - self.list_.room)

    def do_top(self) -> None:
        """The first row."""
        if self.list_ is not None:
            self.list_.move_to(0)

    def do_bottom(self) -> None:
        """The last row."""
        if self.list_ is not None:
            self.list_.move_to(self.list_.count() - 1, -1)

    # ── Going ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def do_back(self) -> None:
        """Close this screen."""
        self.dismiss()

    def do_help(self) -> None:
        """The keys that are valid here."""
        self.cockpit.open_help(self.here, self.situation())

    def do_palette(self) -> None:
        """Commands by name."""
        self.cockpit.open_palette(self)

    def do_reports(self) -> None:
        """Every report file."""
        self.cockpit.open_reports()

    def do_checks(self) -> None:
        """Every rule."""
        self.cockpit.open_checks()

    def do_incidents(self) -> None:
        """Amazon's warnings; the cursor on the one that the issue here is about."""
        issue = getattr(self, "issue", None)
        about = issue.subject.id if issue is not None and issue.subject.kind == "incident" else ""
        self.cockpit.open_incidents(about)

    def do_board(self) -> None:
        """Every action recorded."""
        self.cockpit.open_board()

    def do_language(self) -> None:
        """The other language."""
        self.cockpit.switch_language()

    def do_theme(self) -> None:
        """The next colours."""
        self.cockpit.switch_theme()

    def do_rerun(self) -> None:
        """Everything anew."""
        self.cockpit.rerun()

    def do_quit(self) -> None:
        """Leave."""
        self.cockpit.leave()

"""Recording an action from an issue: what, before, after, why, all on the screen at once and worked by keys alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from cockpit.actions import plain_key
from cockpit.amount import named_amount
from cockpit.approval import Change, needs_approval
from cockpit.board_desk import How
from cockpit.picture import Issue
from cockpit.text import clean
from cockpit.view.approvals import kind_word
from cockpit.view.record import before_of, draft_of, incident_on, kinds_for
from cockpit.view.speech import Span, subject_kind
from screens import deeds
from screens.cells import pad, width_of
from screens.dialogs import Asked, Dialog, Field, Label
from screens.painted import Line, Painted
from screens.place import key_of
from screens.spans import cells

LABELS = ("kind", "before", "after", "why", "state")
TYPED = ("before", "after", "why")
Row = Literal["kind", "before", "after", "why", "state"]
ROWS: tuple[Row, ...] = ("kind", "before", "after", "why", "state")


class Choice(Painted, can_focus=True):
    """A row of the dialog that is chosen from with the arrows: ‹ price ›."""

    def __init__(self, id_: str) -> None:
        super().__init__(id=id_)
        self.styles.height, self.styles.width = 1, "1fr"
        self.words = ""

    def say(self, words: str) -> None:
        """Show another choice."""
        self.words = words
        self.repaint()

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """The choice between its arrows, brighter while it has the keys."""
        _ = width, height
        role = "accent" if self.has_focus else "dim"
        before, after = self.glyphs.choice[0], self.glyphs.choice[1]
        return [Line((Span(f"{before} ", role), Span(self.words, "strong"), Span(f" {after}", role)), "raised")]

    def on_key(self, event: events.Key) -> None:
        """Every key is the dialog's."""
        record_of(self).take_key(event, "kind" if self.id == "kind" else "state")

    def on_focus(self) -> None:
        """Show that it has the keys."""
        self.repaint()

    def on_blur(self) -> None:
        """Show that it has not."""
        self.repaint()


class TypedRow(Field):
    """A field of the dialog, known by its row."""

    def __init__(self, row: "Row", value: str, hint: str) -> None:
        super().__init__(value, hint)
        self.row = row

    async def _on_key(self, event: events.Key) -> None:
        """The dialog looks at each key before it is typed."""
        if not record_of(self).take_key(event, self.row):
            await super()._on_key(event)


def record_of(part: Widget) -> "Record":
    """The dialog of a row."""
    return cast("Record", part.screen)


class Record(Dialog):
    """The dialog. Everything that the issue knows is filled in; the last row says what is about to be written."""

    def __init__(self, issue: Issue) -> None:
        super().__init__()
        self.issue = issue
        self.kinds: Sequence[str] = kinds_for(issue.check)
        self.at = 0
        self.other_how = False  # the other state than the one that is right by the rules
        self.kind, self.state = Choice("kind"), Choice("state")
        self.fields: dict[str, TypedRow] = {}
        self.row: Row = "kind"

    def compose(self) -> ComposeResult:
        """A head, then a row for each part of the action."""
        say, speech = self.cockpit.speech.say, self.cockpit.speech
        subject = f"{subject_kind(self.issue.subject, speech)} {clean(self.issue.subject.id)}"
        number = f"#{self.issue.number} " if self.issue.number else ""
        about = f"{number}{clean(self.issue.check)} · {clean(self.issue.marketplace)} · {subject}"
        incident = say("screen.record.incident", id=self.incident) if self.incident else ""
        with Vertical(id="panel"):
            head = (Span(f" {say('screen.record.title')}   ", "title"), Span(f"{about}   "),
                    Span(f"{incident}   " if incident else "", "warning"))  # fmt: skip
            yield Label(*head, Span(self._keys(cells(head)), "dim"))
            for row in ROWS:
                with Asked(classes="row"):
                    yield self._label(row)
                    yield self._part(row)

    def _keys(self, before: int) -> str:
        """The keys of the dialog, as many as have room behind so many cells: half a key teaches nobody."""
        keys = self.cockpit.speech.say("screen.record.keys").split("   ")
        while keys and before + width_of("   ".join(keys)) > self.app.size.width:
            keys.pop(0)  # how to leave is the last, and goes last
        return "   ".join(keys)

    def _label(self, row: str) -> Label:
        say = self.cockpit.speech.say
        width = max(width_of(say(f"screen.record.{name}")) for name in LABELS) + 4
        label = Label(Span(f"   {pad(say(f'screen.record.{row}'), width - 3)}", "dim"))
        label.styles.width = width
        return label

    def _part(self, row: Row) -> Choice | TypedRow:
        if row == "kind":
            return self.kind
        if row == "state":
            return self.state
        value = before_of(self.issue, self.kinds[0]) if row == "before" else ""
        self.fields[row] = TypedRow(row, value, self.cockpit.speech.say(f"screen.record.{row}_hint"))
        return self.fields[row]

    @property
    def incident(self) -> str:
        """The incident that is open on the product: then whatever is changed needs a second person."""
        return incident_on(self.cockpit.picture, self.issue.marketplace, self.issue.subject)

    def on_mount(self) -> None:
        """Begin with the kind."""
        self._tell()
        self._go("kind")

    # ── What it says ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _draft_values(self) -> tuple[str, str, str]:
        before, after, why = (self.fields[row].value.strip() for row in TYPED)
        return before, after, why

    @property
    def _needed(self) -> bool:
        """Whether these values need a second person."""
        before, after, why = self._draft_values()
        draft = draft_of(self.issue, self.kinds[self.at])
        change = Change(draft.kind, before, after, named_amount(draft.floor), bool(self.incident), why)
        return needs_approval(change, self.cockpit.session.desk.board.seen.limits)

    @property
    def how(self) -> How:
        """As what it is written down: as the rules have it, unless the person chose the other."""
        return "proposed" if self._needed != self.other_how else "done"

    def _tell(self) -> None:
        say = self.cockpit.speech.say
        self.kind.say(kind_word(self.kinds[self.at], self.cockpit.speech))
        key = {(True, True): "alone", (False, True): "plan"}.get((self._needed, self.other_how), self.how)
        self.state.say(say(f"screen.record.{key}"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other values may need a second person, or no longer."""
        event.stop()
        if len(self.fields) == len(TYPED):
            self._tell()

    # ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def take_key(self, event: events.Key, row: Row) -> bool:
        """What a key does that came to a row; False when it is to be typed there.

        One that was typed ahead may come to a row that has been left meanwhile: it goes on to the one that has the
        keys now, so that a burst over a slow line ends where it was meant.
        """
        if row != self.row:
            self._part_of(self.row).post_message(events.Key(event.key, event.character))
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key in {"up", "shift+tab", "down", "tab"}:
            self._step(-1 if event.key in {"up", "shift+tab"} else 1)
        elif row in {"kind", "state"}:
            self._choose(plain_key(key_of(event)))
        elif event.key == "enter":
            self._step(1)
        else:
            return False
        event.stop()
        event.prevent_default()
        return True

    def _choose(self, key: str) -> None:
        if key == "enter":
            self._save() if self.row == "state" else self._step(1)
        elif key in {"left", "right", "h", "l", "space"}:
            by = -1 if key in {"left", "h"} else 1
            if self.row == "kind":
                self._take_kind((self.at + by) % len(self.kinds))
            else:
                self.other_how = not self.other_how
            self._tell()

    def _take_kind(self, at: int) -> None:
        """Another kind; the value before follows it while nobody has typed another one."""
        known = before_of(self.issue, self.kinds[self.at])
        self.at = at
        if self.fields["before"].value == known:
            self.fields["before"].value = before_of(self.issue, self.kinds[at])

    def _step(self, by: int) -> None:
        self._go(ROWS[max(0, min(ROWS.index(self.row) + by, len(ROWS) - 1))])

    def _go(self, row: Row) -> None:
        self.row = row
        self.set_focus(self._part_of(row))  # at once: keys that were typed ahead must not be lost

    def _part_of(self, row: Row) -> Choice | TypedRow:
        return {"kind": self.kind, "state": self.state}.get(row) or self.fields[row]

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row as well."""
        if isinstance(event.widget, TypedRow):
            self._go(event.widget.row)
        elif event.widget in {self.kind, self.state}:
            self._go("kind" if event.widget is self.kind else "state")

    def _save(self) -> None:
        """Write it down, once it says what is changed to; the screen shows it when it is on disk."""
        before, after, why = self._draft_values()
        kind = self.kinds[self.at]
        if not after and not why:
            self.cockpit.tell(self.cockpit.speech.say("screen.record.incomplete"), "warning")
            self._go("after")
            return
        draft = replace(draft_of(self.issue, kind, before, after, why), incident=self.incident)
        self.cockpit.do(deeds.record(draft, self.how, alone=self._needed and self.how == "done"))
        self.dismiss(None)

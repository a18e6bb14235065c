"""One pane of the day: its steps, its issues, what cannot be judged; drawn in columns that line up."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cockpit.checklist import Step
from cockpit.issue import Pane
from cockpit.text import clean
from cockpit.view.empty import empty_lines
from cockpit.view.grouping import Group
from cockpit.view.header import pane_name
from cockpit.view.panes import Blind, Fold, Item, PaneView, Rule, key_of
from cockpit.view.rows import BlindRow, IssueRow, StepRow
from cockpit.view.speech import Span, subject_kind, subject_words
from screens.cells import cut, pad, right, width_of, wrap
from screens.painted import Ground, Line
from screens.rows import Rows
from screens.spans import cells, fitted, spread

SAMPLE = 100  # issues that decide how wide the columns are
SUBJECT_MOST = 28
SUBJECT_LEAST = 9
TITLE_LEAST = 12  # cells that the sentence gets before the subject may grow
TITLE_USEFUL = 10  # a shorter piece of a sentence says nothing: the subject takes its place
NUMBERS = {Pane.MORNING: 1, Pane.NOON: 2, Pane.EVENING: 3, Pane.WEEKLY: 4, Pane.MONTH_END: 5, Pane.QUARTERLY: 6}


class Columns(NamedTuple):
    """How many cells the columns of the issues take."""

    check: int = 4
    marketplace: int = 0
    subject: int = 0
    due: int = 0


class PaneList(Rows):
    """A list of a pane. The last column is the line that parts it from the next pane."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.view: PaneView | None = None
        self.ruled = False  # whether a line stands at its right
        self.tabbed = False  # whether tabs above name it already
        self.selected: frozenset[str] = frozenset()  # issues by identity
        self._columns = Columns()
        self._headed: Sequence[Line] = ()  # the head as it was drawn last

    def show(self, view: PaneView) -> None:
        """Show another state of the pane: the cursor stays on its issue, at its height on the screen."""
        before, self.view = self.view, view
        self._columns = self._measured()
        untouched = before is not None and not before.open_issues and self.cursor == before.first_issue
        if before is None or before.pane != view.pane or untouched:
            self.cursor, self.top, self.begins = view.first_issue, 0, True
        else:
            self._stay(before, view)
        self.repaint()

    def _stay(self, before: PaneView, view: PaneView) -> None:
        """Find the row that was under the cursor; when it has gone, the one that followed it."""
        for item in before.items[self.cursor : self.cursor + SAMPLE]:
            place = view.places.get(key_of(item))
            if place is not None and not isinstance(item, Rule | Group):
                self.keep(place)
                return
        self.keep(self.cursor)

    def put(self, key: str) -> None:
        """Stand on a row by its identity, if it is there, without a word to anybody."""
        place = self.view.places.get(key) if self.view else None
        if place is not None:
            self.keep(place)
            self.repaint()

    def go_to(self, key: str) -> bool:
        """Put the cursor on a row by its identity; False when it is not in this pane."""
        place = self.view.places.get(key) if self.view else None
        if place is None:
            return False
        self.move_to(place)
        return True

    @property
    def item(self) -> Item | None:
        """What is under the cursor."""
        items = self.view.items if self.view else ()
        return items[self.cursor] if 0 <= self.cursor < len(items) else None

    # ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def count(self) -> int:
        """Steps, a rule, issues, what cannot be judged, a fold."""
        return len(self.view.items) if self.view else 0

    def passes(self, index: int) -> bool:
        """The cursor does not stand on the rule, nor on the row above the issues of one thing."""
        return self.view is not None and isinstance(self.view.items[index], Rule | Group)

    def head(self, width: int) -> Sequence[Line]:
        """The pane's name, when it is due, how many steps are done."""
        if self.view is None or self.tabbed:
            return ()
        if not self._moving or self._overflows:  # where all rows show, the head says nothing of the cursor
            self._headed = (self._ruled(self._title(self.view, width - self._edge), width, "plain"),)
        return self._headed

    @property
    def _edge(self) -> int:
        return 1 if self.ruled else 0

    def _title(self, view: PaneView, width: int) -> list[Span]:
        say = self.cockpit.speech.say
        role = "title" if self.active else "strong"
        name = f" {NUMBERS[view.pane]} {pane_name(view.pane, self.cockpit.speech)}"
        spans = [Span(name, role)]
        spans += self.cockpit.counts(view)
        due = f"{self.cockpit.speech.local(view.due):%H:%M}" if view.due else ""
        steps = f"{view.done}/{len(view.steps)}" if view.steps else ""
        place = say("screen.position", n=str(self.cursor + 1), total=str(self.count())) if self._overflows else ""
        named = (say("view.head.steps", n=steps) if steps else "", say("view.head.due", at=due) if due else "")
        full, short = (self._reports(view, key) for key in ("reports", "reports_short"))
        # What is least missed goes first where the head is narrow: the counts of issues never, reports that lack late.
        lacking = () if view.reports.whole else ((short, (due,)),)
        ways: tuple[tuple[list[Span], tuple[str, ...]], ...] = (
            (full, (place, *named)), (full, named), (full, (steps, due)), (short, (steps, named[1])),
            (short, (steps, due)), *lacking, ([], (steps, due)), ([], (due,)), ([], ()),
        )  # fmt: skip
        sides = ([*reports, Span("  ".join(filter(None, words)) + " ", "dim")] for reports, words in ways)
        side = next((one for one in sides if cells([*spans, *one]) < width), [])
        return spread(spans, side, width, self.glyphs.cut)

    def _reports(self, view: PaneView, key: str) -> list[Span]:
        """How complete the reports of the pane are."""
        if not view.reports.needed:
            return []
        text = self.cockpit.speech.say(f"view.head.{key}", n=str(view.reports))
        return [Span(f"{text}  ", "dim" if view.reports.whole else "warning")]

    @property
    def _overflows(self) -> bool:
        return self.count() > self.size.height - 1

    def row(self, index: int, width: int, ground: Ground) -> Line:
        """One row in its columns."""
        view = self.view
        if view is None:
            return Line()
        item = view.items[index]
        room = width - self._edge
        mark = Span(self.glyphs.cursor if ground == "cursor" else " ", "accent")
        return self._ruled([mark, *self._cells(item, room - 1)], width, ground)

    def _ruled(self, spans: Iterable[Span], width: int, ground: Ground) -> Line:
        """A row with the line that parts it from the next pane."""
        if not self.ruled:
            return Line(tuple(spans), ground)
        return Line((*fitted(spans, width - 1, self.glyphs.cut), Span(self.glyphs.bar, "edge")), ground)

    def _cells(self, item: Item, width: int) -> list[Span]:
        if isinstance(item, Rule):
            return [Span(" " + self.glyphs.rule * (width - 2), "faint")]
        wording = self.cockpit.wording
        if isinstance(item, Step):
            return self._step(wording.step(item), width)
        if isinstance(item, Blind):
            return self._blind(wording.blind(item), width)
        if isinstance(item, Fold):
            return [Span("   " + wording.fold(item), "dim")]
        if isinstance(item, Group):
            return self._group(item, width)
        row = wording.issue(item)
        chosen, inside = (
            item.fingerprint in self.selected,
            item.fingerprint in self.view.grouped if self.view else False,
        )
        return self._issue(row, width, chosen=chosen, inside=inside)

    def _group(self, group: Group, width: int) -> list[Span]:
        """The thing that several issues are about, with how bad they are."""
        speech = self.cockpit.speech
        kind = "" if group.subject.kind == "account" else f"{subject_kind(group.subject, speech)} "
        spans = [
            Span("  "),
            Span(f"{clean(group.marketplace)} {kind}"),
            Span(subject_words(group.subject, speech), "strong"),
        ]
        for severity, count in group.counts.items():
            spans += [Span(f"  {self.glyphs.severity(severity)}{count}", severity)] if count else []
        return fitted(spans, width, self.glyphs.cut)

    def _step(self, row: StepRow, width: int) -> list[Span]:
        sign = self.glyphs.done if row.done else self.glyphs.to_do
        side = [*row.side, Span(" ")]
        words = pad(f"{row.id} {row.text}", width - 4 - cells(side), self.glyphs.cut)
        return [Span(f" {sign} {words} ", "dim" if row.done else ""), *side]

    def _issue(self, row: IssueRow, width: int, *, chosen: bool, inside: bool) -> list[Span]:
        """An issue in its columns; one that stands below the row of its group does not repeat whose it is."""
        columns, mark = self._columns, self.glyphs.cut
        role = "dim" if row.quiet else ""
        market = f"{pad(row.marketplace, columns.marketplace)} " if columns.marketplace else ""
        names = f"  {pad(row.check, columns.check)} " if inside else f"{pad(row.check, columns.check)} {market}"
        due = f" {right(row.due, columns.due)} " if columns.due else " "
        rest = width - 1 - self.glyphs.sign_width - width_of(names) - width_of(due)
        subject = 0 if inside else min(columns.subject, max(SUBJECT_LEAST, rest - TITLE_LEAST - 1))
        title = rest - subject - 1
        if title < TITLE_USEFUL:
            subject, title = max(0, rest), 0
        return [
            Span(self.glyphs.selected, "accent")
            if chosen
            else Span(self.glyphs.state(row.state), role or row.severity),
            Span(pad(self.glyphs.severity(row.severity), self.glyphs.sign_width), row.severity),
            Span(names, role),
            Span(pad(row.subject, subject, mark), role or "strong"),
            Span(f" {pad(row.title, title, mark)}" if title else "", "dim"),
            Span(due, row.due_role),
        ]

    def _blind(self, row: BlindRow, width: int) -> list[Span]:
        lead = f"{row.checks} {row.marketplace} ".replace("  ", " ")
        return [
            Span(" "),
            Span(pad(self.glyphs.unknown, self.glyphs.sign_width), "unknown"),
            Span(cut(lead + row.text, width - 2 - self.glyphs.sign_width, self.glyphs.cut), "dim"),
        ]

    # ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _measured(self) -> Columns:
        """How wide the columns of the issues are, by the first of them."""
        issues = self.view.open_issues[:SAMPLE] if self.view else ()
        rows = [self.cockpit.wording.issue(issue) for issue in issues]
        if not rows:
            return Columns()
        several = len({row.marketplace for row in rows}) > 1
        return Columns(
            max(width_of(row.check) for row in rows),
            max(width_of(row.marketplace) for row in rows) if several else 0,
            min(SUBJECT_MOST, max(width_of(row.subject) for row in rows)),
            max(width_of(row.due) for row in rows),
        )

    def foot(self, width: int) -> Sequence[Line]:
        """What a pane without issues says: that all is calm, or why nothing can be seen and what to export."""
        if self.view is None or not self.is_mounted:
            return ()
        room = width - self._edge - 4
        lines: list[Line] = []
        for spans in empty_lines(self.view, self.cockpit.wording, self.cockpit.filter_text):
            texts = wrap("".join(span.text for span in spans), room)
            role = spans[0].role if spans else ""
            lines += [self._ruled([Span("   "), Span(text, role)], width, "plain") for text in texts or [""]]
        rest = self.size.height - len(lines) - self.count()
        return [*lines, *[self._ruled([], width, "plain")] * max(0, rest)]

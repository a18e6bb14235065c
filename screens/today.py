"""Today: the panes of the day, and the detail of what is under the cursor, in three layouts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from cockpit.actions import BY_ID, Action, Place, Situation
from cockpit.checklist import Step
from cockpit.issue import Pane
from cockpit.picture import Issue
from cockpit.view.day import DAY_PANES, PERIOD_PANES
from cockpit.view.detail import Detail, blind_detail, issue_detail, step_detail
from cockpit.view.grouping import Group
from cockpit.view.panes import Blind, Fold, Item, Rule, key_of
from screens import deeds
from screens.detail import DetailView
from screens.foot import Foot
from screens.painted import Painted
from screens.pane_list import PaneList
from screens.rows import Rows
from screens.selecting import Selecting
from screens.tabs import Tabs
from screens.too_small import LEAST, TooSmall
from screens.top_bar import TopBar
from screens.whereabouts import Whereabouts

Layout = Literal["small", "turns", "wide"]
WIDE_FROM = 120
ROOMY = 220  # columns from which three panes of one width are wide enough; below, the one with the focus gets half
MOST_KEPT = 128  # details that are kept while nothing changes
LOW = 20  # lines under which list and detail take turns on a wide screen too


def layout_for(size: Size) -> Layout:
    """Which of the layouts a screen of this size gets."""
    if size.width < LEAST.width or size.height < LEAST.height:
        return "small"
    return "wide" if size.width >= WIDE_FROM and size.height >= LOW else "turns"


def detail_height(height: int) -> int:
    """The lines of the detail below the panes: a third of the screen, in bounds."""
    return max(8, min(16, height // 3))


class Panes(Widget):
    """The panes beside each other."""


class Today(Selecting):
    """The main screen, from which everything is one key away."""

    place: ClassVar[Place] = "today"

    def __init__(self, begin: Whereabouts, pane: Pane) -> None:
        """Begin where the person was; else in `pane`."""
        super().__init__()
        self.pane = begin.pane or pane
        self.layout_name: Layout = "wide"
        self.reading = False  # whether the detail stands alone
        self.zoomed = begin.zoomed
        self.jumped_to = ""  # the issue that the last jump to the most urgent one led to
        self._arranged_for = Size()
        self.where: dict[Pane, str] = dict(begin.rows)  # the row that each pane was left on
        self._told: object = None  # the scene that the details were worded from
        self._details: dict[tuple[Pane, str], Detail | None] = {}
        self.lists = tuple(PaneList(id=f"pane{n}") for n in range(3))
        self.bar, self.tabs, self.foot = TopBar(id="bar"), Tabs(id="tabs"), Foot(id="foot")
        self.detail, self.small = DetailView(id="detail"), TooSmall(id="small")
        self.panes = Panes(*self.lists, id="panes")
        for pane_list in self.lists:
            pane_list.moved = self._moved

    def compose(self) -> ComposeResult:
        """Head, panes, detail, keys."""
        self._arrange(self.app.size)
        yield self.bar
        yield self.tabs
        yield self.panes
        yield self.detail
        yield self.foot
        yield self.small

    def on_mount(self) -> None:
        """Show what there is."""
        self.refresh_all()

    # ── Layout ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout for another size; the cursor and the thing being read stay."""
        if event.size != self._arranged_for:  # Textual tells a size several times at the start
            self._arrange(event.size)
            self.refresh_all()

    def _arrange(self, size: Size) -> None:
        self._arranged_for = size
        self.layout_name = layout = layout_for(size)
        small, wide = layout == "small", layout == "wide"
        alone = self.reading and not small
        single = not wide or self.zoomed
        self.small.display = small
        self.bar.display = self.foot.display = not small
        self.tabs.display = not wide and not small and not alone
        self.panes.display = not small and not alone
        self.detail.display = not small and (alone or wide)
        self.detail.alone = alone
        self.detail.styles.height = "1fr" if alone else detail_height(size.height)
        for at, pane_list in enumerate(self.lists):
            pane_list.display = not single or at == self._at
            pane_list.ruled = not single and at < len(self.lists) - 1
            pane_list.tabbed = not wide
            pane_list.styles.width = "2fr" if at == self._at and size.width < ROOMY else "1fr"

    @property
    def _page(self) -> tuple[Pane, ...]:
        return PERIOD_PANES if self.pane in PERIOD_PANES else DAY_PANES

    @property
    def _at(self) -> int:
        return self._page.index(self.pane)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def refresh_all(self, *, everything: bool = False) -> None:
        """Draw again what differs."""
        scene = self.cockpit.scene
        self.follow_selection()
        self.tabs.pane = self.pane
        for at, pane_list in enumerate(self.lists):
            pane = self._page[at]
            changed = pane_list.view is None or pane_list.view.pane != pane
            pane_list.active = pane == self.pane
            pane_list.show(scene.panes[pane])
            if changed and pane in self.where:
                pane_list.put(self.where[pane])
        self._tell_detail(same=True)
        for widget in self.query(Painted):
            if everything or not isinstance(widget, PaneList | DetailView):  # those have been shown already
                widget.repaint(everything=everything)

    def refresh_status(self) -> None:
        """Draw the head and the last line again."""
        self.bar.repaint()
        self.foot.repaint()

    @property
    def current(self) -> PaneList:
        """The list that keys go to."""
        return self.lists[self._at]

    @property
    def list_(self) -> Rows | None:
        """The list that keys go to, unless the detail stands alone."""
        return None if self.reading else self.current

    @property
    def issue(self) -> Issue | None:
        """The issue under the cursor."""
        item = self.current.item
        return item if isinstance(item, Issue) else None

    @property
    def step(self) -> Step | None:
        """The step under the cursor."""
        item = self.current.item
        return item if isinstance(item, Step) else None

    def _moved(self, rows: Rows) -> None:
        """The detail follows the cursor; a click in another pane goes there."""
        if isinstance(rows, PaneList) and rows is not self.current and rows.view:
            self._go(rows.view.pane)
            return
        self._remember()
        self._tell_detail()
        self.foot.repaint()

    def on_rows_chosen(self) -> None:
        """A second click opens."""
        self.run_by_id("open")

    def whereabouts(self, filter_text: str, *, together: bool) -> Whereabouts:
        """Where the person is, to return there. Asks nothing of the app: it may have ended."""
        self._remember()
        return Whereabouts(self.pane, tuple(self.where.items()), filter_text, self.zoomed, together=together)

    def _remember(self) -> None:
        item = self.current.item
        if item is not None:
            self.where[self.pane] = key_of(item)

    def _tell_detail(self, *, same: bool = False) -> None:
        if self.detail.display:
            self.detail.show(self._detail(), same=same)

    def _detail(self) -> Detail | None:
        """The detail of what is under the cursor, worded once as long as nothing has changed."""
        item, scene = self.current.item, self.cockpit.scene
        if item is None:
            return None
        if scene is not self._told or len(self._details) >= MOST_KEPT:
            self._told, self._details = scene, {}
        key = (self.pane, key_of(item))
        if key not in self._details:
            self._details[key] = self._worded(item)
        return self._details[key]

    def _worded(self, item: Item) -> Detail | None:
        wording = self.cockpit.wording
        if isinstance(item, Issue):
            return issue_detail(item, wording)
        if isinstance(item, Step):
            return step_detail(item, wording, self.cockpit.scene.checklist)
        return blind_detail(item, wording) if isinstance(item, Blind) else None

    # ── What is under the cursor ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def here(self) -> Place:
        """On the list, or in the detail."""
        return "detail" if self.reading else "today"

    def situation(self) -> Situation:
        """What is under the cursor, and what can be done about it."""
        item = self.current.item
        under = {Issue: "issue", Step: "step", Blind: "blind", Fold: "fold", Rule: "nothing", Group: "nothing"}
        step = self.step
        return Situation(
            self.here,
            under.get(type(item), "nothing"),  # type: ignore[arg-type]  # the words of `Under`, by the kind of a row
            has_rows=self.issue is not None and self.issue.rows_total > 0,
            done=step is not None and step.tick.done,
            proven=step is not None and bool(step.tick.done and step.tick.proof),
            can_save=self.cockpit.can_save,
            engine=self.cockpit.has_engine,
            filtered=bool(self.cockpit.filter_text),
            selected=0 if self.reading else len(self.selected),
            unchecked=any(issue.unchecked for issue in self.chosen),
            wide=self.layout_name == "wide",
            looks_only=self.cockpit.looks_only,
        )

    # ── Panes ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _go(self, pane: Pane) -> None:
        self._remember()
        self.pane = pane
        self._arrange(self.size)
        self.refresh_all()

    def _step_pane(self, by: int) -> None:
        self._go(self._page[(self._at + by) % len(self._page)])

    def do_next_pane(self) -> None:
        """The pane to the right."""
        self._step_pane(1)

    def do_previous_pane(self) -> None:
        """The pane to the left."""
        self._step_pane(-1)

    def do_morning(self) -> None:
        """The morning pane."""
        self._go(Pane.MORNING)

    def do_noon(self) -> None:
        """The noon pane."""
        self._go(Pane.NOON)

    def do_evening(self) -> None:
        """The evening pane."""
        self._go(Pane.EVENING)

    def do_weekly(self) -> None:
        """The weekly work."""
        self._go(Pane.WEEKLY)

    def do_month_end(self) -> None:
        """The month-end work."""
        self._go(Pane.MONTH_END)

    def do_quarterly(self) -> None:
        """The quarterly work."""
        self._go(Pane.QUARTERLY)

    def do_zoom(self) -> None:
        """One pane over the whole width, and back."""
        self.zoomed = not self.zoomed
        self._arrange(self.size)
        self.refresh_all()

    def do_urgent(self) -> None:
        """The most urgent issue that nobody has taken up; pressed there, the next one."""
        here = self.issue
        there = here is not None and here.fingerprint == self.jumped_to
        target = self.cockpit.scene.most_urgent(here if there else None)
        if target is None:
            self.cockpit.tell(self.cockpit.speech.say("refusal.nothing_urgent"))
            return
        self.jumped_to = target.fingerprint
        self.go_to(target)

    def go_to(self, issue: Issue) -> None:
        """Stand on an issue, in the pane that shows it."""
        self._go(self.cockpit.scene.pane_of(issue))
        self.current.go_to(issue.fingerprint)
        self._tell_detail()

    # ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def do_open(self) -> None:
        """The detail, where it is not on the screen; else the evidence. A fold opens, a blind row leads to reports."""
        item = self.current.item
        if isinstance(item, Fold):
            self.cockpit.fold(self.pane)
        elif isinstance(item, Blind) and self.layout_name == "wide":
            self.cockpit.open_reports(item.marketplace)
        elif self.reading or (self.layout_name == "wide" and isinstance(item, Issue) and item.rows_total):
            self.run_by_id("evidence")
        else:
            self._read(on=True)

    def _read(self, *, on: bool) -> None:
        self.reading = on
        self._arrange(self.size)
        self.refresh_all()
        self.detail.show(self._detail())

    def do_back(self) -> None:
        """From the detail to the list."""
        self._read(on=False)

    def do_evidence(self) -> None:
        """The rows behind the issue."""
        if self.issue is not None:
            self.cockpit.open_evidence(self.issue)

    def do_detail_down(self) -> None:
        """Scroll the detail down."""
        self.detail.scroll_by(self.detail.size.height // 2)

    def do_detail_up(self) -> None:
        """Scroll the detail up."""
        self.detail.scroll_by(-(self.detail.size.height // 2))

    def _move(self, by: int) -> None:
        if self.reading:
            self.detail.scroll_by(by)
        else:
            super()._move(by)

    def do_page_down(self) -> None:
        """One screen down, in the list or in the detail."""
        self._move(self.current.room - 1 if not self.reading else self.detail.size.height - 1)

    def do_page_up(self) -> None:
        """One screen up, in the list or in the detail."""
        self._move(1 - self.current.room if not self.reading else 1 - self.detail.size.height)

    def do_filter(self) -> None:
        """Show only what holds some words."""
        self.cockpit.open_filter()

    def do_unfilter(self) -> None:
        """Select nothing; then show everything again."""
        if self.selected:
            self.select(frozenset())
        else:
            self.cockpit.filter("")

    def do_together(self) -> None:
        """Issues of one thing behind each other, and back."""
        self.cockpit.bring_together()

    def do_copy(self) -> None:
        """Ask what to copy."""
        item, wording = self.current.item, self.cockpit.wording
        if item is not None:
            self.cockpit.ask_copy(deeds.copies(item, wording))

    # ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _for_issues(self, make: Callable[[Sequence[Issue]], object]) -> None:
        if issues := self.chosen:
            make(issues)

    def do_acknowledge(self) -> None:
        """Somebody knows; or not any more."""
        self._for_issues(lambda issues: self.cockpit.do(deeds.acknowledge(issues, self.cockpit.scene)))

    def do_snooze(self) -> None:
        """Put it off, or wake it."""
        self._for_issues(self.cockpit.open_snooze)

    def do_record(self) -> None:
        """Write down what is done about it."""
        if self.issue is not None:
            self.cockpit.open_record(self.issue)

    def do_own(self) -> None:
        """Say whose it is."""
        self._for_issues(self.cockpit.open_owner)

    def do_note(self) -> None:
        """Write something down."""
        issues = self.chosen
        if issues:
            what = self.cockpit.speech.words(deeds.told("note.what", issues))
            self.cockpit.open_note(what, partial(deeds.note, issues))
        elif self.step is not None:
            step = self.step
            self.cockpit.open_note(step.id, partial(deeds.step_note, step))

    def do_proposals(self) -> None:
        """Write what is proposed into files."""
        self.cockpit.open_proposals(self.chosen, self.pane)

    def do_close(self) -> None:
        """End what nobody looks at any more."""
        if issues := [issue for issue in self.chosen if issue.unchecked]:
            self.cockpit.open_close(issues)

    def run(self, action: Action) -> None:
        """Do an action; the key that ticks a step selects an issue."""
        super().run(BY_ID["select"] if action.id == "tick" and self.issue is not None else action)

    def do_time(self) -> None:
        """Correct the time that the pane took; empty: as measured from its ticks."""
        pane = self.pane if self.pane in DAY_PANES else Pane.MORNING
        self.cockpit.open_time(pane)

    def do_tick(self) -> None:
        """Tick the step, or take the tick back."""
        if self.step is not None:
            self.cockpit.do(deeds.tick(self.step))

    def do_undo(self) -> None:
        """Take back the last thing."""
        self.cockpit.do(deeds.undo())

    def do_redo(self) -> None:
        """Do it again."""
        self.cockpit.do(deeds.redo())

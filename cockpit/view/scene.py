"""Everything on the screen at one moment: the picture with marks and checklist laid over it, in one language."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from cockpit.board_desk import Seen
from cockpit.board_fold import next_expiry
from cockpit.checklist import Checklist
from cockpit.clock import Clock
from cockpit.issue import Pane, Verdict
from cockpit.marks import Marks
from cockpit.picture import Issue, Picture
from cockpit.settings import Profile
from cockpit.view.day import DAY_PANES, Day, day_of
from cockpit.view.header import Header, header, steps_left
from cockpit.view.order import urgency
from cockpit.view.panes import Choice, PaneView, build, standing
from cockpit.view.rows import Wording
from cockpit.view.speech import HOUR, Speech
from cockpit.view.steps import Verdicts

NO_BOARD = Seen()
NOT_WAITING = frozenset({"acknowledged", "snoozed", "resolved", "suppressed"})


class Scene(NamedTuple):
    """One consistent state; replaced as a whole, never changed."""

    picture: Picture
    marks: Marks
    checklist: Checklist
    day: Day
    panes: Mapping[Pane, PaneView]
    wording: Wording
    header: Header
    shown: int  # issues in all panes together, each counted once

    def _waits(self, issue: Issue) -> bool:
        """Whether nobody has taken an issue up."""
        if issue.fingerprint not in self.marks.all and not issue.suppressed:
            return issue.state not in NOT_WAITING
        return standing(issue, self.picture, self.marks, self.day.now).state not in NOT_WAITING

    def most_urgent(self, after: Issue | None = None) -> Issue | None:
        """The most urgent waiting issue; with `after`, the next one behind it (from the top again at the end).

        Each pane is in order already: only the first waiting issue of each is looked for.
        """
        found = self._first_waiting(after)
        return self._first_waiting(None) if found is None and after is not None else found

    def _first_waiting(self, after: Issue | None) -> Issue | None:
        firsts: list[Issue] = []
        for view in self.panes.values():
            begin = 0 if after is None else bisect_right(view.open_issues, urgency(after), key=urgency)
            firsts += next(([issue] for issue in view.open_issues[begin:] if self._waits(issue)), [])
        return min(firsts, key=urgency, default=None)

    def pane_of(self, issue: Issue) -> Pane:
        """The pane of the day that shows an issue, else its own."""
        shown = [pane for pane in (*DAY_PANES, *Pane) if issue.fingerprint in self.panes[pane].places]
        return issue.pane if issue.pane in shown or not shown else shown[0]

    def by_number(self, number: int) -> Issue | None:
        """The issue with a number, resolved ones too."""
        return next((issue for issue in self.picture.issues if issue.number == number), None)

    def proven(self) -> list[tuple[str, str]]:
        """Steps to do that a report has done: step id, and the check whose *ok* proves it."""
        return [
            (step.id, step.proof_by)
            for step in self.checklist.steps
            if step.proof_by and not step.tick.done and self._is_fine(step.proof_by)
        ]

    def _is_fine(self, check: str) -> bool:
        """Whether a check is *ok* wherever it applies; a kept picture of an earlier run proves nothing."""
        said = {line.verdict for line in self.picture.verdicts if line.check == check}
        said -= {Verdict.NOT_APPLICABLE, Verdict.OFF}
        return said == {Verdict.OK} and not self.picture.from_last_run

    def steps_overdue(self) -> int:
        """Steps left open in a pane that was begun and whose time has come, or comes within the hour.

        A pane where nothing was ticked is nobody's unfinished shift: who only looks may leave with one key.
        """
        soon = self.day.now + HOUR
        due = (pane for pane in DAY_PANES if self.day.due[pane] <= soon)
        return sum(steps_left(self.panes, pane) for pane in due if self.panes[pane].done)

    def changes_by_itself(self) -> datetime | None:
        """When a snooze ends or an approval lapses next: the scene must be built anew then."""
        now, board = self.day.now, self.wording.board
        snoozes = (mark.snoozed.until for mark in self.marks.all.values() if mark.snoozed)
        ends = [end for end in snoozes if isinstance(end, datetime) and end > now]
        lapses = next_expiry(board.actions, now, board.limits)
        return min([*ends, *([lapses] if lapses else [])], default=None)

    def at(self, clock: Clock, profile: Profile) -> "Scene":
        """The same at another minute: times are told anew, nothing is sorted."""
        day = day_of(clock, profile)
        return self._replace(
            day=day,
            wording=self.wording._replace(now=day.now),
            header=header(self.picture, self.panes, day, self.wording.speech),
        )


def scene(
    picture: Picture, marks: Marks, checklist: Checklist, clock: Clock, profile: Profile, speech: Speech,
    choice: Choice, signs: Mapping[str, str], board: Seen = NO_BOARD,
) -> Scene:  # fmt: skip
    """Build the whole scene. For 100,000 issues it takes some 0.3 s: call it off the event loop."""
    day = day_of(clock, profile)
    panes = build(picture, marks, checklist, day, choice)
    live = frozenset(issue.fingerprint for view in panes.values() for issue in view.open_issues)
    verdicts = Verdicts(picture, live=None if choice.filter else live)
    wording = Wording(picture, marks, day.now, speech, verdicts, dict(signs), board)
    return Scene(picture, marks, checklist, day, panes, wording, header(picture, panes, day, speech), len(live))

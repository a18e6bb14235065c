"""The words of one row: of an issue, a step, what cannot be judged, what is folded away."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from cockpit.board_desk import Seen
from cockpit.checklist import Step
from cockpit.issue import Severity, Subject
from cockpit.marks import Marks
from cockpit.picture import Issue, Picture
from cockpit.text import clean, day
from cockpit.view.panes import Blind, Fold, standing
from cockpit.view.speech import Span, Speech, due_role, due_short, subject_words
from cockpit.view.steps import Verdicts

SAID_OF_CHANGE = re.compile(r"(?P<change>.+)[:：] ?(?P<said>.+)")  # "price ZX-1 9.99 → 14.99: done by Li alone"
LEAD_IN = 24  # characters before the subject in a title: "Buyer message "
NAMED_CHECKS = 3  # check ids that a row names before it counts the rest


class IssueRow(NamedTuple):
    """An issue in one line, in columns."""

    severity: str  # "critical", "warning", "info", "unknown"
    state: str  # "new", "acknowledged" …; "" where nothing is to be marked
    check: str
    marketplace: str
    subject: str
    title: str
    due: str
    due_role: str
    quiet: bool  # acknowledged, snoozed or resolved: read second


class StepRow(NamedTuple):
    """A step in one line."""

    done: bool
    id: str
    text: str
    side: tuple[Span, ...]  # what stands at its right end: who and when, or what its checks say


class BlindRow(NamedTuple):
    """What cannot be judged, in one line."""

    checks: str
    marketplace: str
    text: str


class Wording(NamedTuple):
    """All that rows need beside the thing they are about."""

    picture: Picture
    marks: Marks
    now: datetime
    speech: Speech
    verdicts: Verdicts
    signs: Mapping[str, str]  # of severities, to put before a count
    board: Seen = Seen()

    def issue(self, issue: Issue) -> IssueRow:
        """One issue."""
        state = standing(issue, self.picture, self.marks, self.now).state
        subject, title = _named(issue, self.speech)
        return IssueRow(
            "unknown" if state == "unsure" else issue.severity,
            _sign(state, issue),
            clean(issue.check),
            clean(issue.marketplace),
            subject,
            title,
            due_short(issue.due, self.now, self.speech),
            due_role(issue.due, self.now),
            state in QUIET,
        )

    def step(self, step: Step) -> StepRow:
        """One step."""
        return StepRow(step.tick.done, step.id, self.speech.words(step.text), self._side(step))

    def _side(self, step: Step) -> tuple[Span, ...]:
        tick = step.tick
        if tick.done and tick.proof:
            return (Span(self.speech.say("view.step.by_report"), "dim"),)
        if tick.done:
            at = self.speech.at(tick.at, self.now) if tick.at else ""
            return (Span(f"{clean(tick.by)} {at}".strip(), "dim"),)
        counts = self.counts(step)
        if not step.carried:
            return counts
        since = Span(carried_words(step, self.speech), "warning")
        return (since, Span("  "), *counts) if counts else (since,)

    def counts(self, step: Step) -> tuple[Span, ...]:
        """What the checks of a step say: ▲1 △2, or that they are fine, or that they cannot say."""
        found = self.verdicts.of(step.checks)
        spans = [
            Span(f"{self.signs[name]}{count}", name)
            for name, count in (("critical", found.critical), ("warning", found.warning), ("unknown", found.unjudged))
            if count
        ]
        if not spans and found.judged:
            return (Span(self.speech.say("view.step.fine"), "dim"),)
        return tuple(joined(spans))

    def blind(self, blind: Blind) -> BlindRow:
        """Checks that cannot be judged, and why."""
        named = " ".join(blind.checks[:NAMED_CHECKS])
        more = len(blind.checks) - NAMED_CHECKS
        reason = self.speech.words(blind.line.reason) or self.speech.say(f"verdict.{blind.verdict}")
        text = self.speech.say("view.cannot_judge", reason=reason)
        return BlindRow(f"{named} +{more}" if more > 0 else named, blind.marketplace, text)

    def fold(self, fold: Fold) -> str:
        """What is set aside: 2 snoozed, the first until 14:00, 1 resolved."""
        counts = (
            ("unchecked", fold.unchecked),
            ("suppressed_critical" if fold.critical else "suppressed", fold.suppressed),
            ("snoozed_until" if fold.back else "snoozed", fold.snoozed),
            ("resolved", fold.resolved),
        )
        until = self.speech.at(fold.back, self.now) if fold.back else ""
        parts = [
            self.speech.say(f"view.fold.{name}", n=str(count), until=until, critical=str(fold.critical))
            for name, count in counts
            if count
        ]
        what = self.speech.say("view.list_comma").join(parts)
        return self.speech.say("view.fold.open" if fold.is_open else "view.fold.closed", what=what)


QUIET = frozenset({"acknowledged", "snoozed", "resolved", "suppressed"})
UNSIGNED = frozenset({"open", "pending", "unsure"})


def _sign(state: str, issue: Issue) -> str:
    """The state that a row is marked with; "" for none. What flaps, or was there on day one, is not called new."""
    if state in {"new", "reopened"} and "flapping" in issue.tags:
        return "flapping"
    return "" if state in UNSIGNED or (state == "new" and "baseline" in issue.tags) else state


JOINTS = ("/", ".", "_", "-")  # they make one name of what stands beside them: DE/feedback.txt
FIGURES = frozenset("(（%")  # before the subject they tell that the title begins with a figure, not with it


def carried_words(step: Step, speech: Speech) -> str:
    """From 23 Nov: the day that first left a step undone."""
    return speech.say("view.step.carried", day=day(step.carried)) if step.carried else ""


def _named(issue: Issue, speech: Speech) -> tuple[str, str]:
    """What an issue is about, and what is said of it. The id of an action tells nobody anything: its change does."""
    title = speech.words(issue.title)
    if issue.subject.kind == "action" and (found := SAID_OF_CHANGE.fullmatch(title)):
        return found["change"], found["said"]
    return subject_words(issue.subject, speech), after_subject(title, issue.subject)


def after_subject(title: str, subject: Subject) -> str:
    """A title without the subject that it begins with: in a list the subject has a column of its own.

    "Order 111-4417 is past ship-by" reads on from the column "111-4417": "is past ship-by".
    """
    before, found, after = title.partition(subject.id)
    goes_on = after[:1].isalnum() or (after.startswith(JOINTS) and after[1:2].isalnum())
    whole = not goes_on and not before.endswith(JOINTS)  # "home" is no subject of "homeware" or "DE/home.txt"
    if subject.id and found and whole and len(before) <= LEAD_IN and not set(before) & FIGURES and after.strip():
        return after.lstrip(" —–-:：,，·")
    return title


def joined(spans: list[Span], between: str = " ") -> list[Span]:
    """Spans with a blank between them."""
    return [piece for at, span in enumerate(spans) for piece in ((Span(between), span) if at else (span,))]


def severity_counts(critical: int, warning: int, speech: Speech) -> str:
    """3 critical, 5 warnings: in words, for a sentence."""
    parts = [
        speech.counted(f"view.count.{name}", count)
        for name, count in ((Severity.CRITICAL, critical), (Severity.WARNING, warning))
        if count
    ]
    return speech.say("view.list_comma").join(parts)

"""What a shift left behind, as sections of Markdown: the hand-over and the stand-up page are made of the same ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.board_export import change_text
from cockpit.board_fold import Action
from cockpit.checklist import Step, ends_at
from cockpit.cli.listing import QUIET, Listed
from cockpit.cli.session import Session
from cockpit.escaping import escaped
from cockpit.issue import Pane, Severity
from cockpit.picture import Picture
from cockpit.text import Words, day, moment, same, words
from cockpit.view.approvals import Looked, is_alone, kind_word, newest, state_word, when_words
from cockpit.view.day import WEEKDAYS
from cockpit.view.incidents import Case, state_span
from cockpit.view.results import result_words
from cockpit.view.rows import after_subject, carried_words
from cockpit.view.speech import Span, Speech, subject_words

MOST_MISSING = 12  # reports that are named; the others are counted


@dataclass(frozen=True)
class Shift:
    """Everything that is told, at one moment, in one language."""

    here: Session
    picture: Picture
    rows: Sequence[Listed]
    actions: Sequence[Action]
    steps: Sequence[Step]
    look: Looked
    incidents: Sequence[Case] = ()

    @property
    def speech(self) -> Speech:
        """The language, and the team's clock."""
        return self.look.speech

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.look.now

    def say(self, key: str, **values: Words | str | float) -> str:
        """A text of the page."""
        return self.speech.say(f"handover.{key}", **values)

    @property
    def criticals(self) -> list[Listed]:
        """What is critical and not put off."""
        return [row for row in self.rows if row.issue.severity == Severity.CRITICAL and row.state not in QUIET]


def page(shift: Shift, title: str, sections: Iterable[str]) -> str:
    """A title with the moment, one sentence of counts, then the sections."""
    when = moment(shift.here.clock.team_now)
    head = escaped(shift.say(title, name=shift.picture.workspace, when=when))
    return "\n\n".join([f"# {head}", escaped(summary(shift)), *sections]) + "\n"


def summary(shift: Shift) -> str:
    """3 critical, of which 1 past due; 2 wait for a second person; 4 done today; 5 steps not signed."""
    late = sum(row.issue.due is not None and row.issue.due <= shift.now for row in shift.criticals)
    counts = {
        "criticals": len(shift.criticals), "late": late, "waiting": len(waiting(shift)), "done": len(done_since(
            shift, start_of_day(shift))), "steps": sum(not step.tick.done for step in shift.steps),
    }  # fmt: skip
    return shift.say("summary", **counts)


def section(shift: Shift, name: str, lines: Iterable[str], count: int | None = None, **values: Words | str) -> str:
    """A heading with its count, then the lines, or that there are none."""
    found = list(lines)
    number = len(found) if count is None else count
    title = escaped(shift.say(name, n=number, **values))
    return "\n".join([f"## {title}", "", *(found or [shift.say("none")])]).rstrip()


def bullet(*parts: str) -> str:
    """One line of a list; what is empty is left out."""
    return "- " + " · ".join(escaped(part) for part in parts if part)


# ── Issues ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def critical_lines(shift: Shift, rows: Sequence[Listed]) -> Iterator[str]:
    """By rule, the most urgent rule first: what to do stands once, below it each issue, the soonest due first."""
    far = datetime.max.replace(tzinfo=shift.now.tzinfo)
    groups: dict[str, list[Listed]] = {}
    for row in sorted(rows, key=lambda row: (row.issue.due or far, row.issue.check, row.issue.subject.id)):
        groups.setdefault(row.issue.check, []).append(row)
    titles = {rule.id: shift.speech.words(rule.title) for rule in shift.picture.rules}
    for at, (check, found) in enumerate(groups.items()):
        actions = {shift.speech.words(row.issue.action) for row in found}
        shared = next(iter(actions)) if len(actions) == 1 else ""
        head = f"**{escaped(f'{check} {titles.get(check, str())}'.strip())}**"
        yield from [""] if at else []
        yield f"{head} — {escaped(shared)}" if shared else head
        yield ""
        yield from (issue_line(shift, row, with_action=not shared) for row in found)


def issue_line(shift: Shift, row: Listed, *, with_action: bool = True) -> str:
    """Number, marketplace and subject, what is wrong, until when, whose it is."""
    issue, speech = row.issue, shift.speech
    number = f"#{issue.number} " if issue.number else ""
    subject = f"{issue.marketplace} {subject_words(issue.subject, speech)}".strip()
    whole = speech.words(issue.title)
    title = after_subject(whole, issue.subject)
    between = ": " if title == whole else " "  # a title without its subject reads on from it
    action = speech.words(issue.action) if with_action else ""
    state = speech.say(f"state.{row.state}")
    return bullet(f"{number}{subject}{between}{title}", action, due_words(shift, issue.due), state)


def due_words(shift: Shift, due: datetime | None) -> str:
    """Until when, on the team's wall; what is past says so."""
    if due is None:
        return ""
    return shift.say("was_due" if due <= shift.now else "due", when=shift.speech.at(due, shift.now))


# ── The board ────────────────────────────────────────────────────────────────────────────────────────────────────────


def waiting(shift: Shift) -> list[Action]:
    """Proposals nobody has decided on, approvals nobody has used, and what was done without one."""
    look = shift.look
    return [
        action
        for action in shift.actions
        if action.state(look.now, look.limits) in {"proposed", "approved"} or is_alone(action, look)
    ]


def waiting_line(shift: Shift, action: Action) -> str:
    """What exactly waits, since when or until when, who asks, and the id to decide with."""
    when = when_words(action, shift.look)[0]
    return bullet(
        what(shift, action), action.why, state_word(action, shift.look).text, action.begun.by, when, action.id
    )


def done_since(shift: Shift, since: datetime) -> list[Action]:
    """What was carried out from a moment on, oldest first."""
    found = [action for action in shift.actions if action.done and action.done.at >= since]
    return sorted(found, key=lambda action: action.done.at if action.done else shift.now)


def done_line(shift: Shift, action: Action) -> str:
    """What was done, why, by whom, who agreed."""
    second = action.approved.by if action.approved else ""
    agreed = shift.say("agreed", by=second) if second else ""
    alone = state_word(action, shift.look).text if is_alone(action, shift.look) else ""
    by = f"{action.done.by} {shift.speech.at(action.done.at, shift.now)}" if action.done else ""
    return bullet(what(shift, action), action.why, by, agreed, alone)


def results_since(shift: Shift, since: datetime) -> list[Action]:
    """Actions whose result came in, or was looked at, from a moment on."""
    return [
        action
        for action in sorted(shift.actions, key=newest)
        if (action.measured and action.measured.at >= since) or (action.verified and action.verified.at >= since)
    ]


def result_line(shift: Shift, action: Action) -> str:
    """What was done and what came of it."""
    result = result_words(action, shift.look.waits, shift.now, shift.speech)
    said = action.verified.why if action.verified else ""
    return bullet(what(shift, action), _text(result), said)


def what(shift: Shift, action: Action) -> str:
    """US price ZX-1 19.99 → 24.99."""
    subject = subject_words(action.subject, shift.speech)
    return f"{action.marketplace} {kind_word(action.kind, shift.speech)} {subject} {change_text(action)}".strip()


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


# ── The day ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def start_of_day(shift: Shift) -> datetime:
    """Midnight of the team."""
    return shift.here.clock.team_now.replace(hour=0, minute=0, second=0, microsecond=0)


def last_stand_up(shift: Shift) -> datetime:
    """When the morning pane of the working day before was due: what happened since is told at this one."""
    profile, today = shift.here.settings.profile, shift.here.clock.team_now.date()
    before = [today - timedelta(days=ago) for ago in range(1, 8)]
    worked = [date for date in before if not profile.working_days or WEEKDAYS[date.weekday()] in profile.working_days]
    return shift.here.clock.team_time(profile.morning, worked[0] if worked else before[0])


def step_lines(shift: Shift) -> Iterator[str]:
    """Every step that nobody signed; those whose pane has ended are called missed."""
    for step in shift.steps:
        if step.tick.done:
            continue
        end = end_of(shift, step.pane)  # a weekly step, listed in the morning, has until the evening
        pane = words(f"pane.{step.pane}")
        told = shift.say("missed" if end <= shift.now else "open", pane=pane, until=same(f"{end:%H:%M}"))
        since = carried_words(step, shift.speech)
        yield bullet(f"{step.id} {shift.speech.words(step.text)}", told, since, step.tick.note)


def end_of(shift: Shift, pane: Pane) -> datetime:
    """When a pane is due today."""
    return shift.here.clock.team_time(ends_at(pane, shift.here.settings.profile))


def incident_lines(shift: Shift) -> Iterator[str]:
    """Amazon's warnings that are not over: how far each is, until when it is due, what comes next, what must stay."""
    for case in shift.incidents:
        if case.is_past:
            continue
        incident, speech = case.incident, shift.speech
        products = " ".join(incident.asins or incident.skus)
        hold = speech.say("view.incident.no_edit", what=products) if products and not case.sent else ""
        step = speech.say(f"incident.step.{case.next_step}") if case.next_step else ""
        due = "" if case.sent else shift.say("due", when=moment(speech.local(case.note.answer_by)))
        name = f"{incident.marketplace} {incident.id} {incident.subject}".strip()
        yield bullet(name, state_span(case, speech).text, due, step, hold)


def blind_lines(shift: Shift) -> Iterator[str]:
    """Reports that are missing or too old, by type: what nobody could see."""
    needs = [need for need in shift.picture.needs if not need.optional and need.status != "fresh"]
    found: dict[tuple[str, str], list[str]] = {}
    for need in needs:
        key = (shift.speech.words(need.title), shift.say(f"need_{need.status}"))
        found.setdefault(key, []).append(need.marketplace)
    lines = [bullet(f"{title} {status}", ", ".join(sorted(set(filter(None, marketplaces)))))
             for (title, status), marketplaces in found.items()]  # fmt: skip
    yield from lines[:MOST_MISSING]
    if len(lines) > MOST_MISSING:
        yield bullet(shift.say("more", n=len(lines) - MOST_MISSING))


def named_day(shift: Shift, at: datetime) -> Words:
    """Fri 20 Nov 09:30 · 周五 11月20日 09:30."""
    local = shift.speech.local(at)
    weekday, date = words(f"view.weekday.d{local.weekday()}"), day(local.date())
    return Words(*(f"{weekday.say(one)} {date.say(one)} {local:%H:%M}" for one in ("en", "zh")))

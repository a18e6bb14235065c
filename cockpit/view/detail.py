"""Everything there is to say about one issue: the sentence, the figure against its lines, what to do, since when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from cockpit.amount import currency_in
from cockpit.checklist import Checklist, Step
from cockpit.issue import Line, Pane
from cockpit.marks import Mark, Snoozed, closed_by_hand
from cockpit.picture import ROWS_SHOWN, EvidenceRow, Issue
from cockpit.text import clean, source_words, words
from cockpit.view.approvals import Looked, action_line, actions_about, approval_of
from cockpit.view.facts import Fact
from cockpit.view.panes import Blind, standing
from cockpit.view.plot import bars, track
from cockpit.view.proposals import proposal_facts
from cockpit.view.rows import Wording, carried_words, joined
from cockpit.view.speech import (
    DAY,
    Span,
    Speech,
    amount,
    dotted,
    due_long,
    due_role,
    figure_name,
    parts_words,
    subject_kind,
    value_words,
)

CELLS_SHOWN = 6
ACTIONS_SHOWN = 3
# Units of settings that are called otherwise in figures; points are those of the figure: of a score, or of a share.
UNITS = {"share": "rate", "d": "days", "h": "hours", "points": ""}
QUIET_STATES = frozenset({"open", "pending"})


class Detail(NamedTuple):
    """What stands in the detail of the thing under the cursor."""

    head: tuple[Span, ...]
    title: str
    facts: tuple[Fact, ...]


def issue_detail(issue: Issue, wording: Wording) -> Detail:
    """The detail of an issue."""
    mark = wording.marks.of(issue.fingerprint)
    facts = [
        *_do(issue, wording),
        *proposal_facts(issue, wording.speech),
        *_quiet(issue, wording),
        *_unsure(issue, wording),
        *_due(issue, mark, wording),
        *_figure(issue, wording.speech),
        *_lines(issue, wording.speech),
        *_trend(issue, wording.speech),
        *_notes(issue, wording.speech),
        *_rows(issue, wording.speech),
        *_effects(issue, wording.speech),
        *_actions(issue, wording),
        *_history(issue, mark, wording),
    ]
    return Detail(_head(issue, wording), wording.speech.words(issue.title), tuple(facts))


def _head(issue: Issue, wording: Wording) -> tuple[Span, ...]:
    speech = wording.speech
    kind = subject_kind(issue.subject, speech)
    subject = kind if issue.subject.kind == "account" else f"{kind} {clean(issue.subject.id)}"
    seen = standing(issue, wording.picture, wording.marks, wording.now)
    since = issue.first_seen if seen.state in {"new", "open"} else None
    state = speech.say(f"state.{seen.state}")
    if since:
        state = speech.say("view.since", state=state, when=speech.at(since, wording.now))
    tags = [Span(speech.say(f"tag.{tag}"), "dim") for tag in dict.fromkeys((*issue.tags, *seen.tags))]
    return dotted([
        Span(clean(f"#{issue.number} {issue.check}" if issue.number else issue.check), "strong"),
        Span(clean(issue.marketplace)),
        Span(subject),
        Span(speech.say(f"severity.{issue.severity}"), issue.severity),
        Span(state, "accent" if seen.state in {"new", "reopened", "unsure"} else "dim"),
        *tags,
    ])  # fmt: skip


def _quiet(issue: Issue, wording: Wording) -> list[Fact]:
    """Why an issue is kept quiet, closed without being gone, or not looked at any more."""
    speech = wording.speech
    said: list[Span] = []
    if issue.suppressed:
        quiet = issue.suppressed
        by = speech.say("view.quiet.by", by=clean(quiet.by)) if quiet.by else ""
        until = speech.at(quiet.until, wording.now)
        words = speech.say("view.quiet.suppressed", reason=clean(quiet.reason), until=until, by=by)
        said += [Span(words), Span(f" · {clean(quiet.place)}", "dim")]
    if issue.cause:
        said.append(Span(_cause(issue, wording)))
    if issue.unchecked:
        said.append(Span(speech.say(f"view.quiet.{issue.unchecked}", mp=clean(issue.marketplace), check=issue.check)))
    return [Fact(speech.say("view.label.quiet"), tuple(said))] if said else []


def _unsure(issue: Issue, wording: Wording) -> list[Fact]:
    """Why nobody can say now whether an issue is still there."""
    if issue.state != "unsure" or issue.unchecked:
        return []
    speech, place = wording.speech, (issue.check, issue.store, issue.marketplace)
    line = next((one for one in wording.picture.verdicts if (one.check, one.store, one.marketplace) == place), None)
    if line is None:
        told = speech.say("view.unsure.not_run", check=clean(issue.check))
    elif line.reason or not line.verdict.judged:
        reason = speech.words(line.reason) or speech.say(f"verdict.{line.verdict}")
        told = speech.say("view.cannot_judge", reason=reason)
    else:
        told = speech.say("view.unsure.this_one")
    return [Fact(speech.say("view.label.reason"), (Span(told, "unknown"),))]


def _cause(issue: Issue, wording: Wording) -> str:
    """What explains an issue: the check, and its issue where that is still listed."""
    speech = wording.speech
    place = issue.store, issue.marketplace
    causes = [
        one for one in wording.picture.issues if one.check == issue.cause and (one.store, one.marketplace) == place
    ]
    found = next((one for one in causes if one.subject == issue.subject), None)
    found = found or next((one for one in causes if any(check == issue.check for check, _ in one.effects)), None)
    if found is None:
        return speech.say("view.quiet.silenced", check=clean(issue.cause), what="")
    number = f" #{found.number}" if found.number else ""
    return speech.say(
        "view.quiet.silenced", check=f"{clean(issue.cause)}{number}", what=f" · {speech.words(found.title)}"
    )


def _due(issue: Issue, mark: Mark, wording: Wording) -> list[Fact]:
    """Until when, whose it is, and whether a second person must agree."""
    speech = wording.speech
    due = due_long(issue.due, wording.now, issue.marketplace, speech) if issue.due else speech.say("view.due.none")
    word = approval_of(issue, wording.board.actions, wording.now, wording.board.limits)
    approval = "" if word == "not_needed" else speech.say(f"view.approval.{word}")
    spans = dotted([
        Span(due, due_role(issue.due, wording.now).replace("dim", "")),
        Span(speech.say("view.owner", name=clean(mark.owner)) if mark.owner else ""),
        Span(approval, "dim" if word == "approved" else "warning"),
    ])  # fmt: skip
    return [Fact(speech.say("view.label.due"), spans)]


def _do(issue: Issue, wording: Wording) -> list[Fact]:
    action = wording.speech.words(issue.action)
    return [Fact(wording.speech.say("view.label.do"), (Span(action),))] if action else []


def _figure(issue: Issue, speech: Speech) -> list[Fact]:
    figure = issue.figure
    if figure is None and issue.impact is None:
        return []
    spans: list[Span] = []
    if figure is not None:
        currency = currency_of(issue)
        spans = [
            Span(f"{figure_name(figure.name, speech)} "),
            Span(value_words(figure.value, figure.unit, speech, currency), issue.severity),
        ]
        spans += [Span(f"  {parts}", "dim") for parts in [parts_words(figure, speech)] if parts]
    if issue.impact is not None:
        spans += [Span("  " if spans else ""), Span(speech.say("view.impact", amount=amount(issue.impact)))]
    return [Fact(speech.say("view.label.figure"), tuple(spans), track=track(figure, issue.lines))]


def _lines(issue: Issue, speech: Speech) -> list[Fact]:
    unit = issue.figure.unit if issue.figure else "count"
    currency = currency_of(issue)
    label = speech.say("view.label.lines")
    return [
        Fact(label if at == 0 else "", line_words(line, unit, currency, speech)) for at, line in enumerate(issue.lines)
    ]


def currency_of(issue: Issue) -> str:
    """What the amounts of its figure and lines are in; "" where nothing says it. A price is in its marketplace's."""
    if issue.impact:
        return issue.impact.currency
    return currency_in(issue.marketplace) if issue.figure and issue.figure.name == "price" else ""


def line_words(line: Line, unit: str, currency: str, speech: Speech) -> tuple[Span, ...]:
    """A line as it stood, whether it is crossed, and where its value comes from."""
    role = ("critical" if line.kind == "amazon" else "warning") if line.crossed else ""
    value = value_words(line.value, UNITS.get(line.unit, line.unit) or unit, speech, currency)
    source = clean(speech.words(source_words(line.source)))
    if line.as_of:
        source = speech.say("view.line.as_of", source=source, date=clean(line.as_of))
    crossed = speech.say("view.line.crossed" if line.crossed else "view.line.within")
    return (
        Span(speech.say(f"view.line.{line.kind}", value=value)),
        Span(f" {crossed}", role or "dim"),
        Span(f" · {source}", "dim"),
    )


def _trend(issue: Issue, speech: Speech) -> list[Fact]:
    if len(issue.trend) < 2:  # noqa: PLR2004 - one value is no trend
        return []
    unit = issue.figure.unit if issue.figure else "count"
    first, last = (value_words(value, unit, speech) for value in (issue.trend[0], issue.trend[-1]))
    words = speech.say("view.trend", first=first, last=last, n=str(len(issue.trend)))
    return [Fact(speech.say("view.label.trend"), (Span(words, "dim"),), bars=bars(issue.trend, issue.lines))]


def _notes(issue: Issue, speech: Speech) -> list[Fact]:
    return [
        Fact(speech.say("view.label.note") if at == 0 else "", (Span(speech.words(note)),))
        for at, note in enumerate(issue.notes)
    ]


def _rows(issue: Issue, speech: Speech) -> list[Fact]:
    shown = issue.rows[:ROWS_SHOWN]
    facts = [Fact(speech.say("view.label.rows") if at == 0 else "", evidence_line(row)) for at, row in enumerate(shown)]
    if issue.rows_total > len(shown) and facts:
        facts.append(Fact("", (Span(speech.counted("view.more_rows", issue.rows_total - len(shown)), "dim"),)))
    return facts


def evidence_line(row: EvidenceRow) -> tuple[Span, ...]:
    """One evidence row in a line: where it stands, then its first cells."""
    cells = [(name, value) for name, value in row.cells if value][:CELLS_SHOWN]
    words = dotted(Span(f"{clean(name)} {clean(value)}") for name, value in cells)
    return (Span(f"{clean(row.place)}  ", "accent"), *words)


def _effects(issue: Issue, speech: Speech) -> list[Fact]:
    label = speech.say("view.label.effects")
    return [
        Fact(label if at == 0 else "", (Span(f"{clean(check)} ", "dim"), Span(speech.words(title))))
        for at, (check, title) in enumerate(issue.effects)
    ]


def _actions(issue: Issue, wording: Wording) -> list[Fact]:
    """What people did about it, newest first: what, where it stands, who, what came of it."""
    board, speech = wording.board, wording.speech
    look = Looked(wording.now, speech, board.limits, board.waits, wording.picture)
    found = actions_about(issue, board.actions)
    label = speech.say("view.label.actions")
    lines = [action_line(action, look) for action in reversed(found[-ACTIONS_SHOWN:])]
    if len(found) > ACTIONS_SHOWN:
        lines.append((Span(speech.say("view.more_actions", n=str(len(found) - ACTIONS_SHOWN)), "dim"),))
    return [Fact(label if at == 0 else "", line) for at, line in enumerate(lines)]


def _history(issue: Issue, mark: Mark, wording: Wording) -> list[Fact]:
    speech, now, run = wording.speech, wording.now, wording.picture.run
    parts = [speech.say("view.history.first_seen", when=speech.at(issue.first_seen, now))]
    if days := (now - issue.first_seen) // DAY:  # not in minutes: they would be drawn anew each minute
        parts.append(speech.say("view.history.age", age=speech.say("view.span.days", n=str(days))))
    if run:
        k, n = str(issue.runs.seen(run)), str(issue.runs.out_of(run))
        parts.append(speech.say("view.history.runs", k=k, n=n))
    if issue.reopened:
        parts.append(speech.say("view.history.reopened", n=str(issue.reopened)))
    if issue.state == "unsure":
        parts.append(speech.say("view.history.last_seen", when=speech.at(issue.last_seen, now)))
    if mark.acknowledged:
        at = speech.at(mark.acknowledged.at, now)
        parts.append(speech.say("view.history.acknowledged", by=clean(mark.acknowledged.by), at=at))
        if mark.acknowledged.ended(issue.severity):
            parts.append(speech.say("view.history.worse"))
    if mark.snoozed:
        parts.append(_snoozed(mark.snoozed, wording))
    if mark.closed and closed_by_hand(issue, mark):
        at = speech.at(mark.closed.at, now)
        parts.append(
            speech.say("view.history.closed", by=clean(mark.closed.by), at=at, reason=clean(mark.closed.reason))
        )
    lines = [dotted(Span(part, "dim") for part in parts)]
    lines += [
        (Span(f"{clean(note.by)} {speech.at(note.at, now)}  ", "dim"), Span(clean(note.text))) for note in mark.notes
    ]
    return [Fact(speech.say("view.label.history") if at == 0 else "", line) for at, line in enumerate(lines)]


def _snoozed(snoozed: Snoozed, wording: Wording) -> str:
    speech = wording.speech
    until = snoozed.until
    when = (
        speech.say(f"view.until.{until.replace('-', '_')}") if isinstance(until, str) else speech.at(until, wording.now)
    )
    reason = f" ({clean(snoozed.reason)})" if snoozed.reason else ""
    over = isinstance(until, datetime) and until <= wording.now
    key = "view.history.was_snoozed" if over else "view.history.snoozed"
    return speech.say(key, by=clean(snoozed.by), when=when) + reason


def step_detail(step: Step, wording: Wording, day: Checklist | None = None) -> Detail:
    """The detail of a step: what its checks say, one by one, and how long its pane has taken on the day."""
    speech = wording.speech
    titles = {rule.id: speech.words(rule.title) for rule in wording.picture.rules}
    tick, facts = step.tick, list[Fact]()
    if step.carried and not tick.done:
        facts.append(Fact(speech.say("view.label.since"), (Span(carried_words(step, speech), "warning"),)))
    if tick.note:
        facts.append(Fact(speech.say(f"view.label.{'note' if tick.done else 'reason'}"), (Span(clean(tick.note)),)))
    facts += [
        Fact(clean(check), (Span(f"{titles[check]}  "), *_verdict_spans(check, wording)))
        for check in step.checks
        if check in titles
    ]
    if day is not None and (time := _time_of(step.shown_in, day, speech)):
        facts.append(Fact(speech.say("view.label.time"), (Span(time, "dim"),)))
    state = speech.say("view.step.done" if tick.done else "view.step.to_do")
    by = clean(f"{tick.by} {speech.at(tick.at, wording.now)}" if tick.at else tick.by)
    head = dotted([Span(clean(step.id), "strong"), Span(state, "dim" if tick.done else "accent"), Span(by, "dim")])
    return Detail(head, speech.words(step.text), tuple(facts))


def _time_of(pane: Pane, day: Checklist, speech: Speech) -> str:
    """Morning took 42 min, and whether it was measured or corrected."""
    spent = day.spent(pane)
    if spent is None:
        return ""
    how = "corrected" if pane in day.minutes else "measured"
    return speech.say(f"view.step.time_{how}", pane=words(f"pane.{pane}"), span=speech.span(timedelta(minutes=spent)))


def _verdict_spans(check: str, wording: Wording) -> Sequence[Span]:
    """Each marketplace's verdict of one check."""
    speech = wording.speech
    spans = []
    for line in wording.picture.verdicts:
        if line.check == check:
            word = speech.say(f"verdict.{line.verdict}")
            role = {"issues": "warning", "ok": "dim", "not_applicable": "dim", "off": "dim"}.get(
                line.verdict, "unknown"
            )
            spans.append(Span(f"{clean(line.marketplace)} {word}".strip(), role))
    return joined(spans, "  ")


def blind_detail(blind: Blind, wording: Wording) -> Detail:
    """Why checks cannot be judged, and what to export from where so that they can."""
    speech, picture = wording.speech, wording.picture
    titles = {rule.id: speech.words(rule.title) for rule in picture.rules}
    head = dotted([
        Span(" ".join(blind.checks), "strong"),
        Span(clean(blind.marketplace)),
        Span(speech.say(f"verdict.{blind.verdict}"), "unknown"),
    ])  # fmt: skip
    needs = [
        need
        for need in picture.needs
        if need.status != "fresh"
        and need.marketplace == blind.line.marketplace
        and set(need.checks) & set(blind.checks)
    ]
    facts = [
        Fact(
            speech.say("view.label.export") if at == 0 else "",
            (Span(f"{speech.words(need.title)}  ", "strong"), Span(speech.words(need.menu))),
        )
        for at, need in enumerate(needs)
    ]
    facts += [Fact(check, (Span(titles.get(check, "")),)) for check in blind.checks]
    reason = speech.words(blind.line.reason) or speech.say(f"verdict.{blind.verdict}")
    return Detail(head, speech.say("view.cannot_judge", reason=reason), tuple(facts))

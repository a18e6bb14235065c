"""Everything there is to say about one action: why, who agreed, which issue, what came of it, and its history."""

from collections.abc import Sequence

from cockpit.board_fold import Action
from cockpit.clock import zone_of
from cockpit.picture import Issue, Picture
from cockpit.text import clean
from cockpit.view.approvals import Looked, ends_at
from cockpit.view.board import board_row
from cockpit.view.detail import Detail
from cockpit.view.facts import Fact
from cockpit.view.results import result_words
from cockpit.view.speech import Span, Speech, dotted, subject_kind


def board_detail(action: Action, look: Looked) -> Detail:
    """Everything there is to say about one action."""
    speech = look.speech
    facts = [
        *_fact("why", [Span(clean(action.why))] if action.why else [], speech),
        *_fact("second", _second(action, look), speech),
        *_fact("issue", _issue(action, look), speech),
        *_fact("result", result_words(action, look.waits, look.now, speech), speech),
        *_fact("evidence", [Span(clean(action.evidence), "accent")] if action.evidence else [], speech),
        *_fact("incident", [Span(clean(action.incident), "warning")] if action.incident else [], speech),
        *_history(action, look),
    ]
    row = board_row(action, look)
    head = dotted([
        Span(row.kind, "strong"),
        Span(row.marketplace),
        Span(f"{subject_kind(action.subject, speech)} {row.subject}"),
        row.word,
        row.when if ends_at(action, look) else Span(""),
        Span(clean(action.id), "dim"),
    ])  # fmt: skip
    return Detail(head, row.change, tuple(facts))


def _fact(name: str, spans: Sequence[Span], speech: Speech) -> list[Fact]:
    return [Fact(speech.say(f"view.board.label.{name}"), tuple(spans))] if spans else []


def _second(action: Action, look: Looked) -> list[Span]:
    """Whether a second person is needed, who said what, and until when it holds."""
    speech, approval = look.speech, action.approval(look.now, look.limits)
    role = {"needed": "critical", "expired": "warning", "refused": "warning", "requested": "accent"}.get(approval, "")
    spans = [Span(speech.say(f"board.approval.{approval}"), role)]
    word = action.approved or action.refused
    if word:
        spans.append(Span(f" · {clean(word.by)} {speech.at(word.at, look.now)}", "dim"))
    if word and word.why:
        spans.append(Span(f" · {clean(word.why)}"))
    end = ends_at(action, look)
    if end:
        spans.append(Span(speech.say("view.board.until", when=speech.at(end, look.now)), "dim"))
    return spans


def _issue(action: Action, look: Looked) -> list[Span]:
    issue = issue_of(action, look.picture)
    if issue is None:
        return [Span(clean(action.check), "dim")] if action.check else []
    number = f"#{issue.number} " if issue.number else ""
    state = look.speech.say(f"state.{issue.state}")
    return [
        Span(f"{number}{clean(issue.check)} ", "strong"),
        Span(look.speech.words(issue.title)),
        Span(f" · {state}", "dim"),
    ]


def issue_of(action: Action, picture: Picture) -> Issue | None:
    """The issue that an action answers, while it is in the picture."""
    return next((one for one in picture.issues if action.issue and one.fingerprint == action.issue), None)


def _history(action: Action, look: Looked) -> list[Fact]:
    """Each state with who, when in both zones, and what they wrote."""
    speech = look.speech
    label = speech.say("view.label.history")
    said = [(action.begun, "proposed" if action.proposed else "done"), (action.approved, "approved"),
            (action.refused, "refused"), (action.done if action.proposed else None, "done"),
            (action.void, "void"), (action.verified, "verified" if action.worked else "no_effect")]  # fmt: skip
    lines = [(word, name) for word, name in said if word]
    tried = action.self_tried
    if tried:
        lines.append((tried, "self_tried"))
    facts = []
    for at, (word, name) in enumerate(sorted(lines, key=lambda one: one[0].at)):
        who = speech.say("board.result.by_cockpit") if word.machine else clean(word.by)
        local = speech.local(word.at)
        there = word.at.astimezone(zone_of(action.marketplace)) if action.marketplace else local
        beside = "" if there.utcoffset() == local.utcoffset() else f" ({there:%H:%M} {there.tzname()})"
        said_words = Span(f"  {clean(word.why)}" if word.why and word is not action.begun else "")
        state = Span(f"{speech.say(f'board.state.{name}')} ", "warning" if name == "self_tried" else "")
        when = Span(f"{who} {speech.at(word.at, look.now)}{beside}", "dim")
        facts.append(Fact(label if at == 0 else "", (state, when, said_words)))
    return facts

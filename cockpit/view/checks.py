"""Every rule in rows: what it says now in each marketplace, and its manual page."""

import inspect
from collections.abc import Mapping
from typing import NamedTuple

from cockpit.issue import Verdict
from cockpit.picture import CheckNote, Picture, VerdictLine
from cockpit.text import clean
from cockpit.view.detail import Detail, Fact
from cockpit.view.speech import Span, Speech

ROLES = {Verdict.OK: "dim", Verdict.NOT_APPLICABLE: "dim", Verdict.OFF: "dim", Verdict.ISSUES: "warning"}


class CheckRow(NamedTuple):
    """One rule."""

    id: str
    title: str
    verdicts: Mapping[str, Span]  # by marketplace; "" for what belongs to none
    detail: Detail
    search: str


def check_rows(picture: Picture, speech: Speech) -> list[CheckRow]:
    """Every rule, by id."""
    lines: dict[str, list[VerdictLine]] = {}
    for line in picture.verdicts:
        lines.setdefault(line.check, []).append(line)
    return [_row(rule, lines.get(rule.id, []), speech) for rule in sorted(picture.rules, key=lambda rule: rule.id)]


def _row(rule: CheckNote, lines: list[VerdictLine], speech: Speech) -> CheckRow:
    title = speech.words(rule.title)
    said = {clean(line.marketplace): _said(line, speech) for line in lines}
    search = f"{rule.id} {title} {' '.join(span.text for span in said.values())}".casefold()
    return CheckRow(clean(rule.id), title, said, _detail(rule, lines, speech), search)


def _said(line: VerdictLine, speech: Speech) -> Span:
    text = f"{clean(line.marketplace)} {speech.say(f'verdict.{line.verdict}')}".strip()
    return Span(text, ROLES.get(line.verdict, "unknown"))


def _detail(rule: CheckNote, lines: list[VerdictLine], speech: Speech) -> Detail:
    reasons = [
        Fact(clean(line.marketplace), (Span(speech.words(line.reason)),)) for line in lines if line.reason is not None
    ]
    manual = [Fact("", (Span(clean(text), "dim"),)) for text in inspect.cleandoc(rule.manual).splitlines()]
    head = (Span(clean(rule.id), "strong"), Span(f" · {speech.say(f'pane.{rule.pane}')}", "dim"))
    return Detail(head, speech.words(rule.title), (*reasons, *manual))


def verdict_counts(picture: Picture) -> tuple[int, int]:
    """How many verdicts say something, and how many cannot."""
    beside = {Verdict.NOT_APPLICABLE, Verdict.OFF}
    judged = sum(line.verdict.judged for line in picture.verdicts)
    return judged, sum(not line.verdict.judged and line.verdict not in beside for line in picture.verdicts)

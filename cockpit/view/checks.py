"""Every rule in rows: what it says now in each marketplace, and its manual page."""

from collections.abc import Mapping
from typing import NamedTuple

from cockpit.issue import Verdict
from cockpit.picture import CheckNote, Issue, Picture, VerdictLine
from cockpit.text import clean
from cockpit.view.detail import Detail
from cockpit.view.facts import Fact
from cockpit.view.manual import manual_facts
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
    quiet: dict[str, list[Issue]] = {}
    for issue in picture.issues:
        if issue.suppressed and issue.state != "resolved":
            quiet.setdefault(issue.check, []).append(issue)
    rules = sorted(picture.rules, key=lambda rule: rule.id)
    return [_row(rule, lines.get(rule.id, []), quiet.get(rule.id, []), speech) for rule in rules]


def _row(rule: CheckNote, lines: list[VerdictLine], quiet: list[Issue], speech: Speech) -> CheckRow:
    title = speech.words(rule.title)
    said = {clean(line.marketplace): _said(line, speech) for line in lines}
    if quiet:
        text = speech.say("view.fold.suppressed", n=str(len(quiet)))
        said["suppressed"] = Span(text, "critical" if any(one.severity == "critical" for one in quiet) else "warning")
    search = f"{rule.id} {title} {' '.join(span.text for span in said.values())}".casefold()
    return CheckRow(clean(rule.id), title, said, _detail(rule, lines, quiet, speech), search)


def _said(line: VerdictLine, speech: Speech) -> Span:
    text = f"{clean(line.marketplace)} {speech.say(f'verdict.{line.verdict}')}".strip()
    return Span(text, ROLES.get(line.verdict, "unknown"))


def _quiet(issue: Issue, speech: Speech) -> Fact:
    """An issue that a rule of config.toml keeps quiet, and the rule."""
    rule = issue.suppressed
    words = speech.words(issue.title)
    if rule is None:
        return Fact(clean(issue.marketplace), (Span(words),))
    until = speech.say("view.suppressed_until", until=speech.date(rule.until), reason=clean(rule.reason))
    severity = speech.say(f"severity.{issue.severity}")
    return Fact(
        clean(issue.marketplace),
        (Span(f"{severity} ", issue.severity), Span(words), Span(f" · {until} · {clean(rule.place)}", "dim")),
    )


def _detail(rule: CheckNote, lines: list[VerdictLine], quiet: list[Issue], speech: Speech) -> Detail:
    reasons = [
        Fact(clean(line.marketplace), (Span(speech.words(line.reason)),)) for line in lines if line.reason is not None
    ]
    manual = manual_facts(rule.manual, speech.language)
    panes = ", ".join(speech.say(f"pane.{pane}") for pane in rule.panes)
    head = (Span(clean(rule.id), "strong"), Span(f" · {panes}", "dim"))
    return Detail(head, speech.words(rule.title), (*reasons, *(_quiet(issue, speech) for issue in quiet), *manual))


def verdict_counts(picture: Picture) -> tuple[int, int]:
    """How many verdicts say something, and how many cannot."""
    beside = {Verdict.NOT_APPLICABLE, Verdict.OFF}
    judged = sum(line.verdict.judged for line in picture.verdicts)
    return judged, sum(not line.verdict.judged and line.verdict not in beside for line in picture.verdicts)

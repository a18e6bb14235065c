"""What differs between what a case says and what its check said: nothing, when the case passes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import isclose
from typing import Any

from cockpit.case_file import Case
from cockpit.check import Finding, Judgement
from cockpit.issue import Proposal

Row = Mapping[str, Any]


def differences(case: Case, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Every difference, one sentence each; empty when the check says exactly what the case lists."""
    own = [judgement for judgement in judgements if judgement.check.id == case.check]
    if not own:
        return (f"no check {case.check} was run",)
    return (*_issues(case.data.get("issue", ()), own), *_verdicts(case.data.get("verdict", ()), own))


def _issues(rows: Sequence[Row], own: Sequence[Judgement]) -> Iterator[str]:
    expected = {(row["marketplace"], row["subject"]): row for row in rows}
    raised = {
        (judgement.marketplace, f"{finding.subject.kind}:{finding.subject.id}"): finding
        for judgement in own
        for finding in judgement.findings
    }
    for place, subject in sorted(set(raised) - set(expected)):
        yield f"{place} {subject}: raised, but the case does not list it ({raised[place, subject].title.en})"
    for place, subject in sorted(set(expected) - set(raised)):
        yield f"{place} {subject}: not raised"
    for key in sorted(set(expected) & set(raised)):
        for difference in _finding(expected[key], raised[key]):
            yield f"{key[0]} {key[1]}: {difference}"


def _finding(row: Row, finding: Finding) -> Iterator[str]:
    """What differs in one finding, for the keys that the case's row has."""
    figure, due, within = finding.figure, finding.due, finding.due_within
    said: dict[str, Any] = {
        "severity": str(finding.severity),
        "tags": sorted(finding.tags),
        "due": None if due is None else due.isoformat(),
        "due_within_minutes": None if within is None else within / timedelta(minutes=1),
        "lines_crossed": sorted(line.kind for line in finding.lines if line.crossed),
        "pane": str(finding.pane or ""),
        "also_in": sorted(str(pane) for pane in finding.also_in),
        "needs_approval": finding.needs_approval,
        "impact": None if finding.impact is None else f"{finding.impact.amount} {finding.impact.currency}",
        "evidence": sum(frame.height for frame in finding.evidence),
        "proposals": sorted(_written(one) for one in finding.proposals),
    }
    for key, value in said.items():
        wanted = sorted(row[key]) if isinstance(row.get(key), list) else row.get(key)
        if key in row and wanted != value:
            yield f"{key} is {value}, not {wanted}"
    for key in ("value", "numerator", "denominator"):
        if key in row and not _close(getattr(figure, key, None), row[key]):
            yield f"{key} is {getattr(figure, key, None)}, not {row[key]}"
    if "title_has" in row and row["title_has"] not in f"{finding.title.en}\n{finding.title.zh}":
        yield f"the title lacks {row['title_has']!r}: {finding.title.en} · {finding.title.zh}"
    if "action_has" in row and row["action_has"] not in f"{finding.action.en}\n{finding.action.zh}":
        yield f"the action lacks {row['action_has']!r}: {finding.action.en} · {finding.action.zh}"
    notes = "\n".join(f"{note.en}\n{note.zh}" for note in finding.notes)
    yield from (f"the notes lack {text!r}: {notes}" for text in row.get("notes_have", ()) if text not in notes)


def _written(one: Proposal) -> str:
    """``removal: sku=ZX-1, quantity=180``; values that are not known are left out."""
    return f"{one.kind}: " + ", ".join(f"{name}={value}" for name, value in one.values if value is not None)


def _close(said: Any, wanted: Any) -> bool:
    return said is not None and isclose(float(said), float(wanted), rel_tol=1e-9, abs_tol=1e-12)


def _verdicts(rows: Sequence[Row], own: Sequence[Judgement]) -> Iterator[str]:
    said = {judgement.marketplace: judgement for judgement in own}
    for row in rows:
        place = row["marketplace"]
        if place not in said:
            yield f"{place or 'nowhere'}: not judged at all, not {row['verdict']}"
            continue
        for difference in _verdict(row, said[place]):
            yield f"{place or 'nowhere'}: {difference}"


def _reason(judgement: Judgement) -> str:
    """The reason in both languages, once where they are the same; of a check that failed, where."""
    said, problem = judgement.reason, judgement.problem
    words = [] if said is None else list(dict.fromkeys((said.en, said.zh)))
    return "\n".join([*words, f"{problem.file}:{problem.row}"] if problem and problem.row else words)


def _verdict(row: Row, judgement: Judgement) -> Iterator[str]:
    """What differs in a verdict: the word, its reason, what it may clear, what is unsure, when it may change."""
    reason = _reason(judgement)
    if judgement.verdict != row["verdict"]:
        yield f"the verdict is {judgement.verdict} ({reason}), not {row['verdict']}"
    if "reason_has" in row and row["reason_has"] not in reason:
        yield f"the reason lacks {row['reason_has']!r}: {reason}"
    if "clears" in row and judgement.covers_all != row["clears"]:
        yield f"it may {'' if judgement.covers_all else 'not '}clear what it does not name"
    unsure = {f"{subject.kind}:{subject.id}" for subject in judgement.unsure}
    if "unsure" in row and unsure != set(row["unsure"]):
        yield f"unsure of {sorted(unsure)}, not {sorted(row['unsure'])}"
    if "next_change" in row and judgement.next_change != datetime.fromisoformat(row["next_change"]):
        yield f"it may change at {judgement.next_change}, not {row['next_change']}"

"""The filter: which issues hold some words."""

from collections.abc import Callable

from cockpit.marks import Marks
from cockpit.picture import Issue
from cockpit.text import clean


def matcher(text: str, marks: Marks) -> Callable[[Issue], bool] | None:
    """Whether an issue holds every word of the text, in either language; None when the text is empty.

    ``#142`` is an issue's number; a word may be a check, a marketplace, a subject, an owner, a tag or a severity.
    """
    words = clean(text).casefold().split()
    if not words:
        return None

    def holds(issue: Issue) -> bool:
        hay = haystack(issue, marks.of(issue.fingerprint).owner)
        return all(word in hay for word in words)

    return holds


def haystack(issue: Issue, owner: str) -> str:
    """Everything that a word may be found in."""
    parts = (
        f"#{issue.number} ", issue.check, issue.marketplace, issue.store, issue.subject.id, issue.subject.kind,
        issue.title.en, issue.title.zh, issue.severity, issue.state, owner, *issue.tags,
    )  # fmt: skip
    return "\n".join(parts).casefold()

"""Errors of Amazon's system as the team wrote them on the board: the same one again and again, uploads rejected.

Source: domain §9.2, I-04. An error is written down with ``cockpit act --error TEXT``; a line of the board whose reason
or new value speaks of an error counts as well, since that is how people write it who do not know the option.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from cockpit.check import RecordedAction

if TYPE_CHECKING:
    from cockpit.issue import Subject

_SPEAKS: Final = re.compile(r"\berrors?\b|\bfail(?:ed|ure)\b|报错|错误|失败", re.IGNORECASE)
_REJECTED: Final = re.compile(r"reject|refused by amazon|not accepted|被拒|拒绝|驳回|未通过", re.IGNORECASE)
_UPLOAD: Final = re.compile(r"upload|feed|flat ?file|bulk|template|spreadsheet|上传|批量|表格|模板", re.IGNORECASE)
# Amazon's codes: 8541, 99010, SKU-less words such as InvalidInput or ERR_403. Long numbers are ids of something.
_CODE: Final = re.compile(r"(?<![\w-])(?:[A-Z]{2,}[_-]?)?\d{3,6}(?![\w-])|\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")
_VARYING: Final = re.compile(r"\b[\w-]*\d[\w-]*\b")
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Errors:
    """The same error, or rejections of the same upload, oldest first."""

    name: str  # its code, else the beginning of its text: what people call it
    actions: tuple[RecordedAction, ...]

    def burst(self, count: int, within: timedelta) -> tuple[RecordedAction, ...]:
        """The newest `count` or more of them that lie within so much time; none when there were never so many."""
        for last in range(len(self.actions) - 1, -1, -1):
            end = moment(self.actions[last])
            found = tuple(one for one in self.actions[: last + 1] if end - moment(one) <= within)
            if len(found) >= count:
                return found
        return ()


def moment(action: RecordedAction) -> datetime:
    """When an error was met."""
    return action.done_at or action.at


def error_text(action: RecordedAction) -> str:
    """What the system answered, as it was written down; empty for a line that tells of no error."""
    if action.error:
        return action.error
    texts = [text for text in (action.why, action.after) if _SPEAKS.search(text) or _is_rejection(text)]
    return texts[0] if action.kind == "other" and texts else ""


def system_errors(actions: Iterable[RecordedAction]) -> Sequence[Errors]:
    """Every error with everything that met it, by name."""
    found: dict[str, list[RecordedAction]] = defaultdict(list)
    for action in actions:
        if text := error_text(action):
            found[name_of(text)].append(action)
    return [Errors(name, tuple(sorted(met, key=moment))) for name, met in sorted(found.items())]


def rejected_uploads(actions: Iterable[RecordedAction]) -> Sequence[Errors]:
    """Every upload (by what it was about) with the times that it was rejected."""
    found: dict[Subject, list[RecordedAction]] = defaultdict(list)
    for action in actions:
        text = error_text(action)
        about = f"{text} {action.why} {action.after} {action.before} {action.subject.id}"
        if text and _REJECTED.search(about) and _is_upload(action, about):
            found[action.subject].append(action)
    return [Errors(subject.id, tuple(sorted(met, key=moment))) for subject, met in sorted(found.items())]


def _is_rejection(text: str) -> bool:
    return bool(_REJECTED.search(text) and _UPLOAD.search(text))


def _is_upload(action: RecordedAction, about: str) -> bool:
    """Whether something was uploaded: it says so, or what it is about is a file of many rows."""
    return action.subject.kind == "report" or bool(_UPLOAD.search(about))


def name_of(text: str) -> str:
    """What makes two messages the same error: their code, else their words without the ids in them."""
    code = _CODE.search(text)
    if code:
        return code[0]
    return " ".join(_VARYING.sub("#", text.casefold()).split())[:_LONGEST]

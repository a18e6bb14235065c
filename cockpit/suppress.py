"""Rules of config.toml that keep issues quiet: which they are, which issue each is for, which are ended or idle.

A rule takes precedence over what people said: an issue that a rule keeps quiet is *suppressed*, whether or not somebody
also snoozed or acknowledged it, and whatever its severity. It stays in every list that shows all, with the reason and
the end of the rule beside it, and is counted; when the rule ends it is back as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fnmatch import fnmatchcase
from typing import Any, Final

from cockpit.issue import Subject
from cockpit.picture import Issue, Suppressed, VerdictLine
from cockpit.problems import Problem
from cockpit.settings import FILE_NAME, Settings

ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One of [[suppress]]."""

    check: str  # an id, or a prefix such as "L"
    marketplace: str  # a pattern; "*" is every one
    subject: str  # a pattern over the id, or over ``kind:id``
    until: datetime  # the first moment at which it does not hold any more
    said: Suppressed
    row: int | None = None  # the line of the file that it begins on

    def fits(self, check: str, marketplace: str, subject: Subject) -> bool:
        """Whether it is meant for an issue, whether or not it still holds."""
        names = subject.id, f"{subject.kind}:{subject.id}"
        return self.covers(check, marketplace) and any(fnmatchcase(name, self.subject) for name in names)

    def covers(self, check: str, marketplace: str) -> bool:
        """Whether it may be meant for issues of a check in a marketplace."""
        mine = check == self.check or check.startswith(f"{self.check}-") or fnmatchcase(check, self.check)
        return mine and fnmatchcase(marketplace, self.marketplace)


def suppressions(settings: Settings) -> tuple[Suppression, ...]:
    """The rules that can be used: those with a check, a reason and an end, in the order of the file."""
    return tuple(_rule(row, line, settings) for row, line in settings.suppress)


def _rule(row: Any, line: int | None, settings: Settings) -> Suppression:
    until = _end(row["until"], settings)
    place = f"{FILE_NAME}:{line}" if line else FILE_NAME
    said = Suppressed(row["reason"], until, row.get("by", ""), place)
    marketplace, subject = (str(row.get(name) or ANY) for name in ("marketplace", "subject"))
    return Suppression(row["check"], marketplace, subject, until, said, line)


def _end(until: date, settings: Settings) -> datetime:
    """A day is held to its end; a time without a zone is the team's."""
    zone = settings.profile.zone
    if isinstance(until, datetime):
        return until if until.tzinfo else until.replace(tzinfo=zone)
    return datetime.combine(until + timedelta(days=1), time(), zone)


def suppressed_by(
    rules: Sequence[Suppression], check: str, marketplace: str, subject: Subject, now: datetime
) -> Suppressed | None:
    """What keeps an issue quiet at a moment: of several rules the one that ends last."""
    holding = [rule for rule in rules if now < rule.until and rule.fits(check, marketplace, subject)]
    return max(holding, key=lambda rule: rule.until).said if holding else None


def next_end(rules: Iterable[Suppression], now: datetime) -> datetime | None:
    """When the next rule ends: what it kept quiet is back then."""
    return min((rule.until for rule in rules if rule.until > now), default=None)


def idle(
    rules: Iterable[Suppression], issues: Sequence[Issue], verdicts: Sequence[VerdictLine], now: datetime
) -> tuple[Problem, ...]:
    """Rules that have ended, and rules that keep nothing quiet although everything they are about was looked at."""
    return tuple(problem for rule in rules if (problem := _idle(rule, issues, verdicts, now)) is not None)


def _idle(rule: Suppression, issues: Sequence[Issue], verdicts: Sequence[VerdictLine], now: datetime) -> Problem | None:
    about = f"{rule.check} {rule.marketplace} {rule.subject}"
    if rule.until <= now:
        return Problem("suppress-ended", FILE_NAME, rule.row, about, found=rule.until.date().isoformat())
    if any(one.state != "resolved" and rule.fits(one.check, one.marketplace, one.subject) for one in issues):
        return None
    blind = any(rule.covers(one.check, one.marketplace) and not one.verdict.judged for one in verdicts)
    return None if blind else Problem("suppress-unused", FILE_NAME, rule.row, about)

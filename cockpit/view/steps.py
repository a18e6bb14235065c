"""What the checks of a step say together: it stands beside the step in the list."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cockpit.issue import Severity, Verdict
from cockpit.picture import Picture


class Finding(NamedTuple):
    """What the checks of a step say together."""

    critical: int = 0
    warning: int = 0
    info: int = 0
    unjudged: int = 0  # verdicts that say nothing: no data, stale, failed …
    judged: int = 0


class Verdicts:
    """What the checks of a picture say, counted once so that every step can ask."""

    def __init__(self, picture: Picture, *, live: frozenset[str] | None = None) -> None:
        """Count a picture's issues (those in `live` by fingerprint, else all that are not resolved) and verdicts."""
        self._issues: dict[str, dict[Severity, int]] = {}
        self._verdicts: dict[str, list[Verdict]] = {}
        for issue in picture.issues:
            if issue.state != "resolved" and (live is None or issue.fingerprint in live):
                counts = self._issues.get(issue.check)
                if counts is None:
                    counts = self._issues[issue.check] = dict.fromkeys(Severity, 0)
                counts[issue.severity] += 1
        for line in picture.verdicts:
            self._verdicts.setdefault(line.check, []).append(line.verdict)

    def of(self, checks: Sequence[str]) -> Finding:
        """The checks of one step together."""
        counts = [self._issues[check] for check in checks if check in self._issues]
        verdicts = [verdict for check in checks for verdict in self._verdicts.get(check, ())]
        unjudged = sum(not verdict.judged and not _beside_the_point(verdict) for verdict in verdicts)
        return Finding(
            _sum(counts, Severity.CRITICAL),
            _sum(counts, Severity.WARNING),
            _sum(counts, Severity.INFO),
            unjudged,
            sum(verdict.judged for verdict in verdicts),
        )


def _sum(counts: Sequence[Mapping[Severity, int]], severity: Severity) -> int:
    return sum(count[severity] for count in counts)


def _beside_the_point(verdict: Verdict) -> bool:
    return verdict in {Verdict.NOT_APPLICABLE, Verdict.OFF}

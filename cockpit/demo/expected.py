"""What the demo plants on purpose: the issues that must be found, and the near-misses that must not."""

from dataclasses import dataclass, field

from cockpit.issue import Severity, Subject, SubjectKind


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """One issue that the checks must raise on the demo."""

    check: str
    marketplace: str
    subject: Subject
    severity: Severity


@dataclass(frozen=True, slots=True, order=True)
class NearMiss:
    """One subject that stands right beside a line and must not be raised, with the reason."""

    check: str
    marketplace: str
    subject: Subject
    why: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Everything that was planted, sorted."""

    issues: tuple[Planted, ...]
    near_misses: tuple[NearMiss, ...]


@dataclass
class Plan:
    """Collects what the situations plant while the world is built."""

    issues: list[Planted] = field(default_factory=list)
    near_misses: list[NearMiss] = field(default_factory=list)

    def raises(self, check: str, marketplace: str, kind: SubjectKind, id_: str, severity: Severity) -> None:
        """Write down an issue that must be found."""
        self.issues.append(Planted(check, marketplace, Subject(kind, id_), severity))

    def spares(self, check: str, marketplace: str, kind: SubjectKind, id_: str, why: str) -> None:
        """Write down a near-miss."""
        self.near_misses.append(NearMiss(check, marketplace, Subject(kind, id_), why))

    def expected(self) -> Expected:
        """What was written down, in a stable order."""
        return Expected(tuple(sorted(self.issues)), tuple(sorted(self.near_misses)))

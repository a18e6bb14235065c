"""What a fold of the journal is: it takes one event after another, and can be kept between two starts."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Self

from cockpit.journal import Batch, Event
from cockpit.problems import Problem


class Fold(ABC):
    """What the journal's events come to."""

    @abstractmethod
    def take(self, event: Event) -> None:
        """One event. Raises KeyError, TypeError or ValueError for one that lacks what it must have; nothing changes."""

    def take_all(self, batch: Batch) -> list[Problem]:
        """A batch of the journal; the lines of it that could not be understood."""
        problems = list(batch.problems)
        for event, row in zip(batch.events, batch.rows, strict=True):
            try:
                self.take(event)
            except (KeyError, TypeError, ValueError, AttributeError):
                problems.append(Problem("journal-odd", batch.file, row, found=str(event.get("what"))[:80]))
        return problems

    @abstractmethod
    def as_data(self) -> dict[str, Any]:
        """Everything, as JSON can hold it."""

    @classmethod
    @abstractmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The fold that was kept. Raises LookupError, TypeError or ValueError for data that is none."""


class FoldOfEvents(Fold):
    """A fold that is kept as the events it was made from: they are few, and tell more than what they come to."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    def as_data(self) -> dict[str, Any]:
        """Every event."""
        return {"events": self._events}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """All of them, taken again."""
        fold = cls()
        for event in data["events"]:
            fold.take(event)
        return fold

"""When the entries of a folder are still: a state machine over looks at it. No threads, no disk, no clock of its own.

A file counts as still when two looks, far enough apart, agree. Nothing is handed over while something else is still
moving, so that a burst of files makes one run; a ceiling ends the waiting, so that a steady drip cannot starve it. What
moves beyond the ceiling is *growing*: unknown, looked at again, never forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

CEILING_SECONDS: Final = 5.0


class Identity(NamedTuple):
    """What tells one state of a file from another without reading it."""

    device: int
    inode: int
    size: int
    modified_ns: int


Listing = Mapping[str, Identity]


@dataclass(frozen=True, slots=True)
class Still:
    """What is handed over: every still entry, and the names of those that have not come to rest."""

    entries: Listing
    growing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Moving:
    """An entry that differs from what was handed over last; `identity` None: it is gone."""

    identity: Identity | None
    began: float  # the look at which it first differed
    since: float  # the look since which it has been as it is

    @property
    def empty(self) -> bool:
        """An empty file is a browser's first act, before it renames the whole one over it."""
        return self.identity is not None and self.identity.size == 0


@dataclass
class Quiet:
    """Tells from looks at a folder when something has changed there and is still now. Times are monotonic seconds."""

    still: float  # two looks so far apart must agree
    ceiling: float = CEILING_SECONDS  # nothing is waited for longer
    _known: dict[str, Identity] = field(default_factory=dict)
    _growing: set[str] = field(default_factory=set)
    _moving: dict[str, _Moving] = field(default_factory=dict)
    _looked: float = 0.0

    def start(self, moment: float, listing: Listing, old_before_ns: int) -> Still:
        """Take the first look: a file last written before `old_before_ns` is still, the others must show it."""
        self._known = {name: entry for name, entry in listing.items() if entry.modified_ns < old_before_ns}
        self.look(moment, listing)
        return self._handed()

    def look(self, moment: float, listing: Listing) -> None:
        """Note what the folder holds now."""
        moving: dict[str, _Moving] = {}
        for name in listing.keys() | self._known.keys() | self._growing:
            identity = listing.get(name)
            if name in self._growing or identity != self._known.get(name):
                moving[name] = self._moved(name, identity, moment)
        self._moving, self._looked = moving, moment

    def _moved(self, name: str, identity: Identity | None, moment: float) -> _Moving:
        before = self._moving.get(name)
        if before is None:
            return _Moving(identity, moment, moment)
        return before if before.identity == identity else _Moving(identity, before.began, moment)

    @property
    def ready(self) -> bool:
        """Whether there is something to hand over as of the last look."""
        waits = self._held() and self._looked < self._patience_ends()
        return not waits and any(self._rests(one) or self._outgrown(name, one) for name, one in self._moving.items())

    def take(self) -> Still:
        """Hand over what is still, and the names of what is not although the ceiling has passed."""
        for name, entry in list(self._moving.items()):
            if self._rests(entry):
                self._settle(name, entry.identity)
            elif self._outgrown(name, entry):
                self._growing.add(name)
                self._known.pop(name, None)
        return self._handed()

    def due(self) -> float | None:
        """When to look next, so that something may be handed over; None: nothing moves."""
        moments = [entry.since + self._wait(entry) for entry in self._moving.values()]
        if self._held():
            moments.append(self._patience_ends())
        return min((moment for moment in moments if moment > self._looked), default=None)

    def likely(self, pause: float) -> Listing:
        """Entries that are not yet still but have not moved for `pause` seconds: most of them will stay as they are."""
        return {
            name: one.identity
            for name, one in self._moving.items()
            if one.identity is not None and not one.empty and self._looked >= one.since + pause
        }

    def next_likely(self, pause: float) -> float | None:
        """When to look next, so that `likely` may give more."""
        moments = (one.since + pause for one in self._moving.values() if one.identity is not None and not one.empty)
        return min((moment for moment in moments if moment > self._looked), default=None)

    def _wait(self, entry: _Moving) -> float:
        return max(self.ceiling, self.still) if entry.empty else self.still

    def _rests(self, entry: _Moving) -> bool:
        return self._looked >= entry.since + self._wait(entry)  # the sum that `due` gives: a difference would round

    def _outgrown(self, name: str, entry: _Moving) -> bool:
        return name not in self._growing and self._looked >= entry.began + self.ceiling

    def _held(self) -> bool:
        """Whether the others wait for one that moves: not for an empty one, not for one that was given up."""
        return any(
            not self._rests(one) and not one.empty for name, one in self._moving.items() if name not in self._growing
        )

    def _patience_ends(self) -> float:
        return min(one.began for name, one in self._moving.items() if name not in self._growing) + self.ceiling

    def _settle(self, name: str, identity: Identity | None) -> None:
        del self._moving[name]
        self._growing.discard(name)
        if identity is None:
            self._known.pop(name, None)
        else:
            self._known[name] = identity

    def _handed(self) -> Still:
        return Still(dict(self._known), frozenset(self._growing))

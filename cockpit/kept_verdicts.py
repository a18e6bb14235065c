"""Verdicts kept over restarts: a check whose reports, settings and moment are the same is not run again.

They stand in ``state/cache`` and may be deleted at any time. The file is believed only when the same settings, checks,
code and libraries wrote it; each verdict, when the files and actions that it rests on are, by their digests, the same,
and its time has not run out. Kept are words and the places of rows, never the rows.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pickle import PickleError
from typing import Any, Final

from cockpit import wire
from cockpit.check import Check, Finding, Judgement
from cockpit.inputs import Digests
from cockpit.issue import Verdict
from cockpit.judging import Place, Word
from cockpit.kept_picture import cache_folder, own, read_cache, write_cache
from cockpit.picture import Issue
from cockpit.picture_of import Drawn
from cockpit.runner import Scope
from cockpit.store import Store
from cockpit.tables import Key

_NAME: Final = "verdicts.bin"
_MAGIC: Final = b"cockpit verdicts\n"

_Pack = tuple[Word, bytes]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A verdict of an earlier session, unpacked when it is needed."""

    rests_on: str  # a digest
    since: datetime
    until: datetime
    body: bytes
    beyond: frozenset[Key]
    rows_shown: int

    def word(self, check: Check[Any], scope: Scope, digest: str, now: datetime) -> Word | None:
        """The verdict, if it rests on what this digest names and holds at this moment."""
        if not self.since <= now < self.until or self.rests_on != digest:
            return None
        try:
            return self._word(check, scope)
        except (wire.Unreadable, TypeError, ValueError, AttributeError):
            return None

    def _word(self, check: Check[Any], scope: Scope) -> Word:
        verdict, reason, unsure, covers_all, next_change, found = wire.loads(self.body)
        drawn = tuple(_drawn(self.rows_shown, *one) for one in found)
        findings = tuple(one.finding for one in drawn)
        judgement = Judgement(
            check, *scope, Verdict(verdict), reason, findings, unsure,
            covers_all=covers_all, next_change=next_change, beyond=self.beyond,
        )  # fmt: skip
        return Word(judgement, drawn, self.since, self.until)


class KeptVerdicts:
    """The verdicts of one workspace on disk. What has not changed is not packed again."""

    def __init__(self, state: Store, rows_shown: int) -> None:
        """Issues show at most so many rows of their evidence."""
        self._state = state
        self._rows_shown = rows_shown
        self._packed: dict[Place, _Pack] = {}

    def keep(self, key: str, words: Mapping[Place, Word]) -> None:
        """Keep the verdicts for the next start. One of a check that failed is none: it is tried again."""
        digests = Digests()
        packed = dict(self._packs(words, digests))
        if packed.keys() == self._packed.keys() and all(one is self._packed[place] for place, one in packed.items()):
            return
        self._packed = packed
        bodies = [(check, scope, body) for (check, scope), (_, body) in packed.items()]
        write_cache(self._state, _NAME, _MAGIC, wire.dumps((key, self._rows_shown, bodies)))

    def kept(self, key: str) -> dict[Place, Earlier]:
        """The verdicts that were kept under this very key; none when there are none to be believed."""
        body = read_cache(cache_folder(self._state.workspace) / own(_NAME), _MAGIC)
        if body is None:
            return {}
        try:
            its_key, rows_shown, bodies = wire.loads(body)
            if its_key != key or rows_shown < self._rows_shown:
                return {}
            return {(check, (store, mp)): self._earlier(one) for check, (store, mp), one in bodies}
        except (wire.Unreadable, TypeError, ValueError):
            return {}

    def _earlier(self, packed: bytes) -> Earlier:
        rests_on, since, until, beyond, body = wire.loads(packed)
        return Earlier(rests_on, since, until, body, frozenset(beyond), self._rows_shown)

    def _packs(self, words: Mapping[Place, Word], digests: Digests) -> Iterator[tuple[Place, _Pack]]:
        for place, word in words.items():
            known = self._packed.get(place)
            if known is not None and known[0] is word:
                yield place, known
            elif word.rests_on is not None and word.judgement.verdict is not Verdict.FAILED:
                with suppress(TypeError, ValueError, PickleError):  # a check may put anything into what it says
                    yield place, (word, _packed(word, digests.of(word.rests_on)))


def _packed(word: Word, rests_on: str) -> bytes:
    said, found = word.judgement, [_plain(one) for one in word.drawn]
    body = wire.dumps((said.verdict, said.reason, said.unsure, said.covers_all, said.next_change, found))
    return wire.dumps((rests_on, word.since, word.until, tuple(said.beyond), body))


# What a finding says that its issue does not say as well, or says otherwise. Its rows are not kept.
_ITS_OWN: Final = tuple(
    one.name
    for one in fields(Finding)
    if one.name != "evidence" and (one.name in {"pane", "due"} or one.name not in {two.name for two in fields(Issue)})
)
_SHARED: Final = tuple(one.name for one in fields(Finding) if one.name not in {*_ITS_OWN, "evidence"})


def _plain(drawn: Drawn) -> tuple[Any, ...]:
    return drawn.issue, drawn.places, tuple(getattr(drawn.finding, name) for name in _ITS_OWN)


def _drawn(rows_shown: int, issue: Issue, places: Any, own: tuple[Any, ...]) -> Drawn:
    shared = {name: getattr(issue, name) for name in _SHARED}
    finding = Finding(**shared, **dict(zip(_ITS_OWN, own, strict=True)))
    return Drawn(finding, replace(issue, rows=issue.rows[:rows_shown]), places)

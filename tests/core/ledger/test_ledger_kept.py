"""The folded ledger in the cache: believed only while the journal holds the lines it was made from."""

from dataclasses import replace
from pathlib import Path

import pytest

from cockpit import kept as kept_module
from cockpit.issue import Subject
from cockpit.text import Words
from tests.core.ledger.days import FOUND, OK, STALE, Day, ruling, sighting, the


@pytest.fixture
def kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folded ledger is kept after every recorded run."""
    monkeypatch.setattr(kept_module, "WORTH", 1)


def cache(day: Day) -> Path:
    """Where the folded ledger is kept."""
    return day.workspace / "state" / "cache" / "ledger.json"


@pytest.mark.usefixtures("kept_at_once")
def test_a_kept_fold_gives_the_same_ledger(day: Day) -> None:
    """A ledger made from the kept fold and the newest lines is the one that the whole journal gives."""
    other = sighting(Subject("sku", "ZX-2"), figure=None)
    for found, verdict in [([FOUND, other], ruling()), ([FOUND], STALE), ([], OK), ([FOUND], ruling())]:
        day.run(found, verdict)
    assert cache(day).exists()
    before = cache(day).read_bytes()
    day.ledger._journal.lines_read = -100
    day.run([replace(other, title=Words("\ud800 odd", "怪"))], ruling(), inputs="more")
    assert cache(day).read_bytes() == before
    kept = day.opened()
    assert kept._journal.lines_read < 4
    cache(day).unlink()
    whole = day.opened()
    for one in (kept, whole):
        one.run([], [STALE], day.now)
    assert (kept._fold.known, kept._fold.numbers) == (whole._fold.known, whole._fold.numbers)
    assert (kept._fold.run, kept._fold.run_at, kept._fold.inputs) == (whole._fold.run, day.now, "")


@pytest.mark.usefixtures("kept_at_once")
@pytest.mark.parametrize("text", [None, "", "{}", "[]", '{"version":1}', '{"version":0,"issues":[]}'])
def test_a_cache_that_is_no_use_is_none(day: Day, text: str | None) -> None:
    """Without the cache, or with a broken or older one, the ledger is the same."""
    day.reach("open")
    if text is None:
        cache(day).unlink()
    else:
        cache(day).write_text(text)
    assert the(day.opened().run([FOUND], [ruling()], day.now)).number == 1


@pytest.mark.usefixtures("kept_at_once")
def test_a_kept_fold_of_other_lines_is_not_believed(day: Day) -> None:
    """When the journal was restored or merged meanwhile, the kept fold does not count."""
    day.run([], OK, inputs="a")
    month = next((day.workspace / "state" / "journal").iterdir())
    backup = month.read_bytes()
    day.run([FOUND], ruling(), inputs="a")
    month.write_bytes(backup)
    assert the(day.opened().run([FOUND], [ruling()], day.now)).state == "new"


def test_small_journals_are_not_kept(day: Day) -> None:
    """While reading the journal costs nothing no cache is written."""
    day.reach("resolved")
    assert not cache(day).exists()

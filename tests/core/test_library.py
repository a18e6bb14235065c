"""The library tells what it is about to read: many small files in one go, what may be fatal by itself."""

import gc
import weakref
from pathlib import Path

import pytest

from cockpit.judging import Stale
from cockpit.library import Library, list_reports
from cockpit.picture import Progress
from cockpit.quiet import Still
from cockpit.reports import Hints, Reading
from cockpit.wire import Doing, FileId, SetAside
from tests.core.report_reading import put, stock, tsv

Heard = list[Doing | Progress]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three small reports and a large one."""
    for day in (1, 2, 3):
        put(tmp_path, f"US/2026-11-0{day}.txt", tsv([stock(), stock(sku="ZX-2")]))
    put(tmp_path, "US/large.txt", tsv([stock(sku=f"L{number}") for number in range(20_000)]))
    return tmp_path


def _update(library: Library, heard: Heard, *, stale: bool = False) -> list[str]:
    heard.clear()
    still = Still(list_reports(library.root, library.root.parent))
    return [reading.file.path for reading in library.update(still, Hints(), lambda: stale)]


def _touched(heard: Heard) -> list[tuple[str, ...]]:
    """What was read in each go."""
    doing = [message for message in heard if isinstance(message, Doing)]
    return [tuple(file.path for file in (one.together or (one.file,)) if file) for one in doing]


def _goes(heard: Heard) -> set[tuple[str, ...]]:
    """The same, several of which may go on at once: what was added to what was in hand."""
    touched = [set(files) for files in _touched(heard)]
    return {tuple(sorted(files - before)) for before, files in zip([set(), *touched], touched, strict=False)} - {()}


def _id(root: Path, name: str) -> FileId:
    return FileId(name, *list_reports(root, root.parent)[name])


def test_small_files_are_read_in_one_go(root: Path) -> None:
    """The large file is read by itself, the small ones together, and none of them twice."""
    heard: Heard = []
    library = Library(root, heard.append)
    names = ["US/2026-11-01.txt", "US/2026-11-02.txt", "US/2026-11-03.txt", "US/large.txt"]
    assert _update(library, heard) == names
    assert _goes(heard) == {("US/large.txt",), tuple(names[:3])}
    assert _update(library, heard) == names
    assert _touched(heard) == []


def test_a_suspect_is_read_by_itself(root: Path) -> None:
    """A death while it is read says that it was this file; the others are read together, after it."""
    heard: Heard = []
    suspect = _id(root, "US/2026-11-02.txt")
    assert len(_update(Library(root, heard.append, SetAside(suspects=(suspect,))), heard)) == 4
    assert _touched(heard)[0] == ("US/2026-11-02.txt",)
    assert all("US/2026-11-02.txt" not in files for files in _touched(heard)[1:])
    assert ("US/2026-11-01.txt", "US/2026-11-03.txt") in _goes(heard)


def test_a_fatal_file_is_in_no_batch(root: Path) -> None:
    """It is read in a process of its own."""
    heard: Heard = []
    fatal = _id(root, "US/2026-11-02.txt")
    assert len(_update(Library(root, heard.append, SetAside(files=(fatal,))), heard)) == 4
    assert all("US/2026-11-02.txt" not in files for files in _touched(heard))


def test_newer_files_end_a_reading_between_batches(root: Path) -> None:
    """Nothing more is read for a state that is no more."""
    heard: Heard = []
    library = Library(root, heard.append)
    with pytest.raises(Stale):
        _update(library, heard, stale=True)
    assert _touched(heard) == [()]


def test_files_read_ahead_are_read_together(root: Path) -> None:
    """A folder of exports that is copied in is read while its last file is waited for."""
    heard: Heard = []
    library = Library(root, heard.append)
    _update(library, heard)
    for day in (1, 2):
        put(root, f"US/2026-12-0{day}.txt", tsv([stock(), stock(sku="ZX-9")]))
    entries = list_reports(root, root.parent)
    heard.clear()
    library.read_ahead({name: entries[name] for name in ("US/2026-12-01.txt", "US/2026-12-02.txt")}, Hints())
    assert _touched(heard) == [("US/2026-12-01.txt", "US/2026-12-02.txt"), ()]
    _update(library, heard)
    assert library.read == 0


def test_going_back_in_time_reads_more_at_each_step(tmp_path: Path) -> None:
    """A comparison with the day before reads just that; a look at all of a month's days does not read one by one."""
    for day in range(1, 31):
        put(tmp_path, f"US/2026-11-{day:02d}.txt", tsv([stock(), stock(sku=f"D{day}")]))
    heard: Heard = []
    library = Library(tmp_path, heard.append)
    still = Still(list_reports(tmp_path, tmp_path.parent))
    parts = [one.parts[0] for one in reversed(library.update(still, Hints(), lambda: False))]
    library.let_go()
    heard.clear()
    assert [part.frame["sku"][1] for part in parts] == [f"D{day}" for day in range(30, 0, -1)]
    steps = [len(names) for names in _touched(heard) if names]
    assert steps[:2] == [1, 1]
    assert sum(steps) == 30
    assert len(steps) <= 6


def test_the_rows_of_a_replaced_file_are_freed_at_once(root: Path) -> None:
    """Nothing holds them in a circle: a report that is exported all day does not pile up in memory."""
    library = Library(root, lambda _: None)
    gc.collect()
    gc.disable()
    try:
        rows = weakref.ref(_reading(library, "US/2026-11-01.txt").parts[0].frame)
        assert rows() is not None
        put(root, "US/2026-11-01.txt", tsv([stock()]))
        assert _reading(library, "US/2026-11-01.txt").file.rows == 1
        assert rows() is None
    finally:
        gc.enable()


def _reading(library: Library, name: str) -> Reading:
    still = Still(list_reports(library.root, library.root.parent))
    return next(one for one in library.update(still, Hints(), lambda: False) if one.file.path == name)

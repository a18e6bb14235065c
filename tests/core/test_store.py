"""Saving: whole or not at all, whatever fails and whoever else writes."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest

from cockpit import store as store_module
from cockpit.store import Loaded, Modes, NotSaved, Store, recorder_lock, sweep

OLD, NEW = b'name = "old"\n', b'name = "new"\n'
NOW = datetime(2026, 11, 24, 9, 12, 33, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in an empty workspace."""
    return Store(tmp_path)


def file_in(store: Store) -> Path:
    """The file that the tests save."""
    return store.state / "checklist" / "2026-11-24.toml"


def files(store: Store) -> list[str]:
    """What lies beside it, without the locks."""
    return sorted(path.name for path in file_in(store).parent.iterdir())


def failing(number: int) -> Callable[..., Any]:
    """A system call that fails."""

    def call(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


class Full:
    """A file that cannot be written to the end."""

    def __init__(self, descriptor: int, _: str, number: int) -> None:
        self.descriptor = descriptor
        self.write = failing(number)

    def __enter__(self) -> Self:
        """Open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closed, as the real one is."""
        os.close(self.descriptor)


def test_saved_and_read_again(store: Store) -> None:
    """A saved table is read as it was, with its version, and no temporary file stays."""
    store.save_toml(file_in(store), {"name": "早班", "step": [{"id": "M1"}]})
    assert store.load_toml(file_in(store)) == Loaded({"name": "早班", "step": [{"id": "M1"}], "version": 1})
    assert files(store) == ["2026-11-24.toml"]


@pytest.mark.parametrize("call", ["open", "write", "fchmod", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failure_at_any_step_leaves_the_old_file(
    store: Store, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """When a step of saving fails the old file is untouched, no temporary file stays, and the reason is told."""
    path = file_in(store)
    store.save(path, OLD)
    with monkeypatch.context() as patch:
        if call == "write":
            patch.setattr(os, "fdopen", partial(Full, number=number))
        else:
            patch.setattr(os, call, failing(number))
        with pytest.raises(NotSaved) as caught:
            store.save(path, NEW)
    assert path.read_bytes() == OLD
    assert files(store) == ["2026-11-24.toml"]
    code = "not-saved-disk-full" if number == errno.ENOSPC else "not-saved"
    assert (caught.value.problem.code, caught.value.problem.file) == (code, "state/checklist/2026-11-24.toml")


def test_a_crash_between_the_steps_leaves_a_whole_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that is no failure of the disk (a stop from outside) leaves the old file whole as well."""
    path = file_in(store)
    store.save(path, OLD)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        store.save(path, NEW)
    assert path.read_bytes() == OLD
    assert files(store) == ["2026-11-24.toml"]


def test_everything_is_synced_in_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is on the disk before it takes its name, and the name is after that."""
    store.save(file_in(store), OLD)
    calls: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def replace(source: Path, target: Path) -> None:
        calls.append("replace")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    store.save(file_in(store), NEW)
    assert calls == ["file", "replace", "folder"]


def test_a_folder_that_cannot_be_synced_is_no_failure(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Network folders that know no sync of a folder still keep files."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    store.save(file_in(store), NEW)
    assert file_in(store).read_bytes() == NEW


def test_a_symbolic_link_stays_one(store: Store, tmp_path: Path) -> None:
    """Saving through a link changes the file it points to."""
    real = tmp_path / "elsewhere.toml"
    real.write_bytes(OLD)
    file_in(store).parent.mkdir(parents=True)
    file_in(store).symlink_to(real)
    store.save(file_in(store), NEW)
    assert file_in(store).is_symlink()
    assert real.read_bytes() == NEW


def test_a_replace_that_is_refused_for_a_moment_is_tried_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where scanners hold files open (Windows) a refused replace is tried again before it counts as a failure."""
    monkeypatch.setattr(store_module, "REPLACE_TRIES", 3)
    monkeypatch.setattr(store_module, "REPLACE_PAUSE", 0)
    real, refused = os.replace, [True, True]

    def replace(source: Path, target: Path) -> None:
        if refused:
            refused.pop()
            raise PermissionError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    store.save(file_in(store), NEW)
    assert file_in(store).read_bytes() == NEW
    refused.extend([True, True, True])
    with pytest.raises(NotSaved):
        store.save(file_in(store), OLD)
    assert files(store) == ["2026-11-24.toml"]


@pytest.mark.parametrize(("file", "folder"), [(0o600, 0o700), (0o660, 0o770)])
def test_private_as_configured(tmp_path: Path, file: int, folder: int) -> None:
    """Files and folders have the configured mode, whatever the umask and whatever mode they had."""
    store = Store(tmp_path, Modes.of({"mode": file, "directory_mode": folder}))
    before = os.umask(0o077)
    try:
        store.save(file_in(store), OLD)
        file_in(store).chmod(0o644)
        store.save(file_in(store), NEW)
        with store.locked():
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE(file_in(store).stat().st_mode) == file
    assert stat.S_IMODE((store.state / "locks" / "state.lock").stat().st_mode) == file
    assert stat.S_IMODE(file_in(store).parent.stat().st_mode) == folder
    assert stat.S_IMODE(store.state.stat().st_mode) == folder


def test_nothing_is_created_by_reading(store: Store) -> None:
    """Looking for a file that is not there leaves the workspace as it was."""
    assert store.load_toml(file_in(store)) == Loaded()
    assert not store.state.exists()


@pytest.mark.parametrize("text", [b"<<<<<<< ours\nname = 1\n", b"\xff\xfe\x00", b'name = "cut'])
def test_an_unreadable_file_is_set_aside(store: Store, text: bytes) -> None:
    """What is no TOML is told as broken and kept under a dated name, beside earlier ones of the same second."""
    path = file_in(store)
    for _ in range(2):
        store.save(path, text)
        found = store.load_toml(path)
        assert found.broken
        assert found.problem is not None
        assert found.problem.code == "state-broken"
        problem = store.set_aside(path, NOW)
    name = "2026-11-24.toml.broken-20261124-091233"
    assert files(store) == [name, f"{name}-2"]
    assert (problem.code, problem.found) == ("state-set-aside", f"{name}-2")
    assert (path.parent / name).read_bytes() == text


def test_an_old_version_is_brought_forward(store: Store) -> None:
    """A file of an older version passes through every step that leads to ours."""
    store.save(file_in(store), b"a = 1\n")

    def first(data: dict[str, Any]) -> dict[str, Any]:
        return {"b": data["a"]}

    def second(data: dict[str, Any]) -> dict[str, Any]:
        return {"c": data["b"]}

    assert store.load_toml(file_in(store), (first, second)) == Loaded({"c": 1, "version": 3})


def test_a_newer_version_is_not_ours_to_write(store: Store) -> None:
    """A file of a newer cockpit is left alone, with both versions told."""
    store.save(file_in(store), b"version = 2\n")
    found = store.load_toml(file_in(store))
    assert (found.data, found.frozen, found.broken) == (None, True, False)
    assert found.problem is not None
    assert (found.problem.code, found.problem.found, found.problem.expected) == ("state-newer", "2", "1")


def test_stale_temporary_files_are_swept(store: Store) -> None:
    """The first save into a folder removes what killed processes left there, and no file of a running one."""
    folder = file_in(store).parent
    folder.mkdir(parents=True)
    stale, young, other = folder / ".a.toml.1-x.tmp", folder / ".b.toml.2-y.tmp", folder / "c.tmp"
    for path in (stale, young, other):
        path.write_bytes(b"")
    os.utime(stale, (0, 0))
    os.utime(other, (0, 0))
    store.save(file_in(store), NEW)
    assert files(store) == [young.name, "2026-11-24.toml", "c.tmp"]
    assert sweep(folder, timedelta(seconds=-5)) == 1


def test_an_odd_name_does_not_make_a_table_unsaveable(store: Store) -> None:
    """A lone surrogate, as odd file names hold, is replaced and everything else is saved."""
    store.save_toml(file_in(store), {"file": "a\udc80b", "note": "kept"})
    assert store.load_toml(file_in(store)).data == {"file": "a?b", "note": "kept", "version": 1}


def test_a_read_only_workspace_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses to write, saving and locking fail with that reason."""
    monkeypatch.setattr(os, "mkdir", failing(errno.EROFS))
    with pytest.raises(NotSaved) as saving:
        store.save(file_in(store), NEW)
    with pytest.raises(NotSaved) as locking, store.locked():
        pass
    assert {saving.value.problem.code, locking.value.problem.code} == {"not-saved-read-only"}
    assert recorder_lock(store.workspace).take() is False


def test_the_lock_is_entered_again_by_its_holder_alone(store: Store, tmp_path: Path) -> None:
    """The thread that holds the lock may enter again; anybody else is told that somebody is writing."""
    other = Store(tmp_path)

    def attempt() -> None:
        with other.locked(seconds=0):
            pass

    with store.locked(), store.locked(), ThreadPoolExecutor(1) as pool:
        refused = pool.submit(attempt).exception()
    assert isinstance(refused, NotSaved)
    assert refused.problem.code == "not-saved-busy"
    attempt()


TAKE_AND_WAIT = """
import sys
from pathlib import Path
from cockpit.store import recorder_lock
lock = recorder_lock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def python(code: str, *arguments: str) -> "subprocess.Popen[str]":
    """A Python process that runs some code, with its pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(store_module.__file__).parents[1])},
    )  # fmt: skip


def test_the_recorder_lock_dies_with_its_process(tmp_path: Path) -> None:
    """One process is the recorder; when it is killed another one takes over."""
    with python(TAKE_AND_WAIT, str(tmp_path)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        mine = recorder_lock(tmp_path)
        assert (mine.take(), mine.held) == (False, False)
        process.kill()
        process.wait()
        assert (mine.take(), mine.take(), mine.held) == (True, True, True)
    with ThreadPoolExecutor(1) as pool:  # whichever thread took it
        pool.submit(mine.release).result()
    assert mine.held is False
    assert recorder_lock(tmp_path).take() is True


SAVE_FOR_EVER = """
import sys
from pathlib import Path
from cockpit.store import Store
store, number = Store(Path(sys.argv[1])), int(sys.argv[2])
while True:
    number += 1
    store.save_toml(store.state / "kept.toml", {"number": number, "text": "x" * 5000})
    print(number, flush=True)
"""


def test_a_killed_process_leaves_a_whole_file_and_what_it_said_was_saved(tmp_path: Path) -> None:
    """After kill -9 in the middle of saving the file is whole and holds at least what was shown as saved."""
    store, shown = Store(tmp_path), 0
    for round_ in range(8):
        with python(SAVE_FOR_EVER, str(tmp_path), str(shown)) as process:
            assert process.stdout is not None
            for _ in range(5 + 7 * round_):
                shown = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            process.wait()
            shown = max([shown, *(int(line) for line in process.stdout if line.endswith("\n"))])
        data = store.load_toml(store.state / "kept.toml").data
        assert data is not None
        assert data["number"] >= shown

"""The folder is listed in a fixed order, without what somebody is still writing."""

import os
from pathlib import Path

import pytest

from cockpit.reports import Hints, list_folder, read_file
from tests.core.report_reading import put


def names(root: Path) -> list[str]:
    """The listed files, relative to the folder."""
    return [path.relative_to(root).as_posix() for path in list_folder(root)]


def test_files_are_listed_in_order_through_all_folders(tmp_path: Path) -> None:
    """Every file below the folder, sorted by its path."""
    for name in ("b.txt", "US/z.txt", "US/2026-11-22/a.txt", "lamps/DE/a.csv", "a.txt"):
        put(tmp_path, name, "x")
    assert names(tmp_path) == ["US/2026-11-22/a.txt", "US/z.txt", "a.txt", "b.txt", "lamps/DE/a.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "x.part",
        "x.crdownload",
        "x.download",
        "x.tmp",
        ".x.txt",
        "~$x.xlsx",
        ".x.txt.AbC123",
        "Thumbs.db",
        ".git/config",
    ],
)
def test_temporary_and_hidden_names_are_ignored(name: str, tmp_path: Path) -> None:
    """Browsers, Office, rsync and editors mark what is not finished; a mark inside a name means nothing."""
    put(tmp_path, name, "x")
    put(tmp_path, "x.tmp.txt", "x")
    assert names(tmp_path) == ["x.tmp.txt"]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """A missing folder is the watcher's business; listing it gives nothing."""
    assert list_folder(tmp_path / "gone") == []


def test_links_are_followed_once(tmp_path: Path) -> None:
    """A link into the folder itself does not list its files for ever; a link to nowhere is listed, to be said."""
    put(tmp_path, "reports/US/a.txt", "x")
    put(tmp_path, "elsewhere/b.txt", "x")
    root = tmp_path / "reports"
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "shared").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (root / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert names(root) == ["US/a.txt", "broken.txt", "shared/b.txt"]


def test_odd_names_are_listed(tmp_path: Path) -> None:
    """A name that is no UTF-8, or has brackets in it, is a name."""
    put(tmp_path, "orders [1]*.txt", "x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_bytes(b"x")
    assert len(list_folder(tmp_path)) == 2


def test_a_folder_that_may_not_be_looked_into_is_listed_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in it would otherwise only be called missing, and be exported again in vain."""
    put(tmp_path, "US/orders.txt", "x")
    put(tmp_path, "DE/orders.txt", "x")
    closed = os.fspath(tmp_path / "DE")
    listing = os.scandir

    def refused(path: str) -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert names(tmp_path) == ["DE", "US/orders.txt"]


def test_a_folder_in_the_list_is_told_as_one(tmp_path: Path) -> None:
    """The words name a folder and the right that is lacking, not a file to export again."""
    (tmp_path / "DE").mkdir()
    (reading,) = read_file(tmp_path / "DE", tmp_path, Hints())
    assert [(problem.code, problem.file) for problem in reading.file.problems] == [("closed-folder", "DE")]

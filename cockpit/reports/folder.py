"""The files of the reports folder, in a fixed order, without those that somebody is still writing."""

import os
import re
from pathlib import Path

_PARTIAL_ENDS = (".part", ".crdownload", ".download", ".tmp", ".partial", ".filepart")
# Editors, browsers, Office and rsync mark what is not finished at the front of the name; the rest is litter.
_PARTIAL_STARTS = (".", "~$", "~")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_RSYNC = re.compile(r"^\..+\.\w{6}$")


def is_partial(name: str) -> bool:
    """Whether a name says that the file is temporary, hidden or not finished."""
    lower = name.lower()
    return (
        lower.startswith(_PARTIAL_STARTS)
        or lower.endswith(_PARTIAL_ENDS)
        or lower in _LITTER
        or bool(_RSYNC.match(name))
    )


def list_folder(root: Path) -> list[Path]:
    """Every file under the folder that may be a report, sorted. Links are followed, each folder is entered once.

    A folder inside that may not be looked into stands for what is in it.
    """
    return [Path(path) for path in list_names(root)]


def list_names(root: Path) -> list[str]:
    """The same as text, each beginning with the folder's own path.

    A year of files is listed again at every event, and making paths of them costs more than finding them (measured).
    """
    found: list[str] = []
    entered: set[tuple[int, int]] = set()
    top = os.fspath(root)
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            seen = os.stat(folder)  # noqa: PTH116 - as text
            entries = list(os.scandir(folder))
        except PermissionError:  # listed itself, to be told: else all that lies in it would only be called missing
            found += [folder] if folder != top else []
            continue
        except OSError:  # gone: the inbox looks again
            continue
        if (seen.st_dev, seen.st_ino) in entered:
            continue
        entered.add((seen.st_dev, seen.st_ino))
        for entry in entries:
            if is_partial(entry.name):
                continue
            if _is_folder(entry):
                waiting.append(entry.path)
            elif _is_file(entry):
                found.append(entry.path)
    return sorted(found)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    """A file, or something that should be one: a link to nowhere is reported, a socket is not."""
    try:
        return entry.is_file() or entry.is_symlink()
    except OSError:
        return True

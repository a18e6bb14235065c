"""Which files of a folder the cockpit wrote, and what it wrote into them: only those may it ever remove."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from cockpit.store import replace

INDEX: Final = ".cockpit-proposals.json"


def own_files(folder: Path) -> Mapping[str, str]:
    """The files that were written here, by name, each with the digest of what was written; none when nobody knows.

    What the index holds besides names of this folder is passed over: it may have come from anywhere.
    """
    try:
        found = json.loads((folder / INDEX).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: digest for name, digest in found.items() if isinstance(digest, str) and _is_plain(name)}


def remember(folder: Path, files: Mapping[str, str], mode: int) -> None:
    """Write the index. Raises OSError."""
    replace(folder / INDEX, json.dumps(dict(sorted(files.items())), indent=1).encode(), mode)


def forget(folder: Path, files: Mapping[str, str]) -> None:
    """Remove the files that are still as they were written; what a person changed is theirs. Raises OSError."""
    for name, digest in files.items():
        path = folder / name
        if path.is_file() and not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == digest:
            path.unlink()


def _is_plain(name: str) -> bool:
    return Path(name).name == name and "\\" not in name and name.endswith((".xlsx", ".csv"))

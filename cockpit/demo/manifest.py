"""The list of a demo's files, kept in it: so that writing the demo again leaves nothing of the earlier one behind."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath

from cockpit.demo.live.acts import CUT_DOWNLOAD, FEEDBACK_OF_JAPAN

MANIFEST = ".cockpit-demo"  # also the mark by which the command knows a demo's folder

# What a live day may have left beside the files of the list.
_LIVE = (f"reports/{CUT_DOWNLOAD}", f"reports/{FEEDBACK_OF_JAPAN}")


# What people go on writing in: it goes only as long as it is what the demo wrote.
_GROWS = "state/journal/"


def manifest(root: Path, written: Iterable[str]) -> bytes:
    """The list of a demo's files. Those that grow stand with the hash of what they were."""
    lines = [f"{name} {_digest(root / name)}" if name.startswith(_GROWS) else name for name in written]
    return "\n".join(lines).encode()


def forget_earlier(root: Path) -> None:
    """Remove the files that an earlier demo wrote into this folder, and no others."""
    try:
        listed = (root / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in (*listed, *(_LIVE if listed else ())):
        name, digest = line.rsplit(" ", 1) if line.startswith(_GROWS) else (line, "")
        if _inside(name) and digest in {"", _digest(root / name)}:
            (root / name).unlink(missing_ok=True)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts

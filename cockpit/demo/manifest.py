"""The list of a demo's files, kept in it: so that writing the demo again leaves nothing of the earlier one behind."""

from pathlib import Path, PurePosixPath

from cockpit.demo.live.acts import CUT_DOWNLOAD, FEEDBACK_OF_JAPAN

MANIFEST = ".cockpit-demo"  # also the mark by which the command knows a demo's folder

# What a live day may have left beside the files of the list.
_LIVE = (f"reports/{CUT_DOWNLOAD}", f"reports/{FEEDBACK_OF_JAPAN}")


def forget_earlier(root: Path) -> None:
    """Remove the files that an earlier demo wrote into this folder, and no others."""
    try:
        listed = (root / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for name in (*listed, *(_LIVE if listed else ())):
        if _inside(name):
            (root / name).unlink(missing_ok=True)


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts

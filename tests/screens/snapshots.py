"""Screens as plain text, kept beside the tests. COCKPIT_SNAPSHOTS=write writes them anew, to be read in the diff."""

import os
from difflib import unified_diff
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def same_as_kept(name: str, text: str) -> None:
    """Compare with the kept screen of this name."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("COCKPIT_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{text}\n", "utf-8")
        return
    kept = path.read_text("utf-8").rstrip("\n")
    difference = "\n".join(unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm=""))
    assert not difference, difference

"""Copying that works over SSH: an OSC 52 sequence for the terminal's clipboard, and always a file that is named."""

import base64
import os
from collections.abc import Mapping
from pathlib import Path

from cockpit.store import Store, replace

MOST_BYTES = 74_000  # what terminals take in one sequence
NO_OSC52 = frozenset({"Apple_Terminal"})
_ESC = "\x1b"


def sequence(text: str, environment: Mapping[str, str]) -> str:
    """The sequence that puts a text on the clipboard of the person's own terminal; "" when it would not get there.

    tmux and screen pass it on only when it is wrapped for them.
    """
    data = base64.b64encode(text.encode("utf-8", "replace"))
    if len(data) > MOST_BYTES or environment.get("TERM_PROGRAM") in NO_OSC52:
        return ""
    plain = f"{_ESC}]52;c;{data.decode()}\a"
    if environment.get("TMUX"):
        return f"{_ESC}Ptmux;{plain.replace(_ESC, _ESC * 2)}{_ESC}\\"
    if environment.get("TERM", "").startswith("screen"):
        return f"{_ESC}P{plain}{_ESC}\\"
    return plain


def keep(workspace: Path, text: str) -> Path:
    """Write the text to the file of copies, readable by its owner alone; raises OSError."""
    name = f"copied-{os.getuid()}.txt" if hasattr(os, "getuid") else "copied.txt"
    path = workspace / "state" / "cache" / name
    Store(workspace).make_folder(path.parent)
    replace(path, text.encode("utf-8", "replace"), 0o600)
    return path.relative_to(workspace)

"""Opens a report at a row in the person's own pager or editor, and paints the screen anew afterwards."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.text import clean

if TYPE_CHECKING:
    from screens.app import CockpitApp

# Programs that take a line as +12 before the file; others get the file alone.
TAKE_LINE = frozenset(
    {"less", "more", "vi", "vim", "nvim", "view", "nano", "emacs", "micro", "kak", "joe", "most", "hx"}
)


def command(path: Path, line: int, environment: Mapping[str, str]) -> list[str]:
    """The command of $PAGER, else $EDITOR, else the first of some that show control characters instead of obeying them.

    The path is absolute, so that no name of a file can be taken for an option.
    """
    found = next(filter(None, map(shutil.which, ("less", "view", "vi", "nano"))), "")
    wanted = environment.get("PAGER") or environment.get("EDITOR") or found
    words = shlex.split(wanted)
    if not words:
        return []
    at_line = [f"+{line}"] if Path(words[0]).stem in TAKE_LINE else []
    return [*words, *at_line, str(path)]


def open_file(app: "CockpitApp", relative: str, line: int) -> None:
    """Leave the terminal to the program until it ends. Less may run no commands of its own meanwhile."""
    say, root = app.speech.say, app.session.settings.reports_folder.resolve()
    path = (root / relative).resolve()
    words = command(path, line, os.environ)
    if not path.is_file() or not path.is_relative_to(root) or not words:
        packed = any(folder.is_file() for folder in path.parents)
        reason = say("screen.open_packed" if packed else "screen.open_missing")
        reason = reason if words else say("screen.open_no_program")
        app.tell(say("screen.open_failed", file=clean(relative), reason=reason), "warning")
        return
    with app.suspend():
        code = _run(words)
    app.refresh()
    if code:
        app.tell(say("screen.open_failed", file=clean(relative), reason=f"{words[0]} {code}"), "warning")


def _run(words: list[str]) -> int:
    """Run the person's own program on the terminal, whose stderr our own no longer is."""
    terminal = sys.__stderr__.fileno() if sys.__stderr__ else None
    environment = {**os.environ, "LESSSECURE": "1"}
    return subprocess.run(words, check=False, env=environment, stderr=terminal).returncode  # noqa: S603 - see above

"""`cockpit init`: a workspace with a commented config.toml; never overwrites what is there."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cockpit.problems import CockpitError
from cockpit.settings import FILE_NAME, shipped_text

FOLDERS = ("reports", "my_checks", "state")
PRIVATE = 0o700  # buyers' messages and orders lie in there

HEAD = """\
# Settings of this workspace. Everything is at its default until a line is uncommented; `cockpit config show` prints
# every value with the file and line it came from, `cockpit config validate` finds mistakes.

"""

# Two clones each add lines at the end of the journal: git keeps both, where it would else ask which of the two to lose.
GIT: Final = {
    ".gitattributes": "state/journal/*.jsonl merge=union\n",
    ".gitignore": "state/cache/\nstate/locks/\n*.tmp\n",
}


def run(arguments: argparse.Namespace) -> int:
    """Make the folder a workspace. Says what was made and what was there already."""
    folder = Path(arguments.dir or ".").expanduser()
    for line in make(folder, templates=arguments.templates):
        print(line, file=sys.stderr)
    return 0


def make(folder: Path, *, templates: bool = False) -> Iterator[str]:
    """Make folders and files one by one, telling each; what exists is left as it is."""
    try:
        for name in FOLDERS:
            yield _folder(folder / name)
        yield _file(folder / FILE_NAME, commented(shipped_text()))
        for name, text in GIT.items():
            yield _file(folder / name, text)
        if templates:
            yield from _templates(folder / "reports")
    except OSError as error:
        raise CockpitError(f"cannot make a workspace in {folder}: {error.strerror or error}") from error


def _templates(reports: Path) -> Iterator[str]:
    from cockpit.reports.templates import templates  # noqa: PLC0415 - polars is not needed to make three folders

    for name, text in templates().items():
        yield _file(reports / name, text)


def _folder(path: Path) -> str:
    if path.is_dir():
        return f"there     {path}/"
    path.mkdir(parents=True, mode=PRIVATE)
    return f"made      {path}/"


def _file(path: Path, text: str) -> str:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return f"there     {path}"
    return f"made      {path}"


def commented(shipped: str) -> str:
    """The shipped settings with every line commented out: a workspace holds only what somebody changed."""
    body = "\n".join(line if not line or line.startswith("#") else f"# {line}" for line in shipped.splitlines())
    return HEAD + body + "\n"

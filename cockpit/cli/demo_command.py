"""`cockpit demo`: a realistic, seeded workspace, written and opened."""

import argparse
import sys
import threading
from pathlib import Path

from cockpit.cli.session import as_of
from cockpit.problems import CockpitError
from cockpit.settings import defaults

DEFAULT_FOLDER = "demo"
MARK = ".cockpit-demo"  # only a folder that a demo wrote is written over


def run(arguments: argparse.Namespace) -> int:
    """Write the demo and, unless told otherwise, open it."""
    from cockpit.demo import write_demo  # noqa: PLC0415 - polars: `--help` must not wait for it

    folder = Path(arguments.dir or DEFAULT_FOLDER).expanduser()
    now = as_of(arguments.as_of, defaults())
    _claim(folder)
    write_demo(folder, now, arguments.seed)
    print(f"cockpit: demo workspace written to {folder}", file=sys.stderr)
    if arguments.no_open:
        return 0 if not arguments.live else _live(folder, arguments)
    return _open(folder, arguments)


def _claim(folder: Path) -> None:
    """Refuse a folder that is somebody's: a demo writes only where nothing is, or where a demo was."""
    try:
        taken = folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file()
        if taken:
            raise CockpitError(f"{folder} is not empty and is no demo: name another folder (cockpit demo DIR)")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
    except OSError as error:
        raise CockpitError(f"cannot write a demo to {folder}: {error.strerror or error}") from error


def _open(folder: Path, arguments: argparse.Namespace) -> int:
    from cockpit.cli.open_command import open_workspace  # noqa: PLC0415

    stop = threading.Event()
    if arguments.live:
        from cockpit.demo import live  # noqa: PLC0415

        threading.Thread(target=live, args=(folder, arguments.seed, stop), daemon=True).start()
    try:
        return open_workspace(folder, arguments)
    finally:
        stop.set()


def _live(folder: Path, arguments: argparse.Namespace) -> int:
    from cockpit.demo import live  # noqa: PLC0415

    print("cockpit: dropping reports; ctrl+c ends it", file=sys.stderr)
    live(folder, arguments.seed, threading.Event())
    return 0

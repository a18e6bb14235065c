"""The command line: one file per command. Data on stdout, talk on stderr, exit code 2 with one plain sentence."""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence

from cockpit.cli.arguments import parser
from cockpit.problems import CockpitError
from cockpit.uncollected import uncollected

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = parser().parse_args(_with_default_command(list(sys.argv[1:] if argv is None else argv)))
    _die_quietly_in_a_closed_pipe()
    try:
        return _run(arguments)
    except CockpitError as error:
        print(f"cockpit: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _run(arguments: argparse.Namespace) -> int:
    # Imported only now: `cockpit --help` must not wait for polars, nor a headless run for Textual.
    with uncollected():  # what importing makes stays: searching it for garbage took a tenth of the start (measured)
        module = importlib.import_module(f"cockpit.cli.{arguments.module}")
    code: int = module.run(arguments)
    return code


def _with_default_command(argv: list[str]) -> list[str]:
    """`cockpit` and `cockpit FOLDER` open the cockpit, without a command's name."""
    commands = parser().commands
    first = next((word for word in argv if not word.startswith("-")), None)
    if first in commands or {"-h", "--help", "--version"} & set(argv[:1]):
        return argv
    return ["open", *argv]


def _die_quietly_in_a_closed_pipe() -> None:
    """`cockpit check | head` must end without a traceback."""
    if os.name == "posix" and not sys.stdout.isatty():
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)

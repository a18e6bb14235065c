"""`cockpit doctor`: is this machine, terminal, folder and config fit; what to export, from which menu."""

import argparse
import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from cockpit import __version__
from cockpit.cli.completeness import asked, completeness_lines
from cockpit.cli.session import Session, session
from cockpit.engine import Engine
from cockpit.journal import Journal
from cockpit.picture import Picture, ReportNeed
from cockpit.problem_text import hint, problem_line
from cockpit.text import Words, clean, same, words

Mark = Literal["ok", "look", "bad"]
GLYPHS: dict[Mark, str] = {"ok": "ok  ", "look": "look", "bad": "BAD "}
SMALLEST = (40, 12)
PACKAGES = ("textual", "polars", "watchdog", "tomli-w", "fastexcel")
INOTIFY = Path("/proc/sys/fs/inotify/max_user_watches")
FEW_WATCHES = 8192


@dataclass(frozen=True)
class Answer:
    """One line of the examination."""

    mark: Mark
    text: Words


def run(arguments: argparse.Namespace) -> int:
    """Print the examination; exit code 2 when something keeps the cockpit from its work."""
    here = session(arguments)
    picture = Engine(here.workspace, record=False).picture(here.clock.now)
    answers = [
        *_machine(),
        *_terminal(),
        *_folder(here),
        *_settings(here, picture),
        *_journal(here, picture),
        *_reports(picture),
    ]
    for answer in answers:
        print(f"{GLYPHS[answer.mark]}  {clean(answer.text.say(here.language))}")
    return 2 if any(answer.mark == "bad" for answer in answers) else 0


def _machine() -> Iterator[Answer]:
    yield Answer("ok", same(f"cockpit {__version__}, Python {platform.python_version()}, {platform.system()}"))
    for name in PACKAGES:
        try:
            yield Answer("ok", same(f"{name} {version(name)}"))
        except PackageNotFoundError:
            yield Answer("bad", words("doctor.package").fill(name=name))


def _terminal() -> Iterator[Answer]:
    term = os.environ.get("TERM", "")
    size = shutil.get_terminal_size()
    encoding = locale.getpreferredencoding(do_setlocale=False)
    if not sys.stdout.isatty():
        yield Answer("look", words("doctor.no_terminal"))
    elif term in {"", "dumb"}:
        yield Answer("bad", words("doctor.dumb").fill(term=term or "–"))
    elif size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        yield Answer("bad", words("doctor.small").fill(columns=size.columns, lines=size.lines))
    else:
        yield Answer("ok", same(f"TERM={term} {size.columns}×{size.lines} {os.environ.get('COLORTERM', '')}".rstrip()))
    utf8 = encoding.lower().replace("-", "") == "utf8"
    yield Answer("ok" if utf8 else "look", same(encoding) if utf8 else words("doctor.encoding").fill(name=encoding))


def _folder(here: Session) -> Iterator[Answer]:
    folder = here.settings.reports_folder
    if not folder.is_dir():
        yield Answer("bad", words("doctor.no_folder").fill(path=str(folder)))
    else:
        yield Answer("ok", words("doctor.folder").fill(path=str(folder.resolve())))
    writable = os.access(here.workspace, os.W_OK)
    yield Answer("ok" if writable else "look", words("doctor.writable" if writable else "doctor.read_only"))
    watches = _watches()
    if watches is not None and watches < FEW_WATCHES:
        yield Answer("look", words("doctor.watches").fill(count=watches))


def _watches() -> int | None:
    try:
        return int(INOTIFY.read_text("ascii"))
    except (OSError, ValueError):
        return None  # not Linux: the folder is watched in another way


def _settings(here: Session, picture: Picture) -> Iterator[Answer]:
    problems = [*here.settings.problems, *picture.problems]
    for problem in problems:
        advice = hint(problem).say(here.language)
        yield Answer("look", same(problem_line(problem, here.language) + (f" — {advice}" if advice else "")))
    if not problems:
        yield Answer("ok", words("doctor.settings"))


def _journal(here: Session, picture: Picture) -> Iterator[Answer]:
    """Whether every line of the journal is the one that its successor was chained to; what was told is not again."""
    problems = [problem for problem in Journal(here.workspace).verify() if problem not in picture.problems]
    for problem in problems:
        advice = hint(problem).say(here.language)
        whole = problem.code == "journal-joined"
        yield Answer(
            "ok" if whole else "look", same(problem_line(problem, here.language) + (f" — {advice}" if advice else ""))
        )
    if not problems and not any(problem.code == "journal-torn" for problem in picture.problems):
        yield Answer("ok", words("doctor.journal"))


def _reports(picture: Picture) -> Iterator[Answer]:
    for need in picture.needs:
        if not need.optional or need.status == "stale":
            yield Answer("ok" if need.status == "fresh" else "look", _need(need))
    for whole, line in completeness_lines(picture.needs):
        yield Answer("ok" if whole else "look", line)


def _need(need: ReportNeed) -> Words:
    return words("doctor.have").fill(type=need.title, mp=need.marketplace) if need.status == "fresh" else asked(need)

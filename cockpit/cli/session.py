"""What every command needs first: which workspace, which clock, which language."""

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cockpit.clock import Clock
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError, Problem
from cockpit.settings import FILE_NAME, Settings, SettingsError, is_workspace, load
from cockpit.text import Language

ENVIRONMENT = "COCKPIT_WORKSPACE"


@dataclass(frozen=True)
class Session:
    """One command's surroundings."""

    workspace: Path
    settings: Settings
    clock: Clock
    language: Language
    asked: bool = False  # whether --as-of was given: then the moment may be one that was kept


def session(arguments: argparse.Namespace, *, strict: bool = False) -> Session:
    """Find workspace, settings, clock and language. Raises CockpitError (exit 2) with what is wrong and where.

    With `strict` a setting of the wrong kind ends the command as well: cron must not run on half a configuration.
    """
    workspace = find_workspace(getattr(arguments, "workspace", None) or getattr(arguments, "folder", None))
    if workspace is None:
        raise CockpitError(
            f"no workspace here: no {FILE_NAME} in this folder and ${ENVIRONMENT} is not set (cockpit init)"
        )
    settings = settings_of(workspace, strict=strict)
    clock = Clock(as_of(getattr(arguments, "as_of", None), settings), settings.profile.zone)
    asked = getattr(arguments, "as_of", None) is not None
    return Session(workspace, settings, clock, language_of(arguments, settings), asked)


def find_workspace(given: str | None) -> Path | None:
    """The folder asked for, else this one when it is a workspace, else $COCKPIT_WORKSPACE; None: none of these."""
    if given:
        folder = Path(given).expanduser()
        if not folder.is_dir():
            raise CockpitError(f"no such folder: {folder}")
        return folder
    if is_workspace(Path()):
        return Path()
    named = os.environ.get(ENVIRONMENT)
    if named and not Path(named).is_dir():
        raise CockpitError(f"${ENVIRONMENT} names no folder: {named}")
    return Path(named) if named else None


def settings_of(workspace: Path, *, strict: bool) -> Settings:
    """The workspace's settings; every problem of them is told on stderr."""
    try:
        settings = load(workspace)
    except SettingsError as error:
        raise CockpitError("\n".join(problem_line(problem, "en") for problem in error.problems)) from error
    wrong = [problem for problem in settings.problems if problem.code == "bad-setting"]
    if strict and wrong:
        raise CockpitError("; ".join(problem_line(problem, "en") for problem in wrong))
    for problem in settings.problems:
        print(f"cockpit: {problem_line(problem, 'en')}", file=sys.stderr)
    return settings


def tell(problems: Iterable[Problem], here: Session) -> None:
    """Problems of a run on stderr; those of the settings were told when they were read."""
    for problem in dict.fromkeys(problems):
        if problem not in here.settings.problems:
            print(f"cockpit: {problem_line(problem, here.language)}", file=sys.stderr)


def as_of(text: str | None, settings: Settings, what: str = "--as-of") -> datetime:
    """The clock of the run, or another moment (`what` names it); a time without a zone is the team's."""
    if text is None:
        return datetime.now(settings.profile.zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CockpitError(f"{what} takes a time like 2026-11-23T10:00+08:00, not {text!r}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=settings.profile.zone)


def language_of(arguments: argparse.Namespace, settings: Settings) -> Language:
    """The language asked for, else the workspace's, else that of LANG."""
    asked: str = getattr(arguments, "lang", None) or settings.profile.language
    if asked == "zh" or (asked == "auto" and _locale().startswith("zh")):
        return "zh"
    return "en"


def _locale() -> str:
    return os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""

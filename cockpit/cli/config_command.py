"""`cockpit config`: every setting with where it came from, all problems at once, the file's path."""

import argparse
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from cockpit.cli.session import as_of, find_workspace, language_of, settings_of
from cockpit.cli.setting_values import flat, toml_value
from cockpit.discovery import discover
from cockpit.problem_text import hint, problem_line
from cockpit.problems import CockpitError, Problem
from cockpit.settings import FILE_NAME, SCOPES, Settings, SettingsError, Shown, defaults, load
from cockpit.text import Language, words


def run(arguments: argparse.Namespace) -> int:
    """Show, validate or name the settings. Without a workspace `show` prints the shipped ones."""
    workspace = find_workspace(arguments.workspace)
    if arguments.what == "show":
        settings = defaults() if workspace is None else settings_of(workspace, strict=False)
        return _show(settings, arguments.prefix)
    if workspace is None:
        raise CockpitError(f"no workspace here: no {FILE_NAME} in this folder (cockpit init)")
    if arguments.what == "path":
        print((workspace / FILE_NAME).resolve())
        return 0
    return _validate(workspace, arguments)


def _show(settings: Settings, prefix: str) -> int:
    for shown in settings.shown():
        if not prefix or shown.key == prefix or shown.key.startswith(f"{prefix}."):
            print(f"{shown.key} = {toml_value(shown.value)}    # {_place(shown)}")
    return 0


def _place(shown: Shown) -> str:
    return f"{shown.file}:{shown.line}" if shown.line else shown.file


def _validate(workspace: Path, arguments: argparse.Namespace) -> int:
    try:
        settings = load(workspace)
    except SettingsError as error:
        return _tell(error.problems, "en")
    language = language_of(arguments, settings)
    for problem in _idle_rules(workspace, settings, arguments):
        print(_line(problem, language))
    problems = [*settings.problems, *unknown_checks(settings), *unknown_house_keys(settings)]
    return _tell(problems, language)


def _idle_rules(workspace: Path, settings: Settings, arguments: argparse.Namespace) -> list[Problem]:
    """Suppressions that have ended or keep nothing quiet: told, and no mistake. Judges once, where there are any."""
    if not settings.suppress:
        return []
    from cockpit.engine import Engine  # noqa: PLC0415 - polars, which the settings alone do not need

    picture = Engine(workspace, record=False).picture(as_of(arguments.as_of, settings))
    return [problem for problem in picture.problems if problem.code.startswith("suppress-")]


def _tell(problems: Sequence[Problem], language: Language) -> int:
    """Every problem on a line of its own, with what to do; exit code 2 when there is one."""
    for problem in problems:
        print(_line(problem, language))
    if not problems:
        print(words("cli.config.valid").say(language))
    return 2 if problems else 0


def unknown_house_keys(settings: Settings) -> Iterator[Problem]:
    """Keys of [house.*] that none of the team's own checks reads, with the nearest one that is read."""
    read = {
        f"{check.section}.{key}": None
        for check in discover(settings.root).checks
        if check.section.startswith("house.")
        for key, _ in flat(check.settings())
    }
    for shown in settings.shown():
        inside = shown.key[shown.key.find("house.") :] if "house." in shown.key else ""
        scoped = shown.key.split(".")[0] in {"house", *SCOPES} and inside
        if scoped and not any(inside == key or inside.startswith(f"{key}.") for key in read):
            near = get_close_matches(inside, read, n=1, cutoff=0.4)
            code = "unknown-setting" if near else "unknown-setting-alone"
            yield Problem(code, FILE_NAME, row=shown.line, column=shown.key, expected="".join(near), found=shown.key)


def _line(problem: Problem, language: Language) -> str:
    advice = hint(problem).say(language)
    return problem_line(problem, language) + (f" — {advice}" if advice else "")


def unknown_checks(settings: Settings) -> Iterator[Problem]:
    """[checks."X-99"] of a check that does not exist, with the nearest one that does."""
    known = list(discover(settings.root).places)
    lines = {shown.key: shown.line for shown in settings.shown()}
    for check_id in settings.table("checks"):
        if check_id not in known:
            near = get_close_matches(check_id, known, n=1, cutoff=0.5)
            row = next((line for key, line in lines.items() if key.startswith(f"checks.{check_id}.")), None)
            yield Problem(
                "unknown-check", FILE_NAME, row=row, column=f"checks.{check_id}", expected="".join(near), found=check_id
            )

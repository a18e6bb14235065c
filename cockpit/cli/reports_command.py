"""`cockpit reports`: what every file was recognised as, what is missing, and where to export it."""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cockpit.cli.check_json import report
from cockpit.cli.completeness import asked, completeness_json, completeness_table
from cockpit.cli.grid import grid
from cockpit.cli.looking import look
from cockpit.cli.session import session
from cockpit.picture import Picture, ReportNeed
from cockpit.problem_text import hint, problem_line
from cockpit.report_file import ReportFile
from cockpit.text import clean, words

SCHEMA = 1


def run(arguments: argparse.Namespace) -> int:
    """Print the files and the needs; always 0: it answers a question, `check` judges. With --learn: see there."""
    here = session(arguments)
    if arguments.learn:
        from cockpit.cli.learn import learn  # noqa: PLC0415 - tomlkit is needed for this alone

        return learn(here, Path(arguments.learn).expanduser(), sure=arguments.yes)
    picture = look(here).picture
    chosen = {name.upper() for name in arguments.marketplace or ()}
    files = sorted((file for file in picture.files if _of(file, chosen)), key=lambda file: (file.path, file.type or ""))
    needs = [need for need in picture.needs if not chosen or need.marketplace in chosen]
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    if form == "json":
        sys.stdout.write(_json(picture, files, needs, here.language))
    else:
        sys.stdout.write(_table(files, needs, here.language, shutil.get_terminal_size((120, 40)).columns))
    return 0


def _of(file: ReportFile, chosen: set[str]) -> bool:
    return not chosen or file.marketplace in chosen or bool(chosen & set(file.marketplaces))


def _json(picture: Picture, files: Sequence[ReportFile], needs: Sequence[ReportNeed], language: str) -> str:
    document = {
        "schema": SCHEMA,
        "as_of": picture.as_of.isoformat(timespec="seconds"),
        "workspace": picture.workspace,
        "reports": [report(file, language) for file in files],
        "needs": [_need(need, language) for need in needs],
        "completeness": completeness_json(needs),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _need(need: ReportNeed, language: str) -> dict[str, Any]:
    return {
        "type": need.type,
        "store": need.store,
        "marketplace": need.marketplace,
        "status": need.status,
        "optional": need.optional,
        "checks": list(need.checks),
        "export_from": need.menu.say(language),
    }


def _table(files: Sequence[ReportFile], needs: Sequence[ReportNeed], language: str, width: int) -> str:
    names = ("file", "report", "marketplace", "period", "rows", "status")
    header = [words(f"cli.column.{name}").say(language) for name in names]
    parts = [grid(header, [_cells(file, language) for file in files], width, 0)]
    parts += _problems(files, language)
    parts += [clean(asked(need).say(language)) for need in needs if need.status != "fresh" and not need.optional]
    parts += filter(None, [completeness_table(needs, language, width)])
    return "\n".join(parts) + "\n"


def _cells(file: ReportFile, language: str) -> list[str]:
    places = file.marketplace or " ".join(file.marketplaces) or "–"
    days = [day.isoformat() for day in (file.period_start, file.period_end) if day]
    status = words(f"file_status.{file.status}").say(language)
    return [file.path, file.type or "–", places, " … ".join(dict.fromkeys(days)), f"{file.rows:,}", status]


def _problems(files: Sequence[ReportFile], language: str) -> list[str]:
    lines = []
    for file in files:
        for problem in file.problems:
            advice = hint(problem).say(language)
            lines.append(problem_line(problem, language) + (f" — {advice}" if advice else ""))
    return lines

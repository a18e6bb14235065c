"""`cockpit new-check ID`: a team's own check that works at once, with a case that passes."""

import argparse
import re
import sys
from pathlib import Path

from cockpit.cli.check_test import CASES
from cockpit.cli.new_check_text import case_text, check_text, plan_of
from cockpit.cli.session import session
from cockpit.discovery import OWN_FOLDER, discover
from cockpit.problems import CockpitError
from cockpit.text import words

ID = re.compile(r"[A-Z]{1,3}-\d{2,3}")


def run(arguments: argparse.Namespace) -> int:
    """Write the check and its case; never over a file that is there."""
    here = session(arguments)
    id_ = arguments.id.upper()
    _free(id_, here.workspace)
    plan = plan_of(id_, arguments.title or "", arguments.title_zh or "", arguments.report, arguments.pane)
    check = here.workspace / OWN_FOLDER / f"{plan.name}.py"
    case = here.workspace / CASES / id_ / "over-the-line.toml"
    for path, text in ((check, check_text(plan)), (case, case_text(plan))):
        _write(path, text)
        print(path)
    print(words("cli.new_check.next").fill(id=id_).say(here.language), file=sys.stderr)
    return 0


def _free(id_: str, workspace: Path) -> None:
    if not ID.fullmatch(id_):
        raise CockpitError(f"a check's id is one to three letters and a number, such as X-02, not {id_}")
    places = discover(workspace).places
    if id_ in places:
        raise CockpitError(f"{id_} is taken by {places[id_]}; an id is for ever, choose another")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise CockpitError(f"{path} is there already; nothing was written over") from error
    except OSError as error:
        raise CockpitError(f"cannot write {path}: {error.strerror or error}") from error

"""`cockpit check test`: the team's own cases in `my_checks/cases/<ID>/`, each against the check it is about."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from cockpit.case_file import Case, cases, judge
from cockpit.case_outcome import differences
from cockpit.cli.session import Session, session
from cockpit.discovery import OWN_FOLDER, Found, discover
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError
from cockpit.text import clean, words

CASES = Path(OWN_FOLDER, "cases")


def run(arguments: argparse.Namespace) -> int:
    """Run every case and say which do not hold; exit code 1 then, 2 when there is none to run."""
    here = session(arguments)
    wanted = _wanted(here, tuple(arguments.check or ("",)))
    found = discover(here.workspace)
    for problem in found.problems:
        print(f"cockpit: {problem_line(problem, here.language)}", file=sys.stderr)
    failed = 0
    for case in wanted:
        wrong = _wrong(case, found)
        failed += bool(wrong)
        print(*_lines(case, wrong, here.language), sep="\n", flush=True)
    print(words("cli.cases.sum").fill(passed=len(wanted) - failed, failed=failed).say(here.language))
    return 1 if failed or found.problems else 0


def _wanted(here: Session, prefixes: tuple[str, ...]) -> list[Case]:
    wanted = [case for case in cases(here.workspace / CASES) if case.check.startswith(prefixes)]
    if not wanted:
        raise CockpitError(f"no case in {here.workspace / CASES}/<ID>/*.toml (cockpit new-check writes one)")
    return wanted


def _wrong(case: Case, found: Found) -> tuple[str, ...]:
    """What does not hold. A case is written by people: whatever is wrong in it is told, and the next one runs."""
    with TemporaryDirectory() as folder:
        try:
            return differences(case, judge(case, Path(folder, "workspace"), found.checks))
        except CockpitError as error:
            return (str(error),)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            return (f"the case cannot be read: {type(error).__name__} {error}",)


def _lines(case: Case, wrong: tuple[str, ...], language: str) -> Iterator[str]:
    word = words("cli.cases.failed" if wrong else "cli.cases.passed").say(language)
    claim = clean(str(case.data.get("claim", "")))
    yield f"{word}  {clean(f'{case.check}/{case.path.stem}')}  {claim}"
    yield from (f"    {clean(text)}" for text in wrong)

"""`cockpit check`: everything once, without a screen."""

import argparse
import shutil
import sys
from collections.abc import Sequence

from cockpit.board import Board
from cockpit.cli import check_json, check_test, check_text, explain_settings
from cockpit.cli.listing import Listed, People, Wanted, exit_code, listed, verdicts
from cockpit.cli.looking import look
from cockpit.cli.session import Session, session, tell
from cockpit.marks_fold import load_marks
from cockpit.picture import Picture, VerdictLine
from cockpit.problems import CockpitError
from cockpit.store import Store
from cockpit.text import words

EVIDENCE_ROWS = 50  # per issue in the JSON; the total is exact


def run(arguments: argparse.Namespace) -> int:
    """Print the issues; the exit code says whether something is at or above --fail-on."""
    if arguments.what == "test":
        return check_test.run(arguments)
    if arguments.explain_settings:
        return explain_settings.run(arguments)
    here = session(arguments, strict=True)
    if arguments.record and Store(here.workspace).read_only:  # a nightly run under the wrong user would keep nothing
        raise CockpitError(words("cli.record_refused").say(here.language))
    looked = look(here, record=arguments.record, rows_shown=EVIDENCE_ROWS, all_resolved=arguments.all, afresh=True)
    picture = looked.picture
    wanted = Wanted.of(arguments, picture)
    board = Board(here.workspace, here.settings)
    people = People(load_marks(looked.state), board.actions(here.clock.now), board.limits)
    rows = listed(picture, people, wanted, here.clock.now, resolved=arguments.all)
    judged = verdicts(picture, wanted)
    tell(picture.problems, here)
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    sys.stdout.write(_rendered(form, picture, rows, judged, here))
    return exit_code(rows, judged, arguments.fail_on, fail_on_unknown=arguments.fail_on_unknown)


def _rendered(form: str, picture: Picture, rows: Sequence[Listed], judged: Sequence[VerdictLine], here: Session) -> str:
    zone, language = here.clock.team_zone, here.language
    match form:
        case "json":
            return check_json.render(picture, rows, judged, zone, language)
        case "csv":
            return check_text.as_csv(rows, zone, language)
        case "markdown":
            return check_text.markdown(rows, judged, picture, zone, language)
        case _:
            width = shutil.get_terminal_size((120, 40)).columns
            return check_text.table(picture, rows, judged, zone, language, width)

"""What a workspace judges by: its settings and its checks, reloaded when they are edited, the last good ones kept."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from cockpit.check import Check
from cockpit.discovery import OWN_FOLDER, Found, discover
from cockpit.problems import Problem
from cockpit.reports import Hints, ReportType
from cockpit.reports.custom import catalog
from cockpit.runner import TypeNote
from cockpit.settings import FILE_NAME, Settings, SettingsError, defaults, load
from cockpit.store import Modes

_PACKAGE = Path(__file__).parent
_Stamp = tuple[str, int, int, int]  # path, inode, size, time of the last change


class Rulebook:
    """The settings and checks of one workspace, and what is wrong with them."""

    def __init__(self, workspace: Path) -> None:
        """Load both. A config.toml that is no TOML leaves the shipped defaults, and says so."""
        self._workspace = workspace
        self.settings: Settings = defaults(workspace)
        self._edit_problems: tuple[Problem, ...] = ()
        self._found = Found((), (), {})
        self._digest = ""
        self._read: dict[str, list[_Stamp]] = {}  # of what stands in memory now
        self.reload()

    def reload(self) -> bool:
        """Take what has been edited since it was read, and say whether anything was; else this costs a look."""
        settings = list(_stamps([self._workspace / FILE_NAME]))
        checks = sorted(_stamps((self._workspace / OWN_FOLDER).glob("*.py")))
        if self._read.get(FILE_NAME) != settings:
            self._reload_settings()
        if self._read.get(OWN_FOLDER) != checks:
            self._reload_checks()
        before, self._read = self._read, {FILE_NAME: settings, OWN_FOLDER: checks}
        return before != self._read

    def _reload_settings(self) -> None:
        """One that cannot be used leaves the last good settings in force."""
        try:
            self.settings = load(self._workspace)
        except SettingsError as error:
            self._edit_problems = error.problems
        else:
            self._edit_problems = ()
        self._digest = ""

    def _reload_checks(self) -> None:
        """A file that fails to load leaves its checks out, and says so."""
        self._found = discover(self._workspace)
        self._digest = ""

    @property
    def checks(self) -> tuple[Check[Any], ...]:
        """Every check that loaded, by id."""
        return self._found.checks

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the settings and the team's own checks."""
        return (*self._edit_problems, *self.settings.problems, *self._found.problems, *self._unknown_reports())

    def _unknown_reports(self) -> Iterator[Problem]:
        """A check that asks for a report type that nobody can ever export: it would wait for it in silence."""
        own = [check for check in self.checks if self._found.places[check.id].startswith(OWN_FOLDER)]
        known = self.types if own else {}
        for check in own:
            for type_ in sorted(check.reads - known.keys()):
                near = get_close_matches(type_, list(known), n=1, cutoff=0.4)
                code, expected = ("unknown-report-type", near[0]) if near else ("unknown-report-type-alone", "")
                yield Problem(code, self._found.places[check.id], column=check.id, expected=expected, found=type_)

    @property
    def modes(self) -> Modes:
        """Who may read what is kept."""
        return Modes.of(self.settings.table("state"))

    @property
    def hints(self) -> Hints:
        """What reading and assembling need of the settings."""
        return hints_of(self.settings)

    @property
    def types(self) -> Mapping[str, ReportType]:
        """Every report type by id, the workspace's own included."""
        return {type_.id: type_ for type_ in reversed(catalog(self.settings.table("report_types")).types)}

    @property
    def notes(self) -> dict[str, TypeNote]:
        """What the runner must know of the report types."""
        return {
            id_: TypeNote(id_, type_.title, type_.optional, type_.empty, type_.by_hand)
            for id_, type_ in self.types.items()
        }

    def code(self) -> str:
        """Changes with any code of the core, which reads the reports."""
        return sha256(repr(sorted(_stamps(_PACKAGE.rglob("*.py")))).encode("utf-8", "surrogatepass")).hexdigest()

    def digest(self) -> str:
        """Changes with the settings, any check, and any code of ours: the results of other ones are not reused."""
        if not self._digest:
            stamps = sorted(_stamps(_sources(self.checks)))
            text = repr((self.settings.digest, stamps))
            self._digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return self._digest


def _sources(checks: Iterable[Check[Any]]) -> Iterator[Path]:
    """The files that decide what a picture says: the core's, and those of every check with all that lies beside it."""
    yield from _PACKAGE.rglob("*.py")
    folders = {Path(check.run.__code__.co_filename).parent for check in checks}
    for folder in folders:
        yield from folder.glob("*.py")


def _stamps(files: Iterable[Path]) -> Iterator[_Stamp]:
    for file in files:
        try:
            status = file.stat()
        except OSError:  # a check from a zip, or deleted since: its version is the package's
            continue
        yield str(file), status.st_ino, status.st_size, status.st_mtime_ns


def hints_of(settings: Settings) -> Hints:
    """What reading and assembling need of some settings."""
    data, usual = settings.table("data"), Hints()
    return Hints(
        settings.profile.default_marketplace,
        settings.freshness(),
        settings.profile.zone,
        settings.table("report_types"),
        float(data.get("partial_share", usual.partial_share)),
        int(data.get("partial_rows", usual.partial_rows)),
    )

"""Finding checks: ours, installed ones, and the team's own in `my_checks/`, all through one function."""

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from importlib.metadata import entry_points
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from cockpit.check import Check
from cockpit.issue import Pane, Severity
from cockpit.problems import CockpitError, Problem
from cockpit.text import Words

OWN_FOLDER = "my_checks"
ENTRY_POINTS = "cockpit.checks"


@dataclass(frozen=True)
class Found:
    """The checks that loaded, by id, and a Problem for each that did not."""

    checks: tuple[Check[Any], ...]
    problems: tuple[Problem, ...]
    places: dict[str, str]  # check id -> file, for people


def discover(workspace: Path | None = None) -> Found:
    """Load every check. One that fails to import is a Problem, the others load; a second use of an id is a Problem."""
    checks: dict[str, Check[Any]] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []
    for place, module in _modules(workspace, problems):
        for check in _checks_of(module):
            if slip := _slip(check):
                line = check.run.__code__.co_firstlineno
                problems.append(Problem("check-not-loaded", place, row=line, column=str(check.id), found=slip))
            elif check.id in checks and checks[check.id] is not check:
                problems.append(Problem("check-twice", place, column=check.id, found=places[check.id]))
            elif check.id not in checks:
                checks[check.id], places[check.id] = check, place
    return Found(tuple(checks[key] for key in sorted(checks)), tuple(problems), places)


def _checks_of(module: ModuleType) -> list[Check[Any]]:
    return [value for value in vars(module).values() if isinstance(value, Check)]


def _slip(check: Any) -> str:
    """What is wrong with how a check is declared; "" when nothing is. Found out later it would end the whole run."""
    if not isinstance(check.title, Words):
        return f'title is {check.title!r}: it must be Words("English", "中文")'
    for name, kind in (("pane", Pane), ("also_in", Pane), ("severities", Severity)):
        given = getattr(check, name)
        for value in (given,) if name == "pane" else given:
            if value not in set(kind):
                words = ", ".join(f"{kind.__name__}.{one.name}" for one in kind)
                return f"{name} is {value!r}: it must be of {words}"
    for name in ("needs", "any_of", "wants", "yields_to", "marketplaces"):
        if isinstance(value := getattr(check, name), str):
            return f'{name} is the text {value!r}: it must be a tuple, ("{value}",)'
    if not (isinstance(check.settings, type) and is_dataclass(check.settings)):
        return "settings must be a frozen dataclass whose fields are made by setting(...)"
    return _bare_setting(check.settings)


def _bare_setting(shape: type[Any]) -> str:
    for one in fields(shape):
        if "setting" not in one.metadata:
            return f'the setting {one.name} must be made by setting(default, "what it is", source="whose figure")'
    return ""


def _modules(workspace: Path | None, problems: list[Problem]) -> Iterator[tuple[str, ModuleType]]:
    yield from _shipped(problems)
    yield from _installed(problems)
    if workspace is not None:
        yield from _own(workspace / OWN_FOLDER, problems)


def _shipped(problems: list[Problem]) -> Iterator[tuple[str, ModuleType]]:
    package = importlib.import_module("checks")
    home = Path(__file__).parent.parent
    if not package.__file__ or Path(package.__file__).parent.parent != home:
        raise CockpitError(
            f"another package named 'checks' hides the cockpit's ({package.__file__}): install the cockpit by itself, "
            "for example with `uv tool install` or `pipx install`"
        )
    for info in pkgutil.walk_packages(package.__path__, "checks."):
        if not info.ispkg:
            yield from _try(info.name, lambda name=info.name: importlib.import_module(name), problems)


def _installed(problems: list[Problem]) -> Iterator[tuple[str, ModuleType]]:
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.value):
        yield from _try(point.value, lambda point=point: importlib.import_module(point.module), problems)


def _own(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, ModuleType]]:
    for path in _python_files(folder):
        yield from _try(f"{OWN_FOLDER}/{path.name}", lambda path=path: _load(path), problems, str(path))


def _python_files(folder: Path) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.glob("*.py") if not path.name.startswith((".", "_")))
    except OSError:
        return ()


def _load(path: Path) -> ModuleType:
    """A file as a module, compiled from its text each time: a stale bytecode file would hide an edit."""
    name = f"cockpit_own_checks.{path.stem}"
    spec = importlib.util.spec_from_loader(name, loader=None, origin=str(path))
    if spec is None:
        raise ImportError(path.name)
    module = importlib.util.module_from_spec(spec)
    module.__file__ = str(path)
    sys.modules[name] = module  # dataclasses look their module up
    exec(compile(path.read_text("utf-8-sig"), str(path), "exec"), vars(module))  # noqa: S102 - the team's own code, from the folder made for it
    return module


def _try(place: str, load: Any, problems: list[Problem], file: str = "") -> Iterator[tuple[str, ModuleType]]:
    try:
        module = load()
    except Exception as error:  # noqa: BLE001 - whatever a stranger's module raises, the others load
        problems.append(
            Problem(
                "check-not-loaded", place, row=_line_of(error, file), found=f"{type(error).__name__}: {error}"[:200]
            )
        )
    else:
        yield place, module


def _line_of(error: Exception, file: str) -> int | None:
    """The last line of the file itself that led to an error: a line of what it called would name the wrong file."""
    if isinstance(error, SyntaxError) and file in {"", error.filename}:
        return error.lineno
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if file in {"", frame.filename}]
    return lines[-1] if lines else None

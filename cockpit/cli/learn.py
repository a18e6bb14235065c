"""`cockpit reports --learn FILE`: proposes a declared report type for an unknown file and writes it after a yes."""

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile

import tomlkit
from fastexcel import FastExcelError
from polars.exceptions import PolarsError

from cockpit.cli.session import Session
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError, Problem
from cockpit.reports import Hints, read_file
from cockpit.reports.contents import ContentsError
from cockpit.reports.learn import Proposal, propose
from cockpit.rulebook import hints_of
from cockpit.settings import FILE_NAME
from cockpit.store import replace
from cockpit.text import clean, words

_YES = frozenset({"y", "yes", "是", "好", "ja", "j"})
_PRIVATE = 0o600


def learn(here: Session, path: Path, *, sure: bool) -> int:
    """Print what was found; ask and write. 0 also when nothing was to be learned; CockpitError when nothing can be."""
    declared: Mapping[str, Mapping[str, str]] = here.settings.table("report_types")
    path = path if _outside(path) else _inside(here.settings.reports_folder, path)
    found = _proposed(path, hints_of(here.settings), declared)
    if not isinstance(found, Proposal):
        print(words("cli.learn.known").fill(file=path.name, type=found).say(here.language), file=sys.stderr)
        return 0
    sys.stdout.write(_shown(found, path, here.language))
    sys.stdout.flush()
    if not sure and not _agreed(here.language):
        return 0
    name = write(here.workspace / FILE_NAME, found)
    print(words("cli.learn.written").fill(name=name, path=FILE_NAME).say(here.language), file=sys.stderr)
    hints = dataclasses.replace(hints_of(here.settings), report_types={**declared, name: found.table})
    for line in _now(path, here.settings.reports_folder.resolve(), hints, here.language):
        print(line, file=sys.stderr)
    return 0


def _inside(reports: Path, path: Path) -> Path:
    """The file by its path below the reports folder, as `cockpit reports` prints it; else the path as it was."""
    return reports / path if not path.is_absolute() and _outside(reports / path) else path


def _outside(path: Path) -> Path | None:
    """The file on the disk that a path leads to, or into; None when there is none."""
    return next((one for one in (path, *path.parents) if one.is_file()), None)


def _proposed(path: Path, hints: Hints, declared: Mapping[str, Mapping[str, str]]) -> Proposal | str:
    """A proposal, or the type that the file is known as."""
    try:
        found = propose(path, hints, declared)
    except ContentsError as error:
        raise CockpitError(problem_line(Problem(str(error), str(path)), "en")) from error
    except (OSError, BadZipFile, FastExcelError, PolarsError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CockpitError(f"{path}: cannot be read: {reason}") from error
    if found is None:
        raise CockpitError(f"{path}: no header in it that is like one of ours; see docs/report-types.md")
    return found if isinstance(found, Proposal) else found.type.id


def _shown(found: Proposal, path: Path, language: str) -> str:
    """The proposal as it would stand in config.toml, what it leaves open as comments."""
    title = found.type.title.say(language)
    comments = [words("cli.learn.fits").fill(file=path.name, type=f"{found.type.id} ({title})")]
    if found.unmapped:
        comments.append(words("cli.learn.unmapped").fill(headers=", ".join(found.unmapped)))
    if found.missing:
        names = ", ".join(column.name for column in found.missing)
        comments.append(words("cli.learn.missing").fill(columns=names))
    said = "".join(f"# {clean(comment.say(language))}\n" for comment in comments)
    document = tomlkit.document()
    document["report_types"] = _tables({found.name: found.table})
    return said + "".join(f"{clean(line)}\n" for line in tomlkit.dumps(document).splitlines())


def _agreed(language: str) -> bool:
    """A yes of the person at the terminal; without one nobody is asked."""
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        print(words("cli.learn.not_asked").say(language), file=sys.stderr)
        return False
    print(words("cli.learn.ask").fill(path=FILE_NAME).say(language), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in _YES


def write(config: Path, found: Proposal) -> str:
    """Add the type to a config.toml, every other line as it was; the table's name. What is there is not repeated."""
    try:
        text = config.read_text("utf-8") if config.exists() else ""
        mode = config.stat().st_mode & 0o777 if config.exists() else _PRIVATE
        document = tomlkit.parse(text)
        declared = document.setdefault("report_types", _tables({}))
        same = next((name for name, table in declared.items() if table.unwrap() == found.table), None)
        if same is not None:
            return str(same)
        declared.update(_tables({found.name: found.table}))
        replace(config, tomlkit.dumps(document).encode(), mode)
    except OSError as error:
        raise CockpitError(f"{config} cannot be written: {error.strerror or error}") from error
    except tomlkit.exceptions.TOMLKitError as error:
        raise CockpitError(f"{config} is no TOML: {error}") from error
    return found.name


def _tables(types: Mapping[str, Mapping[str, str]]) -> tomlkit.items.Table:
    tables = tomlkit.table(is_super_table=True)
    for name, columns in types.items():
        table = tomlkit.table()
        table.update(columns)
        tables[name] = table
    return tables


def _now(path: Path, reports: Path, hints: Hints, language: str) -> Iterator[str]:
    """What the file is read as with the new type."""
    whole = (_outside(path) or path).resolve()
    for reading in read_file(whole, reports if whole.is_relative_to(reports) else whole.parent, hints):
        file = reading.file
        if whole.name != path.name and not file.path.endswith(path.name):
            continue  # another file of the same archive
        said = words("cli.learn.now").fill(file=file.path, type=file.type or "–", rows=file.rows)
        yield clean(said.say(language))
        yield from (problem_line(problem, language) for problem in file.problems)

"""`cockpit check --explain-settings`: the value of every threshold, in every scope that has its own, and its source."""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from cockpit.check import Check
from cockpit.cli.grid import grid
from cockpit.cli.session import Session, session
from cockpit.cli.setting_values import flat, plain, toml_value
from cockpit.discovery import discover
from cockpit.setting_note import describe
from cockpit.settings import SCOPES, SHIPPED, CheckOverride, Settings, Shown
from cockpit.text import source_words, words

COLUMNS = ("check", "setting", "scope", "value", "source")


@dataclass(frozen=True, slots=True)
class Explained:
    """One value that one check reads, where it holds, and where it was set."""

    check: str
    setting: str  # as it stands in config.toml: "health.lsr.amazon"
    scope: str  # "" = everywhere; "marketplace DE", "category home", "sku ZX-1"
    value: Any
    source: str  # "config.toml:12", or whose figure the default is


def run(arguments: argparse.Namespace) -> int:
    """Print the values as a table, or as JSON."""
    here = session(arguments)
    prefixes = tuple(arguments.check or ("",))
    wanted = [check for check in discover(here.workspace).checks if check.id.startswith(prefixes)]
    rows = [row for check in wanted for row in explained(check, here.settings, here.language)]
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    sys.stdout.write(_json(rows) if form == "json" else _table(rows, here))
    return 0


def explained(check: Check[Any], settings: Settings, language: str) -> Iterator[Explained]:
    """Every value of one check: the one that holds everywhere, then those of narrower scopes."""
    yield from _override(check, settings)
    for key, value in flat(settings.values(check.section, check.settings, "")):
        own = describe(check.settings, key).source
        source = settings.origin(check.section, key, "") or source_words(own).say(language)
        yield Explained(check.id, _name(check, key), "", plain(value), source)
        yield from _narrower(check, key, settings)


def _name(check: Check[Any], key: str) -> str:
    return f"{check.section}.{key}" if check.section else key


def _narrower(check: Check[Any], key: str, settings: Settings) -> Iterator[Explained]:
    for scope in SCOPES:
        for name in settings.table(scope):
            value, place = settings.said_in(scope, name, check.section, key)
            if value is not None:
                yield Explained(check.id, _name(check, key), f"{scope} {name}", plain(value), place or SHIPPED)


def _override(check: Check[Any], settings: Settings) -> Iterator[Explained]:
    """What [checks."ID"] changes: off, another pane, a milder severity."""
    override = settings.override(check.id)
    lines = {shown.key: shown for shown in settings.shown()}
    for field in fields(CheckOverride):
        value, key = getattr(override, field.name), f'checks."{check.id}".{field.name}'
        if value != field.default:
            yield Explained(check.id, key, "", value, _place(lines.get(key) or lines.get(key.replace('"', ""))))


def _place(shown: Shown | None) -> str:
    return "" if shown is None else f"{shown.file}:{shown.line}"


def _json(rows: list[Explained]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2, default=str) + "\n"


def _table(rows: list[Explained], here: Session) -> str:
    header = [words(f"cli.settings.{name}").say(here.language) for name in COLUMNS]
    cells = [[row.check, row.setting, row.scope or "–", toml_value(row.value), row.source] for row in rows]
    width = shutil.get_terminal_size((120, 40)).columns
    note = words("cli.settings.master").say(here.language)
    return f"{grid(header, cells, width, COLUMNS.index('source'))}\n\n{note}\n"

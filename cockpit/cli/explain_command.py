"""`cockpit explain ID`: a check's manual page, with this workspace's values and where they came from."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from cockpit.check import Check
from cockpit.cli.listing import rule_called
from cockpit.cli.session import find_workspace, language_of, settings_of
from cockpit.cli.setting_values import flat, plain, toml_value
from cockpit.discovery import Found, discover
from cockpit.issue import Pane
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError
from cockpit.setting_note import describe
from cockpit.settings import Settings, defaults
from cockpit.text import Words, source_words, threshold_notes, words
from cockpit.view.manual import manual_in


def run(arguments: argparse.Namespace) -> int:
    """Print the page of one check, or the list of those whose id begins with the text given."""
    workspace = find_workspace(arguments.workspace)
    settings = defaults() if workspace is None else settings_of(workspace, strict=False)
    language = language_of(arguments, settings)
    found = discover(workspace)
    check = next((item for item in found.checks if item.id == rule_called(arguments.id)), None)
    if check is not None:
        print(page(check, settings, found.places[check.id], language))
        return 0
    matching = [item for item in found.checks if item.id.startswith(arguments.id.upper())]
    if not matching:
        for problem in found.problems:  # what is asked for may stand in a file that did not load
            print(f"cockpit: {problem_line(problem, language)}", file=sys.stderr)
        raise CockpitError(f"no check {arguments.id}; there are {_ids(found)}")
    for item in matching:
        print(f"{item.id}  {item.title.say(language)}")
    return 0


def _ids(found: Found) -> str:
    return ", ".join(sorted(found.places))


def page(check: Check[Any], settings: Settings, place: str, language: str) -> str:
    """The manual page: facts, the docstring, the thresholds as they hold here."""
    manual = manual_in(check.manual, "zh" if language == "zh" else "en")
    blocks = [f"{check.id}  {check.title.say(language)}", _facts(check, settings, place, language), manual]
    lines = list(_thresholds(check, settings, language))
    if lines:
        blocks.append("\n".join([words("cli.explain.settings").say(language), *lines]))
    blocks.append(words("cli.explain.silence").fill(id=check.id).say(language))
    return "\n\n".join(block for block in blocks if block)


def _facts(check: Check[Any], settings: Settings, place: str, language: str) -> str:
    override = settings.override(check.id)
    pane = Pane(override.pane or check.pane)
    panes = (pane, *(other for other in check.also_in if other != pane))
    ladder = ", ".join(words(f"severity.{level}").say(language) for level in check.severities)
    rows: Mapping[str, str] = {
        "pane": ", ".join(words(f"pane.{one}").say(language) for one in panes),
        "severities": ladder,
        "needs": ", ".join(check.needs),
        "any_of": " | ".join(check.any_of),
        "wants": ", ".join(check.wants),
        "yields_to": ", ".join(check.yields_to),
        "file": place,
        "off": "" if override.enabled else words("verdict.off").say(language),
    }
    label: Words
    lines = []
    for name, value in rows.items():
        label = words(f"cli.explain.{name}")
        lines.append(f"  {label.say(language)}: {value}" if value else "")
    return "\n".join(filter(None, lines))


def _thresholds(check: Check[Any], settings: Settings, language: str) -> Iterator[str]:
    values = settings.values(check.section, check.settings, "")
    for key, value in flat(values):
        note = describe(check.settings, key)
        origin = settings.origin(check.section, key, "")
        name = f"{check.section}.{key}"
        # A team's own check has no Chinese note: its author's words stand.
        said = Words(note.text, threshold_notes().get(name, note.text)).say(language)
        yield f"  {name} = {toml_value(plain(value))}  — {said} [{origin or source_words(note.source).say(language)}]"

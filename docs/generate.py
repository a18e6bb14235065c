"""Make docs/checks/ from the checks' docstrings and docs/report-types.md from the types; `--check`: current?"""

import argparse
import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from cockpit.check import Check  # noqa: E402 - the checkout must be on the path first
from cockpit.cli.explain_command import page  # noqa: E402
from cockpit.discovery import discover  # noqa: E402
from cockpit.issue import Pane  # noqa: E402
from cockpit.reports import TYPES  # noqa: E402
from cockpit.reports.report_type import Column, ReportType  # noqa: E402
from cockpit.settings import defaults  # noqa: E402
from cockpit.text import LANGUAGES  # noqa: E402

NOTE = "<!-- made by docs/generate.py; do not edit -->"


def main() -> int:
    """Write the pages, or with --check say which are not current; exit code 1 then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    pages = dict(all_pages())
    if parser.parse_args().check:
        stale = [str(path) for path in stale_pages(pages)]
        sys.stdout.writelines(f"not current: {name}\n" for name in stale)
        return 1 if stale else 0
    for path, text in pages.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return 0


def stale_pages(pages: Mapping[Path, str]) -> list[Path]:
    """Pages on disk that differ from what they would be made into, and pages of checks that are gone."""
    wrong = [path for path, text in pages.items() if not _same(ROOT / path, text)]
    there = {path.relative_to(ROOT) for path in (ROOT / "docs" / "checks").glob("*.md")}
    return sorted({*wrong, *(there - set(pages))})


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def all_pages() -> Iterator[tuple[Path, str]]:
    """Every generated page, by path relative to the project."""
    found = discover()
    for check in found.checks:
        yield Path("docs/checks", f"{check.id}.md"), check_page(check, found.places[check.id])
    yield Path("docs/checks/README.md"), index(found.checks)
    yield Path("docs/report-types.md"), report_types()


def check_page(check: Check[Any], place: str) -> str:
    """One check in both languages."""
    head = [f"# {check.id} · {check.title.en} · {check.title.zh}", NOTE]
    pages = [f"```text\n{page(check, defaults(), place, language)}\n```" for language in LANGUAGES]
    return "\n\n".join([*head, *pages]) + "\n"


def index(checks: tuple[Check[Any], ...]) -> str:
    """All checks by pane and by report type."""
    lines = ["# Checks", "", NOTE, "", "| check | finds | pane | needs |", "|---|---|---|---|"]
    lines += [_index_row(check) for check in checks]
    lines += ["", "## By pane", ""]
    for pane in Pane:
        ids = [f"[{check.id}]({check.id}.md)" for check in checks if pane in (check.pane, *check.also_in)]
        lines += [f"- **{pane}**: {' '.join(ids)}"] if ids else []
    lines += ["", "## By report type", ""]
    for name in sorted({name for check in checks for name in check.reads}):
        ids = [f"[{check.id}]({check.id}.md)" for check in checks if name in check.reads]
        lines.append(f"- `{name}`: {' '.join(ids)}")
    return "\n".join(lines) + "\n"


def _index_row(check: Check[Any]) -> str:
    needs = ", ".join((*check.needs, *(f"({name})" for name in check.any_of))) or "–"
    panes = ", ".join((check.pane, *check.also_in))
    return f"| [{check.id}]({check.id}.md) | {check.title.en} · {check.title.zh} | {panes} | {needs} |"


def report_types() -> str:
    """Every report type: where to export it and what is read of it."""
    lines = ["# Report types", "", NOTE]
    for name, kind in sorted(TYPES.items()):
        lines += ["", f"## {name}", "", f"{kind.title.en} · {kind.title.zh}", ""]
        lines += [f"Export it from: {kind.menu.en} · {kind.menu.zh}", ""] if kind.menu.en else []
        lines += [_use(kind), ""]
        lines += ["| column | holds | spelled | must be there |", "|---|---|---|---|"]
        lines += [_column_row(column) for column in kind.columns]
    return inspect.cleandoc("\n".join(lines)) + "\n"


def _use(kind: ReportType) -> str:
    """How often it is wanted, and how several files of it make one table."""
    hours = defaults().freshness().get(kind.id, kind.max_age_hours)
    age = f"fresh for {hours:g} hours" if hours else "never too old"
    files = {"snapshot": "the newest file counts", "period": "the newest period counts", "log": "all files are joined"}
    kept = "; kept by hand: `cockpit init --templates` writes one to fill" if kind.by_hand else ""
    return f"{'Optional; ' if kind.optional else ''}{age}; {files[kind.accumulates]}{kept}."


def _column_row(column: Column) -> str:
    spelled = " · ".join(f"`{spelling}`" for spelling in (*column.first, *column.names)[:6])
    return f"| {column.name} | {column.kind} | {spelled} | {'yes' if column.required else ''} |"


if __name__ == "__main__":
    sys.exit(main())

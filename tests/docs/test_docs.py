"""The documentation cannot fall behind: its generated pages are current, its commands exist."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from cockpit.cli.arguments import parser

ROOT = Path(__file__).parents[2]
# Words that follow "cockpit" in a sentence and are no command.
PROSE = {
    "and",
    "by",
    "cockpit",
    "does",
    "for",
    "in",
    "is",
    "keeps",
    "needs",
    "never",
    "on",
    "reads",
    "says",
    "shows",
    "to",
}


def generator() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current() -> None:
    """Every page is what `python docs/generate.py` would write now."""
    made = generator()
    assert made.stale_pages(dict(made.all_pages())) == []


def test_every_command_that_the_docs_name_exists() -> None:
    """`cockpit <command>` in the README and the docs is a command."""
    pages = [ROOT / "README.md", *ROOT.glob("docs/*.md")]
    named = {name for page in pages for name in re.findall(r"\bcockpit ([a-z]+)\b(?= |`|$)", page.read_text("utf-8"))}
    assert named - PROSE <= parser().commands


def test_every_command_is_in_the_docs() -> None:
    """A command that nobody can read about does not exist for a user."""
    told = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert {name for name in parser().commands if f"cockpit {name}" not in told} == set()


def test_every_link_between_pages_leads_somewhere() -> None:
    """A relative link in a page names a file that is there."""
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} → {target}"

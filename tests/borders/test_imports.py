"""What importing really loads: the contracts of import-linter cannot see an import inside a function, this can."""

import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import cockpit

HOME = Path(__file__).parents[2]

# What the process that draws may import of the core: it paints in 0.2 s and 40 MB because polars never enters it.
BESIDE_THE_SCREENS = (
    "problems", "text", "clock", "issue", "report_file", "picture", "settings", "actions", "problem_text", "person",
    "store", "journal", "amount", "approval", "board", "board_fold", "marks", "marks_fold", "desk", "checklist", "wire",
    "kept_picture", "engine_process",
)  # fmt: skip

LOADED = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
guilty = {}
for name in sys.argv[3].split(","):
    importlib.import_module(name)
    for heavy in sys.argv[2].split(","):
        if heavy in sys.modules and heavy not in guilty:
            guilty[heavy] = name
print(json.dumps(guilty))
"""


def guilty(modules: Iterable[str], forbidden: str) -> dict[str, str]:
    """Which of the forbidden packages were loaded, and the first module whose import did it."""
    command = [sys.executable, "-c", LOADED, str(HOME), forbidden, ",".join(modules)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def core_modules() -> list[str]:
    """Every module of the core, the ones that start a program when imported left out."""
    found = (info.name for info in pkgutil.walk_packages(cockpit.__path__, "cockpit."))
    return [name for name in found if not name.endswith("__main__")]


def test_the_core_loads_no_textual_and_no_screen() -> None:
    """The core runs headless, under cron, on a machine without a terminal."""
    assert guilty(core_modules(), "textual,screens") == {}


@pytest.mark.parametrize("start", ["cockpit.engine_process", "cockpit.desk", "cockpit.kept_picture"])
def test_the_screens_side_of_the_core_loads_no_polars(start: str) -> None:
    """Neither polars nor what only the engine needs enters the process that draws, wherever its imports begin."""
    names = [start, *(f"cockpit.{name}" for name in BESIDE_THE_SCREENS)]
    assert guilty(names, "polars,watchdog,fastexcel,textual") == {}


def test_the_views_load_no_polars() -> None:
    """What a pane says is made from a picture alone."""
    views = [name for name in core_modules() if name.startswith("cockpit.view")]
    assert views
    assert guilty(views, "polars,watchdog,textual") == {}


def test_the_command_line_starts_without_polars() -> None:
    """`cockpit --help` does not wait for what it does not use."""
    assert guilty(["cockpit.cli"], "polars,watchdog,textual") == {}

"""`cockpit [WORKSPACE]`: opens the cockpit. The one line of the core that knows the screens."""

import argparse
import gc
import importlib
from pathlib import Path
from types import ModuleType

from cockpit.cli.session import as_of, find_workspace, language_of, settings_of
from cockpit.problems import CockpitError
from cockpit.settings import FILE_NAME, defaults


def run(arguments: argparse.Namespace) -> int:
    """Open the workspace asked for, this folder, $COCKPIT_WORKSPACE, or the first-run screen."""
    workspace = find_workspace(arguments.workspace or arguments.folder)
    if workspace is not None and not (workspace / FILE_NAME).is_file():
        raise CockpitError(f"{workspace} is no workspace: it has no {FILE_NAME} (cockpit init {workspace})")
    return open_workspace(workspace, arguments)


def open_workspace(workspace: Path | None, arguments: argparse.Namespace) -> int:
    """Hand over to the screens; None opens the first-run screen. Returns the exit code."""
    gc.disable()  # until the first paint: collecting while everything is imported costs a sixth of the start (measured)
    settings = defaults() if workspace is None else settings_of(workspace, strict=False)
    moment = as_of(arguments.as_of, settings) if arguments.as_of else None
    screens = _screens()
    code: int = screens.run(workspace, settings, language_of(arguments, settings), moment)
    return code


def _screens() -> ModuleType:
    try:
        module = importlib.import_module("screens.app")
    except ModuleNotFoundError as error:
        raise CockpitError(f"the screens are not installed beside the cockpit ({error.name} is missing)") from error
    home = Path(__file__).parents[2]
    if not module.__file__ or Path(module.__file__).parents[1] != home:
        raise CockpitError(f"another package named 'screens' hides the cockpit's ({module.__file__})")
    return module

"""What one run of the screens is given, and what it finds out about its terminal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cockpit.settings import FILE_NAME, Settings
from cockpit.text import Language
from screens.glyphs import Glyphs, glyphs_for
from screens.saver import DeskLike

if TYPE_CHECKING:
    from cockpit.picture import Picture
    from screens.app import CockpitApp

TRUE_COLOUR = frozenset({"truecolor", "24bit"})


class Engine(Protocol):
    """What the screens ask of `cockpit.engine_process.EngineProcess`."""

    def start(self) -> None:
        """Start it; pictures come when they come."""

    def ask_evidence(self, fingerprint: str) -> None:
        """Ask for the rows behind an issue."""

    def rerun(self) -> None:
        """Ask for everything anew."""

    def stop(self, seconds: float = 1.0) -> None:
        """End it."""


@dataclass
class Session:
    """All that one run of the screens is given."""

    workspace: Path
    settings: Settings
    language: Language
    now: Callable[[], datetime]
    desk: DeskLike
    picture: "Picture"  # kept from the last run, or an empty one with number 0
    engine: Callable[[Callable[[Any], None]], Engine] | None = None  # made with the function that gets its messages
    started: "Callable[[CockpitApp], None] | None" = None  # called when the first picture is painted
    theme: str = "cockpit"
    colour: bool = True
    glyphs: Glyphs = field(default_factory=lambda: glyphs_for("auto"))
    past: datetime | None = None  # the moment that is looked back at; None: now


def theme_for(setting: str, environment: Mapping[str, str]) -> str:
    """The theme to draw with: a terminal of sixteen colours gets its own ones, whatever the setting says."""
    term = environment.get("TERM", "")
    many = environment.get("COLORTERM", "").lower() in TRUE_COLOUR or "256color" in term or "direct" in term
    forced = environment.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if forced != "auto":
        many = forced in {"truecolor", "256"}
    return setting if many else "ansi"


def mouse_for(setting: str, environment: Mapping[str, str]) -> bool:
    """Whether to take the mouse. Not over SSH by itself: the terminal's own selection is how people copy there."""
    if setting in {"on", "off"}:
        return setting == "on"
    return not any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))


def colour_for(environment: Mapping[str, str]) -> bool:
    """Whether colours are wanted (https://no-color.org: any value but an empty one says no)."""
    return not environment.get("NO_COLOR")


def settings_stamp(workspace: Path) -> tuple[int, int] | None:
    """What changes when somebody edits config.toml; None while there is none."""
    try:
        found = (workspace / FILE_NAME).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size

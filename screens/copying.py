"""Copies a text as the settings say, and tells where it went."""

import os
from typing import TYPE_CHECKING

from cockpit.text import clean
from screens.clipboard import keep, sequence

if TYPE_CHECKING:
    from screens.app import CockpitApp


def copy(app: "CockpitApp", text: str) -> None:
    """Copy a text. A clipboard that cannot be reached, or a folder that cannot be written, is told and ends nothing."""
    say, how = app.speech.say, app.session.settings.screen.clipboard
    if how == "off":
        app.tell(say("screen.copy_off"), "warning")
        return
    safe = "\n".join(clean(line) for line in text.splitlines())
    try:
        file = str(keep(app.session.workspace, safe))
    except OSError as error:
        file = ""
        reason = error.strerror or str(error)
    sent = sequence(safe, os.environ) if how in {"auto", "osc52"} else ""
    if sent:
        app.write_raw(sent)
    if sent and file:
        app.tell(say("screen.copied", file=file))
    elif sent:
        app.tell(say("screen.copied_only"))
    elif file:
        app.tell(say("screen.copied_file", file=file))
    else:
        app.tell(say("screen.copy_failed", reason=reason), "warning")

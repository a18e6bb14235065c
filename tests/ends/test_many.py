"""Many issues at once, in the real program in a real terminal."""

import json
from pathlib import Path

from tests.ends.conftest import drop, unshipped
from tests.ends.terminal import cockpit

ORDERS = [f"111-000{number}" for number in range(1, 6)]


def marks(workspace: Path) -> list[dict[str, object]]:
    """What people did, as the journal has it."""
    files = (workspace / "state" / "journal").iterdir()
    events = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [event for event in events if event["what"] in {"acknowledged", "undone"}]


def test_many_rows_are_acknowledged_and_taken_back_at_once(workspace: Path) -> None:
    """All issues that a filter shows are acknowledged in one go; one undo takes it from all, one redo gives it back."""
    drop(workspace / "reports" / "US" / "unshipped.txt", unshipped(*ORDERS))
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal:
        terminal.wait_for(*ORDERS, "saved")
        terminal.press("1/")
        terminal.wait_for("filter", gone="enter open")
        terminal.press("F-01")
        terminal.wait_for("F-01", gone="D-01")
        terminal.press("\r")
        terminal.wait_for("filter: F-01")
        terminal.press("V")
        terminal.wait_for("5 selected")
        terminal.press("a")
        terminal.wait_for("5 acknowledged", gone="selected")
        terminal.press("u")
        terminal.wait_for("Taken back: your acknowledgement (5 issues)")
        terminal.press("\x12")
        terminal.wait_for("Done again: acknowledged (5 issues)")
    said = marks(workspace)
    assert [event["what"] for event in said] == ["acknowledged"] * 5 + ["undone"] * 2
    assert len({event.get("group") for event in said[:5]}) == 1

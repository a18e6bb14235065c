"""The screens alone, on a prepared picture with as many issues as asked for: what a key costs, whatever the number."""

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cockpit.issue import Figure, Line, Pane, Severity, Subject, fingerprint
from cockpit.picture import Issue, Picture
from cockpit.settings import defaults
from cockpit.text import Words
from screens.launch import no_picture, session_of, show

LINES = (Line("internal", 7, True, "config.toml:12"),)


def issue(number: int, now: datetime) -> Issue:
    """One stock issue of a SKU of its own."""
    subject = Subject("sku", f"ZX-{number:06d}")
    title = Words("Runs out in {n} days, line 7", "{n} 天后断货,目标 7 天").fill(n=number % 7)
    action = Words("Expedite and tell purchasing today.", "加急补货,今天通知采购。")
    return Issue(
        fingerprint("S-02", "default", "US", subject), number, "S-02", list(Severity)[number % 3], Pane.MORNING,
        "default", "US", subject, title, action, "open", now, now, now + timedelta(hours=number % 40),
        Figure("cover", number % 7, 12, 2, "days"), LINES,
    )  # fmt: skip


def picture(count: int) -> Picture:
    """A picture of `count` issues."""
    now = datetime.now(UTC)
    base = no_picture(defaults(), now)
    return replace(base, number=1, issues=tuple(issue(n, now) for n in range(1, count + 1)), from_last_run=False)


def main() -> None:
    """Show it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = defaults(Path(folder))
        session = session_of(Path(folder), settings, "en", None)
        show(replace(session, picture=picture(int(sys.argv[1])), engine=None))


if __name__ == "__main__":
    main()

"""The small workspace that the engine is tried on: two reports and one check of the house."""

import os
from datetime import datetime
from pathlib import Path

from cockpit.inbox import Change
from cockpit.issue import Verdict
from cockpit.library import list_reports
from cockpit.picture import Issue, Picture

NOW = datetime.fromisoformat("2026-11-23T10:30+08:00")

HEADER = "thread_id,received_at,replied_at,subject\n"
OWN_CHECK = '''
"""House rule: a message that says late is looked at."""
from cockpit.api import Context, Figure, Finding, NoSettings, Pane, Severity, Subject, Words, check

@check("X-01", Words("Late", "迟"), pane=Pane.NOON, needs=("buyer-messages",))
def late(ctx: Context[NoSettings]):
    """Find them."""
    frame = ctx.frame("buyer-messages")
    for row in frame.filter(frame["subject"] == "late").iter_rows(named=True):
        rows = frame.filter(frame["thread_id"] == row["thread_id"])
        title = Words("{id} is late", "{id} 迟了").fill(id=row["thread_id"])
        yield Finding(Subject("thread", row["thread_id"]), Severity.WARNING, title, Words("look", "看"),
                      Figure("n", frame.height), evidence=(rows,))
'''


def messages(*threads: str) -> str:
    """A report of buyer messages: each thread as id:subject."""
    rows = (thread.split(":") for thread in threads)
    return HEADER + "".join(f"{id_},2026-11-23T01:00:00+08:00,,{subject}\n" for id_, subject in rows)


def put(path: Path, text: str) -> Path:
    """A file that was written long ago, so that a headless look does not wait for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(text, "utf-8")
    os.utime(aside, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))
    aside.replace(path)
    return path


def house_issues(picture: Picture) -> dict[str, Issue]:
    """The issues of the house rule, by thread."""
    return {issue.subject.id: issue for issue in picture.issues if issue.check == "X-01"}


def verdict(picture: Picture, check: str, marketplace: str = "US") -> Verdict:
    """What a check said."""
    return next(v.verdict for v in picture.verdicts if (v.check, v.marketplace) == (check, marketplace))


def change(workspace: Path, *, reports: bool = False, settings: bool = False, checks: bool = False) -> Change:
    """What an inbox would say of the workspace now."""
    files = list_reports(workspace / "reports", workspace)
    return Change(reports=reports, settings=settings, checks=checks, files=files)


def written(workspace: Path) -> set[str]:
    """Every file that the program made."""
    return {path.relative_to(workspace).as_posix() for path in (workspace / "state").rglob("*") if path.is_file()}

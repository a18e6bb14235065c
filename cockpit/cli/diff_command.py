"""`cockpit diff FROM [TO]`: what changed between two moments that were kept, or between one and now."""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

from cockpit.cli.check_json import cell_json
from cockpit.cli.grid import grid
from cockpit.cli.listing import Wanted
from cockpit.cli.session import Session, as_of, session
from cockpit.engine import Engine
from cockpit.kept_days import picture_after, picture_at
from cockpit.picture import Issue, Picture
from cockpit.problems import CockpitError
from cockpit.text import Words, clean, moment, number, words

Change = Literal["new", "gone", "worse", "milder", "figure", "same"]
ORDER: tuple[Change, ...] = ("new", "worse", "figure", "milder", "gone", "same")
DAY = len("2026-11-23")
COLUMNS = ("change", "check", "marketplace", "subject", "before", "after", "title")


@dataclass(frozen=True, slots=True)
class Changed:
    """One issue at both moments; None where it was not listed then."""

    change: Change
    before: Issue | None
    after: Issue | None

    @property
    def issue(self) -> Issue:
        """As it is said: as it stands later, where it still does."""
        found = self.after or self.before
        if found is None:
            raise LookupError("an issue of neither moment")
        return found


def run(arguments: argparse.Namespace) -> int:
    """Print every issue that is new, gone, worse or milder, or has another figure; with --all the others too."""
    here = session(arguments)
    older, newer = _moment(arguments.since, here), _moment(arguments.until, here) if arguments.until else None
    if newer is not None and newer < older:
        raise CockpitError(f"{arguments.until} is before {arguments.since}")
    before = _kept(older, arguments.since, here)
    after = _kept(newer, arguments.until, here) if newer else _now(here)
    changed = sorted(changes(before, after, Wanted.of(arguments, before, after)), key=_place)
    shown = [one for one in changed if arguments.all or one.change != "same"]
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    sys.stdout.write(_json(before, after, shown) if form == "json" else _table(before, after, shown, here))
    return 0


def _moment(text: str, here: Session) -> datetime:
    """A time as --as-of takes it; a bare day is its end."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day of the team, made a moment below
    except ValueError:
        return as_of(text, here.settings, "a moment")
    return datetime.combine(day + timedelta(days=1), time(), here.clock.team_zone) - timedelta(seconds=1)


def _kept(wanted: datetime, text: str, here: Session) -> Picture:
    """The newest picture up to a moment. Where it is of another hour (of another day, for a day) that is said."""
    zone = here.clock.team_zone
    picture = picture_at(here.workspace, wanted, zone)
    if picture is None:
        raise CockpitError(_nothing(wanted, text, here))
    asked, kept = wanted.astimezone(zone), picture.as_of.astimezone(zone)
    if kept.date() != asked.date() or (kept.hour != asked.hour and not _is_day(text)):
        said = words("cli.diff.nearest").fill(asked=text, found=_at(picture, here))
        later = picture_after(here.workspace, wanted, zone)
        more = words("cli.diff.later").fill(after=_at(later, here)).say(here.language) if later else ""
        print(f"cockpit: {said.say(here.language)}{more}", file=sys.stderr)
    return picture


def _nothing(wanted: datetime, text: str, here: Session) -> str:
    first = picture_after(here.workspace, wanted, here.clock.team_zone)
    found = words("cli.diff.first").fill(first=_at(first, here)) if first else words("cli.diff.never")
    return words("cli.diff.nothing").fill(asked=text, found=found).say(here.language)


def _at(picture: Picture, here: Session) -> Words:
    return moment(picture.as_of.astimezone(here.clock.team_zone), here.clock.team_now.date())


def _is_day(text: str) -> bool:
    return len(text) == DAY


def _now(here: Session) -> Picture:
    return Engine(here.workspace, record=False).picture(here.clock.now)


def changes(before: Picture, after: Picture, wanted: Wanted) -> Iterator[Changed]:
    """Each issue of either picture that is asked for, with what became of it."""
    old, new = _listed(before, wanted), _listed(after, wanted)
    for key in old.keys() | new.keys():
        was, now = old.get(key), new.get(key)
        yield Changed(_change(was, now), was, now)


def _listed(picture: Picture, wanted: Wanted) -> dict[str, Issue]:
    return {
        issue.fingerprint: issue
        for issue in picture.issues
        if issue.state != "resolved" and wanted.has(issue.check, issue.marketplace, (issue.pane, *issue.also_in))
    }


def _change(was: Issue | None, now: Issue | None) -> Change:
    if was is None or now is None:
        return "new" if was is None else "gone"
    if now.severity != was.severity:
        return "worse" if now.severity.rank < was.severity.rank else "milder"
    return "same" if _value(was) == _value(now) else "figure"


def _value(issue: Issue | None) -> Any:
    return issue.figure.value if issue and issue.figure else None


def _place(one: Changed) -> tuple[int, int, str, str, str]:
    issue = one.issue
    return ORDER.index(one.change), issue.severity.rank, issue.check, issue.marketplace, issue.subject.id


def _json(before: Picture, after: Picture, changed: Sequence[Changed]) -> str:
    document = {
        "schema": 1,
        "from": before.as_of.isoformat(timespec="seconds"),
        "to": after.as_of.isoformat(timespec="seconds"),
        "changes": [_document(one) for one in changed],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _document(one: Changed) -> dict[str, Any]:
    issue = one.issue
    return {
        "change": one.change,
        "fingerprint": issue.fingerprint,
        "number": issue.number,
        "check": issue.check,
        "store": issue.store,
        "marketplace": issue.marketplace or None,
        "subject": {"kind": issue.subject.kind, "id": issue.subject.id},
        "before": _side(one.before),
        "after": _side(one.after),
    }


def _side(issue: Issue | None) -> dict[str, Any] | None:
    if issue is None:
        return None
    return {"severity": str(issue.severity), "value": cell_json(_value(issue)), "title": issue.title.en}


def _table(before: Picture, after: Picture, changed: Sequence[Changed], here: Session) -> str:
    head = words("cli.diff.head").fill(before=_at(before, here), after=_at(after, here), n=len(changed))
    header = [words(f"cli.diff.{name}").say(here.language) for name in COLUMNS]
    cells = [_cells(one, here.language) for one in changed]
    width = shutil.get_terminal_size((120, 40)).columns
    body = f"\n\n{grid(header, cells, width, COLUMNS.index('title'))}" if cells else ""
    return f"{head.say(here.language)}{body}\n"


def _cells(one: Changed, language: str) -> list[str]:
    issue = one.issue
    values = (_said(one.before), _said(one.after))
    change = words(f"cli.diff.is_{one.change}").say(language)
    return [
        change, issue.check, issue.marketplace or "–", clean(issue.subject.id)[:40], *values, issue.title.say(language)
    ]  # fmt: skip


def _said(issue: Issue | None) -> str:
    value = _value(issue)
    return "–" if value is None else number(value)

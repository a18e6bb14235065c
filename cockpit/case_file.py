"""One case of a check as a TOML file: the reports, the clock, and exactly the issues that must come out.

Ours lie in the project's `tests/cases/<ID>/`, a team's own in its workspace's `my_checks/cases/<ID>/`.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import tomli
import tomli_w

from cockpit import reports, settings
from cockpit.check import Check, Judgement, RecordedAction
from cockpit.clock import Clock
from cockpit.incident_facts import Incident, Item
from cockpit.issue import Subject
from cockpit.problems import CockpitError
from cockpit.runner import TypeNote, World, run
from cockpit.signed_days import SignedDays


@dataclass(frozen=True)
class Case:
    """A case file and what it says."""

    path: Path
    data: Mapping[str, Any]

    @property
    def check(self) -> str:
        """The check it is about: the folder's name."""
        return self.path.parent.name

    @property
    def as_of(self) -> datetime:
        """The clock of the run."""
        return datetime.fromisoformat(self.data["as_of"])


def cases(folder: Path) -> Iterator[Case]:
    """Every case file of `<folder>/<ID>/`, in order. Raises CockpitError for one that is no TOML."""
    for path in sorted(folder.glob("*/*.toml")):
        try:
            yield Case(path, tomli.loads(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
            raise CockpitError(f"{path}: {error}") from error


def judge(case: Case, workspace: Path, checks: Sequence[Check[Any]]) -> tuple[Judgement, ...]:
    """Write the case's workspace, read it and run every check: a cause elsewhere must be able to silence."""
    write(case, workspace)
    own = settings.load(workspace)
    if own.problems:
        raise CockpitError(f"{case.path}: [config] {own.problems[0]}")
    clock = Clock(case.as_of, own.profile.zone)
    hints = reports.Hints(default_marketplace=own.profile.default_marketplace, max_age_hours=own.freshness())
    root = own.reports_folder
    readings = [reading for path in reports.list_folder(root) for reading in reports.read_file(path, root, hints)]
    tables = reports.assemble(readings, clock, hints)
    signed = SignedDays(workspace, own).signed(clock)
    world = World(wanted(case, checks), tables, own, clock, type_notes(), actions(case), incidents(case), signed)
    return run(world)


def wanted(case: Case, checks: Sequence[Check[Any]]) -> tuple[Check[Any], ...]:
    """Every check; or the few that a case names with `only`, where what others need would be in its issues."""
    only = case.data.get("only")
    return tuple(check for check in checks if only is None or check.id in only)


def type_notes() -> dict[str, TypeNote]:
    """What the runner must know of each report type."""
    return {
        name: TypeNote(name, report_type.title, report_type.optional, report_type.empty, report_type.by_hand)
        for name, report_type in reports.TYPES.items()
    }


def actions(case: Case) -> tuple[RecordedAction, ...]:
    """The board of the case."""
    return tuple(
        RecordedAction(
            row["kind"],
            row["marketplace"],
            subject(row["subject"]),
            row["state"],
            datetime.fromisoformat(row["at"]),
            row.get("by", "li"),
            row.get("before", ""),
            row.get("after", ""),
            row.get("check", ""),
            row.get("store", ""),
            row.get("id", ""),
            row.get("approval", "not_needed"),
            _moment(row.get("done_at")),
            row.get("done_by", ""),
            _moment(row.get("self_approved_at")),
            row.get("self_approved_by", ""),
            row.get("why", ""),
            row.get("error", ""),
            _moment(row.get("proposed_at")),
            _moment(row.get("approved_at")),
        )
        for row in case.data.get("action", ())
    )


def incidents(case: Case) -> tuple[Incident, ...]:
    """What people took up, with what lies in the folders."""
    return tuple(
        Incident(
            row["id"],
            row.get("marketplace", ""),
            row.get("store", ""),
            row.get("subject", ""),
            row.get("kind", ""),
            tuple(row.get("asins", ())),
            tuple(row.get("skus", ())),
            tuple(row.get("order_ids", ())),
            _moment(row.get("received_at")),
            _moment(row.get("deadline")),
            opened_at=_moment(row.get("opened_at")),
            closed_at=_moment(row.get("closed_at")),
            said=tuple(Item(**item) for item in row.get("said", ())),
            files=tuple(row.get("files", ())),
        )
        for row in case.data.get("incident", ())
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def write(case: Case, workspace: Path) -> None:
    """The case as a workspace on disk."""
    (workspace / "reports").mkdir(parents=True)
    (workspace / "config.toml").write_bytes(tomli_w.dumps(case.data.get("config", {})).encode())
    for file in case.data.get("file", ()):
        path = workspace / "reports" / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(file))
        default = (case.as_of - timedelta(minutes=30)).isoformat()
        moment = datetime.fromisoformat(file.get("modified", default)).timestamp()
        os.utime(path, (moment, moment))
    for name, day in case.data.get("checklist", {}).items():
        path = workspace / "state" / "checklist" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tomli_w.dumps(day).encode())


def content(file: Mapping[str, Any]) -> bytes:
    """The bytes of a case's file: literal text, or rows under a header of all their keys."""
    if "text" in file:
        return str(file["text"]).encode(file.get("encoding", "utf-8"))
    rows = [row for spec in file["rows"] for row in _repeated(spec)]
    header = list(dict.fromkeys(key for row in rows for key in row))
    lines = [header, *([str(row.get(name, "")) for name in header] for row in rows)]
    comma = file["path"].endswith(".csv")
    text = "\n".join((",".join(map(_csv_cell, line)) if comma else "\t".join(line)) for line in lines)
    return (text + "\n").encode(file.get("encoding", "utf-8"))


def _repeated(spec: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The row so many times; ``{i}`` in a cell is its number, so that four hundred orders are four hundred."""
    for i in range(1, int(spec.get("_repeat", 1)) + 1):
        yield {key: str(value).replace("{i}", str(i)) for key, value in spec.items() if key != "_repeat"}


def _csv_cell(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\n') else cell


def subject(text: str) -> Subject:
    """``sku:ZX-1`` as a Subject."""
    kind, _, name = text.partition(":")
    return Subject(kind, name)  # type: ignore[arg-type]  # the case's word; an unknown kind equals no subject

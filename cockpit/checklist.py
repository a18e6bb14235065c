"""The day's steps: which are due, and the file in which the team ticks them.

``state/checklist/2026-11-23.toml`` holds the steps of one team day as people read them. Each change is made to the file
as it is at that moment, under the lock: what a colleague, an editor or a merge put there stays.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final, Protocol

from cockpit.clock import WEEKDAYS, working_day_from
from cockpit.issue import Pane
from cockpit.problems import Problem
from cockpit.store import Loaded, Store
from cockpit.text import Words, same

DAILY: Final = (Pane.MORNING, Pane.NOON, Pane.EVENING)
QUARTER_STARTS: Final = (1, 4, 7, 10)


class Profile(Protocol):
    """What the calendar of the team's work needs of [profile]."""

    @property
    def weekly(self) -> str:
        """The day of the weekly round."""

    @property
    def month_end_day(self) -> int:
        """The day of the next month on which a month's work is due."""

    @property
    def working_days(self) -> tuple[str, ...]:
        """Days on which the team works; empty means Monday to Friday."""

    @property
    def morning(self) -> str:
        """When the morning pane ends, on the team's wall: "09:30"."""

    @property
    def noon(self) -> str:
        """When the noon pane ends."""

    @property
    def evening(self) -> str:
        """When the evening pane ends."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A step as somebody left it."""

    done: bool = False
    by: str = ""
    at: datetime | None = None
    note: str = ""
    proof: str = ""  # the report that shows that it is done


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the day."""

    id: str
    pane: Pane  # the round it belongs to: also weekly, month-end, quarterly
    text: Words
    checks: tuple[str, ...] = ()  # their worst verdict stands beside it
    proof_by: str = ""  # the check whose *ok* proves the step
    tick: Tick = Tick()
    must: bool = False  # the team's choice of what is listed first
    carried: date | None = None  # the day on which it was first left undone

    @property
    def shown_in(self) -> Pane:
        """The pane of the day that lists it: rounds beyond the day are morning work."""
        return self.pane if self.pane in DAILY else Pane.MORNING


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps of one team day, in the order of the settings."""

    day: date
    steps: tuple[Step, ...] = ()
    minutes: Mapping[Pane, int] = field(default_factory=dict)  # of a pane, where somebody corrected what was measured

    def step(self, step_id: str) -> Step | None:
        """A step by its id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def in_pane(self, pane: Pane) -> tuple[Step, ...]:
        """The steps that a pane of the day lists: what must be done first, its own, then longer rounds'."""
        shown = [step for step in self.steps if step.shown_in == pane]
        return tuple(sorted(shown, key=lambda step: (not step.must, step.pane != pane)))

    def measured(self, pane: Pane) -> int | None:
        """The minutes from the first to the last tick of a pane by people; None when there is no tick to measure from.

        A step that a report has proved says nothing of when somebody worked.
        """
        ticks = [step.tick for step in self.steps if step.shown_in == pane]
        times = [tick.at for tick in ticks if tick.done and tick.at and not tick.proof]
        return int((max(times) - min(times)).total_seconds() // 60) if times else None

    def spent(self, pane: Pane) -> int | None:
        """The minutes spent on a pane: as somebody corrected them, else as they were measured."""
        return self.minutes.get(pane, self.measured(pane))


def due_panes(day: date, profile: Profile) -> frozenset[Pane]:
    """Which rounds are due on a team day: the daily ones always, the others on their day (domain §10.3)."""
    due = set(DAILY)
    if WEEKDAYS[day.weekday()] == profile.weekly.lower():
        due.add(Pane.WEEKLY)
    if day == month_end_due(day, profile):
        due.add(Pane.MONTH_END)
    if day.month in QUARTER_STARTS and day == working_day_from(day.replace(day=1), profile.working_days):
        due.add(Pane.QUARTERLY)
    return frozenset(due)


def month_end_due(day: date, profile: Profile) -> date:
    """The day of this month on which last month's work is due; the next working day where it is none."""
    first = day.replace(day=1)
    return working_day_from(first + timedelta(days=max(1, min(profile.month_end_day, 28)) - 1), profile.working_days)


def ends_at(pane: Pane, profile: Profile) -> str:
    """The team's wall time at which the steps of a pane must be signed; longer rounds have until the evening."""
    return {Pane.MORNING: profile.morning, Pane.NOON: profile.noon}.get(pane, profile.evening)


def steps_due(day: date, table: Mapping[str, Any], profile: Profile) -> tuple[Step, ...]:
    """The steps of the settings that are due on a day, not ticked. What is not a step is passed over."""
    due = due_panes(day, profile)
    steps = [step_of(step_id, entry) for step_id, entry in table.items()]
    return tuple(step for step in steps if step and step.pane in due)


def step_of(step_id: str, entry: object) -> Step | None:
    """A step of the settings, whether or not it is due; None for what is no step or is switched off."""
    if not isinstance(entry, Mapping):
        return None
    pane = str(entry.get("pane", Pane.MORNING))
    if entry.get("enabled", True) is False or pane not in set(Pane):
        return None
    en = str(entry.get("en") or entry.get("zh") or step_id)
    checks = tuple(str(one) for one in entry.get("checks", ()))
    text = Words(en, str(entry.get("zh") or en))
    return Step(step_id, Pane(pane), text, checks, str(entry.get("proof", "")), must=entry.get("must") is True)


# ── The day's file ───────────────────────────────────────────────────────────────────────────────────────────────────


def path_of(store: Store, day: date) -> Path:
    """The file of a day."""
    return store.state / "checklist" / f"{day:%Y-%m-%d}.toml"


def read(store: Store, day: date) -> Loaded:
    """The day's file as it is. One whose steps are no steps counts as broken, so that nothing writes over it."""
    path = path_of(store, day)
    loaded = store.load_toml(path)
    if loaded.data is None or _well_formed(loaded.data):
        return loaded
    return Loaded(problem=Problem("state-broken", store.name(path), expected="[[step]]"), broken=True)


def write(store: Store, checklist: Checklist, found: Mapping[str, Any] | None) -> dict[str, Any]:
    """Save the steps of a day over what the file held (`found`), where keys that are not ours stay; what it holds now.

    Raises `NotSaved`.
    """
    held, text = contents(checklist, found or {})
    store.save(path_of(store, checklist.day), text)
    return held


def contents(checklist: Checklist, found: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What the file of a day holds, as data and as the bytes of the file."""
    rows = {row["id"]: row for row in found.get("step", [])}
    rows.update({step.id: {**rows.get(step.id, {}), **_row(step)} for step in checklist.steps})
    head = {"version": 1, **{key: value for key, value in found.items() if key not in {"step", "minutes"}}}
    if minutes := {**_not_ours(found), **{pane.value: spent for pane, spent in checklist.minutes.items()}}:
        head["minutes"] = minutes
    complete = [_complete(row) for row in rows.values()]
    return {**head, "step": complete}, _as_toml(head, complete)


def laid_over(due: tuple[Step, ...], found: Mapping[str, Any] | None, zone: tzinfo) -> tuple[Step, ...]:
    """The steps due with the ticks of the day's file, then the steps that only the file knows (written in by hand)."""
    rows = {row["id"]: row for row in (found or {}).get("step", [])}
    steps = [replace(step, tick=tick_from(rows.pop(step.id), zone)) if step.id in rows else step for step in due]
    return (*steps, *(_extra(step_id, row, zone) for step_id, row in rows.items()))


def _not_ours(found: Mapping[str, Any]) -> dict[str, Any]:
    table = found.get("minutes")
    return {key: value for key, value in table.items() if key not in set(Pane)} if isinstance(table, Mapping) else {}


def minutes_in(found: Mapping[str, Any] | None) -> dict[Pane, int]:
    """The corrected minutes that a day's file holds, by pane. What is none counts as not given."""
    table = (found or {}).get("minutes")
    rows = table.items() if isinstance(table, Mapping) else ()
    return {Pane(pane): spent for pane, spent in rows if pane in set(Pane) and type(spent) is int and spent >= 0}


def ticked(steps: tuple[Step, ...], ticks: Mapping[str, Tick]) -> tuple[Step, ...]:
    """The steps with other ticks, by id."""
    return tuple(replace(step, tick=ticks[step.id]) if step.id in ticks else step for step in steps)


def tick_from(row: Mapping[str, Any], zone: tzinfo = UTC) -> Tick:
    """A tick from a [[step]] or from an event. What has the wrong type counts as not given."""
    at = row.get("at")
    if isinstance(at, str):
        with suppress(ValueError):
            at = datetime.fromisoformat(at)
    if isinstance(at, datetime) and at.tzinfo is None:
        at = at.replace(tzinfo=zone)  # typed by hand: the team's wall clock
    moment = at if isinstance(at, datetime) else None
    return Tick(row.get("done") is True, _text(row, "by"), moment, _text(row, "note"), _text(row, "proof"))


def tick_data(tick: Tick) -> dict[str, Any]:
    """A tick as the file and the journal write it; without `at` when there is no time."""
    when = {"at": tick.at.isoformat(timespec="seconds")} if tick.at else {}
    return {"done": tick.done, "by": tick.by, **when, "note": tick.note, "proof": tick.proof}


def _well_formed(data: Mapping[str, Any]) -> bool:
    rows = data.get("step", [])
    return isinstance(rows, list) and all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows)


def _extra(step_id: str, row: Mapping[str, Any], zone: tzinfo) -> Step:
    pane = row.get("pane")
    words = same(_text(row, "text") or step_id)
    place = Pane(pane) if pane in set(Pane) else Pane.MORNING
    return Step(step_id, place, words, tick=tick_from(row, zone), carried=carried_in(row))


def carried_in(row: Mapping[str, Any]) -> date | None:
    """The day from which a [[step]] was carried over; None when it was not."""
    day = row.get("carried")
    return day if isinstance(day, date) and not isinstance(day, datetime) else None


def _row(step: Step) -> dict[str, Any]:
    """A step as the file writes it. The text is in both languages, so that the team's files do not differ by reader."""
    text = step.text.en if step.text.en == step.text.zh else f"{step.text.en} · {step.text.zh}"
    row = {"id": step.id, "text": text, "pane": step.pane.value, **tick_data(step.tick)}
    carried = {"carried": step.carried} if step.carried else {}
    return {**row, **({"at": step.tick.at.replace(microsecond=0)} if step.tick.at else {}), **carried}


def _complete(row: dict[str, Any]) -> dict[str, Any]:
    """In the order of the format, without a time on a step that nobody has touched."""
    order = ("id", "text", "pane", "done", "by", "at", "note", "proof", "carried")
    kept = {key: row[key] for key in order if key in row}
    kept.update({key: value for key, value in row.items() if key not in kept})
    if not (row.get("done") or row.get("by")):
        kept.pop("at", None)
    return kept


def _as_toml(head: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """One [[step]] block for each step, whatever its length: blocks merge, an inline table of all of them does not."""
    import tomli_w  # noqa: PLC0415 - only who saves pays for it

    if any(isinstance(value, Mapping) for row in rows for value in row.values()):
        return tomli_w.dumps({**head, "step": list(rows)}).encode("utf-8", "replace")
    blocks = [tomli_w.dumps(head), *(f"[[step]]\n{tomli_w.dumps(row)}" for row in rows)]
    return "\n".join(blocks).encode("utf-8", "replace")


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key, "")
    return value if isinstance(value, str) else ""

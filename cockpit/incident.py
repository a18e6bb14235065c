"""What people write about incidents: taken up, steps, notes, closed. On disk before it returns.

State is the fold of the journal and, per incident, the folder ``state/incidents/<id>/``: incident.toml with the list of
what is needed and there, which people may edit, and the files that they put beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cockpit import incident_folder as folder
from cockpit.board import BoardSettings, Refused
from cockpit.incident_facts import OF_BOARD, STEPS, Incident, Item, pack_items
from cockpit.incident_fold import KEPT, OUTCOMES, WANTED, IncidentFold, Worked, guarded, written
from cockpit.issue import Subject
from cockpit.journal import Event, Journal
from cockpit.kept import keep_fold, kept_fold
from cockpit.store import Modes, NotSaved, Store
from cockpit.text import Words, words

if TYPE_CHECKING:
    from cockpit.person import Person
    from cockpit.problems import Problem


_PRODUCTS: Final = frozenset({"asin", "sku", "parent", "incident"})


class IncidentBook:
    """The incidents of one workspace, for one reader."""

    def __init__(self, workspace: Path | Store, settings: BoardSettings) -> None:
        """Read what is kept. Creates nothing, moves nothing. With a store, its lock is taken for writing."""
        self._problems: list[Problem] = []
        self._aside: dict[str, Problem] = {}
        self._store = workspace if isinstance(workspace, Store) else Store(workspace, Modes.of(settings.table("state")))
        self._journal = Journal(self._store, WANTED)
        self._fold = kept_fold(self._journal, KEPT, IncidentFold.from_data) or IncidentFold()
        self._seen = folder.Seen()
        self.use(settings)
        self.refresh()

    def use(self, settings: BoardSettings) -> None:
        """Go on with settings that were edited."""
        self._settings = settings
        self._store.modes = Modes.of(settings.table("state"))

    def refresh(self) -> bool:
        """Read what was written since, by anyone, and what lies in the folders; True when something differs."""
        before = self.version
        for batch in self._journal.new():
            if batch.restart:
                self._fold, self._problems = IncidentFold(), []
            self._problems += self._fold.take_all(batch)
        self._seen = folder.look(self._store, self._seen)
        return self.version != before

    def keep(self) -> None:
        """Keep what was read for the next start, when it was much."""
        keep_fold(self._journal, KEPT, self._fold)

    @property
    def version(self) -> tuple[Any, ...]:
        """Another value whenever something was written down or a file was put into a folder."""
        return self._fold.version, self._seen.stamp

    @property
    def problems(self) -> tuple["Problem", ...]:
        """Lines and lists that could not be understood, and lists that were set aside by this reader."""
        return (*self._problems, *self._aside.values(), *self._seen.problems)

    def worked(self, now: datetime) -> tuple[Worked, ...]:
        """Every incident that somebody took up, as it stood at a moment."""
        return tuple(replace(one, incident=self._with_folder(one.incident)) for one in self._fold.worked(now).values())

    def one(self, id_: str, now: datetime) -> Worked:
        """One of them. Raises `Refused` for one that nobody took up."""
        found = next((one for one in self.worked(now) if one.incident.id == id_), None)
        if found is None:
            raise Refused(words("incident.refusal.unknown").fill(id=id_))
        return found

    def incidents(self, now: datetime) -> tuple[Incident, ...]:
        """What checks may see: every incident taken up, and every folder that somebody began to fill."""
        known = [one.incident for one in self.worked(now)]
        ids = {folder.name_of(incident.id) for incident in known}
        begun = [found for name, found in self._seen.found.items() if name not in ids]
        return (*known, *(Incident(found.id, "", said=found.said, files=found.files) for found in begun))

    def open_on(self, marketplace: str, subject: Subject, now: datetime) -> str:
        """The incident that is open on a product (or is the subject itself) in a marketplace; "" when there is none.

        What the board asks before anything is changed there (domain §10.1).
        """
        for one in self._fold.worked(now).values():
            known = one.incident
            about = subject.id in {known.id, *known.asins, *known.skus} and subject.kind in _PRODUCTS
            if about and one.closed is None and marketplace in {known.marketplace, ""}:
                return known.id
        return ""

    def folder_of(self, id_: str) -> Path:
        """Where an incident's evidence lies."""
        return folder.root(self._store) / folder.name_of(id_)

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def open(self, incident: Incident, person: "Person", now: datetime) -> None:
        """Take an incident up, and make its folder with the list and the plan's skeleton. Raises `NotSaved`."""
        with self._writing():
            self._append({"what": "incident-opened", "incident": incident.id, **written(incident)}, person, now)
            self._write_folder(incident.id, now)

    def step(self, id_: str, step: str, person: "Person", now: datetime, why: str = "") -> None:
        """A step of the flow is done. Raises `Refused` for one that is not the person's to say."""
        with self._writing():
            self._open_one(id_, now)
            if step not in STEPS or step in OF_BOARD:
                raise Refused(words("incident.refusal.step").fill(step=step))
            self._say("incident-step", id_, person, now, step=step, why=why)

    def unstep(self, id_: str, step: str, person: "Person", now: datetime) -> None:
        """It is not done after all."""
        with self._writing():
            self._open_one(id_, now)
            self._say("incident-step", id_, person, now, step=step, undone="true")

    def undoable(self, person: "Person", now: datetime) -> Event | None:
        """The step that `undo` would take back."""
        return self._fold.undoable(person.uid, now)

    def undo(self, person: "Person", now: datetime) -> Words | None:
        """Take back the step that this person ticked or opened last; what it was, or None. Raises `NotSaved`."""
        with self._writing():
            event = self._fold.undoable(person.uid, now)
            return self._turn(event, "undone", person, now, takes_back=event["id"]) if event else None

    def redo(self, person: "Person", now: datetime) -> Words | None:
        """Do again what was taken back last; what it was, or None. Raises `NotSaved`."""
        with self._writing():
            event = self._fold.redoable(person.uid, now)
            return self._turn(event, "redone", person, now) if event else None

    def _turn(self, event: Event, how: str, person: "Person", now: datetime, **about: str) -> Words:
        was = self._fold.before(event) if how == "undone" else None
        ends_done = bool(was) if how == "undone" else not event.get("undone")
        entry: dict[str, Any] = {"what": "incident-step", "incident": event["incident"], "step": event["step"], **about}
        if was:
            who = {"by": was.by, "uid": was.uid, "at": was.at.isoformat(), "why": was.why}
            entry["was"] = {key: value for key, value in who.items() if value != ""}
        self._append(entry if ends_done else {**entry, "undone": "true"}, person, now)
        what = "unticked" if event.get("undone") else "ticked"
        return words(f"desk.{how}.{what}").fill(step=words(f"incident.step.{event['step']}"))

    def note(self, id_: str, text: str, person: "Person", now: datetime) -> None:
        """Write something down about it; closed ones too."""
        with self._writing():
            self.one(id_, now)
            self._say("incident-noted", id_, person, now, why=text)

    def packed(self, id_: str, digest: str, items: Sequence[Item], person: "Person", now: datetime) -> None:
        """Its evidence pack was written, with these items: what reports gave then is kept in it."""
        with self._writing():
            self.one(id_, now)
            self._say("incident-packed", id_, person, now, why=digest)
            self._write_folder(id_, now, items)

    def close(self, id_: str, outcome: str, person: "Person", now: datetime, why: str = "") -> None:
        """It is over. Raises `Refused` for an outcome that there is not, and for one that is closed."""
        with self._writing():
            self._open_one(id_, now)
            if outcome not in OUTCOMES:
                raise Refused(words("incident.refusal.outcome").fill(found=outcome, outcomes=", ".join(OUTCOMES)))
            self._say("incident-closed", id_, person, now, outcome=outcome, why=why)

    @property
    def broken(self) -> bool:
        """Whether a list is no TOML."""
        return any(found.broken for found in self._seen.found.values())

    def mend(self, now: datetime) -> None:
        """Set broken lists of incidents aside and write them anew, where this person may write."""
        with suppress(NotSaved), self._writing():
            for one in self.worked(now):
                found = self._seen.found.get(folder.name_of(one.incident.id))
                if found is not None and found.broken:
                    self._write_folder(one.incident.id, now)

    def history(self, id_: str, now: datetime) -> list[Event]:
        """Every event that names an incident (its own, and actions on the board), oldest first."""
        subject = f"incident:{id_}"
        found = self._journal.about(id_)
        acts = {event["id"] for event in found if event.get("subject") == subject}
        found += [event for act in sorted(acts) for event in self._journal.about(act) if event.get("action") == act]
        mine = [
            event
            for event in found
            if event.get("incident") == id_ or event.get("subject") == subject or str(event.get("action")) in acts
        ]
        unique = {event["id"]: event for event in mine if datetime.fromisoformat(event["at"]) <= now}
        return sorted(unique.values(), key=lambda event: datetime.fromisoformat(event["at"]))

    def _open_one(self, id_: str, now: datetime) -> Worked:
        one = self.one(id_, now)
        if one.closed:
            raise Refused(words("incident.refusal.closed").fill(id=id_))
        return one

    def _with_folder(self, incident: Incident) -> Incident:
        found = self._seen.found.get(folder.name_of(incident.id))
        return incident if found is None else replace(incident, said=found.said, files=found.files)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._store.locked():
            self.refresh()
            yield

    def _say(self, what: str, id_: str, person: "Person", now: datetime, **more: str) -> None:
        given = {key: value for key, value in more.items() if value}
        self._append({"what": what, "incident": id_, **given}, person, now)

    def _append(self, entry: Mapping[str, Any], person: "Person", now: datetime) -> None:
        # Here, below screens and commands alike: a supervisor looks, and may take the pack with them.
        if person.role == "supervisor" and entry["what"] != "incident-packed":
            raise Refused(words("desk.supervisor").fill(user=person.name))
        self._journal.append([entry], person, now.astimezone(self._settings.profile.zone))
        self.refresh()
        self.keep()

    def _write_folder(self, id_: str, now: datetime, items: Sequence[Item] = ()) -> None:
        """Bring the folder to what is known. A list that is no TOML is set aside first and named."""
        one = self.one(id_, now)
        problem = folder.write(self._store, one.incident, items or pack_items(one.incident), now)
        if problem is not None:
            self._aside[id_] = problem
        self._seen = folder.look(self._store, folder.Seen())


def open_incidents(workspace: Path, settings: BoardSettings, now: datetime) -> tuple[Incident, ...]:
    """The incidents of a workspace that are open, as its journal tells them at a moment."""
    return guarded(IncidentBook(workspace, settings).worked(now))

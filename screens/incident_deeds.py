"""What people do about incidents, as deeds for the saver thread, and the questions that come before."""

import asyncio
import re
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import cockpit
from cockpit.board import Draft
from cockpit.incident_facts import PLAN, Incident
from cockpit.incident_fold import OUTCOMES
from cockpit.issue import Subject
from cockpit.text import clean, same, words
from cockpit.view.incidents import Case
from screens.dialogs import Ask, Choose
from screens.saver import Deed, DeskLike, Done

if TYPE_CHECKING:
    from screens.incidents import Incidents

ORDER = re.compile(r"\d{3}-\d{7}-\d{7}")
ASIN = re.compile(r"B0[A-Z0-9]{8}|\d{9}[\dX]")


def take_up(incident: Incident) -> Deed:
    """Somebody works on a warning from now on."""

    def deed(desk: DeskLike) -> Done:
        desk.incidents.open(incident)
        return Done(words("screen.incident.taken_up").fill(id=incident.id))

    return deed


def step(incident: Incident, name: str, *, done: bool) -> Deed:
    """A step is done, or is not after all."""

    def deed(desk: DeskLike) -> Done:
        desk.incidents.step(incident.id, name, done=done)
        said = words("screen.incident.step_done" if done else "screen.incident.step_open")
        return Done(said.fill(step=words(f"incident.step.{name}")))

    return deed


def note(incident: Incident, text: str) -> Deed:
    """Write something down."""

    def deed(desk: DeskLike) -> Done:
        desk.incidents.note(incident.id, text)
        return Done(words("screen.noted"))

    return deed


def close(incident: Incident, outcome: str, why: str) -> Deed:
    """It is over."""

    def deed(desk: DeskLike) -> Done:
        desk.incidents.close(incident.id, outcome, why)
        return Done(words("screen.incident.closed").fill(id=incident.id))

    return deed


def ask_close(place: "Incidents", incident: Incident) -> None:
    """How it ended, then a line about it, which may be empty."""
    app, say = place.cockpit, place.cockpit.speech.say

    def typed(outcome: str, why: str | None) -> None:
        if why is not None:
            app.do(close(incident, outcome, why))

    def chosen(outcome: str | None) -> None:
        if outcome is not None:
            app.push_screen(Ask(say("screen.incident.close_why")), partial(typed, outcome))

    options = [(name, say(f"incident.outcome.{name}")) for name in OUTCOMES]
    app.push_screen(Choose(say("screen.incident.close", id=incident.id), options, say("screen.snooze.hint")), chosen)


# ── The appeal ───────────────────────────────────────────────────────────────────────────────────────────────────────


def ask_appeal(place: "Incidents", case: Case) -> None:
    """Propose it; once it stands on the board, go there: the second person and the sending are the board's."""
    app, appeal, now = place.cockpit, case.appeal, place.cockpit.scene.day.now
    limits = app.session.desk.board.seen.limits
    if appeal is not None and appeal.state(now, limits) in {"proposed", "approved"}:
        app.open_board(appeal.id)
        return
    say = app.speech.say

    def typed(why: str | None) -> None:
        if why is not None:
            app.do(propose_appeal(case.incident, why))

    lacks = say("screen.incident.appeal_lacks", n=str(len(case.note.lacks))) if case.note.lacks else ""
    app.push_screen(Ask(say("screen.incident.appeal", id=clean(case.incident.id)), hint=lacks), typed)


def propose_appeal(incident: Incident, why: str) -> Deed:
    """The appeal with the plan of action, for the second person."""
    draft = Draft(
        "appeal", incident.marketplace, Subject("incident", incident.id), after=PLAN, why=why, check="I-03",
        store=incident.store,
    )  # fmt: skip

    def deed(desk: DeskLike) -> Done:
        action = desk.board.record(draft, "proposed")
        return Done(words("screen.incident.proposed").fill(id=action.id))

    return deed


# ── Typed in ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def ask_new(place: "Incidents") -> None:
    """Where, what Amazon says, about which products and orders, until when: one line each."""
    app, say = place.cockpit, place.cockpit.speech.say
    markets = app.scene.picture.marketplaces or tuple(app.session.settings.profile.marketplaces)

    def chosen(marketplace: str | None) -> None:
        if marketplace is not None:
            _ask_line(place, say("screen.incident.subject"), partial(_ask_about, place, marketplace))

    options = [(name, clean(name)) for name in markets]
    if options:
        app.push_screen(Choose(say("screen.incident.where"), options, say("screen.snooze.hint")), chosen)
    else:
        app.tell(say("screen.incident.nowhere"), "warning")


def _ask_line(
    place: "Incidents", label: str, then: Callable[[str], None], hint: str = "", *, empty: bool = False
) -> None:
    def typed(text: str | None) -> None:
        if text or (empty and text is not None):
            then(text)

    place.cockpit.push_screen(Ask(label, hint=hint), typed)


def _ask_about(place: "Incidents", marketplace: str, subject: str) -> None:
    say = place.cockpit.speech.say
    then = partial(_ask_deadline, place, marketplace, subject)
    _ask_line(place, say("screen.incident.about"), then, say("screen.incident.about_hint"), empty=True)


def _ask_deadline(place: "Incidents", marketplace: str, subject: str, about: str) -> None:
    app, say = place.cockpit, place.cockpit.speech.say

    def typed(text: str) -> None:
        now = app.session.now()
        deadline = deadline_of(text, now.astimezone(app.speech.zone))
        if text and deadline is None:
            app.tell(say("screen.incident.no_time", found=text), "warning")
            return
        app.do(take_up(typed_in(marketplace, subject, about, deadline, now)))

    _ask_line(place, say("screen.incident.deadline"), typed, say("screen.incident.deadline_hint"), empty=True)


def deadline_of(text: str, now: datetime) -> datetime | None:
    """``72`` hours from now, or a moment as 2026-11-27 09:00 on the team's wall; None for anything else."""
    if re.fullmatch(r"\d{1,4}(?:[.,]\d+)?\s*h?", text.strip()):
        return now + timedelta(hours=float(text.strip().rstrip("h ").replace(",", ".")))
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def typed_in(marketplace: str, subject: str, about: str, deadline: datetime | None, now: datetime) -> Incident:
    """An incident of what was typed: order ids and ASINs are told by their form, the rest are SKUs."""
    parts = [part for part in re.split(r"[\s,;，；]+", about) if part]
    orders = tuple(part for part in parts if ORDER.fullmatch(part))
    asins = tuple(part for part in parts if ASIN.fullmatch(part))
    skus = tuple(part for part in parts if part not in orders and part not in asins)
    id_ = f"I-{now:%Y%m%d-%H%M%S}"
    return Incident(id_, marketplace, "", subject, "", asins, skus, orders, now, deadline)


# ── The pack ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_pack(place: "Incidents", incident: Incident) -> None:
    """Have the pack written by another process: it reads every report, which never happens in this one."""
    app = place.cockpit
    app.tell(app.speech.say("screen.incident.packing"))
    command = pack_command(app.session.workspace, incident.id, app.session.now())
    place.run_worker(_packed(place, command), exclusive=False)


def pack_command(workspace: Path, id_: str, now: datetime) -> tuple[str, ...]:
    """``cockpit pack`` as this very program, at this screen's moment."""
    home = str(Path(cockpit.__file__).parents[1])
    boot = f"import sys; sys.path.insert(0, {home!r}); from cockpit.cli import main; sys.exit(main())"
    return (sys.executable, "-c", boot, "pack", "-w", str(workspace), "--as-of", now.isoformat(), "--", id_)


async def _packed(place: "Incidents", command: tuple[str, ...]) -> None:
    app = place.cockpit
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe)
    out, err = await child.communicate()
    lines = (out if child.returncode == 0 else err).decode("utf-8", "replace").strip().splitlines()
    last = same(lines[-1] if lines else str(child.returncode))
    key = "packed" if child.returncode == 0 else "not_packed"
    app.tell(app.speech.say(f"screen.incident.{key}", file=last), "" if child.returncode == 0 else "warning")

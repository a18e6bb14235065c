"""The Incidents screen: the flow, the hold, what the pack lacks, and what people do there."""

from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.problems import Problem
from cockpit.text import Language
from screens.incident_deeds import deadline_of, pack_command, typed_in
from screens.incidents import Incidents
from tests.screens import incidents
from tests.screens.moment import NOW
from tests.screens.snapshots import same_as_kept
from tests.screens.stage import StageApp, StageDesk, stage, text_of
from tests.screens.test_places import type_text


def desk() -> StageDesk:
    """One incident is taken up, its first step done."""
    found = StageDesk()
    found.incidents.open(incidents.WORKED)
    found.incidents.step(incidents.WORKED.id, "stop", done=True)
    found.incidents.note(incidents.WORKED.id, "亚马逊电话已打 case 1234567")
    return found


def screen_of(app: StageApp) -> Incidents:
    """The screen on top."""
    assert isinstance(app.screen, Incidents)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40), (200, 50)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_incidents_look_as_kept(tmp_path: Path, size: tuple[int, int], language: Language) -> None:
    """The open ones with their steps, the past ones below, the hold in the detail, at every width."""
    with stage(tmp_path, incidents.picture(), language=language, desk=desk()) as app:
        async with app.run_test(size=size) as pilot:
            app.open_incidents(incidents.WORKED.id)
            await pilot.pause()
            same_as_kept(f"incidents-{size[0]}x{size[1]}-{language}", text_of(app))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_without_incidents_it_teaches(tmp_path: Path, language: Language) -> None:
    """The empty screen says where incidents come from and how they go."""
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            app.open_incidents()
            await pilot.pause()
            same_as_kept(f"incidents-empty-100x30-{language}", text_of(app))


async def test_a_warning_is_taken_up_and_its_steps_are_ticked(tmp_path: Path) -> None:
    """Enter takes it up, enter leads to the next step, space ticks it and takes the tick back."""
    with stage(tmp_path, incidents.picture()) as app:
        async with app.run_test(size=(120, 36)) as pilot:
            app.open_incidents(incidents.NEW.id)
            await pilot.pause()
            for keys in ("enter", "enter", "space"):
                app.shown.clear()
                await pilot.press(keys)
                await pilot.pause()
            await app.next_scene()
            [worked] = app.session.desk.incidents.seen
            assert worked.incident.id == incidents.NEW.id
            assert set(worked.steps) == {"stop"}
            app.shown.clear()
            await pilot.press("space")
            await app.next_scene()
            assert not app.session.desk.incidents.seen[0].steps


async def test_the_listing_comes_last(tmp_path: Path) -> None:
    """Editing cannot be ticked before the appeal is logged as sent, and the board's steps not at all."""
    with stage(tmp_path, incidents.picture(), desk=desk()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.open_incidents(incidents.WORKED.id)
            await pilot.pause()
            screen = screen_of(app)
            for step, reason in (("edit", "only when the appeal"), ("approval", "the board says that")):
                screen.rows.stand_on(f"step:{incidents.WORKED.id}:{step}")
                await pilot.press("space")
                await pilot.pause()
                assert reason in text_of(app)
            assert set(app.session.desk.incidents.seen[0].steps) == {"stop"}


async def test_an_appeal_is_proposed_then_leads_to_the_board(tmp_path: Path) -> None:
    """The first time it is written down for the second person; then the same key goes to its line."""
    with stage(tmp_path, incidents.picture(), desk=desk()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.open_incidents(incidents.WORKED.id)
            await pilot.pause()
            await pilot.press("p")
            assert "still lacks 4" in text_of(app)
            await type_text(app, "invoices follow")
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            action = app.session.desk.board.seen.actions[-1]
            assert (action.kind, action.subject.id, action.proposed) == ("appeal", incidents.WORKED.id, True)
            assert "waits for the second person" in text_of(app)
            await pilot.press("p")
            await pilot.pause()
            assert type(app.screen).__name__ == "Board"


async def test_an_incident_is_closed_with_its_outcome(tmp_path: Path) -> None:
    """A digit says how it ended; then it stands among the past ones."""
    with stage(tmp_path, incidents.picture(), desk=desk()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.open_incidents(incidents.WORKED.id)
            await pilot.pause()
            await pilot.press("x", "1")
            await type_text(app, "reinstated")
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            [worked] = app.session.desk.incidents.seen
            assert (worked.outcome, worked.closed and worked.closed.why) == ("accepted", "reinstated")
            rows = [row for row in screen_of(app).rows.rows if row.kind != "step"]
            assert [row.key for row in rows].index("past") < [row.key for row in rows].index(
                f"incident:{incidents.WORKED.id}"
            )


async def test_a_warning_is_typed_in(tmp_path: Path) -> None:
    """Marketplace, heading, products, hours: it stands there with a deadline."""
    with stage(tmp_path, incidents.picture()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.open_incidents()
            await pilot.pause()
            await pilot.press("n", "2")
            for text in ("Counterfeit complaint", "B0ABCDEF12 ZX-1 111-4417234-8812345", "72"):
                await type_text(app, text)
                app.shown.clear()
                await pilot.press("enter")
                await pilot.pause()
            await app.next_scene()
            [worked] = app.session.desk.incidents.seen
            made = worked.incident
            assert (made.subject, made.asins, made.skus) == ("Counterfeit complaint", ("B0ABCDEF12",), ("ZX-1",))
            assert made.order_ids == ("111-4417234-8812345",)
            assert made.deadline == NOW + timedelta(hours=72)


async def test_an_issue_leads_to_its_incident(tmp_path: Path) -> None:
    """Every key of the place stands in its footer or its help, and I opens it from the list."""
    with stage(tmp_path, incidents.picture()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("I")
            await pilot.pause()
            assert screen_of(app).situation().under == "warning"
            assert "take up" in text_of(app).splitlines()[-1]


async def test_a_failed_save_is_told(tmp_path: Path) -> None:
    """What is not on disk is not shown as done."""
    found = desk()
    with stage(tmp_path, incidents.picture(), desk=found) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.open_incidents(incidents.WORKED.id)
            await pilot.pause()
            found.refuses = Problem("not-saved-disk-full", "state/journal")
            screen_of(app).rows.stand_on(f"step:{incidents.WORKED.id}:screenshot")
            await pilot.press("space")
            await pilot.pause(0.1)
            assert set(found.incidents.seen[0].steps) == {"stop"}
            assert "NOT SAVED" in text_of(app)


@pytest.mark.parametrize(
    ("text", "hours"), [("72", 72), ("1,5 h", 1.5), ("2026-11-23 21:12", 12), ("2026-11-23T14:12+01:00", 12)]
)
def test_a_deadline_is_hours_or_a_moment(text: str, hours: float) -> None:
    """Hours from now, or a moment on the team's wall unless it says its zone."""
    assert deadline_of(text, NOW) == NOW + timedelta(hours=hours)


def test_what_is_no_time_is_no_deadline() -> None:
    """A word is not read as a time."""
    assert deadline_of("soon", NOW) is None


def test_products_and_orders_are_told_by_their_form() -> None:
    """Separated by blanks, commas or Chinese commas."""
    made = typed_in("US", "x", "B0ABCDEF12，ZX-1; 111-4417234-8812345 折りたたみ傘", None, NOW)
    assert (made.asins, made.order_ids) == (("B0ABCDEF12",), ("111-4417234-8812345",))
    assert made.skus == ("ZX-1", "折りたたみ傘")


def test_the_pack_is_asked_of_this_very_program(tmp_path: Path) -> None:
    """An id that looks like an option is an id."""
    assert pack_command(tmp_path, "-w", NOW)[-2:] == ("--", "-w")

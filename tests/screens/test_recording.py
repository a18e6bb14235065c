"""Recording an action about an issue, by keys alone."""

from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from cockpit.incident_facts import Incident
from cockpit.picture import IncidentNote
from tests.screens import pictures
from tests.screens.stage import StageApp, stage, text_of
from tests.screens.test_places import type_text


async def record(app: StageApp, pilot: Pilot[int], number: int, after: str, why: str) -> None:
    """Record an action about an issue by keys alone, up to its last row."""
    app.go_to_number(number)
    await pilot.press("d", "enter", "enter")
    await type_text(app, after)
    await pilot.press("enter")
    await type_text(app, why)
    await pilot.press("enter")


async def test_a_key_operation_is_proposed_with_exact_values(tmp_path: Path) -> None:
    """Kind, subject, check, figure and evidence come from the issue; it waits for a second person."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await record(app, pilot, 139, "14.50", "feed wrote 1.99")
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            made = app.session.desk.board.seen.actions[-1]
            assert (made.kind, made.before, made.after, made.why) == ("price", "1.99", "14.50", "feed wrote 1.99")
            assert (made.check, made.marketplace, made.subject.id, made.proposed) == ("L-04", "DE", "KÜ-SIEB-3er", True)
            assert (made.floor, made.evidence) == ("14.5", "DE/Alle Angebote+23-11.txt:240")
            assert made.figure
            assert made.figure.name == "price"
            assert "waits for a second person: price KÜ-SIEB-3er 1.99 → 14.50" in text_of(app)


async def test_a_small_step_is_done(tmp_path: Path) -> None:
    """Within the limits nobody is asked; the row says so before it is written."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await record(app, pilot, 138, "", "answered, flagged no response needed")
            assert "‹ done ›" in text_of(app)
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            made = app.session.desk.board.seen.actions[-1]
            assert (made.kind, made.proposed, bool(made.done)) == ("other", False, True)


async def test_what_was_done_alone_can_be_said(tmp_path: Path) -> None:
    """Right or left in the last row: done already; it is told that it will be reported."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await record(app, pilot, 139, "14.50", "")
            await pilot.press("right")
            assert "done already, although nobody agreed: reported (R-01)" in text_of(app)
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            assert app.session.desk.board.seen.actions[-1].done


async def test_an_open_incident_asks_for_a_second_person(tmp_path: Path) -> None:
    """Whatever is done on its product; the dialog names it, and the line keeps it."""
    issue = pictures.morning_issues()[7]  # a suppressed listing: its usual answer is a listing edit
    known = Incident("PN-7", "US", skus=(issue.subject.id,))
    picture = replace(pictures.picture(), incidents=(IncidentNote(known, pictures.NOW),))
    with stage(tmp_path, picture) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.go_to_number(issue.number)
            await pilot.press("d")
            for _ in range(11):  # the kinds go round: "other" is the last
                await pilot.press("right")
            assert "‹ other ›" in text_of(app)
            assert "incident PN-7 is open" in text_of(app)
            assert "proposed: a second person is asked" in text_of(app)


async def test_nothing_is_recorded_without_a_word(tmp_path: Path) -> None:
    """An action that says neither to what nor why is none; esc leaves."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            before = app.session.desk.board.seen.actions
            await record(app, pilot, 138, "", "")
            await pilot.press("enter")
            assert "say what it is changed to" in text_of(app).replace("\n", " ") or app.screen is not app.today
            await pilot.press("escape")
            assert app.screen is app.today
            assert app.session.desk.board.seen.actions is before


async def test_the_kind_is_chosen_with_the_arrows(tmp_path: Path) -> None:
    """The value before follows the kind until somebody types one."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.go_to_number(139)
            await pilot.press("d")
            assert "‹ price ›" in text_of(app)
            assert "1.99" in text_of(app)
            await pilot.press("right")
            assert "‹ bid ›" in text_of(app)
            await pilot.press("left")
            assert "1.99" in text_of(app)

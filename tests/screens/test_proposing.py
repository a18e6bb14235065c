"""Proposals written into files from Today, by keys alone."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from textual.pilot import Pilot

from cockpit.issue import Pane, proposal
from cockpit.picture import Picture
from cockpit.proposals.own_files import INDEX
from tests.core.view.scenes import built
from tests.screens import pictures
from tests.screens.stage import StageApp, stage, text_of
from tests.screens.test_selecting import empty_stage

FOLDER = Path("exports") / "proposals-2026-11-23"


def some() -> Picture:
    """An order of the first morning issue, a removal of the second that needs a second person, a budget at noon."""
    panes = built().panes
    first, second, *_ = panes[Pane.MORNING].open_issues
    made = {
        first.fingerprint: replace(first, proposals=(proposal("purchase", sku="ZX-台灯", quantity=480),)),
        second.fingerprint: replace(
            second, needs_approval=True, proposals=(proposal("removal", sku="=cmd", quantity=3),)
        ),
    }
    noon = next(one for one in panes[Pane.NOON].open_issues if one.fingerprint not in made)
    budget = proposal("budget", campaign="C", campaign_id="187177151571794", daily_budget=Decimal(60))
    made[noon.fingerprint] = replace(noon, proposals=(budget,))
    whole = pictures.picture()
    return replace(whole, issues=tuple(made.get(issue.fingerprint, issue) for issue in whole.issues))


async def written(app: StageApp, pilot: Pilot[int]) -> set[str]:
    """The names of the files, once the head says that they are there."""
    while "→ exports" not in text_of(app):
        await pilot.pause()
    return {path.name for path in (app.session.workspace / FOLDER).iterdir() if path.name != INDEX}


async def test_the_proposals_of_the_issue_under_the_cursor_are_written(tmp_path: Path) -> None:
    """Three keys: what is offered first is the issue itself, then a folder of the workspace; the head says where."""
    with empty_stage(tmp_path, some()) as (app, _):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("w")
            await pilot.pause()
            said = text_of(app)
            assert "write the proposals of" in said
            assert "1 #138: 1 proposal" in said
            assert "2 Morning: 2 proposals" in said
            assert "3 everything that stands: 3 proposals" in said
            await pilot.press("1", "enter")
            assert await written(app, pilot) == {"purchase-US.xlsx", "purchase-US.csv"}
            assert f"1 proposal → {FOLDER}" in text_of(app)


async def test_the_proposals_of_the_selection_are_written(tmp_path: Path) -> None:
    """Of the selected issues alone; what still needs a second person is counted, and its row says so."""
    with empty_stage(tmp_path, some()) as (app, _):
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("x", "x", "w", "1", "enter")
            names = await written(app, pilot)
            assert {name.partition("-")[0] for name in names} == {"purchase", "removal"}
            assert "second person missing: 1" in text_of(app)
            (path,) = (tmp_path / FOLDER).glob("removal-*.csv")
            (row,) = csv.DictReader(path.read_text("utf-8-sig").splitlines())
            assert row["second person"] == "NEEDS a second person: nobody has agreed"
            assert row["SKU"] == "'=cmd"
            (path,) = (tmp_path / FOLDER).glob("purchase-*.xlsx")
            assert load_workbook(path).worksheets[0]["B2"].value == "ZX-台灯"


async def test_the_whole_day_is_written_in_the_language_of_the_screen(tmp_path: Path) -> None:
    """From the palette as well, by the name of the action."""
    with empty_stage(tmp_path, some()) as (app, _):
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("L", "colon", *"导出建议", "enter", "3", "enter")
            names = await written(app, pilot)
            assert {name.partition("-")[0] for name in names} == {"purchase", "removal", "ads"}
            (path,) = (tmp_path / FOLDER).glob("ads-bulk-*.xlsx")
            first, second = load_workbook(path).worksheets
            assert (first["D2"].value, first["U2"].value) == ("187177151571794", 60)
            assert second.title == "依据"


async def test_with_a_filter_only_what_it_shows_is_offered(tmp_path: Path) -> None:
    """What cannot be seen is not written unseen, and the words say that there is a filter."""
    with empty_stage(tmp_path, some()) as (app, _):
        async with app.run_test(size=(140, 40)) as pilot:
            app.filter("F-01")
            await pilot.press("w")
            await pilot.pause()
            assert "everything shown with the filter F-01: 1 proposal" in text_of(app)


async def test_where_nothing_is_proposed_nothing_is_asked(tmp_path: Path) -> None:
    """The head says so."""
    with empty_stage(tmp_path) as (app, _):
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("w")
            await pilot.pause()
            assert "Nothing that stands here proposes" in text_of(app)
            assert len(app.screen_stack) == 1


@pytest.mark.parametrize("key", ["escape", "1"])
async def test_a_folder_that_cannot_be_made_is_told_and_esc_writes_nothing(tmp_path: Path, key: str) -> None:
    """A file in the way ends nothing."""
    (tmp_path / "exports").write_text("in the way", "utf-8")
    with stage(tmp_path, some()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("w", key)
            await pilot.press("enter")
            while key == "1" and "could not be written" not in text_of(app):
                await pilot.pause()
            assert (tmp_path / "exports").read_text("utf-8") == "in the way"

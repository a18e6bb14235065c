"""Steps on the stage: what was left undone, reasons, the time of a pane, and who else is here."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cockpit.checklist import Tick
from cockpit.issue import Pane
from cockpit.text import Language
from tests.screens.stage import StageApp, StageDesk, stage, text_of

FRIDAY = date(2026, 11, 20)


def left_over() -> StageDesk:
    """A desk whose M3 was left undone on Friday, with a reason."""
    desk = StageDesk()
    steps = (
        replace(step, carried=FRIDAY, tick=Tick(note="carrier strike")) if step.id == "M3" else step
        for step in desk.checklist.steps
    )
    desk.checklist = replace(desk.checklist, steps=tuple(steps))
    return desk


async def to_step(app: StageApp, step: str) -> None:
    """Stand on a step of the morning."""
    app.today.do_morning()
    assert app.today.current.go_to(f"step:{step}")


@pytest.mark.parametrize(("language", "row", "facts"), [
    ("en", "from 20 Nov", ("open from 20 Nov", "reason carrier strike", "Morning took 3 min")),
    ("zh", "11月20日 结转", ("未完成 11月20日 结转", "原因 carrier strike", "早班用时 3 分")),
])  # fmt: skip
async def test_a_step_that_was_left_undone_says_since_when_and_why(
    tmp_path: Path, language: Language, row: str, facts: tuple[str, ...]
) -> None:
    """Its row names the day, its detail the reason and how long the pane has taken."""
    with stage(tmp_path, language=language, desk=left_over()) as app:
        async with app.run_test(size=(140, 40)):
            await to_step(app, "M3")
            text = text_of(app)
            assert row in next(line for line in text.splitlines() if "M3" in line)
            for fact in facts:
                assert fact in " ".join(text.split())


async def test_a_reason_is_typed_on_an_open_step(tmp_path: Path) -> None:
    """The note key takes the reason of a step that is not done."""
    desk = StageDesk()
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await to_step(app, "M3")
            await pilot.press("i", *"strike", "enter")
            await app.next_scene()
            step = desk.checklist.step("M3")
            assert step is not None
            assert (step.tick.done, step.tick.note) == (False, "strike")


async def test_the_time_of_a_pane_is_corrected(tmp_path: Path) -> None:
    """The time key offers what was measured; a number corrects it, nothing goes back to it, a word is refused."""
    desk = StageDesk()
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await to_step(app, "M1")
            await pilot.press("M")
            assert "Minutes spent on Morning" in text_of(app)
            await pilot.press("backspace", *"42", "enter")
            await app.next_scene()
            assert desk.checklist.minutes == {Pane.MORNING: 42}
            assert "Morning took 42 min, as somebody corrected it" in text_of(app)
            await pilot.press("M", "backspace", "backspace", *"long", "enter")
            assert "long is no number of minutes" in text_of(app)
            await pilot.press("M", "backspace", "backspace", "enter")
            await app.next_scene()
            assert desk.checklist.minutes == {}


@pytest.mark.parametrize(("size", "language", "words"), [
    ((140, 40), "en", "saved · 2 people here"), ((140, 40), "zh", "已保存 · 2 人在线"), ((80, 24), "zh", "2 人在线"),
])  # fmt: skip
async def test_who_else_is_here_stands_in_the_head(
    tmp_path: Path, size: tuple[int, int], language: Language, words: str
) -> None:
    """Two people with this workspace open see that they are two; alone, nothing is said."""
    desk = StageDesk()
    with stage(tmp_path, language=language, desk=desk) as app:
        async with app.run_test(size=size):
            assert words.removeprefix("saved · ") not in text_of(app)
            desk.here = ("li", "wang")
            app.rebuild()
            assert words in text_of(app).splitlines()[1]


async def test_a_workspace_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """Everything can be read; a tick is refused in a sentence, and nothing changes."""
    desk = StageDesk()
    desk.read_only = True
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            assert "read only" in text_of(app).splitlines()[1]
            await to_step(app, "M3")
            await pilot.press("space")
            assert "the workspace cannot be written" in text_of(app)
            step = desk.checklist.step("M3")
            assert step is not None
            assert not step.tick.done

"""A key is answered in one paint, and a flood of changes in no more than sixty a second."""

from pathlib import Path

import pytest

from screens import at_once
from screens.today import Today
from tests.screens.stage import stage


@pytest.fixture
def paints(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One entry for each paint of Today from now on."""
    found, painted = list[bool](), Today._compositor_refresh

    def paint(screen: Today) -> None:
        found.append(True)
        painted(screen)

    monkeypatch.setattr(Today, "_compositor_refresh", paint)
    return found


async def test_a_move_is_painted_once_and_whole(tmp_path: Path, paints: list[bool]) -> None:
    """List, detail and keys of a move are one paint, and nothing is left to be painted."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(2 * at_once.FRAME)
            paints.clear()
            await pilot.press("down")
            assert paints == [True]
            assert not app.today._dirty_widgets


async def test_changes_within_a_frame_are_left_to_the_timer(
    tmp_path: Path, paints: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the clock stands, whatever is changed is painted by the timer alone: at its own pace."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(2 * at_once.FRAME)
            monkeypatch.setattr(at_once, "monotonic", lambda: app.today._last_change)
            monkeypatch.setattr(app.today._update_timer, "resume", lambda: None)
            paints.clear()
            await pilot.press("down", "up", "down")
            assert paints == []
            assert app.today._dirty_widgets

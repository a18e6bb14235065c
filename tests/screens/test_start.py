"""What starts beside the screen once the first picture is painted."""

from dataclasses import replace
from pathlib import Path

import pytest

from screens.app import CockpitApp
from screens.today import Today
from tests.screens.stage import stage


async def test_a_key_in_the_moment_of_the_first_paint_does_not_keep_the_engine_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today lies under the board before its second turn: what was to begin after its first paint still begins."""
    painted, begun = Today._compositor_refresh, list[CockpitApp]()

    def paint(screen: Today) -> None:
        painted(screen)
        if len(screen.app.screen_stack) == 1:
            screen.do_board()

    monkeypatch.setattr(Today, "_compositor_refresh", paint)
    with stage(tmp_path) as app:
        app.session = replace(app.session, started=begun.append)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert len(app.screen_stack) == 2
            assert begun == [app]

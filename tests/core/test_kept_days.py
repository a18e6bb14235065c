"""The pictures of past days: which one is shown, what is thinned out, and what is not believed."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cockpit.kept_days import folder_of, is_past, keep_picture, picture_after, picture_at
from cockpit.picture import Picture
from cockpit.store import Store

TEAM = ZoneInfo("Asia/Shanghai")
NINE = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
BLANK = Picture(1, NINE, "shop", ("US",), (), (), (), (), ())


def keep(workspace: Path, *moments: datetime) -> None:
    """Keep a picture of each moment."""
    for number, moment in enumerate(moments, 1):
        keep_picture(Store(workspace), replace(BLANK, number=number, as_of=moment), TEAM)


def shown(workspace: Path, moment: datetime) -> datetime | None:
    """The moment of the picture that is shown for a moment."""
    picture = picture_at(workspace, moment, TEAM)
    return picture.as_of if picture else None


def test_the_newest_picture_up_to_the_moment_is_shown(tmp_path: Path) -> None:
    """Of 09:00, 12:00 and the next day's 09:00, half past twelve is noon's."""
    noon, tomorrow = NINE + timedelta(hours=3), NINE + timedelta(days=1)
    keep(tmp_path, NINE, noon, tomorrow)
    assert shown(tmp_path, noon + timedelta(minutes=30)) == noon
    assert shown(tmp_path, tomorrow - timedelta(seconds=1)) == noon


def test_a_picture_of_later_in_the_hour_is_not_of_then(tmp_path: Path) -> None:
    """The hour's file holds its last picture: before that, the hour before is what was known."""
    keep(tmp_path, NINE, NINE + timedelta(hours=1, minutes=50))
    assert shown(tmp_path, NINE + timedelta(hours=1, minutes=10)) == NINE


def test_the_next_kept_moment_is_the_oldest_later_one(tmp_path: Path) -> None:
    """Later in the same hour counts; after the last one there is none."""
    later, tomorrow = NINE + timedelta(minutes=50), NINE + timedelta(days=1)
    keep(tmp_path, later, tomorrow)
    found = [picture_after(tmp_path, moment, TEAM) for moment in (NINE, later, tomorrow)]
    assert [picture and picture.as_of for picture in found] == [later, tomorrow, None]


def test_only_a_moment_before_what_was_kept_is_the_past(tmp_path: Path) -> None:
    """The newest moment itself, and any clock ahead of it, judge the files; so does a folder that kept nothing."""
    assert not is_past(tmp_path, NINE, TEAM)
    keep(tmp_path, NINE, NINE + timedelta(hours=3))
    assert is_past(tmp_path, NINE + timedelta(hours=1), TEAM)
    assert not is_past(tmp_path, NINE + timedelta(hours=3), TEAM)
    assert not is_past(tmp_path, NINE - timedelta(hours=1), TEAM)


def test_a_week_later_the_last_picture_of_a_day_is_left(tmp_path: Path) -> None:
    """Hours are kept for a week, days for a year."""
    keep(tmp_path, NINE, NINE + timedelta(hours=9), NINE + timedelta(days=7))
    assert shown(tmp_path, NINE) == NINE
    keep(tmp_path, NINE + timedelta(days=8))
    assert shown(tmp_path, NINE) is None
    assert shown(tmp_path, NINE + timedelta(hours=10)) == NINE + timedelta(hours=9)
    keep(tmp_path, NINE + timedelta(days=401))
    assert shown(tmp_path, NINE + timedelta(hours=10)) is None


@pytest.mark.parametrize("content", [b"", b"cockpit past 1\n", b"cockpit past 1\nnonsense", b"\x80\x05."])
def test_what_is_no_picture_is_passed_over(tmp_path: Path, content: bytes) -> None:
    """A torn or foreign file shows nothing; the picture before it is shown."""
    keep(tmp_path, NINE)
    (folder_of(tmp_path) / "2026-11-23" / "12.bin").write_bytes(content)
    assert shown(tmp_path, NINE + timedelta(hours=5)) == NINE

"""What a start needs not do again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cockpit.engine import Engine
from cockpit.kept_picture import kept_picture
from cockpit.picture import ROWS_SHOWN, Picture
from cockpit.wire import Doing
from tests.core.engine.shop import NOW, OWN_CHECK, change, house_issues, messages, put


def kept(workspace: Path, moment: datetime = NOW) -> Picture:
    """The picture of a session that has ended."""
    engine = Engine(workspace, record=True, afresh=moment != NOW)
    picture = engine.picture(moment)
    engine.close()
    return picture


def test_a_start_after_which_nothing_changed_reads_nothing(workspace: Path, read: list[str]) -> None:
    """The kept run is the answer, whole and up to date, and its evidence can be opened."""
    before = kept(workspace)
    read.clear()
    engine = Engine(workspace, record=True)
    picture = engine.look(NOW + timedelta(minutes=5))
    assert read == []
    assert picture.issues == before.issues
    assert not picture.from_last_run
    assert len(engine.evidence(house_issues(picture)["T1"].fingerprint)) == 1


@pytest.mark.parametrize(
    "touch",
    [
        lambda workspace: put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T4:late")),
        lambda workspace: put(workspace / "reports" / "US" / "more.csv", messages("T5:late")),
        lambda workspace: put(workspace / "config.toml", "[profile]\nname = 'Other'\n"),
        lambda workspace: put(workspace / "my_checks" / "late.py", OWN_CHECK + "\n# edited\n"),
        lambda workspace: (workspace / "reports" / "US" / "messages.csv").unlink(),
    ],
    ids=["file", "new-file", "settings", "check", "deleted"],
)
def test_a_start_after_a_change_looks(workspace: Path, touch: Callable[[Path], object]) -> None:
    """Whatever a run rests on, when it changes the kept run is no answer."""
    kept(workspace)
    touch(workspace)
    engine = Engine(workspace, record=True)
    engine.look(NOW)
    assert engine._tables is not None


@pytest.mark.parametrize("moment", [NOW - timedelta(minutes=1), NOW + timedelta(hours=3)])
def test_a_start_at_another_time_of_day_reads(workspace: Path, read: list[str], moment: datetime) -> None:
    """A verdict that may have changed with the clock is judged anew."""
    kept(workspace)
    read.clear()
    Engine(workspace, record=True).look(moment)
    assert read


def test_warming_up_opens_no_file(workspace: Path, read: list[str]) -> None:
    """The first change after a warm start costs only itself, and the quiet start costs nothing."""
    kept(workspace)
    engine = Engine(workspace, record=True)
    engine.look(NOW)
    read.clear()
    engine.warm_up(lambda: False)
    assert read == []
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T4:late"))
    picture = engine.look(NOW, change(workspace))
    assert read == ["US/messages.csv"]
    assert house_issues(picture)["T4"].state == "new"
    assert house_issues(picture)["T1"].state == "open"


def test_the_first_change_after_a_start_judges_what_it_concerns(workspace: Path) -> None:
    """The other verdicts are those of the last session."""
    said: list[object] = []
    everything = Engine(workspace, record=True, tell=said.append)
    everything.picture(NOW)
    everything.close()
    all_of_them = [one for one in said if isinstance(one, Doing) and one.check]
    engine = Engine(workspace, record=True, tell=said.append)
    engine.look(NOW)
    said.clear()
    engine.warm_up(lambda: False)
    assert not [one for one in said if isinstance(one, Doing) and one.check]
    put(workspace / "reports" / "US" / "messages.csv", messages("T1:late", "T4:late"))
    engine.look(NOW, change(workspace))
    again = [one for one in said if isinstance(one, Doing) and one.check]
    assert 0 < len(again) < len(all_of_them)


def test_more_rows_than_a_screen_shows_are_not_kept(workspace: Path) -> None:
    """A command asks for more rows of evidence; the next start would unpack them for nobody."""
    put(workspace / "my_checks" / "late.py", OWN_CHECK.replace("evidence=(rows,)", "evidence=(frame,)"))
    put(workspace / "reports" / "US" / "messages.csv", messages(*(f"T{number}:late" for number in range(9))))
    engine = Engine(workspace, record=True, rows_shown=20)
    before = engine.picture(NOW)
    engine.close()
    after = kept_picture(workspace)
    assert after is not None
    assert max(len(issue.rows) for issue in before.issues) > ROWS_SHOWN
    assert max(len(issue.rows) for issue in after.issues) == ROWS_SHOWN


def test_the_state_that_was_kept_is_handed_over_once(workspace: Path) -> None:
    """Whoever sends the first picture needs it, whether or not it still holds; nobody does afterwards."""
    before = kept(workspace)
    put(workspace / "reports" / "US" / "messages.csv", messages("T9:late"))
    engine = Engine(workspace, record=True)
    engine.look(NOW)
    taken = engine.take_kept()
    assert taken is not None
    assert taken.picture.issues == before.issues
    assert engine.take_kept() is None


def test_after_a_start_a_change_makes_only_its_own_issues(workspace: Path) -> None:
    """The others are those of the kept picture, themselves: nothing of them is compared, nothing is sent."""
    kept(workspace)
    kept(workspace, NOW + timedelta(minutes=1))  # by now none of them is new
    engine = Engine(workspace, record=True)
    first = house_issues(engine.look(NOW + timedelta(minutes=1)))
    engine.warm_up(lambda: False)
    put(workspace / "reports" / "US" / "unknown.csv", "colour,taste\nred,sweet\n")
    picture = engine.look(NOW + timedelta(minutes=2), change(workspace))
    second = house_issues(picture)
    assert any(file.path == "US/unknown.csv" for file in picture.files)
    assert second
    assert all(issue is first[subject] for subject, issue in second.items())


def test_the_kept_picture_is_for_the_first_paint(workspace: Path) -> None:
    """It is the last picture, marked, and older than any of the session."""
    before = kept(workspace)
    first = kept_picture(workspace)
    assert first is not None
    assert (first.from_last_run, first.number, first.issues) == (True, 0, before.issues)

"""After a restart: nothing old is believed that may be another by now, and no run sees two states of a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cockpit import kept_results, library
from cockpit.engine import Engine
from cockpit.issue import Verdict
from cockpit.library import list_reports
from cockpit.reader import Reader, ReaderDied
from cockpit.reports import Hints, Reading, read_file
from cockpit.tables import Replaced, Rows
from cockpit.wire import Doing
from tests.core.house import (
    CHECKS,
    LATER,
    ONLY_HOUSE,
    WRITTEN,
    counting,
    forced,
    furnished,
    house,
    messages,
    orders,
    said_of,
    session,
    without_cache,
)
from tests.core.report_reading import put


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The workspace of the house."""
    return furnished(tmp_path)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The report files that were opened."""
    with counting() as names:
        yield names


# ── What is not believed ─────────────────────────────────────────────────────────────────────────────────────────────


def _torn(workspace: Path) -> None:
    for path in (workspace / "state" / "cache").glob("*.bin"):
        path.write_bytes(path.read_bytes()[:-7])


def _swapped(workspace: Path) -> None:
    for path in (workspace / "state" / "cache").glob("*.bin"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)


def _other_zone(workspace: Path) -> None:
    put(workspace, "config.toml", ONLY_HOUSE + '[profile]\nteam_zone = "Europe/Berlin"\n', modified=WRITTEN)


def _other_columns(workspace: Path) -> None:
    declared = '[report_types.house]\n"a" = "sku"\n"b" = "quantity"\n'
    put(workspace, "config.toml", ONLY_HOUSE + declared, modified=WRITTEN)


def _writable_by_others(workspace: Path) -> None:
    for path in (workspace / "state" / "cache").glob("*.bin"):
        path.chmod(0o666)


@pytest.mark.parametrize("spoil", [_torn, _swapped, _other_zone, _other_columns, _writable_by_others])
def test_an_index_of_other_settings_or_in_pieces_is_ignored(
    workspace: Path, opened: list[str], spoil: Callable[[Path], None]
) -> None:
    """Every file is read again, and the answer is that of a first start."""
    session(workspace)
    spoil(workspace)
    opened.clear()
    picture = Engine(workspace, record=True).look(LATER)
    assert set(opened) == set(list_reports(workspace / "reports", workspace))
    assert said_of(picture)[1:3] == said_of(without_cache(workspace, LATER))[1:3]


def test_an_index_of_another_version_is_ignored(
    workspace: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What other code or another polars has read and judged is read and judged again."""
    session(workspace)
    monkeypatch.setattr(kept_results, "code_version", lambda: "another")
    for kept in (workspace / "state" / "cache").glob("picture*"):
        kept.unlink()
    opened.clear()
    said: list[object] = []
    Engine(workspace, record=True, tell=said.append).look(LATER)
    assert set(opened) == set(list_reports(workspace / "reports", workspace))
    assert {one.check for one in said if isinstance(one, Doing)} >= {"X-01", "X-02", "X-03"}


def test_a_file_whose_second_is_not_over_is_not_indexed(workspace: Path, opened: list[str]) -> None:
    """Where times are whole seconds it may be written again without another time."""
    put(workspace / "reports", "US/messages.csv", messages("T1:late"), modified="2099-01-01T00:00+00:00")
    session(workspace)
    (workspace / "reports" / "US" / "odd.csv").unlink()
    opened.clear()
    Engine(workspace, record=True).look(LATER)
    assert set(opened) == {"US/messages.csv"}


def test_a_file_that_ended_its_reader_is_tried_again(
    workspace: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been the machine's fault."""

    def dies(*_: object) -> tuple[Reading, ...]:
        raise ReaderDied("signal 9")

    monkeypatch.setattr(Reader, "read", dies)
    put(workspace / "reports", "US/fatal.xlsx", b"PK\x03\x04 no workbook", modified=WRITTEN)
    session(workspace)
    opened.clear()
    forced(workspace)
    assert "US/fatal.xlsx" in opened
    assert "US/odd.csv" not in opened


def test_a_device_may_have_another_number_tomorrow(
    workspace: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the machine was started again, the same files are the same files."""
    session(workspace)
    real = library.identity_of
    monkeypatch.setattr(library, "identity_of", lambda path: real(path)._replace(device=99))
    opened.clear()
    engine = Engine(workspace, record=True)
    assert house(engine.look(LATER))
    engine.warm_up(lambda: False)
    assert opened == []


# ── What changes while it is read ────────────────────────────────────────────────────────────────────────────────────


def _replacing(
    monkeypatch: pytest.MonkeyPatch, workspace: Path, text: str, *, before: bool
) -> Callable[[Path, Path, Hints], tuple[Reading, ...]]:
    """Somebody replaces the messages once, just before or after they are read."""
    left = [text]

    def replacing(path: Path, root: Path, hints: Hints) -> tuple[Reading, ...]:
        mine = path.name == "messages.csv" and path.parent.name == "US" and bool(left)
        if mine and before:
            put(workspace / "reports", "US/messages.csv", left.pop(), modified="2026-11-23T02:00+00:00")
        found = read_file(path, root, hints)
        if mine and not before:
            put(workspace / "reports", "US/messages.csv", left.pop(), modified="2026-11-23T02:00+00:00")
        return found

    monkeypatch.setattr(library, "read_file", replacing)
    return replacing


@pytest.mark.parametrize("before", [True, False])
def test_a_run_sees_one_state_of_a_file_that_is_replaced(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, *, before: bool
) -> None:
    """What is known of the file, from the last session, is not mixed with the rows of its successor."""
    session(workspace)
    _replacing(monkeypatch, workspace, messages("T7:late", "T8:late", "T9:late"), before=before)
    _, picture = forced(workspace)
    us = next(file for file in picture.files if file.path == "US/messages.csv")
    assert us.rows == 3
    assert {name for name in house(picture) if name.startswith("T") and house(picture)[name].state != "unsure"} == {
        "T7", "T8", "T9",
    }  # fmt: skip


def test_a_check_that_catches_everything_does_not_hide_it(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It took the replaced file for an empty one: its word is not kept, the run is repeated."""
    session(workspace)
    swallow = CHECKS.replace(
        '    frame = ctx.frame("buyer-messages")\n',
        '    try:\n        frame = ctx.frame("buyer-messages")\n    except BaseException:\n        return\n',
    )
    put(workspace, "my_checks/house.py", swallow, modified=WRITTEN)
    _replacing(monkeypatch, workspace, messages("T1:late", "T7:late"), before=True)
    picture = Engine(workspace, record=True).look(LATER)
    assert {"T1", "T7"} <= set(house(picture))
    verdicts = {one.verdict for one in picture.verdicts if (one.check, one.marketplace) == ("X-01", "US")}
    assert verdicts == {Verdict.ISSUES}


def test_rows_are_asked_for_again_only_while_the_file_is_the_same(workspace: Path) -> None:
    """A table that outlived its file gives no rows of another one."""
    session(workspace)
    engine, _ = forced(workspace)
    assert engine._tables is not None
    table = engine._tables.current["all-orders", "default", "US"]
    put(workspace / "reports", "US/orders-1.txt", orders("9"), modified="2026-11-22T21:00+08:00")
    held = table.rows
    assert isinstance(held, Rows)
    held.let_go()
    with pytest.raises(Replaced):
        held.peek()

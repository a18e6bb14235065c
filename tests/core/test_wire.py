"""Messages between the engine and the screens, and the picture kept between two starts."""

import io
import os
import pickle
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cockpit import kept_picture as kept
from cockpit import wire
from cockpit.issue import Figure, Line, Money, Pane, Severity, Subject, Verdict
from cockpit.kept_run import keep_run
from cockpit.picture import EvidenceRow, Issue, Picture, VerdictLine
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.store import Store
from cockpit.text import Words

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def issue(number: int, **changes: object) -> Issue:
    """An issue with something in every field that has a class of its own."""
    made = Issue(
        f"{number:016x}",
        number,
        "H-01",
        Severity.CRITICAL,
        Pane.MORNING,
        "default",
        "US",
        Subject("account", "US"),
        Words("ODR 1.25%", "订单缺陷率 1.25%"),
        Words("List them", "列出"),
        "open",
        NOW,
        NOW,
        figure=Figure("odr", 0.0125, 5, 400, "rate"),
        lines=(Line("amazon", 0.01, crossed=True, source="policy", as_of="2026-10-01"),),
        impact=Money(Decimal("12.50"), "USD"),
        rows=(EvidenceRow("US/orders.txt", 812, (("order-id", "111-1"),)),),
        rows_total=5,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the names are those of the fields


def picture(*issues: Issue, number: int = 1) -> Picture:
    """A picture of these issues."""
    verdicts = (VerdictLine("H-01", "default", "US", Verdict.ISSUES),)
    files = (ReportFile("US/orders.txt", "all-orders", as_of=datetime(2026, 11, 24, tzinfo=UTC)),)
    return Picture(number, NOW, "demo", ("US",), issues, verdicts, files, (), (), (Problem("bad-toml", row=3),))


def test_a_picture_survives_the_wire() -> None:
    """Every class of a picture comes back equal, its money exact and its zone by name."""
    sent = picture(issue(1), issue(2))
    back = wire.loads(wire.dumps(sent))
    assert back == sent
    assert back.issues[0].impact.amount == Decimal("12.50")
    assert back.as_of.tzinfo is sent.as_of.tzinfo


def test_messages_follow_each_other_on_a_pipe() -> None:
    """Each message is read whole; after the last one the other side has gone."""
    pipe = io.BytesIO()
    wire.write(pipe, wire.AskEvidence("ab"))
    wire.write(pipe, wire.Rerun())
    pipe.seek(0)
    assert wire.read(pipe) == wire.AskEvidence("ab")
    assert wire.read(pipe) == wire.Rerun()
    with pytest.raises(EOFError):
        wire.read(pipe)


@pytest.mark.parametrize("call", [os.system, eval, getattr, pickle.loads, Path])
def test_no_other_class_or_function_is_ever_called(call: object) -> None:
    """A pickle that names anything but our classes is refused before anything of it runs."""

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str, ...]]:
            return call, ("1",)

    with pytest.raises(wire.Unreadable):
        wire.loads(pickle.dumps(Evil()))


@pytest.mark.parametrize("data", [b"", b"x", b"\x80\x05]\x94.", pickle.dumps({"a": 1})[:-3]])
def test_bytes_that_are_no_message_raise_one_error_or_give_plain_values(data: bytes) -> None:
    """Broken bytes are `Unreadable`, whatever the unpickler thinks of them."""
    with suppress(wire.Unreadable):
        assert wire.loads(data) == []


def test_a_stream_with_an_absurd_length_is_unreadable() -> None:
    """A length that no message has means that the stream is broken: nothing is allocated for it."""
    with pytest.raises(wire.Unreadable):
        wire.read(io.BytesIO(b"\xff" * 8))


def test_a_second_picture_repeats_no_issue() -> None:
    """Issues that have not changed go as a place; what comes out is equal to what went in."""
    sender, receiver = wire.Sender(), wire.Receiver()
    first = picture(issue(1), issue(2), issue(3))
    assert receiver.decode(sender.encode(first)) == first
    second = picture(issue(3), issue(4), issue(2, title=Words("worse", "更糟")), number=2)
    delta = sender.encode(second)
    assert delta.issues[0] == 2
    assert [type(entry) for entry in delta.issues] == [int, Issue, Issue]
    assert receiver.decode(delta) == second
    third = picture(number=3)
    assert receiver.decode(sender.encode(third)) == third


def test_a_second_picture_repeats_no_file() -> None:
    """A year of daily exports is listed once; afterwards only the files that changed are sent."""
    sender, receiver = wire.Sender(), wire.Receiver()
    files = tuple(ReportFile(f"US/{day}.txt", "all-orders", digest=f"{day}") for day in range(3))
    first = replace(picture(), files=files)
    assert receiver.decode(sender.encode(first)) == first
    second = replace(first, files=(files[0], replace(files[1], digest="new"), ReportFile("US/9.txt"), files[2]))
    delta = sender.encode(second)
    assert [entry if isinstance(entry, int) else entry.path for entry in delta.files] == [0, "US/1.txt", "US/9.txt", 2]
    assert receiver.decode(delta) == second


def test_a_picture_that_is_shown_already_is_not_repeated() -> None:
    """The screens show the kept picture: only what has become of it since is sent."""
    shown = replace(picture(issue(1), issue(2)), files=(ReportFile("US/1.txt", "all-orders", digest="1"),))
    sender, receiver = wire.Sender(), wire.Receiver(shown)
    sender.resume(shown)
    now = replace(shown, issues=(*shown.issues, issue(3)), number=2)
    delta = sender.encode(now)
    assert (delta.issues[:2], delta.files) == ((0, 1), (0,))
    assert receiver.decode(delta) == now


def test_a_kept_picture_comes_back_marked(tmp_path: Path) -> None:
    """What the next start paints first says that it is from the last run."""
    keep = picture(issue(1))
    keep_run(Store(tmp_path), "key", NOW, keep, {})
    state, shown = kept.kept_state(tmp_path), kept.kept_picture(tmp_path)
    assert state is not None
    assert shown == replace(keep, from_last_run=True, number=0, kept=state.mark)


def test_another_kept_picture_has_another_mark(tmp_path: Path) -> None:
    """Of the same files at the same moment too: nobody takes it for the one that he has."""
    marks = set()
    for shown in (picture(issue(1)), picture(issue(2))):
        keep_run(Store(tmp_path), "key", NOW, shown, {})
        state = kept.kept_state(tmp_path)
        assert state is not None
        marks.add(state.mark)
    assert len(marks) == 2


def test_no_kept_picture_is_none(tmp_path: Path) -> None:
    """A first start has nothing to show."""
    assert kept.kept_picture(tmp_path) is None


def kept_file(workspace: Path) -> Path:
    """The file that a picture is kept in."""
    keep_run(Store(workspace), "key", NOW, picture(issue(1)), {})
    return kept.cache_folder(workspace) / kept.own("picture.bin")


def test_a_torn_or_foreign_cache_is_absent(tmp_path: Path) -> None:
    """Half a file, another version's file and a plain pickle are all as good as none."""
    path = kept_file(tmp_path)
    whole = path.read_bytes()
    for data in (whole[:-1], whole[:20], b"", whole.replace(whole[16:32], b"0" * 16, 1), pickle.dumps(print)):
        path.write_bytes(data)
        assert kept.kept_picture(tmp_path) is None
    path.write_bytes(whole)
    assert kept.kept_picture(tmp_path) is not None


def test_a_cache_that_others_can_write_is_absent(tmp_path: Path) -> None:
    """A file that a colleague may have written is not shown as what we saw."""
    path = kept_file(tmp_path)
    path.chmod(0o660)
    assert kept.kept_picture(tmp_path) is None


def test_a_cache_behind_a_link_is_absent(tmp_path: Path) -> None:
    """A link in the cache may lead anywhere."""
    path = kept_file(tmp_path)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert kept.kept_picture(tmp_path) is None


def test_a_workspace_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """Keeping a picture never raises: the cache may be lost at any time."""
    (tmp_path / "state").write_text("in the way")
    keep_run(Store(tmp_path), "key", NOW, picture(), {})
    assert kept.kept_picture(tmp_path) is None

"""Small pictures of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from cockpit.issue import Figure, Line
from cockpit.view.plot import HEIGHTS, bars, track

AMAZON = Line("amazon", 0.01, crossed=True, source="report")
TARGET = Line("internal", 0.005, crossed=True, source="config.toml:12")
FIGURES = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


def test_bars_are_coloured_by_the_line_they_are_past() -> None:
    """A rate that climbs over both lines changes colour where it crosses them."""
    found = bars([0.004, 0.005, 0.0099, 0.01, 0.0125], [AMAZON, TARGET])
    assert [bar.band for bar in found] == ["", "warning", "warning", "critical", "critical"]
    assert [bar.height for bar in found] == sorted(bar.height for bar in found)
    assert found[-1].height == HEIGHTS


def test_where_less_is_worse_the_bars_know_it() -> None:
    """Days of cover fall under their line."""
    line = Line("internal", 7, crossed=True, source="config.toml:3")
    assert [bar.band for bar in bars([21, 9, 6.2], [line])] == ["", "", "warning"]


def test_a_track_has_its_marks_in_order() -> None:
    """Target, Amazon's line, value: from left to right as their numbers are."""
    found = track(Figure("odr", 0.0125, 5, 400, "rate"), [AMAZON, TARGET])
    assert found is not None
    assert [mark.kind for mark in found.marks] == ["internal", "amazon", "value"]
    assert found.band == "critical"


def test_a_figure_without_lines_has_no_track() -> None:
    """There is nothing to compare it with."""
    assert track(Figure("stock", 412), []) is None
    assert track(Figure("acos", None), [AMAZON]) is None


@given(st.lists(FIGURES, max_size=60), st.lists(FIGURES, max_size=2))
def test_any_numbers_make_bars_of_a_height(trend: list[float], limits: list[float]) -> None:
    """Equal, negative, huge: never outside one to eight, never more than fit."""
    lines = [Line("internal", limit, crossed=False, source="s") for limit in limits]
    found = bars(trend, lines)
    assert len(found) == min(30, len(trend))
    assert all(1 <= bar.height <= HEIGHTS for bar in found)


@given(FIGURES, st.lists(FIGURES, min_size=1, max_size=2))
def test_any_numbers_make_marks_on_the_track(value: float, limits: list[float]) -> None:
    """Every mark lies on the track."""
    lines = [Line("amazon", limit, crossed=False, source="s") for limit in limits]
    found = track(Figure("x", value), lines)
    assert found is not None
    assert all(0 <= mark.at <= 1 for mark in found.marks)

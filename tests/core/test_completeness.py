"""How complete the reports are is told alike to people and to programs, by marketplace and pane."""

from dataclasses import replace

from cockpit.cli.completeness import completeness_json, completeness_lines, completeness_table
from tests.screens import pictures

NEEDS = pictures.needs()


def test_the_table_has_a_row_for_each_marketplace() -> None:
    """Needed, there, fresh; then fresh of needed for each pane, and a dash where a pane needs nothing."""
    rows = [line.split() for line in completeness_table(NEEDS, "en", 120).splitlines()]
    panes = ["Morning", "Noon", "Evening", "Weekly", "Month-end", "Quarterly"]
    assert rows[0] == ["mp", "needed", "there", "fresh", *panes]
    assert ["JP", "6", "5", "4", "3/4", "0/1", "1/1", "–", "–", "–"] in rows
    assert "所需" in completeness_table(NEEDS, "zh", 120)


def test_programs_read_the_same_counts() -> None:
    """One entry for the place, one for each pane that needs anything there."""
    entries = [entry for entry in completeness_json(NEEDS) if entry["marketplace"] == "JP"]
    assert entries[0] == {
        "store": "default", "marketplace": "JP", "pane": None, "needed": 6, "there": 5, "fresh": 4,
    }  # fmt: skip
    assert [entry["pane"] for entry in entries[1:]] == ["morning", "noon", "evening"]


def test_doctor_says_it_in_a_sentence_in_both_languages() -> None:
    """A place that lacks something is one to look at."""
    lines = {words.say("en"): (whole, words.say("zh")) for whole, words in completeness_lines(NEEDS)}
    said = "JP: 6 reports needed, 5 there, 4 fresh — Morning 3/4, Noon 0/1, Evening 1/1"
    assert lines[said][0] is False
    assert "早班 3/4" in lines[said][1]
    assert [whole for whole, _ in lines.values()] == [True, False, True]


def test_nothing_is_said_where_nothing_is_needed() -> None:
    """Optional reports alone make no table."""
    optional = [replace(need, optional=True) for need in NEEDS]
    assert (completeness_table(optional, "en", 120), completeness_json(optional)) == ("", [])
    assert completeness_lines(optional) == []

"""Actions and keys."""

import string

from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions import ACTIONS, GROUPS, PLACES, Situation, hints, keymap, plain_key, valid
from cockpit.text import has_words

# tmux, screen, flow control, job control, interrupt: keys that never reach a program, or mean something else.
FORBIDDEN = {"ctrl+b", "ctrl+a", "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+c"}


def test_every_action_has_its_words() -> None:
    """Footer, help and palette find a name and a sentence for each action and each group."""
    for action in ACTIONS:
        assert has_words(f"action.{action.id}.name"), action.id
        assert has_words(f"action.{action.id}.help"), action.id
    for group in GROUPS:
        assert has_words(f"group.{group}"), group


def test_every_reason_has_its_words() -> None:
    """Whatever refuses an action can be said."""
    situations = [
        Situation(place, under, can_save=can, engine=can, urgent=can, filtered=can, has_rows=can, done=can, proven=can)
        for place in PLACES
        for under in ("issue", "step", "blind", "fold", "file", "row", "rule", "nothing")
        for can in (True, False)
    ]  # fmt: skip
    reasons = {action.refusal(situation) for action in ACTIONS for situation in situations} - {""}
    assert reasons
    for reason in reasons:
        assert has_words(f"refusal.{reason}"), reason


def test_no_key_has_two_meanings_in_one_place() -> None:
    """In the defaults each key of a place runs exactly one action."""
    for place in PLACES:
        keys = [key for action in valid(place) for key in action.keys]
        assert len(keys) == len(set(keys)), place


def test_no_action_needs_alt_or_a_key_of_the_terminal() -> None:
    """An SSH line splits alt into escape and a letter; tmux, flow control and job control take others."""
    for action in ACTIONS:
        assert not FORBIDDEN & set(action.keys), action.id
        assert not any(key.startswith("alt+") for key in action.keys), action.id


def test_arrows_enter_space_and_escape_reach_the_whole_day() -> None:
    """Somebody who knows no other key can move, open, tick, change panes and go back."""
    keys = {"up", "down", "left", "right", "enter", "space", "escape"}
    reached = {action.id for action in ACTIONS if keys & set(action.keys)}
    assert {"up", "down", "next_pane", "previous_pane", "open", "tick", "back"} <= reached
    assert "escape" not in next(action for action in ACTIONS if action.id == "quit").keys


@given(st.sampled_from(string.ascii_letters + string.digits + string.punctuation))
def test_a_full_width_character_is_its_plain_twin(character: str) -> None:
    """What a Chinese input method sends in full width means the plain key."""
    assert plain_key(chr(ord(character) + 0xFEE0)) == character
    assert plain_key(character) == character


def test_chinese_punctuation_stands_for_the_key_it_lies_on() -> None:
    """The ideographic space, full stop, brackets and the enumeration comma too."""
    assert [plain_key(key) for key in "　。、【】 "] == ["space", ".", "/", "[", "]", "space"]


def test_a_persons_own_keys_win_over_the_defaults() -> None:
    """A remapped key is taken from the action that has it, and is the one that is shown."""
    mapped = keymap({"snooze": "a, F6"})
    action = mapped.action("today", "a")
    assert action is not None
    assert action.id == "snooze"
    assert mapped.shown("snooze") == "a"
    assert mapped.shown("acknowledge") == ""
    assert mapped.action("today", "s") is None
    assert mapped.problems == ()


def test_an_empty_text_removes_a_key() -> None:
    """``undo = ""`` leaves the action to the palette."""
    mapped = keymap({"undo": ""})
    assert mapped.action("today", "u") is None
    assert mapped.shown("undo") == ""


def test_names_of_keys_are_taken_in_any_spelling() -> None:
    """Esc, PgDn and Return are understood, upper-case letters stay themselves."""
    mapped = keymap({"page_down": "PgDn", "language": "Z", "quit": "Ctrl+X"})
    assert mapped.keys["page_down"] == ("pagedown",)
    assert mapped.keys["language"] == ("Z",)
    assert mapped.keys["quit"] == ("ctrl+x",)


def test_an_unknown_action_is_told_with_the_nearest() -> None:
    """A slip of the pen in [keys] names what was probably meant."""
    (problem,) = keymap({"snoze": "z"}).problems
    assert (problem.code, problem.found, problem.expected) == ("unknown-action", "snoze", "snooze")
    assert has_words(f"problem.{problem.code}.text")


def test_a_key_given_twice_is_told() -> None:
    """Two wishes for one key in one place: the first keeps it, and the person hears of it."""
    mapped = keymap({"snooze": "x", "note": "x"})
    (problem,) = mapped.problems
    assert problem.code == "key-taken"
    assert has_words(f"problem.{problem.code}.text")
    action = mapped.action("today", "x")
    assert action is not None
    assert action.id == "snooze"


def test_the_footer_offers_only_what_can_run() -> None:
    """On a step ticking is offered and acknowledging is not; on an issue it is the other way round."""
    on_step = {action.id for action in hints(Situation(under="step"))}
    on_issue = {action.id for action in hints(Situation(under="issue"))}
    assert "tick" in on_step
    assert "acknowledge" not in on_step
    assert "acknowledge" in on_issue
    assert "tick" not in on_issue


def test_nothing_is_offered_that_cannot_be_saved() -> None:
    """In a workspace that cannot be written every change is refused with that reason."""
    looking = Situation(under="issue", can_save=False)
    changes = [action for action in ACTIONS if action.id in {"acknowledge", "snooze", "own", "note", "undo"}]
    assert {action.refusal(looking) for action in changes} == {"cannot_save"}

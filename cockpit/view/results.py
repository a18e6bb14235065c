"""What an action came to, in words: the figure before and after, or why there is none yet."""

from datetime import datetime

from cockpit.board_fold import Action
from cockpit.issue import Figure
from cockpit.outcome import Waits, can_be_measured, ready_at
from cockpit.text import clean
from cockpit.view.speech import Span, Speech, figure_name, value_words


def result_words(action: Action, waits: Waits, now: datetime, speech: Speech) -> list[Span]:
    """One line about the result of an action; empty while it is not done."""
    if action.done is None:
        return []
    checked, seen = _checked(action, speech, now), _seen(action, waits, now, speech)
    if action.verified and action.verified.machine and seen:
        return [*seen, *checked[1:]]
    between = [Span(" · ", "dim")] if checked and seen else []
    return [*checked, *between, *seen]


def _checked(action: Action, speech: Speech, now: datetime) -> list[Span]:
    word = action.verified
    if word is None:
        return []
    key = "worked" if action.worked else "not_worked"
    by = speech.say("board.result.by_cockpit") if word.machine else clean(word.by)
    return [
        Span(speech.say(f"board.result.{key}"), "" if action.worked else "warning"),
        Span(f" ({by} {speech.at(word.at, now)})", "dim"),
    ]


def _seen(action: Action, waits: Waits, now: datetime, speech: Speech) -> list[Span]:
    """The figure before and after, or that there is not enough data yet."""
    seen = action.measured
    if seen is not None:
        date = speech.date(seen.data_at, now)
        if seen.gone:
            return [Span(speech.say("board.result.gone", date=date))]
        data_of = Span(speech.say("board.result.data_of", date=date), "dim")
        return [*_figures(action.figure, seen.figure, speech), data_of]
    if not can_be_measured(action, now):
        return []
    ready = ready_at(action, waits)
    before = [Span(f"{figure_words(action.figure, speech)} → ", "dim")] if action.figure else []
    late = ready is not None and ready > now
    told = speech.say("board.result.from", date=speech.date(ready, now)) if ready and late else ""
    return [*before, Span(speech.say("board.result.not_enough"), "unknown"), Span(told, "dim")]


def _figures(before: Figure | None, after: Figure | None, speech: Speech) -> list[Span]:
    if after is None:
        return [Span(speech.say("board.result.still"))]
    if before is None or before.name != after.name:  # two different figures are no before and after
        known = f"{figure_words(before, speech)} → " if before else ""
        return [Span(f"{known}{figure_words(after, speech)}")]
    return [Span(f"{figure_words(before, speech)} → {value_words(after.value, after.unit, speech)}")]


def figure_words(figure: Figure | None, speech: Speech) -> str:
    """``ODR 1.25%``; empty without a figure."""
    if figure is None:
        return ""
    return f"{figure_name(figure.name, speech)} {value_words(figure.value, figure.unit, speech)}"

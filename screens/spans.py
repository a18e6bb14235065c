"""Pieces of a line put together: cut or filled to a width, or spread to both ends of it."""

from collections.abc import Iterable, Sequence

from cockpit.text import clean
from cockpit.view.speech import Span
from screens.cells import cut, width_of


def cells(spans: Iterable[Span]) -> int:
    """The cells that pieces take together."""
    return sum(width_of(span.text) for span in spans)


def fitted(spans: Iterable[Span], width: int, mark: str = "…") -> list[Span]:
    """Pieces of exactly `width` cells: the last ones cut, or blanks added.

    Everything that is drawn passes here: what is not clean, because somebody forgot it, is cleaned now.
    """
    shown: list[Span] = []
    room = width
    for span in spans:
        if room <= 0:
            break
        whole = span.text if span.text.isprintable() else clean(span.text)
        text = cut(whole, room, mark)
        shown.append(Span(text, span.role))
        room -= width_of(text)
        if text != whole:  # blanks before a cut are dropped: what comes behind it would stand there, cut once more
            break
    return [*shown, Span(" " * room)] if room > 0 else shown


def spread(left: Sequence[Span], side: Sequence[Span], width: int, mark: str = "…") -> list[Span]:
    """Pieces at both ends of a line. Where they would meet the left ones are cut; the right end always shows."""
    room = width - cells(side)
    if room < 1:
        return fitted(side, width, mark)
    if cells(left) >= room:
        left = fitted(left, room - 1, mark)
    return [*left, Span(" " * (room - cells(left))), *side]

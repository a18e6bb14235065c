"""One fact of a detail: a label, words, and a small picture of numbers."""

from typing import NamedTuple

from cockpit.view.plot import Bar, Track
from cockpit.view.speech import Span


class Fact(NamedTuple):
    """One labelled fact; a picture of numbers stands before or after its words."""

    label: str
    spans: tuple[Span, ...]
    track: Track | None = None
    bars: tuple[Bar, ...] = ()

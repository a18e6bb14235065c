"""What a pane says when it has no issues: never calm when blind, and always what would help."""

from collections.abc import Sequence

from cockpit.text import clean
from cockpit.view.panes import PaneView
from cockpit.view.rows import Wording
from cockpit.view.speech import Span

NAMED = 6  # missing reports that are named


def empty_lines(view: PaneView, wording: Wording, filter_text: str = "") -> Sequence[tuple[Span, ...]]:
    """Paragraphs under the rows of a pane; none when it has issues to show."""
    if view.open_issues:
        return ()
    speech = wording.speech
    if filter_text:
        return ((), (Span(speech.say("view.empty.filter", text=filter_text), "dim"),))
    if not wording.picture.number:
        return ((), (Span(speech.say("view.empty.waiting"), "dim"),))
    if view.judged:
        calm: tuple[Span, ...] = (Span(speech.counted("view.empty.calm", view.judged)),)
        rest = (
            [(Span(speech.say("view.empty.still_missing"), "dim"),), *_missing(view, wording)] if view.missing else []
        )
        return ((), calm, *([()] if rest else []), *rest)
    if not view.missing:
        return ()
    return ((), (Span(speech.say("view.empty.blind")),), (), *_missing(view, wording))


def _missing(view: PaneView, wording: Wording) -> list[tuple[Span, ...]]:
    """Each report that is missing or too old, and the menu to export it from."""
    speech = wording.speech
    lines: list[tuple[Span, ...]] = []
    for need in view.missing[:NAMED]:
        name = f"{clean(need.marketplace)} {speech.words(need.title)}"
        lines += [(Span(name, "strong"),), (Span(f"  {speech.words(need.menu)}", "dim"),)]
    return lines

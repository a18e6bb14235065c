"""The detail of what is under the cursor: labelled facts, wrapped, with small pictures of the numbers."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cockpit.view.detail import Detail
from cockpit.view.facts import Fact
from cockpit.view.plot import Bar, Track
from cockpit.view.speech import Span, Speech
from screens.cells import pad, width_of, wrap
from screens.painted import Line, Painted
from screens.spans import cells, fitted, spread

LABELS = ("do", "proposal", "due", "figure", "lines", "trend", "note", "rows", "effects", "history", "export")
LABEL_MOST = 28
MOST_KEPT = 128  # details whose lines are kept
TRACK = 24
TRACK_LEAST = 14


class DetailView(Painted):
    """What stands below the panes, or alone on a narrow screen. Scrolls by lines when it is alone."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.detail: Detail | None = None
        self.top = 0
        self.alone = False
        self._length = 0
        self._bodies: dict[tuple[int, int], tuple[Detail, list[Line]]] = {}  # by detail and width

    def show(self, detail: Detail | None, *, same: bool = False) -> None:
        """Show another thing, from its top; `same` keeps the place in it."""
        self.detail = detail
        self.top = self.top if same else 0
        self.repaint()

    def scroll_by(self, lines: int) -> None:
        """Scroll a long detail."""
        self.top = max(0, min(self.top + lines, self._length - self.size.height))
        self.repaint()

    def draw(self, width: int, height: int) -> Iterable[Line]:
        """A rule or a title, the head, then the facts."""
        lines = [] if self.alone else [Line((Span(self.glyphs.rule * width, "faint"),))]
        if self.detail is None:
            return [*lines, Line((Span(f" {self.cockpit.speech.say('screen.detail.empty')}", "dim"),))]
        body = self._kept_body(self.detail, width)
        self._length = len(body) + len(lines)
        room = height - len(lines)
        self.top = max(0, min(self.top, len(body) - room))
        shown = list(body[self.top : self.top + room])
        if len(body) > self.top + room:
            shown[-1] = self._more(len(body) - self.top - room + 1, width)
        return [*lines, *shown]

    def _more(self, hidden: int, width: int) -> Line:
        return Line(tuple(spread([], [Span(f"{self.glyphs.more} {hidden} ", "dim")], width)))

    def _kept_body(self, detail: Detail, width: int) -> Sequence[Line]:
        """The lines of a detail, made once for the times that it is shown: people go up and down in a list."""
        key = (id(detail), width)
        if key not in self._bodies:
            if len(self._bodies) >= MOST_KEPT:
                self._bodies.clear()
            self._bodies[key] = (detail, self._body(detail, width))  # with the detail: its id stays its own
        return self._bodies[key][1]

    def _body(self, detail: Detail, width: int) -> list[Line]:
        lines = self._head(detail, width)
        title = wrap(detail.title, width - 2) if detail.title else []
        lines += [Line((Span(" "), Span(text, "strong"))) for text in title]
        label = self._label_width(detail)
        for fact in detail.facts:
            lines += self._fact(fact, width, label)
        return lines

    def _label_width(self, detail: Detail) -> int:
        """As wide as the widest label of all, so that what stays from one issue to the next stands where it stood."""
        labels = {fact.label for fact in detail.facts} - {""}
        ours = _our_labels(self.cockpit.speech)
        shown = ours if labels and labels <= ours else labels
        return min(LABEL_MOST, max((width_of(label) + 1 for label in shown), default=0))

    def _head(self, detail: Detail, width: int) -> list[Line]:
        return [Line((Span(" "), *row)) for row in _wrapped(detail.head, width - 2)]

    def _fact(self, fact: Fact, width: int, indent: int) -> list[Line]:
        label = Span(f" {pad(fact.label, indent, self.glyphs.cut)}", "dim")
        room = width - indent - 2
        if fact.bars:
            return [
                Line(
                    (
                        label,
                        *self._bars(fact.bars),
                        Span("  "),
                        *fitted(fact.spans, room - len(fact.bars) - 2, self.glyphs.cut),
                    )
                )
            ]
        rows = _wrapped(fact.spans, room)
        lines = [Line((label if at == 0 else Span(" " * (indent + 1)), *row)) for at, row in enumerate(rows)]
        if fact.track and lines and (place := room - cells(rows[-1]) - 3) >= TRACK_LEAST:
            lines[-1] = Line((*lines[-1].spans, Span("   "), *self._track(fact.track, min(TRACK, place))))
        return lines

    def _bars(self, bars: Sequence[Bar]) -> list[Span]:
        return [Span(self.glyphs.heights[bar.height], bar.band or "dim") for bar in bars]

    def _track(self, track: Track, width: int) -> list[Span]:
        """A track with its lines and the value on it; the value is drawn last, so that it is never hidden."""
        roles = {"amazon": "critical", "internal": "warning", "value": track.band or "strong"}
        signs: dict[int, Span] = {}
        for mark in sorted(track.marks, key=lambda mark: mark.kind != "value"):
            at = min(width - 1, round(mark.at * (width - 1)))
            value = next(one.at for one in track.marks if one.kind == "value")
            while at in signs and 0 < at < width - 1:  # side by side rather than one hidden behind the other
                at += -1 if mark.at <= value else 1
            signs[at] = Span(getattr(self.glyphs, mark.kind), roles[mark.kind])
        return [signs.get(at, Span(self.glyphs.rule, "faint")) for at in range(width)]


@lru_cache(2)
def _our_labels(speech: Speech) -> frozenset[str]:
    return frozenset(speech.say(f"view.label.{name}") for name in LABELS)


def _wrapped(spans: Sequence[Span], width: int) -> list[list[Span]]:
    """Pieces broken into lines of a width; each keeps its role."""
    text = "".join(span.text for span in spans)
    if width_of(text) <= width:
        return [list(spans)]
    roles = [span.role for span in spans for _ in span.text]
    rows: list[list[Span]] = []
    at = 0
    for row in wrap(text, width):
        at = text.index(row, at) if row else at
        rows.append(_merged(row, roles[at : at + len(row)]))
        at += len(row)
    return rows


def _merged(text: str, roles: Sequence[str]) -> list[Span]:
    """Characters with their roles as few pieces."""
    spans: list[Span] = []
    for char, role in zip(text, roles, strict=True):
        if spans and spans[-1].role == role:
            spans[-1] = Span(spans[-1].text + char, role)
        else:
            spans.append(Span(char, role))
    return spans

"""How complete the reports are, for the command line: a table for people, an array for programs, a line per place."""

from collections.abc import Sequence
from typing import Any

from cockpit.cli.grid import grid
from cockpit.issue import Pane
from cockpit.picture import ReportNeed
from cockpit.text import Words, words
from cockpit.view.completeness import by_place, completeness


def completeness_json(needs: Sequence[ReportNeed]) -> list[dict[str, Any]]:
    """One entry for each place and pane that needs anything, and one with `pane` null for the whole place."""
    entries = []
    for mine in by_place(needs).values():
        for pane in (None, *Pane):
            counts = completeness(mine, pane)
            if counts.needed:
                place = {"store": mine[0].store, "marketplace": mine[0].marketplace, "pane": pane and str(pane)}
                entries.append({**place, **counts._asdict()})
    return entries


def completeness_table(needs: Sequence[ReportNeed], language: str, width: int) -> str:
    """A row for each place: needed, there, fresh; then fresh of needed for each pane. "" when nothing is needed."""
    places = {name: mine for name, mine in by_place(needs).items() if completeness(mine).needed}
    if not places:
        return ""
    names = ("marketplace", "needed", "there", "fresh")
    header = [words(f"cli.column.{name}").say(language) for name in names]
    header += [words(f"pane.{pane}").say(language) for pane in Pane]
    rows = [
        [name, *map(str, completeness(mine)), *(str(completeness(mine, pane)) for pane in Pane)]
        for name, mine in places.items()
    ]
    return grid(header, rows, width, 0)


def completeness_lines(needs: Sequence[ReportNeed]) -> list[tuple[bool, Words]]:
    """A sentence for each place, and whether nothing is missing or stale there."""
    lines = []
    for name, mine in by_place(needs).items():
        counts = completeness(mine)
        if counts.needed:
            lines.append((counts.whole, words("cli.need.counts").fill(place=name, panes=_panes(mine), **_said(counts))))
    return lines


def _said(counts: tuple[int, int, int]) -> dict[str, str]:
    return dict(zip(("needed", "there", "fresh"), map(str, counts), strict=True))


def _panes(needs: Sequence[ReportNeed]) -> Words:
    figures = [(pane, completeness(needs, pane)) for pane in Pane]
    said = [(words(f"pane.{pane}"), str(counts)) for pane, counts in figures if counts.needed]
    en, zh = (", ".join(f"{name.say(language)} {counts}" for name, counts in said) for language in ("en", "zh"))
    return Words(en, zh)


def asked(need: ReportNeed) -> Words:
    """What is missing or too old, and what to do: the menu that gives it, or how to keep what no menu gives."""
    texts = words(f"cli.need.{need.status}{'_by_hand' if need.by_hand else ''}")
    return texts.fill(type=need.title, mp=need.marketplace, menu=need.menu, checks=", ".join(need.checks))

"""From an issue to the action that answers it: what is known already, so that little has to be typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from cockpit.approval import KINDS
from cockpit.board import Draft
from cockpit.issue import Figure, Subject
from cockpit.picture import Issue, Picture
from cockpit.text import clean

# The kind of action that an issue of a check is mostly answered with (domain §10.4); a family where no check is named.
LIKELY: Final[Mapping[str, str]] = {
    "A-01": "bid", "A-03": "negative", "A-04": "bid", "A-05": "bid", "A-06": "budget", "A-07": "pause", "A-08": "bid",
    "A-09": "negative", "A-11": "pause", "A-12": "pause", "A": "bid", "C-03": "refund", "C-04": "refund", "C": "other",
    "F": "other", "H-06": "appeal", "H-07": "appeal", "H": "other", "I": "appeal", "L-04": "price", "L-06": "price",
    "L": "listing", "P": "claim", "S-01": "price", "S-02": "price", "S-04": "removal", "S-05": "removal",
    "S-10": "removal", "S-11": "removal", "S-12": "claim", "S": "other",
}  # fmt: skip
# Figures that are themselves what such an action changes: the value before is then known.
CHANGED_BY: Final[Mapping[str, str]] = {"price": "price", "price_change": "price", "bid": "bid", "budget": "budget"}


def likely_kind(check: str) -> str:
    """The kind to offer first."""
    return LIKELY.get(check, LIKELY.get(check[:1], "other"))


def kinds_for(check: str) -> Sequence[str]:
    """Every kind, the likely one first."""
    first = likely_kind(check)
    return (first, *(kind for kind in KINDS if kind != first))


def before_of(issue: Issue, kind: str) -> str:
    """The value that is known to be there now; empty where the figure is another one."""
    figure = issue.figure
    if figure is None or CHANGED_BY.get(figure.name) != kind:
        return ""
    value = figure.numerator if figure.name.endswith("_change") else figure.value
    if value is None:
        return ""
    exact = Decimal(str(value)).normalize()
    return f"{exact:.2f}" if exact == round(exact, 2) and exact != int(exact) else f"{exact:f}"


def floor_of(issue: Issue) -> str:
    """The lowest price that the issue names: its own line, where the price lies under it."""
    figure = issue.figure
    if figure is None or figure.name != "price" or figure.value is None or figure.unit != "money":
        return ""
    crossed = [line.value for line in issue.lines if line.kind == "internal" and line.crossed]
    floors = [value for value in crossed if Decimal(str(value)) > Decimal(str(figure.value))]
    return str(max(floors)) if floors else ""


def draft_of(issue: Issue, kind: str, before: str = "", after: str = "", why: str = "") -> Draft:
    """An action about an issue."""
    place = clean(issue.rows[0].place) if issue.rows else ""
    return Draft(
        kind, issue.marketplace, issue.subject, before, after, why, issue.check, issue.store, issue.fingerprint, place,
        _known(issue.figure), floor_of(issue) if kind == "price" else "",
    )  # fmt: skip


def incident_on(picture: Picture, marketplace: str, subject: Subject) -> str:
    """The incident that is open on a product; "" when none is.

    Taken up by people: until it is closed. Known from reports alone: while no appeal has been sent.
    """
    for note in picture.incidents:
        known = note.incident
        is_open = known.guarded or (known.taken_up and known.closed_at is None)
        there = known.marketplace == marketplace or "" in {known.marketplace, marketplace}
        if is_open and there and subject.id in {*known.asins, *known.skus}:
            return known.id
    return ""


def answers(draft: Draft, picture: Picture) -> Draft:
    """A typed action with what a picture knows of its subject and of the issue that it answers."""
    draft = replace(draft, incident=incident_on(picture, draft.marketplace, draft.subject))
    for issue in picture.issues:
        if (issue.check, issue.marketplace, issue.subject) == (draft.check, draft.marketplace, draft.subject) and (
            draft.store in {issue.store, ""}
        ):
            whole = draft_of(issue, draft.kind)
            return replace(draft, issue=whole.issue, evidence=whole.evidence, figure=whole.figure, floor=whole.floor,
                           store=issue.store)  # fmt: skip
    return draft


def _known(figure: Figure | None) -> Figure | None:
    return figure if figure is not None and figure.value is not None else None

"""The files of `cockpit proposals`: a bulk sheet for the ads console, lists for purchasing, claims and removals."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cockpit.board_fold import Approval
from cockpit.cli.check_json import cell_json
from cockpit.escaping import no_formula
from cockpit.issue import Cell, Proposal, ProposalKind
from cockpit.picture import Issue
from cockpit.text import clean, words

ADS: Final = frozenset({"bid", "budget", "negative", "keyword"})
PLACES_SHOWN: Final = 3
# The columns of Amazon's own Sponsored Products bulk sheet that these rows fill; it ignores "(Informational only)".
BULK: Final = (
    "Product", "Entity", "Operation", "Campaign ID", "Ad Group ID", "Keyword ID", "Product Targeting ID",
    "Campaign Name (Informational only)", "Ad Group Name (Informational only)", "State", "Daily Budget", "Bid",
    "Keyword Text", "Match Type", "Product Targeting Expression", "Based on (Informational only)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal, the issue it comes from, and what the second person said."""

    issue: Issue
    proposal: Proposal
    approval: Approval


def list_name(offer: Offer) -> str:
    """The file it belongs to: bulk sheets and claims are uploaded per marketplace."""
    kind = "ads-bulk" if offer.proposal.kind in ADS else offer.proposal.kind
    place = "".join(mark for mark in f"{offer.issue.store}-{offer.issue.marketplace}" if mark.isalnum() or mark in "-_")
    return f"{kind}-{place.removeprefix('default-')}.csv"


def file_text(offers: Sequence[Offer], language: str) -> str:
    """The CSV of one list; a cell that a spreadsheet would run as a formula is quoted with an apostrophe."""
    ads = offers[0].proposal.kind in ADS
    rows = [_bulk_row(offer, language) if ads else _list_row(offer, language) for offer in offers]
    header = list(dict.fromkeys(name for row in rows for name in row)) if not ads else list(BULK)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(row.get(name)) for name in header] for row in rows)
    return out.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return no_formula(clean(cell)) if isinstance(cell, str) else str(cell_json(cell))


def _list_row(offer: Offer, language: str) -> Mapping[str, Cell]:
    """The values under their names, then what they are based on."""
    issue = offer.issue
    named = {words(f"proposal.{name}").say(language): cell for name, cell in offer.proposal.values}
    basis = {
        "marketplace": issue.marketplace,
        "why": issue.title.say(language),
        "issue": _issue(issue),
        "rows": _places(issue),
        "approval": words(f"board.approval.{offer.approval}").say(language),
    }
    return {**named, **{words(f"proposal.basis.{name}").say(language): cell for name, cell in basis.items()}}


def _issue(issue: Issue) -> str:
    return f"#{issue.number} {issue.check}" if issue.number else issue.check


def _places(issue: Issue) -> str:
    places = [f"{row.file}:{row.row}" for row in issue.rows[:PLACES_SHOWN]]
    return "; ".join([*places, *(["…"] if issue.rows_total > PLACES_SHOWN else [])])


def _bulk_row(offer: Offer, language: str) -> Mapping[str, Cell]:
    """A row that the ads console takes after a person has looked at it."""
    values = dict(offer.proposal.values)
    product = values.get("match_type") == "product"
    entity, operation = _entity(offer.proposal.kind, product=product)
    told = f"{_issue(offer.issue)}: {offer.issue.title.say(language)} ({_places(offer.issue)})"
    return {
        "Product": "Sponsored Products",
        "Entity": entity,
        "Operation": operation,
        "Campaign ID": values.get("campaign_id"),
        "Ad Group ID": values.get("ad_group_id"),
        "Keyword ID": None if product else values.get("keyword_id"),
        "Product Targeting ID": values.get("keyword_id") if product else None,
        "Campaign Name (Informational only)": values.get("campaign"),
        "Ad Group Name (Informational only)": values.get("ad_group"),
        "State": "enabled" if operation == "Create" else None,
        "Daily Budget": values.get("daily_budget"),
        "Bid": values.get("bid"),
        **dict(_target(offer.proposal.kind, values, product=product)),
        "Based on (Informational only)": told,
    }


def _entity(kind: ProposalKind, *, product: bool) -> tuple[str, str]:
    match kind:
        case "budget":
            return "Campaign", "Update"
        case "bid":
            return ("Product Targeting" if product else "Keyword"), "Update"
        case "negative":
            return ("Negative Product Targeting" if product else "Negative Keyword"), "Create"
        case _:
            return ("Product Targeting" if product else "Keyword"), "Create"


def _target(kind: ProposalKind, values: Mapping[str, Cell], *, product: bool) -> Iterator[tuple[str, Cell]]:
    keyword, match = values.get("keyword"), values.get("match_type")
    if product:
        yield "Product Targeting Expression", f'asin="{keyword}"'
    elif keyword:
        yield "Keyword Text", keyword
        word = str(match or "exact").capitalize()
        yield "Match Type", f"Negative {word}" if kind == "negative" else word

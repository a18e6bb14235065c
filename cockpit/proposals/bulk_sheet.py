"""Rows of Amazon's own bulk sheet for Sponsored Products, as the ads console takes them (bulksheets 2.0).

The console ignores a row whose *Operation* is empty, and takes English words whatever the advertiser's language is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cockpit.issue import Cell, ProposalKind
from cockpit.proposals.offers import Offer, joined

ADS: Final = frozenset({"bid", "budget", "negative", "keyword"})
SHEET: Final = "Sponsored Products Campaigns"
# The columns of a real sheet, in its order (report-formats §8.9).
COLUMNS: Final = (
    "Product", "Entity", "Operation", "Campaign ID", "Ad Group ID", "Portfolio ID", "Ad ID", "Keyword ID",
    "Product Targeting ID", "Campaign Name", "Ad Group Name", "Campaign Name (Informational only)",
    "Ad Group Name (Informational only)", "Portfolio Name (Informational only)", "Start Date", "End Date",
    "Targeting Type", "State", "Campaign State (Informational only)", "Ad Group State (Informational only)",
    "Daily Budget", "SKU", "ASIN (Informational only)", "Eligibility Status (Informational only)",
    "Reason for Ineligibility (Informational only)", "Ad Group Default Bid",
    "Ad Group Default Bid (Informational only)", "Bid", "Keyword Text", "Match Type",
    "Bidding Strategy", "Placement", "Percentage", "Product Targeting Expression",
    "Resolved Product Targeting Expression (Informational only)", "Impressions", "Clicks", "Click-through Rate",
    "Spend", "Sales", "Orders", "Units", "Conversion Rate", "ACOS", "CPC", "ROAS",
)  # fmt: skip
# What an update of a campaign takes away when its cell is empty, so that nobody knowing it is something to fill in.
KEPT: Final = {"Portfolio ID": "portfolio_id", "End Date": "end_date"}


def bulk_row(offer: Offer) -> Mapping[str, Cell]:
    """One proposal as a row. Without the second person that it needs its Operation is empty: the console skips it."""
    kind, values = offer.proposal.kind, dict(offer.proposal.values)
    product = _is_product(values)
    operation = operation_of(offer)
    return {
        "Product": "Sponsored Products",
        "Entity": _entity(kind, product=product),
        "Operation": None if offer.waits else operation,
        "Campaign ID": values.get("campaign_id"),
        "Ad Group ID": values.get("ad_group_id"),
        **{column: values.get(name) for column, name in KEPT.items()},
        "Keyword ID": None if product else values.get("keyword_id"),
        "Product Targeting ID": values.get("keyword_id") if product else None,
        "Campaign Name (Informational only)": values.get("campaign"),
        "Ad Group Name (Informational only)": values.get("ad_group"),
        "State": "enabled" if operation == "Create" else None,  # an update sets none: what is paused stays so
        "Daily Budget": values.get("daily_budget"),
        "Bid": values.get("bid"),
        **dict(_target(kind, values, product=product)),
    }


def each_once(offers: Iterable[Offer]) -> Iterator[Offer]:
    """One offer for each row of the sheet: a second row of the same negative keyword is an error of the upload."""
    same: dict[tuple[Cell, ...], list[Offer]] = defaultdict(list)
    for offer in offers:
        row = {**bulk_row(offer), "Operation": operation_of(offer)}
        same[tuple(row.values())].append(offer)
    return map(joined, same.values())


def operation_of(offer: Offer) -> str:
    """What the row does once it may."""
    return "Update" if offer.proposal.kind in {"bid", "budget"} else "Create"


def to_fill(offer: Offer) -> tuple[list[str], list[str]]:
    """The columns that a person must fill in before the upload, and those that must be where the campaign has one.

    They are empty because no bulk sheet at hand knows the campaign, the ad group or the keyword by these names.
    """
    row, kind, values = bulk_row(offer), offer.proposal.kind, dict(offer.proposal.values)
    needed = ["Campaign ID"]
    if kind != "budget":
        needed.append("Ad Group ID")
    if kind == "bid":
        needed.append("Product Targeting ID" if _is_product(values) else "Keyword ID")
    kept = [column for column, name in KEPT.items() if kind == "budget" and values.get(name) is None]
    return [column for column in needed if not row.get(column)], kept


def _is_product(values: Mapping[str, Cell]) -> bool:
    return values.get("match_type") == "product"


def _entity(kind: ProposalKind, *, product: bool) -> str:
    if kind == "budget":
        return "Campaign"
    entity = "Product Targeting" if product else "Keyword"
    return f"Negative {entity}" if kind == "negative" else entity


def _target(kind: ProposalKind, values: Mapping[str, Cell], *, product: bool) -> Iterator[tuple[str, Cell]]:
    keyword, match = values.get("keyword"), values.get("match_type")
    if product:
        yield "Product Targeting Expression", f'asin="{keyword}"'
    elif keyword:
        yield "Keyword Text", keyword
        word = str(match or "exact").capitalize()
        yield "Match Type", f"Negative {word}" if kind == "negative" else word

"""What the issues advise as numbers, and the lists made of it."""

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cockpit.cli.proposal_files import Offer, file_text, list_name
from cockpit.issue import Pane, Proposal, ProposalKind, Severity, Subject, proposal
from cockpit.picture import EvidenceRow, Issue
from cockpit.text import Words
from tests.ends.conftest import drop
from tests.ends.test_headless import cockpit

PLANNING = (
    "snapshot-date\tsku\tasin\tavailable\tfc-transfer\tReserved FC Processing\tunits-shipped-t7\tunits-shipped-t30\t"
    "units-shipped-t90\tinbound-shipped\tinbound-received\n"
    "2026-11-22\tZX-1\tB0ZX100000\t600\t0\t0\t70\t300\t900\t0\t0\n"
)
NOW = datetime.fromisoformat("2026-11-23T10:00+08:00")
AS_OF = ("--as-of", NOW.isoformat())


@pytest.fixture
def shop(workspace: Path) -> Path:
    """A workspace in which one SKU must be ordered."""
    drop(workspace / "reports" / "US" / "planning.txt", PLANNING.encode())
    return workspace


def proposals(shop: Path, *options: str) -> list[dict[str, Any]]:
    """`cockpit proposals` as JSON."""
    found: list[dict[str, Any]] = json.loads(cockpit("proposals", "-w", str(shop), *AS_OF, *options).stdout)
    return found


def test_a_reorder_is_an_order_with_quantity_and_date(shop: Path) -> None:
    """S-03's advice comes as numbers: (45 + 30 + 14) days of 10 a day, less the 600 that are there, by its date."""
    (order,) = proposals(shop, "--kind", "purchase")
    assert order["check"] == "S-03"
    assert order["values"] == {"sku": "ZX-1", "quantity": 290, "order_by": "2026-11-24", "carton_qty": None}
    assert order["based_on"][0] == {"file": "US/planning.txt", "row": 2}


def test_a_kind_that_nothing_proposes_is_an_empty_list(shop: Path) -> None:
    """The filter holds."""
    assert proposals(shop, "--kind", "claim") == []


def test_a_list_says_what_it_is_based_on(shop: Path, tmp_path: Path) -> None:
    """The file names the issue, the sentence, the rows and the marketplace, and stands where it was asked for."""
    made = cockpit("proposals", "-w", str(shop), *AS_OF, "--output", str(tmp_path / "lists"))
    assert made.stdout.splitlines() == [str(tmp_path / "lists" / "purchase-US.csv")]
    text = (tmp_path / "lists" / "purchase-US.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["SKU"], row["quantity"], row["order by"]) == ("ZX-1", "290", "2026-11-24")
    assert row["based on"] == "US/planning.txt:2"
    assert row["issue"] == "S-03"
    assert row["marketplace"] == "US"


def test_what_is_snoozed_is_not_proposed(shop: Path) -> None:
    """A person has put it off: the list for purchasing must not order it again."""
    cockpit("check", "-w", str(shop), *AS_OF, "--record")
    number = str(proposals(shop)[0]["issue"])
    cockpit("snooze", number, "-w", str(shop), *AS_OF, "--until", "2026-12-24", "--reason", "ordered by phone")
    assert proposals(shop) == []


def offer(kind: ProposalKind, **values: Any) -> Offer:
    """A proposal of an issue about a campaign."""
    issue = Issue(
        "f1", 142, "A-03", Severity.WARNING, Pane.NOON, "default", "US", Subject("search_term", "C › G › t"),
        Words("no order", "无订单"), Words("", ""), "open", NOW, NOW,
        rows=(EvidenceRow("US/terms.csv", 7, ()),), rows_total=1,
    )  # fmt: skip
    return Offer(issue, proposal(kind, **values), "not_needed")


def bulk(one: Offer) -> dict[str, str]:
    """The row of the bulk sheet, without what is empty."""
    (row,) = csv.DictReader(file_text([one], "en").splitlines())
    return {name: cell for name, cell in row.items() if cell}


NAMES = {"Campaign Name (Informational only)": "C", "Ad Group Name (Informational only)": "G"}
BASIS = {"Based on (Informational only)": "#142 A-03: no order (US/terms.csv:7)"}


def test_a_negative_is_a_row_of_amazons_bulk_sheet() -> None:
    """Entity, operation and match type are Amazon's words."""
    row = bulk(offer("negative", campaign="C", ad_group="G", keyword="cheap lamp", match_type="exact"))
    assert row == {
        "Product": "Sponsored Products", "Entity": "Negative Keyword", "Operation": "Create", "State": "enabled",
        "Keyword Text": "cheap lamp", "Match Type": "Negative Exact", **NAMES, **BASIS,
    }  # fmt: skip


def test_an_asin_is_negated_as_a_product_target() -> None:
    """Never as a keyword."""
    row = bulk(offer("negative", campaign="C", ad_group="G", keyword="B0ZX100000", match_type="product"))
    assert row["Entity"] == "Negative Product Targeting"
    assert row["Product Targeting Expression"] == 'asin="B0ZX100000"'
    assert "Keyword Text" not in row


def test_a_bid_updates_the_keyword_by_its_id() -> None:
    """The id decides; no state is set, so that nothing paused is started."""
    row = bulk(offer("bid", campaign="C", campaign_id="12", ad_group="G", keyword="lamp", keyword_id="77",
                     match_type="broad", bid=0.75))  # fmt: skip
    assert (row["Entity"], row["Operation"], row["Keyword ID"], row["Bid"]) == ("Keyword", "Update", "77", "0.75")
    assert "State" not in row


def test_a_budget_updates_the_campaign() -> None:
    """One row for the campaign, no keyword in it."""
    row = bulk(offer("budget", campaign="C", campaign_id="12", daily_budget=60))
    assert (row["Entity"], row["Operation"], row["Daily Budget"]) == ("Campaign", "Update", "60")
    assert "Match Type" not in row


def test_no_cell_runs_as_a_formula() -> None:
    """A search term that begins like a formula is quoted."""
    row = bulk(offer("negative", campaign="C", ad_group="G", keyword='=HYPERLINK("x")', match_type="exact"))
    assert row["Keyword Text"] == '\'=HYPERLINK("x")'


def test_a_list_is_named_by_kind_and_place_alone() -> None:
    """Ads share a bulk sheet; nothing of a store's name leads out of the folder."""
    ads = [list_name(offer(kind)) for kind in ("negative", "bid")]
    assert ads == ["ads-bulk-US.csv", "ads-bulk-US.csv"]
    odd = offer("claim")
    issue = Issue(**{name: getattr(odd.issue, name) for name in Issue.__dataclass_fields__} | {"store": "../../a"})
    assert list_name(Offer(issue, Proposal("claim", ()), "needed")) == "claim-a-US.csv"

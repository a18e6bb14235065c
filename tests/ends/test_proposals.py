"""What the issues advise as numbers, and the lists made of it."""

import csv
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

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
    config = workspace / "config.toml"  # here the clock is given: the team's day must be the same at any hour
    config.write_text(re.sub(r"team_zone = .*", 'team_zone = "Asia/Shanghai"', config.read_text("utf-8")), "utf-8")
    return workspace


def proposals(shop: Path, *options: str) -> list[dict[str, Any]]:
    """`cockpit proposals` as JSON."""
    found: list[dict[str, Any]] = json.loads(cockpit("proposals", "-w", str(shop), *AS_OF, *options).stdout)
    return found


def test_a_reorder_is_an_order_with_quantity_and_date(shop: Path) -> None:
    """S-03's advice comes as numbers: (45 + 30 + 14) days of 10 a day, less the 600 that are there, by its date."""
    (order,) = proposals(shop, "--kind", "purchase")
    assert order["check"] == "S-03"
    assert order["values"] == {
        "supplier": None, "sku": "ZX-1", "quantity": 290, "order_by": "2026-11-24", "carton_qty": None,
        "unit_cost": None, "cost": None, "currency": None,
    }  # fmt: skip
    assert order["based_on"][0] == {"file": "US/planning.txt", "row": 2}


def test_a_kind_that_nothing_proposes_is_an_empty_list(shop: Path) -> None:
    """The filter holds."""
    assert proposals(shop, "--kind", "claim") == []


def test_a_list_says_what_it_is_based_on(shop: Path, tmp_path: Path) -> None:
    """A workbook and a CSV stand where they were asked for and name issue, sentence, rows, settings, marketplace."""
    made = cockpit("proposals", "-w", str(shop), *AS_OF, "--output", str(tmp_path / "lists"))
    files = [tmp_path / "lists" / f"purchase-US.{form}" for form in ("xlsx", "csv")]
    assert made.stdout.splitlines() == [str(path) for path in files]
    (row,) = csv.DictReader(files[1].read_text("utf-8-sig").splitlines())
    assert (row["SKU"], row["quantity"], row["order by"]) == ("ZX-1", "290", "2026-11-24")
    assert (row["issue"], row["based on"], row["marketplace"]) == ("S-03", "US/planning.txt:2", "US")
    assert row["lines and settings"].startswith("stock.reorder_days internal target 66 days crossed")
    assert datetime.strptime(row["data as of"], "%Y-%m-%d %H:%M %z") == NOW
    first, second = load_workbook(files[0]).worksheets
    assert [cell.value for cell in first[1]] == list(row)
    assert ("US/planning.txt", "inventory-planning") in {line[:2] for line in second.iter_rows(values_only=True)}


def test_a_list_goes_when_nothing_belongs_into_it_any_more(shop: Path, tmp_path: Path) -> None:
    """It stays while it stands and only another kind was asked for."""
    folder = tmp_path / "lists"
    run = ("proposals", "-w", str(shop), *AS_OF, "--output", str(folder))
    cockpit(*run)
    cockpit(*run, "--kind", "claim")
    assert sorted(folder.glob("purchase-*")) == [folder / "purchase-US.csv", folder / "purchase-US.xlsx"]
    drop(shop / "reports" / "US" / "planning.txt", PLANNING.replace("600", "1100").encode())
    cockpit(*run)
    assert list(folder.glob("purchase-*")) == []


def test_one_form_alone_can_be_asked_for_in_chinese(shop: Path, tmp_path: Path) -> None:
    """The list that goes to purchasing is in the team's language."""
    made = cockpit("proposals", "-w", str(shop), *AS_OF, "--lang", "zh", "--format", "xlsx", "--output", str(tmp_path))
    assert made.stdout.splitlines() == [str(tmp_path / "purchase-US.xlsx")]
    first, second = load_workbook(tmp_path / "purchase-US.xlsx").worksheets
    assert (first.title, second.title) == ("采购清单", "依据")
    assert "下单期限" in [cell.value for cell in first[1]]


def test_a_file_form_without_a_folder_is_a_mistake(shop: Path) -> None:
    """One line says what is missing, and nothing is written."""
    made = cockpit("proposals", "-w", str(shop), *AS_OF, "--format", "xlsx")
    assert made.returncode == 2
    assert made.stdout == ""
    assert "--output" in made.stderr


def test_a_folder_that_cannot_be_made_is_told(shop: Path, tmp_path: Path) -> None:
    """A file in the way ends with exit code 2 and its name."""
    (tmp_path / "lists").write_text("in the way", "utf-8")
    made = cockpit("proposals", "-w", str(shop), *AS_OF, "--output", str(tmp_path / "lists"))
    assert made.returncode == 2
    assert str(tmp_path / "lists") in made.stderr


BULK = (
    "Product,Entity,Operation,Campaign ID,Ad Group ID,Keyword ID,Campaign Name,Ad Group Name,State,Bid,Keyword Text,"
    "Match Type\n"
    "Sponsored Products,Campaign,,187177151571794,,,Lampen,,enabled,,,\n"
    "Sponsored Products,Ad Group,,187177151571794,263131790931163,,Lampen,G,enabled,,,\n"
    "Sponsored Products,Keyword,,187177151571794,263131790931163,300340000000001,Lampen,G,enabled,1.00,台灯 led,exact\n"
)
TARGETING = (
    "Date,Portfolio name,Currency,Campaign Name,Ad Group Name,Targeting,Match Type,Impressions,"
    "Top-of-search Impression Share,Clicks,Spend,Total Advertising Cost of Sales (ACOS) ,7 Day Total Sales ,"
    "7 Day Total Orders (#)\n"
    '"Nov 10, 2026",,USD,Lampen,G,台灯 led,EXACT,10000,0.1,100,10.00,,40.00,2\n'
    '"Nov 21, 2026",,USD,Lampen,G,台灯 led,EXACT,0,0.1,0,0,,0,0\n'
)


@pytest.mark.parametrize("known", [True, False])
def test_a_bid_has_the_ids_of_the_bulk_sheet_at_hand(workspace: Path, tmp_path: Path, *, known: bool) -> None:
    """With a bulk sheet in the folder its 15 digits are texts; without one the bid is not known and none is made up."""
    drop(workspace / "reports" / "US" / "targeting.csv", TARGETING.encode())
    if known:
        drop(workspace / "reports" / "US" / "bulk.csv", BULK.encode())
    cockpit("proposals", "-w", str(workspace), *AS_OF, "--kind", "bid", "--output", str(tmp_path / "lists"))
    if not known:
        assert not (tmp_path / "lists").exists()
        return
    first, second = load_workbook(tmp_path / "lists" / "ads-bulk-US.xlsx").worksheets
    row = {name.value: cell.value for name, cell in zip(first[1], first[2], strict=True) if cell.value is not None}
    assert row == {
        "Product": "Sponsored Products", "Entity": "Keyword", "Operation": "Update", "Campaign ID": "187177151571794",
        "Ad Group ID": "263131790931163", "Keyword ID": "300340000000001", "Bid": 0.75, "Keyword Text": "台灯 led",
        "Match Type": "Exact", "Campaign Name (Informational only)": "Lampen",
        "Ad Group Name (Informational only)": "G",
    }  # fmt: skip
    assert "US/bulk.csv" in str([cell for line in second.iter_rows(values_only=True) for cell in line])


def test_what_is_snoozed_is_not_proposed(shop: Path) -> None:
    """A person has put it off: the list for purchasing must not order it again."""
    cockpit("check", "-w", str(shop), *AS_OF, "--record")
    number = str(proposals(shop)[0]["issue"])
    cockpit("snooze", number, "-w", str(shop), *AS_OF, "--until", "2026-12-24", "--reason", "ordered by phone")
    assert proposals(shop) == []

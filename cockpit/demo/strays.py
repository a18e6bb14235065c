"""Files that lie around in every real reports folder: copies, cut downloads, exports of an unknown marketplace."""

from collections.abc import Sequence

from cockpit.demo.expected import Plan
from cockpit.demo.files.all_listings import listings_file
from cockpit.demo.files.fba_inventory import fba_inventory_file
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

# One pixel, as a chat client saves a screenshot.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000030101"
    "0018dd8db00000000049454e44ae426082"
)


def leave_strays(shops: Sequence[Shop], folder: Folder, plan: Plan) -> None:
    """Put the stray files beside the good ones."""
    us, de = shops[0], shops[1]
    _copy_of_a_settlement(us, folder)
    _no_marketplace(us, folder)
    plan.raises("D-06", "", "report", "fba-inventory", Severity.INFO)
    folder.put("reports/US/screenshot.png", PICTURE, us.moments.ago(hours=1))
    _cut_download(us, folder)
    _column_deleted(de, folder)


def _copy_of_a_settlement(shop: Shop, folder: Folder) -> None:
    """The browser asked, and somebody clicked "keep both"."""
    newest = max((folder.root / "reports/US/payments").glob("*.txt"), key=lambda path: path.stat().st_mtime)
    folder.put(f"reports/US/payments/{newest.stem} (1).txt", newest.read_bytes(), shop.moments.ago(hours=2))


def _no_marketplace(shop: Shop, folder: Folder) -> None:
    """Dropped into the root: nothing in it says where it belongs."""
    folder.put("reports/FBA-inventory (3).txt", fba_inventory_file(shop, 7), shop.moments.ago(hours=3))


def _cut_download(shop: Shop, folder: Folder) -> None:
    """A spreadsheet without its end: the line broke."""
    whole = (folder.root / "reports/DE/ads/Sponsored_Products_Search_term_report.xlsx").read_bytes()
    folder.put(
        "reports/US/ads/Sponsored_Products_Search_term_report (1).xlsx", whole[:20_000], shop.moments.ago(hours=4)
    )


def _column_deleted(shop: Shop, folder: Folder) -> None:
    """Saved again from Excel for a colleague, who did not need the prices."""
    lines = listings_file(shop, 0).decode("cp1252").splitlines()
    header, *rows = [line.split("\t") for line in lines]
    at = header.index("price")
    kept = [cells[:at] + cells[at + 1 :] for cells in (header, *rows)]
    folder.put("reports/DE/Listings for the designer.csv", comma_file(kept[0], kept[1:]), shop.moments.ago(hours=5))

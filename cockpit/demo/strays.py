"""Files that lie around in every real reports folder: copies, cut downloads, exports of an unknown marketplace."""

from collections.abc import Sequence

from cockpit.demo.expected import Plan
from cockpit.demo.files.fba_inventory import fba_inventory_file
from cockpit.demo.files.folder import Folder
from cockpit.demo.shop import Shop
from cockpit.issue import Severity


def leave_strays(shops: Sequence[Shop], folder: Folder, plan: Plan) -> None:
    """Put the stray files beside the good ones."""
    us = shops[0]
    _copy_of_a_settlement(us, folder)
    _no_marketplace(us, folder)
    plan.raises("D-06", "", "report", "fba-inventory", Severity.INFO)


def _copy_of_a_settlement(shop: Shop, folder: Folder) -> None:
    """The browser asked, and somebody clicked "keep both"."""
    newest = max((folder.root / "reports/US/payments").glob("*.txt"), key=lambda path: path.stat().st_mtime)
    folder.put(f"reports/US/payments/{newest.stem} (1).txt", newest.read_bytes(), shop.moments.ago(hours=2))


def _no_marketplace(shop: Shop, folder: Folder) -> None:
    """Dropped into the root: nothing in it says where it belongs."""
    folder.put("reports/FBA-inventory (3).txt", fba_inventory_file(shop, 5), shop.moments.ago(hours=3))

"""What an incident is about, and what its evidence pack must hold (domain §9.2). Needs no polars."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

# The flow of the article: only the last step may touch the listing.
STEPS: Final = ("stop", "screenshot", "read", "pack", "approval", "appeal", "edit")
OF_BOARD: Final = frozenset({"approval", "appeal"})  # not ticked by hand: the board says so

PLAN: Final = "plan-of-action.md"
FOLDERS: Final = ("screenshots", "messages", "invoices", "authorisations")
OF_REPORTS: Final = frozenset({"tracking", "listing"})  # items that reports give by themselves

_GENUINE: Final = re.compile(
    r"authentic|counterfeit|intellectual|\bip\b|trademark|copyright|patent|infring|brand\s+owner|rights\s+owner"
    r"|真假|假货|假冒|正品|侵权|知识产权|商标|专利|版权",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an evidence pack needs, and whether it is there.

    Ids: ``order_ids`` ``notification`` ``listing`` ``plan`` ``invoices`` ``authorisation``, and of each order
    ``tracking:<order>`` ``track:<order>`` ``messages:<order>``.
    """

    id: str
    needed: bool = True
    there: bool = False
    file: str = ""  # inside the incident's folder
    note: str = ""

    @property
    def what(self) -> str:
        """The kind of thing: the id without its order."""
        return self.id.partition(":")[0]

    @property
    def order(self) -> str:
        """The order it belongs to; empty where it belongs to the whole incident."""
        return self.id.partition(":")[2]

    @property
    def missing(self) -> bool:
        """Whether the pack is not complete without it."""
        return self.needed and not self.there


@dataclass(frozen=True, slots=True)
class Incident:
    """A warning of Amazon's being worked. What nobody has said is empty."""

    id: str
    marketplace: str
    store: str = ""  # empty: not said
    subject: str = ""  # Amazon's heading
    kind: str = ""
    asins: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    order_ids: tuple[str, ...] = ()
    received_at: datetime | None = None
    deadline: datetime | None = None  # as Amazon states it
    acknowledged_at: datetime | None = None
    opened_at: datetime | None = None  # by a person, at the cockpit
    appeal_sent_at: datetime | None = None
    closed_at: datetime | None = None
    said: tuple[Item, ...] = ()  # what incident.toml says of single items
    files: tuple[str, ...] = ()  # names in its folder that hold something: "screenshots/111-4417-track.png"

    @property
    def guarded(self) -> bool:
        """Whether the listing must not be touched: the appeal is not logged as sent."""
        return self.closed_at is None and self.appeal_sent_at is None

    @property
    def taken_up(self) -> bool:
        """Whether somebody has acknowledged it."""
        return any((self.acknowledged_at, self.opened_at, self.appeal_sent_at))

    @property
    def genuine(self) -> bool:
        """Whether it asks for proof that the goods, or the rights to them, are genuine (authenticity, IP)."""
        return bool(_GENUINE.search(f"{self.kind} {self.subject}"))


def pack_items(incident: Incident) -> tuple[Item, ...]:
    """Everything the pack needs, with what the folder and incident.toml say is there.

    Items that reports give (`OF_REPORTS`) are there only when a person says so: whoever has tables looks further.
    What people added to incident.toml comes last.
    """
    said = {item.id: item for item in incident.said}
    own = [said.pop(id_, Item(id_)) for id_ in _ids(incident)]
    return tuple(_looked_for(item, incident) for item in (*own, *said.values()))


def _ids(incident: Incident) -> list[str]:
    """What is needed by itself. Orders are asked for unless the warning is about products alone."""
    about_products = bool(incident.asins or incident.skus)
    ids = ["notification"]
    if incident.order_ids or not about_products:
        ids.append("order_ids")
    for order in incident.order_ids:
        ids += [f"tracking:{order}", f"track:{order}", f"messages:{order}"]
    if about_products:
        ids.append("listing")
    if incident.genuine:
        ids += ["invoices", "authorisation"]
    return [*ids, "plan"]


def _looked_for(item: Item, incident: Incident) -> Item:
    """The item as the folder shows it. A person's `there` without a file is believed: it is kept elsewhere."""
    if item.what == "order_ids" and incident.order_ids:
        return replace(item, there=True)
    begins = _place(item)
    file = next((name for name in incident.files if begins and name.casefold().startswith(begins)), "")
    if file:
        return replace(item, there=True, file=file)
    return replace(item, there=item.there and (not item.file or item.file in incident.files))


def _place(item: Item) -> str:
    """How the file begins that is this item, folded; empty where no file is."""
    order = item.order.casefold()
    return {
        "notification": "screenshots/notification",
        "track": f"screenshots/{order}" if order else "",
        "messages": f"messages/{order}" if order else "",
        "invoices": "invoices/",
        "authorisation": "authorisations/",
        "plan": PLAN,
    }.get(item.what, "")

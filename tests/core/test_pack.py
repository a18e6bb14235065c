"""The evidence pack: what it holds, masked, with hashes that are those of the files, and equal bytes every time."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cockpit.incident_facts import Incident, pack_items
from cockpit.pack import PackFile, Source, pack_files, written
from cockpit.pack.masking import MASK, is_personal, masked
from cockpit.pack.matching import Matches
from cockpit.store import Store

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
REPORT = b"order_id,ship_date,carrier,tracking_number,recipient,postcode\n111-1,2026-11-20,DHL,JD01,Anna Muster,10115\n"
CELLS = {
    2: (
        ("order_id", "111-1"), ("ship_date", "2026-11-20"), ("carrier", "DHL"), ("tracking_number", "JD01"),
        ("recipient", "Anna Muster"), ("postcode", "10115"), ("note", "write to anna@example.org; =1+1"),
    ),
}  # fmt: skip
INCIDENT = Incident(
    "PN-1", "US", "default", "Orders | not *received*", order_ids=("111-1", "111-2"), received_at=NOW,
    files=("screenshots/111-1 dhl.png", "screenshots/notification.png", "messages/111-1.txt"),
)  # fmt: skip
EVENTS = (
    {"what": "incident-opened", "at": "2026-11-24T09:30:00+08:00", "by": "Li", "incident": "PN-1"},
    {"what": "incident-step", "at": "2026-11-24T09:31:00+08:00", "by": "Li", "step": "stop", "why": "ads paused"},
    {"what": "incident-packed", "at": "2026-11-24T09:32:00+08:00", "by": "Li", "why": "0" * 64},
)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A folder with files, one report, and what was written down."""
    reports, folder = tmp_path / "reports", tmp_path / "state" / "incidents" / "PN-1"
    reports.mkdir()
    (reports / "confirmations.csv").write_bytes(REPORT)
    for name in INCIDENT.files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return Source(
        INCIDENT, pack_items(INCIDENT), (Matches("shipment-confirmations", "confirmations.csv", (2,)),),
        ({"file": "US/listings.txt", "row": "7", "item_name": "Lamp"},), EVENTS, reports, folder,
        lambda _file, rows, _type: [CELLS[row] for row in rows], UTC,
    )  # fmt: skip


def named(files: list[PackFile]) -> dict[str, bytes]:
    """The files by their name."""
    return {file.name: file.content for file in files}


def table(content: bytes) -> list[dict[str, str]]:
    """A CSV of the pack as rows."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_orders_have_carrier_and_tracking_and_where_it_stands(source: Source) -> None:
    """An order that no report ships stands there with empty cells."""
    first, second = table(named(pack_files(source))["orders.csv"])
    assert (first["order_id"], first["carrier"], first["tracking_number"]) == ("111-1", "DHL", "JD01")
    assert (first["file"], first["row"]) == ("confirmations.csv", "2")
    assert (second["order_id"], second["carrier"]) == ("111-2", "")


def test_hashes_are_those_of_the_files(source: Source) -> None:
    """SHA-256 and size of the report's bytes, with its rows; a file that has gone has none."""
    gone, report = table(named(pack_files(source))["files.csv"])
    assert report["sha256"] == sha256(REPORT).hexdigest()
    assert (report["bytes"], report["rows"]) == (str(len(REPORT)), "2")
    assert (gone["file"], gone["sha256"]) == ("US/listings.txt", "")


def test_buyers_are_masked_unless_asked_for(source: Source) -> None:
    """Names, postcodes and addresses of mail; what identifies the goods stays."""
    [row] = table(named(pack_files(source))["rows/shipment-confirmations.csv"])
    assert (row["recipient"], row["postcode"], row["note"]) == (MASK, MASK, f"write to {MASK}; =1+1")
    assert (row["tracking_number"], row["file"], row["row"]) == ("JD01", "confirmations.csv", "2")
    [row] = table(named(pack_files(replace(source, personal=True)))["rows/shipment-confirmations.csv"])
    assert (row["recipient"], row["postcode"]) == ("Anna Muster", "10115")


def test_files_about_an_order_are_left_out_unless_asked_for(source: Source) -> None:
    """Their hash stands in their place; the notification's own screenshot is no buyer's."""
    files = named(pack_files(source))
    assert "screenshots/111-1 dhl.png" not in files
    digest = sha256(b"messages/111-1.txt").hexdigest()
    assert files["messages/111-1.txt.left-out.txt"].decode().strip() == digest
    assert files["screenshots/notification.png"] == b"screenshots/notification.png"
    assert named(pack_files(replace(source, personal=True)))["messages/111-1.txt"] == b"messages/111-1.txt"


def test_empty_slots_name_what_is_missing(source: Source) -> None:
    """One for each screenshot and message, beginning with its order; none where something lies."""
    slots = {name for name, content in named(pack_files(source)).items() if name.endswith(".empty") and not content}
    assert slots == {"screenshots/111-2-carrier-site.png.empty", "messages/111-2-messages.txt.empty"}


def test_the_pages_read_well(source: Source) -> None:
    """What is here, what is missing, in both languages; data cannot break out of its line; the timeline says who."""
    files = named(pack_files(source))
    read_me = files["README.md"].decode()
    for text in ("Evidence pack of incident PN-1", "事故 PN-1 证据包", "Orders \\| not \\*received\\*", "切勿修改"):
        assert text in read_me
    timeline = files["timeline.md"].decode().splitlines()
    assert timeline[2].endswith("2026 01:00 UTC · Amazon · the message came · 收到警告")
    assert (
        "24 Nov 2026 01:31 UTC · Li · step · 步骤 · Stop the related operation · 停止相关操作 · ads paused"
        in timeline[4]
    )
    assert len(timeline) == 5  # that a pack was written is not in the pack


def test_times_are_read_on_the_wall(source: Source) -> None:
    """When the message came stands in team time with the marketplace's beside it, with its year, in both languages."""
    read_me = named(pack_files(replace(source, zone=ZoneInfo("Asia/Shanghai"))))["README.md"].decode()
    assert "Received: 24 Nov 2026 09:00 CST (US 23 Nov 2026 17:00 PST)" in read_me
    assert "收到: 2026年11月24日 09:00 CST(US 2026年11月23日 17:00 PST)" in read_me


def test_the_plan_is_the_peoples_own(source: Source) -> None:
    """What they wrote goes into the pack; without it, Amazon's three questions do."""
    assert b"Root cause" in named(pack_files(source))["plan-of-action.md"]
    (source.folder / "plan-of-action.md").write_text("ours", "utf-8")
    assert named(pack_files(source))["plan-of-action.md"] == b"ours"


def test_equal_input_gives_equal_bytes(source: Source, tmp_path: Path) -> None:
    """The archive of two writings is the same, and holds what the folder holds."""
    store = Store(tmp_path)
    one = written(store, tmp_path / "a", "PN-1-pack", pack_files(source))
    two = written(store, tmp_path / "b", "PN-1-pack", pack_files(source))
    assert one.archive.read_bytes() == two.archive.read_bytes()
    assert one.digest == sha256(one.archive.read_bytes()).hexdigest()
    with zipfile.ZipFile(one.archive) as archive:
        inside = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    outside = {path.relative_to(one.folder).as_posix(): path.read_bytes() for path in one.folder.rglob("*.*")}
    assert inside == outside
    assert {path.stat().st_mode & 0o777 for path in (one.archive, *one.folder.rglob("*.*"))} == {0o600}


def test_a_slot_goes_when_it_is_filled(source: Source, tmp_path: Path) -> None:
    """Written again, the pack has no empty slot beside the file; what somebody put there stays."""
    store = Store(tmp_path)
    found = written(store, tmp_path, "pack", pack_files(source))
    (found.folder / "mine.txt").write_text("x", "utf-8")
    slot = found.folder / "screenshots" / "111-2-carrier-site.png.empty"
    assert slot.exists()
    filled = replace(INCIDENT, files=(*INCIDENT.files, "screenshots/111-2.png"))
    written(store, tmp_path, "pack", pack_files(replace(source, incident=filled, items=pack_items(filled))))
    assert not slot.exists()
    assert (found.folder / "mine.txt").exists()


@pytest.mark.parametrize(
    "heading",
    ["recipient-name", "buyer-email", "buyer-phone-number", "ship-address-1", "ship-postal-code",
     "ship-city", "postcode", "Rater Email", "收件人", "收件人姓名", "邮编", "买家电话", "Lieferadresse",
     "郵便番号", "customer-comments", "buyer-name"],
)  # fmt: skip
def test_columns_that_tell_who_a_buyer_is(heading: str) -> None:
    """In the languages and spellings of the reports."""
    assert is_personal(heading)


@pytest.mark.parametrize(
    "heading",
    ["product-name", "item-name", "ship-country", "carrier", "tracking-number", "order-id", "sku", "asin1",
     "商品名称", "marketplace-name", "运单号", "ship-service-level", "order-status", "物流公司",
     "fulfillment-channel"],
)  # fmt: skip
def test_columns_that_tell_of_the_goods(heading: str) -> None:
    """They are the evidence."""
    assert not is_personal(heading)


def test_an_empty_cell_stays_empty() -> None:
    """Nothing is hidden where nothing stands."""
    assert masked([("recipient", ""), ("sku", "ZX-1")], personal=False) == [("recipient", ""), ("sku", "ZX-1")]

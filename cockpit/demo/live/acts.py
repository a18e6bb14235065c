"""What happens on a day: each act looks at the folder as it is and says which file lands next, if any."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from cockpit.clock import zone_of
from cockpit.demo.files.all_listings import FILE_NAME as LISTINGS
from cockpit.demo.files.campaigns import WORDS
from cockpit.demo.files.fba_inventory import FILE_NAME as STOCK
from cockpit.demo.files.search_terms import ads_day
from cockpit.demo.files.unshipped_orders import FILE_NAME as UNSHIPPED
from cockpit.demo.live.landing import Drop
from cockpit.demo.live.sheet import Row, Sheet

MESSAGES = "buyer-messages.csv"
FEEDBACK = "US/feedback.txt"
FEEDBACK_OF_JAPAN = "JP/feedback.txt"
CUT_DOWNLOAD = "US/ads/Sponsored_Products_Search_term_report (2).xlsx"
TEAM = ZoneInfo("Asia/Shanghai")
ANSWER = "We are sorry, a replacement is on its way."
QUESTION = "Is this still covered by the warranty?"


@dataclass(frozen=True, slots=True)
class Scene:
    """The folder at one moment of the day."""

    reports: Path
    now: datetime
    rng: Random

    def sheet(self, path: str, encoding: str = "utf-8") -> Sheet:
        """One report as it lies there."""
        return Sheet.of(self.reports / path, encoding)


Act = Callable[[Scene], Drop | None]


def order_shipped(scene: Scene) -> Drop | None:
    """The warehouse confirms the order that was due first."""
    path = f"US/{UNSHIPPED}"
    sheet = scene.sheet(path)
    if not sheet.rows:
        return None
    sheet.rows.remove(min(sheet.rows, key=lambda row: sheet.get(row, "promise-date")))
    return _exported(scene, path, sheet)


def order_arrived(scene: Scene) -> Drop | None:
    """A buyer orders from the shelf at home."""
    path = f"US/{UNSHIPPED}"
    sheet = scene.sheet(path)
    if not sheet.rows:
        return None
    row = list(sheet.rows[-1])
    placed = scene.now - timedelta(minutes=4)
    sheet.put(row, "order-id", f"112-{scene.rng.randrange(10**7):07d}-{scene.rng.randrange(10**7):07d}")
    sheet.put(row, "order-item-id", f"{scene.rng.randrange(10**14, 10**15)}")
    sheet.put(row, "purchase-date", _utc(placed))
    sheet.put(row, "payments-date", placed.astimezone(zone_of("US")).isoformat(timespec="seconds"))
    sheet.put(row, "promise-date", _utc(scene.now + timedelta(days=3)))
    sheet.rows.append(row)
    return _exported(scene, path, sheet)


def message_answered(scene: Scene) -> Drop | None:
    """Somebody answers the buyer who has waited longest."""
    sheet = scene.sheet(MESSAGES)
    waiting = sheet.where(lambda row: not sheet.get(row, "replied_at") and sheet.get(row, "sender") == "buyer")
    if not waiting:
        return None
    sheet.put(min(waiting, key=lambda row: sheet.get(row, "received_at")), "replied_at", _team(scene.now))
    return Drop(MESSAGES, sheet.content())


def message_arrived(scene: Scene) -> Drop | None:
    """A buyer writes; the ERP's export has it minutes later."""
    sheet = scene.sheet(MESSAGES)
    row = list(sheet.rows[-1])
    for name, value in (
        ("thread_id", f"US-{scene.now:%y%m%d}-{scene.rng.randrange(10**5):05d}"),
        ("received_at", _team(scene.now - timedelta(minutes=3))),
        ("replied_at", ""),
        ("marketplace", "US"),
        ("sender", "buyer"),
        ("no_response_needed", "false"),
        ("subject", QUESTION),
    ):
        sheet.put(row, name, value)
    sheet.rows.append(row)
    return Drop(MESSAGES, sheet.content())


def feedback_answered(scene: Scene) -> Drop | None:
    """The oldest bad rating gets its answer."""
    sheet = scene.sheet(FEEDBACK, "cp1252")
    silent = sheet.where(lambda row: sheet.get(row, "Rating") in {"1", "2"} and not sheet.get(row, "Your Response"))
    if not silent:
        return None
    sheet.put(silent[0], "Your Response", ANSWER)
    return Drop(FEEDBACK, sheet.content())


def price_corrected(scene: Scene) -> Drop | None:
    """The slipped decimal point is put back; the listings are exported again, over a slow line."""
    path = f"US/{LISTINGS}"
    sheet, before = scene.sheet(path), _newest_dated(scene, "US", LISTINGS)
    if before is None:
        return None
    old = {before.get(row, "seller-sku"): before.get(row, "price") for row in before.rows}
    for row in sheet.rows:
        price = old.get(sheet.get(row, "seller-sku"), sheet.get(row, "price"))
        if Decimal(price) > 5 * Decimal(sheet.get(row, "price")):
            sheet.put(row, "price", price)
            return Drop(path, sheet.content(), slowly=True)
    return None


def stock_exported_again(scene: Scene) -> Drop | None:
    """The cut German stock report is exported again, this time without the filter."""
    whole = _newest_dated(scene, "DE", STOCK, "cp1252")
    return None if whole is None else Drop(f"DE/{STOCK}", whole.content(), slowly=True)


def ads_read(scene: Scene) -> Drop | None:
    """The German ads report of the last complete day arrives at last."""
    path = f"DE/ads/{WORDS['DE'].name}"
    sheet = scene.sheet(path)
    newest = sheet.get(sheet.rows[-1], "Date")
    last = scene.now.astimezone(zone_of("DE")).date() - timedelta(days=1)
    days = [last - timedelta(days=back) for back in range(6, -1, -1)]
    known = {sheet.get(row, "Date") for row in sheet.rows}
    copied = sheet.where(lambda row: sheet.get(row, "Date") == newest)
    for day in days:
        if ads_day(day) not in known:
            sheet.rows += [_on(sheet, row, day) for row in copied]
    return Drop(path, sheet.content())


def download_cut(scene: Scene) -> Drop | None:
    """A download that broke off: a spreadsheet without its end."""
    whole = scene.reports / "DE/ads/Sponsored_Products_Search_term_report.xlsx"
    content = whole.read_bytes()
    return Drop(CUT_DOWNLOAD, content[: len(content) // 3])


def download_removed(scene: Scene) -> Drop | None:
    """Somebody sees the broken file and deletes it."""
    return Drop(CUT_DOWNLOAD, None) if (scene.reports / CUT_DOWNLOAD).exists() else None


def settlement_downloaded_again(scene: Scene) -> Drop | None:
    """The settlement whose total was wrong, as Amazon meant it."""
    files = [path for path in (scene.reports / "US/payments").glob("*.txt") if "(" not in path.name]
    path = max(files, key=lambda path: path.stat().st_mtime)
    sheet = Sheet.of(path)
    if "amount" not in sheet.header:
        return None
    total = sum((Decimal(sheet.get(row, "amount") or "0") for row in sheet.rows), Decimal(0))
    sheet.put(sheet.rows[0], "total-amount", f"{total:.2f}")
    return Drop(f"US/payments/{path.name}", sheet.content())


def feedback_of_japan(scene: Scene) -> Drop | None:
    """The feedback report that Japan lacked since the morning: Shift-JIS, the year first, and one bad rating."""
    day = scene.now.astimezone(zone_of("JP")).date() - timedelta(days=1)
    rows = [
        [_japanese_day(day - timedelta(days=9)), "5", "とても良いです", "", _order(scene), ""],
        [_japanese_day(day), "2", "箱が潰れていました", "", _order(scene), ""],
    ]
    header = ["日付", "評価", "コメント", "返答", "注文番号", "メールアドレス"]
    return Drop(FEEDBACK_OF_JAPAN, Sheet(header, rows, "cp932").content())


# Once each, in this order; between them orders and messages come and go.
STORY: tuple[Act, ...] = (
    message_answered,
    order_shipped,
    ads_read,
    download_cut,
    stock_exported_again,
    message_arrived,
    download_removed,
    price_corrected,
    feedback_answered,
    settlement_downloaded_again,
    feedback_of_japan,
)
ROUTINE: tuple[Act, ...] = (order_arrived, message_answered, order_shipped, message_arrived)


def _exported(scene: Scene, path: str, sheet: Sheet) -> Drop:
    for row in sheet.rows:
        sheet.put(row, "reporting-date", _utc(scene.now))
    return Drop(path, sheet.content())


def _newest_dated(scene: Scene, marketplace: str, name: str, encoding: str = "utf-8") -> Sheet | None:
    """The newest older snapshot of a report, from the folders named by their day."""
    found = sorted((scene.reports / marketplace).glob(f"20*/{name}"))
    return Sheet.of(found[-1], encoding) if found else None


def _on(sheet: Sheet, row: Row, day: date) -> Row:
    copy = list(row)
    sheet.put(copy, "Date", ads_day(day))
    return copy


def _order(scene: Scene) -> str:
    return f"250-{scene.rng.randrange(10**7):07d}-{scene.rng.randrange(10**7):07d}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _team(moment: datetime) -> str:
    return moment.astimezone(TEAM).isoformat(timespec="seconds")


def _japanese_day(day: date) -> str:
    return f"{day:%y}/{day.month}/{day.day}"

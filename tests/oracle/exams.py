"""Reports of every other family, as they were exported: what the SQL needs of them, and when they can be judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from tests.oracle.scene import Scene, prepare

Values = Mapping[str, str | float | bool]


@dataclass(frozen=True)
class Exam:
    """A scene of one marketplace, with the statements that make its tables ready for a file of `sql/`."""

    scene: Scene
    sql: str
    checks: tuple[str, ...]
    values: Values
    ready: str = ""
    unseen: Mapping[str, str] = field(default_factory=dict)  # the verdict of a check that raises nothing, if not ok

    @property
    def place(self) -> str:
        """The marketplace."""
        return self.scene.name[:2]

    def prepare(self, database: duckdb.DuckDBPyConnection) -> None:
        """The tables and the views over them."""
        database.execute(self.ready)
        prepare(database, {"now": self.scene.as_of, **self.values}, self.sql)


OLD = "[freshness]\nunshipped-orders = 240\nfba-inventory = 240\nseller-performance = 48000"
US, DE = "America/Los_Angeles", "Europe/Berlin"
WAITING = "unshipped-orders/us-2025-68col.txt"
FEEDBACK = """
create table feedback as select cast(strptime({date}, '{form}') as date) as day, cast({rating} as integer) as rating,
  {answer} is not null as answered, {order} as o from report;
"""
AMERICAN = FEEDBACK.format(date="date", form="%m/%d/%y", rating="rating", answer='"your response"', order='"order id"')
GERMAN = FEEDBACK.format(
    date="datum", form="%d.%m.%y", rating="bewertung", answer='"ihre antwort"', order="bestellnummer"
)
OFFERS = """
create table business as select "（子）asin" as asin, cast(replace("页面浏览量 - 总计", ',', '') as integer) as views,
  cast(replace("推荐报价（购买按钮）百分比", '%', '') as double) / 100 as share from report;
"""
SPANISH = """
create table stock as select sku, cast("afn-fulfillable-quantity" as integer) as near,
  cast("afn-inbound-shipped-quantity" as integer) + cast("afn-inbound-receiving-quantity" as integer) as pipeline
from inventory;
create table orders as select sku, cast(quantity as integer) as units,
  cast(timezone('Europe/Madrid', cast("purchase-date" as timestamptz)) as date) as day
from all_orders where "sales-channel" = 'Amazon.es' and "order-status" <> 'Cancelled';
"""

AMERICA = """
create table report as select metrics from (
  select unnest(json_extract(content, '$.performanceMetrics[*]')) as metrics from content)
where json_extract_string(metrics, '$.marketplaceId') = 'ATVPDKIKX0DER';
"""


def account(at: str, *, enforced: bool) -> Exam:
    """Amazon's own example of an account, before and after the on-time rate was enforced."""
    scene = Scene(f"US account, at {at}", at, {"performance.json": "seller-performance/official-example.json"}, OLD)
    return Exam(scene, "health", ("H-01", "H-02", "H-03", "H-05"), {"place": "US", "enforced": enforced}, AMERICA)


def waiting(at: str) -> Exam:
    """Fifteen lines that wait for shipment, on one day."""
    scene = Scene(f"US orders, at {at}", at, {"US/unshipped.txt": WAITING}, OLD)
    return Exam(scene, "desk", ("F-01", "F-02", "F-03", "F-06"), {"zone": US})


def rated(place: str, at: str, zone: str, ready: str) -> Exam:
    """Two ratings, on one day."""
    scene = Scene(f"{place} feedback, at {at}", at, {f"{place}/report.txt": f"feedback/synth-{place.lower()}.txt"})
    return Exam(scene, "feedback", ("C-02", "H-11"), {"zone": zone, "place": place, "min_n": 20}, ready)


def offers(low: float) -> Exam:
    """The products of a day in 2023, with a line for the Featured Offer."""
    scene = Scene(
        f"US offers under {low}",
        "2023-03-03T10:00+08:00",
        {"US/2023-03-01/report.csv": "business-report/zh-2023-03-01-by-child-asin.csv"},
        f"[listing.buybox]\nlow = {low}",
    )
    return Exam(scene, "offers", ("L-06",), {"low": low}, OFFERS)


ALL = (
    Exam(
        Scene(
            "US our orders", "2026-11-06T10:00+08:00", {"US/unshipped.txt": "unshipped-orders-us.txt"}, OLD, own=True
        ),
        "desk",
        ("F-01", "F-02", "F-03", "F-06"),
        {"zone": US},
    ),
    Exam(
        Scene("DE our feedback", "2026-11-10T10:00+08:00", {"DE/report.txt": "feedback-de.txt"}, own=True),
        "feedback",
        ("C-02", "H-11"),
        {"zone": DE, "place": "DE", "min_n": 20},
        GERMAN.replace('"ihre antwort"', '"meine reaktion"'),
    ),
    waiting("2025-05-05T20:00+08:00"),
    waiting("2025-05-07T10:00+08:00"),
    waiting("2025-05-09T14:59+08:00"),
    waiting("2025-05-09T15:01+08:00"),
    waiting("2025-05-14T21:00+08:00"),
    rated("US", "2026-08-22T20:00+08:00", US, AMERICAN),
    rated("US", "2026-08-24T16:00+08:00", US, AMERICAN),
    rated("DE", "2026-08-22T20:00+08:00", DE, GERMAN),
    account("2020-11-20T10:00+08:00", enforced=False),
    account("2025-01-20T10:00+08:00", enforced=True),
    offers(0.5),
    offers(0.999),
    Exam(
        Scene(
            "ES stock",
            "2026-08-19T20:00+08:00",
            {
                "ES/inventory.txt": "fba-inventory/es-21col.txt",
                "all_orders.txt": "all-orders/eu-33col-multi-marketplace.txt",
            },
        ),
        "stock",
        ("S-01", "S-02", "S-04"),
        {"today": "2026-08-19"},
        SPANISH,
    ),
)
THERE = tuple(exam for exam in ALL if exam.scene.is_there())

"""Settlements and what belongs to them, as they were exported, and the moments at which they can be judged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import duckdb

from tests.oracle.as_settlement import as_settlement, without_items
from tests.oracle.scene import Scene, prepare

OLD = "[freshness]\nsettlement = 24000\nfba-returns = 24000\nreimbursements = 24000\nfee-preview = 24000"
SETTLEMENT = ("P-01", "P-04", "P-10", "P-11", "P-13")
WINDOWS = {"US": (60, 120), "CA": (45, 105), "ES": (45, 105)}
NOTHING_CAME = {
    "US/returns.txt": "fba-returns/es.txt",
    "US/reimbursements.txt": "reimbursements/synth-us-trailing-tab.txt",
}

MONTHS = {"february": "us-2025-02-excel-resaved", "march": "us-2026-03-raw"}
# A spreadsheet turned an order id of that month into 3.29E+46: nothing is called calm.
DESTROYED = dict.fromkeys(("P-01", "P-04", "P-05", "P-11"), "no_data")


@dataclass(frozen=True)
class Money:
    """A scene of one marketplace's money."""

    scene: Scene
    today: str
    checks: tuple[str, ...] = SETTLEMENT
    unseen: Mapping[str, str] = field(default_factory=dict)  # the verdict of a check that raises nothing, if not ok

    @property
    def place(self) -> str:
        """The marketplace."""
        return self.scene.name[:2]

    def prepare(self, database: duckdb.DuckDBPyConnection) -> None:
        """The settlements as the table `files`, and the views over it."""
        tables = [name.partition("/")[2].partition(".")[0] for name in self.scene.files]
        union = " union all by name ".join(f"(from {name})" for name in tables if name.startswith("s_"))
        database.execute(f"create table files as {union}")
        database.execute("create table ordered_at (o varchar, sku varchar, paid decimal(18, 4), n integer)")
        since, until = WINDOWS[self.place]
        files = ("settlement", "returns") if "returns" in tables else ("settlement",)
        prepare(database, {"today": self.today, "since": since, "until": until}, *files)


def month(name: str, day: str, write: Callable[[bytes], bytes] = as_settlement) -> Money:
    """The transactions of a month as a settlement, long after it, when nothing came back and nothing was paid for."""
    file = f"US/s_{name}.txt"
    scene = Scene(
        f"US {name}, on {day}",
        f"{day}T18:00+08:00",
        {file: f"date-range-transactions/{MONTHS[name]}.csv", **NOTHING_CAME},
        OLD,
        headers_only=tuple(NOTHING_CAME),
        rewritten={file: write},
    )
    checks = ("P-01", "P-04", "P-05", "P-08", "P-11") if write is as_settlement else ("P-01", "P-04")
    return Money(scene, day, checks, DESTROYED if name == "february" else {})


def summer(at: str, day: str) -> Money:
    """Three settlements of 2025 with a hole in August, on a day of the autumn."""
    files = {
        "CA/s_june.txt": "settlement/ca-2025-06-fees-only-33col.txt",
        "CA/s_august.txt": "settlement/ca-2025-08b.txt",
        "CA/s_september.txt": "settlement/ca-2025-09.txt",
    }
    return Money(Scene(f"CA summer, on {day}", at, files, OLD), day)


ALL = (
    Money(
        Scene("US ours", "2026-11-12T10:00+08:00", {"US/s_ours.txt": "settlement-us-v2.txt"}, own=True),
        "2026-11-11",
        unseen={"P-01": "no_data"},
    ),
    Money(
        Scene("ES ours", "2026-11-12T10:00+08:00", {"ES/s_ours.txt": "settlement-es-v1.txt"}, own=True), "2026-11-12"
    ),
    summer("2025-09-20T10:00+08:00", "2025-09-19"),
    summer("2025-10-02T20:00+08:00", "2025-10-02"),
    summer("2025-10-03T20:00+08:00", "2025-10-03"),
    Money(
        Scene("ES no total", "2026-08-19T10:00+08:00", {"ES/s_august.txt": "settlement/es-v1-37col-no-total.txt"}),
        "2026-08-19",
    ),
    Money(
        Scene("US new layout", "2026-07-02T10:00+08:00", {"US/s_june.txt": "settlement/us-v2-24col.txt"}),
        "2026-07-01",
        unseen={"P-11": "no_data"},  # of its one refund the sale is not at hand
    ),
    month("february", "2025-03-03"),
    month("february", "2025-06-10"),
    month("march", "2026-07-20"),
    month("february", "2025-03-04", without_items),
    month("march", "2026-04-02", without_items),
)
THERE = tuple(money for money in ALL if money.scene.is_there())

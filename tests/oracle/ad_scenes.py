"""Ad reports as they were exported, each with the moment at which it can be judged and what its columns are called."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from tests.oracle.ads_sql import CLOCK, PRELUDE, TERMS
from tests.oracle.scene import Scene

CONSOLE = {
    "table": "terms_file", "campaign": '"campaign name"', "name": '"campaign name"', "group": '"ad group name"', "target": "targeting",
    "match": '"match type"', "term": '"customer search term"', "start": '"start date"', "end": '"end date"',
    "impressions": "impressions", "clicks": "clicks", "spend": "spend", "sales": '"7 day total sales"',
    "orders": '"7 day total orders (#)"',
}  # fmt: skip
BY_DAY = {"start": "date", "end": "date"}
FORTNIGHT = {"sales": '"14 day total sales"', "orders": '"14 day total orders (#)"'}
NEW_CONSOLE = CONSOLE | {
    "campaign": "regexp_extract(\"campaign id\", '[0-9]+')",
    "target": '"target value"', "match": '"target match type"', "term": '"search term"', "spend": '"total cost"',
    "start": "split_part(\"date range\", ' - ', 1)", "end": "split_part(\"date range\", ' - ', 2)", "sales": "sales",
    "orders": "purchases",
}  # fmt: skip


@dataclass(frozen=True)
class Ads:
    """A scene of one marketplace's ads."""

    scene: Scene
    place: str
    zone: str
    columns: Mapping[str, str]

    def prepare(self, database: duckdb.DuckDBPyConnection) -> None:
        """The report as the table `terms`."""
        database.execute(PRELUDE + CLOCK + TERMS.format(**self.columns))


ALL = (
    Ads(
        Scene("AE daily", "2025-07-31T20:00+08:00", {"AE/terms_file.xlsx": "sp-search-terms/2025-large.xlsx"}),
        "AE",
        "Asia/Dubai",
        CONSOLE,
    ),
    Ads(
        Scene("IN fortnight", "2020-03-01T20:00+08:00", {"IN/terms_file.xlsx": "sp-search-terms/in-2020-14day.xlsx"}),
        "IN",
        "Asia/Kolkata",
        CONSOLE | BY_DAY | FORTNIGHT,
    ),
    Ads(
        Scene(
            "US two months",
            "2019-09-13T10:00+08:00",
            {"US/terms_file.xlsx": "sp-search-terms/us-2019-acos-spelling.xlsx"},
        ),
        "US",
        "America/Los_Angeles",
        CONSOLE,
    ),
    Ads(
        Scene(
            "US new console, read late",
            "2026-03-25T10:00+08:00",
            {"US/terms_file.csv": "ads-new-console/us-2025-search-terms.csv"},
            "[freshness]\nsp-search-terms = 240",
        ),
        "US",
        "America/Los_Angeles",
        NEW_CONSOLE,
    ),
    Ads(
        Scene(
            "US new console",
            "2026-03-22T10:00+08:00",
            {"US/terms_file.csv": "ads-new-console/us-2025-search-terms.csv"},
        ),
        "US",
        "America/Los_Angeles",
        NEW_CONSOLE,
    ),
)
THERE = tuple(ads for ads in ALL if ads.scene.is_there())

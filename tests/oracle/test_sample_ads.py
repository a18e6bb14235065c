"""Ad findings on reports as they were exported, against the same rules in SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pytest

from cockpit.check import Judgement
from tests.oracle import ads_sql
from tests.oracle.ad_scenes import THERE, Ads
from tests.oracle.scene import asked, compare, judged, word

QUERIES = {
    "A-01": ads_sql.ACOS,
    "A-03": ads_sql.NEGATIVE,
    "A-04": ads_sql.RUNAWAY,
    "A-05": ads_sql.HIGH_CTR,
    "A-09": ads_sql.HARVEST,
}


@dataclass
class Judged:
    """A scene with both answers at hand."""

    ads: Ads
    judgements: tuple[Judgement, ...]
    database: duckdb.DuckDBPyConnection


@pytest.fixture(scope="module", params=THERE, ids=lambda ads: ads.scene.name)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """One report, judged by the checks and loaded into a database."""
    ads: Ads = request.param
    workspace = tmp_path_factory.mktemp("ads")
    ads.scene.write(workspace)
    with duckdb.connect() as database:
        ads.scene.tables(workspace, database)
        ads.prepare(database)
        yield Judged(ads, judged(workspace, ads.scene.as_of, list(QUERIES)), database)


@pytest.mark.parametrize("check", list(QUERIES))
def test_ads(both: Judged, check: str) -> None:
    """A check and its query say the same of every campaign, term or keyword."""
    values = {"zone": both.ads.zone, "now": both.ads.scene.as_of, "upper": 0.3}
    found = asked(both.database, QUERIES[check], values)
    compare(word(both.judgements, check, both.ads.place), found, _blind(both.database, check))


def _blind(database: duckdb.DuckDBPyConnection, check: str) -> str:
    """The verdict of a check that raises nothing: a summary may hide what it was asked for."""
    (torn,), (summary,) = database.execute(ads_sql.TORN).fetchall(), database.execute(ads_sql.SUMMARY).fetchall()
    if check == "A-04" and summary[0]:
        return "no_data"
    return "immature" if torn[0] else "ok"

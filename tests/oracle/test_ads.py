"""Ad findings on reports as they were exported, against the same rules in SQL that shares no code with the checks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import duckdb
import pytest

from cockpit.check import Judgement
from tests.oracle.ad_scenes import THERE, Ads
from tests.oracle.scene import asked, compare, judged, word

Both = tuple[tuple[Judgement, ...], duckdb.DuckDBPyConnection]
Open = Callable[[Ads], Both]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """A scene's report, judged by the checks and loaded into a database: once for all checks."""
    known: dict[str, Both] = {}
    with ExitStack() as databases:

        def both(ads: Ads) -> Both:
            if ads.scene.name not in known:
                workspace, database = tmp_path_factory.mktemp("ads"), databases.enter_context(duckdb.connect())
                ads.scene.write(workspace)
                ads.scene.tables(workspace, database)
                ads.prepare(database)
                known[ads.scene.name] = judged(workspace, ads.scene.as_of, ads.checks), database
            return known[ads.scene.name]

        yield both


@pytest.mark.parametrize(
    ("ads", "check"), [pytest.param(ads, id_, id=f"{ads.scene.name} {id_}") for ads in THERE for id_ in ads.checks]
)
def test_ads(opened: Open, ads: Ads, check: str) -> None:
    """A check and its query say the same of every campaign, term or keyword."""
    judgements, database = opened(ads)
    compare(word(judgements, check, ads.place), asked(database, check), _unseen(ads, check, database))


def _unseen(ads: Ads, check: str, database: duckdb.DuckDBPyConnection) -> str:
    """The verdict where nothing is raised: a summary may hide what was asked for."""
    if check == "A-04" and not ads.daily:
        return "no_data"
    return "immature" if database.table("torn").limit(1).fetchall() else "ok"

"""Finance findings on settlements as they were exported, against the same rules in SQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import duckdb
import pytest

from cockpit.check import Judgement
from tests.oracle.money_scenes import THERE, Money
from tests.oracle.scene import asked, compare, judged, word

Both = tuple[tuple[Judgement, ...], duckdb.DuckDBPyConnection]
Open = Callable[[Money], Both]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """A scene's files, judged by the checks and loaded into a database: once for all checks."""
    known: dict[str, Both] = {}
    with ExitStack() as databases:

        def both(money: Money) -> Both:
            if money.scene.name not in known:
                workspace, database = tmp_path_factory.mktemp("money"), databases.enter_context(duckdb.connect())
                money.scene.write(workspace)
                money.scene.tables(workspace, database)
                money.prepare(database)
                known[money.scene.name] = judged(workspace, money.scene.as_of, money.checks), database
            return known[money.scene.name]

        yield both


@pytest.mark.parametrize(
    ("money", "check"), [pytest.param(one, id_, id=f"{one.scene.name} {id_}") for one in THERE for id_ in one.checks]
)
def test_money(opened: Open, money: Money, check: str) -> None:
    """A check and its query say the same of every settlement and order."""
    judgements, database = opened(money)
    compare(word(judgements, check, money.place), asked(database, check), money.unseen.get(check, "ok"))

"""Findings of every other family on reports as they were exported, against the same rules in SQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import duckdb
import pytest

from cockpit.check import Judgement
from tests.oracle.exams import THERE, Exam
from tests.oracle.scene import asked, compare, judged, word

Both = tuple[tuple[Judgement, ...], duckdb.DuckDBPyConnection]
Open = Callable[[Exam], Both]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """A scene's files, judged by the checks and loaded into a database: once for all checks."""
    known: dict[str, Both] = {}
    with ExitStack() as databases:

        def both(exam: Exam) -> Both:
            if exam.scene.name not in known:
                workspace, database = tmp_path_factory.mktemp("exam"), databases.enter_context(duckdb.connect())
                exam.scene.write(workspace)
                exam.scene.tables(workspace, database)
                exam.prepare(database)
                known[exam.scene.name] = judged(workspace, exam.scene.as_of, exam.checks), database
            return known[exam.scene.name]

        yield both


@pytest.mark.parametrize(
    ("exam", "check"), [pytest.param(one, id_, id=f"{one.scene.name} {id_}") for one in THERE for id_ in one.checks]
)
def test_exams(opened: Open, exam: Exam, check: str) -> None:
    """A check and its query say the same of every subject."""
    judgements, database = opened(exam)
    compare(word(judgements, check, exam.place), asked(database, check), exam.unseen.get(check, "ok"))

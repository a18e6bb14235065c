"""The CSV templates of the reports kept by hand are themselves such reports."""

from pathlib import Path

import pytest

from cockpit.cli.init_command import make
from cockpit.reports import TYPES
from cockpit.reports.templates import SAMPLES, templates
from tests.core.report_reading import frame, read


def test_every_report_kept_by_hand_has_a_template() -> None:
    """No type that people keep is without one."""
    assert set(SAMPLES) == {id_ for id_, type_ in TYPES.items() if type_.by_hand}


@pytest.mark.parametrize("name", templates())
def test_a_template_is_its_own_type_and_reads_without_a_problem(name: str, tmp_path: Path) -> None:
    """Each is recognised with every column of its type, gives its one row, and nothing is rejected."""
    reading = read(tmp_path, f"US/{name}", templates()[name])
    type_ = TYPES[name.removesuffix(".csv")]
    assert (reading.file.type, reading.file.status, reading.file.problems) == (type_.id, "fresh", ())
    assert set(reading.headers) == {column.name for column in type_.columns}
    row = frame(reading).row(0, named=True)
    assert [column for column in SAMPLES[type_.id] if row[column] in (None, "", [])] == []


def test_init_writes_them_and_leaves_what_is_there(tmp_path: Path) -> None:
    """`init --templates` writes all of them into the reports folder and overwrites none."""
    mine = tmp_path / "reports" / "sku-master.csv"
    mine.parent.mkdir()
    mine.write_text("sku,cost\nA,1\n", "utf-8")
    told = list(make(tmp_path, templates=True))
    assert mine.read_text("utf-8") == "sku,cost\nA,1\n"
    assert f"there     {mine}" in told
    assert {path.name for path in mine.parent.iterdir()} == set(templates())

"""The files of proposals in a folder: what is written, and what of an earlier run is taken away."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from cockpit.proposals.files import write
from cockpit.proposals.lists import lists
from cockpit.proposals.own_files import INDEX
from tests.core.test_proposals import offer, telling


def names_in(folder: Path) -> set[str]:
    """The files of a folder that people see."""
    return {path.name for path in folder.iterdir() if path.name != INDEX}


def test_files_are_written_in_both_forms_for_their_owner_alone(tmp_path: Path) -> None:
    """A workbook and a CSV of each list; what was there before is replaced."""
    folder = tmp_path / "made" / "now"
    for _ in range(2):
        made = write(folder, lists([offer("claim", sku="ZX-1")]), telling())
    assert [path.name for path in made] == ["claim-US.xlsx", "claim-US.csv"]
    assert names_in(folder) == {"claim-US.csv", "claim-US.xlsx"}
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}


def test_the_file_of_a_list_that_is_empty_now_goes(tmp_path: Path) -> None:
    """An earlier run's advice would be followed still; a list that stands and was not asked for keeps its file."""
    bought, claimed = offer("purchase", sku="A"), offer("claim", sku="A")
    write(tmp_path, lists([bought, claimed]), telling())
    write(tmp_path, lists([bought]), telling(), standing=["purchase-US", "claim-US"])
    assert names_in(tmp_path) == {"purchase-US.xlsx", "purchase-US.csv", "claim-US.xlsx", "claim-US.csv"}
    write(tmp_path, lists([bought]), telling(), standing=["purchase-US"])
    assert names_in(tmp_path) == {"purchase-US.xlsx", "purchase-US.csv"}
    write(tmp_path, [], telling())
    assert names_in(tmp_path) == set()


def test_only_what_was_written_here_and_is_unchanged_is_removed(tmp_path: Path) -> None:
    """A file of somebody else, one that a person filled in, and what a forged index names outside: all stay."""
    folder, outside = tmp_path / "out", tmp_path / "mine.csv"
    outside.write_text("mine")
    write(folder, lists([offer("claim", sku="A")]), telling())
    (folder / "claim-US.csv").write_text("filled in")
    (folder / "removal-US.csv").write_text("of somebody else")
    index = json.loads((folder / INDEX).read_text())
    forged = dict.fromkeys(("../mine.csv", str(outside), "..\\mine.csv"), sha256(b"mine").hexdigest())
    (folder / INDEX).write_text(json.dumps({**index, **forged, "claim-DE.csv": 5}))
    write(folder, [], telling())
    assert names_in(folder) == {"claim-US.csv", "removal-US.csv"}
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("index", ["", "[]", "{", "7", "[" * 100_000])
def test_an_index_that_cannot_be_read_removes_nothing(index: str, tmp_path: Path) -> None:
    """Nobody knows then what the cockpit wrote."""
    write(tmp_path, lists([offer("claim", sku="A")]), telling())
    (tmp_path / INDEX).write_text(index)
    write(tmp_path, [], telling())
    assert names_in(tmp_path) == {"claim-US.xlsx", "claim-US.csv"}


def test_a_run_that_proposes_nothing_makes_no_folder(tmp_path: Path) -> None:
    """There is nothing to write and nothing to remove."""
    assert write(tmp_path / "out", [], telling()) == []
    assert not (tmp_path / "out").exists()

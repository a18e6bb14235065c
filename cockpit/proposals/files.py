"""Writes the lists of proposals into a folder, as workbooks and as CSV. Nothing is sent anywhere."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from cockpit.proposals.csv_file import as_csv
from cockpit.proposals.lists import ProposalList, Telling
from cockpit.proposals.workbook import as_xlsx
from cockpit.store import replace

FORMS: Final[Mapping[str, Callable[[ProposalList, Telling], bytes]]] = {"xlsx": as_xlsx, "csv": as_csv}


def write(
    folder: Path, of: Sequence[ProposalList], telling: Telling, forms: Sequence[str] = tuple(FORMS), mode: int = 0o600
) -> list[Path]:
    """Write each list in each form, each file whole or not at all; the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {folder / f"{one.name}.{form}": (one, form) for one in of for form in forms}
    for path, (one, form) in made.items():
        replace(path, FORMS[form](one, telling), mode)
    return list(made)

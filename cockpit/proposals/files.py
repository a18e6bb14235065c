"""Writes the lists of proposals into a folder, as workbooks and as CSV. Nothing is sent anywhere."""

from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from cockpit.proposals.csv_file import as_csv
from cockpit.proposals.lists import ProposalList, Telling
from cockpit.proposals.own_files import forget, own_files, remember
from cockpit.proposals.workbook import as_xlsx
from cockpit.store import replace

FORMS: Final[Mapping[str, Callable[[ProposalList, Telling], bytes]]] = {"xlsx": as_xlsx, "csv": as_csv}


def write(
    folder: Path,
    of: Sequence[ProposalList],
    telling: Telling,
    forms: Sequence[str] = tuple(FORMS),
    mode: int = 0o600,
    standing: Collection[str] = (),
) -> list[Path]:
    """Write each list in each form, each file whole or not at all; the files. Raises OSError.

    A file that an earlier run wrote here is removed when its list is empty now, for its advice would be followed still.
    `standing` names the lists that are not empty and that nobody asked for this time: their files stay.
    """
    if of:
        folder.mkdir(parents=True, exist_ok=True)
    made = {folder / f"{one.name}.{form}": FORMS[form](one, telling) for one in of for form in forms}
    for path, data in made.items():
        replace(path, data, mode)
    before = own_files(folder)
    kept = {*standing, *(one.name for one in of)}
    gone = {name for name in before if Path(name).stem not in kept}
    forget(folder, {name: before[name] for name in gone})
    now = {name: digest for name, digest in before.items() if name not in gone}
    now |= {path.name: sha256(data).hexdigest() for path, data in made.items()}
    if now != before:
        remember(folder, now, mode)
    return list(made)

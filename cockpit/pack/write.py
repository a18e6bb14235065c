"""A pack on disk: a folder and a zip beside it, whole or not at all, with equal bytes for equal files."""

import io
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from cockpit.pack.files import EMPTY, PackFile
from cockpit.store import Store

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: its own times would differ at every run
_PRIVATE: Final = 0o600 << 16


class Written(NamedTuple):
    """Where a pack lies."""

    folder: Path
    archive: Path
    digest: str  # SHA-256 of the archive


def written(store: Store, parent: Path, name: str, files: Sequence[PackFile]) -> Written:
    """Write the pack as ``<parent>/<name>/`` and ``<parent>/<name>.zip``. Raises `NotSaved`.

    An earlier pack of that name is replaced file by file, its empty slots go; what somebody put beside it stays.
    """
    folder, archive = parent / name, parent / f"{name}.zip"
    for old in folder.rglob(f"*{EMPTY}"):
        if old.is_file() and not old.stat().st_size:
            old.unlink()
    for file in files:
        store.save(folder / file.name, file.content)
    content = zipped(name, files)
    store.save(archive, content)
    return Written(folder, archive, sha256(content).hexdigest())


def zipped(name: str, files: Sequence[PackFile]) -> bytes:
    """The files as an archive in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for file in files:
            entry = zipfile.ZipInfo(f"{name}/{file.name}", _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _PRIVATE, 3
            archive.writestr(entry, file.content)
    return buffer.getvalue()

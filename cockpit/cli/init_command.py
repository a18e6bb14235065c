"""`cockpit init`: a workspace with a commented config.toml; never overwrites what is there."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from cockpit.problems import CockpitError
from cockpit.settings import FILE_NAME, shipped_text

FOLDERS = ("reports", "my_checks", "state")
PRIVATE = 0o700  # buyers' messages and orders lie in there

HEAD = """\
# Settings of this workspace. Everything is at its default until a line is uncommented; `cockpit config show` prints
# every value with the file and line it came from, `cockpit config validate` finds mistakes.

"""

# A sample row for each report that is kept by hand (spec: interfaces); the header is the row's keys.
TEMPLATES: Mapping[str, Mapping[str, str]] = {
    "manual-metrics.csv": {
        "date": "2026-11-23", "metric": "ahr", "marketplace": "US", "value": "312", "numerator": "", "denominator": "",
        "limit": "", "category": "", "window_days": "", "note": "typed from Account Health",
    },
    "sku-master.csv": {
        "sku": "ZX-LAMP-01", "asin": "B0EXAMPLE1", "parent": "", "marketplace": "US", "category": "home", "core": "yes",
        "brand_owned": "yes", "expected_sellers": "", "price": "24.99", "cost": "6.10", "fees": "8.40",
        "price_floor": "19.99", "price_ceiling": "34.99", "target_acos": "0.25", "lead_days": "45", "safety_days": "14",
        "carton_qty": "24", "first_live": "2025-07-11", "season": "", "launch": "no", "discontinued": "no",
        "length": "", "width": "", "height": "", "weight": "", "protected_terms": "my brand",
    },
    "buyer-messages.csv": {
        "thread_id": "T-1001", "received_at": "2026-11-22T21:15:00-08:00", "replied_at": "",
        "order_id": "111-0000001-0000001", "marketplace": "US", "sender": "buyer", "no_response_needed": "no",
        "subject": "Where is my parcel",
    },
}  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Make the folder a workspace. Says what was made and what was there already."""
    folder = Path(arguments.dir or ".").expanduser()
    for line in make(folder, templates=arguments.templates):
        print(line, file=sys.stderr)
    return 0


def make(folder: Path, *, templates: bool = False) -> Iterator[str]:
    """Make folders and files one by one, telling each; what exists is left as it is."""
    try:
        for name in FOLDERS:
            yield _folder(folder / name)
        yield _file(folder / FILE_NAME, commented(shipped_text()))
        for name, row in TEMPLATES.items() if templates else ():
            yield _file(folder / "reports" / name, f"{','.join(row)}\n{','.join(row.values())}\n")
    except OSError as error:
        raise CockpitError(f"cannot make a workspace in {folder}: {error.strerror or error}") from error


def _folder(path: Path) -> str:
    if path.is_dir():
        return f"there     {path}/"
    path.mkdir(parents=True, mode=PRIVATE)
    return f"made      {path}/"


def _file(path: Path, text: str) -> str:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return f"there     {path}"
    return f"made      {path}"


def commented(shipped: str) -> str:
    """The shipped settings with every line commented out: a workspace holds only what somebody changed."""
    body = "\n".join(line if not line or line.startswith("#") else f"# {line}" for line in shipped.splitlines())
    return HEAD + body + "\n"

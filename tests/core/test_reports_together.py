"""Files that are read together give what each of them gives alone, whatever the others hold."""

import gzip
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cockpit import reports
from cockpit.reports import Hints, Reading, together
from cockpit.reports.read import readings_of
from cockpit.reports.source import Source
from tests.core.report_reading import US, order, put, stock, tsv

Damage = Callable[[list[str]], bytes]

_LISTING = {
    "item-name": 'Lamp, 5" high', "listing-id": "0102A", "seller-sku": "ZX-1", "price": "24.99", "quantity": "5",
    "open-date": "2025-11-01 08:00:00 PDT", "product-id-type": "1", "asin1": "B0EXAMPLE1", "product-id": "0012",
    "pending-quantity": "0", "fulfillment-channel": "DEFAULT", "status": "Active",
}  # fmt: skip
_BUSINESS = "(Parent) ASIN,(Child) ASIN,Title,SKU,Sessions - Total,Session Percentage - Total,Units Ordered,"
_BUSINESS_ROWS = [
    'B0PARENT01,B0CHILD001,"Lamp, ""warm"" light",ZX-1,"1,204",12.34%,15,"$1,374.85",14',
    "B0PARENT01,B0CHILD002,Lamp,ZX-2,87,0.5%,2,$49.98,2",
    "B0PARENT02,B0CHILD003,Rug,ZX-3,--,0%,0,$0.00,0",
]
_ADS_TITLES = "Campaign Name,Clicks,Spend,7 Day Total Sales,7 Day Total Orders (#)"


def _listings() -> list[str]:
    rows = [_LISTING | {"seller-sku": f"ZX-{number}", "price": f"{number}.50"} for number in range(1, 6)]
    return tsv(rows).splitlines()


def _business() -> list[str]:
    return [_BUSINESS + "Ordered Product Sales,Total Order Items", *_BUSINESS_ROWS]


def _orders() -> list[str]:
    return tsv([order(sku=f"S{number}", quantity=number) for number in range(1, 5)]).splitlines()


def _stock() -> list[str]:
    return tsv([stock(sku=f"S{number}") for number in range(1, 5)]).splitlines()


_KINDS: dict[str, tuple[Callable[[], list[str]], str]] = {
    "listings": (_listings, "txt"), "business": (_business, "csv"),
    "orders": (_orders, "txt"), "stock": (_stock, "txt"),
}  # fmt: skip


def _text(lines: Sequence[str], *, end: str = "\n") -> bytes:
    return "".join(f"{line}{end}" for line in lines).encode()


def _in_row(old: str, new: str) -> Damage:
    """One cell of the second row otherwise."""
    return lambda lines: _text([*lines[:2], lines[2].replace(old, new), *lines[3:]])


def _everywhere(old: str, new: str) -> Damage:
    return lambda lines: _text([lines[0], *(line.replace(old, new) for line in lines[1:])])


def _with_line(line: str, at: int) -> Damage:
    return lambda lines: _text([*lines[:at], line, *lines[at:]])


_DAMAGES: dict[str, Damage] = {
    "whole": _text,
    "windows line ends": lambda lines: _text(lines, end="\r\n"),
    "no last line end": lambda lines: _text(lines)[:-1],
    "a last carriage return": lambda lines: _text(lines)[:-1] + b"\r",
    "cut off": lambda lines: _text(lines)[:-30],
    "cut within a character": lambda lines: _text([*lines, lines[1].replace("Lamp", "灯")])[:-1] + "灯".encode()[:2],
    "a blank line": _with_line("", 2),
    "a blank line at the end": lambda lines: _text(lines) + b"\n",
    "a windows blank line at the end": lambda lines: _text(lines, end="\r\n") + b"\r\n",
    "a line of one space": lambda lines: _text(lines) + b" \n",
    "a line of delimiters": _with_line(",,,,,,,,", 2),
    "byte order mark": lambda lines: b"\xef\xbb\xbf" + _text(lines),
    "utf-16": lambda lines: _text(lines).decode().encode("utf-16"),
    "windows-1252": lambda lines: _text(lines).replace(b"Lamp", b"L\xe4mp"),
    "chinese": _everywhere("Lamp", "台灯"),
    "gb18030": lambda lines: _text(lines).decode().replace("Lamp", "台灯").encode("gb18030"),
    "old mac": lambda lines: _text(lines, end="\r"),
    "a zero byte": lambda lines: _text(lines) + b"\x00",
    "packed": lambda lines: gzip.compress(_text(lines), mtime=0),
    "nothing": lambda _: b"",
    "header only": lambda lines: _text(lines[:1]),
    "header without its end": lambda lines: _text(lines[:1])[:-1],
    "header twice": lambda lines: _text([*lines, lines[0], lines[1]]),
    "another header": lambda lines: _text([lines[0].replace("-", "_"), *lines[1:]]),
    "a preamble": lambda lines: _text(["Exported today", "", *lines]),
    "another preamble": lambda lines: _text(["Exported yesterday", "", *lines]),
    "a total": lambda lines: _text([*lines, "Total" + lines[1][lines[1].find(",") :]]),
    "a nameless last row": lambda lines: _text([*lines, ",,,,9,1%,9,$9.00,9"]),
    "a line end in quotes": _in_row("Lamp", '"Lamp\nbig"'),
    "a quote that never closes": _in_row("Lamp", '"Lamp'),
    "an inch": _in_row("Lamp", '5" Lamp'),
    "quotes that meet": lambda lines: _text([lines[0], '"' + lines[1], *lines[2:-1], lines[-1] + '"']),
    "a bad count": _in_row("5", "five"),
    "a bad amount": _in_row(".50", ".x"),
    "no key": _in_row("ZX-2", ""),
    "a padded text": _in_row("ZX-2", " ZX-2 "),
    "a formula": _in_row("0012", '="0012"'),
    "an empty formula": _in_row("0012", '=""'),
    "a destroyed id": _in_row("0012", "1.35845E+14"),
    "too many cells": lambda lines: _text([*lines, lines[1] + "\tmore", lines[1] + ",more"]),
    "too few cells": lambda lines: _text([*lines[:2], "B0PARENT01,B0CHILD009", "Lamp\t0102B\tZX-9", *lines[2:]]),
    "trailing delimiters": lambda lines: _text([line + "\t" for line in lines]),
    "decimal commas": _everywhere(".50", ",50"),
    "dots that may group": _everywhere(".50", ".500"),
    "one dot that may group": _in_row(".50", ".500"),
    "grouped amounts": _everywhere(".50", ",500.25"),
    "a currency sign": _everywhere("\t2", "\t€2"),
    "euros": _everywhere("$", "€"),
    "yen": _everywhere("$", "¥"),
    "infinity": _in_row("12.34%", "inf"),
    "a day in figures": _everywhere("2025-11-01 08:00:00 PDT", "13/11/2025 08:00:00 GMT"),
    "a doubtful day": _everywhere("2025-11-01 08:00:00 PDT", "03/04/2025"),
    "a year in two figures": _in_row("2025-11-01", "0025-11-01"),
    "another marketplace": _everywhere("Amazon.com", "Amazon.ca"),
    "a marketplace of two": _in_row("Amazon.com", "Amazon.com.mx"),
    "no marketplace": _everywhere("Amazon.com", ""),
    "an unknown marketplace": _everywhere("Amazon.com", "Non-Amazon"),
    "another currency": _everywhere("USD", "EUR"),
    "no currency": _everywhere("USD", ""),
    "blank amounts": _everywhere("24.99", "--"),
    "padded amounts": _everywhere("24.99", " 24.99 "),
}


def _same(one: Sequence[Reading], other: Sequence[Reading]) -> bool:
    return len(one) == len(other) and all(map(_equal, one, other))


def _equal(one: Reading, other: Reading) -> bool:
    """Everything, the frames cell by cell and by type."""
    frames = [(a.frame, b.frame) for a, b in zip(one.parts, other.parts, strict=True)]
    plain = [[replace(part, rows=part.frame.clear()) for part in reading.parts] for reading in (one, other)]
    rest = [[(p.marketplace, p.as_of, p.period_start, p.period_end, p.inside, p.rejected) for p in ps] for ps in plain]
    return (
        one.file == other.file
        and dict(one.headers) == dict(other.headers)
        and rest[0] == rest[1]
        and all(a.schema == b.schema and a.equals(b) for a, b in frames)
    )


def _check(paths: Sequence[Path], root: Path, hints: Hints) -> None:
    found = reports.read_together(paths, root, hints)
    alone = [reports.read_file(path, root, hints) for path in paths]
    assert len(found) == len(alone)
    wrong = [path.name for path, one, other in zip(paths, found, alone, strict=True) if not _same(one, other)]
    assert wrong == []


@pytest.mark.parametrize("folder", ["US/2026-11-20", "DE"])
@pytest.mark.parametrize("kind", sorted(_KINDS))
def test_every_damage_among_whole_files_is_read_as_alone(tmp_path: Path, kind: str, folder: str) -> None:
    """One file of each damage beside whole ones, each in a folder of its own day: nothing is read differently."""
    make, suffix = _KINDS[kind]
    root = tmp_path / folder
    paths = [put(root, f"{number:02} {name}.{suffix}", damage(make())) for number, (name, damage) in _numbered()]
    _check(paths, tmp_path, US)


@pytest.mark.parametrize("kind", ["business", "listings"])
@pytest.mark.parametrize("damage", sorted(_DAMAGES))
def test_one_damaged_file_changes_no_other(tmp_path: Path, kind: str, damage: str) -> None:
    """A damaged file first of three, or last."""
    make, suffix = _KINDS[kind]
    for at in (0, 2):
        contents = [_text(make())] * 3
        contents[at] = _DAMAGES[damage](make())
        paths = [put(tmp_path / f"{at}", f"2026-11-0{day + 1}.{suffix}", data) for day, data in enumerate(contents)]
        _check(paths, tmp_path, US)


@pytest.mark.parametrize("seed", range(6))
def test_any_mixture_is_read_as_alone(tmp_path: Path, seed: int) -> None:
    """Files of all kinds, damages and folders in any order, with and without a marketplace of the workspace."""
    dice = random.Random(seed)  # noqa: S311 - mixtures, not secrets
    paths = []
    for number in range(dice.randint(2, 30)):
        make, suffix = _KINDS[dice.choice(sorted(_KINDS))]
        damage = _DAMAGES[dice.choice(["whole", "chinese", "no last line end", *sorted(_DAMAGES)])]
        folder = dice.choice(["US", "DE", "shop/JP", "elsewhere"])
        paths.append(put(tmp_path, f"{folder}/2026-11-{number + 1:02}.{suffix}", damage(make())))
    _check(paths, tmp_path, dice.choice([US, Hints(), Hints(default_marketplace="DE")]))


def test_a_folder_of_daily_exports_is_read_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole files are not read alone, and a damaged one takes none of them with it."""
    alone: list[str] = []

    def noted(source: Source) -> tuple[Reading, ...]:
        alone.append(source.name)
        return readings_of(source)

    monkeypatch.setattr("cockpit.reports.together.readings_of", noted)
    for kind, (make, suffix) in _KINDS.items():
        for day in range(1, 10):
            put(tmp_path / "US", f"{kind}-2026-11-0{day}.{suffix}", _text(make()))
    put(tmp_path / "US", "business-2026-11-10.csv", _DAMAGES["a line end in quotes"](_business()))
    put(tmp_path / "US", "listings-2026-11-10.txt", _DAMAGES["a bad count"](_listings()))
    paths = reports.list_folder(tmp_path)
    reports.read_together(paths, tmp_path, US)
    few = together._FEW
    assert len(alone) <= 1 + few
    assert {"US/business-2026-11-10.csv", "US/listings-2026-11-10.txt"} <= set(alone)


def test_files_that_cannot_be_had_are_said_in_their_place(tmp_path: Path) -> None:
    """A file that has gone, and a folder, between whole ones."""
    paths = [put(tmp_path, f"{number}.txt", _text(_listings())) for number in range(3)]
    _check([paths[0], tmp_path / "gone.txt", paths[1], tmp_path, paths[2]], tmp_path, US)


def _numbered() -> list[tuple[int, tuple[str, Damage]]]:
    whole = [(f"whole {number}", _DAMAGES["whole"]) for number in range(3)]
    return list(enumerate([*whole, *_DAMAGES.items()]))

"""What a context offers checks for many subjects: parts that share settings, and values computed once."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cockpit.check import Check, Context, check
from cockpit.clock import Clock
from cockpit.issue import Pane
from cockpit.setting_note import setting
from cockpit.settings import Settings, load
from cockpit.shared import Shared
from cockpit.tables import Table, Tables
from cockpit.text import Words

NOW = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


@dataclass(frozen=True)
class Lines:
    """A part of [stock]."""

    warn_days: float = setting(7.0, "days")


@check("Z-01", Words("a", "a"), pane=Pane.MORNING, needs=("fba-inventory",), settings=Lines, section="stock")
def rule(_ctx: Context[Lines]) -> list[Any]:
    """Finds nothing."""
    return []


def context(settings: Settings, tables: Tables | None = None, of: Check[Lines] = rule) -> Context[Lines]:
    """A context of the rule in the US."""
    values = settings.values("stock", Lines, "US")
    return Context(of, values, "default", "US", Clock(NOW), tables or Tables({}), settings, lambda _: pl.DataFrame())


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """Settings with a SKU, a category and a marketplace of their own."""
    text = """
[stock]
warn_days = 8
[category."home".stock]
warn_days = 9
[sku."A".stock]
warn_days = 10
[sku."B".ads]
window = 14
[marketplace.DE.stock]
warn_days = 99
"""
    (tmp_path / "config.toml").write_text(text, "utf-8")
    return load(tmp_path)


def test_rows_come_in_parts_that_share_their_settings(own: Settings) -> None:
    """A SKU with values of its own is a part, then each such category, then the rest; every row is in one part."""
    frame = pl.DataFrame({"sku": ["A", "B", "C", "D", None], "category": ["home", "home", "toys", None, None]})
    parts = [(lines.warn_days, rows["sku"].to_list()) for lines, rows in context(own).parts(frame)]
    assert parts == [(10, ["A"]), (9, ["B"]), (8, ["C", "D", None])]


def test_only_scopes_with_values_for_the_section_are_asked(own: Settings) -> None:
    """A SKU that only sets ads settings is no scope of a stock check."""
    assert own.narrowed("sku", "stock") == {"A"}
    assert own.narrowed("sku", "ads") == {"B"}
    assert own.narrowed("category", "stock") == {"home"}
    assert own.narrowed("category", "ads") == set()


def test_a_line_names_the_scope_that_set_it(own: Settings) -> None:
    """The line of a SKU with a value of its own has that value and the place where it stands."""
    ctx = context(own)
    assert ctx.line("internal", "warn_days", crossed=True).source == "config.toml:3"
    line = ctx.line("internal", "warn_days", crossed=True, sku="A", category="home")
    assert (line.value, line.source, line.setting) == (10, "config.toml:7", "stock.warn_days")
    plain = ctx.line("internal", "warn_days", crossed=True, sku="C", category="toys")
    assert (plain.value, plain.source) == (8, "config.toml:3")


def test_a_shared_value_is_made_once(own: Settings) -> None:
    """Two checks of a run that share what they compute make a value once; another key is another value."""
    shared = Shared()
    made: list[int] = []

    def value() -> int:
        made.append(1)
        return 42

    for _ in range(2):
        ctx = context(own)
        ctx.shared = shared
        assert ctx.once("key", value) == 42
        assert ctx.once("other", lambda: 43) == 43
    assert made == [1]


def test_a_shared_value_carries_the_tables_it_was_made_from(own: Settings) -> None:
    """A check that is handed a value looks at its tables as if it had made it: their doubts are its doubts."""
    table = Table("fba-inventory", "default", "US", pl.DataFrame(), NOW)
    tables = Tables({("fba-inventory", "default", "US"): table})
    first, second = context(own, tables), context(own, tables)
    second.shared = first.shared
    first.once("key", lambda: first.table("fba-inventory"))
    second.once("key", lambda: second.table("fba-inventory"))
    assert first.looked_at == second.looked_at == {"fba-inventory"}

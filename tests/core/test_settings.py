"""Settings: defaults under the workspace's own, each with the line it came from; mistakes named, defaults kept."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from cockpit.check import Check
from cockpit.discovery import discover
from cockpit.settings import Settings, SettingsError, defaults, dig, load
from cockpit.text import threshold_notes

CHECKS = discover().checks
PANES = "morning | noon | evening | weekly | month-end | quarterly"


def workspace(folder: Path, text: str) -> Settings:
    """Settings of a workspace whose config.toml is `text`."""
    (folder / "config.toml").write_text(text, "utf-8")
    return load(folder)


def test_a_folder_without_a_config_has_the_shipped_settings(tmp_path: Path) -> None:
    """No config.toml means defaults and no complaint."""
    settings = load(tmp_path)
    assert not settings.problems
    assert settings.profile == defaults().profile


def test_the_shipped_settings_break_none_of_their_own_rules(tmp_path: Path) -> None:
    """The commented default, copied whole into a workspace, is valid."""
    shipped = (Path(__file__).parents[2] / "config.toml").read_text("utf-8")
    assert workspace(tmp_path, shipped).problems == ()


def test_a_workspace_overrides_key_by_key(tmp_path: Path) -> None:
    """Only the key that is written changes; its neighbours keep their defaults."""
    settings = workspace(tmp_path, "[profile]\nmorning = '08:45'\n")
    assert settings.profile.morning == "08:45"
    assert settings.profile.evening == "18:00"


def test_the_default_marketplace_may_stand_at_the_top(tmp_path: Path) -> None:
    """Written without its table it is heard with its line; [profile] outranks it, and no other key is moved."""
    settings = workspace(tmp_path, "# house\ndefault_marketplace = 'US'\n[profile]\nmorning = '08:45'\n")
    assert (settings.problems, settings.profile.default_marketplace, settings.profile.morning) == ((), "US", "08:45")
    assert settings.origin("profile", "default_marketplace", "") == "config.toml:2"
    both = workspace(tmp_path, "default_marketplace = 'US'\n[profile]\ndefault_marketplace = 'UK'\n")
    assert both.profile.default_marketplace == "UK"
    assert [found.column for found in workspace(tmp_path, "morning = '08:45'\n").problems] == ["morning"]


def test_a_value_knows_its_file_and_line(tmp_path: Path) -> None:
    """The origin of an overridden value is config.toml with its line; of a default there is none."""
    settings = workspace(tmp_path, "# house rules\n[stock]\n\nwarn_days = 10\nweights = { 7 = 0.6 }\n")
    assert settings.origin("stock", "warn_days", "US") == "config.toml:4"
    assert settings.origin("stock", "weights.7", "US") == "config.toml:5"
    assert settings.origin("stock", "lead", "US") is None


def test_the_narrowest_scope_wins(tmp_path: Path) -> None:
    """SKU outranks category, category outranks marketplace, marketplace outranks the plain table."""
    text = """
[stock]
lead = 40
[marketplace.DE.stock]
lead = 50
[category."home".stock]
lead = 60
[sku."ZX.1".stock]
lead = 70
"""
    settings = workspace(tmp_path, text)
    shape = _check("S-03").settings
    assert settings.values("stock", shape, "US").lead == 40
    assert settings.values("stock", shape, "DE").lead == 50
    assert settings.values("stock", shape, "DE", category="home").lead == 60
    assert settings.values("stock", shape, "DE", category="home", sku="ZX.1").lead == 70
    assert settings.origin("stock", "lead", "DE", sku="ZX.1") == "config.toml:9"


@pytest.mark.parametrize(
    ("text", "code", "row", "expected"),
    [
        ("[profil]\nx = 1\n", "unknown-setting", 1, "profile"),
        ("[health.lsr]\ninternl = 0.03\n", "unknown-setting", 2, "internal"),
        ("[marketplace.DE.health.lsr]\ninternl = 0.03\n", "unknown-setting", 2, "internal"),
        ("[profile]\nmorning = '25:00'\n", "bad-setting", 2, "time-of-day"),
        ("[profile]\nteam_zone = 'Mars/Base'\n", "bad-setting", 2, "time-zone"),
        ("[health.lsr]\namazon = 'four'\n", "bad-setting", 2, "number-not-negative"),
        ("[health.lsr]\namazon = -1\n", "bad-setting", 2, "number-not-negative"),
        ("[health.lsr]\nwindows = 10\n", "bad-setting", 2, "list"),
        ("[checks.'H-02']\npane = 'moon'\n", "bad-setting", 2, PANES),
        ("stock = 3\n", "bad-setting", 1, "table"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, code: str, row: int, expected: str) -> None:
    """An unknown key is named with the nearest known one, a wrong value with what was expected, both with the line."""
    problem, *others = workspace(tmp_path, text).problems
    assert (problem.code, problem.row, problem.expected) == (code, row, expected)
    assert not others


def test_a_dated_setting_is_one_table_or_several(tmp_path: Path) -> None:
    """A value that changes on days may be a list of tables; each of them is looked at."""
    several = "US = [{ from = 2026-04-17, rate = 0.035 }, { from = 2027-01-15, rate = 0.05 }]\n"
    assert workspace(tmp_path, f"[finance.fulfilment_surcharge]\n{several}").problems == ()
    wrong = workspace(tmp_path, "[finance.fulfilment_surcharge]\nUS = [{ from = 2026-04-17, rate = 'high' }]\n")
    assert [problem.code for problem in wrong.problems] == ["bad-setting"]
    assert wrong.tree["finance"]["fulfilment_surcharge"] == defaults().tree["finance"]["fulfilment_surcharge"]


def test_a_wrong_value_keeps_its_default(tmp_path: Path) -> None:
    """A value that cannot be used is as if it had not been written."""
    settings = workspace(tmp_path, "[profile]\nmorning = 'early'\nnoon = '11:30'\n")
    assert (settings.profile.morning, settings.profile.noon) == ("09:30", "11:30")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """Validation does not stop at the first problem."""
    settings = workspace(tmp_path, "[profil]\n[stock]\nwarn_day = 3\nlead = 'x'\n")
    assert [problem.row for problem in settings.problems] == [1, 3, 4]


def test_what_is_no_toml_says_where_it_stops(tmp_path: Path) -> None:
    """A syntax error ends loading with file and line."""
    with pytest.raises(SettingsError) as caught:
        workspace(tmp_path, "[profile]\nmorning = \n")
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [("bad-toml", 2)]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Windows editors write a BOM; the file is read all the same."""
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf[profile]\nname = 'shop'\n")
    assert load(tmp_path).profile.name == "shop"


def _check(check_id: str) -> Check[Any]:
    return next(check for check in CHECKS if check.id == check_id)


@pytest.mark.parametrize("check", [pytest.param(check, id=check.id) for check in CHECKS])
def test_the_shipped_file_documents_every_threshold(check: Check[Any]) -> None:
    """Each setting of a check stands in config.toml with the same default that the check declares."""
    shipped = defaults()
    for path, value in _leaves(check.settings()):
        written = dig(shipped.tree, (*check.section.split("."), *path))
        assert _plain(written) == _plain(value), (check.section, path)


def test_every_threshold_has_a_chinese_note() -> None:
    """Each setting of a check is explained in Chinese too, and no note is left of one that is gone."""
    named = {".".join((check.section, *path)) for check in CHECKS for path, _ in _leaves(check.settings())}
    assert set(threshold_notes()) == named


def _leaves(values: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    rows: list[tuple[tuple[str, ...], Any]] = []
    for field in fields(values):
        value = getattr(values, field.name)
        here = (*path, field.name)
        rows += _leaves(value, here) if is_dataclass(value) else [(here, value)]
    return rows


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


TAGGED = """
[tag."clearance"]
skus = ["ZX-1", "ZX-2"]
[tag."clearance".stock]
lead = 5
[category."home".stock]
lead = 60
[sku."ZX-2".stock]
lead = 70
"""


def test_a_tag_outranks_the_category_and_the_sku_outranks_its_tag(tmp_path: Path) -> None:
    """SKUs that people grouped share values; one of them may still have its own."""
    settings = workspace(tmp_path, TAGGED)
    assert settings.problems == ()
    assert settings.narrowed("sku", "stock") == {"ZX-1", "ZX-2"}
    shape = next(check.settings for check in CHECKS if check.id == "S-03")
    leads = [settings.values("stock", shape, "US", "home", sku).lead for sku in ("ZX-1", "ZX-2", "ZX-3")]
    assert leads == [5, 70, 60]


def test_a_tagged_value_knows_its_line(tmp_path: Path) -> None:
    """The origin of a tag's value is the line under the tag."""
    settings = workspace(tmp_path, TAGGED)
    assert settings.origin("stock", "lead", "US", sku="ZX-1") == "config.toml:5"


def test_a_tag_without_a_list_of_skus_is_named(tmp_path: Path) -> None:
    """`skus` must be a list."""
    settings = workspace(tmp_path, '[tag."a"]\nskus = "ZX-1"\n')
    assert [problem.column for problem in settings.problems] == ["tag.a.skus"]


def test_the_settings_of_a_house_rule_are_the_teams_own(tmp_path: Path) -> None:
    """[house.*] holds what the team's checks declare: no complaint, and the value arrives."""
    settings = workspace(tmp_path, "[house.dear]\nvalue = 3\n")
    assert settings.problems == ()
    assert dig(settings.tree, ("house", "dear", "value")) == 3

"""The ids that a bulk sheet gives to what reports name."""

import polars as pl

from cockpit.formulas.ads_bulk import AdsBulk, Kept

BULK = AdsBulk(
    campaigns={"Lamps": "187177151571794"},
    groups={("Lamps", "G"): "263131790931163"},
    states={},
    keywords=pl.DataFrame(),
    ads=pl.DataFrame(),
    targets=frozenset(),
    negatives=frozenset(),
    kept={"187177151571794": Kept("34", "20261231"), "187177151571795": Kept("", "")},
)


def test_the_bulk_sheets_own_id_comes_before_the_reports() -> None:
    """The console may call a campaign by another id, which an upload refuses."""
    assert BULK.ids("Lamps", "G", "A0099")["campaign_id"] == "187177151571794"


def test_an_id_that_the_bulk_sheet_has_is_taken_from_the_report() -> None:
    """Two campaigns may share a name: then the report's own id says which one is meant."""
    assert BULK.ids("Lamps", "", "187177151571795")["campaign_id"] == "187177151571795"


def test_a_campaign_that_is_in_no_bulk_sheet_keeps_the_reports_id() -> None:
    """Without that there is none: a name is no id."""
    assert BULK.ids("Rugs", "G", "A0099") == {
        "campaign": "Rugs", "campaign_id": "A0099", "ad_group": "G", "ad_group_id": None,
    }  # fmt: skip
    assert BULK.ids("Rugs", "", "Rugs")["campaign_id"] is None


def test_an_update_repeats_portfolio_and_end_date() -> None:
    """Empty where the campaign has none, None where nobody knows."""
    assert BULK.campaign("Lamps") == {
        "campaign": "Lamps", "campaign_id": "187177151571794", "portfolio_id": "34", "end_date": "20261231",
    }  # fmt: skip
    assert BULK.campaign("Lamps", "187177151571795")["end_date"] == ""
    assert BULK.campaign("Rugs")["end_date"] is None

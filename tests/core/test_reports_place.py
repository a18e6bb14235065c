"""Rows belong to a marketplace by column, folder, language or setting, in this order, and never by a guess."""

import json
from pathlib import Path

import pytest

from cockpit.clock import MARKETPLACE_ZONES
from cockpit.reports import Hints, Reading, place
from tests.core.report_reading import codes, frame, only_problem, order, put, read, stock, tsv

NOBODY = Hints()
SETTLEMENT = {
    "settlement-id": "1", "settlement-start-date": "2026-08-01 00:00:00 UTC",
    "settlement-end-date": "2026-08-14 00:00:00 UTC", "deposit-date": "2026-08-16 00:00:00 UTC", "total-amount": "",
    "currency": "", "transaction-type": "", "marketplace-name": "", "amount-type": "", "amount-description": "",
    "amount": "",
}  # fmt: skip


def split(reading: Reading) -> dict[str | None, int]:
    """Rows per marketplace."""
    return {part.marketplace: part.frame.height for part in reading.parts}


def test_a_file_of_a_unified_account_is_split_by_its_column(tmp_path: Path) -> None:
    """One file of orders holds four marketplaces, whatever folder it lies in."""
    channels = ["Amazon.de", "Amazon.fr", "amazon.de", "Amazon.co.uk"]
    reading = read(tmp_path, "IT/x.txt", tsv([order(sales_channel=channel) for channel in channels]), hints=NOBODY)
    assert split(reading) == {"DE": 2, "FR": 1, "UK": 1}
    assert (reading.file.marketplace, reading.file.marketplaces) == (None, ("DE", "FR", "UK"))
    assert reading.parts[0].frame["_row"].to_list() == [2, 4]


NAMES = {
    "Amazon.co.uk": "UK", "amazon.com": "US", "Amazon.com.mx": "MX", "United States": "US", "美国": "US", "日本": "JP",
    "GB": "UK", "uk": "UK", "AMAZON_DE": "DE", "ATVPDKIKX0DER": "US", "A1PA6795UKMFR9": "DE", "Deutschland": "DE",
    "https://www.amazon.fr": "FR", "Non-Amazon": None, "EU": None, "": None, "home": None,
}  # fmt: skip


@pytest.mark.parametrize(("name", "marketplace"), NAMES.items())
def test_names_of_marketplaces(name: str, marketplace: str | None) -> None:
    """Codes, sites, countries in several languages and Amazon's ids are understood; regions are no marketplace."""
    assert place.marketplace_of(name) == marketplace


def test_every_marketplace_is_known_by_its_code_and_site() -> None:
    """No marketplace of the clock is unknown to the reader."""
    for code in MARKETPLACE_ZONES:
        assert place.marketplace_of(code) == code


@pytest.mark.parametrize(
    ("path", "store", "marketplace"),
    [
        ("US/x.txt", "default", "US"), ("de/2026-11-22/x.txt", "default", "DE"), ("lamps/US/x.txt", "lamps", "US"),
        ("2026-11-22/US/x.txt", "default", "US"), ("GB/x.txt", "default", "UK"), ("x.txt", "default", None),
        ("inbox/x.txt", "default", None), ("a/b/US/x.txt", "default", None), ("US.txt", "default", None),
    ],
)  # fmt: skip
def test_store_and_marketplace_by_folder(path: str, store: str, marketplace: str | None) -> None:
    """reports/<MARKETPLACE>/… and reports/<store>/<MARKETPLACE>/… are the two forms; a date is no store."""
    assert place.folder_of(path) == place.Folder(store, marketplace)


def test_the_folder_decides_where_no_column_does(tmp_path: Path) -> None:
    """A report without a word about its marketplace belongs to its folder, before the default."""
    reading = read(tmp_path, "lamps/DE/x.txt", tsv([stock()]), hints=Hints(default_marketplace="US"))
    assert (reading.file.store, reading.file.marketplace) == ("lamps", "DE")


def test_the_default_comes_last(tmp_path: Path) -> None:
    """A Japanese header outranks the default; an English one decides nothing."""
    japanese = "商品名\t出品ID\t出品者SKU\t価格\t出品日\tASIN 1\nx\t1\tZX-1\t100\t\tB0EXAMPLE1\n"
    hints = Hints(default_marketplace="US")
    assert read(tmp_path, "a.txt", japanese, hints=hints).file.marketplace == "JP"
    assert read(tmp_path, "b.txt", tsv([stock()]), hints=hints).file.marketplace == "US"


def test_nobody_knows_is_undecided_and_no_guess(tmp_path: Path) -> None:
    """Without column, folder, language or default a file is undecided and its rows are of no marketplace."""
    reading = read(tmp_path, "x.txt", tsv([stock(), stock(sku="ZX-2")]), hints=NOBODY)
    assert (reading.file.status, reading.file.marketplace, split(reading)) == ("undecided", None, {None: 2})
    assert (only_problem(reading).code, only_problem(reading).count) == ("undecided-marketplace", 2)


def test_rows_that_say_nothing_follow_the_rest_of_the_file(tmp_path: Path) -> None:
    """Cancelled rows have no sales channel: they are of the only marketplace that the others name."""
    rows = [order(sales_channel="Amazon.de", currency="EUR"), order(sales_channel="", currency="")]
    assert split(read(tmp_path, "x.txt", tsv(rows), hints=NOBODY)) == {"DE": 2}


def test_rows_that_say_nothing_in_a_mixed_file_are_left_out_and_said(tmp_path: Path) -> None:
    """Where the others disagree and no folder helps, such rows belong to nobody."""
    rows = [order(sales_channel=c, currency="") for c in ("Amazon.de", "Amazon.fr", "Non-Amazon")]
    reading = read(tmp_path, "x.txt", tsv(rows), hints=NOBODY)
    assert split(reading) == {"DE": 1, "FR": 1, None: 1}
    assert (only_problem(reading).code, only_problem(reading).row) == ("undecided-rows", 4)
    assert reading.file.status == "fresh"


def test_a_currency_decides_where_it_is_one_marketplaces(tmp_path: Path) -> None:
    """Dollars, pounds and yen are one marketplace's; the euro is nobody's."""
    rows = [order(sales_channel="", currency=currency) for currency in ("GBP", "JPY")]
    assert split(read(tmp_path, "a.txt", tsv(rows), hints=NOBODY)) == {"JP": 1, "UK": 1}
    euro = read(tmp_path, "b.txt", tsv([order(sales_channel="", currency="EUR")]), hints=NOBODY)
    assert euro.file.status == "undecided"


@pytest.mark.parametrize(
    ("amount", "marketplace"), [("US$1,139.62", "US"), ("£5.00", "UK"), ("￥1,200", "JP"), ("$5.00", None)]
)
def test_the_sign_of_the_money_is_a_currency(amount: str, marketplace: str | None, tmp_path: Path) -> None:
    """A business report has no currency but in front of its amounts; a bare dollar is that of five marketplaces."""
    text = f'(Parent) ASIN,(Child) ASIN,Sessions,Page Views,Ordered Product Sales\nP,A,1,1,"{amount}"\n'
    assert read(tmp_path, "x.csv", text, hints=NOBODY).file.marketplace == marketplace


def test_a_settlement_is_never_split(tmp_path: Path) -> None:
    """The rows of one settlement stay in one marketplace, so that they still add up."""
    names = ["", "Amazon.de", "Amazon.de", "Amazon.fr"]
    rows = [SETTLEMENT | {"marketplace-name": name, "amount": "1.00", "currency": "EUR"} for name in names]
    other = [row | {"settlement-id": "2", "marketplace-name": "Amazon.it"} for row in rows[:2]]
    assert split(read(tmp_path, "x.txt", tsv(rows + other), hints=NOBODY)) == {"DE": 4, "IT": 2}
    assert split(read(tmp_path, "FR/x.txt", tsv(rows), hints=NOBODY)) == {"FR": 4}


def test_a_settlement_of_fees_alone_is_placed_by_its_currency(tmp_path: Path) -> None:
    """A settlement in which nothing was sold names no marketplace, but its total is in Canadian dollars."""
    rows = [SETTLEMENT | {"total-amount": "-5.00", "currency": "CAD"}, SETTLEMENT | {"amount": "-5.00"}]
    assert split(read(tmp_path, "x.txt", tsv(rows), hints=NOBODY)) == {"CA": 2}


def test_a_row_kept_by_hand_may_be_of_several_marketplaces(tmp_path: Path) -> None:
    """US;DE in the master is one row for each of the two."""
    reading = read(tmp_path, "x.csv", "sku,marketplace,cost\nA,US;DE,1\nB,DE,2\n", hints=NOBODY)
    assert split(reading) == {"DE": 2, "US": 1}
    assert reading.file.rows == 2


def test_a_japanese_file_reads_its_times_as_japanese(tmp_path: Path) -> None:
    """A listing's date without a zone in a Japanese file is Tokyo's."""
    japanese = "商品名\t出品ID\t出品者SKU\t価格\t出品日\tASIN 1\n"
    japanese += "x\t1\tZX-1\t100\t2025/07/11 17:34:18\tB0EXAMPLE1\n"
    assert str(frame(read(tmp_path, "x.txt", japanese))["open_date"][0]) == "2025-07-11 08:34:18+00:00"


def test_a_broken_file_is_missed_where_it_lies(tmp_path: Path) -> None:
    """A file that cannot be read still belongs to its folder's marketplace."""
    reading = read(tmp_path, "lamps/DE/x.txt", b"", hints=NOBODY)
    assert (reading.file.store, reading.file.marketplace, codes(reading)) == ("lamps", "DE", ["empty"])
    put(tmp_path, "y.txt", "")


def test_a_marketplace_of_amazons_that_we_do_not_know_is_nobodys(tmp_path: Path) -> None:
    """Metrics of an unknown marketplace id are not mixed into the folder's marketplace."""
    known, other = (
        {"marketplaceId": "ATVPDKIKX0DER", "status": "NORMAL"},
        {"marketplaceId": "A0UNKNOWN0000", "status": "AT_RISK"},
    )
    text = json.dumps({"accountStatuses": [known, other], "performanceMetrics": []})
    reading = read(tmp_path, "US/x.json", text, hints=NOBODY)
    assert split(reading) == {"US": 1, None: 1}
    assert codes(reading) == ["undecided-rows"]


def test_the_default_may_be_spelled_as_people_spell_it(tmp_path: Path) -> None:
    """GB is the United Kingdom in the settings, too."""
    assert read(tmp_path, "x.txt", tsv([stock()]), hints=Hints(default_marketplace="gb")).file.marketplace == "UK"

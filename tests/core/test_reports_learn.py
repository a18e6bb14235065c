"""An unknown file's header is learned: proposed, written once with every comment kept, and then the file is read."""

import io
import sys
import tomllib
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from cockpit.cli.learn import learn
from cockpit.cli.session import Session
from cockpit.clock import Clock
from cockpit.problems import CockpitError
from cockpit.reports import Hints, read_file
from cockpit.reports.learn import Proposal, propose
from cockpit.settings import load
from tests.core.report_reading import US, put
from tests.core.test_reports_excel import workbook

ERP_STOCK = (
    "店铺,商家SKU,商品名称,FNSKU条码,ASIN码,可用库存,不可售库存,在途数量,总数量,仓位\n"
    "甲店,ZX-1,台灯,X001ABC,B0ABCDEFG1,15,1,40,56,A1\n"
    "甲店,ZX-2,台灯2,X001ABD,B0ABCDEFG2,0,0,40,40,A2\n"
)
CONFIG = '# our shop\n[profile]\ndefault_marketplace = "US"  # most of it\n\n[report_types.mine]\n"Regal" = "shelf"\n'


def proposal(path: Path) -> Proposal:
    """What is proposed for a file that nothing knows."""
    found = propose(path, US)
    assert isinstance(found, Proposal)
    return found


@pytest.mark.parametrize(
    ("text", "encoding", "type_", "names"),
    [
        (ERP_STOCK, "gb18030", "fba-inventory", {"商家SKU": "sku", "可用库存": "afn_fulfillable_quantity"}),
        (
            "采购编号,商品编码,下单数量,下单日期,到货日期,供应商\nCG1,ZX-1,500,2026-10-01,2026-12-01,甲厂\n",
            "gb18030",
            "purchase-orders",
            {"采购编号": "po_id", "商品编码": "sku", "下单数量": "quantity", "到货日期": "eta"},
        ),
        (
            "発注番号,品番,発注数,発注日,入荷予定日\nP1,ZX-1,500,2026/10/01,2026/12/01\n",
            "cp932",
            "purchase-orders",
            {"発注番号": "po_id", "品番": "sku", "発注数": "quantity", "入荷予定日": "eta"},
        ),
        (
            (
                "Bestellnummer;Versanddatum;Spediteur;Sendungsnummer;Empfänger;PLZ\n"
                "302-1;21.11.2026 14:00;DHL;3;Max;10115\n"
            ),
            "cp1252",
            "shipment-confirmations",
            {"Bestellnummer": "order_id", "Versanddatum": "ship_date", "Empfänger": "recipient"},
        ),
        (
            "Item number,Purchase price,Lead time (days),Case pack,Notes\nZX-1,6.10,30,24,x\n",
            "utf-8",
            "sku-master",
            {"Item number": "sku", "Purchase price": "cost", "Lead time (days)": "lead_days"},
        ),
    ],
)
def test_headers_of_any_language_are_mapped_and_then_read(
    text: str, encoding: str, type_: str, names: dict[str, str], tmp_path: Path
) -> None:
    """Chinese, Japanese, German and English headers find their columns, in the encodings they come in."""
    path = put(tmp_path, "x.csv", text, encoding=encoding)
    found = proposal(path)
    assert (found.type.id, found.missing) == (type_, ())
    assert names.items() <= found.names.items()
    hints = Hints(default_marketplace="US", report_types={found.name: found.table})
    (reading,) = read_file(path, tmp_path, hints)
    assert (reading.file.type, reading.file.encoding, reading.file.rejected_rows) == (type_, encoding, 0)
    assert reading.file.rows == text.count("\n") - 1


def test_what_is_not_mapped_and_what_is_missing_is_said(tmp_path: Path) -> None:
    """Headers that mean nothing to us, and columns that the type cannot do without."""
    found = proposal(put(tmp_path, "采购.csv", "采购编号,下单日期,到货日期,供应商\nCG1,2026-10-01,2026-12-01,甲厂\n"))
    assert found.type.id == "purchase-orders"
    assert found.unmapped == ("供应商",)
    assert [column.name for column in found.missing] == ["sku", "quantity"]


def test_values_decide_where_words_do_not(tmp_path: Path) -> None:
    """A header that could be a count is not one when words stand under it."""
    found = proposal(
        put(tmp_path, "x.csv", "货号,ASIN码,可用库存,总库存\nZX-1,B0ABCDEFG1,有货,12\nZX-2,B0ABCDEFG2,缺货,0\n")
    )
    assert "可用库存" not in found.names


def test_the_opposite_of_a_word_is_not_it(tmp_path: Path) -> None:
    """不可售 contains 可售 and means the opposite."""
    found = proposal(put(tmp_path, "x.csv", "货号,ASIN码,不可售件数,可售件数\nZX-1,B0ABCDEFG1,1,15\n"))
    assert found.names.get("可售件数") == "afn_fulfillable_quantity"
    assert found.names.get("不可售件数") == "afn_unsellable_quantity"


def test_a_workbook_with_a_title_is_learned(tmp_path: Path) -> None:
    """The header is looked for below titles, on every sheet."""
    rows: list[list[str | int]] = [["库存报表"], ["货号", "可用库存", "总库存"], ["ZX-1", 5, 7]]
    found = proposal(put(tmp_path, "stock.xlsx", workbook(("说明", [["看下一页"]]), ("库存", rows))))
    assert found.names == {"货号": "sku", "可用库存": "afn_fulfillable_quantity", "总库存": "afn_total_quantity"}


def test_a_table_of_nobodys_gives_no_proposal(tmp_path: Path) -> None:
    """Nothing is proposed where nothing fits, and for no text at all."""
    for content in ("a,b,c\n1,2,3\n", "", "just a note\n", b"%PDF-1.7"):
        assert propose(put(tmp_path, "x.csv", content), US) is None


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def session(workspace: Path, config: str = CONFIG) -> Session:
    """A workspace with settings of its own, and an unknown file in it."""
    put(workspace, "reports/US/erp.csv", ERP_STOCK, encoding="gb18030")
    if not (workspace / "config.toml").exists():
        put(workspace, "config.toml", config)
    settings = load(workspace)
    return Session(workspace, settings, Clock(datetime.fromisoformat("2026-11-23T09:00:00+08:00")), "en")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_it_only_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody can be asked: the proposal is printed as TOML that can be pasted, and nothing is written."""
    here = session(tmp_path)
    assert learn(here, Path("US/erp.csv"), sure=False) == 0
    printed = capsys.readouterr().out
    assert tomllib.loads(printed)["report_types"]["my-erp"]["商家SKU"] == "sku"
    assert "not mapped: 店铺, 仓位" in printed
    assert (tmp_path / "config.toml").read_text("utf-8") == CONFIG


@pytest.mark.parametrize(
    ("answer", "written"), [("y\n", True), ("是\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_a_person_is_asked(answer: str, written: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a yes writes."""
    monkeypatch.setattr(sys, "stdin", _Terminal(answer))
    monkeypatch.setattr(sys, "stderr", _Terminal())
    assert learn(session(tmp_path), tmp_path / "reports/US/erp.csv", sure=False) == 0
    assert ("my-erp" in (tmp_path / "config.toml").read_text("utf-8")) is written


def test_it_is_written_once_and_comments_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line that was there stays as it was; then the file is known, and learning it again changes nothing."""
    path = tmp_path / "reports/US/erp.csv"
    assert learn(session(tmp_path), path, sure=True) == 0
    text = (tmp_path / "config.toml").read_text("utf-8")
    assert text.startswith(CONFIG.rstrip("\n"))
    assert text.count("[report_types.my-erp]") == 1
    assert "US/erp.csv: fba-inventory, 2 rows" in capsys.readouterr().err
    assert learn(session(tmp_path), path, sure=True) == 0
    assert "known already: fba-inventory" in capsys.readouterr().err
    assert (tmp_path / "config.toml").read_text("utf-8") == text


def test_a_file_in_an_archive_is_learned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The path that the cockpit shows for it is the one to give."""
    here = session(tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("stock.csv", ERP_STOCK.encode("gb18030"))
        archive.writestr("readme.txt", "hello")
    put(tmp_path, "reports/US/week.zip", out.getvalue())
    assert learn(here, Path("US/week.zip/stock.csv"), sure=True) == 0
    assert "US/week.zip/stock.csv: fba-inventory, 2 rows" in capsys.readouterr().err


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Another file of the same name is another type."""
    put(tmp_path, "config.toml", '[report_types.my-erp]\n"Regal" = "shelf"\n')
    learn(session(tmp_path), tmp_path / "reports/US/erp.csv", sure=True)
    assert set(load(tmp_path).table("report_types")) == {"my-erp", "my-erp-2"}


def test_headers_with_quotes_dots_and_line_ends_survive(tmp_path: Path) -> None:
    """Whatever a header holds, it stands in the file as a key and is found again."""
    path = put(tmp_path, "reports/US/odd.csv", '"Art. ""Nr.""\nArtikelnummer",Verfügbar,Gesamtbestand\nZX-1,5,7\n')
    here = session(tmp_path)
    assert learn(here, path, sure=True) == 0
    hints = Hints(default_marketplace="US", report_types=load(tmp_path).table("report_types"))
    (reading,) = read_file(path, tmp_path, hints)
    assert (reading.file.type, reading.parts[0].frame["sku"].to_list()) == ("fba-inventory", ["ZX-1"])


def test_a_hostile_header_is_inert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences and bidi marks of a header reach neither the terminal nor the file as they are."""
    path = put(tmp_path, "reports/US/odd.csv", "货号\x1b[31m,可用库存\u202e,总库存\nZX-1,5,7\n")
    learn(session(tmp_path), path, sure=True)
    printed = capsys.readouterr()
    assert not {"\x1b", "\u202e"} & set(printed.out + printed.err)
    assert "\x1b" not in (tmp_path / "config.toml").read_text("utf-8")


@pytest.mark.parametrize("content", ["a,b,c\n1,2,3\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", b""])
def test_what_cannot_be_learned_is_said_in_one_line(content: bytes | str, tmp_path: Path) -> None:
    """A file that is no table, or none of ours, ends the command with where and why."""
    path = put(tmp_path, "x.csv", content)
    with pytest.raises(CockpitError, match=r"x\.csv"):
        learn(session(tmp_path), path, sure=True)
    with pytest.raises(CockpitError, match="cannot be read"):
        learn(session(tmp_path), tmp_path / "not-there.csv", sure=True)


def test_a_beginning_that_many_words_share_means_none_of_them(tmp_path: Path) -> None:
    """平台 is the platform: 平台SKU, 平台站点 and 平台费用 begin so, and a SKU has a name of its own."""
    text = "库存编号,平台,采购价(元),备货天数\nA1,amz,12.5,45\n"
    found = propose(put(tmp_path, "erp.csv", text), US)
    assert isinstance(found, Proposal)
    assert found.names == {"库存编号": "sku", "采购价(元)": "cost", "备货天数": "lead_days"}
    assert found.unmapped == ("平台",)

"""Proposals as files: rows of Amazon's bulk sheet and lists, read back by what others use to read such files."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from cockpit.approval import Limits
from cockpit.board_desk import Seen
from cockpit.board_fold import Action, Approval, Word
from cockpit.escaping import FORMULA_MARKS
from cockpit.formulas.claims import claim
from cockpit.issue import Line, Pane, ProposalKind, Severity, Subject, proposal
from cockpit.marks import Mark, Marks, Snoozed
from cockpit.picture import CheckNote, EvidenceRow, Issue, Picture, Suppressed
from cockpit.proposals.bulk_sheet import COLUMNS, SHEET
from cockpit.proposals.csv_file import as_csv
from cockpit.proposals.lists import COLUMNS as LISTS
from cockpit.proposals.lists import ProposalList, Telling, lists
from cockpit.proposals.offers import Offer, offers
from cockpit.proposals.workbook import as_xlsx
from cockpit.report_file import ReportFile
from cockpit.text import Language, Words
from cockpit.view.proposals import proposal_facts
from cockpit.view.speech import Speech

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOSTILE = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "  =1+1", "\x1b[31mred", "台灯 = 好")


def issue(check: str = "A-03", **more: Any) -> Issue:
    """An issue about a campaign, with a line and a row."""
    made = Issue(
        f"f-{check}", 142, check, Severity.WARNING, Pane.NOON, "default", "US", Subject("campaign", "C"),
        Words("35 clicks, no order", "35 次点击无订单"), Words("", ""), "open", NOW - DAY, NOW,
        lines=(Line("internal", 0.05, crossed=True, source="config.toml:12", setting="ads.negative_p", unit="rate"),),
        rows=(EvidenceRow("US/terms.csv", 7, ()),), rows_total=1,
    )  # fmt: skip
    return replace(made, **more)


def offer(kind: ProposalKind, approval: Approval = "not_needed", **values: Any) -> Offer:
    """A proposal of that issue."""
    return Offer(issue(), proposal(kind, **values), approval)


def telling(language: Language = "en", limits: Limits | None = None) -> Telling:
    """A picture with the reports that the rows stand in."""
    files = (
        ReportFile("US/terms.csv", "sp-search-terms", "default", "US", period_start=date(2026, 10, 24),
                   period_end=date(2026, 11, 23), as_of=NOW, status="fresh"),
        ReportFile("US/bulk.xlsx", "ads-bulk", "default", "US", as_of=NOW + DAY, status="fresh"),
        ReportFile("DE/bulk.xlsx", "ads-bulk", "default", "DE", as_of=NOW, status="fresh"),
    )  # fmt: skip
    rules = (CheckNote("A-03", Words("Negative proposal", "否定建议"), Pane.NOON, ""),)
    picture = Picture(1, NOW, "shop", ("US",), (), (), files, (), rules)
    return Telling(picture, limits or Limits(), Speech(language, ZoneInfo("Asia/Shanghai")))


def one_list(*of: Offer) -> ProposalList:
    """Their one file."""
    (found,) = lists(of)
    return found


def csv_rows(*of: Offer, language: Language = "en", limits: Limits | None = None) -> list[dict[str, str]]:
    """The rows of their CSV, without what is empty."""
    text = as_csv(one_list(*of), telling(language, limits)).decode("utf-8-sig")
    found = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: cell for name, cell in row.items() if cell} for row in found]


def sheets(*of: Offer, language: Language = "en", limits: Limits | None = None) -> list[Any]:
    """The sheets of their workbook."""
    return list(load_workbook(io.BytesIO(as_xlsx(one_list(*of), telling(language, limits)))).worksheets)


def sheet_row(sheet: Any, number: int = 2) -> Mapping[str, Any]:
    """One row under the names of the first, without what is empty."""
    names, row = next(sheet.iter_rows(values_only=True)), next(sheet.iter_rows(number, number, values_only=True))
    return {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}


IDS: dict[str, Any] = {
    "campaign": "C",
    "campaign_id": "187177151571794",
    "ad_group": "G",
    "ad_group_id": "263131790931163",
}
NAMES = {
    "Product": "Sponsored Products", "Campaign ID": IDS["campaign_id"], "Ad Group ID": IDS["ad_group_id"],
    "Campaign Name (Informational only)": "C", "Ad Group Name (Informational only)": "G",
}  # fmt: skip


def test_two_checks_with_one_negative_keyword_make_one_row_that_names_both() -> None:
    """A second row of the same keyword is an error of the upload; another ad group or match type is another row."""
    values = {**IDS, "keyword": "cheap lamp", "match_type": "exact"}
    other = Offer(issue("A-09", number=143), proposal("negative", **values))
    rows = csv_rows(offer("negative", **values), other, offer("negative", **{**values, "match_type": "phrase"}))
    assert [row["Issue (Informational only)"] for row in rows] == ["#142 A-03; #143 A-09", "#142 A-03"]
    assert [row["Match Type"] for row in rows] == ["Negative Exact", "Negative Phrase"]
    assert rows[0]["Rows (Informational only)"] == "US/terms.csv:7"


def test_a_row_of_two_checks_waits_for_the_second_person_while_one_of_them_does() -> None:
    """Its operation stays empty: the console skips it."""
    values = {**IDS, "keyword": "cheap lamp", "match_type": "exact"}
    (row,) = csv_rows(offer("negative", **values), Offer(issue("A-09"), proposal("negative", **values), "requested"))
    assert "Operation" not in row
    assert row["Issue (Informational only)"] == "#142 A-03; #142 A-09"


# ── Amazon's bulk sheet ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_sheet_is_amazons_and_holds_nothing_of_ours() -> None:
    """It can be uploaded as it is: its name and its 46 columns are those of a real sheet."""
    first, second = sheets(offer("negative", **IDS, keyword="cheap lamp", match_type="exact"))
    assert first.title == SHEET == "Sponsored Products Campaigns"
    assert [cell.value for cell in first[1]] == list(COLUMNS)
    assert len(COLUMNS) == 46
    assert second.title == "Based on"


def test_a_negative_is_a_row_of_amazons_bulk_sheet() -> None:
    """Entity, operation and match type are Amazon's words; ids are texts with all their digits."""
    first, _ = sheets(offer("negative", **IDS, keyword="cheap lamp", match_type="exact"))
    assert sheet_row(first) == {
        **NAMES, "Entity": "Negative Keyword", "Operation": "Create", "State": "enabled", "Keyword Text": "cheap lamp",
        "Match Type": "Negative Exact",
    }  # fmt: skip


def test_a_harvested_term_is_a_new_keyword_with_its_bid() -> None:
    """It is created and enabled, with the bid as a number."""
    first, _ = sheets(offer("keyword", **IDS, keyword="lamp", match_type="exact", bid=Decimal("0.60")))
    assert sheet_row(first) == {
        **NAMES, "Entity": "Keyword", "Operation": "Create", "State": "enabled", "Keyword Text": "lamp",
        "Match Type": "Exact", "Bid": 0.6,
    }  # fmt: skip


def test_an_asin_is_negated_as_a_product_target() -> None:
    """Never as a keyword."""
    (row,) = csv_rows(offer("negative", **IDS, keyword="B0ZX100000", match_type="product"))
    assert row["Entity"] == "Negative Product Targeting"
    assert row["Product Targeting Expression"] == 'asin="B0ZX100000"'
    assert "Keyword Text" not in row


def test_a_bid_updates_the_keyword_by_its_id() -> None:
    """The id decides; no state is set, so that nothing paused is started."""
    (row,) = csv_rows(offer("bid", **IDS, keyword="lamp", keyword_id="77", match_type="broad", bid=Decimal("0.75")))
    assert (row["Entity"], row["Operation"], row["Keyword ID"], row["Bid"]) == ("Keyword", "Update", "77", "0.75")
    assert {"State", "Fill In (Informational only)"} & set(row) == set()


def test_a_bid_of_a_product_target_updates_the_target() -> None:
    """Its id stands in the column of targets."""
    (row,) = csv_rows(offer("bid", **IDS, keyword="B0ZX100000", keyword_id="78", match_type="product", bid=1))
    assert (row["Entity"], row["Product Targeting ID"]) == ("Product Targeting", "78")
    assert "Keyword ID" not in row


def test_a_budget_repeats_what_an_update_would_take_away() -> None:
    """Amazon takes a campaign out of its portfolio, and its end date away, when an update leaves them empty."""
    known: dict[str, Any] = {"campaign": "C", "campaign_id": "12", "portfolio_id": "34", "end_date": "20261231"}
    (row,) = csv_rows(offer("budget", **known, daily_budget=Decimal(60)))
    assert (row["Entity"], row["Operation"], row["Daily Budget"]) == ("Campaign", "Update", "60")
    assert (row["Portfolio ID"], row["End Date"]) == ("34", "20261231")
    assert {"Match Type", "Fill In (Informational only)"} & set(row) == set()


@pytest.mark.parametrize(
    ("made", "columns"),
    [
        (offer("negative", campaign="C", ad_group="G", keyword="x", match_type="exact"), "Campaign ID, Ad Group ID"),
        (offer("bid", campaign="C", ad_group="G", keyword="x", match_type="exact", bid=1), "Ad Group ID, Keyword ID"),
        (offer("bid", **IDS, keyword="B0ZX100000", match_type="product", bid=1), "Product Targeting ID"),
        (offer("budget", campaign="C", daily_budget=60), "Portfolio ID, End Date"),
    ],
)
def test_ids_that_no_bulk_sheet_tells_are_named_as_columns_to_fill(made: Offer, columns: str) -> None:
    """The row has the names, says which columns a person must fill in, and shades their cells."""
    (row,) = csv_rows(made)
    assert columns in row["Fill In (Informational only)"]
    assert row["Campaign Name (Informational only)"] == "C"
    first, second = sheets(made)
    shaded = {COLUMNS[cell.column - 1] for cell in first[2] if cell.fill.fgColor.rgb == "FFFFF2CC"}
    assert shaded >= set(columns.split(", "))
    assert any(columns in str(cell.value) for line in second.iter_rows() for cell in line)


@pytest.mark.parametrize(("approval", "word"), [("needed", "nobody"), ("requested", "asked"), ("expired", "lapsed")])
def test_without_its_second_person_a_row_is_one_that_amazon_skips(approval: Approval, word: str) -> None:
    """Its Operation is empty, and it says that somebody must agree first and what to write then."""
    made = offer("budget", approval, campaign="C", campaign_id="12", portfolio_id="", end_date="", daily_budget=60)
    (row,) = csv_rows(made)
    assert "Operation" not in row
    assert row["Second Person (Informational only)"].startswith("NEEDS a second person")
    assert word in row["Second Person (Informational only)"]
    assert "write Update" in row["Fill In (Informational only)"]
    first, _ = sheets(made)
    assert first["C2"].value is None
    assert first["C2"].fill.fgColor.rgb == "FFFCE4D6"


def test_with_its_second_person_a_row_is_ready() -> None:
    """An approved one has its operation and nothing to fill in."""
    made = offer("budget", "approved", campaign="C", campaign_id="12", portfolio_id="", end_date="", daily_budget=60)
    (row,) = csv_rows(made)
    assert row["Operation"] == "Update"
    assert "Fill In (Informational only)" not in row


def test_what_is_too_much_at_once_needs_a_second_person() -> None:
    """More rows, negatives or claims than the limit is told in each row and on the sheet; exactly so many is fine."""
    terms = [offer("negative", **IDS, keyword=f"t{n}", match_type="exact") for n in range(3)]
    limits = Limits(bulk_rows=2, negatives=2)
    row, *_ = csv_rows(*terms, limits=limits)
    assert row["Second Person (Informational only)"].startswith("not needed; 3 rows at once: an upload of more than 2")
    assert "3 negatives at once" in row["Second Person (Informational only)"]
    told = [line[1] for line in sheets(*terms, limits=limits)[1].iter_rows(values_only=True)]
    assert sum("at once" in str(cell) for cell in told) == 2
    row, *_ = csv_rows(*terms, limits=Limits(bulk_rows=3, negatives=3))
    assert row["Second Person (Informational only)"] == "not needed"


# ── The lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_purchase_list_has_supplier_quantity_date_and_cost() -> None:
    """The day is a day and the amounts are numbers; who orders first stands first."""
    late = offer("purchase", supplier="宁波永亮", sku="ZX-1", quantity=480, order_by=date(2026, 11, 30), carton_qty=24,
                 unit_cost=Decimal("2.3500"), cost=Decimal("1128.00"), currency="USD")  # fmt: skip
    soon = offer("purchase", supplier=None, sku="ZX-2", quantity=10, order_by=date(2026, 11, 25), carton_qty=None)
    first, _ = sheets(late, soon)
    assert sheet_row(first)["SKU"] == "ZX-2"
    row = sheet_row(first, 3)
    assert row["order by"] == datetime(2026, 11, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert (row["supplier"], row["quantity"], row["unit cost"], row["cost"]) == ("宁波永亮", 480, 2.35, 1128)
    assert csv_rows(late)[0]["unit cost"] == "2.35"


def test_a_claim_says_what_must_be_at_hand() -> None:
    """Ids, units, amount and the end of the window, and the evidence in the reader's language; soonest end first."""
    whole: dict[str, Any] = {
        "quantity": 1,
        "amount": Decimal("6.04"),
        "currency": "USD",
        "reason": "lost",
        "from": date(2026, 11, 6),
    }
    later = offer("claim", sku="ZX-1", fnsku="X001", until=date(2026, 12, 9), **whole)
    soon = offer("claim", order_id="111-1", sku="ZX-2", until=date(2026, 12, 6), **whole)
    open_ended = offer("claim", settlement_id="28981626067", amount=Decimal("2.00"), currency="USD", reason="twice")
    attached = replace(soon, proposal=replace(soon.proposal, attach=Words("an invoice", "采购发票")))
    first, _ = sheets(open_ended, later, attached, language="zh")
    rows = [sheet_row(first, number) for number in (2, 3, 4)]
    assert [row.get("订单") or row.get("FNSKU") or row.get("结算") for row in rows] == ["111-1", "X001", "28981626067"]
    assert rows[0]["所需证据"] == "采购发票"
    assert (rows[0]["金额"], rows[0]["索赔截止"]) == (6.04, datetime(2026, 12, 6))  # noqa: DTZ001


def test_the_reason_of_a_claim_is_told_in_the_readers_language() -> None:
    """In the list and in the detail; what a program reads is English in both."""
    (made,) = claim(Decimal(2), "USD", Words("charged twice", "重复扣费"), sku="ZX-1")
    assert dict(made.values)["reason"] == "charged twice"
    told = {language: csv_rows(Offer(issue(), made), language=language)[0] for language in ("en", "zh")}
    assert (told["en"]["reason"], told["zh"]["索赔原因"]) == ("charged twice", "重复扣费")
    facts = proposal_facts(issue(proposals=(made,)), Speech("zh", ZoneInfo("Asia/Shanghai")))
    assert "重复扣费" in "".join(span.text for span in facts[0].spans)


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_apostrophe_that_we_put_before_a_keyword_is_said(mark: str, language: Language) -> None:
    """It would be uploaded as part of the keyword; a row without one says nothing."""
    odd, plain = (offer("negative", **IDS, keyword=word, match_type="exact") for word in (f"{mark}lamp", "lamp"))
    first, second = sheets(odd, plain, language=language)
    assert [sheet_row(first, at)["Keyword Text"] for at in (2, 3)] == [f"'{mark}lamp", "lamp"]
    said = (
        "Keyword Text 的文本前加了一个撇号" if language == "zh" else "apostrophe stands before the text of Keyword Text"
    )
    assert sum(said in str(cell) for line in second.iter_rows(values_only=True) for cell in line) == 1
    notes = [row.get("Fill In (Informational only)", "") for row in csv_rows(odd, plain, language=language)]
    assert [said in note for note in notes] == [True, False]


def test_a_list_says_of_its_rows_where_an_apostrophe_is_ours() -> None:
    """A SKU may begin with a minus; where none does there is no such column."""
    odd, plain = (offer("removal", sku=sku, quantity=1) for sku in ("-ZX-1", "ZX-2"))
    told = [row.get("note", "") for row in csv_rows(odd, plain)]
    assert ["of SKU, so that no spreadsheet runs it" in note for note in told] == [True, False]
    assert "note" not in csv_rows(plain)[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_columns_of_a_list_have_one_name(language: Language) -> None:
    """The second would take the place of the first."""
    say = Speech(language, ZoneInfo("Asia/Shanghai")).say
    basis = ("approval", "board", "store", "marketplace", "issue", "why", "rows", "settings", "as_of", "note", "attach")
    for names in LISTS.values():
        told = [say(f"proposal.{name}") for name in names] + [say(f"proposal.basis.{name}") for name in basis]
        assert len(set(told)) == len(told)


def test_a_removal_that_waits_for_a_second_person_says_so() -> None:
    """In its row, and on the sheet that says what the rows are based on."""
    made = offer("removal", "needed", sku="ZX-1", fnsku="X001", quantity=12, saving=Decimal("8.62"), currency="USD")
    first, second = sheets(made)
    row = sheet_row(first)
    assert row["second person"] == "NEEDS a second person: nobody has agreed"
    assert (row["SKU"], row["FNSKU"], row["quantity"], row["saving"]) == ("ZX-1", "X001", 12, 8.62)
    assert "must not be carried out yet: 1" in str(
        [cell for line in second.iter_rows(values_only=True) for cell in line]
    )


def test_every_row_says_what_it_is_based_on() -> None:
    """Issue, sentence, rows, settings with their place, and the moment of the data."""
    (row,) = csv_rows(offer("removal", sku="ZX-1", quantity=1))
    assert row["issue"] == "#142 A-03"
    assert row["why"] == "35 clicks, no order"
    assert row["based on"] == "US/terms.csv:7"
    assert row["lines and settings"] == "ads.negative_p internal target 5% crossed · config.toml:12"
    assert row["data as of"] == "2026-11-24 10:00 +0800"


def test_the_second_sheet_names_reports_checks_and_workspace() -> None:
    """The reports that the rows stand in, of ads the bulk sheet of that place too; never that of another place."""
    _, second = sheets(offer("budget", campaign="C", campaign_id="12", daily_budget=60))
    lines = [[cell for cell in line if cell is not None] for line in second.iter_rows(values_only=True)]
    assert ["workspace", "shop"] in lines
    assert ["data as of", "2026-11-24 10:00 +0800"] in lines
    assert ["A-03", "Negative proposal"] in lines
    assert ["US/terms.csv", "sp-search-terms", "2026-10-24 – 2026-11-23", "fresh"] in lines
    assert ["US/bulk.xlsx", "ads-bulk", "2026-11-24 10:00 +0800", "fresh"] in lines
    assert "DE/bulk.xlsx" not in str(lines)


def test_what_an_own_check_adds_stands_behind_the_known_columns() -> None:
    """A value without a word keeps its own name."""
    (row,) = csv_rows(offer("purchase", sku="ZX-1", quantity=1, forwarder="海运"))
    assert row["forwarder"] == "海运"


# ── Nothing runs, nothing differs ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["negative", "purchase", "claim", "removal"])
@pytest.mark.parametrize("bad", HOSTILE)
def test_no_cell_runs_and_none_speaks_to_a_terminal(kind: ProposalKind, bad: str) -> None:
    """Whatever a report holds is a text in the workbook and in the CSV, and no control character is left in it."""
    what = issue(title=Words(bad, bad), rows=(EvidenceRow(bad, 1, ()),), marketplace="US")
    values: dict[str, Any] = {
        "campaign": bad,
        "ad_group": bad,
        "keyword": bad,
        "match_type": "exact",
        "sku": bad,
        "supplier": bad,
    }
    made = Offer(what, proposal(kind, **values, reason=bad))
    for sheet in sheets(made):
        for cell in (cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)):
            assert cell.data_type == "s"
            assert not cell.value.lstrip().startswith(FORMULA_MARKS)
            assert "\x1b" not in cell.value
    text = as_csv(one_list(made), telling()).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.lstrip().startswith(FORMULA_MARKS) for cell in row)
    assert "\x1b" not in text


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    """A workbook's cell holds 32,767 characters; a longer one would be left out whole."""
    first, _ = sheets(offer("purchase", sku="长" * 40_000, quantity=1))
    assert sheet_row(first)["SKU"] == "长" * 32_000


def test_equal_proposals_give_equal_bytes_in_whatever_order_they_come() -> None:
    """Two runs of one day can be compared."""
    of = [offer("negative", **IDS, keyword=f"t{n}", match_type="exact") for n in range(4)]
    for make in (as_csv, as_xlsx):
        assert make(one_list(*of), telling()) == make(one_list(*reversed(of)), telling())


def test_two_stores_never_share_a_file() -> None:
    """Not even when their names differ only in what a file name cannot hold, which never leads out of the folder."""
    stores = [Offer(issue(store=store), proposal("claim", sku="ZX-1")) for store in ("default", "../../a", "a")]
    assert [one.name for one in lists(stores)] == ["claim-US", "claim-a-US", "claim-a-US-2"]
    assert [one.offers[0].issue.store for one in lists(stores)] == ["default", "../../a", "a"]


def test_ads_of_a_place_share_a_bulk_sheet() -> None:
    """Bids, budgets, negatives and keywords are one upload."""
    of = [offer(kind, **IDS, keyword="x") for kind in ("negative", "bid", "budget", "keyword")]
    assert [(one.name, len(one.offers)) for one in lists(of)] == [("ads-bulk-US", 4)]


# ── What is proposed at all ──────────────────────────────────────────────────────────────────────────────────────────

BID = proposal("bid", campaign="C", bid=Decimal("0.55"))


def offered(one: Issue, *actions: Action, marks: Marks | None = None) -> list[Offer]:
    """What is proposed of an issue, beside a board and marks."""
    return offers([one], telling().picture, marks or Marks(), Seen(actions), NOW)


def bid(after: str, **more: Any) -> Action:
    """A bid on the board, asked for an hour ago."""
    asked = Word("li", 1000, NOW - timedelta(hours=1), "", "w1")
    made = Action("b1", "bid", "US", "default", Subject("campaign", "C"), "A-03", "0.40", after, "", asked,
                  proposed=True)  # fmt: skip
    return replace(made, **more)


AGREED = {"approved": Word("wang", 1001, NOW - timedelta(minutes=5), "", "w2")}


@pytest.mark.parametrize("after", ["0.55", "0.55 USD", "0,55"])
def test_an_approval_of_this_very_value_counts(after: str) -> None:
    """Whatever way it was written."""
    one = issue(needs_approval=True, proposals=(BID,))
    assert [offer.approval for offer in offered(one, bid(after, **AGREED))] == ["approved"]


@pytest.mark.parametrize("after", ["0.60", "", "lower"])
def test_an_approval_of_another_value_is_none(after: str) -> None:
    """The proposal has moved since, or nobody can say what was agreed: somebody must agree again (domain §10.1)."""
    one = issue(needs_approval=True, proposals=(BID,))
    (found,) = offered(one, bid(after, **AGREED))
    assert (found.approval, found.waits) == ("needed", True)


def test_what_was_refused_is_not_proposed_again() -> None:
    """The second person has said no."""
    refused = Word("wang", 1001, NOW - timedelta(minutes=5), "no", "w2")
    assert offered(issue(needs_approval=True, proposals=(BID,)), bid("0.55", refused=refused)) == []


def test_what_was_done_already_says_by_whom() -> None:
    """Ordering twice costs money: the row names who did it, and when; what was done before the issue came does not."""
    made = issue(proposals=(proposal("purchase", sku="ZX-1", quantity=10),))
    done = bid("10", done=Word("mei", 1001, NOW - timedelta(minutes=2), "", "w3"))
    (found,) = offered(made, done)
    assert csv_rows(found)[0]["done already"] == "done 2026-11-24 09:58 by mei (b1)"
    (found,) = offered(made, replace(done, done=Word("mei", 1001, NOW - 3 * DAY, "", "w3")))
    assert found.done is None


def test_what_is_put_off_or_kept_quiet_is_not_proposed() -> None:
    """A snooze, a rule of config.toml, and an issue that is gone or cannot be seen now: nobody is to act on it."""
    one = issue(proposals=(BID,))
    snoozed = Marks({one.fingerprint: Mark(snoozed=Snoozed("li", NOW, NOW + DAY, "", Severity.WARNING))})
    assert offered(one)
    assert offered(one, marks=snoozed) == []
    for quiet in (
        replace(one, suppressed=Suppressed("known", NOW + DAY, "", "config.toml:12")),
        replace(one, state="resolved"),
        replace(one, state="unsure"),
    ):
        assert offered(quiet) == []

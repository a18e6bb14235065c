"""Everything a check may import besides polars. Names are added here, never removed."""

from cockpit.amount import named_amount
from cockpit.check import Check, Context, Finding, NoSettings, NotJudged, RecordedAction, Say, check
from cockpit.clock import add_operating, elapsed, nth_operating_day_after, operating, zone_of
from cockpit.formulas.account_rates import Measure, RateMetric, current_typed, typed_rows
from cockpit.formulas.account_rates import lapsed as lapsed_rates
from cockpit.formulas.account_rates import reported as reported_rates
from cockpit.formulas.account_rates import typed as typed_rates
from cockpit.formulas.acos_target import AcosSettings, AcosTarget, SkuAds, acos_target, sku_ads
from cockpit.formulas.ad_cause import AdLines, ad_causes
from cockpit.formulas.ad_lag import CarriedOut, carried_out, median_lag
from cockpit.formulas.ad_rows import CAMPAIGN, TERM, AdRows, ad_rows, best_of, rows_in, sum_by, sums_in
from cockpit.formulas.ad_skus import with_skus
from cockpit.formulas.ad_spend import OTHER_ADS, AdSpend, ad_spend, days_told
from cockpit.formulas.ad_words import immature, window_note
from cockpit.formulas.ads_bulk import ADS_BULK, AdsBulk, ads_bulk
from cockpit.formulas.advertised import ADVERTISED, advertised
from cockpit.formulas.aged_stock import AGED_COLUMNS, aged_stock, is_late
from cockpit.formulas.arrivals import INBOUND, arrivals, in_time
from cockpit.formulas.asin_skus import asin_skus
from cockpit.formulas.auto_campaigns import auto_campaigns, auto_terms, wasted
from cockpit.formulas.budgets import BudgetUse, budget_use
from cockpit.formulas.buyable_skus import buyable_skus
from cockpit.formulas.buyers_messages import buyers_messages
from cockpit.formulas.campaign_losses import CAMPAIGN_LISTS, CampaignLosses, LossSettings, campaign_losses
from cockpit.formulas.campaign_shares import SPEND_REPORTS, shares_by_reports
from cockpit.formulas.campaign_states import state_of
from cockpit.formulas.cause_tree import Cause, first_found
from cockpit.formulas.charge_month import charge_month
from cockpit.formulas.claim_windows import CLOSED as CLAIM_CLOSED
from cockpit.formulas.claim_windows import RULES as CLAIM_RULES
from cockpit.formulas.claim_windows import ClaimWindow, claim_window, expired_tag, standing, with_windows
from cockpit.formulas.claims import bulk_claim, claim, in_coins
from cockpit.formulas.click_rates import median_rate
from cockpit.formulas.complexity import COMPLEXITY_REPORTS, Complexity, complexity
from cockpit.formulas.confirmed_late import confirmed_late
from cockpit.formulas.core_skus import CORE_REPORTS, core_skus
from cockpit.formulas.cover import CoverSettings, cover
from cockpit.formulas.dated import in_force, steps
from cockpit.formulas.exact_value import exact_value
from cockpit.formulas.fba_refunds import FBA_RETURNS, RETURN_SHOWN, fba_refunds, not_returned
from cockpit.formulas.featured_offer import featured_shares
from cockpit.formulas.fee_periods import same_band, same_season, same_table
from cockpit.formulas.feedback_answers import FeedbackAnswers, feedback_answers
from cockpit.formulas.fnskus import fnskus
from cockpit.formulas.fulfilment_fees import fee_lines, fulfilment_fees, shipped_lines
from cockpit.formulas.harvest_terms import Keyworded, keyworded, selling_terms
from cockpit.formulas.inbound_receipts import RECEIPT_SHOWN, by_shipment, inbound_rows
from cockpit.formulas.incidents import (
    NOTIFICATIONS,
    SHIPPED,
    all_incidents,
    answer_by,
    incidents,
    lacking,
    listing_then,
    notification_rows,
)
from cockpit.formulas.incidents import pack as evidence_pack
from cockpit.formulas.keyword_bids import changed_since, keyword_sums, logged_since, next_bid, with_bids
from cockpit.formulas.ledger_losses import LEDGER, LEDGER_SHOWN, Loss, LossEvent, ledger_events, open_losses, paid_for
from cockpit.formulas.line_marks import line_marks
from cockpit.formulas.listing_baseline import (
    CONTENT_IMAGES,
    CONTENT_REPORTS,
    baselines,
    content_changes,
    core_products,
    pairs_at,
)
from cockpit.formulas.listing_baseline import Pair as ContentPair
from cockpit.formulas.listing_brands import BRAND_REPORTS, brands, known_brands, with_brand
from cockpit.formulas.listing_fields import (
    ASIN_SKU,
    LISTING_FIELDS,
    LISTING_REPORTS,
    Snapshot,
)
from cockpit.formulas.listing_fields import Change as ListingChange
from cockpit.formulas.listing_fields import at_moment as listing_at
from cockpit.formulas.listing_fields import changes as listing_changes
from cockpit.formulas.listing_fields import is_newer as listing_is_newer
from cockpit.formulas.listing_fields import newest as newest_listing
from cockpit.formulas.listing_fields import of_products as listing_of
from cockpit.formulas.listing_fields import snapshots as listing_snapshots
from cockpit.formulas.listing_text import brands_in, words_in
from cockpit.formulas.master_rows import master_rows
from cockpit.formulas.mature import Days, days_before, mature_days, mature_window
from cockpit.formulas.measures import MEASURES, measure_changes
from cockpit.formulas.merchant_orders import OrderWindow, merchant_orders
from cockpit.formulas.month_days import clear_by, last_chance, next_day, quarter_end
from cockpit.formulas.new_problems import new_problems
from cockpit.formulas.none_judged import none_judged
from cockpit.formulas.offer_shares import offer_shares, shares_before, tables_of_week
from cockpit.formulas.open_orders import OpenOrder, OpenOrders
from cockpit.formulas.ops_hours import OpsHours, measured_hours, typed_hours
from cockpit.formulas.ordered_sales import SALES_REPORTS, OrderedSales, ordered_sales
from cockpit.formulas.own_actions import own_actions, said_change
from cockpit.formulas.page_causes import PageLines, page_causes
from cockpit.formulas.page_texts import TEXT_REPORTS, PageText, PageTexts, asked_words, page_texts
from cockpit.formulas.parcels import CONFIRMATIONS, parcels
from cockpit.formulas.patrol_pages import OWN_REPORTS, PATROL, Pages, pages, week_ago
from cockpit.formulas.price_actions import AGREED, APPROVAL, explains, in_event, over_price_limit, price_actions
from cockpit.formulas.protected_terms import fold_term, guard, is_protected, protected_terms
from cockpit.formulas.rate_finding import RateRule, in_stale_report, lapsed_part, not_there, say_rate
from cockpit.formulas.rates import Limit, Rate, RateVerdict, TypedShare, exact, headroom, judge_rate
from cockpit.formulas.receipts import How, Match, Payout, Receipt
from cockpit.formulas.receipts import matches as match_receipts
from cockpit.formulas.recent_typed import none_typed, recent_typed
from cockpit.formulas.reference_rates import ReferenceSettings, expected_rates, reference_rates
from cockpit.formulas.refund_limit import over_refund_limit
from cockpit.formulas.refunds import refund_events, refund_lines, refunded_lines, sale_lines
from cockpit.formulas.reimbursed import REIMBURSEMENT_SHOWN, REIMBURSEMENTS, reimbursements
from cockpit.formulas.reimbursed import of_orders as reimbursed_of_orders
from cockpit.formulas.report_finding import EXPORT_AGAIN, UNRECOGNISED, FileRow, file_rows, report_finding
from cockpit.formulas.rows_by_key import dicts_by_key, rows_by_key
from cockpit.formulas.search_terms import TermFaults, counted_bytes, term_faults
from cockpit.formulas.sellable_days import SELLABLE_REPORTS, Sellable, sold_out_days
from cockpit.formulas.sellable_units_days import sellable_units_days
from cockpit.formulas.settlement_lines import (
    LINE_SHOWN,
    SETTLEMENT,
    folded,
    settlement_day,
    settlements,
    settlements_in,
    with_currency,
)
from cockpit.formulas.settlement_lines import named as named_lines
from cockpit.formulas.spoken_time import both_clocks
from cockpit.formulas.stock_causes import stock_causes
from cockpit.formulas.stock_cover import stock_cover
from cockpit.formulas.stock_levels import snapshot_day
from cockpit.formulas.stock_now import STOCK_EXTRAS, STOCK_REPORTS, is_ended, stock_now, stock_rows
from cockpit.formulas.stock_out_events import snapshot_days
from cockpit.formulas.stock_words import expedite, no_sales, not_judged, stock_notes, stock_tags
from cockpit.formulas.storage_charges import REPORT_SHOWN, STORAGE, charged_in, storage_lines, storage_report
from cockpit.formulas.system_errors import Errors, error_text, rejected_uploads, system_errors
from cockpit.formulas.system_errors import moment as error_moment
from cockpit.formulas.team_month import Month, team_month
from cockpit.formulas.team_settings import TeamSettings
from cockpit.formulas.team_signals import HIRE, SIGNAL_REPORTS, signals, stock_outs, too_long
from cockpit.formulas.title_rule import SINCE as TITLE_RULE_SINCE
from cockpit.formulas.title_rule import TitleFaults, title_faults
from cockpit.formulas.too_old import too_old
from cockpit.formulas.tracking_numbers import standings
from cockpit.formulas.unit_costs import buying, cost_of, home_currency, unit_costs
from cockpit.formulas.unknown_skus import SKU_COLUMNS, damaged_twins, unknown_skus
from cockpit.formulas.unread_cells import unread_cells
from cockpit.formulas.unsellable import UNSELLABLE_REPORTS, Unsellable, unsellable
from cockpit.formulas.utilization import snapshots_of, utilization
from cockpit.formulas.velocity import VelocitySettings, velocity
from cockpit.formulas.week_units import WeekUnits, placed_on, week_units
from cockpit.formulas.zero_orders import chance_of_no_order, chance_of_so_few, clicks_needed
from cockpit.incident_facts import Incident
from cockpit.incident_facts import Item as IncidentItem
from cockpit.issue import Figure, Line, Money, Pane, Proposal, Severity, Subject, Tag, Verdict, proposal
from cockpit.problem_text import hint as problem_hint
from cockpit.problem_text import sentence as problem_sentence
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.setting_note import group, setting
from cockpit.settings import Event
from cockpit.signed import PaneTime, StepRecord
from cockpit.tables import FILE, ROW, Table, whole_files
from cockpit.text import Words, day, lasted, moment, money, number, percent, same, span

__all__ = [
    "ADS_BULK", "ADVERTISED", "AGED_COLUMNS", "AGREED", "APPROVAL", "ASIN_SKU", "BRAND_REPORTS", "CAMPAIGN",
    "CAMPAIGN_LISTS", "CLAIM_CLOSED", "CLAIM_RULES", "COMPLEXITY_REPORTS", "CONFIRMATIONS", "CONTENT_IMAGES",
    "CONTENT_REPORTS", "CORE_REPORTS", "EXPORT_AGAIN", "FBA_RETURNS", "FILE", "HIRE", "INBOUND", "LEDGER",
    "LEDGER_SHOWN", "LINE_SHOWN", "LISTING_FIELDS", "LISTING_REPORTS", "MEASURES", "NOTIFICATIONS", "OTHER_ADS",
    "OWN_REPORTS", "PATROL", "RECEIPT_SHOWN", "REIMBURSEMENTS", "REIMBURSEMENT_SHOWN", "REPORT_SHOWN", "RETURN_SHOWN",
    "ROW", "SALES_REPORTS", "SELLABLE_REPORTS", "SETTLEMENT", "SHIPPED", "SIGNAL_REPORTS", "SKU_COLUMNS",
    "SPEND_REPORTS", "STOCK_EXTRAS", "STOCK_REPORTS", "STORAGE", "TERM", "TEXT_REPORTS", "TITLE_RULE_SINCE",
    "UNRECOGNISED", "UNSELLABLE_REPORTS", "AcosSettings", "AcosTarget", "AdLines", "AdRows", "AdSpend", "AdsBulk",
    "BudgetUse", "CampaignLosses", "CarriedOut", "Cause", "Check", "ClaimWindow", "Complexity", "ContentPair",
    "Context", "CoverSettings", "Days", "Errors", "Event", "FeedbackAnswers", "Figure", "FileRow", "Finding", "How",
    "Incident", "IncidentItem", "Keyworded", "Limit", "Line", "ListingChange", "Loss", "LossEvent", "LossSettings",
    "Match", "Measure", "Money", "Month", "NoSettings", "NotJudged", "OpenOrder", "OpenOrders", "OpsHours",
    "OrderWindow", "OrderedSales", "PageLines", "PageText", "PageTexts", "Pages", "Pane", "PaneTime", "Payout",
    "Problem", "Proposal", "Rate", "RateMetric", "RateRule", "RateVerdict", "Receipt", "RecordedAction",
    "ReferenceSettings", "ReportFile", "Say", "Sellable", "Severity", "SkuAds", "Snapshot", "StepRecord", "Subject",
    "Table", "Tag", "TeamSettings", "TermFaults", "TitleFaults", "TypedShare", "Unsellable", "VelocitySettings",
    "Verdict", "WeekUnits", "Words", "acos_target", "ad_causes", "ad_rows", "ad_spend", "add_operating", "ads_bulk",
    "advertised", "aged_stock", "all_incidents", "answer_by", "arrivals", "asin_skus", "asked_words", "auto_campaigns",
    "auto_terms", "baselines", "best_of", "both_clocks", "brands", "brands_in", "budget_use", "bulk_claim",
    "buyable_skus", "buyers_messages", "buying", "by_shipment", "campaign_losses", "carried_out", "chance_of_no_order",
    "chance_of_so_few", "changed_since", "charge_month", "charged_in", "check", "claim", "claim_window", "clear_by",
    "clicks_needed", "complexity", "confirmed_late", "content_changes", "core_products", "core_skus", "cost_of",
    "counted_bytes", "cover", "current_typed", "damaged_twins", "day", "days_before", "days_told", "dicts_by_key",
    "elapsed", "error_moment", "error_text", "evidence_pack", "exact", "exact_value", "expected_rates", "expedite",
    "expired_tag", "explains", "fba_refunds", "featured_shares", "fee_lines", "feedback_answers", "file_rows",
    "first_found", "fnskus", "fold_term", "folded", "fulfilment_fees", "group", "guard", "headroom", "home_currency",
    "immature", "in_coins", "in_event", "in_force", "in_stale_report", "in_time", "inbound_rows", "incidents",
    "is_ended", "is_late", "is_protected", "judge_rate", "keyword_sums", "keyworded", "known_brands", "lacking",
    "lapsed_part", "lapsed_rates", "last_chance", "lasted", "ledger_events", "line_marks", "listing_at",
    "listing_changes", "listing_is_newer", "listing_of", "listing_snapshots", "listing_then", "logged_since",
    "master_rows", "match_receipts", "mature_days", "mature_window", "measure_changes", "measured_hours", "median_lag",
    "median_rate", "merchant_orders", "moment", "money", "named_amount", "named_lines", "new_problems",
    "newest_listing", "next_bid", "next_day", "no_sales", "none_judged", "none_typed", "not_judged", "not_returned",
    "not_there", "notification_rows", "nth_operating_day_after", "number", "offer_shares", "open_losses", "operating",
    "ordered_sales", "over_price_limit", "over_refund_limit", "own_actions", "page_causes", "page_texts", "pages",
    "paid_for", "pairs_at", "parcels", "percent", "placed_on", "price_actions", "problem_hint", "problem_sentence",
    "proposal", "protected_terms", "quarter_end", "recent_typed", "reference_rates", "refund_events", "refund_lines",
    "refunded_lines", "reimbursed_of_orders", "reimbursements", "rejected_uploads", "report_finding", "reported_rates",
    "rows_by_key", "rows_in", "said_change", "sale_lines", "same", "same_band", "same_season", "same_table", "say_rate",
    "sellable_units_days", "selling_terms", "setting", "settlement_day", "settlements", "settlements_in",
    "shares_before", "shares_by_reports", "shipped_lines", "signals", "sku_ads", "snapshot_day", "snapshot_days",
    "snapshots_of", "sold_out_days", "span", "standing", "standings", "state_of", "steps", "stock_causes",
    "stock_cover", "stock_notes", "stock_now", "stock_outs", "stock_rows", "stock_tags", "storage_lines",
    "storage_report", "sum_by", "sums_in", "system_errors", "tables_of_week", "team_month", "term_faults",
    "title_faults", "too_long", "too_old", "typed_hours", "typed_rates", "typed_rows", "unit_costs", "unknown_skus",
    "unread_cells", "unsellable", "utilization", "velocity", "wasted", "week_ago", "week_units", "whole_files",
    "window_note", "with_bids", "with_brand", "with_currency", "with_skus", "with_windows", "words_in", "zone_of",
]  # fmt: skip

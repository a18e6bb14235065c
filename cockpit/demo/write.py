"""Making the demo workspace: the world, the situations in it, and the files that tell of both."""

from datetime import datetime
from pathlib import Path

from cockpit.clock import Clock
from cockpit.demo.campaigns import launch_campaigns, run_ads
from cockpit.demo.catalogue import stock_the_shelves
from cockpit.demo.expected import Expected, Plan
from cockpit.demo.files.ads_bulk import write_ads_bulk
from cockpit.demo.files.all_listings import write_all_listings
from cockpit.demo.files.all_orders import write_all_orders
from cockpit.demo.files.bank_receipts import write_bank_receipts
from cockpit.demo.files.business_daily import write_business_daily
from cockpit.demo.files.business_report import write_business_report
from cockpit.demo.files.campaigns import write_campaigns
from cockpit.demo.files.checklist import write_checklists
from cockpit.demo.files.claims import put_chargebacks, put_claims, write_returns
from cockpit.demo.files.confirmations import put_confirmations
from cockpit.demo.files.customers import put_messages, write_feedback
from cockpit.demo.files.fba_inventory import write_fba_inventory
from cockpit.demo.files.fee_preview import write_fee_previews
from cockpit.demo.files.folder import Folder
from cockpit.demo.files.health import write_manual_metrics, write_seller_performance
from cockpit.demo.files.inbound_problems import write_inbound_problems
from cockpit.demo.files.inbound_shipments import put_shipments
from cockpit.demo.files.inventory_planning import write_inventory_planning
from cockpit.demo.files.journal import write_journal
from cockpit.demo.files.notifications import put_notifications
from cockpit.demo.files.owed import write_owed
from cockpit.demo.files.patrol import put_patrol
from cockpit.demo.files.search_terms import write_search_terms
from cockpit.demo.files.settlement import write_settlements
from cockpit.demo.files.sku_master import write_sku_master
from cockpit.demo.files.storage_fees import write_storage_fees
from cockpit.demo.files.stranded import write_stranded
from cockpit.demo.files.unshipped_orders import write_unshipped_orders
from cockpit.demo.manifest import MANIFEST, forget_earlier, manifest
from cockpit.demo.moments import Moments
from cockpit.demo.orders import take_orders
from cockpit.demo.settings_text import OWN_CHECK, config_text
from cockpit.demo.settlements import settle
from cockpit.demo.shop import PLACES, Shop
from cockpit.demo.situations.ads import plant_ads
from cockpit.demo.situations.ads_more import plant_more_ads
from cockpit.demo.situations.board import plant_board
from cockpit.demo.situations.breaks import plant_breaks
from cockpit.demo.situations.charged_storage import plant_charged_storage
from cockpit.demo.situations.claims import plant_atoz, plant_chargebacks, plant_returns
from cockpit.demo.situations.content import plant_content
from cockpit.demo.situations.customers import plant_feedback, plant_messages
from cockpit.demo.situations.data import plant_data
from cockpit.demo.situations.fees import plant_fees
from cockpit.demo.situations.finance import plant_settlements
from cockpit.demo.situations.fulfilment import plant_fulfilment
from cockpit.demo.situations.health import plant_health
from cockpit.demo.situations.inbound import plant_shipments
from cockpit.demo.situations.incidents import plant_incidents
from cockpit.demo.situations.listing import plant_listing
from cockpit.demo.situations.owed import plant_owed
from cockpit.demo.situations.parcels import ship
from cockpit.demo.situations.patrol import patrol
from cockpit.demo.situations.stock import plant_stock
from cockpit.demo.situations.storage import plant_inbound, plant_storage, plant_stranded
from cockpit.demo.situations.team import plant_checklist, plant_team, plant_unknown_sku
from cockpit.demo.stock import fill_warehouses
from cockpit.demo.strays import leave_strays

SEED = 7


def write_demo(folder: Path, now: datetime, seed: int = SEED) -> Expected:
    """Write the demo workspace into a folder: equal bytes and file times for an equal `now` and seed.

    Args:
        folder: made when it is not there. The files of an earlier demo in it go.
        now: the moment the demo is about, with a zone. Everything in it stands relative to that moment.
        seed: another one gives other products, buyers and numbers, with the same situations.

    Returns:
        What was planted: the issues that the checks must raise, and the near-misses that they must not.
    """
    forget_earlier(folder)
    plan, files = Plan(), Folder(folder)
    shops = build_shops(now, seed, plan)
    for shop in shops:
        _write_reports(shop, files, plan)
    _write_common(shops, files, plan)
    leave_strays(shops, files, plan)
    write_checklists(plant_checklist(Clock(now), plan), files)
    write_journal(plant_board(shops, plan), Clock(now).team_zone, files)
    _write_workspace(shops, files)
    return plan.expected()


def build_shops(now: datetime, seed: int, plan: Plan) -> list[Shop]:
    """The seller's three marketplaces, with the situations that change goods, stock, campaigns and orders."""
    clock = Clock(now)
    shops = [Shop(place, Moments(clock, place.marketplace), seed) for place in PLACES]
    for shop in shops:
        stock_the_shelves(shop)
        fill_warehouses(shop)
        launch_campaigns(shop)
        plant_listing(shop, plan)
        plant_stock(shop, plan)
        plant_ads(shop, plan)
        plant_more_ads(shop, plan)
        plant_storage(shop, plan)
        plant_content(shop, plan)
        plant_breaks(shop, plan)
        take_orders(shop)
        plant_fulfilment(shop, plan)
        plant_data(shop, plan)
        shop.notifications = plant_incidents(shop, plan)
        plant_unknown_sku(shop, plan)
        plant_team(shop, plan)
    return shops


def _write_reports(shop: Shop, files: Folder, plan: Plan) -> None:
    """Everything that is exported per marketplace."""
    write_all_orders(shop, files)
    write_unshipped_orders(shop, files)
    write_fba_inventory(shop, files)
    write_inventory_planning(shop, files)
    write_stranded(shop, plant_stranded(shop, plan), files)
    write_inbound_problems(shop, plant_inbound(shop, plan), files)
    write_all_listings(shop, files)
    write_business_report(shop, files)
    write_business_daily(shop, files)
    rows = run_ads(shop)
    write_search_terms(shop, rows, files)
    write_campaigns(shop, rows, files)
    write_ads_bulk(shop, rows, files)
    settlements = settle(shop)
    plant_fees(shop, settlements, plan)
    plant_settlements(shop, settlements, plan)
    write_owed(shop, plant_owed(shop, settlements, plan), files)
    write_storage_fees(shop, plant_charged_storage(shop, settlements, plan), files)
    write_settlements(shop, settlements, files)
    write_bank_receipts(shop, settlements, files)
    write_fee_previews(shop, files)
    if feedback := plant_feedback(shop, plan):
        write_feedback(shop, feedback, files)
    write_returns(shop, plant_returns(shop, plan), files)


def _write_common(shops: list[Shop], files: Folder, plan: Plan) -> None:
    """What is kept for all marketplaces together."""
    health = [(shop, plant_health(shop, plan)) for shop in shops]
    write_seller_performance(health, files)
    write_manual_metrics(health, files)
    write_sku_master(shops, files)
    messages = [(shop, message) for shop in shops for message in plant_messages(shop, plan)]
    put_messages(files, messages, shops[0].moments.ago(minutes=9))
    kept_at = shops[0].moments.ago(minutes=50)
    put_claims(files, [(shop, claim) for shop in shops for claim in plant_atoz(shop, plan)], kept_at)
    put_chargebacks(files, [(shop, one) for shop in shops for one in plant_chargebacks(shop, plan)], kept_at)
    put_confirmations(files, [(shop, parcel) for shop in shops for parcel in ship(shop, plan)], kept_at)
    put_shipments(files, [(shop, one) for shop in shops for one in plant_shipments(shop, plan)], kept_at)
    put_patrol(files, [(shop, row) for shop in shops for row in patrol(shop, plan)], kept_at)
    notifications = [(shop, one) for shop in shops for one in shop.notifications]
    put_notifications(files, notifications, shops[0].moments.ago(minutes=14))


def _write_workspace(shops: list[Shop], files: Folder) -> None:
    us = shops[0]
    at = us.moments.ago(days=30)
    files.put("config.toml", config_text(us.deal_sku, us.moments.today).encode(), at)
    files.put("my_checks/price_ending.py", OWN_CHECK.encode(), at)
    files.put(MANIFEST, manifest(files.root, files.written), at)

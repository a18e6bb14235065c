"""The demo's config.toml and its own check, as a team would have written them."""

from datetime import date

CONFIG = """\
# The cockpit's settings for this workspace. Every setting and its default: `cockpit config show`, or config.toml in the
# cockpit's own folder. Only what differs stands here.

[profile]
name = "Lumoria"
team_zone = "Asia/Shanghai"

# Who works here: the operating-system user, a name for the screen, and what they may do.
[[people]]
user = "li"
name = "Li Na"
role = "assistant"

[[people]]
user = "chen"
name = "Chen Yu"
role = "assistant"

[[people]]
user = "wang"
name = "Wang Lei"
role = "supervisor"                 # approves what they propose

# Amazon's German interface names the Featured Offer column in words that the cockpit does not know: ours on the right.
[report_types.german-business-report]
type = "business-report"
"(Untergeordnete) ASIN" = "child_asin"
"Sitzungen – Summe" = "sessions"
"Prozentsatz Featured Offer (Einkaufswagenfeld)" = "buy_box_share"

# A price that moves because of this deal is meant to.
[[events]]
name = "Lightning Deal"
from = {deal_from}
to = {deal_to}
marketplaces = ["US"]
skus = ["{deal_sku}"]
"""

OWN_CHECK = '''\
"""A house rule: our shelf prices in the US end with 9. A check is one such file; it is reloaded when it is saved."""

from collections.abc import Iterator

import polars as pl

from cockpit.api import Context, Figure, Finding, NoSettings, Pane, Severity, Subject, Words, check


@check(
    "X-01",
    Words("Price does not end with 9", "价格尾数不是 9"),
    pane=Pane.QUARTERLY,
    needs=("all-listings",),
    severities=(Severity.INFO,),
    marketplaces=("US",),
)
def price_ending(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Prices that break the house rule.

    What it finds:
        Listings of the US whose price does not end with 9 cents.
    What to do:
        Round the price when the listing is edited next.
    """
    listings = ctx.frame("all-listings").filter(pl.col("price") * 100 % 10 != 9)
    for sku in listings["seller_sku"]:
        rows = listings.filter(pl.col("seller_sku") == sku)
        yield Finding(
            subject=Subject("sku", sku),
            severity=Severity.INFO,
            title=Words("{sku} costs {price}", "{sku} 价格为 {price}").fill(sku=sku, price=rows["price"][0]),
            action=Words("Round it when you edit the listing next.", "下次修改商品时调整尾数。"),
            figure=Figure("price", rows["price"][0], unit="money"),
            evidence=(rows.select("seller_sku", "item_name", "price", "_file", "_row"),),
        )
'''


def config_text(deal_sku: str, today: date) -> str:
    """config.toml with the deal of the day."""
    return CONFIG.format(deal_from=today, deal_to=today, deal_sku=deal_sku)

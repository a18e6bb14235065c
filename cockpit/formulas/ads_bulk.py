"""The advertising account as its bulk sheet lists it: the ids behind names, and what each keyword bids.

Reports name campaigns, ad groups and keywords; a bulk sheet that changes them wants ids. The sheet has one row for each
entity, in the words of the advertiser's language (report-formats 8.9).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from cockpit.check import Context
from cockpit.formulas.campaign_states import state_of
from cockpit.formulas.match_types import EXACT, fold_keyword, folded, match_kind

ADS_BULK = "ads-bulk"
KEYWORD = ("campaign", "ad_group", "keyword", "match")  # what a keyword is found by

_ENTITIES = {
    "campaign": ("campaign", "广告活动", "キャンペーン", "kampagne"),
    "ad_group": ("ad group", "广告组", "広告グループ", "anzeigengruppe"),
    "keyword": ("keyword", "关键词", "キーワード"),
    "ad": ("product ad", "商品广告", "商品広告"),
    "negative": (
        "negative keyword",
        "campaign negative keyword",
        "否定关键词",
        "广告活动否定关键词",
        "除外キーワード",
        "キャンペーンの除外キーワード",
    ),
    "negative_target": ("negative product targeting", "否定商品定向", "除外商品ターゲティング"),
    "target": ("product targeting", "商品定向", "商品投放", "商品ターゲティング", "produkt-targeting"),
}
_SCHEMA = {
    "campaign": pl.String(), "campaign_id": pl.String(), "ad_group": pl.String(), "ad_group_id": pl.String(),
    "keyword": pl.String(), "keyword_id": pl.String(), "match": pl.String(), "bid": pl.Decimal(38, 4),
    "state": pl.String(), "_file": pl.String(), "_row": pl.UInt32(),
}  # fmt: skip
_ADS = dict.fromkeys(("campaign", "ad_group", "sku"), pl.String())


class Kept(NamedTuple):
    """What Amazon takes away from a campaign when an update leaves it out (bulksheets 2.0, updating campaigns).

    Empty where the campaign has none, None where nobody knows.
    """

    portfolio_id: str | None = None
    end_date: str | None = None  # YYYYMMDD, as the sheet writes it


@dataclass(frozen=True)
class AdsBulk:
    """The newest bulk sheet; everything in it is empty when there is none."""

    campaigns: Mapping[str, str]  # name → id; names that two campaigns share are not in it
    groups: Mapping[tuple[str, str], str]  # campaign and ad group → id
    states: Mapping[str, str]  # campaign name → running or stopped
    keywords: pl.DataFrame  # one row per keyword: _SCHEMA; keyword folded, match broad, phrase or exact
    ads: pl.DataFrame  # campaign, ad_group, sku: what is advertised where
    targets: frozenset[str]  # the product targets' expressions, folded
    kept: Mapping[str, Kept]  # campaign id → what an update must repeat
    negatives: frozenset[tuple[str, str, str]]  # campaign, ad group ("" = all), what is negated exactly, folded

    def negates(self, campaign: str, ad_group: str, term: str) -> bool:
        """Whether the term is negated exactly already, in its ad group or in the whole campaign."""
        text = fold_keyword(term)
        return not self.negatives.isdisjoint({(campaign, ad_group, text), (campaign, "", text)})

    def ids(self, campaign: str, ad_group: str = "", key: str = "") -> dict[str, str | None]:
        """The ids of a campaign and an ad group, None where unknown; `key` is the report's own, where it has ids.

        The bulk sheet's own id comes first: the console may call a campaign by another one, which an upload refuses.
        """
        own = key if key != campaign else ""
        known = own if own in self.kept else self.campaigns.get(campaign) or own or None
        ids = {"campaign": campaign, "campaign_id": known}
        if ad_group:
            ids |= {"ad_group": ad_group, "ad_group_id": self.groups.get((campaign, ad_group))}
        return ids

    def campaign(self, name: str, key: str = "") -> dict[str, str | None]:
        """The id of a campaign, and what an update of it must repeat."""
        ids = self.ids(name, key=key)
        return {**ids, **self.kept.get(ids["campaign_id"] or "", Kept())._asdict()}


def ads_bulk(ctx: Context[Any]) -> AdsBulk:
    """Read the newest bulk sheet, once per run and marketplace."""
    return ctx.once("ads bulk", lambda: _read(ctx.frame(ADS_BULK)))


def bulk_campaigns(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a bulk sheet that are campaigns themselves, in whatever language it is."""
    return frame.filter(_entity().is_in(_ENTITIES["campaign"]), pl.col("campaign").is_not_null())


def _entity() -> pl.Expr:
    return pl.col("entity").str.strip_chars().str.to_lowercase()


def earlier_bids(ctx: Context[Any]) -> list[pl.DataFrame]:
    """What the keywords bid in older bulk sheets, newest first: KEYWORD, bid, and ``at``, the moment of the sheet."""
    return [
        _read(table.frame).keywords.select(*KEYWORD, "bid", at=pl.lit(table.as_of)) for table in ctx.history(ADS_BULK)
    ]


def _read(frame: pl.DataFrame) -> AdsBulk:
    if frame.is_empty():
        empty = pl.DataFrame(schema=_SCHEMA), pl.DataFrame(schema=_ADS)
        return AdsBulk({}, {}, {}, *empty, frozenset(), {}, frozenset())
    parts = _by_entity(frame)
    campaigns = parts["campaign"].select("campaign_id", "campaign", state=state_of("state")).drop_nulls("campaign")
    named = _named(parts["ad_group"], campaigns)
    groups = named.select("campaign", "campaign_id", "ad_group", "ad_group_id", "ad_group_default_bid").drop_nulls(
        ["campaign", "ad_group"]
    )
    return AdsBulk(
        _unique(campaigns.select("campaign", "campaign_id")),
        {
            (campaign, group): id_
            for campaign, group, id_ in groups.select("campaign", "ad_group", "ad_group_id").iter_rows()
        },
        _unique(campaigns.select("campaign", "state")),
        _keywords(_named(parts["keyword"], campaigns), groups),
        _ads(_named(parts["ad"], campaigns), groups),
        frozenset(parts["target"].select(folded("product_targeting_expression")).to_series().drop_nulls()),
        _kept(parts["campaign"]),
        frozenset(_negatives(_named(pl.concat([parts["negative"], parts["negative_target"]]), campaigns), groups)),
    )


def _by_entity(frame: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    """The rows of each kind of entity, all told in one pass."""
    kinds = {word: name for name, words in _ENTITIES.items() for word in words}
    told = frame.with_columns(_kind=_entity().replace_strict(kinds, default=None, return_dtype=pl.String()))
    found = {
        str(kind): rows for (kind, *_), rows in told.partition_by("_kind", include_key=False, as_dict=True).items()
    }
    return {name: found.get(name, frame.clear()) for name in _ENTITIES}


def _kept(campaigns: pl.DataFrame) -> dict[str, Kept]:
    rows = campaigns.select("campaign_id", "portfolio_id", "end_date").drop_nulls("campaign_id")
    return {id_: Kept(portfolio or "", end or "") for id_, portfolio, end in rows.iter_rows()}


def _named(rows: pl.DataFrame, campaigns: pl.DataFrame) -> pl.DataFrame:
    """Rows with their campaign's name, which some sheets write on the campaign's own row alone."""
    names = campaigns.select("campaign_id", pl.col("campaign").alias("own")).drop_nulls().unique("campaign_id")
    joined = rows.join(names, on="campaign_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("campaign", "own").alias("campaign")).drop("own")


def _ads(rows: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """What is advertised where."""
    return _in_groups(rows, groups).select(*_ADS).drop_nulls().filter(pl.col("sku") != "")


def _negatives(rows: pl.DataFrame, groups: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    """What is negated exactly where: a keyword, or the ASIN of a product target."""
    alive = rows.filter((state_of("state") != "stopped").fill_null(value=True))
    asin = folded("product_targeting_expression").str.extract(r'^asin="?(b0[0-9a-z]{8})"?$')
    exact = pl.when(match_kind() == EXACT).then(folded("keyword_text"))
    named = _in_groups(alive, groups).select("campaign", "ad_group", text=pl.coalesce(exact, asin))
    return named.drop_nulls().iter_rows()


def _in_groups(rows: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Rows with their ad group's name: one without a name of its own has that of its id, "" when it has neither."""
    known = groups.select("ad_group_id", pl.col("ad_group").alias("own")).drop_nulls().unique("ad_group_id")
    joined = rows.join(known, on="ad_group_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("ad_group", "own").fill_null("").alias("ad_group"))


def _unique(pairs: pl.DataFrame) -> dict[str, str]:
    """Names that stand for one value alone: a name that two campaigns share says nothing."""
    known = pairs.drop_nulls().unique()
    return dict(known.filter(pl.col("campaign").is_unique()).iter_rows())


def _keywords(rows: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Keywords with the bid that holds: their own, else their ad group's."""
    default = groups.select("ad_group_id", "ad_group", pl.col("ad_group_default_bid").alias("default"))
    known = default.drop_nulls("ad_group_id").unique("ad_group_id")
    joined = rows.join(known, on="ad_group_id", how="left", maintain_order="left", suffix="_named")
    return joined.select(
        "campaign", "campaign_id", pl.coalesce("ad_group", "ad_group_named").alias("ad_group"), "ad_group_id",
        folded("keyword_text").alias("keyword"), "keyword_id", match_kind().alias("match"),
        pl.coalesce("bid", "default").cast(pl.Decimal(38, 4)).alias("bid"), state_of("state").alias("state"),
        "_file", "_row",
    )  # fmt: skip

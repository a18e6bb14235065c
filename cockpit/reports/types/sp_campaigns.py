"""Sponsored Products campaigns: budget, state and figures; by day or summed."""

import polars as pl

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import day, money, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words


def own_days(frame: pl.DataFrame) -> pl.DataFrame:
    """In a daily export with Start Date and End Date these are the campaign's own days, not the row's.

    The new console has a column of its own for the campaign's last day.
    """
    daily = (pl.col("date") != "").fill_null(value=False)
    differs = pl.any_horizontal(pl.col("start_date", "end_date") != pl.col("date")).fill_null(value=False)
    own = pl.coalesce("ends_on", pl.when(daily & (daily & differs).any()).then(pl.col("end_date")))
    rows = [pl.when(daily.not_()).then(pl.col(name)).alias(name) for name in ("start_date", "end_date")]
    return ad.split_range(frame.with_columns(*rows, ends_on=own))


SP_CAMPAIGNS = ReportType(
    id="sp-campaigns",
    title=Words("SP campaigns", "SP 广告活动"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Campaign",
        "广告 › 衡量和报告 › 广告报告 › 广告活动",
    ),
    columns=(
        *ad.WHEN,
        ad.PORTFOLIO,
        ad.CURRENCY,
        day("ends_on", "Campaign end date"),
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.COUNTRY,
        text(
            "status",
            "Status",
            "State",
            "Campaign status",
            "状态",
            "ステータス",
            "Statut",
            "Estado",
            "Stato",
        ),
        money(
            "budget",
            "Budget",
            "Budget Amount",
            "Campaign budget amount",
            "Daily Budget",
            "预算",
            "每日预算",
            "予算",
            "Tagesbudget",
            required=True,
        ),
        text(
            "targeting_type",
            "Targeting Type",
            "Targeting",
            "定位类型",
            "投放类型",
            "ターゲティングタイプ",
            "Targeting-Typ",
        ),
        text(
            "bidding_strategy",
            "Bidding strategy",
            "Campaign bid strategy",
            "竞价策略",
            "竞价方案",
            "入札戦略",
            "Gebotsstrategie",
        ),
        *ad.FIGURES,
    ),
    # The API names neither strategy nor targeting type unless asked.
    marks=tuple(("campaign", "budget", "spend", told) for told in ("bidding_strategy", "targeting_type", "status")),
    rejects=(
        "Placement",
        "Placement Type",
        "Recommended Budget",
        "Average Time in Budget",
        "Entity",
        "Cost Type",
        "Customer Search Term",
        "Match Type",
        "放置",
        "广告位",
        "建议预算",
        "预算范围内的平均时间",
        "实体层级",
        "予算内に収まっていた平均時間",
        "Keyword Text",
        "newToBrandPurchases",
        "impressionsViews",
        "Viewable Impressions",
    ),
    sources=(ad.DATE_RANGE,),
    prepare=own_days,
    accumulates="log",
    key=("date", "campaign"),
    day_column="date",
    period_columns=("start_date", "end_date"),
    as_of_columns=("end_date",),
    marketplace_column="country",
    currency_column="currency",
    max_age_hours=24,
    footer=ad.TOTALS,
)

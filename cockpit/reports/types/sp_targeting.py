"""Sponsored Products targeting: keywords and product targets, without the terms that people searched."""

import re
from collections.abc import Sequence

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import money, rate
from cockpit.reports.folding import fold
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

_BID = money("bid", "Bid", "Target bid", "竞价")
_TOP = rate(
    "top_of_search_share",
    "Top-of-search Impression Share",
    "Top-of-search impression share (IS)",
    percent="fraction",
)
_OWN = frozenset(map(fold, (*_BID.names, *_TOP.names, "Target ID", "Target status", "Target type")))
_SALES = frozenset(map(fold, ad.SALES.names))
_API_SALES = re.compile(r"sales\d+d")


def by_target(header: Sequence[str]) -> bool:
    """Whether a header is of a report by target, and not of one by search term that has lost the term.

    Only the other columns tell. The targeting report has the bid or the share at the top of search, and ACOS before the
    sales; the search-term report has it behind them, in every language (report-formats 8.1 and 8.2). The API's report
    by search term always has the term, so without it its rows are by target.
    """
    if _OWN & set(header) or any(map(_API_SALES.fullmatch, header)):
        return True
    acos = next((at for at, cell in enumerate(header) if "acos" in cell), len(header))
    return acos < next((at for at, cell in enumerate(header) if cell in _SALES), 0)


SP_TARGETING = ReportType(
    id="sp-targeting",
    title=Words("SP targeting", "SP 投放"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Targeting",
        "广告 › 衡量和报告 › 广告报告 › 投放",
    ),
    columns=(
        *ad.WHEN,
        ad.PORTFOLIO,
        ad.CURRENCY,
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.AD_GROUP,
        ad.AD_GROUP_ID,
        ad.COUNTRY,
        ad.TARGETING,
        ad.MATCH_TYPE,
        _BID,
        _TOP,
        *ad.FIGURES,
    ),
    marks=(("campaign", "targeting", "match_type", "clicks"),),
    proven=by_target,
    rejects=(
        *(
            "Customer Search Term",
            "Search term",
            "客户搜索词",
            "カスタマーの検索キーワード",
            "Entity",
            "Placement Type",
            "Cost Type",
        ),
        *(
            *ad.NEW_TO_BRAND,
            "Bid Optimization",
            "Viewable Impressions",
            "Product Targeting Id (Read only)",
        ),
    ),
    sources=(ad.DATE_RANGE,),
    prepare=ad.split_range,
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

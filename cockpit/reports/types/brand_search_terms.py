"""Brand Analytics search terms: the most searched words and who is clicked; one line of metadata before the header."""

from cockpit.reports.columns import count, day, rate, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

BRAND_SEARCH_TERMS = ReportType(
    id="brand-search-terms",
    title=Words("Brand Analytics search terms", "品牌分析搜索词"),
    menu=Words(
        "Brands › Brand Analytics › Search Analytics › Top Search Terms", "品牌 › 品牌分析 › 搜索分析 › 热门搜索词"
    ),
    columns=(
        count("search_frequency_rank", "Search Frequency Rank", required=True),
        text("search_term", "Search Term", required=True, filled=True),
        *(
            column
            for place in (1, 2, 3)
            for column in (
                text(f"asin_{place}", f"Top Clicked Product #{place}: ASIN"),
                rate(f"click_share_{place}", f"Top Clicked Product #{place}: Click Share", percent="hundred"),
                rate(f"conversion_share_{place}", f"Top Clicked Product #{place}: Conversion Share", percent="hundred"),
            )
        ),
        day("reporting_date", "Reporting Date"),
    ),
    marks=(("search_frequency_rank", "search_term"),),
    accumulates="period",
    period_columns=("reporting_date",),
    as_of_columns=("reporting_date",),
    optional=True,
)

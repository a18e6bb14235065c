"""Ad reports as they were exported, each with the moment at which it can be judged and what its columns are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from tests.oracle.scene import Scene, prepare

TERMS = """
create macro num(said) as cast(regexp_replace(said, '[^0-9.eE-]', '', 'g') as decimal(18, 4));
create macro day(said) as cast(coalesce(try_strptime(said, '%b %d, %Y'),
  try_strptime(said, '%Y-%m-%d %H:%M:%S'), try_strptime(said, '%Y-%m-%d')) as date);
create table terms as select {campaign} as campaign, {name} as named, {group} as grp, {target} as target,
  lower({match}) as match, {term} as term, day({start}) as day, day({end}) as until,
  cast(num({impressions}) as bigint) as impressions, cast(num({clicks}) as bigint) as clicks,
  num({spend}) as spend, num({sales}) as sales, cast(num({orders}) as bigint) as orders
from terms_file;
"""
CONSOLE = {
    "campaign": '"campaign name"', "name": '"campaign name"', "group": '"ad group name"', "target": "targeting",
    "match": '"match type"', "term": '"customer search term"', "start": '"start date"', "end": '"end date"',
    "impressions": "impressions", "clicks": "clicks", "spend": "spend", "sales": '"7 day total sales"',
    "orders": '"7 day total orders (#)"',
}  # fmt: skip
BY_DAY = {"start": "date", "end": "date"}
FORTNIGHT = {"sales": '"14 day total sales"', "orders": '"14 day total orders (#)"'}
NEW_CONSOLE = CONSOLE | {
    "campaign": "regexp_extract(\"campaign id\", '[0-9]+')",
    "target": '"target value"', "match": '"target match type"', "term": '"search term"', "spend": '"total cost"',
    "start": "split_part(\"date range\", ' - ', 1)", "end": "split_part(\"date range\", ' - ', 2)", "sales": "sales",
    "orders": "purchases",
}  # fmt: skip

JAPANESE = CONSOLE | {
    "campaign": "キャンペーン名", "name": "キャンペーン名", "group": "''", "target": "''", "match": "''", "term": "''",
    "start": "日付", "end": "日付", "impressions": "インプレッション", "clicks": "クリック数", "spend": "広告費",
    "sales": "広告がクリックされてから7日間の総売上高", "orders": "広告がクリックされてから7日間の合計注文数",
}  # fmt: skip
CHINESE = CONSOLE | {
    "campaign": "广告活动名称", "name": "广告活动名称", "group": "广告组名称", "target": "投放", "match": "匹配类型",
    "term": "客户搜索词", "start": "开始日期", "end": "结束日期", "impressions": "展示量", "clicks": "点击量",
    "spend": "花费", "sales": '"7天总销售额"', "orders": '"7天总订单数(#)"',
}  # fmt: skip
ON_CAMPAIGNS = ("A-01", "A-04")
# The lines of domain §7 and §11.7.
LINES = {
    "negative_p": 0.05, "watch_p": 0.2, "ctr_factor": 1.3, "ctr_impressions": 1000, "min_clicks": 30,
    "harvest_orders": 2, "upper": 0.3,
}  # fmt: skip
KEYWORDS = CONSOLE | BY_DAY | {"term": "targeting"}


@dataclass(frozen=True)
class Ads:
    """A scene of one marketplace's ads."""

    scene: Scene
    zone: str
    columns: Mapping[str, str]
    checks: tuple[str, ...] = ("A-01", "A-03", "A-04", "A-05", "A-09")
    lines: Mapping[str, float] = field(default_factory=lambda: LINES)

    @property
    def place(self) -> str:
        """The marketplace."""
        return self.scene.name[:2]

    @property
    def daily(self) -> bool:
        """Whether a row is one day: a summary has two columns for its first and its last."""
        return self.columns["start"] == self.columns["end"]

    @property
    def terms(self) -> bool:
        """Whether it is of search terms: the rows of a targeting report are keywords, and other targets."""
        return self.columns["term"] != self.columns["target"]

    def prepare(self, database: duckdb.DuckDBPyConnection) -> None:
        """The report as the table `terms`, and the views over it."""
        database.execute(TERMS.format(**self.columns))
        values: dict[str, str | float | bool] = {
            "zone": self.zone,
            "now": self.scene.as_of,
            "daily": self.daily,
            "terms": self.terms,
            **self.lines,
        }
        prepare(database, values, "ads")


def scene(name: str, as_of: str, file: str, config: str = "", *, own: bool = False) -> Scene:
    """One report of ads, in the folder of the marketplace that the name begins with."""
    return Scene(name, as_of, {f"{name[:2]}/terms_file.{file.rpartition('.')[2]}": file}, config, own)


# So few terms of the samples cross the shipped lines that these are moved as well: a team may do the same.
WIDE = """
[ads]
negative_p = 0.3
watch_p = 0.5
ctr_factor = 1.0
ctr_impressions = 100
min_clicks = 10
harvest_orders = 3
acos_upper = {default = 0.2}
"""
WIDE_LINES = {
    "negative_p": 0.3, "watch_p": 0.5, "ctr_factor": 1.0, "ctr_impressions": 100, "min_clicks": 10,
    "harvest_orders": 3, "upper": 0.2,
}  # fmt: skip
LATE = "[freshness]\nsp-search-terms = 240"
KEYWORD_FILE, SUMMARY, DAILY = (
    "sp-targeting/2026-retailer-country.xlsx", "sp-search-terms/2025-large.xlsx", "sp-search-terms/in-2020-14day.xlsx",
)  # fmt: skip
NEW = "ads-new-console/us-2025-search-terms.csv"
US, AE, IN, JP = "America/Los_Angeles", "Asia/Dubai", "Asia/Kolkata", "Asia/Tokyo"
ALL = (
    Ads(scene("JP campaigns", "2026-08-13T10:00+08:00", "sp-campaigns/jp-2026-08.csv"), JP, JAPANESE, ON_CAMPAIGNS),
    Ads(scene("US keywords, wide", "2026-05-15T20:00+08:00", KEYWORD_FILE, WIDE), US, KEYWORDS, ("A-05",), WIDE_LINES),
    Ads(scene("AE summary", "2025-07-31T20:00+08:00", SUMMARY), AE, CONSOLE),
    Ads(scene("AE summary, wide", "2025-07-31T20:00+08:00", SUMMARY, WIDE), AE, CONSOLE, lines=WIDE_LINES),
    Ads(scene("IN fortnight", "2020-03-01T20:00+08:00", DAILY), IN, CONSOLE | BY_DAY | FORTNIGHT),
    Ads(
        scene("IN fortnight, wide", "2020-03-01T20:00+08:00", DAILY, WIDE),
        IN,
        CONSOLE | BY_DAY | FORTNIGHT,
        lines=WIDE_LINES,
    ),
    Ads(scene("US summary", "2019-09-13T10:00+08:00", "sp-search-terms/us-2019-acos-spelling.xlsx"), US, CONSOLE),
    Ads(scene("US new console", "2026-03-22T10:00+08:00", NEW), US, NEW_CONSOLE),
    Ads(scene("US new console, read late", "2026-03-25T10:00+08:00", NEW, LATE), US, NEW_CONSOLE),
    Ads(scene("US Chinese console", "2026-11-11T10:00+08:00", "sp-search-terms-zh.csv", own=True), US, CHINESE),
    Ads(scene("JP our campaigns", "2026-11-10T10:00+08:00", "sp-campaigns-jp.csv", own=True), JP, JAPANESE, ("A-01",)),
)
THERE = tuple(ads for ads in ALL if ads.scene.is_there())

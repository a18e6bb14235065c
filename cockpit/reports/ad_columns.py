"""The columns that every sponsored ads report shares, in the words of both consoles and of six languages.

The Spanish words stand so in public programs that rebuild their owner's file cell by cell, the Italian ones in several
that read it by name; a French file was seen nowhere, only single words of it. Joined words are the API's.
"""

import polars as pl

from cockpit.reports.columns import count, day, money, text, windows

WHEN = (
    day("date", "Date", "日期", "日付", "Datum", "Fecha", "Data"),
    day("start_date", "Start Date", "开始日期", "開始日", "Startdatum", "Date de début", "Fecha de inicio"),
    day("end_date", "End Date", "结束日期", "終了日", "Enddatum", "Date de fin", "Fecha de finalización"),
)

PORTFOLIO = text(
    "portfolio", "Portfolio name", "广告组合名称", "ポートフォリオ名", "Portfolioname", "Portfolio-Name",
    "Nombre de la cartera", "Nome portafoglio",
)  # fmt: skip
CURRENCY = text(
    "currency",
    "Currency",
    "Budget currency",
    "campaignBudgetCurrencyCode",
    "货币",
    "通貨",
    "Währung",
    "Devise",
    "Divisa",
    "Valuta",
)
COUNTRY = text(
    "country", "Country", "Advertised product marketplace", "国家/地区", "国", "Land", "Pays", "País", "Paese",
)  # fmt: skip
CAMPAIGN = text(
    "campaign", "Campaign Name", "Campaign", "广告活动名称", "キャンペーン名", "Kampagnenname", "Kampagnen-Name",
    "Nom de la campagne", "Nombre de campaña", "Nome campagna", required=True, filled=True,
)  # fmt: skip
CAMPAIGN_ID = text("campaign_id", "Campaign ID", "广告活动编号", "キャンペーンID", "Kampagnen-ID", id=True)
AD_GROUP = text(
    "ad_group", "Ad Group Name", "Ad Group", "广告组名称", "広告グループ名", "Anzeigengruppenname",
    "Nombre del grupo de anuncios", "Gruppo di annunci", "Nom du groupe d'annonces",
)  # fmt: skip
AD_GROUP_ID = text("ad_group_id", "Ad Group ID", "广告组编号", "広告グループID", id=True)
TARGETING = text(
    "targeting", "Targeting", "Target value", "投放", "ターゲティング", "Targeting-Ausdruck", "Ciblage", "Segmentación",
)  # fmt: skip
MATCH_TYPE = text(
    "match_type", "Match Type", "Target match type", "Targeting match type", "匹配类型", "マッチタイプ",
    "Übereinstimmungstyp", "Match-Typ", "Tipo de coincidencia", "Tipo di corrispondenza",
)  # fmt: skip

IMPRESSIONS = count(
    "impressions", "Impressions", "展示量", "インプレッション", "Impressionen", "Impresiones", "Impressioni",
)  # fmt: skip
CLICKS = count(
    "clicks", "Clicks", "点击量", "クリック", "クリック数", "Klicks", "Clics", "Clic", required=True,
)  # fmt: skip
SPEND = money(
    "spend", "Spend", "Total cost", "花费", "总成本", "費用", "広告費", "Ausgaben", "Dépenses", "Gasto", "Spesa",
    "cost", required=True,
)  # fmt: skip
SALES = money(
    "sales",
    *windows(
        "{} Day Total Sales", "{}天总销售额", "広告がクリックされてから{}日間の総売上高", "{} Tage, Umsatz gesamt",
        "{}-Tage, Umsatz gesamt", "Ventes totales sur {} jours", "Ventas totales de {} días",
        "Vendite totali (€) {} giorni", "Vendite totali {} giorni", "sales{}d",
    ),
    "Sales", "销售额",
    required=True,
)  # fmt: skip
ORDERS = count(
    "orders",
    *windows(
        "{} Day Total Orders (#)", "{}天总订单数(#)", "広告がクリックされてから{}日間の合計注文数",
        "{} Tage, Aufträge gesamt (#)", "{}-Tage, Aufträge gesamt (#)", "Pedidos totales de {} días (#)",
        "Totale ordini (#) {} giorni", "purchases{}d",
    ),
    "Purchases", "购买量", "Orders",
    required=True,
)  # fmt: skip
UNITS = count(
    "units",
    *windows(
        "{} Day Total Units (#)", "{}天总销售量(#)", "広告がクリックされてから{}日間の合計販売数",
        "{} Tage, Einheiten gesamt (#)", "{}-Tage, Einheiten gesamt (#)", "Unidades totales de {} días (#)",
        "unitsSoldClicks{}d",
    ),
    "Units sold",
)  # fmt: skip
DATE_RANGE = text("date_range", "Date range", "日期范围", "期間")

# What only Sponsored Brands and Display report: sales to customers who are new to the brand.
NEW_TO_BRAND = tuple(
    f"14 Day {figure}"
    for figure in (
        *("New-to-brand Orders (#)", "New-to-brand Sales", "New-to-brand Units (#)", "New-to-brand Order Rate"),
        *("% of Orders New-to-brand", "% of Sales New-to-brand", "% of Units New-to-brand"),
    )
)

FIGURES = (IMPRESSIONS, CLICKS, SPEND, SALES, ORDERS, UNITS)
TOTALS = ("Total", "Totals", "总计", "合计", "合計", "Gesamt", "Summe")


def split_range(frame: pl.DataFrame) -> pl.DataFrame:
    """The new console's one cell "Nov 09, 2025 - Nov 27, 2025" as start and end; a day is its own start and end."""
    if "date_range" in frame.columns:
        ends = pl.col("date_range").str.split_exact(" - ", 1)
        start, end = ends.struct.field("field_0"), ends.struct.field("field_1")
        frame = frame.with_columns(start_date=start, end_date=pl.coalesce(end, start)).drop("date_range")
    day = pl.col("date")
    return frame.with_columns(start_date=pl.coalesce("start_date", day), end_date=pl.coalesce("end_date", day))

"""Exports of the tools that sellers use beside Amazon are read as our types where one fits, else named."""

from datetime import date
from pathlib import Path

import pytest

from cockpit.reports import Hints
from tests.core.report_reading import US, codes, frame, put, read
from tests.core.test_reports_excel import workbook

XRAY = (
    "Product Details,ASIN,URL,Image URL,Brand,Price  €,ASIN Sales,Title Char. Count,BSR,Fees  €,Active Sellers,Ratings,"
    "Review Count,Review velocity,Buy Box,Category\n"
    '"Lamp, LED",B0EXAMPLE1,https://www.amazon.de/dp/B0EXAMPLE1?psc=1,https://example.com/1.jpg,Brand,22.79,"4,059",9,'
    '"1,152",5.79,2,4.3,"13,270",249,Seller GmbH,Beauty\n'
)


def test_helium_10_x_ray_is_a_listing_patrol(tmp_path: Path) -> None:
    """Price, rating, reviews, offers, rank and buy box of each product, in the marketplace of its address."""
    reading = read(tmp_path, "xray-2026-11-20.csv", XRAY, hints=US)
    row = frame(reading).row(0, named=True)
    assert (reading.file.type, reading.file.marketplace, codes(reading)) == ("listing-patrol", "DE", [])
    assert (row["date"], row["asin"], float(row["price"])) == (date(2026, 11, 20), "B0EXAMPLE1", 22.79)
    assert (row["rating"], row["review_count"], row["offer_count"], row["bsr"]) == (4.3, 13270, 2, 1152)
    assert (row["buy_box_seller"], row["title"]) == ("Seller GmbH", "Lamp, LED")


def test_a_tool_without_a_day_has_that_of_its_file(tmp_path: Path) -> None:
    """Without a date in the name the file's time says the day, in the marketplace's zone."""
    path = put(tmp_path, "DE/xray.csv", XRAY, modified="2026-11-19T23:30:00+00:00")
    from cockpit import reports  # noqa: PLC0415 - read by path, so that the file keeps its time

    (reading,) = reports.read_file(path, tmp_path, US)
    assert frame(reading)["date"].to_list() == [date(2026, 11, 20)]


def test_sorftime_says_when_it_was_exported(tmp_path: Path) -> None:
    """The header stands below a paragraph, and another sheet says the day."""
    product = {
        "序号": "1", "主图": "https://x/1.jpg", "产品名称": "Lamp", "URL": "https://www.amazon.com/dp/B0EXAMPLE1",
        "ASIN": "B0EXAMPLE1", "预计Listing月销量": "42561", "品牌": "Mine", "评价数量": "1474", "评分星级": "4.9",
        "实际价格($)": "19.99", "大类排名": "24", "Brand": "--",
    }  # fmt: skip
    rows = [["如需要将文件中的图片链接替换为对应的图片"], list(product), list(product.values())]
    data = workbook(("产品详情", rows), ("产品", [["导出时间：2025-11-12 15:10:02\n类目ID"]]))
    reading = read(tmp_path, "x.xlsx", data)
    row = frame(reading).row(0, named=True)
    assert (reading.file.type, row["date"], row["brand"]) == ("listing-patrol", date(2025, 11, 12), "Mine")
    assert (row["rating"], row["review_count"], row["bsr"]) == (4.9, 1474, 24)


def test_lingxing_product_performance_is_a_listing_patrol_by_day(tmp_path: Path) -> None:
    """Rating and reviews of every MSKU and day; no reviews are no rating, and a rank sheds its category."""
    text = (
        "日期,MSKU,ASIN,父ASIN,销量,广告花费,大类排名,品牌,评分,评论数,Sessions-Total\n"
        "2026-11-20,ZX-1,B0EXAMPLE1,B0EXAMPLE1,3,1.20,Trampoline Parts：1273,Mine,3.8,10,55\n"
        "2026-11-20,ZX-2,B0EXAMPLE2,B0EXAMPLE2,0,0,,Mine,0,0,0\n"
    )
    rows = frame(read(tmp_path, "x.csv", text))
    assert rows["rating"].to_list() == [3.8, None]
    assert (rows["bsr"].to_list(), rows["sku"].to_list()) == ([1273, None], ["ZX-1", "ZX-2"])


def test_lingxing_stock_is_fba_inventory_by_msku(tmp_path: Path) -> None:
    """The seller's SKU is the MSKU; SKU is the product's own number in the ERP."""
    text = "店铺,MSKU,SKU,FNSKU,ASIN,品名,FBA可售,不可售,在途,总库存\nshop,ZX-1,L-77,X001,B0EXAMPLE1,Lamp,5,1,9,15\n"
    reading = read(tmp_path, "x.csv", text)
    row = frame(reading).row(0, named=True)
    assert (reading.file.type, row["sku"], row["afn_fulfillable_quantity"]) == ("fba-inventory", "ZX-1", 5)
    assert row["afn_total_quantity"] == 15


@pytest.mark.parametrize(
    "header",
    [
        "订单编号,店铺名,物流公司,物流渠道,货运单号,国家,邮政编码,SKU,发货时间,创建时间",  # Mabang
        "订单号,包裹号,店铺账号,物流方式,运单号,收件人,邮编,发货时间,付款时间",  # Dianxiaomi
        "平台单号,系统单号,店铺,物流商,物流方式,跟踪号,发货时间",  # Lingxing
    ],
)
def test_an_erps_orders_with_their_numbers_are_shipment_confirmations(header: str, tmp_path: Path) -> None:
    """Order, carrier, number and time of the Chinese ERPs are read, in GB18030 as they write it."""
    cells = ["2026-11-20 14:00:00" if name.endswith("时间") else f"{name}-1" for name in header.split(",")]
    reading = read(tmp_path, "x.csv", f"{header}\n{','.join(cells)}\n", encoding="gb18030", hints=US)
    row = frame(reading).row(0, named=True)
    assert (reading.file.type, reading.file.encoding, codes(reading)) == (
        "shipment-confirmations",
        "gb18030",
        ["no-zone"],
    )
    assert row["order_id"] in {"订单编号-1", "订单号-1", "平台单号-1"}
    assert row["tracking_number"] in {"货运单号-1", "运单号-1", "跟踪号-1"}
    assert row["ship_date"].isoformat() == "2026-11-20T06:00:00+00:00"


@pytest.mark.parametrize(
    ("type_", "header", "row"),
    [
        (
            "purchase-orders",
            "采购单号,商品SKU,品名,采购数量,下单日期,预计到货日期,单据状态",
            "PO1,ZX-1,Lamp,500,2026-10-01T10:00+08:00,2026-11-30T10:00+08:00,open",
        ),
        (
            "inbound-shipments",
            "货件单号,MSKU,FNSKU,申报量,已签收量,物流方式,货件状态",
            "FBA1,ZX-1,X001,240,120,sea,SHIPPED",
        ),
        ("sku-master", "MSKU,ASIN,品名,采购价,采购交期,单箱数量,分类", "ZX-1,B0EXAMPLE1,Lamp,6.10,30,24,home"),
        ("keyword-ranks", "日期,ASIN,关键词,自然排名,月搜索量", "2026-11-20,B0EXAMPLE1,desk lamp,7,48213"),
        ("keyword-ranks", "Date,ASIN,Keyword,Organic Rank,Search Volume", '2026-11-20,B0EXAMPLE1,lamp,>306,"48,213"'),
    ],
)
def test_an_erps_words_are_ours(type_: str, header: str, row: str, tmp_path: Path) -> None:
    """Purchase orders, shipments, products and ranks are known by the words of the ERPs and tools."""
    reading = read(tmp_path, "x.csv", f"{header}\n{row}\n", hints=Hints(default_marketplace="US"))
    assert (reading.file.type, reading.file.rows, codes(reading)) == (type_, 1, [])


def test_an_erps_orders_without_a_ship_date_stay_unused_and_named(tmp_path: Path) -> None:
    """Mabang's template without times confirms nothing."""
    header = "订单编号,店铺名,物流公司,物流渠道,货运单号,国家,SKU"
    reading = read(tmp_path, "x.csv", header + "\n", encoding="gb18030")
    (problem,) = reading.file.problems
    assert (problem.code, problem.expected) == ("unused-report", "mabang")


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        (
            "采购单号,MSKU,采购量,状态,运输方式\nP1,ZX-1,5,待到货,空运\nP2,ZX-1,5,已作废,海运\n",
            "status",
            ["open", "cancelled"],
        ),
        ("采购单号,MSKU,采购量,状态,运输方式\nP1,ZX-1,5,open,空运\nP2,ZX-1,5,x,海运\n", "mode", ["air", "sea"]),
        ("货件单号,MSKU,发货量,货件状态\nF1,ZX-1,5,接收中\nF2,ZX-1,5,已完成\n", "status", ["RECEIVING", "CLOSED"]),
        ("采购单号,MSKU,采购量,状态\nP1,ZX-1,5,排队\n", "status", ["排队"]),
    ],
)
def test_an_erps_states_are_said_in_our_words(text: str, column: str, said: list[str], tmp_path: Path) -> None:
    """A purchase that waits is open, whatever it is called; a word that is nobody's stays as it is."""
    assert frame(read(tmp_path, "x.csv", text))[column].to_list() == said

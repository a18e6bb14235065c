"""Words for our columns that no official export uses but people and ERPs do: English, Chinese, German, Japanese.

`cockpit reports --learn` looks here beside the spellings of all report types. A word may stand for several columns: the
report type that fits best, and the values under it, decide.
"""

from collections.abc import Mapping
from typing import Final

# Canonical column → words, separated by bars.
SYNONYMS: Final[Mapping[str, str]] = {
    "sku": "Seller SKU|Merchant SKU|Item number|Article|Part number|商家SKU|卖家SKU|平台SKU|店铺SKU|库存编号|商品编码"
    "|产品编码|货号|Artikel|Artikelnummer|Artikel-Nr.|Verkäufer-SKU|品番|商品コード|出品者SKU",
    "asin": "ASIN1|Child ASIN|子ASIN|ASIN码|(Untergeordnete) ASIN",
    "parent": "Parent|Parent ASIN|父体ASIN|Übergeordnete ASIN|親ASIN",
    "fnsku": "FNSKU|FNSKU条码",
    "product_name": "Product|Title|Item name|Description|商品名称|产品名称|品名|中文名称|Produktname|Bezeichnung"
    "|Titel|商品名",
    "marketplace": "Market|Site|Store country|站点|市场|平台站点|Marktplatz|マーケットプレイス",
    "afn_fulfillable_quantity": "Available|Sellable|On hand|FBA available|Fulfillable|可售|可售库存|可售数量"
    "|可用库存|可用数量|在库可售|FBA库存|Verfügbar|Verkaufbar|Verkaufbarer Bestand|Bestand|販売可能|販売可能数"
    "|在庫数|販売可能在庫",
    "afn_total_quantity": "Total|Total stock|Total quantity|总库存|总数量|库存总数|合计库存|Gesamtbestand|Gesamt"
    "|総在庫|合計在庫",
    "afn_unsellable_quantity": "Unsellable|Unfulfillable|Damaged|不可售|不可售库存|残损|Nicht verkaufbar"
    "|Unverkäuflich|販売不可",
    "afn_reserved_quantity": "Reserved|预留|预留库存|锁定库存|Reserviert|引当|予約済み",
    "afn_inbound_shipped_quantity": "Inbound|In transit|On the way|在途|在途库存|在途数量|Unterwegs|Im Zulauf"
    "|輸送中|入荷予定",
    "afn_inbound_receiving_quantity": "Receiving|接收中|入库中|Im Empfang|受領中",
    "your_price": "Price|售价|价格|Preis|価格",
    "price": "Price|Selling price|售价|销售价|价格|单价|Preis|Verkaufspreis|価格|販売価格",
    "cost": "Cost|Unit cost|Purchase price|COGS|Landed cost|成本|采购价|进价|采购单价|成本价|Einkaufspreis|EK"
    "|Kosten|原価|仕入価格",
    "fees": "Fees|FBA fees|平台费用|费用|Gebühren|手数料",
    "price_floor": "Min price|Minimum price|Floor price|最低售价|底价|Mindestpreis|最低価格",
    "price_ceiling": "Max price|Maximum price|最高售价|Höchstpreis|最高価格",
    "target_acos": "Target ACoS|Goal ACoS|目标ACOS|Ziel-ACoS|目標ACOS",
    "lead_days": "Lead time|Lead time (days)|Production days|生产周期|采购周期|备货天数|交货周期|Lieferzeit"
    "|リードタイム",
    "safety_days": "Safety stock days|Buffer days|安全库存天数|Sicherheitstage|安全在庫日数",
    "carton_qty": "Carton quantity|Units per carton|Case pack|箱规|每箱数量|装箱量|Kartonmenge|入数",
    "first_live": "Launch date|Live since|上架时间|首次上架|Erstverkauf|発売日",
    "core": "Core product|核心产品|主推|Kernprodukt",
    "category": "Category|分类|品类|产品分类|Kategorie|カテゴリー|カテゴリ",
    "brand": "Brand name|品牌名|Marke|ブランド",
    "title": "Title|Listing title|标题|Titel|タイトル",
    "order_id": "Order|Order number|Order No.|Amazon order id|Platform order id|订单编号|平台订单编号|交易编号"
    "|亚马逊订单号|Bestellnummer|Auftragsnummer|注文番号",
    "ship_date": "Shipped|Shipped at|Ship date|Dispatch date|发货时间|发货日期|出库日期|Versanddatum"
    "|Versendet am|出荷日|発送日",
    "carrier": "Carrier|Courier|Shipping company|物流|快递公司|物流商|Versanddienstleister|Spediteur|配送業者",
    "tracking_number": "Tracking|Tracking no.|Tracking id|单号|物流跟踪号|快递单号|Sendungsnummer|Trackingnummer"
    "|追跡番号|伝票番号",
    "ship_method": "Service|Shipping method|物流方式|物流渠道|Versandart|配送方法",
    "ship_by": "Ship by|Latest ship date|最晚发货|Versand bis|出荷期限",
    "recipient": "Recipient|Ship to|Buyer name|收件人|收货人|买家姓名|Empfänger|宛名|受取人",
    "postcode": "Zip|Postal code|邮编|邮政编码|PLZ|Postleitzahl|郵便番号",
    "order_value": "Order total|Amount|订单金额|订单总额|Bestellwert|注文金額",
    "currency": "Currency code|币种|货币|Währung|通貨",
    "po_id": "PO|PO number|Purchase order|采购单|采购单号|采购编号|Bestell-Nr. Lieferant|Lieferantenbestellung"
    "|発注番号",
    "quantity": "Qty|Units|Ordered|数量|采购数量|下单数量|Menge|Stück|Anzahl|発注数",
    "ordered_at": "Order date|Ordered on|下单时间|下单日期|采购日期|Bestelldatum|Bestellt am|発注日",
    "eta": "ETA|Expected|Expected arrival|Due date|预计到达|预计到货|到货日期|预计到仓|Liefertermin|Ankunft"
    "|到着予定|入荷予定日",
    "mode": "Transport|Ship mode|运输方式|头程方式|Transportart|輸送方法",
    "status": "State|状态|订单状态|货件状态|Zustand|ステータス",
    "shipment_id": "Shipment|FBA shipment|Shipment name|货件|货件号|FBA货件号|发货单号|Sendungs-ID|Lieferungs-ID"
    "|納品番号",
    "quantity_shipped": "Shipped qty|Units shipped|发货数量|发货量|出货数量|Versandte Menge|出荷数",
    "quantity_received": "Received|Units received|签收数量|已接收|接收数量|入库数量|Empfangene Menge|受領数",
    "shipped_at": "Shipped|Departed|发货日期|出货日期|Versanddatum|出荷日",
    "date": "Day|Report date|日期|时间|统计日期|Datum|Tag|日付",
    "rating": "Stars|Star rating|评分|星级|评分星级|Bewertung|Sterne|評価",
    "review_count": "Reviews|Ratings count|Review count|评论数|评论数量|评价数|Rezensionen|Anzahl Bewertungen"
    "|レビュー数",
    "offer_count": "Offers|Sellers|跟卖数|卖家数|Angebote|出品者数",
    "buy_box_seller": "Buy Box|Featured offer|Buy box owner|购物车|购物车卖家|Buybox|カート取得者",
    "bsr": "BSR|Best seller rank|Sales rank|大类排名|排名|Verkaufsrang|Bestseller-Rang|ランキング",
    "seller": "Seller name|Merchant|卖家|店铺名称|Verkäufer|出品者",
    "keyword": "Keyword|Search term|Query|关键词|搜索词|Suchbegriff|キーワード",
    "rank": "Rank|Position|Organic rank|自然位|排名|Platzierung|順位",
    "search_volume": "Volume|Monthly searches|搜索量|Suchvolumen|検索ボリューム",
    "received_on": "Received|Value date|Posting date|到账日期|收款日期|入账日期|Wertstellung|Buchungstag|入金日",
    "amount": "Amount|Sum|金额|到账金额|Betrag|金額",
    "account": "Account|Bank account|收款账户|账户|Konto|口座",
    "settlement_id": "Settlement|结算编号|结算单号|Abrechnungsnummer|決済番号",
    "thread_id": "Thread|Conversation|Ticket|会话|工单号|Ticketnummer|スレッドID",
    "received_at": "Received|Received at|Message time|收到时间|接收时间|来信时间|Eingegangen|Eingang am|受信日時",
    "replied_at": "Replied|Answered|Reply time|回复时间|Beantwortet|返信日時",
    "subject": "Subject|Topic|主题|Betreff|件名",
    "claim_id": "Claim|A-to-z claim|索赔单号|Fall-ID|申請番号",
    "opened_at": "Opened|Filed|开启时间|申请时间|Eröffnet|申請日",
    "chargeback_id": "Chargeback|Dispute|拒付单号|Rückbuchung|チャージバック番号",
    "notified_at": "Notified|通知时间|Benachrichtigt|通知日",
    "state": "Status|状态|处理状态|ステータス",
    "deadline": "Deadline|Due|截止时间|截止日期|Frist|期限",
    "notification_id": "Notification|Case|通知编号|Mitteilung|通知番号",
    "metric": "Metric|KPI|指标|Kennzahl|指標",
    "value": "Value|数值|Wert|値",
}  # fmt: skip

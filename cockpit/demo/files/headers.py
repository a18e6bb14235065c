"""The header lines of the real reports, word for word (a trailing space is theirs)."""

# All Orders: live US, with documented middle variant (EU), and the documented columns (JP).
ORDERS_US = (
    "amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date", "order-status",
    "fulfillment-channel", "sales-channel", "order-channel", "ship-service-level", "product-name", "sku", "asin",
    "item-status", "quantity", "currency", "item-price", "item-tax", "shipping-price", "shipping-tax",
    "gift-wrap-price", "gift-wrap-tax", "item-promotion-discount", "ship-promotion-discount", "ship-city",
    "ship-state", "ship-postal-code", "ship-country", "promotion-ids", "cpf", "is-business-order",
    "purchase-order-number", "price-designation", "signature-confirmation-recommended", "order-item-id",
)  # fmt: skip
ORDERS_EU = (
    "amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date", "order-status", "order-item-id",
    "fulfillment-channel", "sales-channel", "order-channel", "ship-service-level", "product-name", "sku", "asin",
    "item-status", "quantity", "currency", "item-price", "item-tax", "shipping-price", "shipping-tax",
    "gift-wrap-price", "gift-wrap-tax", "item-promotion-discount", "ship-promotion-discount", "ship-city",
    "ship-state", "ship-postal-code", "ship-country", "promotion-ids", "cpf", "is-business-order",
    "purchase-order-number", "price-designation",
)  # fmt: skip
ORDERS_JP = (
    "amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date", "order-status",
    "fulfillment-channel", "sales-channel", "order-channel", "ship-service-level", "product-name", "sku", "asin",
    "item-status", "quantity", "currency", "item-price", "item-tax", "shipping-price", "shipping-tax",
    "gift-wrap-price", "gift-wrap-tax", "item-promotion-discount", "ship-promotion-discount", "ship-city",
    "ship-state", "ship-postal-code", "ship-country", "promotion-ids", "is-business-order", "purchase-order-number",
    "price-designation",
)  # fmt: skip
# Unshipped orders: Seller Central download, and the documented columns.
UNSHIPPED_US = (
    "order-id", "order-item-id", "purchase-date", "payments-date", "reporting-date", "promise-date",
    "days-past-promise", "buyer-email", "buyer-name", "payment-method-details", "buyer-phone-number", "sku",
    "number-of-items", "product-name", "quantity-purchased", "quantity-shipped", "quantity-to-ship",
    "ship-service-level", "ship-service-name", "recipient-name", "ship-address-1", "ship-address-2",
    "ship-address-3", "address-type", "ship-city", "ship-state", "ship-postal-code", "ship-country",
    "gift-wrap-type", "gift-message-text", "payment-method", "cod-collectible-amount", "already-paid",
    "payment-method-fee", "customized-url", "customized-page", "is-business-order", "purchase-order-number",
    "price-designation", "is-prime", "is-premium-order", "buyer-company-name", "licensee-name", "license-number",
    "license-state", "license-expiration-date", "is-replacement-order", "is-exchange-order", "original-order-id",
    "is-transparency", "default-ship-from-address-name", "default-ship-from-address-field-1",
    "default-ship-from-address-field-2", "default-ship-from-address-field-3", "default-ship-from-city",
    "default-ship-from-state", "default-ship-from-country", "default-ship-from-postal-code", "is-ispu-order",
    "store-chain-store-id", "is-buyer-requested-cancellation", "buyer-requested-cancel-reason", "ioss-number",
    "tax-collection-model", "tax-collection-responsible-party", "verge-of-cancellation", "verge-of-lateShipment",
    "signature-confirmation-recommended",
)  # fmt: skip
UNSHIPPED = (
    "order-id", "order-item-id", "purchase-date", "payments-date", "reporting-date", "promise-date",
    "days-past-promise", "buyer-email", "buyer-phone-number", "sku", "product-name", "quantity-purchased",
    "quantity-shipped", "quantity-to-ship", "ship-service-level", "recipient-name", "ship-address-1",
    "ship-address-2", "ship-address-3", "ship-city", "ship-state", "ship-postal-code", "ship-country",
    "is-business-order", "purchase-order-number", "price-designation", "is-prime",
)  # fmt: skip
# Manage FBA Inventory: three live columns in the US, two in the EU, the documented ones.
FBA_US = (
    "sku", "fnsku", "asin", "product-name", "condition", "your-price", "mfn-listing-exists",
    "mfn-fulfillable-quantity", "afn-listing-exists", "afn-warehouse-quantity", "afn-fulfillable-quantity",
    "afn-unsellable-quantity", "afn-reserved-quantity", "afn-total-quantity", "per-unit-volume",
    "afn-inbound-working-quantity", "afn-inbound-shipped-quantity", "afn-inbound-receiving-quantity",
    "afn-researching-quantity", "afn-reserved-future-supply", "afn-future-supply-buyable",
    "afn-fc-transfer-quantity", "afn-onhand-buyable-quantity", "store",
)  # fmt: skip
FBA_EU = (
    "sku", "fnsku", "asin", "product-name", "condition", "your-price", "mfn-listing-exists",
    "mfn-fulfillable-quantity", "afn-listing-exists", "afn-warehouse-quantity", "afn-fulfillable-quantity",
    "afn-unsellable-quantity", "afn-reserved-quantity", "afn-total-quantity", "per-unit-volume",
    "afn-inbound-working-quantity", "afn-inbound-shipped-quantity", "afn-inbound-receiving-quantity",
    "afn-researching-quantity", "afn-reserved-future-supply", "afn-future-supply-buyable",
    "afn-fulfillable-quantity-local", "afn-fulfillable-quantity-remote",
)  # fmt: skip
FBA = (
    "sku", "fnsku", "asin", "product-name", "condition", "your-price", "mfn-listing-exists",
    "mfn-fulfillable-quantity", "afn-listing-exists", "afn-warehouse-quantity", "afn-fulfillable-quantity",
    "afn-unsellable-quantity", "afn-reserved-quantity", "afn-total-quantity", "per-unit-volume",
    "afn-inbound-working-quantity", "afn-inbound-shipped-quantity", "afn-inbound-receiving-quantity",
    "afn-researching-quantity", "afn-reserved-future-supply", "afn-future-supply-buyable",
)  # fmt: skip
# Inventory planning: live US, and the older order that EU and JP files still look like.
PLANNING_US = (
    "snapshot-date", "sku", "fnsku", "asin", "product-name", "condition", "available", "fc-transfer",
    "pending-removal-quantity", "inv-age-0-to-90-days", "inv-age-91-to-180-days", "inv-age-181-to-270-days",
    "inv-age-271-to-365-days", "inv-age-366-to-455-days", "inv-age-456-plus-days", "currency", "units-shipped-t7",
    "units-shipped-t30", "units-shipped-t60", "units-shipped-t90", "alert", "your-price", "sales-price",
    "lowest-price-new-plus-shipping", "lowest-price-used", "recommended-action",
    "DEPRECATED healthy-inventory-level", "recommended-sales-price", "recommended-sale-duration-days",
    "recommended-removal-quantity", "estimated-cost-savings-of-recommended-actions", "sell-through", "item-volume",
    "volume-unit-measurement", "storage-type", "storage-volume", "marketplace", "product-group", "sales-rank",
    "days-of-supply", "estimated-excess-quantity", "weeks-of-cover-t30", "weeks-of-cover-t90", "featuredoffer-price",
    "sales-shipped-last-7-days", "sales-shipped-last-30-days", "sales-shipped-last-60-days",
    "sales-shipped-last-90-days", "inv-age-0-to-30-days", "inv-age-31-to-60-days", "inv-age-61-to-90-days",
    "inv-age-181-to-330-days", "inv-age-331-to-365-days", "estimated-storage-cost-next-month", "inbound-quantity",
    "inbound-working", "inbound-shipped", "inbound-received", "no-sale-last-6-months", "Total Reserved Quantity",
    "unfulfillable-quantity", "quantity-to-be-charged-ais-181-210-days", "estimated-ais-181-210-days",
    "quantity-to-be-charged-ais-211-240-days", "estimated-ais-211-240-days",
    "quantity-to-be-charged-ais-241-270-days", "estimated-ais-241-270-days",
    "quantity-to-be-charged-ais-271-300-days", "estimated-ais-271-300-days",
    "quantity-to-be-charged-ais-301-330-days", "estimated-ais-301-330-days",
    "quantity-to-be-charged-ais-331-365-days", "estimated-ais-331-365-days",
    "quantity-to-be-charged-ais-366-455-days", "estimated-ais-366-455-days",
    "quantity-to-be-charged-ais-456-plus-days", "estimated-ais-456-plus-days", "historical-days-of-supply",
    "fba-minimum-inventory-level", "fba-inventory-level-health-status", "Recommended ship-in quantity",
    "Recommended ship-in date", "Last updated date for Historical Days of Supply",
    "Exempted from Low-Inventory-Level fee?", "Low-Inventory-Level fee applied in current week?",
    "Short term historical days of supply", "Long term historical days of supply", "Inventory age snapshot date",
    "Inventory Supply at FBA", "Reserved FC Processing", "Reserved Customer Order", "Reserved Staging",
    "Total Days of Supply (including units from open shipments)", "supplier", "is-seasonal-in-next-3-months",
    "season-name", "season-start-date", "season-end-date", "Fulfillment Service and Programs",
)  # fmt: skip
PLANNING = (
    "snapshot-date", "sku", "fnsku", "asin", "product-name", "condition", "available", "pending-removal-quantity",
    "inv-age-0-to-90-days", "inv-age-91-to-180-days", "inv-age-181-to-270-days", "inv-age-271-to-365-days",
    "inv-age-365-plus-days", "currency", "qty-to-be-charged-ltsf-9-mo", "projected-ltsf-9-mo",
    "qty-to-be-charged-ltsf-12-mo", "estimated-ltsf-next-charge", "units-shipped-t7", "units-shipped-t30",
    "units-shipped-t60", "units-shipped-t90", "alert", "your-price", "sales-price", "lowest-price-new-plus-shipping",
    "lowest-price-used", "recommended-action", "healthy-inventory-level", "recommended-sales-price",
    "recommended-sale-duration-days", "recommended-removal-quantity",
    "estimated-cost-savings-of-recommended-actions", "sell-through", "item-volume", "volume-unit-measurement",
    "storage-type", "storage-volume", "marketplace", "product-group", "sales-rank", "days-of-supply",
    "estimated-excess-quantity", "weeks-of-cover-t30", "weeks-of-cover-t90", "featuredoffer-price",
    "sales-shipped-last-7-days", "sales-shipped-last-30-days", "sales-shipped-last-60-days",
    "sales-shipped-last-90-days", "inv-age-0-to-30-days", "inv-age-31-to-60-days", "inv-age-61-to-90-days",
    "inv-age-181-to-330-days", "inv-age-331-to-365-days", "estimated-storage-cost-next-month", "inbound-quantity",
    "inbound-working", "inbound-shipped", "inbound-received", "no-sale-last-6-months", "reserved-quantity",
    "unfulfillable-quantity", "estimated-ais-181-210-days", "estimated-ais-211-240-days",
    "estimated-ais-241-270-days", "estimated-ais-271-300-days", "estimated-ais-301-330-days",
    "estimated-ais-331-365-days", "estimated-ais-365-plus-days", "quantity-to-be-charged-ais-181-210-days",
    "quantity-to-be-charged-ais-211-240-days", "quantity-to-be-charged-ais-241-270-days",
    "quantity-to-be-charged-ais-271-300-days", "quantity-to-be-charged-ais-301-330-days",
    "quantity-to-be-charged-ais-331-365-days", "quantity-to-be-charged-ais-365-plus-days",
)  # fmt: skip
# All Listings; in Japan ten header cells are blank.
STRANDED = (
    "primary-action",
    "date-stranded",
    "Date-to-take-auto-removal",
    "status-primary",
    "status-secondary",
    "error-message",
    "stranded-reason",
    "asin",
    "sku",
    "fnsku",
    "product-name",
    "condition",
    "fulfilled-by",
    "fulfillable-qty",
    "your-price",
    "unfulfillable-qty",
    "reserved-quantity",
    "inbound-shipped-qty",
    "program",
)
INBOUND_PROBLEMS = (
    "issue-reported-date",
    "shipment-creation-date",
    "fba-shipment-id",
    "fba-carton-id",
    "fulfillment-center-id",
    "sku",
    "fnsku",
    "asin",
    "product-name",
    "problem-type",
    "problem-quantity",
    "expected-quantity",
    "received-quantity",
    "performance-measurement-unit",
    "coaching-level",
    "fee-type",
    "currency",
    "fee-total",
    "problem-level",
    "alert-status",
)

LISTINGS = (
    "item-name", "item-description", "listing-id", "seller-sku", "price", "quantity", "open-date", "image-url",
    "item-is-marketplace", "product-id-type", "zshop-shipping-fee", "item-note", "item-condition", "zshop-category1",
    "zshop-browse-path", "zshop-storefront-feature", "asin1", "asin2", "asin3", "will-ship-internationally",
    "expedited-shipping", "zshop-boldface", "product-id", "bid-for-featured-placement", "add-delete",
    "pending-quantity", "fulfillment-channel", "merchant-shipping-group", "status",
)  # fmt: skip
LISTINGS_JP = (
    "商品名", "", "出品ID", "出品者SKU", "価格", "数量", "出品日", "", "", "商品IDタイプ", "", "コンディション説明",
    "コンディション", "", "", "", "ASIN 1", "ASIN 2", "ASIN 3", "国外へ配送可", "迅速な配送", "", "商品ID", "", "",
    "在庫数", "フルフィルメント・チャンネル", "merchant-shipping-group", "ステータス",
)  # fmt: skip
# Detail page sales and traffic by child item: English (three spellings of Mobile App), Japanese.
BUSINESS_US = (
    "(Parent) ASIN", "(Child) ASIN", "Title", "SKU", "Sessions - Mobile App", "Sessions - Mobile APP - B2B",
    "Sessions - Browser", "Sessions - Browser - B2B", "Sessions - Total", "Sessions - Total - B2B",
    "Session Percentage - Mobile App", "Session Percentage - Mobile APP - B2B", "Session Percentage - Browser",
    "Session Percentage - Browser - B2B", "Session Percentage - Total", "Session Percentage - Total - B2B",
    "Page Views - Mobile App", "Page Views - Mobile APP - B2B", "Page Views - Browser", "Page Views - Browser - B2B",
    "Page Views - Total", "Page Views - Total - B2B", "Page Views Percentage - Mobile App",
    "Page Views Percentage - Mobile App - B2B", "Page Views Percentage - Browser",
    "Page Views Percentage - Browser - B2B", "Page Views Percentage - Total", "Page Views Percentage - Total - B2B",
    "Featured Offer (Buy Box) Percentage", "Featured Offer (Buy Box) Percentage - B2B", "Units Ordered",
    "Units Ordered - B2B", "Unit Session Percentage", "Unit Session Percentage - B2B", "Ordered Product Sales",
    "Ordered Product Sales - B2B", "Total Order Items", "Total Order Items - B2B",
)  # fmt: skip
BUSINESS_JP = (
    "（親）ASIN", "（子）ASIN", "タイトル", "SKU", "セッション数 - 合計", "セッション率 - 合計",
    "ページビュー - 合計", "ページビュー率 - 合計", "おすすめ出品（おすすめ商品）の獲得率", "注文された商品点数",
    "ユニットセッション率", "注文商品の売上額", "注文品目総数",
)  # fmt: skip
# German: the words that are known, and our own for the shares.
BUSINESS_DE = (
    "(Übergeordnete) ASIN", "(Untergeordnete) ASIN", "Titel", "SKU", "Sitzungen – mobile App", "Sitzungen – Browser",
    "Sitzungen – Summe", "Prozentsatz der Sitzungen – Summe", "Seitenaufrufe – mobile App",
    "Seitenaufrufe – Browser", "Seitenaufrufe – Summe", "Prozentsatz der Seitenaufrufe – Summe",
    "Prozentsatz Featured Offer (Einkaufswagenfeld)", "Bestellte Einheiten", "Bestellte Einheiten – B2B",
    "Prozentsatz Einheiten pro Sitzung", "Durch bestellte Produkte erzielter Umsatz", "Bestellsumme – B2B",
    "Zahl der Bestellposten", "Zahl der Bestellposten – B2B",
)  # fmt: skip
# SP search terms: Summary with Retailer and Country, daily, and Japanese.
TERMS_XLSX = (
    "Start Date", "End Date", "Portfolio name", "Currency", "Campaign Name", "Ad Group Name", "Retailer", "Country",
    "Targeting", "Match Type", "Customer Search Term", "Impressions", "Clicks", "Click-Thru Rate (CTR)",
    "Cost Per Click (CPC)", "Spend", "7 Day Total Sales ", "Total Advertising Cost of Sales (ACOS) ",
    "Total Return on Advertising Spend (ROAS)", "7 Day Total Orders (#)", "7 Day Total Units (#)",
    "7 Day Conversion Rate", "7 Day Advertised SKU Units (#)", "7 Day Other SKU Units (#)",
    "7 Day Advertised SKU Sales ", "7 Day Other SKU Sales ",
)  # fmt: skip
TERMS_DAILY = (
    "Date", "Portfolio name", "Currency", "Campaign Name", "Ad Group Name", "Targeting", "Match Type",
    "Customer Search Term", "Impressions", "Clicks", "Click-Thru Rate (CTR)", "Cost Per Click (CPC)", "Spend",
    "7 Day Total Sales ", "Total Advertising Cost of Sales (ACOS) ", "Total Return on Advertising Spend (ROAS)",
    "7 Day Total Orders (#)", "7 Day Total Units (#)", "7 Day Conversion Rate", "7 Day Advertised SKU Units (#)",
    "7 Day Other SKU Units (#)", "7 Day Advertised SKU Sales ", "7 Day Other SKU Sales ",
)  # fmt: skip
TERMS_JP = (
    "開始日", "終了日", "ポートフォリオ名", "通貨", "キャンペーン名", "広告グループ名", "ターゲティング",
    "マッチタイプ", "カスタマーの検索キーワード", "インプレッション", "クリック", "クリックスルー率 (CTR)",
    "平均クリック単価 (CPC)", "費用", "広告がクリックされてから7日間の総売上高", "広告費売上高比率（ACOS）合計",
    "広告費用対効果（ROAS）合計", "広告がクリックされてから7日間の合計注文数",
    "広告がクリックされてから7日間の合計販売数", "広告がクリックされてから7日間のコンバージョン率",
)  # fmt: skip
# SP campaigns, Japan 2026; the English words stand in the same order.
CAMPAIGNS_JP = (
    "日付", "ポートフォリオ名", "キャンペーンの種類", "キャンペーン名", "国", "ステータス", "通貨", "予算",
    "ターゲティングタイプ", "入札戦略", "インプレッション", "昨年のインプレッション数", "クリック数",
    "昨年のクリック数", "クリックスルー率（CTR）", "広告費", "昨年の支出", "クリック課金制（CPC）",
    "昨年のクリック単価（CPC）", "広告がクリックされてから7日間の合計注文数", "広告費売上高比率（ACOS）合計",
    "広告費用対効果（ROAS）合計", "広告がクリックされてから7日間の総売上高",
)  # fmt: skip
CAMPAIGNS = (
    "Date", "Portfolio name", "Program Type", "Campaign Name", "Country", "Status", "Currency", "Budget",
    "Targeting Type", "Bidding strategy", "Impressions", "Last Year Impressions", "Clicks", "Last Year Clicks",
    "Click-Thru Rate (CTR)", "Spend", "Last Year Spend", "Cost Per Click (CPC)", "Last Year Cost Per Click (CPC)",
    "7 Day Total Orders (#)", "Total Advertising Cost of Sales (ACOS)", "Total Return on Advertising Spend (ROAS)",
    "7 Day Total Sales",
)  # fmt: skip
# With the days that the campaigns themselves start and end on.
CAMPAIGNS_DATED = ("Date", "Start Date", "End Date", *CAMPAIGNS[1:])
# Settlement flat files: the narrow V2 and the wide V1.
SETTLEMENT_V2 = (
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount", "currency",
    "transaction-type", "order-id", "merchant-order-id", "adjustment-id", "shipment-id", "marketplace-name",
    "amount-type", "amount-description", "amount", "fulfillment-id", "posted-date", "posted-date-time",
    "order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased",
    "promotion-id",
)  # fmt: skip
SETTLEMENT_V1 = (
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount", "currency",
    "transaction-type", "order-id", "merchant-order-id", "adjustment-id", "shipment-id", "marketplace-name",
    "shipment-fee-type", "shipment-fee-amount", "order-fee-type", "order-fee-amount", "fulfillment-id",
    "posted-date", "order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku",
    "quantity-purchased", "price-type", "price-amount", "item-related-fee-type", "item-related-fee-amount",
    "misc-fee-amount", "other-fee-amount", "other-fee-reason-description", "promotion-id", "promotion-type",
    "promotion-amount", "direct-payment-type", "direct-payment-amount", "other-amount",
)  # fmt: skip

FEE_PREVIEW_US = (
    "sku", "fnsku", "asin", "amazon-store", "product-name", "product-group", "brand", "fulfilled-by", "your-price",
    "sales-price", "longest-side", "median-side", "shortest-side", "length-and-girth", "unit-of-dimension",
    "item-package-weight", "unit-of-weight", "product-size-tier", "currency", "estimated-fee-total",
    "estimated-referral-fee-per-unit", "estimated-variable-closing-fee", "estimated-order-handling-fee-per-order",
    "estimated-pick-pack-fee-per-unit", "estimated-weight-handling-fee-per-unit", "expected-fulfillment-fee-per-unit",
    "estimated-future-fee (Current Selling on Amazon + Future Fulfillment fees)",
    "estimated-future-order-handling-fee-per-order", "estimated-future-pick-pack-fee-per-unit",
    "estimated-future-weight-handling-fee-per-unit", "expected-future-fulfillment-fee-per-unit",
)  # fmt: skip
FEE_PREVIEW_EU = (
    "sku", "fnsku", "asin", "product-name", "product-group", "brand", "fulfilled-by", "has-local-inventory",
    "your-price", "sales-price", "longest-side", "median-side", "shortest-side", "length-and-girth",
    "unit-of-dimension", "item-package-weight", "unit-of-weight", "product-size-weight-band", "currency",
    "estimated-fee-total", "estimated-referral-fee-per-unit", "estimated-variable-closing-fee",
    "expected-domestic-fulfilment-fee-per-unit", "expected-efn-fulfilment-fee-per-unit-uk",
    "expected-efn-fulfilment-fee-per-unit-de", "expected-efn-fulfilment-fee-per-unit-fr",
    "expected-efn-fulfilment-fee-per-unit-it", "expected-efn-fulfilment-fee-per-unit-es",
    "expected-efn-fulfilment-fee-per-unit-se",
)  # fmt: skip
# Seller Central's monthly storage fees (US).
STORAGE_US = (
    "asin", "fnsku", "product_name", "fulfillment_center", "country_code", "longest_side", "median_side",
    "shortest_side", "measurement_units", "weight", "weight_units", "item_volume", "volume_units", "product_size_tier",
    "average_quantity_on_hand", "average_quantity_pending_removal", "estimated_total_item_volume", "month_of_charge",
    "storage_utilization_ratio", "storage_utilization_ratio_units", "base_rate", "utilization_surcharge_rate",
    "avg_qty_for_sus", "est_vol_for_sus", "est_base_msf", "est_sus", "currency", "estimated_monthly_storage_fee",
    "dangerous_goods_storage_type", "eligible_for_inventory_discount", "qualifies_for_inventory_discount",
    "total_incentive_fee_amount", "breakdown_incentive_fee_amount", "average_quantity_customer_orders",
)  # fmt: skip
# Business reports by date.
BY_DATE_US = ("Date", "Ordered Product Sales", "Units Ordered", "Total Order Items", "Sessions - Total")
BY_DATE_DE = (
    "Datum", "Durch bestellte Produkte erzielter Umsatz", "Bestellte Einheiten", "Zahl der Bestellposten",
    "Sitzungen – Summe",
)  # fmt: skip
BY_DATE_JP = ("日付", "注文商品の売上額", "注文された商品点数", "注文品目総数", "セッション数 - 合計")
# The Sponsored Products sheet of a bulk download.
BULK = (
    "Product", "Entity", "Operation", "Campaign ID", "Ad Group ID", "Portfolio ID", "Ad ID", "Keyword ID",
    "Product Targeting ID", "Campaign Name", "Ad Group Name", "Campaign Name (Informational only)",
    "Ad Group Name (Informational only)", "Portfolio Name (Informational only)", "Start Date", "End Date",
    "Targeting Type", "State", "Campaign State (Informational only)", "Ad Group State (Informational only)",
    "Daily Budget", "SKU", "ASIN (Informational only)", "Eligibility Status (Informational only)",
    "Reason for Ineligibility (Informational only)", "Ad Group Default Bid",
    "Ad Group Default Bid (Informational only)", "Bid", "Keyword Text", "Match Type", "Bidding Strategy", "Placement",
    "Percentage", "Product Targeting Expression", "Resolved Product Targeting Expression (Informational only)",
    "Impressions", "Clicks", "Click-through Rate", "Spend", "Sales", "Orders", "Units", "Conversion Rate", "ACOS",
    "CPC", "ROAS",
)  # fmt: skip
FBA_RETURNS = (
    "return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity", "fulfillment-center-id",
    "detailed-disposition", "reason", "status", "license-plate-number", "customer-comments",
)  # fmt: skip
REIMBURSEMENTS = (
    "approval-date", "reimbursement-id", "case-id", "amazon-order-id", "reason", "sku", "fnsku", "asin", "product-name",
    "condition", "currency-unit", "amount-per-unit", "amount-total", "quantity-reimbursed-cash",
    "quantity-reimbursed-inventory", "quantity-reimbursed-total", "original-reimbursement-id",
    "original-reimbursement-type",
)  # fmt: skip
LEDGER_DETAIL = (
    "Date", "FNSKU", "ASIN", "MSKU", "Title", "Event Type", "Reference ID", "Quantity", "Fulfillment Center",
    "Disposition", "Reason", "Country", "Reconciled Quantity", "Unreconciled Quantity", "Date and Time",
)  # fmt: skip

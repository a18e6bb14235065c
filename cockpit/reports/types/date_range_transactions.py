"""Date range (unified) transactions: a preamble of some lines, then a header in the marketplace's language.

The order of the columns is the same everywhere; the words of each language stand here in the order US, Mexico, France,
Germany, Italy, Spain, Japan, the Netherlands.
"""

from cockpit.reports.columns import count, instant, money, spelled, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

DATE_RANGE_TRANSACTIONS = ReportType(
    id="date-range-transactions",
    title=Words("Date range transactions", "日期范围交易"),
    menu=Words("Payments › Reports Repository › Transaction", "付款 › 报告库 › 交易"),
    columns=(
        instant(
            "date_time",
            *spelled(
                "date/time | fecha/hora | date/heure | Datum/Uhrzeit | Data/Ora: | fecha y hora | 日付/時間 | "
                "datum/tijd | data/godzina | datum/tid"
            ),
            required=True,
        ),
        text(
            "settlement_id",
            *spelled(
                "settlement id | Id. de liquidación | numéro de versement | Abrechnungsnummer | Numero "
                "pagamento | identificador de pago | 決済番号 | schikkings-ID | Identifiant du paiement | "
                "reglerings-id | identyfikator rozliczenia"
            ),
            required=True,
            id=True,
        ),
        text("type", *spelled("type | tipo | Typ | トランザクションの種類")),
        text(
            "order_id",
            *spelled(
                "order id | Id. del pedido | numéro de la commande | Bestellnummer | Numero ordine | "
                "número de pedido | 注文番号 | bestelnummer | beställnings-id | identyfikator zamówienia"
            ),
            id=True,
        ),
        text("sku", *spelled("sku")),
        text("description", *spelled("description | descripción | Beschreibung | Descrizione | 説明 | beschrijving")),
        count("quantity", *spelled("quantity | cantidad | quantité | Menge | Quantità | 数量 | aantal")),
        text("marketplace", *spelled("marketplace | web de Amazon | Amazon 出品サービス | site de vente")),
        text("account_type", *spelled("account type")),
        text(
            "fulfillment",
            *spelled(
                "fulfillment | fulfilment | cumplimiento | traitement | Versand | Gestione | gestión "
                "logística | フルフィルメント"
            ),
        ),
        text(
            "tax_collection_model",
            *spelled(
                "tax collection model | modelo de recaudación de impuestos | Modèle de perception des "
                "taxes | Steuererhebungsmodell | modello di riscossione delle imposte | Formulario de "
                "recaudación de impuestos | 税金徴収型"
            ),
        ),
        money(
            "product_sales",
            *spelled(
                "product sales | ventas de productos | ventes de produits | Umsätze | Vendite | 商品売上 | "
                "verkoop van producten"
            ),
        ),
        money(
            "product_sales_tax",
            *spelled(
                "product sales tax | impuesto de ventas de productos | Taxes sur la vente des produits | "
                "Produktumsatzsteuer | imposta sulle vendite dei prodotti | 商品の売上税 | geïnde "
                "omzetbelasting | sales tax collected"
            ),
        ),
        money(
            "shipping_credits",
            *spelled(
                "shipping credits | postage credits | créditos de envío | crédits d'expédition | "
                "Gutschrift für Versandkosten | Accrediti per le spedizioni | abonos de envío | 配送料 | "
                "Verzendtegoeden"
            ),
        ),
        money(
            "shipping_credits_tax",
            *spelled(
                "shipping credits tax | impuesto de abono de envío | taxe sur les crédits d’expédition | "
                "Steuer auf Versandgutschrift | imposta accrediti per le spedizioni | impuestos por "
                "abonos de envío | 配送料の税金"
            ),
        ),
        money(
            "gift_wrap_credits",
            *spelled(
                "gift wrap credits | créditos por envoltorio de regalo | crédits sur l'emballage cadeau | "
                "Gutschrift für Geschenkverpackung | Accrediti per confezioni regalo | abonos de "
                "envoltorio para regalo | ギフト包装手数料 | kredietpunten cadeauverpakking"
            ),
        ),
        money(
            "gift_wrap_credits_tax",
            *spelled(
                "giftwrap credits tax | impuesto de créditos de envoltura | Taxes sur les crédits cadeaux "
                "| Steuer auf Geschenkverpackungsgutschriften | imposta sui crediti confezione regalo | "
                "ギフト包装クレジットの税金"
            ),
        ),
        money("regulatory_fee", *spelled("Regulatory Fee")),
        money("tax_on_regulatory_fee", *spelled("Tax On Regulatory Fee")),
        money("points", *spelled("Amazonポイントの費用")),
        money(
            "promotional_rebates",
            *spelled(
                "promotional rebates | descuentos promocionales | Rabais promotionnels | Rabatte aus "
                "Werbeaktionen | Sconti promozionali | devoluciones promocionales | プロモーション割引額 | "
                "promotiekortingen"
            ),
        ),
        money(
            "promotional_rebates_tax",
            *spelled(
                "promotional rebates tax | impuesto de reembolsos promocionales | Taxes sur les remises "
                "promotionnelles | Steuer auf Aktionsrabatte | imposta sugli sconti promozionali | "
                "プロモーション割引の税金"
            ),
        ),
        money(
            "marketplace_withheld_tax",
            *spelled(
                "marketplace withheld tax | impuesto de retenciones en la plataforma | Taxes retenues sur "
                "le site de vente | Einbehaltene Steuer auf Marketplace | trattenuta IVA del marketplace "
                "| impuesto retenido en el sitio web | 源泉徴収税を伴うマーケットプレイス | "
                "Belasting voor marketplace-facilitator"
            ),
        ),
        money(
            "selling_fees",
            *spelled(
                "selling fees | tarifas de venta | frais de vente | Verkaufsgebühren | Commissioni di "
                "vendita | 手数料 | verkoopkosten"
            ),
        ),
        money(
            "fba_fees",
            *spelled(
                "fba fees | tarifas fba | Frais Expédié par Amazon | Gebühren zu Versand durch Amazon | "
                "Costi del servizio Logistica di Amazon | tarifas de Logística de Amazon | FBA 手数料 | fba- "
                "vergoedingen"
            ),
        ),
        money(
            "other_transaction_fees",
            *spelled(
                "other transaction fees | tarifas de otra transacción | autres frais de transaction | "
                "Andere Transaktionsgebühren | Altri costi relativi alle transazioni | tarifas de otras "
                "transacciones | トランザクションに関するその他の手数料 | overige transactiekosten"
            ),
        ),
        money("other", *spelled("other | otro | autre | Andere | Altro | その他 | overige")),
        money("total", *spelled("total | Gesamt | totale | 合計 | totaal"), required=True),
        text("transaction_status", *spelled("Transaction Status | トランザクションのステータス")),
        instant("transaction_release_date", *spelled("Transaction Release Date | トランザクション開始日")),
    ),
    marks=(("date_time", "settlement_id", "total"),),
    accumulates="log",
    key=("settlement_id", "date_time", "order_id"),
    period_columns=("date_time",),
    as_of_columns=("date_time",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    optional=True,
)

"""Prepared pictures of a believable morning: three marketplaces, issues of every family, Chinese and German names."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cockpit.checklist import Checklist, Step, Tick
from cockpit.issue import Figure, Line, Money, Pane, Severity, Subject, Tag, Verdict, fingerprint
from cockpit.marks import Acknowledged, Mark, Marks, Note, Snoozed
from cockpit.picture import CheckNote, EvidenceRow, Issue, Picture, ReportNeed, VerdictLine
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.text import Words, same
from tests.screens import moment

TEAM, NOW = moment.TEAM, moment.NOW
EVENING = NOW.replace(hour=18, minute=0)
NOON = NOW.replace(hour=12, minute=0)
C, W, I = Severity.CRITICAL, Severity.WARNING, Severity.INFO  # noqa: E741 - the column of a table


def amazon(value: float, *, crossed: bool = True, source: str = "seller performance report", as_of: str = "") -> Line:
    """Amazon's line as a check would state it."""
    return Line("amazon", value, crossed, source, as_of or "2026-10-01")


def target(value: float, *, crossed: bool = True, source: str = "config.toml:12") -> Line:
    """The team's own line."""
    return Line("internal", value, crossed, source)


def row(file: str, number: int, **cells: str) -> EvidenceRow:
    """One row of a report."""
    return EvidenceRow(file, number, tuple((name.replace("_", "-"), value) for name, value in cells.items()))


def issue(
    check: str,
    pane: Pane,
    marketplace: str,
    subject: Subject,
    severity: Severity,
    title: Words,
    action: Words,
    **more: object,
) -> Issue:
    """An issue, new since 09:11 unless `more` says otherwise."""
    made = Issue(
        fingerprint(check, "default", marketplace, subject), 0, check, severity, pane, "default", marketplace, subject,
        title, action, "new", NOW - timedelta(minutes=1), NOW - timedelta(minutes=1),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # field names of Issue, checked by replace itself


SHIP = Words(
    "Ship and confirm now, or message the buyer and agree a cancellation request; do not confirm without a parcel.",
    "立即发货并确认;发不出时先与买家沟通由其发起取消,严禁虚假发货。",
)
EXPEDITE = Words(
    "Runs out on 29 Nov; expedite 420, slow ads and raise price 5–10% to stretch stock, tell purchasing today.",
    "预计 11月29日 断货:加急补 420 件,降广告/小幅提价控速,今天通知采购。",
)
DEFECTS = Words(
    "List the defective orders; answer or settle each claim today, request removal where feedback breaks Amazon's "
    "rules, and hold risky SKUs until the rate is under 0.5%.",
    "列出缺陷订单,当天处理索赔;差评符合移除条件的立即申请移除;问题 SKU 暂停推广,直至 ODR 降到 0.5% 以下。",
)


def morning_issues() -> list[Issue]:
    """Account health, orders, listings and stock."""
    m, old = Pane.MORNING, NOW - timedelta(days=2, hours=3)
    return [
        issue(
            "F-01", m, "US", Subject("order", "111-4417234-8812345"), C,
            Words("Order 111-4417234-8812345 is 26 h past Amazon's ship-by, 1 to ship",
                  "订单 111-4417234-8812345 已超亚马逊最晚发货时间 26 小时,待发 1 件"),
            SHIP, number=142, due=NOW, figure=Figure("hours", 26, unit="hours"),
            lines=(amazon(0, source='domain, help page "Late shipment rate"', as_of="2026-10"),), rows_total=1,
            rows=(row("US/unshipped.txt", 12, order_id="111-4417234-8812345",
                      promise_date="2026-11-22T06:59:59+00:00", quantity_to_ship="1", sku="ZX-LAMP-01"),),
        ),
        issue(
            "H-01", m, "US", Subject("account", "US"), C,
            Words("ODR 1.25% — over Amazon's line 1%", "订单缺陷率 1.25%:超过亚马逊红线 1%"), DEFECTS, number=131,
            due=EVENING, state="open", first_seen=old, figure=Figure("odr", 0.0125, 5, 400, "rate"),
            lines=(amazon(0.01), target(0.005)), trend=(0.004, 0.0045, 0.005, 0.006, 0.0075, 0.0098, 0.0125),
            rows=(row("US/seller-performance.json", 31, metric="orderDefectRate", defects="5", orders="400",
                      fulfillment="MFN"),), rows_total=5,
            notes=(Words("At most 3 defects fit under the line.", "红线内最多容许 3 个缺陷订单。"),),
        ),
        issue(
            "S-02", m, "US", Subject("sku", "ZX-LAMP-01"), C,
            Words("ZX-LAMP-01 runs out in 6 days, next stock takes 35",
                  "ZX-LAMP-01 还可售 6 天,补货需 35 天"),
            EXPEDITE,
            number=128, due=EVENING, state="open", first_seen=old, figure=Figure("cover", 6.2, 186, 30, "days"),
            lines=(target(7, source="[stock] warn_days, source article"),), impact=Money(Decimal("4210.50"), "USD"),
            trend=(21, 18, 16, 14, 11, 8.5, 6.2), needs_approval=True,
            rows=(row("US/inventory-planning.csv", 88, sku="ZX-LAMP-01", available="186", units_shipped_t30="900"),),
            rows_total=3, effects=(("L-06", Words("Buy Box lost for 2 days", "购物车已丢失 2 天")),),
        ),
        issue(
            "L-04", m, "DE", Subject("sku", "KÜ-SIEB-3er"), C,
            Words("KÜ-SIEB-3er sells at 1.99 EUR, floor 14.50 EUR", "KÜ-SIEB-3er 售价 1.99 EUR,低于底价 14.50 EUR"),
            Words("Set inventory to 0 or correct the price now, then check orders taken at the wrong price.",
                  "立即改价或下架库存,并核查错价订单。"),
            number=139, due=NOW + timedelta(minutes=29), figure=Figure("price", Decimal("1.99"), unit="money"),
            lines=(target(14.5, source="DE/sku-master.csv"),), impact=Money(Decimal("375.30"), "EUR"),
            needs_approval=True, rows_total=1,
            rows=(row("DE/Alle Angebote+23-11.txt", 240, **{"seller-sku": "KÜ-SIEB-3er", "price": "1,99"}),),
        ),
        issue(
            "F-02", m, "DE", Subject("order", "303-7781002-1934567"), W,
            Words("Order 303-7781002-1934567 must ship by 17:00, 2 to ship",
                  "订单 303-7781002-1934567 须在 17:00 前发货,待发 2 件"),
            Words("Pack and confirm before 17:00.", "请在 17:00 前打包并确认发货。"),
            number=140, due=NOW.replace(hour=17, minute=0), figure=Figure("hours", 7.8, unit="hours"),
        ),
        issue(
            "S-03", m, "JP", Subject("sku", "折りたたみ傘-黒-2本"), W,
            Words("折りたたみ傘-黒-2本: order 600 by 27 Nov", "折りたたみ傘-黒-2本:请在 11月27日 前下单 600 件"),
            Words("Order 600 by 27 Nov (lead 35 d).", "请在 11月27日 前下单 600 件(备货周期 35 天)。"),
            number=97, due=NOW + timedelta(days=4), state="reopened", reopened=2, first_seen=NOW - timedelta(days=20),
            figure=Figure("cover", 38.5, 1155, 30, "days"), lines=(target(45),), impact=Money(Decimal(182000), "JPY"),
        ),
        issue(
            "H-02", m, "DE", Subject("account", "DE"), W,
            Words("LSR 3.1% — above internal target 2.5%, within Amazon's limit 4%",
                  "迟发率 3.1%:高于内部目标 2.5%,仍在亚马逊红线 4% 以内"),
            Words("Confirm every shipped order now, clear orders due in 24 h, and raise handling time on SKUs you "
                  "cannot ship in time (supervisor approval).",
                  "立即确认所有已发货订单,清完 24 小时内到期订单;发不出的 SKU 申请延长备货时间(需主管审批)。"),
            number=120, due=EVENING, state="open", first_seen=old, figure=Figure("lsr", 0.031, 9, 290, "rate"),
            lines=(amazon(0.04, crossed=False), target(0.025)), trend=(0.02, 0.022, 0.021, 0.026, 0.029, 0.031),
        ),
        issue(
            "L-02", m, "US", Subject("sku", "ZX-MUG-便携"), W,
            Words("ZX-MUG-便携 is suppressed: main image missing", "ZX-MUG-便携 被抑制:缺少主图"),
            Words("Fix the named field and resubmit; stock is earning nothing.",
                  "按提示字段修复并重新提交;库存正在空耗。"),
            number=133, due=EVENING, figure=Figure("stock", 412), rows_total=2,
        ),
        issue(
            "L-06", m, "US", Subject("sku", "BT-SPK-22-BLK"), W,
            Words("BT-SPK-22-BLK: Buy Box share 41%, was 93%", "BT-SPK-22-BLK 购物车占比 41%,此前 93%"),
            Words("Check order: stock → suppression → price incl. shipping → new sellers → handling time and feedback.",
                  "依次排查:库存→抑制→含运费价格→新跟卖→备货时效与店铺评分。"),
            number=136, due=EVENING, state="unsure", first_seen=old, last_seen=NOW - timedelta(hours=25),
            figure=Figure("buy_box", 0.41, unit="rate"), lines=(target(0.8),),
        ),
        issue(
            "F-03", m, "US", Subject("order", "113-0098812-5523411"), I,
            Words("Order 113-0098812-5523411 is unconfirmed for 27 h", "订单 113-0098812-5523411 已 27 小时未确认发货"),
            Words("Past the team's 24 h target; Amazon's ship-by is 25 Nov.",
                  "已超过团队 24 小时目标;亚马逊最晚发货时间为 11月25日。"),
            number=141, due=EVENING,
        ),
        issue(
            "D-01", m, "JP", Subject("report", "sp-search-terms"), W,
            Words("SP search terms is missing for JP: nobody looks there", "JP 缺少 SP 搜索词报告:相关检查无法进行"),
            Words("Export it from Ads console › Reports › Sponsored Products › Search term.",
                  "请从 广告后台 › 报告 › 商品推广 › 搜索词 导出。"),
            number=144, due=NOW.replace(hour=9, minute=30),
        ),
    ]  # fmt: skip


def noon_issues() -> list[Issue]:
    """Ads."""
    n = Pane.NOON
    return [
        issue(
            "A-01", n, "DE", Subject("campaign", "Auto-Lampe"), C,
            Words("Auto-Lampe: ACoS 48.2%, target 30%", "Auto-Lampe:ACoS 48.2%,目标 30%"),
            Words("Sort terms by spend: cut zero-order terms, lower bids to target, keep converting ones.",
                  "按花费排序:否掉无单词,出价降到目标,保留出单词。"),
            number=143, due=NOON, figure=Figure("acos", 0.482, Decimal("216.90"), Decimal("450.00"), "rate"),
            lines=(target(0.3, source="config.toml:88"),), impact=Money(Decimal("81.90"), "EUR"),
            trend=(0.28, 0.31, 0.33, 0.36, 0.4, 0.45, 0.482), rows_total=41,
            rows=(row("DE/sp-suchbegriffe.csv", 12, Suchbegriff="lampe schreibtisch usb", Klicks="44", Ausgaben="38,20",
                      Bestellungen="0"),
                  row("DE/sp-suchbegriffe.csv", 31, Suchbegriff="led lampe klemme", Klicks="39", Ausgaben="29,05",
                      Bestellungen="0")),
        ),
        issue(
            "A-03", n, "US", Subject("search_term", "Auto-1 › Lamps › desk lamp usb"), W,
            Words("“desk lamp usb” 40 clicks, no order", "“desk lamp usb” 点击 40 次,无出单"),
            Words("Add as negative exact in Auto-1 after a relevance look.",
                  "人工判断相关性后,在 Auto-1 添加精准否定。"),
            number=134, due=NOON, figure=Figure("p", 0.012, 0, 40, "probability"), lines=(target(0.05),),
        ),
        issue(
            "A-04", n, "US", Subject("campaign", "Auto-2 便携杯 自动"), W,
            Words("Auto-2 便携杯 自动 spends 3.2× its mean", "Auto-2 便携杯 自动 花费为均值的 3.2 倍"),
            Words("Cap budget, negate the wasteful terms, check a changed bid or new placement.",
                  "先限预算,否定无效流量词,再查出价/广告位变动。"),
            number=135, due=NOON, figure=Figure("spend_ratio", 3.2, Decimal(96), Decimal(30), "ratio"),
            lines=(target(2.5),), trend=(1.0, 1.1, 0.9, 1.2, 1.0, 3.2), tags=("launch",),
        ),
        issue(
            "A-07", n, "JP", Subject("campaign", "手动-傘-完全一致"), W,
            Words("手动-傘-完全一致 stopped 2 days ago", "手动-傘-完全一致 已停投 2 天"),
            Words("Find who stopped it in the change history; restore or recreate; screenshot.",
                  "查变更历史确认操作人,恢复或重建并截图。"),
            number=125, due=NOON, state="open", first_seen=NOW - timedelta(days=2),
        ),
    ]  # fmt: skip


def evening_issues() -> list[Issue]:
    """Messages and feedback."""
    e = Pane.EVENING
    return [
        issue(
            "C-01", e, "US", Subject("thread", "T-9921"), C,
            Words("Buyer message T-9921 waits 25 h — Amazon's line 24 h reached",
                  "买家消息 T-9921 已等待 25 小时:已到亚马逊红线 24 小时"),
            Words("Answer now, even a holding reply; flag 'no response needed' if truly none is.",
                  "立即回复(可先告知处理中);确无需回复的请标记。"),
            number=138, due=NOW - timedelta(hours=1, minutes=4), figure=Figure("hours", 25, unit="hours"),
            lines=(amazon(24), target(12)), also_in=(Pane.MORNING,),
        ),
        issue(
            "C-02", e, "US", Subject("order", "112-6634098-0041122"), W,
            Words("2★ feedback on 112-6634098-0041122 unanswered for 19 h",
                  "订单 112-6634098-0041122 的 2 星评价已 19 小时未回复"),
            Words("Answer briefly, solve the cause; request removal if it is a product review, obscene, personal, or "
                  "about FBA delivery.", "简短回复并解决原因;纯商品评价/辱骂/隐私/FBA 配送类申请移除。"),
            number=137, due=NOW + timedelta(hours=29),
        ),
    ]  # fmt: skip


def period_issues() -> list[Issue]:
    """Settlements."""
    return [
        issue(
            "P-01", Pane.MONTH_END, "US", Subject("settlement", "19284310021"), C,
            Words("Settlement 19284310021: lines and deposit differ by 38.20 USD",
                  "结算 19284310021:明细与到账相差 38.20 USD"),
            Words("Stop the close: lines and deposit differ by 38.20 USD; re-download, then list the unexplained "
                  "transaction types.", "暂停结账:明细与到账相差 38.20 USD;重新下载后按交易类型列出差异。"),
            number=119, due=NOW + timedelta(days=10), state="open", first_seen=NOW - timedelta(days=5),
            figure=Figure("difference", Decimal("38.20"), unit="money"), impact=Money(Decimal("38.20"), "USD"),
        ),
    ]  # fmt: skip


RULES = (
    ("H-01", Pane.MORNING, "Order defect rate", "订单缺陷率 ODR"),
    ("H-02", Pane.MORNING, "Late shipment rate", "迟发率 LSR"),
    ("H-04", Pane.MORNING, "Valid tracking rate", "有效追踪率 VTR"),
    ("F-01", Pane.MORNING, "Past Amazon's ship-by", "已过最晚发货时间"),
    ("F-02", Pane.MORNING, "Ship-by near", "临近最晚发货"),
    ("F-03", Pane.MORNING, "Unconfirmed too long", "长时间未确认发货"),
    ("L-02", Pane.MORNING, "Suppressed listing", "Listing 被抑制"),
    ("L-04", Pane.MORNING, "Price out of bounds", "价格越界"), ("L-06", Pane.MORNING, "Buy Box lost", "购物车丢失"),
    ("S-02", Pane.MORNING, "Stock-out risk", "断货预警"), ("S-03", Pane.MORNING, "Reorder", "补货提醒"),
    ("A-01", Pane.NOON, "ACoS against line", "ACoS 对照目标"),
    ("A-03", Pane.NOON, "Clicks without orders", "有点击无出单"),
    ("A-04", Pane.NOON, "Runaway spend", "花费跑飞"), ("A-07", Pane.NOON, "Campaign stopped", "活动停投"),
    ("A-10", Pane.NOON, "Ad report loaded", "广告报表已到"),
    ("C-01", Pane.EVENING, "Buyer message waiting", "买家消息待回复"),
    ("C-02", Pane.EVENING, "Negative feedback", "差评待回复"),
    ("P-01", Pane.MONTH_END, "Settlement totals", "结算核对"),
    ("D-01", Pane.MORNING, "Report missing", "缺少报表"),
)  # fmt: skip
NO_TERMS = Words("no SP search terms report for JP", "JP 缺少 SP 搜索词报告")
STALE_HEALTH = Words("seller performance is 31 h old, at most 24 h", "账户绩效报告已有 31 小时,最多 24 小时")


def verdicts(issues: list[Issue]) -> tuple[VerdictLine, ...]:
    """What every rule says of every marketplace; JP has no search terms and an old performance report."""
    found = {(one.check, one.marketplace) for one in issues}
    lines = []
    for check, *_ in RULES:
        for marketplace in ("US", "DE", "JP"):
            verdict, reason = (Verdict.ISSUES, None) if (check, marketplace) in found else (Verdict.OK, None)
            if marketplace == "JP" and check in {"A-01", "A-03", "A-04"}:
                verdict, reason = Verdict.NO_DATA, NO_TERMS
            if marketplace == "JP" and check.startswith("H"):
                verdict, reason = Verdict.STALE, STALE_HEALTH
            lines.append(VerdictLine(check, "default", marketplace, verdict, reason))
    return tuple(lines)


NEEDS = (
    ("seller-performance", "Seller performance", "账户绩效报告",
     "Performance › Account Health › Download", "绩效 › 账户状况 › 下载",
     (Pane.MORNING,), ("H-01", "H-02", "H-04")),
    ("unshipped-orders", "Unshipped orders", "未发货订单",
     "Orders › Order Reports › Unshipped orders", "订单 › 订单报告 › 未发货订单",
     (Pane.MORNING,), ("F-01", "F-02", "F-03")),
    ("inventory-planning", "FBA inventory planning", "FBA 库存规划", "Reports › Fulfillment › Manage Inventory Health",
     "数据报告 › 库存和销售报告 › 库存状况", (Pane.MORNING,), ("S-02", "S-03")),
    ("all-listings", "All listings", "全部商品报告",
     "Inventory › Inventory Reports › All Listings", "库存 › 库存报告 › 全部商品",
     (Pane.MORNING,), ("L-02", "L-04")),
    ("sp-search-terms", "SP search terms", "SP 搜索词报告", "Ads console › Reports › Sponsored Products › Search term",
     "广告后台 › 报告 › 商品推广 › 搜索词", (Pane.NOON,), ("A-01", "A-03", "A-04")),
    ("buyer-messages", "Buyer messages", "买家消息", "kept by hand or by the ERP", "手工登记或由 ERP 导出",
     (Pane.EVENING,), ("C-01",)),
)  # fmt: skip


def needs() -> tuple[ReportNeed, ...]:
    """Six types in three marketplaces; one is missing and one is stale, in JP."""
    found = []
    for type_, en, zh, menu_en, menu_zh, panes, checks in NEEDS:
        for marketplace in ("US", "DE", "JP"):
            missing = (type_, marketplace) == ("sp-search-terms", "JP")
            stale = (type_, marketplace) == ("seller-performance", "JP")
            found.append(
                ReportNeed(
                    type_,
                    Words(en, zh),
                    Words(menu_en, menu_zh),
                    "default",
                    marketplace,
                    panes,
                    checks,
                    "missing" if missing else "stale" if stale else "fresh",
                    optional=False,
                    as_of=None if missing else NOW - timedelta(hours=31 if stale else 2),
                    max_age_hours=24.0,
                )
            )
    return tuple(found)


def files() -> tuple[ReportFile, ...]:
    """The reports folder: mostly fine, one unknown file, one with cells that could not be read."""
    made = [
        ReportFile(
            f"{need.marketplace}/{need.type}.txt", need.type, "default", need.marketplace, (), date(2026, 10, 24),
            date(2026, 11, 22), need.as_of, 18233, 0, "utf-8", f"{need.type}{need.marketplace}", 1 << 20, NOW,
            "stale" if need.status == "stale" else "fresh",
        )
        for need in needs()
        if need.status != "missing"
    ]  # fmt: skip
    bad = Problem("unreadable", "DE/报表 导出 (3).xlsx", found="not a workbook")
    cell = Problem("bad-cell", "US/all-listings.txt", 812, "price", "a number", "1,5x", 3)
    made[0] = replace(made[0], path="US/seller-performance.json", rows=1)
    made.append(ReportFile("DE/报表 导出 (3).xlsx", None, status="unreadable", problems=(bad,), size=812))
    made.append(ReportFile("notes from mei.txt", None, status="unknown", size=2211, encoding="utf-8"))
    return tuple(
        replace(file, rejected_rows=3, problems=(cell,)) if "US/all-list" in file.path else file for file in made
    )


def picture(number: int = 1) -> Picture:
    """The morning of 23 November 2026 in Shenzhen."""
    issues = [*morning_issues(), *noon_issues(), *evening_issues(), *period_issues()]
    rules = tuple(CheckNote(check, Words(en, zh), pane, f"What {check} does.") for check, pane, en, zh in RULES)
    return Picture(
        number, NOW, "shenzhen-home", ("US", "DE", "JP"), tuple(issues), verdicts(issues), files(), needs(), rules
    )


def empty_picture() -> Picture:
    """A workspace where nothing has arrived yet."""
    missing = tuple(replace(need, status="missing", as_of=None) for need in needs() if need.marketplace == "US")
    rules = picture().rules
    blind = tuple(
        VerdictLine(rule.id, "default", "US", Verdict.NO_DATA, Words("no report yet", "尚无报表")) for rule in rules
    )
    return Picture(1, NOW, "new-shop", (), (), blind, (), missing, rules)


STEPS = (
    ("M1", Pane.MORNING, "Account health and notifications read", "查账号健康与绩效通知", ("H-01", "H-02", "H-04")),
    ("M2", Pane.MORNING, "A-to-z, chargebacks, buyer messages over night", "查 A-to-Z、拒付与隔夜消息", ("C-01",)),
    ("M3", Pane.MORNING, "Merchant orders: past due, due today, over 24 h",
     "自发货订单:超时、今日到期、超 24 小时", ("F-01", "F-02", "F-03")),
    ("M4", Pane.MORNING, "Core SKU patrol: title, image, price, stock, Buy Box",
     "巡检核心 SKU:标题、主图、价格、库存、购物车",
     ("L-02", "L-04", "L-06")),
    ("M5", Pane.MORNING, "Stock-out risk within 7 days; reorder list to purchasing",
     "断货预警(7 天)与补货清单发采购", ("S-02", "S-03")),
    ("M6", Pane.MORNING, "Inbound performance, stranded, capacity at most 90%", "入库绩效、滞留库存、库容 ≤ 90%", ()),
    ("N1", Pane.NOON, "Last complete day's ad report loaded by 10:00", "10 点前完成上一完整日广告报表", ("A-10",)),
    ("N2", Pane.NOON, "ACoS and TACoS against line (mature days)", "ACoS、TACoS 对照目标(成熟数据)", ("A-01",)),
    ("N3", Pane.NOON, "Runaway auto groups, negatives", "自动广告跑飞与否词", ("A-03", "A-04")),
    ("N5", Pane.NOON, "Budget, paused or missing campaigns", "预算、误停误删", ("A-07",)),
    ("E1", Pane.EVENING, "Pending messages to zero (<24 h)", "待处理消息清零", ("C-01",)),
    ("E2", Pane.EVENING, "Negative feedback answered (<48 h), returns answered", "差评与退货请求已回复", ("C-02",)),
    ("E5", Pane.EVENING, "Day's actions reviewed", "当日操作复盘", ()),
)  # fmt: skip
TICKS = {
    "M1": Tick(done=True, by="li", at=NOW.replace(hour=9, minute=2)),
    "M2": Tick(done=True, by="li", at=NOW.replace(hour=9, minute=5)),
    "N1": Tick(done=True, by="li", at=NOW.replace(hour=8, minute=50), proof="A-10"),
}


def checklist() -> Checklist:
    """The day's steps, three of them done."""
    steps = (Step(id_, pane, Words(en, zh), checks, tick=TICKS.get(id_, Tick())) for id_, pane, en, zh, checks in STEPS)
    return Checklist(date(2026, 11, 23), tuple(steps))


def marks() -> Marks:
    """One issue acknowledged and owned, one snoozed, one with a note."""
    by_check = {one.check: one.fingerprint for one in picture().issues}
    note = Note("li", NOW - timedelta(days=1), "供应商说周四能发 300 件", "e1")
    return Marks({
        by_check["S-02"]: Mark(Acknowledged("li", NOW - timedelta(minutes=30), C), owner="li", notes=(note,)),
        by_check["L-06"]: Mark(snoozed=Snoozed("mei", NOW, NOW + timedelta(hours=9), "等新品图 18:00 再看")),
    })  # fmt: skip


def many(count: int) -> Picture:
    """A picture with any number of issues, for lists."""
    first = picture()
    base = morning_issues()[4]
    issues = tuple(
        replace(base, fingerprint=f"{n:016x}", number=n + 1, subject=Subject("order", f"111-{n:07d}-0000000"),
                title=same(f"Order 111-{n:07d}-0000000 must ship by 17:00"), due=NOW + timedelta(minutes=60 + n),
                severity=C if n % 7 == 0 else W)
        for n in range(count)
    )  # fmt: skip
    return replace(first, issues=issues)


HOSTILE = "\x1b]0;owned\x07\x1b[2J[red]bold[/red] [@click=app.quit]x[/] \u202egnp.exe\u200b ${HOME} {file}"


def hostile_picture() -> Picture:
    """Every text that comes from outside tries to do something."""
    bad = same(HOSTILE)
    tags: tuple[Tag, ...] = ()
    one = issue(
        "F-01", Pane.MORNING, HOSTILE, Subject("order", HOSTILE), C, bad, bad, notes=(bad,), number=1,
        due=NOW, tags=tags,
        rows=(EvidenceRow(HOSTILE, 1, ((HOSTILE, HOSTILE),)),), rows_total=1, effects=((HOSTILE, bad),),
        figure=Figure(HOSTILE, 1.0), lines=(Line("amazon", 1, crossed=True, source=HOSTILE, as_of=HOSTILE),),
    )  # fmt: skip
    need = replace(needs()[0], title=bad, menu=bad, type=HOSTILE, marketplace=HOSTILE, status="missing")
    file = ReportFile(HOSTILE, HOSTILE, HOSTILE, HOSTILE, encoding=HOSTILE, problems=(Problem(HOSTILE, HOSTILE, 1),))
    verdict = VerdictLine(HOSTILE, HOSTILE, HOSTILE, Verdict.FAILED, bad)
    return replace(
        picture(), workspace=HOSTILE, marketplaces=(HOSTILE,), issues=(one,), files=(file,), needs=(need,),
        verdicts=(verdict,), rules=(CheckNote(HOSTILE, bad, Pane.MORNING, HOSTILE),),
        problems=(Problem("bad-setting", HOSTILE, 3, HOSTILE, HOSTILE, HOSTILE),),
    )  # fmt: skip


MIDNIGHT_UTC = datetime(2026, 11, 23, tzinfo=UTC)

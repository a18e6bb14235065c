"""Open incidents whose evidence pack lacks something that the appeal needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.api import (
    FILE,
    LISTING_REPORTS,
    NOTIFICATIONS,
    ROW,
    SHIPPED,
    Context,
    Figure,
    Finding,
    Incident,
    IncidentItem,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Words,
    answer_by,
    both_clocks,
    check,
    evidence_pack,
    incidents,
    lacking,
    listing_then,
    notification_rows,
    setting,
    span,
    unread_cells,
)


@dataclass(frozen=True)
class Settings:
    """[incidents], as far as this check needs it."""

    answer_h: float = setting(
        24.0, "The answer is due so long after the message where Amazon states no deadline", unit="h"
    )
    urgent_h: float = setting(24.0, "A pack that is incomplete so long before the deadline is critical", unit="h")


TITLE = Words("Evidence pack of {id} lacks {n} of {total}: {items}", "事故 {id} 的证据包缺 {n}/{total} 项:{items}")
MORE = Words("{items} and {n} more", "{items}等,另缺 {n} 类")
ACTION = Words(
    "Do not edit the listing. Collect the pack by {time}; supervisor sends the appeal.",
    "切勿先改 Listing。{time} 前备齐证据,由主管提交申诉。",
)
MISSING = Words("Missing: {item}", "缺:{item}")
LEFT = Words("{span} left until the answer is due", "距答复期限还有 {span}")
PAST = Words("the answer was due {span} ago", "答复期限已过 {span}")
FOLDER = Words(
    "Put files into the incident's folder: cockpit incident show {id}", "文件放入事故文件夹:cockpit incident show {id}"
)
NAMED = 3  # kinds of things that the title names; the notes name all

SHOWN = ("notification_id", "received_at", "subject", "kind", "asins", "skus", "order_ids", "deadline", FILE, ROW)


@check(
    "I-03",
    Words("Evidence pack incomplete", "证据包不完整"),
    pane=Pane.MORNING,
    also_in=(Pane.NOON, Pane.EVENING),
    wants=(NOTIFICATIONS, *SHIPPED, *LISTING_REPORTS),
    settings=Settings,
    section="incidents",
    unplaced=True,
)
def pack_incomplete(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Open incidents whose evidence pack lacks something that the appeal needs.

    What it finds:
        Incidents without a sent appeal whose pack lacks a required item: the screenshot of the notification, order ids,
        carrier and tracking of each order, a screenshot of the carrier's site and the messages of each order, the
        listing as it was, the plan of action; for authenticity and IP also invoices and letters of authorisation.
    Why it matters:
        An appeal with a gap is refused, and the second one is read with less patience than the first.
    Formula:
        Missing = needed and not there. Carrier and tracking, and the listing, are there when the reports give them; the
        rest when a file lies in state/incidents/<id>/ (names begin with the order id they belong to) or incident.toml
        says so. Hours left = deadline − now.
    Lines:
        urgent_h (our own, 24): at most so long before the deadline an incomplete pack is critical, before that a
        warning. The deadline is Amazon's, else answer_h (our own, 24) after the message.
    Feeds:
        performance-notifications; shipment-confirmations and fba-shipments: carrier, tracking_number; all-listings,
        listing-patrol; the folder of the incident.
    Traps:
        Orders are needed unless the warning is about products alone. An empty file is a slot, not evidence. The plan is
        there when each of Amazon's three questions has an answer. `needed = false` in incident.toml takes an item off
        the list: say why in its note.
    What to do:
        Collect what is named, do not edit the listing, write the pack (cockpit pack), and let the supervisor send it.

    中文

    发现什么:
        申诉尚未提交且证据包缺少必需项的事故:通知截图、订单号、每个订单的承运商与单号、承运商官网轨迹截图、买卖双方消息、
        当时的 Listing、行动计划;涉及正品或知识产权时还需发票和授权书。
    为何重要:
        证据有缺口的申诉会被驳回,第二次申诉审得更严。
    公式:
        缺失 = 需要且不在。承运商与单号、Listing 由报表提供即算齐;其余须有文件放在 state/incidents/<编号>/(文件名以所属
        订单号开头),或在 incident.toml 中注明。剩余小时 = 截止时间 − 现在。
    界限:
        urgent_h(自定,24):距截止不超过此时长仍不完整为紧急,更早为预警。截止时间以亚马逊写明的为准,否则为收到后 answer_h
        (自定,24)小时。
    数据来源:
        performance-notifications;shipment-confirmations 与 fba-shipments:carrier、tracking_number;all-listings、
        listing-patrol;事故文件夹。
    陷阱:
        警告只涉及商品时不要求订单。空文件只是占位,不算证据。行动计划三问都有答案才算完成。incident.toml 中
        needed = false 可去掉某项,请在 note 写明原因。
    怎么做:
        补齐所列材料,不要改 Listing,生成证据包(cockpit pack),由主管提交。
    """
    for incident in incidents(ctx):
        if incident.guarded:
            yield from _judge(ctx, incident)
    yield from unread_cells(
        ctx, NOTIFICATIONS, "asins", "skus", "order_ids", "received_at", "deadline", "appeal_sent_at"
    )


def _judge(ctx: Context[Settings], incident: Incident) -> Iterator[Finding]:
    items = evidence_pack(ctx, incident, listing_then(ctx, incident))
    missing = [item for item in items if item.missing]
    answer = answer_by(incident, ctx.settings.answer_h)
    critical_from = answer - timedelta(hours=ctx.settings.urgent_h)
    ctx.changes_at(critical_from)
    if missing:
        yield _finding(ctx, incident, items, answer)


def _finding(ctx: Context[Settings], incident: Incident, items: Sequence[IncidentItem], answer: datetime) -> Finding:
    lacks = lacking(items)
    needed = [item for item in items if item.needed]
    missing = sum(item.missing for item in items)
    left = answer - ctx.now
    urgent = left <= timedelta(hours=ctx.settings.urgent_h)
    title = TITLE.fill(id=incident.id, n=missing, total=len(needed), items=_named(lacks))
    spelled = (LEFT if left >= timedelta() else PAST).fill(span=span(abs(left)))
    return Finding(
        Subject("incident", incident.id),
        Severity.CRITICAL if urgent else Severity.WARNING,
        title,
        ACTION.fill(time=both_clocks(answer, ctx.clock, ctx.marketplace or incident.marketplace)),
        figure=Figure("missing_items", missing, missing, len(needed)),
        lines=(ctx.line("internal", "urgent_h", crossed=urgent),),
        evidence=(notification_rows(ctx, incident).select(SHOWN),) if NOTIFICATIONS in ctx.check.reads else (),
        due=answer.astimezone(ctx.clock.team_zone),
        needs_approval=True,
        also_in=(Pane.NOON, Pane.EVENING),
        notes=(spelled, *(MISSING.fill(item=item) for item in lacks), FOLDER.fill(id=incident.id)),
    )


def _named(lacks: Sequence[Words]) -> Words:
    shown = lacks[:NAMED]
    joined = Words(", ".join(one.en for one in shown), "、".join(one.zh for one in shown))
    return MORE.fill(items=joined, n=len(lacks) - NAMED) if len(lacks) > NAMED else joined

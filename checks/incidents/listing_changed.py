"""Listings that were edited while an incident about them is open: the evidence is tampered with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from cockpit.api import (
    ASIN_SKU,
    FILE,
    LISTING_FIELDS,
    LISTING_REPORTS,
    NOTIFICATIONS,
    ROW,
    Context,
    Figure,
    Finding,
    Incident,
    ListingChange,
    NotJudged,
    Pane,
    RecordedAction,
    Severity,
    Snapshot,
    Subject,
    Verdict,
    Words,
    answer_by,
    both_clocks,
    check,
    incidents,
    listing_at,
    listing_changes,
    listing_is_newer,
    listing_of,
    listing_snapshots,
    newest_listing,
    own_actions,
    setting,
    unread_cells,
)


@dataclass(frozen=True)
class Settings:
    """[incidents], as far as this check needs it."""

    answer_h: float = setting(
        24.0, "The answer is due so long after the message where Amazon states no deadline", unit="h"
    )


TITLE = Words(
    "{asin}: {fields} changed while incident {id} is open and no appeal is sent",
    "{asin}:事故 {id} 未结、申诉未提交,{fields}已被改动",
)
ACTION = Words(
    "Do not edit the listing. Collect the pack by {time}; supervisor sends the appeal.",
    "切勿先改 Listing。{time} 前备齐证据,由主管提交申诉。",
)
CHANGED = Words("{sku} {field}: {before} → {after}", "{sku} {field}:{before} → {after}")
COMPARED = Words(
    "Compared: {report} of {before} (at the notification) with that of {after}",
    "对比:{before}(通知时)与 {after} 的 {report}",
)
TOO_OLD = Words(
    "{asin}: no listings report since the notification of incident {id}; export it again",
    "{asin}:事故 {id} 的通知之后还没有商品报表,请重新导出",
)
NO_BASELINE = Words(
    "{asin}: no listings report from before the notification of incident {id} to compare with",
    "{asin}:没有事故 {id} 通知之前的商品报表可对比",
)
NOT_LISTED = Words(
    "{asin}: not in the newest listings report, incident {id} is open", "{asin}:最新商品报表中没有,事故 {id} 未结"
)
EDITS = frozenset({"listing", "price", "other"})  # kinds of actions that may have changed a listing


@check(
    "I-02",
    Words("Listing edited under an incident", "事故期间改动 Listing"),
    pane=Pane.MORNING,
    also_in=(Pane.NOON, Pane.EVENING),
    wants=(NOTIFICATIONS, *LISTING_REPORTS),
    settings=Settings,
    section="incidents",
    severities=(Severity.CRITICAL,),
)
def listing_changed(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Listings that were edited while an incident about them is open and no appeal is sent.

    What it finds:
        An ASIN under an open incident whose listing is not what it was when the notification came: title, brand,
        category, main image, bullets, search terms, condition or price.
    Why it matters:
        The listing is the evidence. Amazon compares what was on the page with what the appeal says; an edit before the
        appeal reads as a confession or as tampering, and the appeal is lost.
    Formula:
        The newest snapshot of the listing at or before received_at is compared, field by field, with the newest one
        after it. The guard ends when the appeal is logged as sent: an appeal on the board that is done and approved, or
        appeal_sent_at in the report; or when the incident is closed.
    Lines:
        None: any change is one too many.
    Feeds:
        performance-notifications: notification_id, received_at, asins, skus, appeal_sent_at; incidents opened at the
        cockpit; all-listings: item-name, price, item-condition; listing-patrol: title, brand, category,
        main_image_hash, bullets, search_terms, price; their older snapshots.
    Traps:
        Whitespace and HTML entities are no change; image addresses change without a new picture, so the hash counts.
        Stock and status are left out: they move by themselves, and Amazon takes a warned listing down itself. An edit
        that was logged as done before the notification came explains a difference; one logged afterwards does not. A
        column that one of two exports does not have tells nothing. Price drift (L-04), content drift (L-01) and title
        rules (L-11) of the ASIN are effects of this and stand under it.
    What to do:
        Stop, do not edit further, do not put it back without the supervisor. Screenshot the page and the change, add
        who changed it and when to the timeline, and send the appeal first.

    中文

    发现什么:
        存在未结事故的 ASIN,其 Listing 与通知到达时不一致:标题、品牌、类目、主图、五点、搜索词、成色或价格。
    为何重要:
        Listing 本身就是证据。亚马逊会拿页面与申诉内容比对;申诉前改动会被视为默认或破坏证据,申诉必败。
    公式:
        取 received_at 当时或之前最新的一份快照,与之后最新的一份逐字段比较。申诉登记为已提交(看板上已执行且已审批的申
        诉,或报表中的 appeal_sent_at)或事故关闭后,不再检查。
    界限:
        没有:任何改动都不应发生。
    数据来源:
        performance-notifications:notification_id、received_at、asins、skus、appeal_sent_at;驾驶舱登记的事故;
        all-listings:item-name、price、item-condition;listing-patrol:title、brand、category、main_image_hash、
        bullets、search_terms、price;以及更早的快照。
    陷阱:
        空白和 HTML 实体不算改动;图片地址会自行变化,以哈希为准。库存和状态不看:它们会自行变动,被警告的 Listing 由亚马逊
        自己下架。通知到达前已登记执行的改动可以解释差异,之后登记的不能。某一份导出缺少的列不作比较。该 ASIN 的价格
        (L-04)、内容(L-01)、标题(L-11)问题是其后果,列在其下。
    怎么做:
        立即停止,不要继续修改,也不要自行改回,由主管决定。截图页面和改动,把何人何时改动写入时间线,先提交申诉。
    """
    for incident in incidents(ctx):
        if incident.guarded and incident.received_at is not None and (incident.asins or incident.skus):
            yield from _guard(ctx, incident, incident.received_at)
    yield from unread_cells(ctx, NOTIFICATIONS, "asins", "skus", "received_at", "appeal_sent_at")
    if any(incident.guarded for incident in incidents(ctx)):
        yield from unread_cells(ctx, "all-listings", "item_name", "price", "asin1", "item_condition")


@dataclass(frozen=True, eq=False)
class _Pair:
    """The listing at the notification and now, in one report."""

    before: Snapshot
    after: Snapshot


def _guard(ctx: Context[Settings], incident: Incident, received: datetime) -> Iterator[Finding | NotJudged]:
    pairs = list(_pairs(ctx, received))
    asins = _asins(incident, pairs)
    edits = own_actions(ctx)
    for asin, skus in asins.items():
        told = [
            pair for pair in pairs if listing_is_newer(pair.after, pair.before, received) and _there(pair, asin, skus)
        ]
        if not told:
            yield NotJudged(*_blind(pairs, incident, asin, skus, received), subject=_subject(asin, skus))
            continue
        found = [
            (pair, change)
            for pair in told
            for change in listing_changes(pair.before, pair.after, [asin], skus)
            if not any(_explains(action, change, pair.before.as_of, received) for action in edits)
        ]
        if found:
            yield _finding(ctx, incident, asin, skus, found)


def _pairs(ctx: Context[Settings], received: datetime) -> Iterator[_Pair]:
    for type_ in LISTING_REPORTS:
        tables = listing_snapshots(ctx, type_)
        before = listing_at(type_, tables, received, ctx.marketplace)
        after = newest_listing(type_, tables, ctx.marketplace)
        if before is not None and after is not None:
            yield _Pair(before, after)


def _asins(incident: Incident, pairs: Sequence[_Pair]) -> dict[str, list[str]]:
    """The products of an incident: each ASIN with its SKUs; a SKU whose ASIN nobody knows stands for itself."""
    found: dict[str, list[str]] = {asin: [] for asin in incident.asins}
    known: set[str] = set()
    for pair in pairs:
        asin_column, sku_column = ASIN_SKU[pair.after.type]
        for snapshot in (pair.before, pair.after):
            rows = listing_of(snapshot, incident.asins, incident.skus)
            for asin, sku in rows.select(asin_column, sku_column).drop_nulls().unique(maintain_order=True).rows():
                if sku not in found.setdefault(asin, []):
                    found[asin].append(sku)
                known.add(sku)
    lost = [sku for sku in incident.skus if sku not in known] if not incident.asins else []
    return found | {f"sku:{sku}": [sku] for sku in lost}


def _subject(asin: str, skus: Sequence[str]) -> Subject:
    return Subject("sku", skus[0]) if asin.startswith("sku:") else Subject("asin", asin)


def _there(pair: _Pair, asin: str, skus: Sequence[str]) -> bool:
    return all(listing_of(one, [asin], skus).height for one in (pair.before, pair.after))


def _blind(
    pairs: Sequence[_Pair], incident: Incident, asin: str, skus: Sequence[str], received: datetime
) -> tuple[Verdict, Words]:
    """Why nothing can be said about a product."""
    newest = [pair for pair in pairs if pair.after.as_of > received]
    name = _subject(asin, skus).id
    if not newest:
        return Verdict.IMMATURE, TOO_OLD.fill(asin=name, id=incident.id)
    if any(listing_of(pair.after, [asin], skus).height for pair in newest):
        return Verdict.NO_DATA, NO_BASELINE.fill(asin=name, id=incident.id)
    return Verdict.NO_DATA, NOT_LISTED.fill(asin=name, id=incident.id)


def _explains(action: RecordedAction, change: ListingChange, since: datetime, received: datetime) -> bool:
    """Whether an edit that was done before the notification came accounts for a difference."""
    done = action.done_at
    about = action.subject.id in {change.asin, change.sku}
    return about and action.kind in EDITS and done is not None and since < done <= received


def _finding(
    ctx: Context[Settings],
    incident: Incident,
    asin: str,
    skus: Sequence[str],
    found: Sequence[tuple[_Pair, ListingChange]],
) -> Finding:
    fields = list(dict.fromkeys(change.name for _, change in found))
    both = list(dict.fromkeys(pair for pair, _ in found))
    joined = Words(", ".join(one.en for one in fields), "、".join(one.zh for one in fields))
    answer = both_clocks(answer_by(incident, ctx.settings.answer_h), ctx.clock, ctx.marketplace)
    return Finding(
        _subject(asin, skus),
        Severity.CRITICAL,
        TITLE.fill(asin=_subject(asin, skus).id, fields=joined, id=incident.id),
        ACTION.fill(time=answer),
        figure=Figure("changed_fields", len({(change.sku, change.name) for _, change in found})),
        evidence=tuple(_rows(one, asin, skus) for pair in both for one in (pair.before, pair.after)),
        due_within=timedelta(),  # at once
        needs_approval=True,
        also_in=(Pane.NOON, Pane.EVENING),
        about=(Subject("incident", incident.id), *(Subject("sku", sku) for sku in skus)),
        notes=(*(_said(change) for _, change in found), *(_compared(ctx, pair) for pair in both)),
    )


def _rows(snapshot: Snapshot, asin: str, skus: Sequence[str]) -> pl.DataFrame:
    names = (*ASIN_SKU[snapshot.type], *LISTING_FIELDS[snapshot.type], FILE, ROW)
    return listing_of(snapshot, [asin], skus).select(names)


def _said(change: ListingChange) -> Words:
    return CHANGED.fill(
        sku=change.sku or change.asin, field=change.name, before=change.before or "–", after=change.after or "–"
    )


def _compared(ctx: Context[Settings], pair: _Pair) -> Words:
    before, after = (both_clocks(one.as_of, ctx.clock, ctx.marketplace) for one in (pair.before, pair.after))
    return COMPARED.fill(report=ctx.title_of(pair.after.type), before=before, after=after)

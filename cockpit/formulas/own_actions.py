"""The lines of the board that are judged in one store and marketplace, so that each is judged once."""

from collections.abc import Sequence
from typing import Any

from cockpit.check import Context, RecordedAction
from cockpit.text import Words

KIND_NAMES = {
    "price": Words("price", "改价"), "bid": Words("bid", "竞价"), "budget": Words("budget", "预算"),
    "pause": Words("pause", "暂停"), "archive": Words("archive", "归档"), "negative": Words("negative", "否词"),
    "listing": Words("listing", "Listing"), "appeal": Words("appeal", "申诉"), "refund": Words("refund", "退款"),
    "removal": Words("removal", "移除"), "claim": Words("claim", "索赔"), "other": Words("other", "其他"),
}  # fmt: skip


def own_actions(ctx: Context[Any]) -> Sequence[RecordedAction]:
    """The actions of this store and marketplace; those that name no store belong to the first that has it."""
    scopes = ctx.tables.scopes()
    stores = {store for store, place in scopes if place == ctx.marketplace} or {store for store, _ in scopes}
    first = not ctx.marketplace or ctx.store == min(stores, default=ctx.store)
    return [
        action
        for action in ctx.actions
        if action.id
        and (action.marketplace == ctx.marketplace or not ctx.marketplace)
        and (action.store == ctx.store or not action.store or not ctx.marketplace)
        and (action.store or first)
    ]


def said_change(action: RecordedAction) -> Words:
    """What an action changes: price ZX-1 19.99 → 24.99."""
    kind = KIND_NAMES.get(action.kind, Words(action.kind, action.kind))
    values = Words(" {before} → {after}", " {before} → {after}") if action.before or action.after else Words("", "")
    text = Words("{kind} {subject}{values}", "{subject} {kind}{values}")
    values = values.fill(before=action.before or "–", after=action.after or "–")
    return text.fill(kind=kind, subject=action.subject.id, values=values)

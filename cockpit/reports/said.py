"""The closed words of reports kept by hand or by an ERP, as people and ERPs write them: ours, Amazon's and Chinese."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

_SPACES: Final = re.compile(r"[\s-]+")

MODES: Final = {
    "空运": "air", "空派": "air", "快递": "air", "红单": "air", "海运": "sea", "海派": "sea", "海卡": "sea",
    "快船": "sea", "普船": "sea", "铁路": "sea", "卡航": "sea",
    "陆运": "domestic", "国内": "domestic", "卡车": "domestic",
}  # fmt: skip
PURCHASE_STATES: Final = {
    "待审核": "open", "待下单": "open", "待采购": "open", "采购中": "open", "生产中": "open", "待到货": "open",
    "未到货": "open", "部分到货": "open", "待发货": "open", "已发货": "shipped", "在途": "shipped", "运输中": "shipped",
    "已到货": "received", "全部到货": "received", "已入库": "received", "已完成": "received", "完成": "received",
    "已作废": "cancelled", "作废": "cancelled", "已取消": "cancelled", "取消": "cancelled",
}  # fmt: skip
SHIPMENT_STATES: Final = {
    "准备中": "WORKING", "处理中": "WORKING", "已发货": "SHIPPED", "运输中": "IN_TRANSIT", "在途": "IN_TRANSIT",
    "已送达": "DELIVERED", "已签收": "DELIVERED", "已登记": "CHECKED_IN", "接收中": "RECEIVING", "签收中": "RECEIVING",
    "已完成": "CLOSED", "已关闭": "CLOSED", "已取消": "CANCELLED", "已作废": "CANCELLED", "已删除": "DELETED",
}  # fmt: skip
CLAIM_STATES: Final = {
    "待处理": "action_required", "需要操作": "action_required", "审核中": "under_review", "处理中": "under_review",
    "已赔付": "granted", "已批准": "granted", "已拒绝": "denied", "已驳回": "denied", "已撤销": "withdrawn",
    "已撤回": "withdrawn",
}  # fmt: skip
CHARGEBACK_STATES: Final = {
    "待处理": "action_required", "需要操作": "action_required", "已提交": "submitted", "审核中": "submitted",
    "胜诉": "won", "已胜诉": "won", "败诉": "lost", "已败诉": "lost",
}  # fmt: skip
SENDERS: Final = {
    "买家": "buyer",
    "客户": "buyer",
    "亚马逊": "amazon",
    "平台": "amazon",
    "系统": "auto",
    "自动": "auto",
}
# What stands in a carrier's column instead of a carrier, without punctuation and in lower case.
NAMELESS: Final = ("other", "others", "其他", "其它", "andere", "sonstige", "autre", "altro", "otro", "その他")


def in_our_words(**columns: Mapping[str, str]) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """A `prepare` that says the cells of some columns in our words; a cell that is none of them stays as it is."""

    def prepare(frame: pl.DataFrame) -> pl.DataFrame:
        said = {name: _said(frame[name], words) for name, words in columns.items()}
        return frame.with_columns(pl.col(name).replace(words) for name, words in said.items() if words)

    return prepare


def _said(cells: pl.Series, words: Mapping[str, str]) -> dict[str, str]:
    """The few texts of a column that mean one of ours: Chinese, or as Amazon prints them ("Under review")."""
    known = {**{ours.casefold(): ours for ours in words.values()}, **words}
    plain = {text: text.strip() for text in cells.unique() if text is not None}
    folded = {text: bare if bare in words else _SPACES.sub("_", bare.casefold()) for text, bare in plain.items()}
    return {text: known[word] for text, word in folded.items() if word in known}

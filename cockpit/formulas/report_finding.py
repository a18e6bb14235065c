"""What every finding about a report has in common: its subject, its pane, its due time, and files as evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from cockpit.check import Context, Demand, Finding
from cockpit.issue import Figure, Line, Severity, Subject
from cockpit.tables import FILE, ROW
from cockpit.text import Words, same

UNRECOGNISED = "unknown"  # the report id of files whose type nobody could tell

EXPORT_AGAIN = Words("Export {report} for {marketplace} again.", "重新导出 {marketplace} 的 {report}。")
KEEP_IT = Words(
    "Bring your own {report} for {marketplace} up to date; cockpit init --templates writes one with every column.",
    "请更新自行维护的 {marketplace} {report};cockpit init --templates 可生成含全部列的模板。",
)
NEEDED_BY = Words("needed by {checks}", "{checks} 依赖此报表")


@dataclass(frozen=True, slots=True)
class FileRow:
    """One piece of evidence that is a file and not a row of a table: where in it, and what about it."""

    file: str
    row: int = 1  # the first line where no row is to blame
    facts: Mapping[str, str] = field(default_factory=dict)  # column -> text


def file_rows(rows: Iterable[FileRow]) -> pl.DataFrame:
    """Files as an evidence frame, with a column for each fact."""
    listed = list(rows)
    names = list(dict.fromkeys(name for row in listed for name in row.facts))
    facts = {name: [row.facts.get(name, "") for row in listed] for name in names}
    places = {FILE: [row.file for row in listed], ROW: [row.row for row in listed]}
    return pl.DataFrame(
        {**facts, **places}, schema={**dict.fromkeys(names, pl.String()), FILE: pl.String(), ROW: pl.UInt32()}
    )


def report_finding(
    ctx: Context[Any],
    type_: str,
    title: Words,
    *,
    evidence: Sequence[pl.DataFrame] = (),
    figure: Figure | None = None,
    lines: tuple[Line, ...] = (),
    notes: tuple[Words, ...] = (),
    severity: Severity | None = None,
    action: Words | None = None,
) -> Finding:
    """A finding about a report type, in the panes of the checks that need it and due before the first is signed off.

    Without a `severity` it is a warning where an enabled check needs the type, else information (domain §9.4).
    `title` and `action` may name {report} and {marketplace}. Without an `action` it is to be exported again; one that
    the team keeps itself, to be brought up to date.
    """
    demand = next((demand for demand in ctx.demands if demand.type == type_), None)
    panes = demand.panes if demand and demand.panes else (ctx.check.pane,)
    names = {"report": _name(ctx, type_), "marketplace": ctx.marketplace or Words("its marketplace", "所属站点")}
    ranked = Severity.WARNING if demand else Severity.INFO
    found = Finding(
        subject=Subject("report", type_),
        severity=severity or ranked,
        title=title.fill(**names),
        action=(action or (KEEP_IT if demand and demand.by_hand else EXPORT_AGAIN)).fill(**names),
        figure=figure,
        lines=lines,
        evidence=tuple(evidence),
        due=ctx.due_in(panes[0]),
        pane=panes[0],
        also_in=panes[1:],
    )
    return replace(found, notes=(*notes, *_needed_by(demand)))


def _name(ctx: Context[Any], type_: str) -> Words:
    return Words("unrecognised file", "无法识别的文件") if type_ == UNRECOGNISED else ctx.title_of(type_)


def _needed_by(demand: Demand | None) -> tuple[Words, ...]:
    return (NEEDED_BY.fill(checks=same(", ".join(demand.checks))),) if demand else ()

"""The text of a new check and of its first case, made for the columns of the report type it is about."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from cockpit.issue import SubjectKind
from cockpit.problems import CockpitError
from cockpit.reports import TYPES
from cockpit.reports.report_type import Column, Kind, ReportType

# What a row is about, by the column that names it; the first that the type has.
SUBJECTS: tuple[tuple[str, SubjectKind], ...] = (
    ("sku", "sku"), ("seller_sku", "sku"), ("msku", "sku"), ("merchant_sku", "sku"), ("advertised_sku", "sku"),
    ("amazon_order_id", "order"), ("order_id", "order"), ("child_asin", "asin"), ("asin", "asin"),
    ("asin1", "asin"), ("campaign", "campaign"), ("settlement_id", "settlement"), ("thread_id", "thread"),
    ("claim_id", "claim"), ("chargeback_id", "claim"), ("shipment_id", "shipment"), ("category", "category"),
    ("metric", "account"),
)  # fmt: skip
NUMBERS = (Kind.COUNT, Kind.MONEY, Kind.NUMBER, Kind.RATE)
LINE = 100
CLAIM = "Above the line raises; exactly on it and under it do not; an empty number leaves its subject unsure."
VALUES = {
    Kind.TEXT: "A-1", Kind.COUNT: "1", Kind.NUMBER: "1", Kind.MONEY: "1.00", Kind.RATE: "0.1",
    Kind.INSTANT: "2026-11-23T01:00:00+00:00", Kind.DAY: "2026-11-22", Kind.FLAG: "true", Kind.LIST: "A-1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What the new check shall be: names, report type, the column that names the subject, the column it measures."""

    id: str
    name: str  # of the file, the function and its settings: "x_02"
    title: tuple[str, str]
    pane: str
    report: ReportType
    subject: Column
    kind: SubjectKind
    figure: Column


def plan_of(id_: str, title: str, chinese: str, report: str, pane: str) -> Plan:
    """Choose the columns. Raises CockpitError for a type that is unknown or has no subject or number to begin with."""
    if report not in TYPES:
        raise CockpitError(f"no report type {report}; there are {', '.join(sorted(TYPES))}")
    kind = TYPES[report]
    named = {column.name: column for column in kind.columns}
    subject = next(((named[name], what) for name, what in SUBJECTS if name in named), None)
    numbers = [column for column in kind.columns if column.kind in NUMBERS]
    if subject is None or not numbers or not kind.marks:
        raise CockpitError(f"{report} has no row subject with a number to begin a check from; take another --report")
    figure = next((column for column in numbers if column.required), numbers[0])
    names = (title or f"House rule {id_}", chinese or title or f"自定规则 {id_}")
    return Plan(id_, id_.lower().replace("-", "_"), names, pane, kind, *subject, figure)


def check_text(plan: Plan) -> str:
    """The Python file: a rule that runs as it is, and reads as the place to change it."""
    figure, subject = plan.figure.name, plan.subject.name
    return f'''"""{_plain(plan.title[0])}: a check of our own. Saving this file reloads it in an open cockpit."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from cockpit.api import Context, Figure, Finding, NotJudged, Pane, Severity, Subject, Verdict, Words, check, setting


@dataclass(frozen=True)
class Settings:
    """[house.{plan.name}] of config.toml; also [marketplace.DE.house.{plan.name}].

    For a category, a tag or a SKU with a line of its own, judge in parts: ctx.parts, in docs/write-a-check.md.
    """

    line: float = setting({LINE}, "{figure} above this is raised", source="house rule")


@check(
    {json.dumps(plan.id)},
    Words({_literal(plan.title[0])}, {_literal(plan.title[1])}),
    pane=Pane.{plan.pane.upper().replace("-", "_")},
    needs=({json.dumps(plan.report.id)},),
    settings=Settings,
    section="house.{plan.name}",
    severities=(Severity.WARNING,),
)
def {plan.name}(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Rows whose {figure} is above a line.

    What it finds:
        Every {subject} whose highest {figure} is above the line; exactly on it is not raised.
    Why it matters:
        Say here why the team wants to know.
    Lines:
        line ({LINE}): the house rule.
    Feeds:
        {plan.report.id}: {subject}, {figure}.
    What to do:
        Say here what to do, by when.
    """
    rows = ctx.frame({json.dumps(plan.report.id)})
    worst = rows.group_by({json.dumps(subject)}, maintain_order=True).agg(
        pl.col({json.dumps(figure)}).max(), pl.col({json.dumps(figure)}).is_null().any().alias("unknown")
    )
    over = worst.filter(pl.col({json.dumps(figure)}) > ctx.settings.line)
    for name, value in over.select({json.dumps(subject)}, {json.dumps(figure)}).iter_rows():
        yield Finding(
            Subject({json.dumps(plan.kind)}, name),
            Severity.WARNING,
            Words("{figure} is {{value}}, line {{line}}", "{figure} 为 {{value}},界限 {{line}}").fill(
                value=value, line=ctx.settings.line
            ),
            Words("Look into it today.", "今天核查。"),
            figure=Figure({json.dumps(figure)}, value),
            lines=(ctx.line("internal", "line", crossed=True),),
            evidence=(rows.filter(pl.col({json.dumps(subject)}) == name),),
            due=ctx.today(),
        )
    # A number that is empty is no all-clear: the subject stays as it was, and the screen says why.
    for name in worst.filter(pl.col("unknown"), ~(pl.col({json.dumps(figure)}) > ctx.settings.line).fill_null(False))[
        {json.dumps(subject)}
    ]:
        yield NotJudged(
            Verdict.NO_DATA, Words("{figure} is empty", "{figure} 为空"), Subject({json.dumps(plan.kind)}, name)
        )
'''


def case_text(plan: Plan) -> str:
    """The case: over the line, on it, under it, and an empty cell."""
    kind, subject = plan.kind, plan.subject.names[0]
    rows = ",\n".join(f"  {{ {_cells(plan, name, value)} }}" for name, value in _rows(plan))
    unsure = [] if plan.figure.filled else [f"{kind}:A-4"]
    return f"""claim = {json.dumps(CLAIM)}
as_of = "2026-11-23T10:00:00+08:00"
only = [{json.dumps(plan.id)}]

# The rows of a report as the cockpit would find it in reports/US/; the names are the file's own headings.
[[file]]
path = "US/report.txt"
rows = [
{rows},
]

# Exactly what must be raised ({subject} names the subject).
[[issue]]
marketplace = "US"
subject = "{kind}:A-1"
severity = "warning"
value = {LINE + 1}

[[verdict]]
marketplace = "US"
verdict = "issues"
unsure = {json.dumps(unsure)}
"""


def _rows(plan: Plan) -> Iterator[tuple[str, str]]:
    yield from (("A-1", str(LINE + 1)), ("A-2", str(LINE)), ("A-3", str(LINE - 1)))
    if not plan.figure.filled:  # where the type refuses an empty cell, the row is a Problem of the file
        yield "A-4", ""


def _cells(plan: Plan, name: str, value: str) -> str:
    own = {plan.subject.name: name, plan.figure.name: value}
    cells = {column.names[0]: own.get(column.name, VALUES[column.kind]) for column in _header(plan)}
    return ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(cell)}" for key, cell in cells.items())


def _header(plan: Plan) -> list[Column]:
    """The columns that the file must have to be known and used, and the two that the check reads."""
    wanted = {plan.subject.name, plan.figure.name, *plan.report.marks[0]}
    return [column for column in plan.report.columns if column.name in wanted or column.required or column.filled]


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """A title inside a docstring: neither quotes nor backslashes may end or bend it."""
    return "".join(mark for mark in text if mark.isprintable() and mark not in "\\\"'")

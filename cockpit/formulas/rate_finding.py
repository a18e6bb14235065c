"""What is said of a rate of Account Health: one finding with both lines, or why there is none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

import polars as pl

from cockpit.check import Context, Finding, NotJudged, Say
from cockpit.formulas.account_rates import REPORT, TYPED, Measure, RateMetric, current_typed, typed_rows
from cockpit.formulas.rates import Limit, Rate, RateVerdict, TypedShare, exact, judge_rate
from cockpit.issue import Line, Number, Severity, Subject, Tag, Verdict
from cockpit.tables import FILE, ROW
from cockpit.text import Words, percent, same


class RateSettings(Protocol):
    """The settings every rate has: two lines, and how many cases make a sample."""

    @property
    def amazon(self) -> float:
        """Amazon's line."""

    @property
    def internal(self) -> float:
        """The house target."""

    @property
    def min_n(self) -> int:
        """Fewer cases are a small sample."""


@dataclass(frozen=True)
class RateRule:
    """How one check judges its rate and what it says to do."""

    metric: RateMetric
    action: Words
    strict: bool = False  # the house target is the article's figure: critical in strict article mode
    worst: Severity = Severity.CRITICAL  # the cap of this metric
    worst_of_few: Severity = Severity.CRITICAL  # its cap where there are fewer cases than a sample
    due: datetime | None = None  # instead of today
    needs_approval: bool = False
    notes: tuple[Words, ...] = ()
    evidence: tuple[Any, ...] = field(default=())  # further frames: the orders behind the number


HEAD = Words("{name} {value}{part} — {against}", "{name} {value}{part}:{against}")
PART = Words(" ({part})", "({part})")
DAYS = Words("{days} d", "{days} 天")
OVER = Words("over Amazon's line {line}", "超过亚马逊红线 {line}")
UNDER = Words("under Amazon's line {line}", "低于亚马逊红线 {line}")
ON = Words("at Amazon's line {line}, which it must stay under", "已达亚马逊红线 {line}(须低于)")
BAD = Words("Amazon rates it BAD (line {line})", "亚马逊判定为 BAD(红线 {line})")
ABOVE_TARGET = Words(
    "above internal target {target}, within Amazon's limit {line}", "高于内部目标 {target},仍在亚马逊红线 {line} 以内"
)
BELOW_TARGET = Words(
    "below internal target {target}, within Amazon's limit {line}", "低于内部目标 {target},仍在亚马逊红线 {line} 以内"
)
AT_TARGET = Words(
    "at internal target {target}, within Amazon's limit {line}", "已达内部目标 {target},仍在亚马逊红线 {line} 以内"
)
NO_NUMBER = Words("(no figure)", "(无数值)")

LEFT = Words(
    "{n} {cases}: at most {room} {failed} {room|stays|stay} inside Amazon's line, room for {left} more",
    "{n} 个{cases}中最多 {room} 个{failed}仍在亚马逊红线内,还可再有 {left} 个",
)
NONE_LEFT = Words(
    "{n} {cases}: at most {room} {failed} {room|stays|stay} inside Amazon's line, one more breaks it",
    "{n} 个{cases}中最多 {room} 个{failed}仍在亚马逊红线内,再多一个即超线",
)
TOO_MANY = Words(
    "{n} {cases}: at most {room} {failed} {room|stays|stay} inside Amazon's line, {over} too many",
    "{n} 个{cases}中最多 {room} 个{failed}仍在亚马逊红线内,已超出 {over} 个",
)
NO_ROOM = Words(
    "{n} {cases}: the first one {failed} already breaks Amazon's line",
    "{n} 个{cases}中只要有一个{failed}即超出亚马逊红线",
)
RANGE = Words("Amazon's own range: {first} – {last}", "亚马逊统计区间:{first} – {last}")
TYPED_ON = Words("typed for {day}, not exported", "{day} 手工录入,非导出数据")
COUNTED = Words(
    "counted from our own orders {first} – {last}: Amazon's figure may differ",
    "由订单自行统计({first} – {last}),可能与亚马逊数值不同",
)
LISTED = Words("counted over {first} – {last}", "统计区间:{first} – {last}")
DISPUTED = Words(
    "Amazon rates it GOOD: our count disagrees with Amazon's", "亚马逊判定为 GOOD:我们的计数与亚马逊不一致"
)
ALSO = Words("{value} over {part}", "{part}内为 {value}")

FEW = Words(
    "{k} of {n} {cases} {failed}: fewer than the {min} that make a sample",
    "{n} 个{cases}中 {k} 个{failed}:少于判定所需的 {min} 个",
)
NO_CASES = Words("no merchant-fulfilled {cases} in the window", "统计期内没有自发货{cases}")
NO_NUMBERS = Words(
    "{name} is there without a number to judge: type both counts, or a share such as 1.25%",
    "{name}没有可判定的数值:请录入两个计数,或如 1.25% 的比率",
)
NOT_THERE = Words(
    "no {report} with {name} and no typed {metric} for {mp}", "{mp} 没有含{name}的 {report},也没有手工录入的 {metric}"
)
OLD = Words("the {type} with {name} is out of date", "含{name}的 {type} 已过期")
LAPSED = Words("{name} {part}, last typed for {day}, is out of date", "{name} {part} 最近录入于 {day},已过期")
HALF_COUNTED = Words(
    "{k} of {n} {cases} {failed} by our own count, and not every report it needs is there: too weak to call it fine",
    "自行统计 {n} 个{cases}中 {k} 个{failed},但所需报表不全:不足以判定正常",
)


def judge_measure(measure: Measure, rule: RateRule, settings: RateSettings, *, strict: bool = False) -> RateVerdict:
    """Place one measure between its lines; the report's own target and status outrank the settings."""
    if measure.rate is None:  # Amazon gives a status and no numbers
        bad = measure.status == "BAD"
        return RateVerdict(rule.worst if bad else None, bad, over_internal=False, few=False)
    few = measure.rate.few(settings.min_n)
    return judge_rate(
        measure.rate,
        amazon_limit(measure, rule.metric, settings),
        Limit(settings.internal, rule.metric.target),
        settings.min_n,
        status=measure.status,
        strict=strict,
        worst=max(rule.worst, rule.worst_of_few, key=lambda severity: severity.rank) if few else rule.worst,
    )


def amazon_limit(measure: Measure, metric: RateMetric, settings: RateSettings) -> Limit:
    """Amazon's line: as the report carries it, else as the settings have it."""
    return measure.amazon or Limit(settings.amazon, metric.bound)


def say_rate(
    ctx: Context[Any], rule: RateRule, measures: Sequence[Measure], settings: RateSettings, part: Subject | None = None
) -> Iterator[Say]:
    """The worst of several measures of one subject as a finding; without one, why it is not simply fine.

    The subject is the account, or a `part` of it (a category): what is unsure of a part leaves the rest judged.
    """
    strict = rule.strict and ctx.strict_article_mode
    told = [measure for measure in measures if measure.cases != 0]
    usable = [measure for measure in told if measure.rate is not None or measure.status in {"GOOD", "BAD"}]
    judged = [(measure, judge_measure(measure, rule, settings, strict=strict)) for measure in usable]
    found = [pair for pair in judged if pair[1].severity is not None]
    if found:
        worst = min(found, key=lambda pair: (_rank(pair[1]), -_badness(rule.metric, pair[0])))
        others = [measure for measure in usable if measure is not worst[0]]
        yield _finding(ctx, rule, worst, others, part or Subject("account", ctx.marketplace), settings)
    elif not measures:
        yield not_there(ctx, rule.metric)
    elif not told:
        verdict = Verdict.SMALL_SAMPLE if part else Verdict.NOT_APPLICABLE
        yield NotJudged(verdict, NO_CASES.fill(cases=rule.metric.cases.fill(n=0)), part)
    elif not usable:
        yield NotJudged(Verdict.NO_DATA, NO_NUMBERS.fill(name=rule.metric.short), part)
    else:
        yield from _too_weak(ctx, rule.metric, judged, settings, part)


def _rank(verdict: RateVerdict) -> int:
    return verdict.severity.rank if verdict.severity else len(Severity)


def _badness(metric: RateMetric, measure: Measure) -> float:
    if measure.rate is None:
        return 0
    share = float(measure.rate.share)
    return 1 - share if metric.misses else share


def _too_weak(
    ctx: Context[Any],
    metric: RateMetric,
    judged: Sequence[tuple[Measure, RateVerdict]],
    settings: RateSettings,
    part: Subject | None,
) -> Iterator[NotJudged]:
    """Too few cases, a count from half of its sources, or beside an old figure of Amazon's: none of them clears."""
    measure, verdict = max(judged, key=lambda pair: pair[0].cases or 0)
    if not isinstance(measure.rate, Rate):
        return
    text = FEW if measure.whole else HALF_COUNTED
    reason = text.fill(
        k=measure.rate.k,
        n=measure.rate.n,
        cases=metric.cases.fill(n=measure.rate.n),
        failed=metric.failed,
        min=settings.min_n,
    )
    if measure.origin == "counted" and (in_stale_report(ctx, metric) or _typed_before(ctx, metric)):
        yield not_there(ctx, metric)
    elif not measure.whole:
        yield NotJudged(Verdict.NO_DATA, reason, part)
    elif verdict.few:
        yield NotJudged(Verdict.SMALL_SAMPLE, reason, part)


def lapsed_part(
    ctx: Context[Any], metric: RateMetric, part: Words, on: date, subject: Subject | None = None
) -> NotJudged:
    """A category or window that was typed before and is out of date now: what it said then is not cleared."""
    return NotJudged(Verdict.STALE, LAPSED.fill(name=metric.short, part=part, day=ctx.day(on)), subject)


def not_there(ctx: Context[Any], metric: RateMetric, subject: Subject | None = None) -> NotJudged:
    """No source has the rate: stale where one had it and is too old, else no data."""
    for type_, has in ((REPORT, in_stale_report(ctx, metric)), (TYPED, _typed_before(ctx, metric))):
        if has:
            return NotJudged(Verdict.STALE, OLD.fill(type=type_, name=metric.short), subject)
    reason = NOT_THERE.fill(report=REPORT, name=metric.short, metric=metric.name, mp=ctx.marketplace)
    return NotJudged(Verdict.NO_DATA, reason, subject)


def in_stale_report(ctx: Context[Any], metric: RateMetric) -> bool:
    """Whether a performance report that is too old has the rate: what it said then is unknown now."""
    table = ctx.tables.get(REPORT, ctx.store, ctx.marketplace)
    return table is not None and table.stale and metric.field in table.frame["metric"]


def _typed_before(ctx: Context[Any], metric: RateMetric) -> bool:
    return current_typed(ctx, metric.name).is_empty() and not typed_rows(ctx, metric.name).is_empty()


def _finding(
    ctx: Context[Any],
    rule: RateRule,
    worst: tuple[Measure, RateVerdict],
    others: Sequence[Measure],
    subject: Subject,
    settings: RateSettings,
) -> Finding:
    measure, verdict = worst
    low: tuple[Tag, ...] = ("low-confidence",) if measure.origin == "counted" else ()
    limit = amazon_limit(measure, rule.metric, settings)
    return Finding(
        subject=subject,
        severity=verdict.severity or Severity.INFO,
        title=_title(rule.metric, measure, verdict, limit, settings, _part(measure, alone=not others)),
        action=rule.action,
        figure=measure.rate.figure(rule.metric.name) if measure.rate else None,
        lines=_lines(ctx, measure, verdict, limit),
        evidence=(*_each_row_once(frame for one in (measure, *others) for frame in one.rows), *rule.evidence),
        due=rule.due or ctx.today(),
        tags=(*verdict.tags, *low),
        needs_approval=rule.needs_approval,
        notes=(*_notes(ctx, rule.metric, measure, verdict, limit, others), *rule.notes),
    )


def _each_row_once(frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The rows of several windows: what lies in the shorter one lies in the longer one too, and is one row."""
    seen: list[pl.DataFrame] = []
    for frame in frames:
        places = pl.concat(seen) if seen else frame.select(FILE, ROW).clear()
        yield frame.join(places, on=(FILE, ROW), how="anti", maintain_order="left")
        seen.append(frame.select(FILE, ROW))


def _lines(ctx: Context[Any], measure: Measure, verdict: RateVerdict, limit: Limit) -> tuple[Line, ...]:
    as_of = measure.last.isoformat() if measure.last else None
    amazon = (
        Line("amazon", limit.value, verdict.over_amazon, measure.source, as_of)
        if measure.amazon
        else ctx.line("amazon", "amazon", crossed=verdict.over_amazon, category=measure.category)
    )
    internal = ctx.line("internal", "internal", crossed=verdict.over_internal, category=measure.category)
    return amazon, internal


def _title(
    metric: RateMetric,
    measure: Measure,
    verdict: RateVerdict,
    limit: Limit,
    settings: RateSettings,
    part: Words | None,
) -> Words:
    rate, target = measure.rate, Limit(settings.internal, metric.target)
    value = same(_spelled(rate, limit.value, target.value)) if rate else NO_NUMBER
    against = _against(metric, rate, verdict, limit, target)
    return HEAD.fill(
        name=metric.short,
        value=value,
        part=PART.fill(part=part) if part else "",
        against=against.fill(line=percent(limit.value), target=percent(target.value)),
    )


def _part(measure: Measure, *, alone: bool = False) -> Words | None:
    """What tells this measure from another of the same metric: its category, else the length of its window."""
    if measure.category:
        return same(measure.category)
    return DAYS.fill(days=measure.days) if measure.days and not alone else None


def _against(
    metric: RateMetric, rate: Rate | TypedShare | None, verdict: RateVerdict, limit: Limit, target: Limit
) -> Words:
    if rate is None or (verdict.over_amazon and not limit.crossed(rate.share)):
        return BAD
    if verdict.over_amazon:
        on_it = rate.share == exact(limit.value)
        return ON if on_it else UNDER if metric.misses else OVER
    if rate.share == exact(target.value):
        return AT_TARGET
    return BELOW_TARGET if metric.misses else ABOVE_TARGET


def _spelled(rate: Rate | TypedShare, *lines: Number) -> str:
    """The rate as percent, with so many decimals that it does not read as a line which it only comes near."""
    share = rate.share
    value = share.numerator / share.denominator
    near = {percent(line) for line in lines if exact(line) != share}
    return next((text for digits in (2, 3, 4) if (text := percent(value, digits)) not in near), percent(value, 5))


def _notes(
    ctx: Context[Any],
    metric: RateMetric,
    measure: Measure,
    verdict: RateVerdict,
    limit: Limit,
    others: Sequence[Measure],
) -> Iterator[Words]:
    if isinstance(measure.rate, Rate):
        yield _headroom(metric, measure.rate, limit)
    if verdict.disputed:
        yield DISPUTED
    for other in others:
        part = _part(other)
        if other.rate and part:
            yield ALSO.fill(value=percent(float(other.rate.share)), part=part)
    yield from _whence(ctx, measure)


def _headroom(metric: RateMetric, rate: Rate, limit: Limit) -> Words:
    room = limit.room(rate.n)
    left = room - rate.k
    text = NO_ROOM if room <= 0 else LEFT if left > 0 else NONE_LEFT if left == 0 else TOO_MANY
    return text.fill(
        n=rate.n, cases=metric.cases.fill(n=rate.n), failed=metric.failed, room=room, left=left, over=-left
    )


def _whence(ctx: Context[Any], measure: Measure) -> Iterator[Words]:
    if measure.origin == "typed" and measure.last:
        yield TYPED_ON.fill(day=ctx.day(measure.last))
    elif measure.first and measure.last:
        text = {"report": RANGE, "listed": LISTED}.get(measure.origin, COUNTED)
        yield text.fill(first=ctx.day(measure.first), last=ctx.day(measure.last))

"""Account health rating: the 0–1000 score, and Amazon's own word on the account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Say,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    current_typed,
    number,
    same,
    setting,
    typed_rows,
)


@dataclass(frozen=True)
class Settings:
    """[health.ahr]."""

    amazon: int = setting(
        200,
        "Amazon's line: from this score on the account is healthy",
        source="Amazon seller forums: Account Health Rating",
        as_of="2026-10-01",
        unit="points",
    )
    internal: int = setting(250, "Warn under this score", unit="points")
    drop: int = setting(50, "Warn when the score lost so many points within 7 days", unit="points")


RED = 99  # at or under it Amazon may deactivate within days
DROP_DAYS = 7
# Amazon's schema and its example differ (SUSPENDED, WARNED); the last ones are words for it that neither has yet.
ALARMS = ("AT_RISK", "DEACTIVATED", "SUSPENDED", "WARNED", "BAD", "BLOCKED", "CRITICAL", "UNHEALTHY")
TYPED_SHOWN = ("date", "metric", "value", "note", FILE, ROW)
STATUS_SHOWN = ("field", "status", FILE, ROW)

ACTION = Words(
    "Open Account Health, work violations from critical down, submit proof; do not open new listings until ≥ 200.",
    "进入账户状况,按严重级别逐条处理并提交证明;评分恢复到 200 前不上新。",
)
AT_ONCE = Words("Owner and supervisor at once. {action}", "立即通知负责人和主管。{action}")
AMAZON_SAYS = Words("Account {status} — Amazon's own status", "账户状态 {status}:亚马逊判定")
AMAZON_SAYS_AT = Words(
    "AHR {score}, account {status} — Amazon's own status", "账户评级 {score},状态 {status}:亚马逊判定"
)
UNDER_AMAZON = Words("AHR {score} — under Amazon's line {line}", "账户评级 {score}:低于亚马逊红线 {line}")
UNDER_TARGET = Words(
    "AHR {score} — below internal target {target}, within Amazon's limit {line}",
    "账户评级 {score}:低于内部目标 {target},仍在亚马逊红线 {line} 以内",
)
FELL = Words(
    "AHR {score} — lost {lost} {lost|point|points} since {day}, within Amazon's limit {line}",
    "账户评级 {score}:自 {day} 起下降 {lost} 分,仍在亚马逊红线 {line} 以内",
)
LOST = Words("{lost} {lost|point|points} lost since {day}", "自 {day} 起下降 {lost} 分")
TYPED_ON = Words("typed for {day}: no report has the score", "{day} 手工录入:报表中没有该分值")
NO_SCORE = Words(
    "Amazon says {status}, but no report has the score: type it into manual-metrics as ahr",
    "亚马逊状态为 {status},但报表中没有分值:请在 manual-metrics 中录入 ahr",
)
OLD_SCORE = Words("the typed ahr of {day} is out of date", "手工录入的 ahr({day})已过期")
OLD_STATUS = Words("the score is fine, but seller-performance is out of date", "分值正常,但 seller-performance 已过期")
NOTHING = Words(
    "no status in seller-performance and no typed ahr", "seller-performance 中没有状态,也没有手工录入的 ahr"
)


@dataclass(frozen=True)
class Score:
    """The newest typed score, and what it lost within a week."""

    value: int
    rows: pl.DataFrame  # the newest first, then the one it fell from
    lost: int
    since: Words


@check(
    "H-06",
    Words("Account health rating (AHR)", "账户状况评级(AHR)"),
    pane=Pane.MORNING,
    any_of=("seller-performance", "manual-metrics"),
    settings=Settings,
    section="health.ahr",
)
def account_health_rating(ctx: Context[Settings]) -> Iterator[Say]:
    """The account's score, and whether Amazon itself calls the account at risk.

    What it finds:
        A score under 200, or an account that Amazon calls AT_RISK, DEACTIVATED, WARNED or another such word (critical);
        a score under 250, or one that lost 50 points within 7 days (warning).
    Why it matters:
        Under 200 the account is at risk, at 99 and less Amazon may deactivate it within days.
    Formula:
        The typed score against the lines; the drop is the highest score of the 7 days before minus the newest.
    Lines:
        amazon (200: exactly 200 is healthy), internal (250), drop (50: exactly 50 is raised).
    Feeds:
        manual-metrics `ahr` (the score, typed from the Account Health page: no report has it) and seller-performance
        (accountStatuses, accountHealthRating).
    Traps:
        The report knows only GREAT and WARNED, never the number: GREAT alone does not say how near 200 is, so it is
        no data and not fine. A rise can be an expiry after 180 days and no success.
    What to do:
        Open Account Health, work violations from critical down, submit proof, open no new listings until 200. At 99
        and less: owner and supervisor at once. Appeals need the supervisor's approval.

    中文

    发现什么:
        评分低于 200,或亚马逊判定账户为 AT_RISK、DEACTIVATED、WARNED 等(紧急);评分低于 250,或 7 天内下降 50 分(预警)。
    为何重要:
        低于 200 账户即有风险,99 分及以下亚马逊可能在几天内停用。
    公式:
        录入的评分与界限比较;下降值为此前 7 天的最高分减去最新分。
    界限:
        amazon(200:正好 200 为健康)、internal(250)、drop(50:正好 50 也提示)。
    数据来源:
        manual-metrics 的 ahr(从账户状况页面录入,任何报表都没有该分值)和 seller-performance(accountStatuses、
        accountHealthRating)。
    陷阱:
        报表只有 GREAT 和 WARNED,没有分值:仅有 GREAT 看不出离 200 有多近,因此为无数据而不是正常。分数上升可能只是 180
        天到期,并非处理成功。
    怎么做:
        进入账户状况,按严重级别逐条处理并提交证明;恢复到 200 前不上新。99 分及以下立即通知负责人和主管。申诉须主管审批。
    """
    statuses = _statuses(ctx)
    alarms = statuses.filter(pl.col("status").is_in(ALARMS))
    score = _score(ctx)
    raised = _finding(ctx, score, alarms)
    if raised is not None:
        yield raised
    elif score is None:
        yield _no_score(ctx, statuses)
    elif _stale(ctx, "seller-performance"):
        yield NotJudged(Verdict.STALE, OLD_STATUS)


def _statuses(ctx: Context[Settings]) -> pl.DataFrame:
    named = pl.col("metric").is_in(["accountStatus", "accountHealthRating"])
    upper = pl.col("status").str.strip_chars().str.to_uppercase().str.replace_all(r"[\s-]+", "_")
    return ctx.frame("seller-performance").filter(named).with_columns(upper).filter(pl.col("status") != "")


def _score(ctx: Context[Settings]) -> Score | None:
    rows = current_typed(ctx, "ahr").filter(pl.col("value").is_not_null())
    if rows.is_empty():
        return None
    newest = rows.tail(1)
    today, value = newest["date"][0], int(newest["value"][0])
    week = (pl.col("date") < today) & (pl.col("date") >= today - timedelta(days=DROP_DAYS))
    before = typed_rows(ctx, "ahr").filter(week).sort("value", "date", descending=True, nulls_last=True).head(1)
    lost = int(before["value"][0]) - value if before.height and before["value"][0] is not None else 0
    rows = pl.concat([newest, before]).select(TYPED_SHOWN)
    return Score(value, rows, lost, ctx.day(before["date"][0]) if before.height else same(""))


def _finding(ctx: Context[Settings], score: Score | None, alarms: pl.DataFrame) -> Finding | None:
    title = _title(ctx.settings, score, alarms)
    if title is None:
        return None
    under = score is not None and score.value < ctx.settings.amazon
    red = score is not None and score.value <= RED
    critical = under or not alarms.is_empty()
    return Finding(
        subject=Subject("account", ctx.marketplace),
        severity=Severity.CRITICAL if critical else Severity.WARNING,
        title=title,
        action=AT_ONCE.fill(action=ACTION) if red else ACTION,
        figure=Figure("ahr", score.value if score else None, unit="points"),
        lines=(
            ctx.line("amazon", "amazon", crossed=critical),
            ctx.line("internal", "internal", crossed=score is not None and score.value < ctx.settings.internal),
        ),
        evidence=tuple(_evidence(score, alarms)),
        due=None if red else ctx.today(),
        due_within=timedelta() if red else None,  # at once
        tags=() if critical or (score and score.value >= ctx.settings.internal) else ("over-target",),
        notes=tuple(_notes(ctx, score)),
    )


def _title(settings: Settings, score: Score | None, alarms: pl.DataFrame) -> Words | None:
    names: dict[str, Words | str | float] = {"line": settings.amazon, "target": settings.internal}
    if not alarms.is_empty():
        names["status"] = ", ".join(alarms["status"].unique(maintain_order=True))
        return (AMAZON_SAYS_AT if score else AMAZON_SAYS).fill(**names, score=score.value if score else "")
    if score is None:
        return None
    names |= {"score": score.value, "lost": score.lost, "day": score.since}
    if score.value < settings.amazon:
        return UNDER_AMAZON.fill(**names)
    if score.value < settings.internal:
        return UNDER_TARGET.fill(**names)
    return FELL.fill(**names) if score.lost >= settings.drop else None


def _evidence(score: Score | None, alarms: pl.DataFrame) -> Iterator[pl.DataFrame]:
    if score is not None:
        yield score.rows
    if not alarms.is_empty():
        yield alarms.select(STATUS_SHOWN)


def _notes(ctx: Context[Settings], score: Score | None) -> Iterator[Words]:
    if score is not None:
        yield TYPED_ON.fill(day=ctx.day(score.rows["date"][0]))
        if score.lost > 0:
            yield LOST.fill(lost=number(score.lost), day=score.since)


def _no_score(ctx: Context[Settings], statuses: pl.DataFrame) -> NotJudged:
    old = typed_rows(ctx, "ahr").filter(pl.col("value").is_not_null()).tail(1)
    if not old.is_empty():
        return NotJudged(Verdict.STALE, OLD_SCORE.fill(day=ctx.day(old["date"][0])))
    if statuses.is_empty():
        return NotJudged(Verdict.NO_DATA, NOTHING)
    return NotJudged(Verdict.NO_DATA, NO_SCORE.fill(status=", ".join(statuses["status"].drop_nulls().unique().sort())))


def _stale(ctx: Context[Settings], type_: str) -> bool:
    table = ctx.tables.get(type_, ctx.store, ctx.marketplace)
    return table is not None and table.stale

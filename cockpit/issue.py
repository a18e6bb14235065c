"""What an issue is made of: severity, pane, verdict, subject, figure, lines, and its identity. Needs no polars."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Final, Literal

from cockpit.text import Words

Number = float | Decimal | int


class Severity(StrEnum):
    """How bad: critical costs money, the account or an order within a day or two."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 is worst."""
        return _RANKS[self]


_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}


class Pane(StrEnum):
    """When in the team's day (or month) a check is read."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"
    WEEKLY = "weekly"
    MONTH_END = "month-end"
    QUARTERLY = "quarterly"


class Verdict(StrEnum):
    """What a check says for one marketplace. Only `ok` and `issues` are judgements; the rest say why there is none."""

    OK = "ok"
    ISSUES = "issues"
    NO_DATA = "no_data"
    STALE = "stale"
    IMMATURE = "immature"
    SMALL_SAMPLE = "small_sample"
    NOT_APPLICABLE = "not_applicable"
    FAILED = "failed"
    OFF = "off"

    @property
    def judged(self) -> bool:
        """Whether absence of a finding means that there is nothing."""
        return self in {Verdict.OK, Verdict.ISSUES}


SubjectKind = Literal[
    "account", "sku", "asin", "parent", "order", "shipment", "campaign", "ad_group", "search_term", "settlement",
    "thread", "claim", "incident", "report", "step", "person", "storage_type", "category", "violation", "keyword",
    "action",
]  # fmt: skip
Tag = Literal[
    "small-sample", "not-stock-adjusted", "low-confidence", "repeat", "watch", "keep-with-family", "over-target",
    "launch", "expired", "flapping", "back-after-snooze", "baseline", "partial",
]  # fmt: skip
Unit = Literal["rate", "money", "days", "hours", "count", "points", "score", "probability", "ratio"]
LineKind = Literal["amazon", "internal"]


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a finding is about. The id is as in the report."""

    kind: SubjectKind
    id: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The number that crossed, with what it was made of. Rates are fractions (0.0125)."""

    name: str  # "odr", "cover", "acos"
    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None
    unit: Unit = "count"


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold as it stood for this finding. Make one with `Context.line`, which knows where the value came from."""

    kind: LineKind
    value: Number
    crossed: bool
    source: str
    as_of: str | None = None
    setting: str = ""  # its name in config.toml: "finance.fee.rel"; empty for a line of no setting
    unit: str = ""  # of the setting, where it says one: a fee's share is no amount, though the figure is


@dataclass(frozen=True, slots=True)
class Money:
    """An amount at risk or to be won, where it can be computed; never guessed."""

    amount: Decimal
    currency: str


# What a person may carry out with a file: an order to purchasing, rows of an ads bulk sheet, a claim, a removal.
ProposalKind = Literal["purchase", "bid", "budget", "negative", "keyword", "claim", "removal"]
Cell = str | Number | date | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding's advice as numbers, for `cockpit proposals`: columns by name, None where it is not known.

    What each kind holds (a list is read alone, so the subject is among its values; each has a word in [proposal]):
    purchase: supplier, sku, quantity, order_by, carton_qty, unit_cost, cost, currency · claim: order_id, shipment_id,
    settlement_id, reimbursement_id, sku, fnsku, quantity, amount, currency, from, until, reason · removal: sku, fnsku,
    quantity, saving, currency · budget: campaign, campaign_id, portfolio_id, end_date, daily_budget · bid: campaign,
    campaign_id, ad_group, ad_group_id, keyword, keyword_id, match_type, bid · negative, keyword: the same without
    keyword_id. match_type is exact, phrase or broad; product where the keyword is an ASIN.
    """

    kind: ProposalKind
    values: tuple[tuple[str, Cell], ...]
    attach: Words | None = None  # of a claim: what must be at hand when it is made
    reason: Words | None = None  # of a claim: its value of that name in both languages


def values_in(of: Proposal, language: str) -> dict[str, Cell]:
    """The values by name, as people of a language read them."""
    values = dict(of.values)
    return {**values, "reason": of.reason.say(language)} if of.reason and "reason" in values else values


def proposal(kind: ProposalKind, **values: Cell) -> Proposal:
    """``proposal("purchase", sku="ZX-1", quantity=480, order_by=day)``."""
    return Proposal(kind, tuple(values.items()))


def fingerprint(check_id: str, store: str, marketplace: str, subject: Subject) -> str:
    """The identity of an issue: 16 hex digits over check, store, marketplace and subject. Never values or dates."""
    parts = (check_id, store, marketplace, subject.kind, subject.id)
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

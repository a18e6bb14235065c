"""What the team wrote on the board: agreed and done, done alone, left waiting, tried in vain (R-01 to R-03, I-04)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cockpit.clock import Clock
from cockpit.demo.chance import code
from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.situations.team import working_days_before
from cockpit.issue import Severity
from cockpit.person import Person

LI, CHEN = Person(1101, "li", "Li Na", "assistant"), Person(1103, "chen", "Chen Yu", "assistant")
WANG = Person(1102, "wang", "Wang Lei", "supervisor")
ERROR = "8541: the SKU data provided is different from what is already in the Amazon catalog"
TRIES = (100, 81, 63)  # minutes ago: three within an hour
FRESH = 35  # minutes ago: the proposal that a second person still has to see
UNTOUCHED = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the journal: who wrote it, when, and what it says."""

    at: datetime
    person: Person
    entry: Mapping[str, Any]


class _Board:
    """Collects lines. The first of an action has an id, which the later ones name."""

    def __init__(self, shop: Shop) -> None:
        self.lines: list[Said] = []
        self._shop, self._chance = shop, shop.rng("board")

    def begins(self, state: str, person: Person, at: datetime, **given: str) -> str:
        """An action is written down, as proposed, done or failed."""
        id_ = code(self._chance, 12, "0123456789abcdef")
        entry = {"what": "action", "id": id_, "state": state, "marketplace": self._shop.marketplace, **given}
        self.lines.append(Said(at, person, entry))
        return id_

    def says(self, what: str, person: Person, at: datetime, action: str, **given: Any) -> None:
        """Somebody says something about it."""
        id_ = code(self._chance, 12, "0123456789abcdef")
        self.lines.append(Said(at, person, {"what": what, "id": id_, "action": action, **given}))


def plant_board(shops: Sequence[Shop], plan: Plan) -> list[Said]:
    """The lines of the last two working days and of today, oldest first."""
    us, clock = shops[0], shops[0].moments.clock
    board = _Board(us)
    earlier, yesterday = working_days_before(clock.team_now.date(), 2)
    _agreed_and_done(board, clock.team_time("10:32", earlier), _found(plan, "A-01"))
    _checked(board, clock.team_time("11:40", earlier), _found(plan, "P-08"))
    _left_waiting(board, clock.team_time("16:20", earlier), clock.team_time("9:05", yesterday), plan)
    _done_alone(board, clock.team_time("15:10", yesterday), plan)
    _tried_in_vain(board, us, plan)
    _waits(board, us, clock)
    return sorted(board.lines, key=lambda line: line.at)


def _found(plan: Plan, check: str) -> str:
    """The first subject in the US that a check finds, as the board writes it."""
    one = next(issue for issue in plan.issues if (issue.check, issue.marketplace) == (check, "US"))
    return f"{one.subject.kind}:{one.subject.id}"


def _agreed_and_done(board: _Board, at: datetime, campaign: str) -> None:
    """A bid lowered by a third: more than one person may do alone, so Wang agreed first."""
    bid = board.begins(
        "proposed", LI, at, kind="bid", subject=campaign, check="A-01", before="1.20", after="0.80",
        why="ACoS twice the target for two weeks",
    )  # fmt: skip
    board.says("approved", WANG, at + timedelta(minutes=33), bid, why="go, look again on Friday")
    board.says("action-done", LI, at + timedelta(minutes=41), bid)


def _checked(board: _Board, at: datetime, order: str) -> None:
    """One claim: one person's own. What came of it is written down."""
    claim = board.begins(
        "done", CHEN, at, kind="claim", subject=order, check="P-08", after="1 claim",
        why="refunded, and came back damaged by the carrier",
    )  # fmt: skip
    board.says("action-verified", CHEN, at + timedelta(hours=5), claim, why="Amazon opened the case", worked=True)


def _left_waiting(board: _Board, at: datetime, tried: datetime, plan: Plan) -> None:
    """A removal that nobody decided on; Li tried to agree to it alone."""
    id_ = board.begins(
        "proposed", LI, at, kind="removal", subject=_found(plan, "S-05"), check="S-05", before="in stock",
        after="remove the aged units", why="the surcharge begins on the 15th",
    )  # fmt: skip
    board.says("self-approval", LI, tried, id_)
    plan.raises("R-02", "US", "action", id_, Severity.WARNING)
    plan.raises("R-03", "US", "action", id_, Severity.WARNING)


def _done_alone(board: _Board, at: datetime, plan: Plan) -> None:
    """A budget raised by half without asking anybody."""
    id_ = board.begins(
        "done", CHEN, at, kind="budget", subject=_found(plan, "A-07"), check="A-07", before="20", after="30",
        why="spent by noon",
    )  # fmt: skip
    plan.raises("R-01", "US", "action", id_, Severity.CRITICAL)


def _tried_in_vain(board: _Board, shop: Shop, plan: Plan) -> None:
    """An upload that Amazon refuses, tried again and again."""
    for minutes in TRIES:
        board.begins(
            "failed", CHEN, shop.moments.ago(minutes=minutes), kind="listing", subject=_found(plan, "L-02"),
            check="L-02", after="new main image", why="main image below 1000 px", error=ERROR,
        )  # fmt: skip
    plan.raises("I-04", "US", "incident", "8541", Severity.WARNING)


def _waits(board: _Board, shop: Shop, clock: Clock) -> None:
    """A price that waits for its second person now."""
    sku = next(sku for sku in shop.skus if sku.old_price and sku.price * 5 < sku.old_price)
    board.begins(
        "proposed", LI, clock.now - timedelta(minutes=FRESH), kind="price", subject=f"sku:{sku.sku}", check="L-04",
        before=f"{sku.price / 100:.2f}", after=f"{sku.old_price / 100:.2f}", why="a digit was lost in the upload",
    )  # fmt: skip

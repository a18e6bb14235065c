"""What is proposed now: the numbers of the issues that stand, and whether a second person agreed to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from cockpit.amount import named_amount
from cockpit.board_desk import Seen
from cockpit.board_fold import Action, Approval, newest_about
from cockpit.issue import Proposal
from cockpit.marks import Marks
from cockpit.picture import Issue, Picture
from cockpit.view.approvals import actions_about, approval_of
from cockpit.view.panes import standing

# Put off, kept quiet by a rule, gone, or not seen now: nobody is to act on these numbers.
QUIET: Final = frozenset({"snoozed", "suppressed", "resolved", "unsure"})
WAITING: Final = frozenset({"needed", "requested", "expired"})
# An approval names the exact value: of these kinds it is a number that can be compared.
VALUES: Final = {"bid": "bid", "budget": "daily_budget"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal, the issue it comes from, what the second person said, and what the board says was done.

    `also` are other issues that propose exactly the same: two checks may come to one negative keyword.
    """

    issue: Issue
    proposal: Proposal
    approval: Approval = "not_needed"
    done: Action | None = None
    also: tuple[Issue, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Every issue that it comes from."""
        return (self.issue, *self.also)

    @property
    def waits(self) -> bool:
        """Whether it needs a second person and none has agreed: it must not be carried out yet."""
        return self.approval in WAITING


def offers(issues: Iterable[Issue], picture: Picture, marks: Marks, board: Seen, now: datetime) -> list[Offer]:
    """The proposals of issues that stand; what is put off, or refused by the second person, is not proposed again."""
    found = (
        Offer(issue, proposal, _approval(issue, proposal, board, now), _done(issue, board))
        for issue in issues
        if issue.proposals and standing(issue, picture, marks, now).state not in QUIET
        for proposal in issue.proposals
    )
    return [offer for offer in found if offer.approval != "refused"]


def joined(same: Sequence[Offer]) -> Offer:
    """Offers of the same thing as one. It waits while any of them does, and is done when any of them is."""
    first, *rest = same
    told = next((offer for offer in same if offer.waits), first)
    done = next((offer.done for offer in same if offer.done), None)
    return replace(first, approval=told.approval, done=done, also=tuple(offer.issue for offer in rest))


def _approval(issue: Issue, proposal: Proposal, board: Seen, now: datetime) -> Approval:
    """The second person's word on these numbers: with other values an approval is void (domain §10.1)."""
    said = approval_of(issue, board.actions, now, board.limits)
    if said != "approved" or proposal.kind not in VALUES:
        return said
    action = newest_about(board.actions, issue.marketplace, issue.subject, issue.check, issue.store)
    agreed = named_amount(action.after) if action else None
    value = dict(proposal.values).get(VALUES[proposal.kind])
    return said if agreed is not None and agreed == Decimal(str(value)) else "needed"


def _done(issue: Issue, board: Seen) -> Action | None:
    """The newest action about the issue that was carried out since it is there."""
    since = issue.since or issue.first_seen
    done = [one for one in actions_about(issue, board.actions) if one.done and not one.error and one.done.at >= since]
    return done[-1] if done else None

"""The advice of an issue as numbers, a line for each: what `cockpit proposals` would write into its lists."""

from datetime import date
from decimal import Decimal
from typing import Final

from cockpit.issue import Cell, Proposal, values_in
from cockpit.picture import Issue
from cockpit.text import clean, day, number
from cockpit.view.facts import Fact
from cockpit.view.speech import Span, Speech, dotted

SHOWN: Final = 2
PARTS: Final = " › "  # between the campaign, the ad group and the term of a subject: the head names them already
# Only the lists need them: an id beside its name, and the place and marketplace that the head of the detail names.
UNSAID: Final = frozenset({"campaign_id", "ad_group_id", "keyword_id", "settlement_id", "reimbursement_id", "fnsku"})
AMOUNTS: Final = frozenset({"amount", "saving"})  # said with their currency, which needs no word of its own


def proposal_facts(issue: Issue, speech: Speech) -> list[Fact]:
    """At most two lines; the others are counted."""
    label = speech.say("view.label.proposal")
    lines = [_line(one, issue, speech) for one in issue.proposals[:SHOWN]]
    if more := len(issue.proposals) - SHOWN:
        lines += [(Span(speech.say("view.more_proposals", n=str(more)), "dim"),)] if more > 0 else []
    return [Fact(label if at == 0 else "", line) for at, line in enumerate(lines)]


def _line(proposal: Proposal, issue: Issue, speech: Speech) -> tuple[Span, ...]:
    values, named = values_in(proposal, speech.language), {issue.subject.id, *issue.subject.id.split(PARTS)}
    today = speech.local(issue.last_seen).date()
    said = [
        _value(name, value, values.get("currency"), today, speech)
        for name, value in values.items()
        if value not in {None, ""} and name not in UNSAID | {"currency"} and str(value) not in named
    ]
    return dotted([Span(speech.say(f"proposal.kind.{proposal.kind}"), "strong"), *map(Span, said)])


def _value(name: str, value: Cell, currency: Cell, today: date, speech: Speech) -> str:
    """A value with its word: quantity 480, order by 27 Nov, amount 12.30 USD."""
    if isinstance(value, date):
        told = day(value, today).say(speech.language)
    elif isinstance(value, int | float | Decimal):
        told = number(value)
    else:
        told = clean(str(value))
    money = f" {clean(str(currency))}" if name in AMOUNTS and currency else ""
    return f"{speech.say(f'proposal.{name}')} {told}{money}"

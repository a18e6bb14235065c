"""The advice of an issue as numbers, in its detail."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cockpit.issue import proposal
from cockpit.view.detail import issue_detail
from tests.core.view.scenes import built, everything, issue_of


def test_the_numbers_of_the_advice_stand_below_it_in_one_line() -> None:
    """What is known is said, in words, without ids and without repeating the subject."""
    order = proposal("purchase", sku="ZX-LAMP-01", quantity=1480, order_by=date(2026, 11, 27), carton_qty=None)
    claim = proposal("claim", order_id="111-1", amount=Decimal("12.3"), currency="USD", settlement_id="99")
    issue = replace(issue_of("S-02"), proposals=(order, claim))
    said = everything(issue_detail(issue, built().wording))
    assert "numbers: purchase · quantity 1,480 · order by 27 Nov\n" in said
    assert "claim · order 111-1 · amount 12.3 USD\n" in said
    assert "数字: 采购 · 数量 1,480 · 下单期限 11月27日" in everything(
        issue_detail(issue, built(language="zh").wording)
    )


def test_what_the_head_names_is_not_said_again() -> None:
    """Campaign and term stand in the subject: the line says what is to be done with them."""
    negative = proposal("negative", campaign="Auto-1", ad_group="Lamps", keyword="desk lamp usb", match_type="exact")
    said = everything(issue_detail(replace(issue_of("A-03"), proposals=(negative,)), built().wording))
    assert "numbers: negative · match type exact\n" in said


def test_many_proposals_of_one_issue_do_not_push_the_rest_away() -> None:
    """Two are shown, the others counted, with the command that lists them."""
    found = tuple(proposal("negative", keyword=f"word {n}") for n in range(5))
    said = everything(issue_detail(replace(issue_of("A-03"), proposals=found), built().wording))
    assert "word 1" in said
    assert "word 2" not in said
    assert "and 3 more (cockpit proposals)" in said

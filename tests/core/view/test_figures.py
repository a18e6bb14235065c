"""The words of figures and their lines."""

import ast
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import checks
from cockpit.issue import Figure, Line, Money
from cockpit.text import Words, has_words, same
from cockpit.view.detail import issue_detail
from tests.core.view.scenes import built, everything, issue_of


def test_lines_of_a_figure_without_a_currency_are_plain_numbers() -> None:
    """Money without a known currency is not given one."""
    issue = replace(
        issue_of("P-01"), impact=None, figure=Figure("difference", Decimal("38.20"), unit="money"),
        lines=(Line("internal", Decimal(0), crossed=True, source="config.toml:9"),), title=Words("t", "t"),
    )  # fmt: skip
    said = everything(issue_detail(issue, built().wording))
    assert "difference 38.2" in said
    assert "internal target 0 crossed" in said
    assert same("x").en == "x"


def test_every_figure_that_our_checks_name_has_a_word() -> None:
    """The detail never shows a name of the code where it should say what the number is."""
    for path in Path(checks.__file__).parent.rglob("*.py"):
        for name in figure_names(ast.parse(path.read_text("utf-8"))):
            assert has_words(f"figure.{name}"), f"{path.name}: {name}"


def figure_names(tree: ast.Module) -> Iterable[str]:
    """The names of the figures that a module makes."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Figure":
            yield from (arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant) and type(arg.value) is str)


@pytest.mark.parametrize(
    ("unit", "said"),
    [("share", "3%"), ("days", "60 days"), ("d", "60 days"), ("h", "24 h"), ("weeks", "22 weeks"), ("stars", "4"),
     ("money", "5.00 USD"), ("points", "0.15 USD"), ("", "0.50 USD")],
)  # fmt: skip
def test_a_line_is_told_in_the_unit_of_its_setting(unit: str, said: str) -> None:
    """A share that a fee is judged by is no amount, though the figure is one; without a unit it is the figure's."""
    values = {"3%": 0.03, "60 days": 60, "24 h": 24, "22 weeks": 22, "4": 4, "5.00 USD": 5, "0.15 USD": 0.15}
    line = Line("internal", values.get(said, 0.5), crossed=True, source="x", setting="finance.fee.rel", unit=unit)
    amount = Money(Decimal(10), "USD")
    issue = replace(
        issue_of("S-02"), figure=Figure("difference", Decimal(10), unit="money"), impact=amount, lines=(line,)
    )
    assert f"internal target {said} crossed" in everything(issue_detail(issue, built().wording))

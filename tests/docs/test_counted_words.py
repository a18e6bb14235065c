"""What is counted agrees with its number: "1 unit", "2 units"."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from cockpit.text import Words, catalog

ROOT = Path(__file__).parents[2]
# A value, up to two words, and a plural that does not look at the value.
UNGUARDED = re.compile(r"\{\w+\}((?: [a-z’'-]+){0,2}?) ([a-z-]+s)\b")
# They stand behind a value that is no count of them ("3.2 times", "{sku} is", "sales of ordered sales").
VERBS = frozenset({
    "is", "has", "was", "ends", "starts", "less", "us", "its", "this", "times", "lies", "waits", "needs", "plus",
    "minus", "opens", "begins", "breaks", "lacks", "looks", "fits", "does", "keeps", "takes", "belongs", "business",
    "as",
})  # fmt: skip
BETWEEN = frozenset({
    "of", "to", "on", "in", "is", "are", "was", "as", "a", "already", "typed", "and", "the", "not",
})  # fmt: skip


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1 order waits"), (2, "2 orders wait"), (0, "0 orders wait"), (Decimal("1.5"), "1.5 orders wait")],
)
def test_a_text_agrees_with_its_count(n: int | Decimal, said: str) -> None:
    """With one of them the first wording stands, with any other number the second."""
    assert Words("{n} {n|order waits|orders wait}", "{n} 个订单待处理").fill(n=n).en == said


def test_a_count_that_is_text_already_counts_too() -> None:
    """A number that was written out before ("1") has one unit as well."""
    assert Words("{n} {n|day|days}", "{n} 天").fill(n="1").en == "1 day"


def test_a_count_that_comes_later_is_waited_for() -> None:
    """A text filled in two steps keeps both wordings until the number is known."""
    assert Words("{who}: {n} {n|day|days}", "{who}:{n} 天").fill(who="li").fill(n=1).en == "li: 1 day"


@pytest.mark.parametrize("where", ["checks", "cockpit", "screens", "catalog"])
def test_no_plural_is_written_without_its_singular(where: str) -> None:
    """No text says "{n} units": with one of them it would be wrong ("1 units")."""
    texts = catalogued() if where == "catalog" else written(ROOT / where)
    assert [text for text in texts if is_unguarded(text)] == []


def is_unguarded(text: str) -> bool:
    """Whether a plural stands behind a value that may be one."""
    return any(match[2] not in VERBS and not BETWEEN & set(match[1].split()) for match in UNGUARDED.finditer(text))


def catalogued() -> Iterator[str]:
    """The English texts of the catalog; those of `counted` have a wording for one beside them."""
    return (text for key, text in catalog("en").items() if not key.endswith(".many"))


def written(folder: Path) -> Iterator[str]:
    """The English of every `Words` in the code of a folder; the demo's own words count nothing."""
    for path in sorted(folder.rglob("*.py")):
        if "demo" not in path.parts:
            yield from english(ast.parse(path.read_text("utf-8")))


def english(tree: ast.AST) -> Iterator[str]:
    """The first argument of each ``Words("…", "…")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value

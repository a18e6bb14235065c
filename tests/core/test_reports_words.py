"""Everything that reading can say has words in both languages."""

import re
from pathlib import Path

import pytest

import cockpit.reports
from cockpit.problem_text import hint, sentence
from cockpit.problems import Problem
from cockpit.reports.contents import Form
from cockpit.reports.neighbours import NAMES
from cockpit.reports.values import EXPECTED
from cockpit.text import LANGUAGES, catalog

SOURCES = [path.read_text("utf-8") for path in sorted(Path(cockpit.reports.__path__[0]).glob("*.py"))]
SAID = re.compile(r'(?:Problem|ContentsError|_locate|_unread)\((?:[^"()]|\([^()]*\))*?"([a-z-]+)"')
FORMS = {form.value for form in Form} - {"text", "json", "excel"}
CODES = sorted(
    {code for source in SOURCES for code in SAID.findall(source)} | FORMS | {"unknown-report", "unknown-header"}
)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_sentence_and_a_hint(code: str, language: str) -> None:
    """Each code that the reader uses says what is wrong and what to do, and leaves no slot unfilled."""
    problem = Problem(code, "US/x.txt", 3, "price", "amount", "1,5x", 2)
    for words in (sentence(problem), hint(problem)):
        assert words.say(language) not in {"", code}
        assert "{" not in words.say(language)


def test_the_codes_are_found() -> None:
    """The search for codes in the source finds those of every module that says any."""
    assert {"bad-cell", "empty-cell", "cut-off", "missing-column", "too-large", "bad-json", "undecided-rows"} <= set(
        CODES
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expectation_and_neighbour_has_words(language: str) -> None:
    """What a cell should be, and what an unused file is, are words of the catalogs."""
    known = catalog(language)
    assert {f"expect.{name}" for name in (*EXPECTED.values(), *NAMES, "id")} <= set(known)

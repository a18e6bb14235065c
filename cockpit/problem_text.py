"""A Problem as a sentence for people: where, what was expected, what was found, what to do."""

from cockpit.problems import Problem
from cockpit.text import Words, clean, has_words, same, words


def problem_line(problem: Problem, language: str) -> str:
    """Where and what, in one line: ``US/orders.txt:12 quantity — expected a whole number, found "1,5x"``."""
    place = place_of(problem)
    said = sentence(problem).say(language)
    return f"{place}: {said}" if place else said


def place_of(problem: Problem) -> str:
    """``file:row`` as far as it is known."""
    row = f":{problem.row}" if problem.row else ""
    return f"{clean(problem.file)}{row}"


def sentence(problem: Problem) -> Words:
    """What is wrong, without the place."""
    return _filled(f"problem.{problem.code}.text", problem)


def hint(problem: Problem) -> Words:
    """What to do about it; empty when the sentence says it all."""
    key = f"problem.{problem.code}.hint"
    return _filled(key, problem) if has_words(key) else Words("", "")


def _filled(key: str, problem: Problem) -> Words:
    template = words(key) if has_words(key) else same(problem.code)
    return template.fill(
        file=problem.file,
        row=str(problem.row or ""),
        column=problem.column,
        expected=expected_words(problem.expected),
        found=problem.found,
        count=problem.count,
    )


def expected_words(expected: str) -> Words:
    """An expectation in words: a key of the catalogs under ``expect.``, or the text itself."""
    key = f"expect.{expected}"
    return words(key) if has_words(key) else same(expected)

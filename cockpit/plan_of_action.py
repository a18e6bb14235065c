"""The plan of action: Amazon's three questions, in both languages, to be answered by people.

Source: domain §9.2, Amazon's help page "Create a plan of action": factual, every cause answered, relevant parts
highlighted.
"""

import re
from typing import Final

from cockpit.incident_facts import Incident
from cockpit.text import clean, words

QUESTIONS: Final = ("root_cause", "actions_taken", "prevention")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_LANGUAGES: Final = ("en", "zh")


def skeleton(incident: Incident) -> str:
    """The text to be filled in: what the warning says, then the three questions, first in English, then in Chinese."""
    parts = [_head(incident)]
    for language in _LANGUAGES:
        parts.append(f"# {words('incident.plan.title').say(language)}")
        parts.append(words("incident.plan.how").say(language))
        for number, name in enumerate(QUESTIONS, 1):
            question, hint = words(f"incident.plan.{name}"), words(f"incident.plan.{name}_hint")
            parts.append(f"## {number}. {question.say(language)}")
            parts.append(f"<!-- {hint.say(language)} -->")
    return "\n\n".join(parts) + "\n"


def _head(incident: Incident) -> str:
    """The facts, as a comment: Amazon knows them, who writes must not look them up."""
    facts = {
        "ID": incident.id,
        "Marketplace · 站点": incident.marketplace,
        "Subject · 标题": incident.subject,
        "ASIN": ", ".join(incident.asins),
        "SKU": ", ".join(incident.skus),
        "Orders · 订单": ", ".join(incident.order_ids),
    }
    lines = [f"{name}: {clean(text).replace('--', '- -')}" for name, text in facts.items() if text]
    return "\n".join(["<!--", *lines, "-->"])


def is_answered(text: str) -> bool:
    """Whether every question has an answer, in one of the languages: something else than a hint under each heading."""
    sections = re.split(r"^## .*$", _COMMENT.sub("", text), flags=re.MULTILINE)[1:]
    answers = [_without_titles(section) for section in sections]
    count = len(QUESTIONS)
    by_language = [answers[at : at + count] for at in range(0, len(answers), count)]
    return any(len(answered) == count and all(answered) for answered in by_language)


def _without_titles(section: str) -> str:
    """What stands under a heading; the next language's title and its sentence are none of it."""
    body, *_ = re.split(r"^# .*$", section, maxsplit=1, flags=re.MULTILINE)
    return body.strip()

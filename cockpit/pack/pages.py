"""The pages of a pack that people read: what it holds and lacks, and what happened when. In both languages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, Final

from cockpit.clock import zone_of
from cockpit.escaping import escaped
from cockpit.formulas.incidents import in_kinds
from cockpit.incident_facts import STEPS, Incident, Item
from cockpit.text import LANGUAGES, Language, Words, clean, has_words, moment, say, words

# The reference titles of domain §9.2: Amazon's own names of its pages.
TITLES: Final = ("Create a plan of action", "Valid tracking rate", "Respond to an A-to-z Guarantee claim")
_TOLD: Final = ("why", "outcome", "before", "after", "error")


def read_me(incident: Incident, items: Sequence[Item], names: Sequence[str], zone: tzinfo, *, personal: bool) -> str:
    """What the pack is, what it holds, what it lacks, and how to go on; times in team time and the marketplace's."""
    parts = (_read_me(incident, items, names, zone, language, personal=personal) for language in LANGUAGES)
    return "\n\n".join(parts) + "\n"


def _read_me(
    incident: Incident, items: Sequence[Item], names: Sequence[str], zone: tzinfo, language: Language, *, personal: bool
) -> str:
    def listed(found: Iterable[Words]) -> str:
        return "\n".join(f"- {escaped(one.say(language))}" for one in found) or say("pack.nothing", language)

    parts = [
        f"# {say('pack.title', language, id=incident.id)}",
        _facts(incident, zone, language),
        say("pack.hold", language),
        f"## {say('pack.has', language)}",
        listed(in_kinds(items, there=True)),
        f"## {say('pack.lacks', language)}",
        listed(in_kinds(items, there=False)),
        f"## {say('pack.files', language)}",
        "\n".join(f"- `{clean(name)}`" for name in sorted(names)),
        say("pack.personal" if personal else "pack.masked", language),
        f"{say('pack.see', language)} {', '.join(f'“{title}”' for title in TITLES)}",
    ]
    return "\n\n".join(parts)


def _facts(incident: Incident, zone: tzinfo, language: Language) -> str:
    def at(when: datetime | None) -> str:
        return _in_both(when, zone, incident.marketplace).say(language) if when else ""

    said = {
        "subject": incident.subject,
        "marketplace": incident.marketplace,
        "asins": ", ".join(incident.asins),
        "skus": ", ".join(incident.skus),
        "orders": ", ".join(incident.order_ids),
        "received": at(incident.received_at),
        "deadline": at(incident.deadline),
    }
    return "\n".join(f"- {say(f'pack.fact.{name}', language)}: {escaped(text)}" for name, text in said.items() if text)


def timeline(incident: Incident, events: Sequence[Mapping[str, Any]], zone: tzinfo) -> str:
    """What was written down about the incident, oldest first: when (team time), who, what."""
    lines = [f"# {words('pack.timeline').en} · {words('pack.timeline').zh}", ""]
    if incident.received_at:
        told = words("pack.event.received")
        lines.append(f"- {_when(incident.received_at, zone)} · Amazon · {told.en} · {told.zh}")
    # That a pack was written is left out: writing it again would change it.
    lines += [_line(event, zone) for event in events if event["what"] != "incident-packed"]
    return "\n".join(lines) + "\n"


def _line(event: Mapping[str, Any], zone: tzinfo) -> str:
    key = f"pack.event.{event['what']}"
    told = words(key) if has_words(key) else Words(str(event["what"]), str(event["what"]))
    step = _both(words(f"incident.step.{event['step']}")) if event.get("step") in STEPS else ""
    more = [step, *(str(event[name]) for name in _TOLD if event.get(name))]
    taken_back = [_both(words("pack.event.taken_back"))] if event.get("undone") else []
    named = (f"board.kind.{event.get('kind')}", f"board.state.{event.get('state')}")
    kind = [_both(words(key)) for key in named if has_words(key)] if event["what"] == "action" else []
    parts = [_when(datetime.fromisoformat(event["at"]), zone), str(event["by"]), _both(told)]
    return "- " + " · ".join(escaped(part) for part in (*parts, *kind, *more, *taken_back) if part)


def _when(at: datetime, zone: tzinfo) -> str:
    return _spelled(at, zone).en


def _spelled(at: datetime, zone: tzinfo) -> Words:
    """With its year: a pack is read long after it was written."""
    return moment(at.astimezone(zone), date.min)


def _in_both(at: datetime, zone: tzinfo, marketplace: str) -> Words:
    """Team time, and the marketplace's beside it (domain §2.6)."""
    here = _spelled(at, zone)
    if not marketplace:
        return here
    there = _spelled(at, zone_of(marketplace))
    return Words(f"{here.en} ({marketplace} {there.en})", f"{here.zh}({marketplace} {there.zh})")


def _both(told: Words) -> str:
    """One line that is read in either language."""
    return f"{told.en} · {told.zh}"

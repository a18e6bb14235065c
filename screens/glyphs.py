"""The few signs that the screens draw with, in two sets: Unicode, and plain ASCII for terminals that lack it."""

import os
from collections.abc import Mapping
from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of signs. All take a single cell, but for severities, which may take the two of their column."""

    critical: str
    warning: str
    info: str
    unknown: str
    done: str
    to_do: str
    new: str
    reopened: str
    acknowledged: str
    snoozed: str
    resolved: str
    suppressed: str
    flapping: str
    selected: str
    cursor: str
    rule: str
    bar: str  # between panes
    cut: str  # after a text that did not fit
    dot: str  # between facts
    more: str  # there is more below
    value: str  # on a track
    amazon: str
    internal: str
    heights: str  # nine bars, from none to full
    choice: str  # before and after what the arrows change

    @property
    def sign_width(self) -> int:
        """The cells of a severity with the blank after it."""
        return len(self.critical) + 1

    def severity(self, name: str) -> str:
        """The sign of a severity, or of "unknown"."""
        return {"critical": self.critical, "warning": self.warning, "info": self.info}.get(name, self.unknown)

    def state(self, name: str) -> str:
        """The sign of an issue's state; a blank where the state needs none."""
        signs = {
            "new": self.new,
            "reopened": self.reopened,
            "acknowledged": self.acknowledged,
            "snoozed": self.snoozed,
            "resolved": self.resolved,
            "suppressed": self.suppressed,
            "flapping": self.flapping,
            "unsure": self.unknown,
        }
        return signs.get(name, " ")


UNICODE = Glyphs(
    critical="▲", warning="△", info="·", unknown="?", done="✓", to_do="○", new="•", reopened="↺", acknowledged="✓",
    snoozed="z", resolved="✓", suppressed="×", flapping="≈", selected="●",
    cursor="▌", rule="─", bar="│", cut="…", dot="·", more="↓", value="●", amazon="┃",
    internal="╎", heights=" ▁▂▃▄▅▆▇█", choice="‹›",
)  # fmt: skip
ASCII = Glyphs(
    critical="!!", warning="!", info=".", unknown="?", done="x", to_do="o", new="*", reopened="@", acknowledged="v",
    snoozed="z", resolved="x", suppressed="#", flapping="%", selected="X",
    cursor=">", rule="-", bar="|", cut="~", dot="-", more="v", value="O", amazon="|",
    internal=":", heights=" ._-=+*%#", choice="<>",
)  # fmt: skip


def glyphs_for(setting: str, environment: Mapping[str, str] | None = None) -> Glyphs:
    """The set that the setting asks for; "auto" goes by the locale, and by the Linux console's small font."""
    if setting in {"unicode", "ascii"}:
        return UNICODE if setting == "unicode" else ASCII
    known = os.environ if environment is None else environment
    return UNICODE if speaks_unicode(known) and known.get("TERM") != "linux" else ASCII


def speaks_unicode(environment: Mapping[str, str]) -> bool:
    """Whether the locale is a UTF-8 one. No locale at all (a container) is taken as one: terminals of today are."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    name = next(filter(None, names), "utf-8").lower()
    return "utf-8" in name or "utf8" in name

"""Scenes of the prepared pictures, and their words as text."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from cockpit.checklist import Checklist
from cockpit.clock import Clock
from cockpit.marks import Marks
from cockpit.picture import Issue, Picture
from cockpit.settings import Profile
from cockpit.text import Language
from cockpit.view.detail import Detail
from cockpit.view.panes import Blind, Choice, PaneView
from cockpit.view.scene import Scene, scene
from cockpit.view.speech import Span, Speech
from tests.screens import pictures

NOW = pictures.NOW
SIGNS = {"critical": "▲", "warning": "△", "unknown": "?"}
PROFILE = Profile(working_days=("monday", "tuesday", "wednesday", "thursday", "friday"))


def speech(language: Language = "en") -> Speech:
    """How the team of the prepared pictures talks."""
    return Speech(language, pictures.TEAM)


def built(
    picture: Picture | None = None,
    marks: Marks | None = None,
    *,
    checklist: Checklist | None = None,
    now: datetime = NOW,
    choice: Choice | None = None,
    language: Language = "en",
) -> Scene:
    """A scene of a prepared picture."""
    return scene(
        pictures.picture() if picture is None else picture,
        Marks() if marks is None else marks,
        pictures.checklist() if checklist is None else checklist,
        Clock(now, ZoneInfo("Asia/Shanghai")),
        PROFILE,
        speech(language),
        Choice() if choice is None else choice,
        SIGNS,
    )


def text(spans: Iterable[Span]) -> str:
    """Pieces as one text."""
    return "".join(span.text for span in spans)


def everything(detail: Detail) -> str:
    """A detail as lines."""
    facts = [f"{fact.label}: {text(fact.spans)}" for fact in detail.facts]
    return "\n".join([text(detail.head), detail.title, *facts])


def issue_of(check: str, picture: Picture | None = None) -> Issue:
    """The issue of a check."""
    return next(issue for issue in (picture or pictures.picture()).issues if issue.check == check)


def blind_rows(view: PaneView) -> list[Blind]:
    """What a pane cannot judge."""
    return [item for item in view.items if isinstance(item, Blind)]

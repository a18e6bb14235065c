"""What the workspace says about its reports: the settings that reading and assembling need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Hints:
    """Settings of the workspace that decide how files are read. Equal hints and equal bytes give equal readings."""

    default_marketplace: str = ""  # of files that say nothing about it; "" = D-06 asks
    max_age_hours: Mapping[str, float | None] = field(default_factory=dict)  # type → hours; None or 0: never stale
    team_zone: tzinfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))  # of times typed without an offset
    report_types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # [report_types.x]: header → our column
    partial_share: float = 0.5  # a snapshot that lost more than this share of its rows, and
    partial_rows: int = 5  # at least so many, is not believed when something is missing from it

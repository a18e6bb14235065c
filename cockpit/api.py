"""Everything a check may import besides polars. Names are added here, never removed."""

from cockpit.check import (
    Check,
    Context,
    Finding,
    NoSettings,
    NotJudged,
    RecordedAction,
    Say,
    check,
    group,
    setting,
)
from cockpit.clock import add_operating, elapsed, nth_operating_day_after, operating, zone_of
from cockpit.issue import Figure, Line, Money, Pane, Severity, Subject, Verdict
from cockpit.report_file import ReportFile
from cockpit.settings import Event
from cockpit.tables import FILE, ROW, Table
from cockpit.text import Words, day, moment, money, number, percent, same

__all__ = [
    "FILE",
    "ROW",
    "Check",
    "Context",
    "Event",
    "Figure",
    "Finding",
    "Line",
    "Money",
    "NoSettings",
    "NotJudged",
    "Pane",
    "RecordedAction",
    "ReportFile",
    "Say",
    "Severity",
    "Subject",
    "Table",
    "Verdict",
    "Words",
    "add_operating",
    "check",
    "day",
    "elapsed",
    "group",
    "moment",
    "money",
    "nth_operating_day_after",
    "number",
    "operating",
    "percent",
    "same",
    "setting",
    "zone_of",
]

"""Reports: recognise a file by its header, read it into typed tables."""

from cockpit.reports.report_type import ReportType
from cockpit.reports.types import load

TYPES = load()

__all__ = ["TYPES", "ReportType"]

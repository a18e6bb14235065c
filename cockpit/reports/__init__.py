"""Reports: recognise a file by its header, read it into typed tables."""

from cockpit.reports.assemble import assemble
from cockpit.reports.folder import list_folder, list_names
from cockpit.reports.hints import Hints
from cockpit.reports.joining import Joined, Joins
from cockpit.reports.raw import raw_rows
from cockpit.reports.read import read_file
from cockpit.reports.reading import Part, Reading
from cockpit.reports.report_type import Column, Kind, ReportType
from cockpit.reports.together import read_together
from cockpit.reports.types import load

TYPES = load()

__all__ = [
    "TYPES",
    "Column",
    "Hints",
    "Joined",
    "Joins",
    "Kind",
    "Part",
    "Reading",
    "ReportType",
    "assemble",
    "list_folder",
    "list_names",
    "raw_rows",
    "read_file",
    "read_together",
]

"""The report types: one declarative file each. Every `ReportType` value of a module here is known by its id."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cockpit.reports.report_type import ReportType


@cache
def load() -> Mapping[str, ReportType]:
    """Every report type by id, in the order of the file names. Importing a module changes nothing else."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    values = [value for module in modules for value in vars(module).values() if isinstance(value, ReportType)]
    return {value.id: value for value in values}

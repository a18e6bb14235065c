"""One file at one moment, and what is known of it before a row is read."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from cockpit.report_file import ReportFile
from cockpit.reports import place
from cockpit.reports.contents import Contents
from cockpit.reports.custom import catalog
from cockpit.reports.hints import Hints
from cockpit.reports.recognise import Catalog


@dataclass(frozen=True)
class Source:
    """A file that was opened, its place in the folder, and the workspace's hints."""

    name: str  # relative to the reports folder
    contents: Contents
    hints: Hints
    exported: date | None = None  # when a tool says, in words beside its table, that it was written
    placed_by: str = ""  # of a file in an archive: the path as if it lay beside the archive; says store, marketplace

    @cached_property
    def folder(self) -> place.Folder:
        """What the path says."""
        return place.folder_of(self.placed_by or self.name)

    @cached_property
    def catalog(self) -> Catalog:
        """The types to look for."""
        return catalog(self.hints.report_types)

    @property
    def file(self) -> ReportFile:
        """The file's line while nothing is recognised."""
        beside, held = by_path(self.placed_by or self.name, self.hints), self.contents
        return replace(beside, path=self.name, size=held.size, modified=held.modified, digest=held.digest)

    @property
    def japanese(self) -> bool:
        """Whether the folder or the workspace says that this is a Japanese file."""
        return (self.folder.marketplace or self.hints.default_marketplace) == "JP"


def name_of(path: Path, root: Path) -> str:
    """A file's path below the reports folder, in characters that every consumer can write."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def by_path(name: str, hints: Hints) -> ReportFile:
    """What the path alone says of a file: a report that cannot be read is still missed in its marketplace."""
    folder = place.folder_of(name)
    return ReportFile(
        name, store=folder.store, marketplace=folder.marketplace or place.default_of(hints.default_marketplace)
    )

"""The evidence pack of an incident: a folder and a zip of everything that an appeal needs (domain §9.2)."""

from cockpit.pack.files import PackFile, Source, pack_files
from cockpit.pack.write import written

__all__ = ["PackFile", "Source", "pack_files", "written"]

"""The demo workspace: a seeded, realistic shop in three marketplaces, written as the files Amazon really exports."""

from cockpit.demo.expected import Expected, NearMiss, Planted
from cockpit.demo.live import live
from cockpit.demo.write import write_demo

__all__ = ["Expected", "NearMiss", "Planted", "live", "write_demo"]

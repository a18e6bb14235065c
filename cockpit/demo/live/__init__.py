"""The demo goes on: reports keep landing in the folder as they would on a working day."""

from cockpit.demo.live.day import live

__all__ = ["live"]

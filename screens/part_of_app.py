"""The base of the parts that the app is put together from: each is a file of its own, and none has state of its own."""

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from screens.app import CockpitApp


class PartOfApp:
    """A group of methods of the app."""

    @property
    def _app(self) -> "CockpitApp":
        return cast("CockpitApp", self)

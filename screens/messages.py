"""What other threads tell the app."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from cockpit.engine_process import Message as FromEngine
    from screens.saver import Said


class EngineSaid(Message):
    """The engine sent something."""

    def __init__(self, said: "FromEngine") -> None:
        super().__init__()
        self.said = said


class SaverSaid(Message):
    """A deed is on disk, or is not."""

    def __init__(self, said: "Said") -> None:
        super().__init__()
        self.said = said

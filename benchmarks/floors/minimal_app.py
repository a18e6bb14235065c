"""The least a Textual program can be: one label and a footer. The floor of first paint, idle cost and memory."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Label


class Minimal(App[None]):
    """One label."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Draw the label that the benchmark waits for."""
        yield Label("ready")
        yield Footer()


if __name__ == "__main__":
    Minimal().run()

"""Selecting many issues, so that one key does something to all of them."""

from collections.abc import Sequence

from cockpit.picture import Issue
from screens.pane_list import PaneList
from screens.place import PlaceScreen


class Selecting(PlaceScreen):
    """The part of Today that knows which issues are selected. A selection goes over panes and filters."""

    reading: bool
    lists: tuple[PaneList, ...]

    def __init__(self) -> None:
        super().__init__()
        self.selected: frozenset[str] = frozenset()  # by identity

    @property
    def current(self) -> PaneList:
        """The list that keys go to."""
        raise NotImplementedError

    @property
    def chosen(self) -> Sequence[Issue]:
        """The issues that a deed is for: the selected ones, else the one under the cursor. The detail is about one."""
        item = self.current.item
        if self.selected and not self.reading:
            return [issue for issue in self.cockpit.scene.picture.issues if issue.fingerprint in self.selected]
        return [item] if isinstance(item, Issue) else []

    def follow_selection(self) -> None:
        """Forget selected issues that there are no more."""
        if self.selected:
            self.selected &= {issue.fingerprint for issue in self.cockpit.scene.picture.issues}
        for pane_list in self.lists:
            pane_list.selected = self.selected

    def select(self, selected: frozenset[str]) -> None:
        """Select these and no others."""
        self.selected = selected
        for pane_list in self.lists:
            pane_list.selected = selected
            pane_list.repaint()
        self.refresh_status()

    def do_select(self) -> None:
        """Select the issue under the cursor, or not any more, and go on to the next."""
        self._toggle()
        self.current.move(1)

    def _toggle(self) -> None:
        item = self.current.item
        if isinstance(item, Issue):
            self.select(self.selected ^ {item.fingerprint})

    def do_select_down(self) -> None:
        """Take the issue below into the selection."""
        self._extend(1)

    def do_select_up(self) -> None:
        """Take the issue above into the selection."""
        self._extend(-1)

    def _extend(self, by: int) -> None:
        before = self.current.item
        self.current.move(by)
        both = {item.fingerprint for item in (before, self.current.item) if isinstance(item, Issue)}
        self.select(self.selected | both)

    def do_select_all(self) -> None:
        """Select every open issue that is shown in this pane; none when they all are."""
        view = self.current.view
        shown = frozenset(issue.fingerprint for issue in view.open_issues) if view else frozenset()
        self.select(self.selected - shown if shown <= self.selected else self.selected | shown)

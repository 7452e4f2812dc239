"""The columns and saved views of one account, kept beside its other data; without a folder until the window closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from copper_desk.sheet.saved_view import ColumnLayout, SavedView
from copper_desk.storage.account_folder import AccountFolder
from copper_desk.storage.view_file import ViewFile
from copper_desk.wording import tr


class ViewMemory(QObject):
    """``troubled`` carries a sentence when something could not be read or kept."""

    troubled = Signal(object)

    def __init__(self, folder: AccountFolder | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: ViewFile | None = None
        self.trouble = ""
        self._views: list[SavedView] = []
        self._layout: ColumnLayout | None = None
        if folder is not None:
            self._open(folder)

    def layout(self) -> ColumnLayout | None:
        """The columns as they were left, or None."""
        return self._layout

    def views(self) -> list[SavedView]:
        """The saved views, in the order of their names."""
        return sorted(self._views, key=lambda view: view.name.casefold())

    def keep_layout(self, layout: ColumnLayout) -> None:
        """Keep the columns, here in any case."""
        self._layout = layout
        self._write(lambda file: file.keep_layout(layout))

    def keep_views(self, views: Sequence[SavedView]) -> None:
        """Keep these views and no others, here in any case."""
        self._views = list(views)
        self._write(lambda file: file.keep_views(views))

    def _open(self, folder: AccountFolder) -> None:
        try:
            self._file = ViewFile(folder.views)
        except OSError as error:
            self.trouble = tr("Saved views cannot be read: {reason}.", reason=error.strerror or error)
            return
        self._layout, self._views = self._file.layout(), self._file.views()

    def _write(self, act: Callable[[ViewFile], None]) -> None:
        if self._file is None:
            return
        try:
            act(self._file)
        except OSError as error:
            self.troubled.emit(
                tr("Views and columns could not be kept for the next start: {reason}", reason=error.strerror or error)
            )

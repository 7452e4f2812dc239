"""A table that its delegate paints: how it looks and is used before it is told anything of its own.

Knows nothing of what stands in it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.change_delegate import ChangeDelegate
from copper_desk.wording import tr

_NARROWEST_PX = 36
"""A person cannot drag a column narrower."""


class ChangeTable(QTableView):
    """Whole rows are selected, unless ``selects`` says otherwise when it is dressed."""

    def dress(
        self,
        delegate: ChangeDelegate,
        *,
        selects: QAbstractItemView.SelectionBehavior = QAbstractItemView.SelectionBehavior.SelectRows,
    ) -> None:
        """Have this delegate paint the cells, in the look of all tables."""
        self._painted_by = delegate
        dress(self, delegate, selects=selects)
        delegate.theme.changed.connect(self._on_theme_changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()

    def _on_theme_changed(self, _tokens: object) -> None:
        self._restyle()

    def _restyle(self) -> None:
        """Only a table that is shown knows the device pixel ratio of its screen."""
        self._painted_by.restyle(self.devicePixelRatioF())
        self.viewport().update()


def dress(view: QTableView, delegate: ChangeDelegate, *, selects: QAbstractItemView.SelectionBehavior) -> None:
    """The look and the ways of every such view; nothing in it is edited."""
    view.setItemDelegate(delegate)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(selects)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    _dress_headers(view, delegate.theme)


def _dress_headers(view: QTableView, theme: Theme) -> None:
    down, across = view.verticalHeader(), view.horizontalHeader()
    down.hide()
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setDefaultSectionSize(theme.metrics.row)
    down.setMinimumSectionSize(theme.metrics.row)
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setFixedHeight(theme.metrics.header)
    across.setHighlightSections(False)
    across.setMinimumSectionSize(_NARROWEST_PX)
    across.setAccessibleName(tr("Names of the columns"))

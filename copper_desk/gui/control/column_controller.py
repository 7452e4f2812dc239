"""Which columns are shown, in what order and how wide: the first time by what most people need, then as they were left.

A lead has some forty fields, and most people work with ten. A field that is hidden is still filtered, pushed and shown
in the details. Knows nothing of what the fields hold.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMenu

from copper_desk.gui.arranging.column_window import ColumnWindow
from copper_desk.gui.control.view_memory import ViewMemory
from copper_desk.gui.grid.column_layout import lay_out, layout_of
from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.sheet.saved_view import ColumnLayout

FIRST = (
    "company_name",
    "title",
    "email",
    "phone.mobile",
    "status_id",
    "assignee_id",
    "monetary_value",
    "customer_source_id",
    "tags",
    "phone.work",
    "address.city",
    "address.country",
    "website.work",
    "details",
)
"""The fields that come first, in this order; custom fields follow, then the rest."""

HIDDEN = frozenset(
    {
        "id",
        "prefix",
        "first_name",
        "middle_name",
        "last_name",
        "suffix",
        "email_category",
        "phone.home",
        "phone.other",
        "website.personal",
        "website.other",
        "social.twitter",
        "social.facebook",
        "social.youtube",
        "social.googleplus",
        "social.quora",
        "social.foursquare",
        "social.klout",
        "social.gravatar",
        "social.other",
    }
)
"""The fields that a new window hides: parts of the name, and what few leads have."""

KEPT_AFTER_MS = 400
"""A pause in dragging after which the columns are written down."""


class ColumnController(QObject):
    """Arranges the columns of a view, remembers them, and fills their menu. ``changed`` comes when a person has moved,
    resized, shown or hidden one."""

    changed = Signal()

    def __init__(self, view: LeadView, menu: QMenu, memory: ViewMemory) -> None:
        super().__init__(view)
        self._view = view
        self._menu = menu
        self._memory = memory
        self.window: ColumnWindow | None = None
        self._later = QTimer(self, interval=KEPT_AFTER_MS, singleShot=True)
        self._later.timeout.connect(self._on_later_timeout)
        self._first_widths = layout_of(view).widths
        lay_out(view, self.first_layout())
        kept = memory.layout()
        if kept is not None:
            lay_out(view, kept)
        view.header.sectionMoved.connect(self._on_header_changed)
        for column in (view.frozen_columns[-1], -1):
            pane = view.pane_of(column)
            pane.header.sectionResized.connect(self._on_header_changed)
        menu.aboutToShow.connect(self._fill)
        self._fill()

    def first_layout(self) -> ColumnLayout:
        """The columns of a new window."""
        fields = self._view.lead_model.fields
        custom = [field.key for field in fields if field.key.startswith("cf_")]
        first = dict.fromkeys((*FIRST, *custom, *(field.key for field in fields)))
        return ColumnLayout(tuple(first), HIDDEN, self._first_widths)

    def lay_out(self, layout: ColumnLayout) -> None:
        """Arrange the columns so, as a step of the person."""
        self._view.commit_editor()
        lay_out(self._view, layout)
        self._on_header_changed()

    def reset(self) -> None:
        """The columns of a new window."""
        self.lay_out(self.first_layout())

    def show_window(self) -> None:
        """Choose and order the columns in a list."""
        self._view.commit_editor()
        self.window = window = ColumnWindow(self._view, self._view.theme, self._view.window())
        window.layout_wished.connect(self.lay_out)
        window.reset_wished.connect(self._on_window_reset_wished)
        window.open()

    def flush(self) -> None:
        """Write down now what waits for a pause."""
        if self._later.isActive():
            self._later.stop()
            self._on_later_timeout()

    @Slot()
    def _on_later_timeout(self) -> None:
        self._memory.keep_layout(layout_of(self._view))

    @Slot()
    def _on_window_reset_wished(self) -> None:
        self.reset()
        if self.window is not None:
            self.window.show_layout(layout_of(self._view))

    def _on_header_changed(self, *_facts: object) -> None:
        self._later.start()
        self.changed.emit()

    def _fill(self) -> None:
        self._menu.clear()
        shown = set(self._view.shown_columns())
        for column, field in enumerate(self._view.lead_model.fields, start=1):
            if column in self._view.frozen_columns:
                continue
            action = self._menu.addAction(field.label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.toggled.connect(lambda on, key=field.key: self._view.set_column_shown(key, shown=on))

"""Which columns a new window shows and in what order, and the menu that shows and hides them.

A lead has some forty fields, and most people work with ten. A field that is hidden is still filtered, pushed and shown
in the details. Knows nothing of what the fields hold.
"""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from copper_desk.gui.grid.lead_view import LeadView

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


class ColumnController:
    """Arranges the columns of a view and fills its menu."""

    def __init__(self, view: LeadView, menu: QMenu) -> None:
        self._view = view
        self._menu = menu
        menu.aboutToShow.connect(self._fill)
        self._arrange()
        self._fill()

    def _arrange(self) -> None:
        keys = [field.key for field in self._view.lead_model.fields]
        custom = [key for key in keys if key.startswith("cf_")]
        order = [key for key in (*FIRST, *custom) if key in keys]
        header = self._view.header
        place = 1 + len(self._view.frozen_columns)
        for key in order:
            column = self._view.lead_model.column_of(key)
            if column is not None and column not in self._view.frozen_columns:
                header.moveSection(header.visualIndex(column), min(place, header.count() - 1))
                place += 1
        for key in HIDDEN.intersection(keys):
            self._view.set_column_shown(key, shown=False)

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

"""The columns of a grid as a plain value, and back: order, what is hidden, widths. Does not know where it is kept."""

from __future__ import annotations

from copper_desk.gui.grid.lead_view import LeadView
from copper_desk.sheet.saved_view import ColumnLayout


def layout_of(view: LeadView) -> ColumnLayout:
    """The columns as they stand now, without the frozen ones but for the width of the name."""
    model, header = view.lead_model, view.header
    placed = [header.logicalIndex(place) for place in range(header.count())]
    fields = {column: field.key for column in placed if (field := model.field_at(column)) is not None}
    scrolling = {column: key for column, key in fields.items() if column not in view.frozen_columns}
    widths = {key: view.pane_of(column).columnWidth(column) for column, key in fields.items()}
    return ColumnLayout(
        tuple(scrolling.values()),
        frozenset(key for column, key in scrolling.items() if header.isSectionHidden(column)),
        # A hidden column tells no width; it keeps the one that it has when it is shown again.
        {key: width for key, width in widths.items() if width > 0},
    )


def lay_out(view: LeadView, layout: ColumnLayout) -> None:
    """Arrange the columns so. Fields that the layout does not name stay behind those that it does, as they are."""
    model, header = view.lead_model, view.header
    named = (column for key in layout.order if (column := model.column_of(key)) is not None)
    # Each comes from behind the place that it goes to, so that those before it stay where they were put.
    for place, column in enumerate(dict.fromkeys((*view.frozen_columns, *named))):
        header.moveSection(header.visualIndex(column), place)
    for key in {*layout.order, *layout.hidden}:
        if model.column_of(key) is not None:
            view.set_column_shown(key, shown=key not in layout.hidden)
    for key, width in layout.widths.items():
        column = model.column_of(key)
        if column is not None and (column in view.frozen_columns or not header.isSectionHidden(column)):
            view.pane_of(column).setColumnWidth(column, width)

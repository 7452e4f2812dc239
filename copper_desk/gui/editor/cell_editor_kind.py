"""Which editor a kind of field opens, and which kinds have something to open below their cell."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from copper_desk.gui.editor.cell_editor import BoxEditor, CellEditor, LineEditor
from copper_desk.gui.editor.chip_editor import ChipEditor
from copper_desk.gui.editor.choice_editor import ChoiceEditor
from copper_desk.gui.editor.date_editor import DateEditor
from copper_desk.gui.editor.surroundings import Surroundings
from copper_desk.leads.kind import CHOICE_KINDS, NUMBER_KINDS, FieldKind

_LISTED_KINDS = CHOICE_KINDS | {FieldKind.CATEGORY}
_CHIP_KINDS = frozenset({FieldKind.TAGS, FieldKind.MULTI_SELECT})

OPENING_KINDS = _LISTED_KINDS | _CHIP_KINDS | {FieldKind.DATE}
"""Kinds whose cell shows the sign of a list: a click on it, or Alt+Down, opens one (a calendar for a date)."""


def editor_for(surroundings: Surroundings, parent: QWidget) -> CellEditor:
    """The editor for the kind of a field."""
    kind = surroundings.field.kind
    if kind in _LISTED_KINDS:
        return ChoiceEditor(surroundings, parent)
    if kind in _CHIP_KINDS:
        return ChipEditor(surroundings, parent)
    if kind is FieldKind.LONG_TEXT:
        return BoxEditor(parent)
    if kind is FieldKind.DATE:
        return DateEditor(surroundings, parent)
    return LineEditor(parent, right=kind in NUMBER_KINDS)

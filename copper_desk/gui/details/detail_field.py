"""The boxes of the details panel: a field with its name above, the loaded value and what is wrong below.

Show what they are given and pass on what is wished for; the panel knows the lead.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from copper_desk.gui.details.detail_frame import FieldFrame
from copper_desk.gui.details.detail_text import TextPiece
from copper_desk.gui.details.lead_card import CardField
from copper_desk.gui.editor.cell_editor_kind import OPENING_KINDS
from copper_desk.gui.look.theme import Theme
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.wording import tr

SMALL = 0.92
_BOX_LINES = 3


class DetailBox(QWidget):
    """What every box has: a name, a middle of its own, the loaded value and a message."""

    def __init__(self, name: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextPiece(theme, tone="muted", scale=SMALL, parent=self)
        self.name.show_text(name)
        self.was = TextPiece(theme, tone="muted", scale=SMALL, parent=self)
        self.message = TextPiece(theme, tone="error", scale=SMALL, parent=self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self._layout.addWidget(self.name)

    @property
    def stop(self) -> QWidget | None:
        """Where the focus enters the box, if it takes any."""
        return None

    def close_box(self, middle: QWidget) -> None:
        """Put the middle in and what stands below it."""
        for piece in (middle, self.was, self.message):
            self._layout.addWidget(piece)
        self.was.show_text("")
        self.message.show_text("")

    def show_field(self, field: CardField) -> None:
        """Show this field."""
        self.was.show_text(field.was)
        self.message.show_text(field.message, tone=None if field.ring is None else field.ring.value)


class DetailField(DetailBox):
    """A field that is edited. ``frame`` says what is wished for."""

    def __init__(self, field: Field, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(field.label if field.unit is None else f"{field.label} ({field.unit})", theme, parent=parent)
        self.field = field
        self.frame = FieldFrame(
            theme,
            opens_list=field.kind in OPENING_KINDS,
            is_checkbox=field.kind is FieldKind.CHECKBOX,
            lines=_BOX_LINES if field.kind is FieldKind.LONG_TEXT else 1,
        )
        self.close_box(self.frame)

    def show_field(self, field: CardField) -> None:
        super().show_field(field)
        cleared = tr("⌀ cleared") if field.changed and not field.text else ""
        self.frame.show_text(
            field.text, empty=cleared, changed=field.changed, ring=field.ring, is_ticked=field.is_ticked
        )
        self.frame.setAccessibleName(spoken(field, self._in_words(field)))

    @property
    def stop(self) -> QWidget | None:
        return self.frame

    def _in_words(self, field: CardField) -> str:
        if self.field.kind is FieldKind.CHECKBOX:
            return tr("ticked") if field.is_ticked else tr("not ticked")
        return field.text or (tr("cleared") if field.changed else tr("empty"))


class FixedField(DetailBox):
    """A field that Copper fills in: plain text, and nothing at all where it is empty."""

    def __init__(self, field: Field, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(field.label, theme, parent=parent)
        self.text = TextPiece(theme, parent=self)
        self.close_box(self.text)

    def show_field(self, field: CardField) -> None:
        super().show_field(field)
        self.text.show_text(field.text)
        self.setVisible(bool(field.text))
        self.setAccessibleName(f"{field.label}, {field.text}")


def spoken(field: CardField, text: str) -> str:
    """A box in words."""
    return ", ".join(part for part in (field.label, text, field.was, field.message.replace("\n", ", ")) if part)

"""Fields that no column fills and that get the same value in every row: "Set Owner to Ana Ruiz"."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from copper_desk.gui.importing.import_session import ImportSession
from copper_desk.gui.look.piece import button, choice_box, label
from copper_desk.gui.look.theme import Theme
from copper_desk.gui.table.pick_popup import PickEntry, PickPopup
from copper_desk.leads.choice_text import choices_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import CHOICE_KINDS
from copper_desk.wording import tr

_WIDEST_PX = 320


class ConstantRows(QWidget):
    """What is chosen goes to the session's draft."""

    def __init__(self, session: ImportSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._lines: dict[str, QWidget] = {}
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        self.popup: PickPopup | None = None
        self.add = button(tr("Set a field for every row…"))
        self.add.clicked.connect(self.open_popup)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(label(tr("The same value in every row"), bold=True))
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self._layout.addLayout(line)

    def refresh(self) -> None:
        """Show what is set; a line that a column now fills goes."""
        draft = self._session.draft
        wanted = [key for key in self._lines if key not in draft.filled_keys() or key in draft.constants]
        for key in [key for key in self._lines if key not in wanted]:
            self._drop(key)
        for key in draft.constants:
            if key not in self._lines:
                self._add(self._session.schema[key], draft.constants[key])

    def forget(self) -> None:
        """Another file: nothing is set."""
        for key in list(self._lines):
            self._drop(key)

    def open_popup(self) -> None:
        """Offer the fields that nothing fills."""
        filled = self._session.draft.filled_keys() | self._lines.keys()
        fields = [field for field in self._session.schema.columns if field.writable and field.key not in filled]
        entries = [PickEntry(field.label, field.key) for field in fields]
        self.popup = PickPopup(entries, self._theme, name=tr("Field to set"), current=None, parent=self)
        self.popup.picked.connect(self._on_popup_picked)
        self.popup.open_at(QRect(self.add.mapToGlobal(QPoint(0, 0)), self.add.size()))

    def _on_popup_picked(self, key: str) -> None:
        self._add(self._session.schema[key], "")
        self.editors[key].setFocus()

    def _add(self, field: Field, text: str) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        editor = self._editor(field, text)
        editor.setMaximumWidth(_WIDEST_PX)
        remove = button(tr("Remove"), tr("Do not set {field}", field=field.label), role="link")
        remove.clicked.connect(lambda: self._on_remove_clicked(field.key))
        row.addWidget(label(tr("Set {field} to", field=field.label)))
        row.addWidget(editor, 1)
        row.addWidget(remove)
        row.addStretch(1)
        self._lines[field.key] = line
        self.editors[field.key] = editor
        self._layout.insertWidget(self._layout.count() - 1, line)

    def _editor(self, field: Field, text: str) -> QLineEdit | QComboBox:
        name = tr("{field} in every row", field=field.label)
        if field.kind in CHOICE_KINDS:
            choices = choices_of(field)
            labels = [choices.label_of(each.id) for each in choices.entries]
            box = choice_box(name, [(tr("choose…"), ""), *((each, each) for each in labels)])
            box.setCurrentIndex(max(0, box.findData(text)))
            box.activated.connect(lambda _: self._set(field.key, str(box.currentData())))
            return box
        line = QLineEdit(text)
        line.setAccessibleName(name)
        line.editingFinished.connect(lambda: self._set(field.key, line.text()))
        return line

    def _set(self, key: str, text: str) -> None:
        if self._session.draft.constants.get(key, "") != text:
            self._session.draft.choose_constant(key, text)
            self._session.decide()

    def _on_remove_clicked(self, key: str) -> None:
        self._drop(key)
        self.add.setFocus()
        self._set(key, "")

    def _drop(self, key: str) -> None:
        line = self._lines.pop(key)
        del self.editors[key]
        self._layout.removeWidget(line)
        line.hide()
        line.deleteLater()

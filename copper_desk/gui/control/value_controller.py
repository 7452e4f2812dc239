"""Changes of many cells that begin with a small question: Change values…, Set value…, Copy from another column….

Opens the window, takes its answer as one gesture and says what it did. Knows the grid by its selection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from copper_desk.gui.control.message import Tone
from copper_desk.gui.values.value_window import ValueCase, ValueWindow
from copper_desk.gui.wording import tr
from copper_desk.leads.field import Field
from copper_desk.sheet.cell_plan import CellPlan

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


class ValueController(QObject):
    """``window`` is the open window of this kind, if there is one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self.window: ValueWindow | None = None

    def change_values(self) -> None:
        """A new value beside each distinct one of the current column (Ctrl+Shift+H)."""
        w = self._w
        w.commit_editors()
        cell = w.view.current_cell()
        case = ValueCase(
            w.desk.sheet,
            w.desk.style,
            w.theme,
            rows=list(w.order.rows),
            fields=self.fields(),
            key="" if cell is None else cell[1],
        )
        dialog = self.window = ValueWindow(case, w)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agreed.connect(self.carry_out)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def fields(self) -> list[Field]:
        """Every field, those of the shown columns first and in their order."""
        view = self._w.view
        shown = [field for column in view.shown_columns() if (field := view.lead_model.field_at(column)) is not None]
        keys = {field.key for field in shown}
        return [*shown, *(field for field in view.lead_model.fields if field.key not in keys)]

    @Slot(object)
    def carry_out(self, plan: CellPlan) -> None:
        """Take a plan as one gesture, say what it did, and offer to take it back."""
        w = self._w
        if not plan.cells:
            w.messages.say(plan.sentence())
            return
        w.sheet.stage(plan.change_set)
        w.messages.say(plan.sentence(), tone=Tone.GOOD, offer=tr("Undo"), answer=self._take_back)

    def _take_back(self) -> None:
        self._w.commands.undo()

    @Slot()
    def _on_dialog_finished(self, *_facts: object) -> None:
        self.window = None
        self._w.view.setFocus()

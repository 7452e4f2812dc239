"""Changes of the selected cells, and of a column by its values: trims, cases, phones, Set value…, Change values….

Asks the small question that some of them begin with, takes the answer as one gesture and says what it did. Knows the
grid by its selection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Slot
from PySide6.QtWidgets import QDialog

from copper_desk.gui.control.group_answer import region_of
from copper_desk.gui.control.message import Tone
from copper_desk.gui.editor.list_entry import entries_of
from copper_desk.gui.find.scope import selected_blocks
from copper_desk.gui.values.change_window import ChangeCase, ChangeWindow
from copper_desk.gui.values.set_value import SetValueDialog
from copper_desk.gui.values.transform_word import TRANSFORM_WORDS
from copper_desk.gui.values.value_window import ValueCase, ValueWindow
from copper_desk.leads.field import Field
from copper_desk.leads.value import RowId
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.find import Block
from copper_desk.sheet.planning import Planning
from copper_desk.sheet.selection_change import copying, setting
from copper_desk.sheet.transform import Transform, transforming, transforms_for
from copper_desk.wording import number, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

MOST_CELLS = 1_000_000
"""One change takes so many cells at most: half a minute of reading e-mails."""

_AT_ONCE: Mapping[str, Transform] = {
    "trim": Transform.TRIM,
    "collapse": Transform.COLLAPSE,
    "upper": Transform.UPPER,
    "lower": Transform.LOWER,
    "title": Transform.TITLE,
}
_LOOKED_AT: Mapping[str, Transform] = {
    "phone_international": Transform.PHONE_INTERNATIONAL,
    "phone_national": Transform.PHONE_NATIONAL,
    "country_code": Transform.COUNTRY_CODE,
}
"""Those whose outcome is not plain before it is seen: they show it first."""


class ValueController(QObject):
    """``window`` is the open window of this kind, if there is one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        self.window: QDialog | None = None
        window.view.selection_changed.connect(self._on_view_selection_changed)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of the menu "Change selection" do, by name."""
        return {
            **{name: partial(self.transform, each) for name, each in _AT_ONCE.items()},
            **{name: partial(self.show_transform, each) for name, each in _LOOKED_AT.items()},
            "set_value": self.set_value,
            "copy_column": self.copy_column,
        }

    def possible(self) -> dict[str, bool]:
        """Which of these actions suit the selected columns."""
        fields = [self._w.desk.schema[key] for key in self._w.view.selected_keys()]
        fitting = {each for field in fields for each in transforms_for(field)}
        is_open = any(not field.read_only for field in fields)
        return {
            **{name: each in fitting for name, each in {**_AT_ONCE, **_LOOKED_AT}.items()},
            "set_value": is_open,
            "copy_column": is_open,
        }

    # -- the selected cells ----------------------------------------------------------------------------------

    def transform(self, transform: Transform) -> None:
        """Rewrite the selected cells."""
        blocks = self._blocks()
        if blocks is not None:
            planning = self._transforming(transform, blocks)
            self._carry_out_planning(planning, cells=_count(blocks), what=tr(TRANSFORM_WORDS[transform]))

    def show_transform(self, transform: Transform) -> None:
        """Show what rewriting the selected cells will do, and do it on a yes."""
        blocks = self._blocks()
        if blocks is not None:
            self._show_change(
                tr(TRANSFORM_WORDS[transform]), blocks, lambda _source: self._transforming(transform, blocks)
            )

    def set_value(self) -> None:
        """One text, asked for, into every selected cell."""
        blocks = self._blocks()
        if blocks is None:
            return
        keys = dict.fromkeys(key for block in blocks for key in block.keys)
        field = self._w.desk.schema[next(iter(keys))] if len(keys) == 1 else None
        offers = [] if field is None else [entry.text for entry in entries_of(field) if entry.text]
        dialog = SetValueDialog("" if field is None else field.label, _count(blocks), offers, self._w)
        dialog.chosen.connect(partial(self._on_dialog_chosen, blocks))
        self._open(dialog)

    def copy_column(self) -> None:
        """What another column holds into the selected cells, shown first."""
        blocks = self._blocks()
        if blocks is None:
            return
        selected = {key for block in blocks for key in block.keys}
        sources = [field for field in self.fields() if {field.key} != selected]
        desk = self._w.desk

        def planning(source: str) -> Planning:
            return copying(desk.sheet, _cells(blocks), from_key=source, style=desk.style)

        self._show_change(tr("Copy from another column"), blocks, planning, sources=sources)

    def _on_dialog_chosen(self, blocks: tuple[Block, ...], text: str) -> None:
        desk = self._w.desk
        planning = setting(desk.sheet, _cells(blocks), text, style=desk.style)
        self._carry_out_planning(planning, cells=_count(blocks), what=tr("Setting the value"))

    def _transforming(self, transform: Transform, blocks: tuple[Block, ...]) -> Planning:
        desk = self._w.desk
        region = region_of(QLocale.system())
        return transforming(desk.sheet, _cells(blocks), transform, style=desk.style, region=region)

    def _show_change(
        self,
        title: str,
        blocks: tuple[Block, ...],
        planning: Callable[[str], Planning],
        *,
        sources: list[Field] | None = None,
    ) -> None:
        desk = self._w.desk
        rows = frozenset(row for block in blocks for row in block.rows)
        case = ChangeCase(desk.sheet, desk.style, self._w.theme, title, _count(blocks), rows, planning, sources or ())
        dialog = ChangeWindow(case, self._w)
        dialog.agreed.connect(self.carry_out)
        self._w.sheet.changed.connect(dialog.on_sheet_changed)
        self._open(dialog)

    def _blocks(self) -> tuple[Block, ...] | None:
        """The selected cells; None, with a word, where there are none or too many."""
        self._w.commit_editors()
        blocks = tuple(block for block in selected_blocks(self._w.view) if block.keys)
        count = _count(blocks)
        if not count:
            self._w.messages.say(tr("No cell of a field is selected."))
            return None
        if count > MOST_CELLS:
            self._w.messages.say(
                tr(
                    "{n} cells are selected, and one change takes {most} at most. Select fewer columns.",
                    n=number(count),
                    most=number(MOST_CELLS),
                )
            )
            return None
        return blocks

    # -- the values of a column ------------------------------------------------------------------------------

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
        dialog = ValueWindow(case, w)
        dialog.agreed.connect(self.carry_out)
        self._open(dialog)

    def fields(self) -> list[Field]:
        """Every field, those of the shown columns first and in their order."""
        view = self._w.view
        shown = [field for column in view.shown_columns() if (field := view.lead_model.field_at(column)) is not None]
        keys = {field.key for field in shown}
        return [*shown, *(field for field in view.lead_model.fields if field.key not in keys)]

    # -- carrying out ----------------------------------------------------------------------------------------

    @Slot(object)
    def carry_out(self, plan: CellPlan) -> None:
        """Take a plan as one gesture, say what it did, and offer to take it back, or to clear what it left alone."""
        w = self._w
        if plan.cells:
            w.large.stage(plan.change_set)
        if plan.blanks:
            w.commands.offer_clearing(plan)
        elif plan.cells:
            w.messages.say(plan.sentence(), tone=Tone.GOOD, offer=tr("Undo"), answer=self._take_back)
        else:
            w.messages.say(plan.sentence())

    def _carry_out_planning(self, planning: Planning, *, cells: int, what: str) -> None:
        plan = self._w.large.plan(planning, cells=cells, what=what)
        if plan is None:
            self._w.messages.say(tr("Stopped. Nothing was changed."))
        else:
            self.carry_out(plan)

    def _take_back(self) -> None:
        self._w.commands.undo()

    def _open(self, dialog: QDialog) -> None:
        self.window = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    @Slot()
    def _on_dialog_finished(self, *_facts: object) -> None:
        self.window = None
        self._w.view.setFocus()

    @Slot(object)
    def _on_view_selection_changed(self, _view: object) -> None:
        for name, can in self.possible().items():
            self._w.actions_[name].setEnabled(can)


def _cells(blocks: tuple[Block, ...]) -> Iterator[tuple[RowId, str]]:
    """Lead by lead, so that what is changed together stays together."""
    return ((row, key) for block in blocks for row in block.rows for key in block.keys)


def _count(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.rows) * len(block.keys) for block in blocks)

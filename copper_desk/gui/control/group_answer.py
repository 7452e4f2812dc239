"""Answers for a whole group of problems: one value for all, a transform, the field left out, once more.

Each is one undo step and says what it did. Knows the panel only by its wishes, and nothing of how a push goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Slot

from copper_desk.gui.dialog.choose_value import ChooseValueDialog
from copper_desk.gui.editor.list_entry import ListEntry
from copper_desk.gui.panel.group_offer import GroupOffer
from copper_desk.gui.panel.problem_group import ProblemGroup
from copper_desk.gui.panel.problem_line import GroupChange, PossibleChange, ProblemLine
from copper_desk.gui.values.transform_word import TRANSFORM_WORDS
from copper_desk.leads.value import RowId
from copper_desk.sheet.cell_plan import CellPlan
from copper_desk.sheet.group_answer import SharedValue, leave_out, share_value
from copper_desk.sheet.transform import Transform, plan_transform, transforms_for
from copper_desk.wording import counted, tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow

LOOKED_AT = 2_000
"""Cells that are looked at before a menu opens: a phone number takes a tenth of a millisecond and more to read."""


def region_of(locale: QLocale) -> str:
    """The person's country in two letters, for phone numbers that name none; "" when the system does not tell."""
    code = QLocale.territoryToCode(locale.territory())
    return code if len(code) == 2 and code.isalpha() else ""


class GroupAnswers(QObject):
    """Listens to the panel of problems. ``region`` is the country of phone numbers that name none."""

    def __init__(self, window: MainWindow, *, region: Callable[[], str]) -> None:
        super().__init__(window)
        self._w = window
        self._region = region
        panel = window.problems
        panel.rest_wished.connect(self._on_panel_rest_wished)
        panel.retry_wished.connect(self._on_panel_retry_wished)
        panel.shared_wished.connect(self._on_panel_shared_wished)
        panel.choice_wished.connect(self._on_panel_choice_wished)
        panel.changes_wished.connect(self._on_panel_changes_wished)
        panel.change_wished.connect(self._on_panel_change_wished)

    @Slot(object)
    def _on_panel_rest_wished(self, offer: GroupOffer) -> None:
        """Leave the field out and push the rest. What was left out is said last, so that it can be taken back."""
        group, sheet = offer.group, self._w.desk.sheet
        if group.key is None:
            return
        self._w.commit_editors()
        change_set = leave_out(sheet, group.rows, group.key)
        self._w.sheet.stage(change_set)
        undo = self._taking_back()
        rest = [row for row in group.rows if row in sheet and (sheet.edits(row) or sheet.is_new(row))]
        began = bool(rest) and self._w.push.request_push(rest)
        self._say_left_out(group, len(change_set), rest, began=began, undo=undo)
        self._w.view.setFocus()

    def _say_left_out(
        self, group: ProblemGroup, leads: int, rest: list[RowId], *, began: bool, undo: Callable[[], None]
    ) -> None:
        left = counted(leads, "{field} was left out of 1 lead", "{field} was left out of {n} leads", field=group.label)
        if began:
            more = counted(len(rest), "its other changes are being sent.", "their other changes are being sent.")
        elif rest:
            more = tr("nothing was sent.")
        else:
            more = tr("nothing else is changed there.")
        self._w.messages.say(f"{left}; {more}", offer=tr("Undo"), answer=undo)

    @Slot(object)
    def _on_panel_retry_wished(self, offer: GroupOffer) -> None:
        self._w.push.request_push(offer.group.rows)
        self._w.view.setFocus()

    @Slot(object)
    def _on_panel_shared_wished(self, offer: GroupOffer) -> None:
        if offer.shared is not None:
            self._share(offer.group, offer.shared)

    @Slot(object)
    def _on_panel_choice_wished(self, offer: GroupOffer) -> None:
        group = offer.group
        if group.key is None:
            return
        dialog = ChooseValueDialog(self._w.desk.schema[group.key], len(group.rows), self._w)
        dialog.chosen.connect(partial(self._on_dialog_chosen, group))
        dialog.open()

    def _on_dialog_chosen(self, group: ProblemGroup, entry: ListEntry) -> None:
        self._share(group, SharedValue(entry.value, None))

    def _share(self, group: ProblemGroup, wish: SharedValue) -> None:
        if group.key is None:
            return
        self._w.commit_editors()
        sheet = self._w.desk.sheet
        rows = [row for row in group.rows if row in sheet]
        self._apply(group, share_value(sheet, rows, group.key, wish, style=self._w.desk.style))

    @Slot(object)
    def _on_panel_changes_wished(self, line: ProblemLine) -> None:
        key = line.offer.group.key
        if key is not None:
            line.show_changes([self._possible(line.offer.group, each) for each in self._fitting(key)])

    @Slot(object)
    def _on_panel_change_wished(self, wish: GroupChange) -> None:
        self._w.commit_editors()
        self._apply(wish.group, self._plan(wish.group, wish.transform, wish.group.rows))

    def _fitting(self, key: str) -> tuple[Transform, ...]:
        return transforms_for(self._w.desk.schema[key])

    def _possible(self, group: ProblemGroup, transform: Transform) -> PossibleChange:
        first = group.rows[:LOOKED_AT]
        cells = self._plan(group, transform, first).cells
        return PossibleChange(
            transform,
            tr(TRANSFORM_WORDS[transform]),
            cells,
            looked_at=len(first) if len(first) < len(group.rows) else 0,
        )

    def _plan(self, group: ProblemGroup, transform: Transform, rows: Sequence[RowId]) -> CellPlan:
        desk, key = self._w.desk, group.key
        cells = [] if key is None else [(row, key) for row in rows if row in desk.sheet]
        return plan_transform(desk.sheet, cells, transform, style=desk.style, region=self._region())

    def _apply(self, group: ProblemGroup, plan: CellPlan) -> None:
        """Stage a plan and say what it did; the leads are left as changed, for the next push."""
        said = f"{group.label}: {plan.sentence()}"
        if plan.cells:
            self._w.large.stage(plan.change_set)
            self._w.messages.say(said, offer=tr("Undo"), answer=self._taking_back())
        else:
            self._w.messages.say(said)
        self._w.view.setFocus()

    def _taking_back(self) -> Callable[[], None]:
        """Undoes the gesture that was just made, and no other that came after it."""
        stack = self._w.sheet.undo.stack
        made = stack.index()

        def undo() -> None:
            if stack.index() == made:
                self._w.commands.undo()
            else:
                self._w.messages.say(tr("Something else was changed since. Undo that first (Ctrl+Z)."))

        return undo

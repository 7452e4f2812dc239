"""Says once when changes can no longer be kept on this computer, and once when they can again.

The change itself is in the window either way. Knows nothing of files.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from copper_desk.desk.desk import Desk
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.sheet_controller import SheetController
from copper_desk.sheet.edit import Delta
from copper_desk.wording import tr


class KeepingWatch(QObject):
    """Watches the journal of one open account."""

    def __init__(self, sheet: SheetController, messages: MessageLog, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._messages = messages
        self._is_troubled = False
        sheet.changed.connect(self._on_sheet_changed)

    def why_lost(self) -> str:
        """Why changes would be lost by closing, or nothing where this account keeps none by itself. Tries once more."""
        desk = self._sheet.desk
        if desk.keeper.trouble is not None:
            self._try_again(desk)
        return "" if desk.keeper.trouble is None else str(desk.keeper.trouble)

    @Slot(object)
    def _on_sheet_changed(self, _delta: object) -> None:
        self._tell(self._sheet.desk)

    def _try_again(self, desk: Desk) -> None:
        desk.keeper.keep(Delta())
        self._tell(desk)

    def _tell(self, desk: Desk) -> None:
        trouble = desk.keeper.trouble
        if trouble is not None and not self._is_troubled:
            self._messages.say(
                tr(
                    "Your changes cannot be kept on this computer. {reason} Until then they are in this window alone: "
                    "leave it open.",
                    reason=trouble,
                ),
                tone=Tone.TROUBLE,
                offer=tr("Try again"),
                answer=self._on_offer_taken,
            )
        elif trouble is None and self._is_troubled:
            self._messages.say(tr("Your changes are kept on this computer again."), tone=Tone.GOOD)
        self._is_troubled = trouble is not None

    def _on_offer_taken(self) -> None:
        self._is_troubled = False
        self._try_again(self._sheet.desk)
        if self._sheet.desk.keeper.trouble is None:
            self._messages.say(tr("Your changes are kept on this computer again."), tone=Tone.GOOD)

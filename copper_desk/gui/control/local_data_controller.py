"""What this computer keeps of the open account, as far as the person decides: the leads, and everything.

Knows nothing of files; what is left to the program around the window is wished for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from copper_desk.gui.control.message import Tone
from copper_desk.gui.dialog.forget import Forgotten
from copper_desk.storage.trouble import StorageTrouble
from copper_desk.wording import tr

if TYPE_CHECKING:
    from copper_desk.gui.main_window import MainWindow


class LocalDataController(QObject):
    """The local data of one window's account."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._w = window
        local = window.desk.local
        window.actions_["keep_leads"].setChecked(local is not None and local.cache is not None)

    def tell(self) -> None:
        """Say once what was found when the account was opened: a damaged file, leads that cannot be kept."""
        local = self._w.desk.local
        notes = [] if local is None else local.notes
        while notes:
            self._w.messages.say(notes.pop(0), tone=Tone.TROUBLE)

    @Slot(bool)
    def keep_leads(self, wanted: bool) -> None:
        """Keep the leads on this computer from now on, or forget those that are kept."""
        w = self._w
        try:
            w.desk.keep_leads(wanted)
        except StorageTrouble as trouble:
            w.messages.say(str(trouble), tone=Tone.TROUBLE)
            return
        w.keep_leads_wished.emit(wanted)
        if wanted:
            w.messages.say(
                tr("Leads are kept on this computer from now on, so that the next start shows them at once.")
            )
        else:
            w.messages.say(
                tr(
                    "The leads are no longer kept on this computer: each start loads them again. "
                    "Changes and the history of pushes are kept as before."
                )
            )

    def forget(self) -> None:
        """Remove everything that this computer keeps of the account, after a question, and close it."""
        w = self._w
        w.commit_editors()
        if w.desk.local is None or not w.questions.forget(w, self._forgotten()):
            return
        w.agree_to_loss()
        w.forget_wished.emit()

    def _forgotten(self) -> Forgotten:
        w, staged = self._w, self._w.panels.staged()
        try:
            pushes = 0 if w.desk.history is None else w.desk.history.count()
        except StorageTrouble:
            pushes = 0  # What cannot be read is removed as well.
        return Forgotten(w.account.name, staged.cells, staged.leads, pushes)

"""After a push that ended by itself: sign in again where Copper refused the key, and go on with what was not sent.

Never by itself: the person presses, and the Review stands before what goes out. Knows nothing of dialogs.
"""

from __future__ import annotations

from http import HTTPStatus

from PySide6.QtCore import QObject, Signal, Slot

from copper_desk.copper.connection import Connection
from copper_desk.copper.error import AuthRejected, CopperError, ProxyRejected
from copper_desk.desk.desk import Desk
from copper_desk.gui.control.load_controller import LoadController
from copper_desk.gui.control.message import MessageLog, Tone
from copper_desk.gui.control.push_controller import Offer, PushController
from copper_desk.gui.control.push_score import PushScore, Standing
from copper_desk.gui.control.work import ErrandWork, Stoppable, Work
from copper_desk.gui.workers.key_worker import KeyOpens, KeyRefused, KeyWorker
from copper_desk.leads.value import RowId
from copper_desk.sheet.phase import Phase
from copper_desk.wording import counted, tr

_HELD = {Phase.CLEAN, Phase.CONFLICT, Phase.GONE}


class Continuation(ErrandWork):
    """``sign_in_wished``: a key for this account is to be asked for; it is handed to ``sign_in``. ``signed_in`` comes
    when that key is in use, ``over`` whenever no key is asked about any more."""

    sign_in_wished = Signal()
    signed_in = Signal()

    def __init__(
        self,
        desk: Desk,
        load: LoadController,
        push: PushController,
        messages: MessageLog,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._load = load
        self._push = push
        self._messages = messages
        self._pending: KeyOpens | None = None
        self._others: list[Work] = []
        push.offer_at_end = self._offer
        load.offer_on_failure = self._offer_on_failure
        load.ended.connect(self._on_work_ended)
        push.ended.connect(self._on_work_ended)

    def watch(self, *others: Work) -> None:
        """What asks Copper in the background, too: it is stopped before a new key is used."""
        self._others += others
        for each in others:
            each.over.connect(self._on_work_ended)

    def rest(self) -> list[RowId]:
        """The leads that the last push did not send and that could be sent, in the order of the sheet."""
        score, sheet = self._push.score, self._desk.sheet
        unsent = frozenset() if score is None else score.rows(Standing.NOT_SENT)
        return [row for row in sheet.changed_rows() if row in unsent and sheet.phase(row) not in _HELD]

    def sign_in(self, connection: Connection) -> None:
        """Go on with this key, once Copper says that it opens the same account."""
        if self.is_running:
            return
        self._messages.say(tr("Signing in…"))
        self.send(KeyWorker(connection), name="key")

    def go_on(self) -> None:
        """Push what was not sent, behind the Review."""
        self._push.request_push(self.rest())

    def _offer(self, _score: PushScore) -> Offer | None:
        """What the last word on a push offers, if the push ended by an error."""
        error = self._push.stopped_by
        if isinstance(error, AuthRejected):
            return tr("Sign in again"), self.sign_in_wished.emit
        if isinstance(error, ProxyRejected) and error.wants_password:
            return tr("Type the password…"), self.sign_in_wished.emit
        return self._continue() if error is not None else None

    def _offer_on_failure(self, error: CopperError) -> Offer | None:
        """What a load that failed offers, when it is the key or the proxy's password."""
        if isinstance(error, AuthRejected) and error.status == HTTPStatus.UNAUTHORIZED:
            return tr("Sign in again"), self.sign_in_wished.emit
        wants_password = isinstance(error, ProxyRejected) and error.wants_password
        return (tr("Type the password…"), self.sign_in_wished.emit) if wants_password else None

    def _continue(self) -> Offer | None:
        leads = len(self.rest())
        return (counted(leads, "Continue with 1 lead", "Continue with {n} leads"), self.go_on) if leads else None

    def take_ending(self, ending: object) -> None:
        if isinstance(ending, KeyOpens) and ending.account_id == self._desk.account.id:
            self._pending = ending
            asking: list[Stoppable] = [self._load, *self._others]
            for each in asking:
                each.stop()
            self._take_key()
        elif isinstance(ending, KeyOpens):
            self._refuse(tr("This key opens another account of Copper, not {name}.", name=self._desk.account.name))
        elif isinstance(ending, KeyRefused):
            self._refuse(ending.sentence)

    def _refuse(self, sentence: str) -> None:
        if sentence:
            self._messages.say(sentence, tone=Tone.TROUBLE, offer=tr("Sign in again"), answer=self.sign_in_wished.emit)

    @Slot(object)
    def _on_work_ended(self, _ending: object = None) -> None:
        self._take_key()

    def _take_key(self) -> None:
        """Use the new key as soon as nothing is under way with the old one."""
        works: list[Stoppable] = [self._load, self._push, *self._others]
        if self._pending is None or any(each.is_running for each in works):
            return
        pending, self._pending = self._pending, None
        self._desk.reconnect(pending.connection)
        offer, answer = self._continue() or ("", None)
        self._messages.say(
            tr("You are signed in again."), tone=Tone.GOOD, offer=offer, answer=answer, stays=bool(offer)
        )
        self.signed_in.emit()

"""The rows of a form in which a person says which proxy leads to Copper. Finds and uses none.

A name and a password are asked for beside a typed address and a script, and beside the system's proxy once that asked
for them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit

from copper_desk.copper.connection import InvalidConnection
from copper_desk.copper.proxy_choice import ProxyChoice, ProxyKind, proxy_choice
from copper_desk.gui.look.piece import choice_box
from copper_desk.wording import tr


class ProxyRows(QObject):
    """A box with the kinds, and lines that come and go with it: ``lines_changed``."""

    lines_changed = Signal()

    def __init__(self, form: QFormLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._is_asked = False
        self.kind = choice_box(
            tr("Proxy"),
            (
                (tr("As this computer says"), ProxyKind.SYSTEM),
                (tr("By a script (PAC)"), ProxyKind.SCRIPT),
                (tr("This address"), ProxyKind.ADDRESS),
                (tr("No proxy"), ProxyKind.NONE),
            ),
        )
        self.address = QLineEdit()
        self.name = QLineEdit(placeholderText=tr("If the proxy asks for one"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow(tr("&Proxy"), self.kind)
        for words, line in (
            (tr("Proxy add&ress"), self.address),
            (tr("Proxy &user"), self.name),
            (tr("Proxy pass&word"), self.password),
        ):
            form.addRow(words, line)
            line.setAccessibleName(words.replace("&", ""))
        self.kind.currentIndexChanged.connect(self._show_lines)
        self._show_lines()

    def choice(self) -> ProxyChoice:
        """What is chosen. Raises InvalidConnection where an address is missing."""
        kind = self.kind.currentData()
        if not self.address.text().strip():
            if kind is ProxyKind.ADDRESS:
                raise InvalidConnection(tr("Type the proxy’s address, such as http://proxy.example:8080."))
            if kind is ProxyKind.SCRIPT:
                raise InvalidConnection(tr("Type the script’s address, such as http://proxy.example/proxy.pac."))
        return proxy_choice(kind, self.address.text(), self.name.text(), self.password.text())

    def show_choice(self, choice: ProxyChoice) -> None:
        """Show this choice."""
        self.address.setText(choice.address)
        self.name.setText(choice.name)
        self.password.setText(choice.password.reveal() if choice.password else "")
        self.kind.setCurrentIndex(self.kind.findData(choice.kind))
        self._show_lines()

    def ask(self) -> None:
        """The proxy asks for a name and a password: show where they go."""
        self._is_asked = True
        self._show_lines()
        (self.password if self.name.text() else self.name).setFocus()

    def _show_lines(self) -> None:
        kind = self.kind.currentData()
        typed = kind in (ProxyKind.SCRIPT, ProxyKind.ADDRESS)
        signs_in = typed or (kind is ProxyKind.SYSTEM and (self._is_asked or bool(self.name.text())))
        script = kind is ProxyKind.SCRIPT
        self.address.setPlaceholderText("http://proxy.example/proxy.pac" if script else "http://proxy.example:8080")
        self._form.setRowVisible(self.address, typed)
        for line in (self.name, self.password):
            self._form.setRowVisible(line, signs_in)
        self.lines_changed.emit()

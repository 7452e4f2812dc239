"""The lines that say how an account is reached: name, e-mail, key, address and proxy. Keeps and opens nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from copper_desk.copper.connection import COPPER_BASE_URL, ApiKey, Connection, connection
from copper_desk.copper.proxy_choice import ProxyChoice
from copper_desk.gui.dialog.proxy_rows import ProxyRows
from copper_desk.wording import tr


class AccountForm(QWidget):
    """The form. An account that is changed keeps its key where the line for it stays empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept_key: ApiKey | None = None
        self.name = QLineEdit(placeholderText=tr("What you call it, such as “Northwind”"))
        self.email = QLineEdit(placeholderText=tr("you@company.com"))
        self.key = QLineEdit(placeholderText=tr("The API key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.address = QLineEdit(placeholderText=COPPER_BASE_URL)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for words, line in (
            (tr("&Account name"), self.name),
            (tr("&E-mail"), self.email),
            (tr("API &key"), self.key),
            (tr("A&ddress (optional)"), self.address),
        ):
            form.addRow(words, line)
            line.setAccessibleName(words.replace("&", ""))
        self.proxy = ProxyRows(form, self)

    def fill(self, name: str, email: str, base_url: str, proxy: ProxyChoice, *, key: ApiKey | None = None) -> None:
        """Show an account. ``key``: the one it has, which stays unless another is typed."""
        self._kept_key = key
        self.name.setText(name)
        self.email.setText(email)
        self.address.setText("" if base_url == COPPER_BASE_URL else base_url)
        self.key.clear()
        self.key.setPlaceholderText(tr("The key stays if you type none") if key else tr("The API key"))
        self.proxy.show_choice(proxy)

    def fix_account(self) -> None:
        """Whose account it is stands; only the key and the way there can be typed."""
        for line in (self.name, self.email, self.address):
            line.setEnabled(False)

    def typed(self) -> Connection:
        """The connection that is typed. Raises InvalidConnection with a sentence for the person."""
        kept = self._kept_key.reveal() if self._kept_key else ""
        base_url = self.address.text().strip() or COPPER_BASE_URL
        return connection(base_url, self.email.text(), self.key.text().strip() or kept, self.proxy.choice())

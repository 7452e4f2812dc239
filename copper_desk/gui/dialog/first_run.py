"""The first thing a newcomer sees: three doors. Also what is shown while an account opens, and when it cannot.

Says which door was taken; opens nothing itself.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from copper_desk import __version__
from copper_desk.gui.look.piece import button, label, wrapped
from copper_desk.gui.look.room import take_room
from copper_desk.gui.look.theme import Theme
from copper_desk.wording import tr

SIZE = QSize(1100, 720)

WIDTH = 860


class Door(QFrame):
    """A card with a heading, a few words and one button."""

    def __init__(self, heading: str, words: str, action: QPushButton, *, chosen: bool = False) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setProperty("chosen", "true" if chosen else "false")
        self.setAccessibleName(heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(8)
        layout.addWidget(wrapped(heading, level="heading"))
        layout.addWidget(wrapped(words, tone="muted"), 1, Qt.AlignmentFlag.AlignTop)
        layout.addSpacing(6)
        layout.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)


class StartWindow(QMainWindow):
    """Wishes: ``connect_wished``, ``practice_wished``, ``guide_wished``, ``retry_wished``, ``cancel_wished``,
    ``closed``."""

    connect_wished = Signal()
    practice_wished = Signal()
    guide_wished = Signal()
    retry_wished = Signal()
    cancel_wished = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWindowTitle("Copper Desk")
        take_room(self, SIZE)
        self._pages = QStackedWidget()
        self.doors = self._doors()
        self.opening = self._opening()
        self.trouble = self._trouble()
        for page in (self.doors, self.opening, self.trouble):
            self._pages.addWidget(_centred(page))
        self.setCentralWidget(self._pages)
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        status.setContentsMargins(6, 0, 10, 0)
        status.addWidget(label(tr("Nothing leaves this computer but calls to Copper")))
        status.addPermanentWidget(label(tr("Version {version}", version=__version__)))

    def show_doors(self, note: str = "") -> None:
        """Show the three doors; ``note`` is a sentence about what was done just now."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._pages.setCurrentIndex(0)
        self.connect_button.setFocus()

    def show_opening(self, name: str) -> None:
        """Show that the account called ``name`` is being opened."""
        self.opening_line.setText(tr("Opening {name}…", name=name))
        self._pages.setCurrentIndex(1)
        self.cancel.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Show why the account did not open, and what can be done."""
        self.trouble_line.setText(sentence)
        self._pages.setCurrentIndex(2)
        self.retry.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person closed the window."""
        super().closeEvent(event)
        self.closed.emit()

    def _on_back_clicked(self) -> None:
        self.show_doors()

    def _doors(self) -> QWidget:
        self.connect_button = button(tr("Connect…"), tr("Connect to Copper"), role="primary")
        self.practice_button = button(tr("Open practice account"))
        self.guide_button = button(tr("Open guide"))
        self.connect_button.clicked.connect(self.connect_wished)
        self.practice_button.clicked.connect(self.practice_wished)
        self.guide_button.clicked.connect(self.guide_wished)
        page, layout = _page(tr("Your leads, as a spreadsheet"))
        layout.addWidget(_lead_in())
        self.note = wrapped()
        self.note.hide()
        layout.addSpacing(8)
        layout.addWidget(self.note)
        layout.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(16)
        for door in self._three_doors():
            row.addWidget(door, 1)
        layout.addLayout(row)
        return page

    def _three_doors(self) -> tuple[Door, Door, Door]:
        return (
            Door(
                tr("Connect to Copper"),
                tr(
                    "With your e-mail and an API key (Settings › Integrations › API Keys). "
                    "The key stays in this computer’s keyring."
                ),
                self.connect_button,
                chosen=True,
            ),
            Door(
                tr("Try the practice account"),
                tr("500 invented leads on this computer. Break what you like; nothing here reaches Copper."),
                self.practice_button,
            ),
            Door(
                tr("Open the guide"),
                tr("Ten minutes: load, edit, paste, push, and what to do about failed leads."),
                self.guide_button,
            ),
        )

    def _opening(self) -> QWidget:
        page, layout = _page(tr("One moment"))
        self.opening_line = wrapped()
        busy = QProgressBar()
        busy.setRange(0, 0)
        busy.setTextVisible(False)
        busy.setAccessibleName(tr("Opening the account"))
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_wished)
        for piece in (self.opening_line, busy):
            layout.addWidget(piece)
        layout.addSpacing(8)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _trouble(self) -> QWidget:
        page, layout = _page(tr("The account did not open"))
        self.trouble_line = wrapped()
        self.trouble_line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry = button(tr("Try again"), role="primary")
        self.retry.clicked.connect(self.retry_wished)
        accounts = button(tr("Accounts…"))
        accounts.clicked.connect(self.connect_wished)
        back = button(tr("Back"))
        back.clicked.connect(self._on_back_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        for piece in (self.retry, accounts, back):
            row.addWidget(piece)
        row.addStretch(1)
        layout.addWidget(self.trouble_line)
        layout.addSpacing(12)
        layout.addLayout(row)
        return page


def _lead_in() -> QLabel:
    return wrapped(
        tr(
            "Edit and paste as in Excel. Nothing reaches Copper until you push, and you see which leads "
            "were refused and why."
        ),
        tone="muted",
        level="lead",
    )


def _page(heading: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setMaximumWidth(WIDTH)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(wrapped(heading, level="title"))
    return page, layout


def _centred(page: QWidget) -> QScrollArea:
    """The page in the middle; scrolls where large text or a small window leaves no room."""
    middle = QWidget()
    layout = QVBoxLayout(middle)
    layout.setContentsMargins(32, 24, 32, 24)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(page, 100)
    row.addStretch(1)
    layout.addStretch(1)
    layout.addLayout(row)
    layout.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(middle)
    area.setAccessibleName(tr("Start"))
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area

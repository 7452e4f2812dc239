"""What a person can choose once for all, in one window. Shows and says what was chosen; applies nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from copper_desk.copper.window import CALLS_PER_MINUTE, FEWEST_CALLS_PER_MINUTE
from copper_desk.gui.look.layer import MARGIN_PX, foot, layers
from copper_desk.gui.look.piece import button, choice_box, label, wrapped
from copper_desk.gui.look.room import room_for
from copper_desk.gui.look.theme import Look
from copper_desk.gui.system_style import PLAIN, SYSTEM, locale_of, style_of
from copper_desk.gui.translation import ENGLISH, LANGUAGES
from copper_desk.leads.display import display_of
from copper_desk.leads.field import Field
from copper_desk.leads.kind import FieldKind
from copper_desk.wording import tr

LOCALES = ("en_US", "en_GB", "de_DE", "de_CH", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_BR", "sv_SE", "ja_JP")
FEWEST_DAYS, MOST_DAYS = 7, 3_650


@dataclass(frozen=True, slots=True)
class Preferences:
    """``numbers`` is the name of a locale, SYSTEM or PLAIN. ``is_read_only`` and ``keeps_leads`` are those of the open
    account; None where they cannot be chosen."""

    language: str = ENGLISH
    look: Look = Look.SYSTEM
    numbers: str = SYSTEM
    enter_edits: bool = False
    asks_before_discard: bool = True
    shows_tips: bool = True
    calls_a_minute: int = CALLS_PER_MINUTE
    history_days: int = 400
    keeps_leads: bool | None = None
    is_read_only: bool | None = None


class PreferenceWindow(QDialog):
    """``chosen`` carries Preferences; the window is closed by then. ``account`` names the open account."""

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, account: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Preferences"))
        self.setProperty("panel", "raised")
        self._make_pieces(preferences)
        self._lay_out(preferences, account)
        self.language.setFocus()

    def preferences(self) -> Preferences:
        """What is chosen now."""
        return Preferences(
            self.language.currentData(),
            self.look.currentData(),
            self.numbers.currentData(),
            bool(self.enter.currentData()),
            self.asks.isChecked(),
            self.tips.isChecked(),
            self.calls.value(),
            self.days.value(),
            self.keeps.isChecked() if self.keeps.isEnabled() else None,
            self.read_only.isChecked() if self.read_only.isEnabled() else None,
        )

    def _make_pieces(self, given: Preferences) -> None:
        looks = {
            Look.SYSTEM: tr("Like the system"),
            Look.LIGHT: tr("Light"),
            Look.DARK: tr("Dark"),
            Look.CONTRAST: tr("High contrast"),
        }
        languages = [(name, code) for code, name in LANGUAGES.items()]
        self.language = _box(tr("Language"), languages, given.language)
        self.look = _box(tr("Look"), [(text, look) for look, text in looks.items()], given.look)
        numbers = [(tr("Like the system"), SYSTEM), (tr("Plain"), PLAIN), *((_language(n), n) for n in LOCALES)]
        entries = [(f"{text}   {_sample(name)}", name) for text, name in numbers]
        self.numbers = _box(tr("Numbers and dates"), entries, given.numbers)
        moves = [(tr("goes to the cell below"), False), (tr("opens the cell"), True)]
        self.enter = _box(tr("Enter"), moves, given.enter_edits)
        self.asks = QCheckBox(tr("&Ask before all changes are discarded"))
        self.asks.setChecked(given.asks_before_discard)
        self.tips = QCheckBox(tr("Show &tips the first time something comes up"))
        self.tips.setChecked(given.shows_tips)
        self.calls = _number(tr("Calls to Copper in a minute"), FEWEST_CALLS_PER_MINUTE, CALLS_PER_MINUTE)
        self.calls.setValue(given.calls_a_minute)
        self.days = _number(tr("Days that the history is kept"), FEWEST_DAYS, MOST_DAYS)
        self.days.setValue(given.history_days)
        self.keeps = QCheckBox(tr("&Keep leads on this computer, so that the next start shows them at once"))
        self.keeps.setChecked(bool(given.keeps_leads))
        self.keeps.setEnabled(given.keeps_leads is not None)
        self.read_only = QCheckBox(tr("&Read-only: nothing is pushed to this account from this computer"))
        self.read_only.setChecked(bool(given.is_read_only))
        self.read_only.setEnabled(given.is_read_only is not None)
        self.save = button(tr("Save"), role="primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save_clicked)

    def _lay_out(self, given: Preferences, account: str) -> None:
        inside = QWidget()
        inside.setProperty("panel", "raised")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(MARGIN_PX, 16, MARGIN_PX, 16)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        self._part(tr("This program"))
        told = tr("From the next start on. What Copper says and the names of its fields stay as they are.")
        self._line(tr("Langua&ge"), self.language, told)
        self._line(tr("&Look"), self.look)
        self._line(tr("&Numbers and dates"), self.numbers, tr("From the next opening of an account on."))
        self._line(tr("&Enter"), self.enter, tr("F2 and a double click open a cell in any case."))
        self._line("", self.asks, tr("Discarding is a step that Undo takes back."))
        self._line("", self.tips, tr("Each once. Switched off and on again, they come anew."))
        self._part(tr("Copper"))
        calls = tr("Copper takes {n} from all programs of an account together.", n=CALLS_PER_MINUTE)
        self._line(tr("&Calls in a minute"), self.calls, calls)
        self._part(tr("This computer"))
        self._line(tr("&History kept, in days"), self.days, tr("A push can be taken back as long as it is there."))
        self._part(tr("Account: {name}", name=account))
        self._line("", self.keeps)
        self._line("", self.read_only)
        area = QScrollArea()
        area.setAccessibleName(tr("Preferences"))
        area.setProperty("panel", "raised")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        layout = layers(self)
        layout.addWidget(area, 1)
        layout.addWidget(foot(None, cancel, self.save))
        wanted, room = inside.sizeHint(), room_for(self)
        height = wanted.height() + self.save.sizeHint().height() + 40
        self.resize(QSize(max(520, wanted.width() + 24), height).boundedTo(room))

    def _part(self, title: str) -> None:
        row = self._grid.rowCount()
        if row > 1:
            self._grid.setRowMinimumHeight(row, 8)
            row += 1
        self._grid.addWidget(label(title, level="heading"), row, 0, 1, 2)

    def _line(self, name: str, piece: QWidget, note: str = "") -> None:
        row = self._grid.rowCount()
        if name:
            words = QLabel(name)
            words.setBuddy(piece)
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(piece, row, 1)
        else:
            self._grid.addWidget(piece, row, 0, 1, 2)
        if note:
            told = wrapped(note, tone="muted", level="small")
            piece.setAccessibleDescription(note)
            self._grid.addWidget(told, row + 1, 1 if name else 0, 1, 1 if name else 2)

    @Slot()
    def _on_save_clicked(self) -> None:
        preferences = self.preferences()
        self.accept()
        self.chosen.emit(preferences)


def _box(name: str, entries: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    box: QComboBox = choice_box(name, entries)
    places = [place for place, (_, data) in enumerate(entries) if data == chosen]
    box.setCurrentIndex(places[0] if places else 0)
    return box


def _number(name: str, least: int, most: int) -> QSpinBox:
    piece = QSpinBox()
    piece.setRange(least, most)
    piece.setAccessibleName(name)
    piece.lineEdit().setTextMargins(7, 0, 7, 0)
    piece.setMaximumWidth(6 * piece.sizeHint().height())
    return piece


def _language(name: str) -> str:
    locale = QLocale(name)
    return f"{locale.nativeLanguageName()} ({locale.nativeTerritoryName()})"


def _sample(name: str) -> str:
    """How an amount and a day look there: a sample says more than the name of a country."""
    style = style_of(locale_of(name))
    amount = display_of(Field("", "", FieldKind.MONEY, 0, ""), 1234.5, style)
    day = display_of(Field("", "", FieldKind.DATE, 0, ""), date(2026, 3, 4), style)
    return f"{amount} · {day}"

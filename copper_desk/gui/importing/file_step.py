"""The first step: which file, and what was found in it; all of that can be said otherwise, and the preview follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from copper_desk.gui.importing.drop_zone import DropZone
from copper_desk.gui.importing.import_session import ImportSession, Source, TextSource
from copper_desk.gui.importing.import_words import DELIMITERS, ENCODINGS, QUOTES, format_words
from copper_desk.gui.importing.top_table import TopModel, TopTable
from copper_desk.gui.look.flow import FlowLayout
from copper_desk.gui.look.layer import MARGIN_PX
from copper_desk.gui.look.piece import button, choice_box, label, rule, wrapped
from copper_desk.gui.look.theme import Theme
from copper_desk.tabular.table import Table
from copper_desk.wording import counted, number, tr

_LAST_ROW = 1_048_576
_BOX_LETTERS, _NUMBER_LETTERS = 32, 11
"""At most so wide, in letters."""


class FileStep(QWidget):
    """Wishes: ``choose_wished`` (ask for another file)."""

    choose_wished = Signal()

    def __init__(self, session: ImportSession, theme: Theme, zone: DropZone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.zone = zone
        self.model = TopModel(self)
        self.table = TopTable(self.model, theme)
        self._build()
        self._faces = QStackedLayout(self)
        self._faces.addWidget(zone)
        self._faces.addWidget(self._face())
        self._join()
        self.refresh()

    def _build(self) -> None:
        self.found = label(bold=True)
        self.other = button(tr("Another file…"), tr("Choose another file"))
        self.sheet = self._box(tr("Sheet"))
        self.encoding = self._box(tr("Encoding"))
        self.delimiter = self._box(tr("Separator"))
        self.quote = self._box(tr("Quotes"))
        self.header = QLineEdit()
        self.header.setValidator(QIntValidator(0, _LAST_ROW, self.header))
        self.header.setMaximumWidth(_NUMBER_LETTERS * self.header.fontMetrics().averageCharWidth())
        self.header.setAccessibleName(tr("Row of the headers, 0 for a file without"))
        self.header.setToolTip(tr("0: the file has no headers"))
        self.use_row = button("", role="link")
        self.trouble = wrapped(tone="error")
        self.notes = wrapped(tone="muted")

    def _face(self) -> QWidget:
        face = QWidget()
        layout = QVBoxLayout(face)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 10)
        top.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(self.found, 1)
        line.addWidget(self.other)
        top.addLayout(line)
        top.addWidget(self._settings())
        top.addWidget(self.trouble)
        top.addWidget(self.notes)
        layout.addLayout(top)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        return face

    def _settings(self) -> QWidget:
        """What was found, each beside its name; wraps where the window is narrow."""
        holder = QWidget()
        flow = FlowLayout(holder, gap_px=16, line_gap_px=6)
        flow.setContentsMargins(0, 0, 0, 0)
        self._pairs = {
            box: self._pair(text, box)
            for text, box in (
                (tr("Sheet"), self.sheet),
                (tr("Headers in row"), self.header),
                (tr("Encoding"), self.encoding),
                (tr("Separator"), self.delimiter),
                (tr("Quotes"), self.quote),
            )
        }
        for pair in self._pairs.values():
            flow.addWidget(pair)
        flow.addWidget(self.use_row)
        return holder

    def _pair(self, text: str, piece: QWidget) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        name = label(text, tone="muted")
        name.setBuddy(piece)
        row.addWidget(name)
        row.addWidget(piece)
        return pair

    def _box(self, name: str) -> QComboBox:
        box = choice_box(name)
        # Wide enough for its entries, which come after it was shown; Qt measures once otherwise.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(_BOX_LETTERS * box.fontMetrics().averageCharWidth())
        return box

    def _join(self) -> None:
        session = self._session
        session.read.connect(self.refresh)
        self.other.clicked.connect(self.choose_wished)
        self.sheet.activated.connect(lambda _: session.reread(sheet=self.sheet.currentData(), header_row=None))
        self.encoding.activated.connect(lambda _: session.reread(encoding=self.encoding.currentData()))
        self.delimiter.activated.connect(lambda _: session.reread(delimiter=self.delimiter.currentData()))
        self.quote.activated.connect(lambda _: session.reread(quote=self.quote.currentData()))
        self.header.editingFinished.connect(self._on_header_editing_finished)
        self.table.header_wished.connect(self._on_header_wished)
        self.use_row.clicked.connect(lambda: self._on_header_wished(self.table.selected_row))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_use_row())

    def refresh(self) -> None:
        """Show the file as it was read."""
        session = self._session
        table = session.table
        is_hopeless = table is None and bool(session.failure) and not session.is_odd
        self._faces.setCurrentIndex(0 if session.source is None or is_hopeless else 1)
        self.zone.show_failure(session.failure if table is None else "")
        self.trouble.setText(session.failure)
        self.trouble.setVisible(bool(session.failure))
        self.model.show_table(table)
        self.found.setText("" if table is None and session.failure else _found_words(table, session.source))
        notes = () if table is None else table.notes
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))
        if table is not None:
            self._show_settings(table)
        elif session.is_odd:
            self._show_open_settings()
        self._show_use_row()

    def _show_settings(self, table: Table) -> None:
        options, is_text = self._session.options, table.delimiter is not None
        sheets = [
            (tab.name if tab.is_visible else tr("{sheet} (hidden)", sheet=tab.name), tab.name) for tab in table.sheets
        ]
        _offer(self.sheet, sheets, table.sheet)
        _offer(self.encoding, _known(ENCODINGS, table.encoding), options.encoding, found=table.encoding)
        _offer(self.delimiter, _known(DELIMITERS, table.delimiter), options.delimiter, found=table.delimiter)
        _offer(self.quote, _known(QUOTES, table.quote), options.quote, found=table.quote)
        self.header.setText(str(table.header_row))
        self._pairs[self.header].setVisible(True)
        self._pairs[self.sheet].setVisible(len(table.sheets) > 1)
        self._pairs[self.encoding].setVisible(table.encoding is not None)
        for box in (self.delimiter, self.quote):
            self._pairs[box].setVisible(is_text)

    def _show_open_settings(self) -> None:
        """Nothing could be read yet, but a text may be with other settings."""
        options = self._session.options
        for box, names, chosen in (
            (self.encoding, ENCODINGS, options.encoding),
            (self.delimiter, DELIMITERS, options.delimiter),
            (self.quote, QUOTES, options.quote),
        ):
            _offer(box, [(tr("As found"), None), *_known(names, chosen)], chosen)
            self._pairs[box].setVisible(True)
        for piece in (self.sheet, self.header):
            self._pairs[piece].setVisible(False)

    def _show_use_row(self) -> None:
        row = self.table.selected_row
        self.use_row.setVisible(row > 0 and row != self.model.header_row)
        self.use_row.setText(tr("Use row {n} as headers", n=number(row)))
        self.use_row.setToolTip(tr("Space, or a double click on the row"))

    def _on_header_editing_finished(self) -> None:
        if self.header.text():
            self._on_header_wished(int(self.header.text()))

    def _on_header_wished(self, row: int) -> None:
        if row != self.model.header_row:
            self._session.reread(header_row=row)


def _offer(
    box: QComboBox, entries: Sequence[tuple[str, str | None]], chosen: str | None, *, found: str | None = None
) -> None:
    """Fill a box; where something was ``found``, its first entry stands for that, and is chosen unless another was."""
    with QSignalBlocker(box):
        box.clear()
        if found is not None:
            name = next((text for text, data in entries if data == found), found)
            box.addItem(tr("{what} (found)", what=name) if chosen is None else tr("As found"), None)
        for text, data in entries:
            box.addItem(text, data)
        place = box.findData(chosen) if chosen is not None else 0
        box.setCurrentIndex(max(place, 0))


def _known(names: Mapping[str, str], found: str | None) -> list[tuple[str, str]]:
    known = [(tr(text), data) for data, text in names.items()]
    return known if found is None or found in names else [(found, found), *known]


def _found_words(table: Table | None, source: Source | None) -> str:
    """ "Excel workbook, 312 rows, 8 columns"."""
    if table is None:
        return tr("Reading…")
    rows = counted(len(table), "1 row", "{n} rows")
    columns = counted(len(table.header), "1 column", "{n} columns")
    kind = tr("Copied cells") if isinstance(source, TextSource) else format_words(table)
    return f"{kind}, {rows}, {columns}"

"""Whether 100,000 leads by 40 columns stay pleasant: scrolling, sorting, filtering, pasting, each beside its floor.

All in one window over one sheet, which takes a while to make and is not timed.
"""

from __future__ import annotations

import csv
import gc
import io
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, cycle
from statistics import median

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from copper_desk.leads.haystack import folded
from copper_desk.leads.kind import FieldKind
from copper_desk.leads.sort import natural
from copper_desk.leads.value import Lead
from tests.benchmarks.bench_import_window import Beat
from tests.benchmarks.beside import as_in_the_program, medians_s
from tests.benchmarks.figure import Figures
from tests.desk.kept_desk import Computer, computer
from tests.support.window import Person

__all__ = ["computer"]

LEADS = 100_000
FIRST_ID = 5_000_000_000
PAGES = 12
"""Pages that are scrolled in one round."""
NOTICED_S = 0.1
WORDS = ("ana", "harbor", "ruiz", "example", "open", "berlin", "x")
PASTED = 10_000
_NAMES = ("name", "prefix", "first_name", "middle_name", "last_name", "suffix")

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(autouse=True)
def as_at_home() -> Iterator[None]:
    """Garbage is looked for as in the program."""
    with as_in_the_program():
        yield


@pytest.fixture
def person(qtbot: QtBot, computer: Computer) -> Iterator[Person]:
    """Somebody with all those leads in the window."""
    somebody = Person(qtbot, computer.open())
    somebody.load()
    desk, window = somebody.desk, somebody.window
    samples = cycle([desk.sheet.base(row) for row in desk.sheet.row_ids()])
    key = desk.schema["name"].position
    leads = [_renamed(next(samples), FIRST_ID + number, key) for number in range(LEADS - len(desk.sheet))]
    window.sheet.tell(desk.sheet.receive(leads, stamp=desk.sheet.stamp()))
    for _ in window.order.preparing():
        pass
    gc.collect()
    gc.freeze()
    yield somebody
    gc.unfreeze()
    somebody.leave()


def _renamed(lead: Lead, lead_id: int, place: int) -> Lead:
    values = list(lead)
    values[0], values[place] = lead_id, f"{lead[place]} {lead_id % 100_003}"
    return tuple(values)


# -- scrolling -------------------------------------------------------------------------------------------------


def test_a_page_of_the_sheet_is_painted(benchmark: BenchmarkFixture, figures: Figures, person: Person) -> None:
    window = person.window
    window.actions_["details"].setChecked(False)
    window.resize(1440, 900)
    QApplication.processEvents()
    native = _native_table(person)
    # Its header, the strips and bars are outside: as large as both panes together.
    native.resize(window.view.width(), window.view.height())
    native.show()
    QApplication.processEvents()
    frozen = window.view.pane_of(window.view.frozen_columns[0])
    ours = _page_painter(window.view, (window.view, frozen))
    theirs = _page_painter(native, (native,))
    ours_s, native_s = medians_s(benchmark, ours, beside=theirs, rounds=25)
    figures.at_most(
        "a page of the sheet scrolled and painted, beside QTableView over QStandardItemModel",
        ours_s / PAGES,
        against=native_s / PAGES,
        unit="s",
        goal=1.5,
    )
    native.close()


def _page_painter(table: QTableView, panes: tuple[QTableView, ...]) -> Callable[[], None]:
    bar, at = table.verticalScrollBar(), count()

    def paint() -> None:
        for _ in range(PAGES):
            bar.setValue((next(at) * bar.pageStep()) % bar.maximum())
            for pane in panes:
                pane.viewport().repaint()

    return paint


def _native_table(person: Person) -> QTableView:
    """The same columns in the same widths, font and height of rows, with the same texts in the rows that are shown."""
    view, model = person.window.view, person.window.model
    columns = view.shown_columns()
    items = QStandardItemModel(model.rowCount(), len(columns))
    rows = 30 * PAGES * 30
    for row in range(min(rows, model.rowCount())):
        for place, column in enumerate(columns):
            items.setItem(row, place, QStandardItem(model.text_at(row, column)))
    table = QTableView()
    table.setModel(items)
    items.setParent(table)
    table.setFont(view.font())
    table.setWordWrap(False)
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header = table.verticalHeader()
    header.hide()
    header.setDefaultSectionSize(person.window.theme.metrics.row)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    for place, column in enumerate(columns):
        table.setColumnWidth(place, view.pane_of(column).columnWidth(column))
    return table


# -- sorting and filtering ---------------------------------------------------------------------------------------


def test_a_column_of_text_is_sorted(benchmark: BenchmarkFixture, figures: Figures, person: Person) -> None:
    window, sheet = person.window, person.desk.sheet
    turns = cycle((True, False))
    values = [str(value) for value in sheet.column("name", sheet.row_ids())]

    def ours() -> None:
        window.arrangement.set_sorts((("name", next(turns)),))

    ours_s, sorted_s = medians_s(benchmark, ours, beside=lambda: sorted(values, key=natural), rounds=9)
    shown = [str(value) for value in sheet.column("name", window.order.rows)]
    assert shown in (sorted(values, key=natural), sorted(values, key=natural, reverse=True))
    figures.at_most(
        f"a column of text of {LEADS:,} leads sorted, beside Python's sorted with the same keys",
        ours_s,
        against=sorted_s,
        unit="s",
        goal=2,
    )
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(window.model)
    column = window.model.column_of("name")
    assert column is not None
    window.arrangement.set_sorts(())
    began_s = time.perf_counter()
    proxy.sort(column, Qt.SortOrder.AscendingOrder)
    proxy_s = time.perf_counter() - began_s
    proxy.setSourceModel(QStandardItemModel(proxy))
    figures.at_least(
        "sorts in the time of one by QSortFilterProxyModel over the same model",
        proxy_s,
        against=ours_s,
        unit="s",
        goal=30,
    )


def test_a_word_is_filtered_by(benchmark: BenchmarkFixture, figures: Figures, person: Person) -> None:
    window, sheet = person.window, person.desk.sheet
    texts = [window.order._haystacks[row] for row in sheet.row_ids()]  # the texts that the program has, too
    typed, scanned = cycle(WORDS), cycle(map(folded, WORDS))
    found = deque[list[int]](maxlen=1)

    def ours() -> None:
        window.filters.show_words(next(typed))

    def scan() -> None:
        word = next(scanned)
        found.append([place for place, text in enumerate(texts) if word in text])

    ours_s, scan_s = medians_s(benchmark, ours, beside=scan, rounds=4 * len(WORDS))
    figures.at_most(
        f"a word in the filter box over {LEADS:,} leads, beside a plain scan of the same texts",
        ours_s,
        against=scan_s,
        unit="s",
        goal=2,
    )


# -- pasting -----------------------------------------------------------------------------------------------------


def test_cells_are_pasted(benchmark: BenchmarkFixture, figures: Figures, person: Person, computer: Computer) -> None:
    window = person.window
    keys = _side_by_side(person)
    rows = PASTED // len(keys)
    versions = count()
    bare = sqlite3.connect(computer.root / "bare.sqlite", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE edit (row INTEGER, key TEXT, value, PRIMARY KEY (row, key))")
    text = ""

    def before() -> None:
        nonlocal text
        version = next(versions)
        lines = ("\t".join(f"v{version} {row} {place}" for place in range(len(keys))) for row in range(rows))
        text = "\n".join(lines)
        person.go(person.row(0), keys[0])
        QGuiApplication.clipboard().setText(text)

    def beside() -> None:
        found = list(csv.reader(io.StringIO(text), delimiter="\t"))
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany(
            "INSERT OR REPLACE INTO edit VALUES (?, ?, ?)",
            ((number, key, value) for number, row in enumerate(found) for key, value in zip(keys, row, strict=True)),
        )
        bare.execute("COMMIT")

    ours_s, bare_s = medians_s(benchmark, window.view.commands.paste, beside=beside, rounds=9, before=before)
    bare.close()
    assert person.desk.sheet.counts().changed_cells == rows * len(keys)
    assert window.sheet.undo.stack.canUndo()
    figures.at_most(
        f"{rows * len(keys):,} cells pasted, kept and made an undo step, beside the csv module and sqlite3",
        ours_s,
        against=bare_s,
        unit="s",
        goal=5,
    )


def _side_by_side(person: Person) -> list[str]:
    """Columns beside each other that take any text."""
    kinds = {FieldKind.TEXT, FieldKind.LONG_TEXT}
    texts = [field.key for field in person.window.model.fields if field.kind in kinds and not field.read_only]
    keys = [key for key in texts if key not in _NAMES]
    layout = person.window.columns.first_layout()
    order = (*keys, *(key for key in layout.order if key not in keys))
    person.window.columns.lay_out(replace(layout, order=order, hidden=layout.hidden - set(keys)))
    return keys


# -- alive -------------------------------------------------------------------------------------------------------


def test_the_window_stays_alive(qtbot: QtBot, figures: Figures, person: Person) -> None:
    window, beat = person.window, Beat()
    qtbot.wait(300)
    idle_s, gaps = beat.longest_s(), dict[str, float]()

    def measured(what: str, act: Callable[[], object]) -> None:
        act()
        qtbot.wait(200)
        gaps[what] = beat.longest_s()

    measured("a word is filtered by", lambda: window.filters.show_words("ana"))
    measured("the words are taken away", lambda: window.filters.show_words(""))
    names = window.view.frozen_columns[-1]
    measured("the filter of a column with 100,000 values is opened", lambda: window.column_filters.show(names))
    popup = window.column_filters.popup
    if popup is not None and isValid(popup):
        popup.close()
    with qtbot.waitSignal(window.duplicates.over, timeout=60_000):
        window.duplicates.find()
    gaps["duplicates are found and shown"] = beat.longest_s()
    for what, gap_s in gaps.items():
        figures.at_most(
            f"longest gap of the event loop with {LEADS:,} leads while {what}, beside 0.1 s (idle: {idle_s:.3f} s)",
            gap_s,
            against=NOTICED_S,
            unit="s",
            goal=1.0,
        )
    assert median(gaps.values()) > 0

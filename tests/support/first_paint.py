"""A program that ends as soon as its first window is painted: ``python -m tests.support.first_paint ours ARGUMENT...``.

``ours`` is Copper Desk, started as its command is; ``bare`` a window of PySide6 with nothing in it. Prints the modules
that are imported by then, one a line.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow


class _FirstPaint(QObject):
    """Notes that something was painted."""

    is_over = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.is_over = True
        return False


def _until_painted(*_self: object) -> int:
    """Stands for QApplication.exec: the window is on the screen when its turn of the event loop is over."""
    application, paint = QApplication.instance(), _FirstPaint()
    assert application is not None
    application.installEventFilter(paint)
    while not paint.is_over:
        QApplication.processEvents()
    sys.stdout.write("\n".join(sorted(sys.modules)))
    sys.stdout.flush()
    os._exit(0)  # What a program does to end is not asked for.


def main(arguments: list[str]) -> None:
    """Run one of the two until it is painted."""
    QApplication.exec = _until_painted  # type: ignore[method-assign]
    if arguments[0] == "bare":
        application = QApplication([])
        window = QMainWindow()
        window.resize(1100, 720)
        window.show()
        application.exec()
    from copper_desk.cli import main as start

    start(arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])

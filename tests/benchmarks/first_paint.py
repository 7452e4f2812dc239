"""Starts a window and ends once it was painted: run as a program of its own, ours or a bare one.

What is timed is the life of the process, so nothing here may be imported that the window itself does not need.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def bare() -> None:
    """The least that a window is with PySide6."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:
            QTimer.singleShot(0, lambda: os._exit(0))

    app = QApplication([])
    window = Window()
    window.setCentralWidget(QLabel("Copper Desk"))
    window.show()
    app.exec()


def ours(home: str) -> None:
    """The first window of Copper Desk, as its command opens it."""
    os.environ.update(HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home, XDG_STATE_HOME=home)
    from copper_desk.cli import main
    from copper_desk.gui import shell
    from copper_desk.gui.dialog import first_run

    class Window(first_run.StartWindow):
        def paintEvent(self, event: object) -> None:
            from PySide6.QtCore import QTimer

            QTimer.singleShot(0, lambda: os._exit(0))

    vars(shell)["StartWindow"] = Window
    Path(home).mkdir(exist_ok=True)
    main([])


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else ours(sys.argv[2])

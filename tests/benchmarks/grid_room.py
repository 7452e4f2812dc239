"""Prints how much memory the leads of an account take in a window, in bytes a lead: run as a program of its own.

The leads come page by page as a load brings them, decoded from JSON, each with texts of its own; the texts of the
filter box are made, too. Empty is the same window a moment before. Calls are not paced, since nothing is timed here.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from copper_desk.copper.connection import connection
from copper_desk.desk.collector import collect_rarely
from copper_desk.desk.load import LoadedPage
from copper_desk.desk.local_data import Keeping
from copper_desk.desk.opening import PRACTICE, Opening, open_desk
from copper_desk.gui.account_label import AccountLabel
from copper_desk.gui.look.theme import Look, Theme
from copper_desk.gui.main_window import MainWindow
from copper_desk.practice.process import PracticeAddress
from tests.benchmarks.bare import pages_of


def main(where: PracticeAddress, folder: Path, leads: int) -> None:
    """Open a window on this account, fill it and print the bytes a lead."""
    collect_rarely()
    app = cast(QApplication, QApplication.instance() or QApplication([]))
    opening = Opening(Keeping(folder, "window", True), origin=PRACTICE)
    desk = open_desk(connection(where.base_url, where.email, where.api_key), opening)
    window = MainWindow(desk, Theme(app, look=Look.LIGHT), AccountLabel("Room", practice=True))
    window.show()
    app.processEvents()
    gc.collect()
    empty = resident_bytes()
    for number, page in enumerate(pages_of(where, leads)):
        found = tuple(desk.codec.decode(lead) for lead in page)
        window.sheet.tell(desk.receive(LoadedPage(found, desk.sheet.stamp(), (number + 1) * len(found), leads)))
    assert len(desk.sheet) > 0.9 * leads, f"{len(desk.sheet)} of {leads} leads came."
    for _ in window.order.preparing():
        pass
    window.filters.show_words("ana")
    window.filters.show_words("")
    app.processEvents()
    gc.collect()
    sys.stdout.write(f"{(resident_bytes() - empty) / len(desk.sheet)}\n")
    sys.stdout.flush()
    desk.close()
    os._exit(0)  # What is measured is over, and nobody waits for a hundred thousand leads to be taken apart.


def resident_bytes() -> int:
    """What of this process lies in memory (proc(5), statm)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    base_url, email, key, folder, leads = sys.argv[1:]
    main(PracticeAddress("", base_url, email, key, "", 0), Path(folder), int(leads))

"""The application's icon as the files that desktops ask for: PNG in every size, .ico for Windows, .icns for a Mac.

``icon_file.py FOLDER`` draws them from the SVG of the program itself. Both container formats hold whole PNG files.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO_PX = (16, 24, 32, 48, 64, 128, 256)
_ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """A Windows icon of these PNG files, by size in pixels (Windows Vista and later read PNG entries)."""
    chosen = [(size, pictures[size]) for size in _ICO_PX]
    head, at = struct.pack("<HHH", 0, 1, len(chosen)), 6 + 16 * len(chosen)
    entries = b""
    for size, png in chosen:
        side = size % 256  # 256 is written as 0.
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + entries + b"".join(png for _, png in chosen)


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """A Mac icon of these PNG files, by size in pixels."""
    parts = [kind + struct.pack(">I", len(pictures[size]) + 8) + pictures[size] for size, kind in _ICNS_TYPES.items()]
    return b"icns" + struct.pack(">I", 8 + sum(map(len, parts))) + b"".join(parts)


def draw(folder: Path) -> None:
    """Write every form of the icon into ``folder``. Needs the program's own Qt."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication

    from copper_desk.gui.look.icon import app_pixmap

    application = QGuiApplication(["icons", "-platform", "offscreen"])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {}
    for size in SIZES_PX:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        app_pixmap(size).save(buffer, "PNG")
        pictures[size] = bytes(buffer.data().data())
        (folder / f"{size}.png").write_bytes(pictures[size])
    (folder / "copper-desk.png").write_bytes(pictures[256])
    (folder / "copper-desk.ico").write_bytes(ico(pictures))
    (folder / "copper-desk.icns").write_bytes(icns(pictures))
    application.quit()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))

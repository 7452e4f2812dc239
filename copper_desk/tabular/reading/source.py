"""The bytes of a file and what they are: the content decides, the name only where the content leaves a choice.

Errors of the system become one sentence here, and what is too large is refused before it is read.
"""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from copper_desk.tabular.table import FileFormat, UnreadableFile
from copper_desk.wording import later, number, tr

MOST_BYTES = 512 * 1024 * 1024
"""What a file may have; a million leads of a kilobyte would still fit twice into this."""
MOST_INFLATED_BYTES = 2 * 1024 * 1024 * 1024
"""What a workbook may unpack to. The reader holds it to the sizes that it declares."""
MOST_GROWTH = 200
"""How many times its size a large workbook may unpack to; sheets of leads unpack to 5 to 50 times theirs."""
_FEW_BYTES = 64 * 1024 * 1024
_MANIFEST_BYTES = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4: the stream of an encrypted workbook
_ENCRYPTED_MEMBER = 1
"""The bit of a zip file's member that says so (PKWARE's APPNOTE, 4.4.4)."""
_HTML = re.compile(
    rb"\A[\s\x00\xef\xbb\xbf\xff\xfe]*<\s*(?:!doctype\s+html|html|table|meta|head|style|body|div)", re.IGNORECASE
)
_HEAD_BYTES = 4096
_NOTHING = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
_XML = re.compile(rb"\A[\s\xef\xbb\xbf\xff\xfe]*<\?(?:xml|mso)", re.IGNORECASE)

_FOREIGN = (
    (b"%PDF", later("a PDF document")),
    (b"\x89PNG", later("a picture")),
    (b"\xff\xd8\xff", later("a picture")),
    (b"GIF8", later("a picture")),
    (b"\x1f\x8b", later("a compressed file")),
    (b"Rar!", later("a compressed file")),
    (b"7z\xbc\xaf", later("a compressed file")),
    (b"SQLite format 3", later("a database")),
    (b"II*\x00", later("a picture")),
    (b"MM\x00*", later("a picture")),
    (b"MIME-Version:", later("a web archive")),
    (b"{\\rtf", later("a text document")),
    (b"\x7fELF", later("a program")),
    (b"MZ\x90", later("a program")),
)
_ZIPPED_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})
"""Of workbooks that are zip files. Tables of text are often called .xls, never so: no program opens that."""
_BY_SUFFIX = {".tsv": FileFormat.TSV, ".tab": FileFormat.TSV, ".txt": FileFormat.TXT}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read whole. ``digest`` is the SHA-256 of its bytes, in hexadecimal digits."""

    name: str
    format: FileFormat
    data: bytes
    digest: str


def open_source(path: Path) -> Source:
    """Read a file and tell what it is. Raises UnreadableFile."""
    with _told(path.name):
        if path.is_dir():
            raise UnreadableFile(tr("{file} is a folder. Choose a file.", file=path.name))
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(tr("{file} is not a file but a device. Choose a file.", file=path.name))
        size = found.st_size
        if size > MOST_BYTES:
            raise UnreadableFile(
                tr(
                    "{file} has {size} GB; at most {limit} GB can be read. Split the file.",
                    file=path.name,
                    size=_gigabytes(size),
                    limit=_gigabytes(MOST_BYTES),
                )
            )
        data = path.read_bytes()
    return Source(path.name, format_of(path, data), data, hashlib.sha256(data).hexdigest())


def format_of(path: Path, data: bytes) -> FileFormat:
    """What the bytes are. Raises UnreadableFile for what is no spreadsheet."""
    if not data[:_HEAD_BYTES].strip(_NOTHING) and not data.strip(_NOTHING):
        raise UnreadableFile(tr("{file} is empty. It needs a row of headers and at least one lead.", file=path.name))
    if data.startswith(_ZIP):
        return _packed(path, data)
    if data.startswith(_OLE):
        return _compound(path, data)
    for start, what in _FOREIGN:
        if data.startswith(start):
            raise UnreadableFile(
                tr(
                    "{file} is {what}, whatever its name says. Save the sheet as .xlsx or .csv.",
                    file=path.name,
                    what=tr(what),
                )
            )
    head = data[:_HEAD_BYTES].replace(b"\x00", b"")
    if _XML.match(head) and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise UnreadableFile(tr("{file} is an “XML Spreadsheet 2003”. Open it and save it as .xlsx.", file=path.name))
    if _HTML.match(head) or (_XML.match(head) and b"<html" in head.lower()):
        return FileFormat.HTML
    if path.suffix.casefold() in _ZIPPED_SUFFIXES:
        raise UnreadableFile(
            tr(
                "{file} is damaged, or no workbook. Open it in its own program and save it anew; if it is a table of "
                "text, name it .csv.",
                file=path.name,
            )
        )
    return _BY_SUFFIX.get(path.suffix.casefold(), FileFormat.CSV)


def _packed(path: Path, data: bytes) -> FileFormat:
    """A workbook of the zipped kinds, not larger than this computer can take."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {member.filename: member.file_size for member in archive.infolist()}
            found = _workbook_kind(path, members)
            is_locked = any(member.flag_bits & _ENCRYPTED_MEMBER for member in archive.infolist()) or (
                found is FileFormat.ODS and _is_encrypted(archive)
            )
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise UnreadableFile(damaged(path.name)) from error
    if is_locked:
        raise UnreadableFile(locked(path.name))
    if found is None:
        raise UnreadableFile(
            tr("{file} is a zip file without a workbook in it. Unpack it and choose a file.", file=path.name)
        )
    inflated = sum(members.values())
    if inflated > MOST_INFLATED_BYTES or (inflated > _FEW_BYTES and inflated > len(data) * MOST_GROWTH):
        raise UnreadableFile(
            tr(
                "{file} would unpack to {size} GB, {factor} times its size: more "
                "than can be read. Copy the leads into a new workbook.",
                file=path.name,
                size=_gigabytes(inflated),
                factor=number(inflated // len(data)),
            )
        )
    return found


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument file says so (OpenDocument 1.2, part 3, 4.3: manifest:encryption-data)."""
    manifest = "META-INF/manifest.xml"
    if manifest not in archive.namelist():
        return False
    with archive.open(manifest) as part:
        return b"encryption-data" in part.read(_MANIFEST_BYTES)


def _workbook_kind(path: Path, members: dict[str, int]) -> FileFormat | None:
    if "xl/workbook.xml" in members:
        return FileFormat.XLSM if path.suffix.casefold() == ".xlsm" else FileFormat.XLSX
    if "xl/workbook.bin" in members:
        return FileFormat.XLSB
    if "content.xml" in members:
        return FileFormat.ODS
    return FileFormat.XLSX if any(name.startswith("xl/") for name in members) else None


def _compound(path: Path, data: bytes) -> FileFormat:
    if _ENCRYPTED in data:
        raise UnreadableFile(locked(path.name))
    return FileFormat.XLS


def locked(name: str) -> str:
    """What is said of a workbook that needs a password."""
    return tr(
        "{name} is protected by a password. Open it, save a copy without the password, and choose that.", name=name
    )


def damaged(name: str) -> str:
    """What is said of a workbook that does not hold together."""
    return tr(
        "{name} is damaged and cannot be read. Open it in its own program, save it anew, and choose that.", name=name
    )


def _gigabytes(size: int) -> str:
    return number(size / 1e9, decimals=1)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Errors of the system as one sentence."""
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableFile(tr("{name} is not there (any more). Choose the file again.", name=name)) from error
    except PermissionError as error:
        sentence = tr(
            "{name} may not be read by you, or another program holds it. Close it there, or save a copy.", name=name
        )
        raise UnreadableFile(sentence) from error
    except OSError as error:
        raise UnreadableFile(
            tr("{name} cannot be read: {reason}.", name=name, reason=error.strerror or error)
        ) from error

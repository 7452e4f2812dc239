"""Which characters the bytes of a text file mean.

A byte order mark decides; else UTF-8, if every byte fits; else UTF-16 by its zeros; else the most likely of the older
encodings. What a person names is taken at its word.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from copper_desk.tabular.table import UnreadableFile
from copper_desk.wording import enumerated, number, tr

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_SAMPLE_BYTES = 64 * 1024
_LIKELY = (
    *("cp1252", "cp932", "cp1250", "cp1251", "gb18030", "big5", "euc_kr", "euc_jp"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "iso8859_2", "koi8_r"),
)
_MOSTLY = 0.4
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_MOST_CONTROLS, _MOST_ZEROS, _FEW = 0.01, 0.1, 20
_SURE = frozenset({"utf-8", "utf-16", "utf-32"})
_NAMED_LINES = 5
_WESTERN_CODEC = "cp1252"


@dataclass(frozen=True, slots=True)
class Text:
    """What the bytes of a file say, without a byte order mark; ``notes`` are sentences on how they were read."""

    characters: str
    encoding: str | None
    notes: tuple[str, ...] = ()


def decoded(data: bytes, *, name: str, encoding: str | None = None) -> Text:
    """The text of a file. Raises UnreadableFile, for what is no text, too."""
    if encoding is not None:
        return Text(_as_told(data, name, encoding), encoding)
    text = _read(data, name)
    if _is_binary(text):
        raise UnreadableFile(
            tr("{name} is neither text nor a workbook. Save the sheet as .xlsx or .csv and choose that.", name=name)
        )
    return text


def _is_binary(text: Text) -> bool:
    """Whether the characters are bytes of something else. What is UTF-8 is text, but where it is mostly zeros."""
    head = text.characters[:_SAMPLE_BYTES]
    if text.encoding in _SURE:
        return head.count("\x00") > max(len(head) * _MOST_ZEROS, _FEW)
    return len(_CONTROL.findall(head)) > max(len(head) * _MOST_CONTROLS, _FEW)


def _read(data: bytes, name: str) -> Text:
    for mark, shown, codec in _MARKS:
        if data.startswith(mark):
            return Text(_exactly(data, codec, name), shown)
    found = _wide(data) or _found(data)
    if found is not None:
        return Text(_exactly(data, found, name), found)
    mixed = _mixed(data)
    if mixed is not None:
        return mixed
    found = _older(data)
    return Text(_exactly(data, found, name), found, _doubts(data, found))


def _doubts(data: bytes, encoding: str) -> tuple[str, ...]:
    """A Western file whose accents are in UTF-8 in some lines: ``José`` would come as ``JosÃ©``."""
    if encoding != _WESTERN_CODEC:
        return ()
    lines = enumerate(data.split(b"\n"), start=1)
    sound = [place for place, line in lines if not line.isascii() and _can(line, "utf-8")]
    if not sound:
        return ()
    named = enumerated(sound, most=_NAMED_LINES)
    return (tr("Some accents may be in UTF-8, see line {lines}. Check them there.", lines=named),)


def _mixed(data: bytes) -> Text | None:
    """UTF-8 with a few lines that are not, as files are that were put together: each line is what it can be."""
    lines = data.split(b"\n")
    odd = [at for at, line in enumerate(lines) if not _can(line, "utf-8")]
    if sum(not line.isascii() for line in lines) - len(odd) <= len(odd):
        return None
    strange = set(odd)
    texts = [_western(line) if at in strange else line.decode() for at, line in enumerate(lines)]
    named = enumerated([at + 1 for at in odd], most=_NAMED_LINES)
    note = (
        tr("Line {lines} is not in UTF-8 as the rest is. Check the accents there.", lines=named)
        if len(odd) == 1
        else tr("Lines {lines} are not in UTF-8 as the rest is. Check the accents there.", lines=named)
    )
    return Text("\n".join(texts), "utf-8", (note,))


def _western(line: bytes) -> str:
    return line.decode(_WESTERN_CODEC if _can(line, _WESTERN_CODEC) else "latin_1")


def _as_told(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError as error:
        raise UnreadableFile(
            tr("No encoding is called “{encoding}”. Try utf-8, cp1252 or shift_jis.", encoding=encoding)
        ) from error
    except UnicodeError as error:
        sentence = tr(
            "{name} is not in {encoding}{place}. Choose another encoding.",
            name=name,
            encoding=encoding,
            place=_place(data, error),
        )
        raise UnreadableFile(sentence) from error


def _exactly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        sentence = tr(
            "{name} has bytes that are no {codec}{place}. Save it as “CSV UTF-8” and try again.",
            name=name,
            codec=codec,
            place=_place(data, error),
        )
        raise UnreadableFile(sentence) from error


def _place(data: bytes, error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return ""
    line = data.count(b"\n", 0, error.start) + 1
    return tr(" (line {line})", line=number(line))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:_SAMPLE_BYTES]
    half = len(head) // 2
    if half and head[1::2].count(0) > half * _MOSTLY and head[::2].count(0) < half * _MOSTLY / 4:
        return "utf-16-le"
    if half and head[::2].count(0) > half * _MOSTLY and head[1::2].count(0) < half * _MOSTLY / 4:
        return "utf-16-be"
    return None


def _found(data: bytes) -> str | None:
    return "utf-8" if data.isascii() or _can(data, "utf-8") else None


def _older(data: bytes) -> str:
    """The likeliest encoding of the lines that are not plain ASCII; Western Europe's where nothing says more."""
    sample = _sample(data)
    # A handful of accented letters fits a dozen encodings: then the commonest is meant.
    if _is_western(sample) and _can(data, _WESTERN_CODEC):
        return _WESTERN_CODEC
    fits = [codec for codec in _LIKELY if _can(data, codec)]
    return _likeliest(sample, fits) if fits else "latin_1"


def _sample(data: bytes) -> bytes:
    """The first lines that are not plain ASCII."""
    lines, size = [], 0
    for line in data.splitlines():
        if line.isascii():
            continue
        lines.append(line)
        size += len(line)
        if size > _SAMPLE_BYTES:
            break
    return b"\n".join(lines)


def _likeliest(sample: bytes, fits: list[str]) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=fits).best()
    return fits[0] if best is None else best.encoding


def _can(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


_LETTER_BEYOND = re.compile(r"[\u0080-\uffff]")
_WESTERN = frozenset("äöüÄÖÜßéèêëÉÈÊàâÀÂáÁíÍóÓúÚñÑçÇôÔîÎïÏùûÙÛåÅæÆøØœŒãÃõÕ€–—’‘“”„…«»©®™°´·•×º½£¢§\u00a0¿¡")
_ALONE = r"(?![^\W\d_])"
_IN_PLACE = re.compile(
    rf"(?<![aeoyáéíóúý])[òÒ]{_ALONE}|(?<![bfmnpv])[ìÌ]{_ALONE}"
    rf"|(?<![^\W\d_])(?:[cdkm]?m|ft|in|x|co)?[²³]{_ALONE}"
    rf"|±(?=\s*\d)|(?:[\d.]|\b[MNS])ª{_ALONE}",
    re.IGNORECASE,
)
"""Nicolò, lunedì, m², ±3, 1ª. Elsewhere they are letters of another encoding: Plzeň, Brně, Michał, Wąsik, Iaşi."""


def _is_western(sample: bytes) -> bool:
    """Whether all that is not ASCII reads as letters and signs of Western Europe, inside words of it."""
    text = _IN_PLACE.sub("", sample.decode("cp1252", errors="replace"))
    beyond = _LETTER_BEYOND.findall(text)
    return all(letter in _WESTERN for letter in beyond) and not re.search(r"[\u0080-\uffff]{4}", text)

"""Gathers the sentences of the window and keeps the translations in step: ``translation.py LANGUAGE`` (de).

Reads the source: every literal handed to ``tr``, ``counted`` or ``later`` (copper_desk/wording.py), and the tables
whose words go through them. Writes resources/translations/copper_desk_LANGUAGE.ts: what is new has no translation yet,
what is gone leaves. ``pyside6-lrelease`` makes the .qm of it, which the program loads.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
CONTEXT = "CopperDesk"
FOLDER = ROOT / "resources" / "translations"

ENGLISH_ROOMS = {"cli", "practice"}
"""The command line speaks English, so that what reads it finds the same words everywhere; so does Copper's stand-in."""

TABLES: dict[str, tuple[str, ...]] = {
    "gui/conflict/conflict_model.py": ("_HEADER", "_CHOICES"),
    "gui/control/action.py": ("CHANGE_SELECTION", "FILLS", "VIEWS", "MENUS", "_LOOKS"),
    "gui/control/command.py": ("_RESULTS",),
    "gui/control/duplicate_controller.py": ("_WORDS",),
    "gui/dialog/shortcut_window.py": ("CONFLICT_KEYS", "GRID_KEYS", "REVIEW_KEYS"),
    "gui/filtering/filter_word.py": ("TESTS", "PERIODS"),
    "gui/grid/row_state.py": ("_GLYPHS", "_NEW", "_MARKS", "_WARNING"),
    "gui/importing/import_window.py": ("_NAMES",),
    "gui/importing/column_model.py": ("_NAMES",),
    "gui/importing/import_words.py": (
        "_FORMATS",
        "FATES",
        "_WAYS",
        "KINDS",
        "DELIMITERS",
        "QUOTES",
        "ENCODINGS",
        "_MONTHS",
    ),
    "gui/importing/row_model.py": ("_NAMES", "_WHAT"),
    "gui/panel/change_bar.py": ("_CHIPS",),
    "gui/review/review_words.py": ("_HELD", "_HELD_OTHERWISE"),
    "sheet/cell_plan.py": ("PLAN_WORDS", "GESTURE_WORDS"),
    "gui/values/transform_word.py": ("TRANSFORM_WORDS",),
}
"""Names of module-level tables whose texts are translated when they are shown."""


def sentences(package: Path = ROOT / "copper_desk") -> list[str]:
    """Every sentence that can be translated, once, in the order of the files."""
    found: dict[str, None] = {}
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] in ENGLISH_ROOMS:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tables = TABLES.get(path.relative_to(package).as_posix(), ())
        for text in (*_spoken(tree), *_in_tables(tree, tables)):
            found[text] = None
    return list(found)


def _spoken(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"tr", "counted", "later"}
        ):
            given = node.args[1:3] if node.func.id == "counted" else node.args[:1]
            for argument in given:
                yield from _texts(argument)


def _texts(node: ast.expr) -> Iterator[str]:
    """The literals that an argument may be: also both sides of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _in_tables(tree: ast.Module, names: tuple[str, ...]) -> Iterator[str]:
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(each, ast.Name) and each.id in names for each in targets):
            yield from _specified(node) or _constants(node)


def _specified(node: ast.AST) -> list[str]:
    """The texts of actions and menus, without their names, keys and icons."""
    found: list[str] = []
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_S", "MenuSpec"}:
            text = call.args[1 if call.func.id == "_S" else 0]
            found += [
                *_texts(text),
                *(text for word in call.keywords if word.arg == "short" for text in _texts(word.value)),
            ]
    return found


def _constants(node: ast.AST) -> list[str]:
    """The words of a table: not the names of icons, tokens and keys, nor what words are looked up by."""
    keys = {id(key) for each in ast.walk(node) if isinstance(each, ast.Dict) for key in each.keys}
    found = (each for each in ast.walk(node) if isinstance(each, ast.Constant) and id(each) not in keys)
    texts = (each.value for each in found if isinstance(each.value, str))
    return [text for text in texts if _is_words(text)]


def _is_words(text: str) -> bool:
    plain = text.replace("&", "").strip()
    return (
        bool(plain)
        and "+" not in plain
        and not re.fullmatch(r"[a-z]+[-_][a-z_-]+|F\d+|error|warning|muted|accent|ok", plain)
    )


def read(path: Path) -> dict[str, str]:
    """The translations of a .ts file; unfinished ones are empty."""
    if not path.is_file():
        return {}
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a file of our own
    return {message.findtext("source") or "": message.findtext("translation") or "" for message in root.iter("message")}


def write(path: Path, language: str, translations: dict[str, str]) -> None:
    """A .ts file in the form of Qt Linguist."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for source, text in translations.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = source
        kept = ElementTree.SubElement(message, "translation")
        kept.text = text
        if not text:
            kept.set("type", "unfinished")
    ElementTree.indent(root, " ")
    path.parent.mkdir(parents=True, exist_ok=True)
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def main(language: str) -> int:
    """Renew the files of a language; the exit code is 1 while something is untranslated."""
    path = FOLDER / f"copper_desk_{language}.ts"
    held = read(path)
    renewed = {sentence: held.get(sentence, "") for sentence in sentences()}
    write(path, language, renewed)
    release = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent)) or "pyside6-lrelease"
    subprocess.run([release, "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)
    missing = [sentence for sentence, text in renewed.items() if not text]
    for sentence in missing:
        print(f"no translation: {sentence!r}")
    print(f"{len(renewed) - len(missing)} of {len(renewed)} sentences are translated.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

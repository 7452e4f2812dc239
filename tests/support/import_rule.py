"""The arrows between the rooms and the homes of the libraries, and a reader that finds what breaks them.

Imports are read from the source, wherever they stand: at the top, inside a function, under TYPE_CHECKING, or in
a call of import_module. It must not import the package: a rule that only sees what happens to be loaded is none.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "copper_desk"

# Room (or top module) -> what it may import besides itself.
_BELOW_DESK = frozenset({"leads", "sheet", "copper", "tabular", "storage", "push"})
ARROWS: dict[str, frozenset[str]] = {
    "leads": frozenset(),
    "sheet": frozenset({"leads"}),
    "copper": frozenset({"leads"}),
    "tabular": frozenset({"sheet", "leads"}),
    "storage": frozenset({"sheet", "leads"}),
    "push": frozenset({"copper", "sheet", "leads"}),
    "desk": _BELOW_DESK,
    "gui": _BELOW_DESK | {"desk"},
    # Without arguments the command line opens the window, through app and nothing deeper.
    "cli": _BELOW_DESK | {"desk", "practice", "app"},
    "app": _BELOW_DESK | {"desk", "gui", "practice"},
    # It imports no other room: sharing the client's encoder would cancel out a shared misreading.
    "practice": frozenset(),
    "__main__": frozenset({"cli"}),
    "__init__": frozenset(),
    "resource": frozenset(),
    "wording": frozenset(),
}
FREE_FOR_ALL = {"__init__", "resource", "wording"}

# Library -> the modules under which it may be imported.
HOMES: dict[str, tuple[str, ...]] = {
    "PySide6": ("gui", "app"),
    "shiboken6": ("gui", "app"),
    "httpx": ("copper",),
    "pandas": ("tabular",),
    "keyring": ("storage.credentials",),
    "jeepney": ("gui.desktop.bus",),
    "sqlite3": ("storage", "practice"),
    "starlette": ("practice",),
    "uvicorn": ("practice",),
    "typer": ("cli",),
    "rich": ("cli",),
}


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module that holds it (below the package), the line, and the full name it imports."""

    module: str
    line: int
    target: str


def violations(package: Path) -> list[str]:
    """Every import below the folder ``package`` that breaks a rule, as ``module:line: what and why``."""
    imports = (imported for path in sorted(package.rglob("*.py")) for imported in _imports(path, package))
    return [f"{each.module}:{each.line}: {reason}" for each in imports if (reason := _reason(each))]


def _imports(path: Path, package: Path) -> Iterator[Import]:
    parts = path.relative_to(package).with_suffix("").parts
    module = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
    folder = [PACKAGE, *parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for target in _targets(node, folder):
            yield Import(module, getattr(node, "lineno", 0), target)


def _targets(node: ast.AST, folder: list[str]) -> Iterator[str]:
    """The full names that a node imports; ``folder`` is the package of the module, for relative imports."""
    match node:
        case ast.Import(names=names):
            yield from (name.name for name in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            start = folder[: len(folder) - level + 1] if level else []
            base = ".".join([*start, *([module] if module else [])])
            yield from (f"{base}.{name.name}" for name in names)
        case ast.Call(func=ast.Name(id="import_module" | "__import__"), args=[argument, *_]):
            yield _literal(argument)
        case ast.Call(func=ast.Attribute(attr="import_module"), args=[argument, *_]):
            yield _literal(argument)


def _literal(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return "?"


def _reason(imported: Import) -> str | None:
    """What is wrong with an import, or None."""
    if imported.target.startswith(("?", ".")):
        return "imports a module whose name cannot be read from the source"
    top, *rest = imported.target.split(".")
    if top == PACKAGE:
        return _arrow(imported.module.split(".")[0], rest)
    homes = HOMES.get(top)
    if homes and not any(f"{imported.module}.".startswith(f"{home}.") for home in homes):
        return f"imports {top}, whose home is {' and '.join(homes)}"
    return None


def _arrow(room: str, target: list[str]) -> str | None:
    # `from copper_desk import __version__`, or any other name of the package itself.
    other = target[0] if target and target[0] in ARROWS else "__init__"
    if room not in ARROWS:
        return f"{room} is not in the table of rooms"
    if other == room or other in FREE_FOR_ALL or other in ARROWS[room]:
        return None
    return f"{room} imports {other}"

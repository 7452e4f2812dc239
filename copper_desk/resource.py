"""Where the files that ship with the program are: icons, the guide, the sample spreadsheets.

It exists because there are three places. A wheel carries them inside the package as ``_resources``; a
frozen program (PyInstaller) keeps the same folder beside the frozen package; a checkout has them in
``resources`` at its top. It must not know what the files are, and must stay free of imports that cost time
at start.
"""

from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).parent


def resource_path(name: str) -> Path:
    """The file or folder called ``name`` among the resources.

    Args:
        name: A relative path with forward slashes, such as ``icons/push.svg``.

    Returns:
        An absolute path that exists.

    Raises:
        ValueError: ``name`` is absolute or climbs out of the resources.
        FileNotFoundError: There is no such resource: the installation is incomplete, or the name is wrong.
    """
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts or "\\" in name or ":" in name:
        raise ValueError(f"A resource is named by a relative path with forward slashes, not {name!r}.")
    path = _root().joinpath(*relative.parts)
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing from this installation of Copper Desk.")
    return path


def _root() -> Path:
    # The packaged folder first: beside an installed package, "resources" may be somebody else's.
    packaged = _PACKAGE / "_resources"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "resources"

"""What the system says of a file becomes one of few kinds, and a sentence that names the file."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from copper_desk.storage.trouble import StorageTrouble, TroubleKind, told

KINDS = [
    (OSError(errno.ENOSPC, "No space left on device"), TroubleKind.FULL),
    (OSError(errno.EFBIG, "File too large"), TroubleKind.FULL),
    (OSError(errno.EIO, "Input/output error"), TroubleKind.FAILED),
    (OSError(errno.EROFS, "Read-only file system"), TroubleKind.DENIED),
    (PermissionError("no number"), TroubleKind.DENIED),
    (TimeoutError("still locked"), TroubleKind.BUSY),
]


@pytest.mark.parametrize(("error", "kind"), KINDS, ids=str)
def test_each_error_has_its_kind(tmp_path: Path, error: OSError, kind: TroubleKind) -> None:
    path = tmp_path / "book.sqlite"
    with pytest.raises(StorageTrouble, match=r"“book\.sqlite”.*\.$") as caught, told(path):
        raise error
    assert (caught.value.kind, caught.value.path, caught.value.__cause__) == (kind, path, error)


@pytest.mark.parametrize("kind", TroubleKind)
def test_every_kind_is_a_sentence(kind: TroubleKind) -> None:
    sentence = str(StorageTrouble(kind, Path("/data/book.sqlite")))
    assert "book.sqlite" in sentence
    assert "{" not in sentence
    assert sentence.endswith(".")


def test_a_mistake_of_ours_passes_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), told(tmp_path):
        raise ZeroDivisionError

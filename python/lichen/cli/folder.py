"""A folder of files that appears when all of them are written."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def write_folder(path: str) -> Iterator[str]:
    """Gives a temporary folder beside `path`; its files move there at the end.

    Files of the same names are replaced, others stay. Nothing is moved where the work is
    broken off.

    Raises
    ------
    DataError
        If the path cannot be written.
    """
    target = os.path.abspath(path)
    if os.path.exists(target) and not os.path.isdir(target):
        raise DataError(f"cannot write {path}: it is a file, not a folder")
    try:
        temporary = tempfile.mkdtemp(prefix=".lichen-", dir=os.path.dirname(target))
    except OSError as error:
        raise DataError(f"cannot write {path}: {error.strerror or error}") from None
    try:
        yield temporary
        os.makedirs(target, exist_ok=True)
        for name in sorted(os.listdir(temporary)):
            os.replace(os.path.join(temporary, name), os.path.join(target, name))
    except OSError as error:
        raise DataError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)

"""Where answers go: a terminal, a pipe, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from rich.console import Console

FILE_WIDTH = 120
PIPE_WIDTH = 160


def check_writable(path: str | None) -> None:
    """Fail before the work is done where the answer could not be written.

    Raises
    ------
    DataError
        If the folder does not exist, or something else stands at the path.
    """
    if path is None:
        return
    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path):
        raise DataError(f"cannot write {path}: it is a folder")
    if not os.path.isdir(folder):
        raise DataError(f"cannot write {path}: there is no folder {folder}")
    if not os.access(folder, os.W_OK):
        raise DataError(f"cannot write {path}: the folder {folder} takes no new files")


def write_whole(path: str, text: str) -> None:
    """Write a file through a temporary one beside it: whole, or not at all.

    Raises
    ------
    DataError
        If the path cannot be written.
    """
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=folder, prefix=".lichen-", delete=False, encoding="utf-8", newline=""
        ) as file:
            temporary = file.name
            file.write(text)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        temporary = ""
    except OSError as error:
        raise DataError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def put_text(text: str, path: str | None) -> None:
    """Write a text to a file, or to standard output."""
    if path is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_whole(path, text)


def put_json(document: Any, path: str | None) -> None:
    """Write a document as JSON."""
    import json

    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    put_text(text + "\n", path)


def put_csv(rows: Sequence[Mapping[str, Any]], names: Sequence[str], path: str | None) -> None:
    """Write rows as CSV (RFC 4180): numbers with all digits."""
    put_text(csv_text(rows, names), path)


def csv_text(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> str:
    """Rows as CSV text with a header."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return repr(value) if isinstance(value, float) else value


def _columns() -> bool:
    """Whether the environment names a width, which rich then takes."""
    return os.environ.get("COLUMNS", "").isdigit()


def put_tables(draw: Callable[[Console], None], path: str | None) -> None:
    """Let `draw` print tables to a console: a terminal's own width, wide elsewhere.

    Outside of terminals, lines end without blanks.
    """
    import io

    from rich.console import Console

    plain: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False}
    if path is None and sys.stdout.isatty():
        draw(Console(**plain))
        sys.stdout.flush()
        return
    width = FILE_WIDTH if path is not None else None if _columns() else PIPE_WIDTH
    buffer = io.StringIO()
    draw(Console(file=buffer, width=width, no_color=True, **plain))
    put_text("\n".join(line.rstrip() for line in buffer.getvalue().split("\n")), path)

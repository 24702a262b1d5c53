"""Index files: what the rows and columns of a matrix stand for, in CSV or protobuf."""

from __future__ import annotations

import csv
import io

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from lichen.matrix_packages.package import Labels
    from lichen.package_files import Files


def csv_rows(files: Files, name: str, separator: str) -> list[list[str]]:
    """The rows of a CSV file that are not empty."""
    text = files.text(name)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [row for row in reader if row]
    except csv.Error as error:
        raise DataError(f"{files.path}: {name}: {error}") from None


def by_position(
    files: Files, name: str, rows: Sequence[Sequence[str]], columns: Sequence[str], index: int
) -> Labels:
    """Labels in the order of their positions, which column `index` of the rows holds.

    Raises
    ------
    DataError
        If a row is too short, or positions are not 0, 1, 2, … each once.
    """
    placed: dict[int, Sequence[str]] = {}
    for row in rows:
        if len(row) < max(len(columns), index + 1):
            raise DataError(f"{files.path}: {name}: a row has {len(row)} fields: {list(row)}")
        try:
            position = int(row[index])
        except ValueError:
            raise DataError(f"{files.path}: {name}: {row[index]!r} is no position") from None
        if position in placed:
            raise DataError(f"{files.path}: {name}: position {position} stands twice")
        placed[position] = row
    if placed and (min(placed) != 0 or max(placed) != len(placed) - 1):
        raise DataError(
            f"{files.path}: {name}: {len(placed)} rows have positions from {min(placed)} to "
            f"{max(placed)}, not all from 0"
        )
    ordered = [placed[k] for k in range(len(placed))]
    return {
        column: [row[k] for row in ordered] for k, column in enumerate(columns) if column != ""
    }


def protobuf_rows(
    content: memoryview, place: str, paths: Sequence[Sequence[int]]
) -> list[list[str]]:
    """The repeated messages of field 1, each as the texts or numbers at paths of fields.

    Follows the wire format of protocol buffers; a field that is absent is "" or 0.
    """
    try:
        return [
            [_at(entry, path) for path in paths]
            for number, entry in _fields(content)
            if number == 1 and isinstance(entry, memoryview)
        ]
    except (IndexError, UnicodeDecodeError, ValueError) as error:
        raise DataError(f"{place} is no index that can be read: {error}") from None


def _at(message: memoryview, path: Sequence[int]) -> str:
    value: Any = message
    for number in path:
        if not isinstance(value, memoryview):
            raise ValueError("a field is of another type")
        value = next((v for n, v in _fields(value) if n == number), None)
        if value is None:
            return ""
    return bytes(value).decode() if isinstance(value, memoryview) else str(value)


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a message: numbers and byte strings; others are skipped."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
        elif kind == 2:
            size, at = _varint(message, at)
            if size > len(message) - at:
                raise ValueError("a text is cut off")
            yield key >> 3, message[at : at + size]
            at += size
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            raise ValueError(f"wire type {kind}")


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("a number is too long")

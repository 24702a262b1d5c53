"""Entries of sparse matrices: rows of CSV, SciPy's `.npz`, dense `.npy`."""

from __future__ import annotations

import io
import zipfile

import numpy

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from scipy import sparse

    from lichen.package_files import Files

_LARGEST = 8 << 30  # bytes that an .npz may unpack to


def csv_entries(files: Files, name: str, flag: str = "") -> Any:
    """The first three columns of a CSV file with semicolons and a header, as numbers.

    A row per entry; a column with the name `flag` follows as a fourth, where there is one.
    """
    text = files.text(name)
    header, _, body = text.partition("\n")
    titles = header.strip().split(";")
    columns = (0, 1, 2, titles.index(flag)) if flag in titles else (0, 1, 2)
    if not body.strip():
        return numpy.empty((0, len(columns)))
    try:
        return numpy.loadtxt(
            io.StringIO(text), delimiter=";", skiprows=1, usecols=columns, ndmin=2, comments=None
        )
    except (ValueError, IndexError) as error:
        raise DataError(f"{files.path}: {name}: {error}") from None


def from_entries(
    files: Files, name: str, entries: Any, shape: tuple[int, int]
) -> sparse.csc_matrix:
    """A matrix of entries (rows, columns, values); several of one cell are added.

    Raises
    ------
    DataError
        If an entry is outside of the matrix, or its position no whole number.
    """
    from scipy import sparse

    rows, columns, values = entries
    for what, positions, size in (("row", rows, shape[0]), ("column", columns, shape[1])):
        wrong = (positions < 0) | (positions >= size) | (positions != numpy.floor(positions))
        if wrong.any():
            raise DataError(
                f"{files.path}: {name}: there is no {what} {positions[wrong][0]:g} among {size}"
            )
    places = (rows.astype(numpy.int64), columns.astype(numpy.int64))
    return sparse.csc_matrix((values, places), shape=shape)


def binary_matrix(files: Files, stem: str) -> sparse.csc_matrix | None:
    """`stem`.npz (sparse) or `stem`.npy (dense); None where there is neither."""
    from scipy import sparse

    names = files.names()
    if f"{stem}.npy" in names:
        dense = files.array(f"{stem}.npy")
        if dense.ndim != 2 or dense.dtype.kind not in "fiub":
            raise DataError(f"{files.path}: {stem}.npy is no matrix of numbers")
        return sparse.csc_matrix(dense.astype(numpy.float64))
    if f"{stem}.npz" not in names:
        return None
    place = f"{files.path}: {stem}.npz"
    try:
        content = bytes(files.bytes_of(f"{stem}.npz"))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise DataError(f"{place} unpacks to more than {_LARGEST >> 30} GiB")
        matrix = sparse.csc_matrix(sparse.load_npz(io.BytesIO(content)))
        matrix.check_format(full_check=True)
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile, MemoryError) as error:
        raise DataError(f"{place} holds no sparse matrix that can be read: {error}") from None
    return matrix.astype(numpy.float64)

"""Files of packages of matrices: a folder or a zip; JSON and NumPy arrays, never pickles."""

from __future__ import annotations

import json
import math
import mmap
import os
import struct
import zipfile
import zlib
from pathlib import Path

import numpy

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LARGEST = 4 << 30  # bytes of one file, as the readers of databases have it
_LOCAL_HEADER = struct.Struct("<26xHH")  # lengths of name and extra field
_LONGEST_HEADER = 10_000


class Files:
    """The files of one package; those that a zip only stores are mapped, not copied."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self._zip: zipfile.ZipFile | None = None
        self._map: mmap.mmap | None = None
        if os.path.isdir(self.path):
            return
        try:
            self._zip = zipfile.ZipFile(self.path)
            with open(self.path, "rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
            message = f"{self.path}: no folder and no zip that can be read: {error}"
            raise DataError(message) from None

    def names(self) -> list[str]:
        """The names of all files, sorted."""
        if self._zip is not None:
            return sorted(name for name in self._zip.namelist() if not name.endswith("/"))
        folder = Path(self.path)
        return sorted(
            file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
        )

    def text(self, name: str) -> str:
        """A file of text in UTF-8."""
        try:
            return bytes(self.bytes_of(name)).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DataError(f"{self.path}: {name} is not in UTF-8: {error}") from None

    def bytes_of(self, name: str) -> memoryview:
        """The content of a file.

        Raises
        ------
        DataError
            If it is absent, outside of the package, damaged or too large.
        """
        try:
            return self._of_folder(name) if self._zip is None else self._of_zip(name)
        except KeyError:
            raise DataError(f"{self.path}: lacks the file {name}") from None
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
            raise DataError(f"{self.path}: {name}: {error}") from None

    def _of_folder(self, name: str) -> memoryview:
        folder = Path(self.path).resolve()
        file = (folder / name).resolve()
        if folder not in file.parents:
            raise DataError(f"{self.path}: {name} leads out of the package: it is not read")
        if not file.is_file():
            raise KeyError(name)
        return memoryview(file.read_bytes())

    def _of_zip(self, name: str) -> memoryview:
        assert self._zip is not None
        assert self._map is not None
        entry = self._zip.getinfo(name)
        if entry.file_size > _LARGEST:
            raise DataError(f"{self.path}: {name} is too large: {entry.file_size} bytes")
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            return memoryview(self._zip.read(entry))
        start = entry.header_offset + 30
        if start <= len(self._map):
            start += sum(_LOCAL_HEADER.unpack_from(self._map, entry.header_offset))
        content = memoryview(self._map)[start : start + entry.file_size]
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise DataError(f"{self.path}: {name}: the archive is broken")
        return content

    def json(self, name: str) -> Any:
        """A JSON file."""
        try:
            return json.loads(bytes(self.bytes_of(name)).decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise DataError(f"{self.path}: {name} is no JSON: {error}") from None

    def array(self, name: str) -> numpy.ndarray[Any, Any]:
        """A NumPy file; never one of Python objects, which could run code."""
        content = self.bytes_of(name)
        try:
            shape, fortran, kind, start = _header(bytes(content[: _LONGEST_HEADER + 12]))
        except (ValueError, SyntaxError, struct.error, RecursionError) as error:
            raise DataError(f"{self.path}: {name} is no NumPy array: {error}") from None
        if kind.hasobject:
            raise DataError(
                f"{self.path}: {name} holds Python objects, which could run code: "
                "it is not read; write it as numbers"
            )
        size = math.prod(shape)
        if kind.itemsize * size != len(content) - start:
            raise DataError(
                f"{self.path}: {name} should hold {size} numbers and has "
                f"{len(content) - start} bytes for them"
            )
        flat = numpy.frombuffer(content, dtype=kind, count=size, offset=start)
        return flat.reshape(shape, order="F" if fortran else "C")


def _header(start: bytes) -> tuple[tuple[int, ...], bool, numpy.dtype[Any], int]:
    """Shape, whether columns stand together, type, and where the numbers begin."""
    import io

    stream = io.BytesIO(start)
    version = numpy.lib.format.read_magic(stream)
    readers = {
        (1, 0): numpy.lib.format.read_array_header_1_0,
        (2, 0): numpy.lib.format.read_array_header_2_0,
    }
    if version not in readers:
        raise ValueError(f"version {version} of the format is not known")
    shape, fortran, kind = readers[version](stream)
    return shape, fortran, kind, stream.tell()

"""Datapackages for tests, written from the description of the format alone."""

import io
import json
import zipfile

import numpy

INDICES = [("row", "<i8"), ("col", "<i8")]


def npy(array):
    """The bytes of a NumPy file."""
    stream = io.BytesIO()
    numpy.save(stream, array)
    return stream.getvalue()


def group(name, matrix, cells, numbers, **kinds):
    """Resources and files of one group: cells are (row id, column id)."""
    arrays = {"indices": numpy.array(cells, dtype=kinds.pop("indices_type", INDICES))}
    category = "vector"
    interface = numbers is None
    if not interface:
        arrays["data"] = numpy.asarray(numbers)
        category = "array" if arrays["data"].ndim == 2 else "vector"
    more = {key: kinds.pop(key) for key in ("identifier", "global_index") if key in kinds}
    arrays.update({kind: numpy.asarray(values) for kind, values in kinds.items()})
    resources, files = [], {}
    for kind, array in arrays.items():
        path = f"{name}.{kind}.npy"
        files[path] = npy(array)
        resources.append(
            {"group": name, "matrix": matrix, "kind": kind, "path": path, "category": category}
            | {"profile": "data-resource", "format": "npy"}
            | more
        )
    if interface:
        resources.append(
            {"group": name, "matrix": matrix, "kind": "data", "category": "vector"}
            | {"profile": "interface"}
        )
    return resources, files


def write(path, groups, compression=zipfile.ZIP_STORED, change=None, **metadata):
    """A zip of groups; `change` may alter its files before they are written."""
    described = {
        "name": "made",
        "sum_intra_duplicates": True,
        "sum_inter_duplicates": False,
        "resources": [resource for resources, _ in groups for resource in resources],
    } | metadata
    files = {"datapackage.json": json.dumps(described).encode()}
    for _, more in groups:
        files |= more
    if change is not None:
        change(files)
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def write_folder(path, groups):
    """The same as a folder."""
    archive = write(path.with_suffix(".zip"), groups)
    with zipfile.ZipFile(archive) as files:
        files.extractall(path)
    return path

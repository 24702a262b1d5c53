"""Reads packages of matrices, each format by its own signs and indices."""

from __future__ import annotations

import os

import numpy
from scipy import sparse

from lichen.errors import DataError
from lichen.matrix_packages.entries import binary_matrix, csv_entries, from_entries
from lichen.matrix_packages.index import by_position, csv_rows, protobuf_rows
from lichen.matrix_packages.input_output import read_pymrio, read_useeio, root_of
from lichen.matrix_packages.package import MatrixPackage
from lichen.package_files import Files
from lichen.package_findings import finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lichen.matrix_packages.package import Labels

#: Columns of the index files of an openLCA library, and where protobuf has them.
_A_INDEX = {
    "": (1,),
    "activity_id": (2, 1),
    "activity": (2, 2),
    "category": (2, 3),
    "location": (2, 4),
    "product_id": (3, 1),
    "product": (3, 2),
    "product_category": (3, 3),
    "unit": (3, 5),
    "type": (3, 4),
}
_B_INDEX = {
    "": (1,),
    "is_input": (4,),
    "id": (2, 1),
    "flow": (2, 2),
    "compartment": (2, 3),
    "unit": (2, 5),
    "type": (2, 4),
    "location_id": (3, 1),
    "location_name": (3, 2),
    "location": (3, 3),
}
_C_INDEX = {"": (1,), "id": (2, 1), "category": (2, 2), "unit": (2, 3)}


def read_matrix_package(
    path: str | os.PathLike[str], *, waste_diagonal: str = "error"
) -> MatrixPackage:
    """Read a folder or zip of matrices: an openLCA library, ecoinvent's universal export,
    premise's matrices, a USEEIO model in JSON, a system of pymrio (EXIOBASE 3). The format
    is recognised by its files.

    Parameters
    ----------
    path : path-like
    waste_diagonal : {"error", "negative", "keep"}
        What to do about a treatment of waste in an openLCA library whose own entry of A is
        positive, as a known defect of openLCA's export writes it: make it negative, as the
        rest of its column means it, or keep it.

    Returns
    -------
    MatrixPackage
        With lichen's signs: inputs from nature are positive in B.

    Raises
    ------
    DataError
        If the package is of no such format, or a file of it is absent, damaged, or does not
        fit its index.
    """
    if waste_diagonal not in ("error", "negative", "keep"):
        raise DataError(f'waste_diagonal is "error", "negative" or "keep", not {waste_diagonal!r}')
    files = Files(path)
    names = set(files.names())
    if any(name.startswith("index_A.") for name in names):
        return _library(files, names, waste_diagonal)
    if "ie_index.csv" in names:
        return _universal(files)
    if "A_matrix_index.csv" in names:
        return _premise(files)
    if (root := root_of(names, "sectors.json")) is not None:
        return read_useeio(files, root)
    if (root := root_of(names, "file_parameters.json")) is not None:
        return read_pymrio(files, root)
    raise DataError(
        f"{files.path}: no openLCA library (index_A), no universal export of ecoinvent "
        "(ie_index.csv), no matrices of premise (A_matrix_index.csv), no USEEIO model "
        "(sectors.json) and no system of pymrio (file_parameters.json)"
    )


# ── openLCA libraries ─────────────────────────────────────────────────────────────────────


def _library(files: Files, names: set[str], waste_diagonal: str) -> MatrixPackage:
    found: list[dict[str, Any]] = []
    activities = _library_index(files, names, "index_A", _A_INDEX)
    flows = _library_index(files, names, "index_B", _B_INDEX)
    categories = _library_index(files, names, "index_C", _C_INDEX)
    n, m = len(activities["activity"]), len(flows["flow"])
    a = _library_matrix(files, "A", (n, n))
    if a is None:
        raise DataError(f"{files.path}: lacks A.npz or A.npy")
    b = _library_matrix(files, "B", (m, n))
    c = _library_matrix(files, "C", (len(categories["category"]), m))
    a = _checked_diagonal(files, a, activities, waste_diagonal, found)
    _report_unread(files, names, found)
    # There inputs from nature are negative, and so are their factors: their product is not.
    sign = numpy.where([text.lower() in ("true", "1") for text in flows["is_input"]], -1.0, 1.0)
    turn = sparse.diags(sign, format="csc")
    b = sparse.csc_matrix((m, n)) if b is None else sparse.csc_matrix(turn @ b)
    c = None if c is None else sparse.csc_matrix(c @ turn)
    flows["direction"] = ["input" if s < 0 else "output" for s in sign]
    del flows["is_input"]
    products = {
        "id": activities.pop("product_id"),
        "name": activities.pop("product"),
        "product_category": activities.pop("product_category"),
        "unit": activities.pop("unit"),
        "type": activities.pop("type"),
    }
    return MatrixPackage(
        "openLCA library", a, b, c, products, activities, flows, categories, found
    )


def _library_index(
    files: Files, names: set[str], stem: str, columns: dict[str, tuple[int, ...]]
) -> Labels:
    if f"{stem}.csv" in names:
        rows = csv_rows(files, f"{stem}.csv", ",")[1:]
        return by_position(files, f"{stem}.csv", rows, list(columns), 0)
    if f"{stem}.bin" in names:
        place = f"{files.path}: {stem}.bin"
        entries = protobuf_rows(files.bytes_of(f"{stem}.bin"), place, list(columns.values()))
        rows = [[row[0] or "0", *row[1:]] for row in entries]  # 0 is not written
        return by_position(files, f"{stem}.bin", rows, list(columns), 0)
    if f"{stem}.enc" in names:
        raise DataError(f"{files.path}: {stem}.enc is encrypted: its owner must open it")
    if stem == "index_A":
        raise DataError(f"{files.path}: lacks index_A.csv or index_A.bin")
    return {column: [] for column in columns if column}


def _library_matrix(files: Files, stem: str, shape: tuple[int, int]) -> sparse.csc_matrix | None:
    matrix = binary_matrix(files, stem)
    if matrix is not None and matrix.shape != shape:
        raise DataError(
            f"{files.path}: {stem} is {matrix.shape[0]} x {matrix.shape[1]}, its indices are "
            f"{shape[0]} x {shape[1]}"
        )
    return matrix


def _checked_diagonal(
    files: Files,
    a: sparse.csc_matrix,
    activities: Labels,
    policy: str,
    found: list[dict[str, Any]],
) -> sparse.csc_matrix:
    """A treatment of waste takes in what it is for: its own entry is negative."""
    own = a.diagonal()
    waste = numpy.array(["waste" in text.lower() for text in activities["type"]], bool)
    wrong = numpy.flatnonzero(waste & (own > 0))
    if not len(wrong) or policy == "keep":
        return a
    name = activities["activity"][wrong[0]]
    if policy == "error":
        raise DataError(
            f"{files.path}: {len(wrong)} treatments of waste have a positive entry of their own in "
            f'A, as a known defect of openLCA writes it; first: "{name}"; '
            'waste_diagonal="negative" corrects them, "keep" takes them as they are'
        )
    own[wrong] *= -1
    corrected = a.copy()
    corrected.setdiag(own)
    message = f'treatments of waste with a positive entry of their own; first: "{name}"'
    found.append(
        finding(
            "waste_diagonal",
            "warning",
            files.path,
            "A",
            message,
            "they were made negative",
            len(wrong),
        )
    )
    return corrected


def _report_unread(files: Files, names: set[str], found: list[dict[str, Any]]) -> None:
    """What a library may hold besides, and what it stands upon."""
    read = {f"{stem}{end}" for stem in "ABC" for end in (".npy", ".npz")}
    for name in sorted(names - read - {"library.json", "meta.zip"}):
        if name.startswith(("index_", "META-INF/")):
            continue
        kind = "distributions_not_used" if "_u" in name else "file_not_read"
        message = "the library has this file"
        found.append(finding(kind, "info", files.path, name, message, "it was not read"))
    if "library.json" not in names:
        return
    about = files.json("library.json")
    needs = about.get("dependencies") if isinstance(about, dict) else None
    if needs:
        message = f"the library stands upon others: {', '.join(map(str, needs))}"
        action = "they were not read: what it takes from them is open"
        found.append(
            finding("dependency_not_read", "warning", files.path, "library.json", message, action)
        )


# ── ecoinvent's universal export ──────────────────────────────────────────────────────────


def _universal(files: Files) -> MatrixPackage:
    activities = _headed_index(
        files,
        "ie_index.csv",
        {
            "activityName": "activity",
            "geography": "location",
            "product": "product",
            "unitName": "unit",
        },
    )
    flows = _headed_index(
        files,
        "ee_index.csv",
        {
            "name": "flow",
            "compartment": "compartment",
            "subcompartment": "subcompartment",
            "unitName": "unit",
        },
    )
    n, m = len(activities["activity"]), len(flows["flow"])
    entries = csv_entries(files, "A_public.csv")
    a = from_entries(files, "A_public.csv", entries.T, (n, n))
    entries = csv_entries(files, "B_public.csv")
    b = from_entries(files, "B_public.csv", entries.T, (m, n))
    products = {"name": activities.pop("product"), "unit": activities.pop("unit")}
    found = [_distributions(files, "A_public.csv"), _distributions(files, "B_public.csv")]
    return MatrixPackage(
        "universal matrix export", a, b, None, products, activities, flows, {}, found
    )


def _headed_index(files: Files, name: str, columns: dict[str, str]) -> Labels:
    rows = csv_rows(files, name, ";")
    header = [text.strip() for text in rows[0]] if rows else []
    absent = [column for column in (*columns, "index") if column not in header]
    if absent:
        raise DataError(f"{files.path}: {name} lacks the column {absent[0]}")
    wanted = [columns.get(column, "") for column in header]
    return by_position(files, name, rows[1:], wanted, header.index("index"))


def _distributions(files: Files, name: str) -> dict[str, Any]:
    return finding(
        "distributions_not_used",
        "info",
        files.path,
        name,
        "the file may give distributions of its numbers",
        "its static numbers count",
    )


# ── premise ───────────────────────────────────────────────────────────────────────────────


def _premise(files: Files) -> MatrixPackage:
    activities = _premise_index(
        files, "A_matrix_index.csv", ("activity", "product", "unit", "location", "")
    )
    flows = _premise_index(
        files, "B_matrix_index.csv", ("flow", "compartment", "subcompartment", "unit", "")
    )
    n, m = len(activities["activity"]), len(flows["flow"])
    a = from_entries(files, "A_matrix.csv", _premise_entries(files, "A_matrix.csv", True), (n, n))
    b = from_entries(files, "B_matrix.csv", _premise_entries(files, "B_matrix.csv", False), (m, n))
    products = {"name": activities.pop("product"), "unit": activities.pop("unit")}
    found = [_distributions(files, "A_matrix.csv"), _distributions(files, "B_matrix.csv")]
    return MatrixPackage("premise matrices", a, b, None, products, activities, flows, {}, found)


def _premise_index(files: Files, name: str, columns: tuple[str, ...]) -> Labels:
    rows = csv_rows(files, name, ";")
    if rows and rows[0][-1].strip() == "index":
        rows = rows[1:]  # some releases write a header
    return by_position(files, name, rows, columns, len(columns) - 1)


def _premise_entries(files: Files, name: str, flips: bool) -> Any:
    """Rows, columns and values; in releases with a flag, inputs stand without their sign.

    The amounts of B are those of the exchanges where there is a flag, and negative before.
    """
    column, row, value, *flag = csv_entries(files, name, "flip").T
    if not flag:
        return row, column, value if flips else -value
    return row, column, numpy.where(flag[0] != 0, -value, value) if flips else value

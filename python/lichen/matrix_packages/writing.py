"""Writes a system as the packages of matrices that other tools read."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import numpy
from scipy import sparse

from lichen.errors import DataError, ShapeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from lichen.matrix_system import MatrixSystem
    from lichen.methods import Method
    from lichen.system import System

FORMATS = ("openlca-library", "universal", "premise")


def write_matrix_package(
    folder: str | os.PathLike[str],
    system: System | MatrixSystem,
    format: str,
    methods: Sequence[Method] = (),
) -> list[str]:
    """Write the matrices of a system, with labels, in the form of another tool.

    Parameters
    ----------
    folder : path-like
        It is made; files of these names in it are replaced.
    system : System or MatrixSystem
        Square, its products paired with its activities.
    format : {"openlca-library", "universal", "premise"}
        A library of openLCA (columns scaled to one unit of their product), the universal
        matrix export of ecoinvent, or the matrices of premise. Only the first holds
        factors.
    methods : sequence of Method
        For a library, the methods of a `System`; a `MatrixSystem` has its own.

    Returns
    -------
    list of str
        The paths of the files.

    Raises
    ------
    DataError
        If there is no such format, it cannot hold methods, or the folder cannot be written.
    ShapeError
        If a product is not paired with an activity.
    """
    writers = {"openlca-library": _library, "universal": _universal, "premise": _premise}
    if format not in writers:
        raise DataError(f"no format {format!r}: there are {', '.join(FORMATS)}")
    if methods and format != "openlca-library":
        raise DataError(f"{format} holds no factors: write the methods another way")
    a = sparse.csc_matrix(system.technosphere)
    if a.shape[0] != a.shape[1] or (a.diagonal() == 0).any():
        raise ShapeError("each product must stand in the row of the activity that makes it")
    files = writers[format](system, a, methods)
    try:
        os.makedirs(folder, exist_ok=True)
        return [_write(Path(folder) / name, content) for name, content in files.items()]
    except OSError as error:
        raise DataError(f"{os.fspath(folder)}: {error}") from None


def _write(path: Path, content: bytes) -> str:
    """Whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)
    return str(path)


class _Labels:
    """Labels under whatever name a system has them."""

    def __init__(self, columns: dict[str, list[str]], size: int) -> None:
        self._columns = columns
        self._size = size

    def get(self, *names: str) -> list[str]:
        """The first of these columns that there is, else empty texts."""
        found = next((self._columns[name] for name in names if name in self._columns), None)
        return [""] * self._size if found is None else [str(text) for text in found]


def _activities(system: System | MatrixSystem) -> _Labels:
    return _Labels(system._column_labels(), system.technosphere.shape[1])


def _flows(system: System | MatrixSystem) -> _Labels:
    table = system.flows
    columns = {str(name): table[name].tolist() for name in table.columns}
    return _Labels(columns, system.biosphere.shape[0])


def _csv(rows: Any, separator: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def _npz(matrix: Any) -> bytes:
    stream = io.BytesIO()
    sparse.save_npz(stream, sparse.csc_matrix(matrix), compressed=False)
    return stream.getvalue()


def _is_input(flows: _Labels) -> list[bool]:
    return [text in ("input", "resource", "from nature") for text in flows.get("direction")]


def _factors(
    system: System | MatrixSystem, methods: Sequence[Method]
) -> tuple[Any, list[tuple[str, str, str]]]:
    """C, and id, name and unit of its rows."""
    from lichen.matrix_system import MatrixSystem

    flows = system.biosphere.shape[0]
    if isinstance(system, MatrixSystem):
        if methods:
            raise DataError("these matrices have categories of their own: name no methods")
        table = system.categories
        columns = {str(name): table[name].tolist() for name in table.columns}
        labels = _Labels(columns, system.characterisation.shape[0])
        return system.characterisation, list(
            zip(labels.get("id"), labels.get("category", "name"), labels.get("unit"), strict=True)
        )
    rows = [sparse.csc_matrix((0, flows))]
    names: list[tuple[str, str, str]] = []
    for method in methods:
        rows.append(system.characterisation(method).c)
        table = method.categories
        names += zip(table["id"], table["name"], table["unit"], strict=True)
    return sparse.vstack(rows, format="csc"), names


def _library(
    system: System | MatrixSystem, a: Any, methods: Sequence[Method]
) -> dict[str, bytes]:
    labels, flows = _activities(system), _flows(system)
    c, categories = _factors(system, methods)
    own = a.diagonal()
    scale = sparse.diags(1.0 / numpy.abs(own), format="csc")
    is_input = _is_input(flows)
    turn = sparse.diags(numpy.where(is_input, -1.0, 1.0), format="csc")
    n, m = a.shape[0], system.biosphere.shape[0]
    kinds = ["PRODUCT_FLOW" if value > 0 else "WASTE_FLOW" for value in own]
    header_a = ["index", "process ID", "process name", "process category", "process location"]
    header_a += ["flow ID", "flow name", "flow category", "flow unit", "flow type"]
    index_a = zip(
        range(n),
        labels.get("activity_id", "id"),
        labels.get("activity", "name"),
        labels.get("category"),
        labels.get("location"),
        labels.get("product_id"),
        labels.get("product"),
        [""] * n,
        labels.get("unit"),
        kinds,
        strict=True,
    )
    header_b = ["index", "is input", "flow ID", "flow name", "flow category", "flow unit"]
    header_b += ["flow type", "location ID", "location name", "location code"]
    index_b = zip(
        range(m),
        ["true" if text else "false" for text in is_input],
        flows.get("id"),
        flows.get("flow", "name"),
        flows.get("compartment"),
        flows.get("unit"),
        ["ELEMENTARY_FLOW"] * m,
        [""] * m,
        [""] * m,
        [""] * m,
        strict=True,
    )
    header_c = ["index", "indicator ID", "indicator name", "indicator unit"]
    about = {"name": "lichen", "description": "", "isRegionalized": False, "dependencies": []}
    files = {
        "library.json": json.dumps(about, indent=1).encode(),
        "index_A.csv": _csv([header_a, *index_a], ","),
        "index_B.csv": _csv([header_b, *index_b], ","),
        "A.npz": _npz(a @ scale),
        "B.npz": _npz(turn @ system.biosphere @ scale),
    }
    if categories:
        rows = ([k, *row] for k, row in enumerate(categories))
        files["index_C.csv"] = _csv([header_c, *rows], ",")
        files["C.npz"] = _npz(c @ turn)
    return files


def _universal(
    system: System | MatrixSystem, a: Any, methods: Sequence[Method]
) -> dict[str, bytes]:
    labels, flows = _activities(system), _flows(system)
    header = ["row", "column", "coefficient", "uncertainty type"]
    header += ["varianceWithPedigreeUncertainty", "minValue", "mostLikelyValue", "maxValue"]

    def entries(matrix: Any) -> bytes:
        coo = matrix.tocoo()
        found = zip(coo.row.tolist(), coo.col.tolist(), coo.data.tolist(), strict=True)
        return _csv([header, *([*entry, 0, 0, 0, 0, 0] for entry in found)], ";")

    index_a = zip(
        labels.get("activity", "name"),
        labels.get("location"),
        labels.get("product"),
        labels.get("unit"),
        range(a.shape[0]),
        strict=True,
    )
    header_a = ["activityName", "geography", "product", "unitName", "index"]
    header_b = ["name", "compartment", "subcompartment", "unitName", "index"]
    return {
        "ie_index.csv": _csv([header_a, *index_a], ";"),
        "ee_index.csv": _csv([header_b, *_flow_index(flows)], ";"),
        "A_public.csv": entries(a),
        "B_public.csv": entries(system.biosphere),
    }


def _flow_index(flows: _Labels) -> Any:
    """Name, compartment, sub-compartment, unit and position of each flow."""
    parts = [text.split("/", 1) + [""] for text in flows.get("compartment")]
    return zip(
        flows.get("flow", "name"),
        [part[0] for part in parts],
        [part[1] for part in parts],
        flows.get("unit"),
        range(len(parts)),
        strict=True,
    )


def _premise(
    system: System | MatrixSystem, a: Any, methods: Sequence[Method]
) -> dict[str, bytes]:
    labels, flows = _activities(system), _flows(system)
    names = ["value", "uncertainty type", "loc", "scale", "shape", "minimum", "maximum"]
    names += ["negative", "flip"]

    def entries(matrix: Any, what: str) -> bytes:
        coo = matrix.tocoo()
        rows: list[list[Any]] = [["index of activity", f"index of {what}", *names]]
        for row, column, value in zip(
            coo.row.tolist(), coo.col.tolist(), coo.data.tolist(), strict=True
        ):
            # The own entry is the production; the rest are inputs, without their sign.
            flip = 1 if what != "product" or row != column else 0
            amount = -value if what == "product" and flip else value
            tail = [0, amount, "", "", "", "", 1 if amount < 0 and flip else 0, flip]
            rows.append([column, row, amount, *tail])
        return _csv(rows, ";")

    index_a = zip(
        labels.get("activity", "name"),
        labels.get("product"),
        labels.get("unit"),
        labels.get("location"),
        range(a.shape[0]),
        strict=True,
    )
    return {
        "A_matrix.csv": entries(a, "product"),
        "A_matrix_index.csv": _csv(index_a, ";"),
        "B_matrix.csv": entries(system.biosphere, "biosphere flow"),
        "B_matrix_index.csv": _csv(_flow_index(flows), ";"),
    }

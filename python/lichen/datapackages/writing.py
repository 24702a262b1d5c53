"""Writes a system as datapackages that `bw2calc` and `matrix_utils` read."""

from __future__ import annotations

import io
import json
import os
import zipfile

import numpy

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from scipy import sparse

    from lichen.matrix_system import MatrixSystem
    from lichen.methods import Method
    from lichen.system import System

_INDICES = [("row", "<i8"), ("col", "<i8")]


def write_datapackage(
    folder: str | os.PathLike[str], system: System | MatrixSystem, methods: Sequence[Method] = ()
) -> list[str]:
    """Write the matrices of a system as Brightway datapackages.

    The folder gets ``inventory.zip`` (A and B, numbers to all their digits) and
    ``method-1.zip`` … for each category. Ids are numbers: activity in column j has 1 + j,
    its product the same where rows and columns are paired, and flows follow; labels of all
    ids are CSV files in the packages.

    Parameters
    ----------
    folder : path-like
        It is made; files of these names in it are replaced.
    system : System or MatrixSystem
    methods : sequence of Method
        The methods of a `System`; a `MatrixSystem` has its own.

    Returns
    -------
    list of str
        The paths written, in the order in which `bw2calc.LCA` takes them as `data_objs`:
        with one of the methods at a time.

    Raises
    ------
    DataError
        If the folder cannot be written, or a `MatrixSystem` is given methods.
    UnitError
        If factors of a method and flows count in units of different dimension.
    """
    a, b = system.technosphere, system.biosphere
    columns = system._column_labels()
    activities = numpy.arange(1, a.shape[1] + 1)
    paired = a.shape[0] == a.shape[1] and bool((a.diagonal() != 0).all())
    products = activities if paired else numpy.arange(a.shape[0]) + activities.size + 1
    flows = numpy.arange(b.shape[0]) + int(max(activities.max(), products.max(initial=0))) + 1
    inventory = _Package("inventory")
    inventory.add("technosphere", "technosphere_matrix", a, products, activities)
    inventory.add("biosphere", "biosphere_matrix", b, flows, activities)
    inventory.add_labels("technosphere", "cols", activities, columns)
    inventory.add_labels("biosphere", "rows", flows, _flow_labels(system))
    packages = [inventory]
    for number, (name, row) in enumerate(_categories(system, methods), start=1):
        package = _Package(f"method-{number}")
        kept = row.nonzero()[0]
        package.add_vector(
            "characterization",
            "characterization_matrix",
            (flows[kept], numpy.zeros(kept.size, numpy.int64)),
            row[kept],
            {"identifier": name, "global_index": 0},
        )
        packages.append(package)
    try:
        os.makedirs(folder, exist_ok=True)
        return [package.write(os.fspath(folder)) for package in packages]
    except OSError as error:
        raise DataError(f"{os.fspath(folder)}: {error}") from None


def _flow_labels(system: System | MatrixSystem) -> dict[str, list[str]]:
    return {str(name): system.flows[name].tolist() for name in system.flows.columns}


def _categories(
    system: System | MatrixSystem, methods: Sequence[Method]
) -> list[tuple[list[str], Any]]:
    """Each category's name in parts, and its row of C."""
    from lichen.matrix_system import MatrixSystem

    if isinstance(system, MatrixSystem):
        if methods:
            raise DataError("these matrices have categories of their own: name no methods")
        labels = system.categories
        rows = system.characterisation.toarray()
        names = labels["category"] if "category" in labels else range(len(rows))
        return [([str(name)], row) for name, row in zip(names, rows, strict=True)]
    found = []
    for method in methods:
        rows = system.characterisation(method).c.toarray()
        for name, row in zip(method.categories["name"], rows, strict=True):
            found.append(([method.name, str(name)], row))
    return found


class _Package:
    """One zip in the making."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files: dict[str, bytes] = {}
        self.resources: list[dict[str, Any]] = []

    def add(
        self, group: str, matrix: str, values: sparse.csc_matrix, rows: Any, columns: Any
    ) -> None:
        entries = values.tocoo()
        self.add_vector(group, matrix, (rows[entries.row], columns[entries.col]), entries.data)

    def add_vector(
        self,
        group: str,
        matrix: str,
        ids: tuple[Any, Any],
        values: Any,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        indices = numpy.empty(len(values), dtype=_INDICES)
        indices["row"], indices["col"] = ids
        for kind, array in (("indices", indices), ("data", numpy.asarray(values, "<f8"))):
            path = f"{group}.{kind}.npy"
            stream = io.BytesIO()
            numpy.lib.format.write_array(stream, array, version=(1, 0), allow_pickle=False)
            self.files[path] = stream.getvalue()
            self.resources.append(
                {
                    "profile": "data-resource",
                    "format": "npy",
                    "mediatype": "application/octet-stream",
                    "name": f"{group}.{kind}",
                    "matrix": matrix,
                    "kind": kind,
                    "path": path,
                    "group": group,
                    "category": "vector",
                    "nrows": len(values),
                    **(more or {}),
                }
            )

    def add_labels(self, group: str, side: str, ids: Any, labels: Mapping[str, Any]) -> None:
        import csv

        name = f"{group}-{side}"
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["id", *(f"label_{key}" if key == "id" else key for key in labels)])
        writer.writerows(zip(ids.tolist(), *labels.values(), strict=True))
        self.files[f"{name}.csv"] = stream.getvalue().encode()
        self.resources.append(
            {
                "profile": "data-resource",
                "mediatype": "text/csv",
                "path": f"{name}.csv",
                "name": name,
                "valid_for": [[group, side]],
            }
        )

    def write(self, folder: str) -> str:
        """Writes a zip of stored members, whole or not at all."""
        from lichen import __version__

        metadata = {
            "profile": "data-package",
            "name": self.name,
            "id": self.name,
            "licenses": [],
            "resources": self.resources,
            "created_by": f"lichen {__version__}",
            "combinatorial": False,
            "sequential": False,
            "seed": None,
            "64_bit_indices": True,
            "sum_intra_duplicates": True,
            "sum_inter_duplicates": False,
            "matrix_serialize_format_type": "numpy",
        }
        files = {"datapackage.json": json.dumps(metadata, indent=1).encode(), **self.files}
        path = os.path.join(folder, f"{self.name}.zip")
        with zipfile.ZipFile(path + ".part", "w", zipfile.ZIP_STORED) as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        os.replace(path + ".part", path)
        return path

"""The groups of a datapackage: coordinates by id, and the numbers that stand there."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy

from lichen.errors import DataError
from lichen.package_files import Files
from lichen.package_findings import finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any

    Array = numpy.ndarray[Any, Any]

#: Kinds that change no number of a static calculation.
_IDLE_KINDS = ("reference", "params", "param_labels")


@dataclass
class Group:
    """What one group of resources writes into one matrix.

    `rows` and `columns` are ids; `values` has signs and rescaling applied, one column for
    each scenario where the group is an array.
    """

    package: Package
    name: str
    matrix: str
    is_array: bool
    interface: bool
    attributes: dict[str, Any]
    rows: Array = field(default_factory=lambda: numpy.empty(0, numpy.int64))
    columns: Array = field(default_factory=lambda: numpy.empty(0, numpy.int64))
    values: Array = field(default_factory=lambda: numpy.empty(0))
    has_distributions: bool = False

    @property
    def place(self) -> str:
        return f"{self.package.files.path}: group {self.name}"


@dataclass
class Package:
    """One datapackage: its metadata and groups, in the order of its resources."""

    files: Files
    name: str
    sum_intra_duplicates: bool
    sum_inter_duplicates: bool
    groups: list[Group]
    findings: list[dict[str, Any]]


def read_package(path: str | os.PathLike[str]) -> Package:
    """Read a datapackage.

    Raises
    ------
    DataError
        If it is none, or a file of it is absent, damaged, or of a size that does not fit.
    """
    files = Files(path)
    metadata = files.json("datapackage.json")
    if not isinstance(metadata, dict) or not isinstance(metadata.get("resources"), list):
        raise DataError(f"{files.path}: datapackage.json lists no resources")
    findings: list[dict[str, Any]] = []
    package = Package(
        files,
        str(metadata.get("name", "")),
        _flag(files, metadata, "sum_intra_duplicates", True, findings),
        _flag(files, metadata, "sum_inter_duplicates", False, findings),
        [],
        findings,
    )
    for name, matrix, resources in _by_group(package, metadata["resources"]):
        package.groups.append(_group(package, name, matrix, resources))
    return package


def _flag(
    files: Files, metadata: dict[str, Any], name: str, usual: bool, findings: list[dict[str, Any]]
) -> bool:
    value = metadata.get(name)
    if isinstance(value, bool):
        return value
    findings.append(
        finding(
            "absent_flag",
            "warning",
            files.path,
            name,
            "datapackage.json does not say how numbers of one cell meet",
            f"it counts as {usual}, as new packages are written",
        )
    )
    return usual


def _by_group(
    package: Package, resources: list[Any]
) -> list[tuple[str, str, dict[str, dict[str, Any]]]]:
    """Resources by group and kind, groups in the order in which they first appear."""
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for resource in resources:
        if not isinstance(resource, dict):
            raise DataError(f"{package.files.path}: a resource is no JSON object")
        if "matrix" in resource and "group" not in resource:
            raise DataError(
                f"{package.files.path}: {resource.get('path', 'a resource')} is of the format of "
                "Brightway before 2.4, which has no groups; process the database again"
            )
        if "group" not in resource or "matrix" not in resource:
            continue  # labels
        kinds = found.setdefault((str(resource["group"]), str(resource["matrix"])), {})
        kind = str(resource.get("kind"))
        if kind in kinds:
            raise DataError(
                f"{package.files.path}: group {resource['group']} has two resources of kind {kind}"
            )
        kinds[kind] = resource
    return [(name, matrix, kinds) for (name, matrix), kinds in found.items()]


def _group(
    package: Package, name: str, matrix: str, kinds: dict[str, dict[str, Any]]
) -> Group:
    if "indices" not in kinds or "data" not in kinds:
        absent = "data" if "indices" in kinds else "indices"
        raise DataError(f"{package.files.path}: group {name} has no resource of kind {absent}")
    data = kinds["data"]
    group = Group(
        package,
        name,
        matrix,
        data.get("category") == "array",
        data.get("profile") == "interface",
        {key: data[key] for key in ("identifier", "global_index") if key in data},
        has_distributions="distributions" in kinds,
    )
    _report_kinds(group, kinds)
    indices = _array(group, kinds["indices"])
    if indices.dtype.names is None or not {"row", "col"} <= set(indices.dtype.names):
        raise DataError(f"{group.place}: the indices have no fields row and col")
    group.rows = indices["row"].astype(numpy.int64)
    group.columns = indices["col"].astype(numpy.int64)
    if not group.interface:
        group.values = _values(group, kinds)
    return group


def _values(group: Group, kinds: dict[str, dict[str, Any]]) -> Array:
    data = _array(group, kinds["data"])
    dimensions = 2 if group.is_array else 1
    if data.dtype.kind not in "fiub" or data.ndim != dimensions:
        raise DataError(
            f"{group.place}: the data are {data.ndim}-dimensional, of type {data.dtype}, where "
            f"{'an array' if group.is_array else 'a vector'} of numbers should be"
        )
    _require_rows(group, "data", data)
    values = data.astype(numpy.float64)
    scaled = values.T  # rows last, so that signs and scales apply to every scenario
    if "flip" in kinds:
        flip = _array(group, kinds["flip"])
        _require_rows(group, "flip", flip)
        if flip.dtype.kind != "b":
            raise DataError(f"{group.place}: the flips are of type {flip.dtype}, not bool")
        scaled *= numpy.where(flip, -1.0, 1.0)
    for kind in ("rescale", "scale"):
        if kind in kinds:
            factor = _array(group, kinds[kind])
            _require_rows(group, kind, factor)
            scaled *= factor.astype(numpy.float64)
    return values


def _require_rows(group: Group, kind: str, array: Array) -> None:
    if array.shape[:1] != group.rows.shape:
        raise DataError(
            f"{group.place}: {len(array) if array.ndim else 0} rows of {kind} for "
            f"{len(group.rows)} indices"
        )


def _array(group: Group, resource: dict[str, Any]) -> Array:
    path = str(resource.get("path", ""))
    if resource.get("format", "npy") != "npy" or not path.endswith(".npy"):
        raise DataError(
            f"{group.place}: {path or resource.get('format')} is no .npy file: write the package "
            "with matrix_serialize_format_type numpy"
        )
    return group.package.files.array(path)


def _report_kinds(group: Group, kinds: dict[str, dict[str, Any]]) -> None:
    known = ("indices", "data", "flip", "rescale", "scale", "distributions", *_IDLE_KINDS)
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        raise DataError(f"{group.place}: what a resource of kind {unknown[0]} does is not known")
    file = group.package.files.path
    if group.has_distributions:
        group.package.findings.append(
            finding(
                "distributions_not_used",
                "info",
                file,
                group.name,
                "the group has distributions",
                "its static numbers count",
            )
        )
    for kind in _IDLE_KINDS:
        if kind in kinds:
            message = f"the group has a resource of kind {kind}"
            group.package.findings.append(
                finding("resource_not_kept", "info", file, group.name, message, "it was not read")
            )

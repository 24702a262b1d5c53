"""Matrices of datapackages, put together by the rules of Brightway's `matrix_utils`."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import numpy

from lichen.datapackages.groups import Group, read_package
from lichen.errors import DataError
from lichen.package_findings import finding, findings_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas
    from scipy import sparse

    from lichen.matrix_system import MatrixSystem

    Array = numpy.ndarray[Any, Any]

_READ = ("technosphere_matrix", "biosphere_matrix", "characterization_matrix")


@dataclass
class Datapackages:
    """Matrices A, B, C of datapackages, with the ids of their rows and columns.

    A : products x activities, B : elementary flows x activities, C : categories x
    elementary flows, SciPy matrices by columns; rows and columns ascend by id, as they do
    in Brightway. `categories` are identifiers of methods, or names of packages.
    """

    a: sparse.csc_matrix
    b: sparse.csc_matrix
    c: sparse.csc_matrix
    products: Array
    activities: Array
    flows: Array
    categories: list[str]
    found: list[dict[str, Any]]

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd or left out: kind, severity, file, field, message, action, count."""
        return findings_frame(self.found)

    def system(self, names: Mapping[int, str] | None = None, **options: Any) -> MatrixSystem:
        """The system of these matrices, ready to answer demands.

        Parameters
        ----------
        names : mapping of int to str, optional
            Names of ids. A demand names an activity or product by its id, or by its name.
        **options
            As for `System.from_matrices`: solver, dense_limit, tolerance, memory_limit.

        Raises
        ------
        ShapeError
            If A is not square.
        """
        from lichen.matrix_system import MatrixSystem

        return MatrixSystem.from_matrices(
            self.a,
            self.b,
            self.c,
            products=_labels(self.products, names),
            activities=_labels(self.activities, names),
            flows=_labels(self.flows, names),
            categories=self.categories,
            **options,
        )


def read_datapackages(
    *paths: str | os.PathLike[str], arrays: int | str = "error", interfaces: str = "error"
) -> Datapackages:
    """Read Brightway datapackages into the matrices that `bw2calc` makes of them.

    Groups are written one after the other, packages in the order given, groups in that of
    their resources: a later number of a cell takes the place of an earlier one, or is
    added, as its package says. NaN writes nothing. Ids ascend.

    Parameters
    ----------
    *paths : path-like
        Folders or zip files. Methods: packages with a characterization matrix; each
        `identifier`, or else package, is a category.
    arrays : int or {"error", "ignore"}
        Which column of array groups (scenarios) counts, from 0, modulo their number of
        columns; "ignore" leaves such groups out, as bw2calc does unless it is told.
    interfaces : {"error", "ignore"}
        What to do about groups whose numbers are not in the package.

    Returns
    -------
    Datapackages

    Raises
    ------
    DataError
        If a package cannot be read, has no technosphere, or needs a policy that was not
        chosen.
    """
    groups, found = _groups(paths, _READ, arrays, interfaces)
    techno = [group for group in groups if group.matrix == "technosphere_matrix"]
    if not techno:
        raise DataError(f"{os.fspath(paths[0])}: no package has a technosphere_matrix")
    products, activities = _ids(techno, "rows"), _ids(techno, "columns")
    bio = [group for group in groups if group.matrix == "biosphere_matrix"]
    bio = [_within(group, activities, found) for group in bio]
    flows = _ids(bio, "rows")
    a = _matrix(techno, products, activities)
    b = _matrix(bio, flows, activities)
    categories, c = _characterisation(groups, flows, found)
    return Datapackages(a, b, c, products, activities, flows, categories, found)


def read_datapackage_matrix(
    *paths: str | os.PathLike[str],
    matrix: str,
    arrays: int | str = "error",
    interfaces: str = "error",
) -> tuple[sparse.csc_matrix, Array, Array]:
    """Read one matrix of datapackages by its label, whatever it stands for.

    As `matrix_utils.MappedMatrix` makes it: rows and columns are all ids that occur.

    Parameters
    ----------
    *paths, arrays, interfaces
        As for `read_datapackages`.
    matrix : str
        Its label, as "normalization_matrix".

    Returns
    -------
    tuple of csc_matrix, ndarray, ndarray
        The matrix, the ids of its rows, those of its columns.

    Raises
    ------
    DataError
        If a package cannot be read, none has such a matrix, or a policy was not chosen.
    """
    groups, _ = _groups(paths, (matrix,), arrays, interfaces)
    if not groups:
        raise DataError(f'no package that was named has a matrix "{matrix}"')
    rows, columns = _ids(groups, "rows"), _ids(groups, "columns")
    return _matrix(groups, rows, columns), rows, columns


def _groups(
    paths: Sequence[str | os.PathLike[str]],
    wanted: Sequence[str],
    arrays: int | str,
    interfaces: str,
) -> tuple[list[Group], list[dict[str, Any]]]:
    """The groups that write numbers into wanted matrices, and what was odd."""
    if not paths:
        raise DataError("name a datapackage")
    packages = [read_package(path) for path in paths]
    found = [row for package in packages for row in package.findings]
    groups = [
        group
        for package in packages
        for group in package.groups
        if _is_wanted(group, wanted, found) and _counts(group, arrays, interfaces, found)
    ]
    return groups, found


def _is_wanted(group: Group, wanted: Sequence[str], found: list[dict[str, Any]]) -> bool:
    if group.matrix in wanted:
        return True
    file, message = group.package.files.path, f"a {group.matrix} is none of those asked for"
    found.append(
        finding("matrix_not_read", "warning", file, group.name, message, "it was not read")
    )
    return False


def _counts(
    group: Group, arrays: int | str, interfaces: str, found: list[dict[str, Any]]
) -> bool:
    """True where a group writes numbers; `values` of an array become its one column."""
    file = group.package.files.path
    if group.interface:
        if interfaces != "ignore":
            raise DataError(
                f"{group.place}: its numbers are not in the package but come from an interface; "
                'interfaces="ignore" leaves the group out'
            )
        message = "the numbers of the group come from an interface"
    elif group.is_array and arrays == "ignore":
        message = f"the group is an array of {group.values.shape[1]} scenarios"
    elif group.is_array:
        if not isinstance(arrays, int) or isinstance(arrays, bool) or arrays < 0:
            raise DataError(
                f"{group.place}: an array of {group.values.shape[1]} scenarios: name the column "
                'that counts (arrays=0), or leave such groups out (arrays="ignore")'
            )
        if group.values.shape[1] == 0:
            raise DataError(f"{group.place}: the array has no columns")
        group.values = group.values[:, arrays % group.values.shape[1]]
        return True
    else:
        return True
    found.append(finding("group_ignored", "warning", file, group.name, message, "it was left out"))
    return False


def _ids(groups: Sequence[Group], side: str) -> Array:
    parts = [getattr(group, side) for group in groups]
    return numpy.unique(numpy.concatenate(parts)) if parts else numpy.empty(0, numpy.int64)


def _kept(group: Group, keep: Array) -> Group:
    return replace(
        group, rows=group.rows[keep], columns=group.columns[keep], values=group.values[keep]
    )


def _within(group: Group, activities: Array, found: list[dict[str, Any]]) -> Group:
    """Without the columns that A does not have."""
    keep = numpy.isin(group.columns, activities)
    if not keep.all():
        found.append(
            finding(
                "absent_activity",
                "warning",
                group.package.files.path,
                group.name,
                "the biosphere has exchanges of activities that the technosphere lacks",
                "they were left out",
                int((~keep).sum()),
            )
        )
    return _kept(group, keep)


def _matrix(groups: Sequence[Group], rows: Array, columns: Array) -> sparse.csc_matrix:
    """Writes groups into one matrix, each as its package says."""
    from scipy import sparse

    height = max(len(rows), 1)
    written = [_cells(group, rows, columns, height) for group in groups]
    cells = numpy.unique(numpy.concatenate([cell for cell, _ in written] or [numpy.empty(0, int)]))
    values = numpy.zeros(len(cells))
    for group, (cell, value) in zip(groups, written, strict=True):
        place = numpy.searchsorted(cells, cell)
        if group.package.sum_inter_duplicates:
            values[place] += value
        else:
            values[place] = value
    column = cells // height
    start = numpy.searchsorted(column, numpy.arange(len(columns) + 1))
    return sparse.csc_matrix(
        (values, cells % height, start), shape=(len(rows), len(columns))
    )


def _cells(group: Group, rows: Array, columns: Array, height: int) -> tuple[Array, Array]:
    """The cells of one group, each once, and their numbers."""
    cell = numpy.searchsorted(columns, group.columns) * height
    cell += numpy.searchsorted(rows, group.rows)
    cells, inverse = numpy.unique(cell, return_inverse=True)
    values = numpy.zeros(len(cells))
    if group.package.sum_intra_duplicates:
        numpy.add.at(values, inverse, group.values)
    else:
        values[inverse] = group.values  # the last one stays
    written = ~numpy.isnan(values)
    return cells[written], values[written]


def _characterisation(
    groups: Sequence[Group], flows: Array, found: list[dict[str, Any]]
) -> tuple[list[str], sparse.csc_matrix]:
    """C: a row for each method, from matrices that hold its factors on their diagonal."""
    from scipy import sparse

    methods: dict[str, list[Group]] = {}
    for group in groups:
        if group.matrix == "characterization_matrix":
            methods.setdefault(_category(group), []).append(_global(group, flows, found))
    rows = []
    place = numpy.zeros(1, numpy.int64)  # factors are one column
    for parts in methods.values():
        rows.append(_matrix(parts, flows, place).T)
    c = sparse.vstack(rows) if rows else sparse.csc_matrix((0, len(flows)))
    return list(methods), sparse.csc_matrix(c)


def _category(group: Group) -> str:
    identifier = group.attributes.get("identifier")
    if isinstance(identifier, list):
        return ", ".join(str(part) for part in identifier)
    return str(identifier) if identifier else group.package.name or group.name


def _global(group: Group, flows: Array, found: list[dict[str, Any]]) -> Group:
    """The factors that hold everywhere, of flows that are in B, as one column."""
    keep = numpy.ones(len(group.rows), bool)
    file = group.package.files.path
    if group.attributes.get("global_index") is not None:
        keep = group.columns == group.attributes["global_index"]
        if not keep.all():
            message = "the method has factors for places"
            action = "only those that hold everywhere count"
            left = int((~keep).sum())
            found.append(
                finding("located_factors", "warning", file, group.name, message, action, left)
            )
    known = numpy.isin(group.rows, flows)
    absent = int((keep & ~known).sum())
    if absent:
        message = "the method has factors of flows that the biosphere lacks"
        found.append(
            finding("absent_flow", "info", file, group.name, message, "they were left out", absent)
        )
    kept = _kept(group, keep & known)
    return replace(kept, columns=numpy.zeros(len(kept.rows), numpy.int64))


def _labels(ids: Array, names: Mapping[int, str] | None) -> dict[str, list[str]]:
    texts = [str(number) for number in ids.tolist()]
    if names is None:
        return {"id": texts, "name": texts}
    return {
        "id": texts,
        "name": [names.get(number, text) for number, text in zip(ids.tolist(), texts, strict=True)],
    }

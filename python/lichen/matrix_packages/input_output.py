"""Input-output models: USEEIO in JSON, folders as pymrio writes them (EXIOBASE 3 too)."""

from __future__ import annotations

import io

import numpy
from scipy import sparse

from lichen.errors import DataError
from lichen.matrix_packages.package import MatrixPackage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import pandas

    from lichen.matrix_packages.package import Labels
    from lichen.package_files import Files

_PARAMETERS = "file_parameters.json"


def root_of(names: set[str], file: str) -> str | None:
    """The folder within a package that holds a file, the uppermost one; None without any."""
    found = [name[: -len(file)] for name in names if ("/" + name).endswith("/" + file)]
    return min(found, key=lambda folder: (folder.count("/"), folder)) if found else None


def technosphere(coefficients: Any) -> sparse.csc_matrix:
    """I - A: each sector makes one unit of its product from direct requirements A."""
    return sparse.csc_matrix(sparse.identity(coefficients.shape[0]) - coefficients)


# ── USEEIO ────────────────────────────────────────────────────────────────────────────────


def read_useeio(files: Files, root: str) -> MatrixPackage:
    """A model of USEEIO: sectors, flows and indicators, matrices A, B and C."""
    sectors = _json_labels(files, f"{root}sectors.json", ("id", "name", "location", "code"))
    flows = _json_labels(files, f"{root}flows.json", ("uuid", "flowable", "context", "unit"))
    indicators = _json_labels(files, f"{root}indicators.json", ("id", "name", "unit", "group"))
    n, m, k = len(sectors["id"]), len(flows["uuid"]), len(indicators["id"])
    a = _json_matrix(files, f"{root}matrix/A.json", (n, n))
    b = _json_matrix(files, f"{root}matrix/B.json", (m, n))
    c = _json_matrix(files, f"{root}matrix/C.json", (k, m))
    return MatrixPackage(
        "USEEIO model",
        technosphere(sparse.csc_matrix(a)),
        sparse.csc_matrix(b),
        sparse.csc_matrix(c),
        {"id": sectors["id"], "name": sectors["name"], "unit": ["USD"] * n},
        {"id": sectors["id"], "activity": sectors["name"], "location": sectors["location"]},
        {
            "id": flows["uuid"],
            "name": flows["flowable"],
            "compartment": flows["context"],
            "unit": flows["unit"],
        },
        {"id": indicators["id"], "category": indicators["name"], "unit": indicators["unit"]},
    )


def _json_labels(files: Files, name: str, keys: tuple[str, ...]) -> Labels:
    rows = files.json(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"{files.path}: {name} is no list of objects")
    try:
        ordered = sorted(rows, key=lambda row: int(row["index"]))
    except (KeyError, TypeError, ValueError):
        raise DataError(f"{files.path}: {name}: an entry has no index") from None
    if [int(row["index"]) for row in ordered] != list(range(len(rows))):
        raise DataError(f"{files.path}: {name}: the indices are not 0, 1, 2, … each once")
    return {key: [str(row.get(key, "")) for row in ordered] for key in keys}


def _json_matrix(files: Files, name: str, shape: tuple[int, int]) -> Any:
    try:
        matrix = numpy.array(files.json(name), dtype=numpy.float64)
    except (TypeError, ValueError):
        raise DataError(f"{files.path}: {name} is no matrix of numbers") from None
    if matrix.shape != shape:
        raise DataError(f"{files.path}: {name} has the shape {matrix.shape}, labels say {shape}")
    return matrix


# ── pymrio ────────────────────────────────────────────────────────────────────────────────


def read_pymrio(files: Files, root: str) -> MatrixPackage:
    """A system as pymrio saves it: A, or Z and x; S, or F, of every extension.

    A = Z / x, S = F / x by column, 0 where a sector makes nothing (pymrio calc_A, calc_S).
    """
    parameters = _parameters(files, root)
    output = None
    if "A" not in parameters or "x" in parameters:
        output = _output(files, root, parameters)
    a = _coefficients(files, root, parameters, ("A", "Z"), output)
    regions, sectors = _regions_and_sectors(a.index)
    if a.shape[0] != a.shape[1] or list(a.index) != list(a.columns):
        raise DataError(f"{files.path}: {root}A: rows and columns name different sectors")
    units = _units(files, root, parameters, a.index)
    extensions = [_extension(files, folder, output, a) for folder in _extensions(files, root)]
    b = [table for _, table, _ in extensions]
    flows: Labels = {"name": [], "compartment": [], "unit": []}
    for name, table, unit in extensions:
        flows["name"] += [_joined(label) for label in table.index]
        flows["compartment"] += [name] * len(table)
        flows["unit"] += unit
    values = numpy.vstack([table.to_numpy() for table in b]) if b else numpy.empty((0, len(a)))
    return MatrixPackage(
        "pymrio system",
        technosphere(sparse.csc_matrix(a.to_numpy())),
        sparse.csc_matrix(values),
        None,
        {"name": sectors, "unit": units},
        {"activity": sectors, "location": regions},
        flows,
        {},
    )


def _parameters(files: Files, folder: str) -> dict[str, Any]:
    found = files.json(folder + _PARAMETERS)
    tables = found.get("files") if isinstance(found, dict) else None
    if not isinstance(tables, dict):
        raise DataError(f"{files.path}: {folder}{_PARAMETERS} lists no files")
    return tables


def _table(files: Files, folder: str, parameters: dict[str, Any], name: str) -> pandas.DataFrame:
    import pandas

    about = parameters[name]
    try:
        file = str(about["name"])
        headers, indices = int(about["nr_header"]), int(about["nr_index_col"])
        if not file.endswith(".txt"):
            raise ValueError(f"{file} is no text: save it with table_format txt")
        return pandas.read_csv(
            io.StringIO(files.text(folder + file)),
            sep="\t",
            index_col=list(range(indices)) if indices > 1 else 0,
            header=list(range(headers)) if headers > 1 else 0,
            keep_default_na=False,
            na_values=[""],
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError(f"{files.path}: {folder}{name}: {error}") from None


def _numbers(files: Files, place: str, table: pandas.DataFrame) -> pandas.DataFrame:
    try:
        numbers = table.astype(float)
    except (TypeError, ValueError) as error:
        raise DataError(f"{files.path}: {place}: {error}") from None
    if not numpy.isfinite(numbers.to_numpy()).all():
        raise DataError(f"{files.path}: {place} has entries that are missing or not finite")
    return numbers


def _output(files: Files, root: str, parameters: dict[str, Any]) -> Any:
    if "x" not in parameters:
        raise DataError(f"{files.path}: {root} has neither A nor the output x of its sectors")
    return _numbers(files, f"{root}x", _table(files, root, parameters, "x")).to_numpy().ravel()


def _coefficients(
    files: Files, folder: str, parameters: dict[str, Any], names: tuple[str, str], output: Any
) -> pandas.DataFrame:
    """The first of two tables, or the second divided by the output of each sector."""
    coefficient, flow = names
    if coefficient in parameters:
        table = _table(files, folder, parameters, coefficient)
        return _numbers(files, folder + coefficient, table)
    if flow not in parameters:
        raise DataError(f"{files.path}: {folder} has neither {coefficient} nor {flow}")
    if output is None:
        raise DataError(f"{files.path}: {folder}{flow} needs the output x of the sectors")
    table = _numbers(files, folder + flow, _table(files, folder, parameters, flow))
    if table.shape[1] != len(output):
        raise DataError(
            f"{files.path}: {folder}{flow} has {table.shape[1]} columns, x has {len(output)} rows"
        )
    inverse = numpy.divide(1.0, output, out=numpy.zeros(len(output)), where=output != 0)
    return table * inverse


def _regions_and_sectors(index: Any) -> tuple[list[str], list[str]]:
    labels = [label if isinstance(label, tuple) else ("", label) for label in index]
    return [str(label[0]) for label in labels], [_joined(label[1:]) for label in labels]


def _joined(label: Any) -> str:
    return ", ".join(str(part) for part in label) if isinstance(label, tuple) else str(label)


def _units(files: Files, folder: str, parameters: dict[str, Any], index: Any) -> list[str]:
    if "unit" not in parameters:
        return [""] * len(index)
    table = _table(files, folder, parameters, "unit")
    units = dict(zip(table.index, table.iloc[:, -1].astype(str), strict=True))
    return [units.get(label, "") for label in index]


def _extensions(files: Files, root: str) -> list[str]:
    ends = [name[: -len(_PARAMETERS)] for name in files.names() if name.endswith("/" + _PARAMETERS)]
    return [folder for folder in ends if folder.startswith(root) and folder != root]


def _extension(
    files: Files, folder: str, output: Any, a: pandas.DataFrame
) -> tuple[str, pandas.DataFrame, list[str]]:
    """Name, S and units of an extension."""
    parameters = _parameters(files, folder)
    table = _coefficients(files, folder, parameters, ("S", "F"), output)
    if list(table.columns) != list(a.columns):
        raise DataError(f"{files.path}: {folder}: its columns are not the sectors of A")
    name = folder.rstrip("/").rpartition("/")[2]
    return name, table, _units(files, folder, parameters, table.index)

"""``lichen matrices``: A, B, C with their labels, as files."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from scipy import sparse

    from lichen.methods import Method
    from lichen.system import System


@click.command(short_help="A, B, C with their labels, as files.")
@click.argument("file")
@opt.method_options
@opt.link_options
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where files go.")
def matrices(
    file: str,
    method_files: tuple[str, ...],
    method_names: tuple[str, ...],
    categories: tuple[str, ...],
    nw_set: str,
    flow_map: str | None,
    on_duplicate_factor: str,
    exclude_long_term: bool,
    output: str,
    **policies: Any,
) -> int:
    """The matrices of a linked database as Matrix Market and CSV, labels beside them.

    A: products x activities, production positive; B: elementary flows x activities,
    positive in a flow's direction; C: categories x elementary flows, where the database or
    --method has methods; open: what is cut off or not allocated x activities. Files:
    A.mtx, A.csv (row, column, value, counted from 0), …; activities.csv, flows.csv,
    categories.csv, open.csv; provenance.json.
    """
    from lichen.cli import packages
    from lichen.cli.folder import write_folder
    from lichen.methods import Methods

    database = packages.open_database(file, flow_map)
    chosen: Sequence[Method] = ()
    if method_files or Methods([database]):
        found = packages.open_methods(method_files, method_names, database)
        chosen = packages.with_categories(found, categories)
    system = packages.link(database, opt.policies(policies))
    options = {
        "on_duplicate_factor": on_duplicate_factor,
        "exclude_long_term": exclude_long_term,
    }
    with write_folder(output) as folder:
        _write(folder, system, chosen, categories, options)
    from lichen.cli.look import count_text

    rows, columns = system.biosphere.shape
    click.echo(
        f"{output}: A {count_text(columns)} x {count_text(columns)}, "
        f"{count_text(system.technosphere.nnz)} entries; "
        f"B {count_text(rows)} x {count_text(columns)}, "
        f"{count_text(system.biosphere.nnz)} entries"
    )
    return 0


def _write(
    folder: str,
    system: System,
    methods: Sequence[Method],
    categories: Sequence[str],
    options: dict[str, Any],
) -> None:
    core = system._core
    _matrix(folder, "A", system.technosphere)
    _matrix(folder, "B", system.biosphere)
    _matrix(folder, "open", system.open_exchanges)
    _labels(folder, "activities", core.columns())
    _labels(folder, "flows", core.flows())
    _labels(folder, "open", core.open_rows(), suffix="-rows")
    if methods:
        from scipy import sparse

        parts = [system.characterisation(m, categories, **options) for m in methods]
        _matrix(folder, "C", sparse.csc_matrix(sparse.vstack([part.c for part in parts])))
        _labels(folder, "categories", _category_labels(methods, categories))
    _provenance(folder, system, methods, options)


def _category_labels(methods: Sequence[Method], categories: Sequence[str]) -> dict[str, list[Any]]:
    rows = []
    for method in methods:
        table = method.database._core.categories()
        places = [method.category_position(name) for name in categories]
        for at in places or method.category_positions:
            rows.append(
                (method.name, table["name"][at], table["unit"][at], method.id, table["id"][at])
            )
    names = ("method", "category", "unit", "method_id", "id")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def _matrix(folder: str, name: str, matrix: sparse.csc_matrix) -> None:
    from lichen import write_matrix_market
    from lichen.cli.output import write_whole

    write_matrix_market(matrix, f"{folder}/{name}.mtx")
    write_whole(f"{folder}/{name}.csv", "".join(_entries(matrix)))


def _entries(matrix: sparse.csc_matrix) -> Iterator[str]:
    """Stored entries as lines of CSV, column by column, numbers with all digits."""
    yield "row,column,value\n"
    ends = matrix.indptr.tolist()
    rows, values = matrix.indices.tolist(), matrix.data.tolist()
    for column in range(matrix.shape[1]):
        for at in range(ends[column], ends[column + 1]):
            yield f"{rows[at]},{column},{values[at]!r}\n"


def _labels(folder: str, name: str, columns: dict[str, list[Any]], suffix: str = "") -> None:
    from lichen.cli.output import put_csv

    rows = [
        {"position": at, **dict(zip(columns, values, strict=True))}
        for at, values in enumerate(zip(*columns.values(), strict=True))
    ]
    put_csv(rows, ["position", *columns], f"{folder}/{name}{suffix}.csv")


def _provenance(
    folder: str, system: System, methods: Sequence[Method], options: dict[str, Any]
) -> None:
    from lichen import __version__
    from lichen.cli.output import put_json

    names = ("kind", "severity", "findings", "occurrences")
    files = {m.database.source["path"]: m.database.source for m in methods}
    flow_map = system.database.flow_map
    document = {
        "schema": "lichen/matrices/1",
        "lichen": __version__,
        "database": system.database.source,
        "method_files": list(files.values()),
        "flow_map": None if flow_map is None else {"name": flow_map.name, "hash": flow_map.hash},
        "policies": {**system.policies, **options},
        "findings": [dict(zip(names, row, strict=True)) for row in system._core.finding_counts],
    }
    put_json(document, f"{folder}/provenance.json")

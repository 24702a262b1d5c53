"""Reads and links what the options of a verb name."""

from __future__ import annotations

import warnings

from lichen.cli.progress import Bar
from lichen.database import Database, read
from lichen.errors import DataError, LichenWarning
from lichen.methods import Method, Methods
from lichen.system import System

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from lichen.result import Result

DEMO = "demo"
FUNCTIONAL_UNIT = "functional-unit"  # the tag of what a study compares


def open_database(path: str, flow_map: str | None = None) -> Database:
    """Read a package, with a bar where it takes long."""
    with Bar() as bar:
        return read(path, flow_map, progress=bar)


def open_methods(files: Sequence[str], names: Sequence[str], database: Database) -> list[Method]:
    """The methods that are named, or all of the files; of the database without files.

    Raises
    ------
    DataError
        If there is no method, or none of a name.
    """
    packages = [
        database if path == database.source["path"] else open_database(path) for path in files
    ] or [database]
    methods = Methods(packages)
    if not methods:
        where = ", ".join(files) or f"{database.source['path']} (name a package with --method)"
        raise DataError(f"there is no impact assessment method in {where}")
    return [methods[name] for name in names] if names else methods.all()


def with_categories(methods: Sequence[Method], names: Sequence[str]) -> list[Method]:
    """Those methods that have every one of the named categories.

    Raises
    ------
    DataError
        If no method has them all.
    """
    if not names:
        return list(methods)
    fitting, reasons = [], []
    for method in methods:
        try:
            for name in names:
                method.category_position(name)
        except DataError as error:
            reasons.append(f"{method.name}: {error}")
        else:
            fitting.append(method)
    if not fitting:
        raise DataError("; ".join(reasons[:3]))
    return fitting


def link(database: Database, policies: dict[str, Any]) -> System:
    """Link a database; what the warning says stands in the answer's summary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LichenWarning)
        return database.link(**policies)


def demands_of(database: Database, demands: Sequence[str]) -> list[str]:
    """What is asked for: the demands, else the functional units that the study tags.

    Raises
    ------
    DataError
        If nothing is asked for.
    """
    if demands:
        return list(demands)
    table = database._core.activities()
    tagged = [
        identity
        for identity, tags in zip(table["id"], table["tags"], strict=True)
        if FUNCTIONAL_UNIT in str(tags).split(";")
    ]
    if not tagged:
        raise DataError('name what is asked for: --demand "name = 1 kWh"')
    return tagged


def calculate(
    system: System,
    demands: Sequence[str],
    methods: Sequence[Method],
    **options: Any,
) -> list[Result]:
    """A result for every demand and method."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LichenWarning)
        found = system.calculate(list(demands), list(methods), **options)
    return list(found)  # type: ignore[arg-type]


def solve(system: System, demands: Sequence[str]) -> list[Result]:
    """A result without scores for every demand."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LichenWarning)
        return [system.solve(demand) for demand in demands]

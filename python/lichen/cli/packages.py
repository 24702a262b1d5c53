"""Reads and links what the options of a verb name."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from functools import partial

from lichen.cli import stores
from lichen.cli.progress import Bar, watch
from lichen.database import Database, read
from lichen.errors import DataError, LichenWarning
from lichen.methods import Method, Methods, read_methods
from lichen.store import is_store
from lichen.system import System

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from lichen.result import Result

DEMO = "demo"
FUNCTIONAL_UNIT = "functional-unit"  # the tag of what a study compares


def open_database(path: str, flow_map: str | None = None) -> Database:
    """Read a package, with a bar where it takes long."""
    if not path.strip():
        raise DataError("the name of a file is empty")
    with Bar() as bar:
        return read(path, flow_map, database=stores.chosen(), progress=bar)


def _package(path: str, database: Database) -> list[Database]:
    """The packages of methods that a path names: one, or several of a store."""
    if path == database.source["path"]:
        return [database]
    if not path.strip():
        raise DataError("the name of a file is empty")
    with Bar() as bar:
        if is_store(path):
            return stores.method_packages(path, database, bar)
        return [read(path, progress=bar)]


def all_methods(path: str) -> list[Method]:
    """The methods of a package, or of the databases of a store (of one with --database).

    Raises
    ------
    DataError
        If there is none.
    """
    if is_store(path) and stores.chosen() is None:
        with Bar() as bar:
            return read_methods(path, progress=bar).all()
    found = Methods([open_database(path)])
    if not found:
        raise DataError(f"{path} holds no impact assessment method")
    return found.all()


def open_methods(files: Sequence[str], names: Sequence[str], database: Database) -> list[Method]:
    """The methods that are named, or all of the files; without files those of the database,
    or where it has none those beside it in its store.

    Raises
    ------
    DataError
        If there is no method, or none of a name.
    """
    packages = [one for path in files for one in _package(path, database)]
    packages = packages or (
        [database] if database.counts["methods"] else stores.packages_beside(database)
    )
    methods = Methods(packages)
    if not methods:
        where = ", ".join(files) or database.source["path"]
        raise DataError(
            f"there is no impact assessment method in {where}; name a package that holds one "
            "with --method (lichen methods FILE lists them)"
        )
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
    """Link a database; what the warning says stands in the answer's summary.

    Raises
    ------
    DataError
        If there is nothing to link.
    """
    _require_activities(database)
    with _quiet(), Bar() as bar:
        return watch(bar, "linking", lambda: database.link(**policies))


def _require_activities(database: Database) -> None:
    if not database.counts["activities"]:
        raise DataError(f"{database.source['path']} holds no activity (lichen info tells what)")


def demands_of(database: Database, demands: Sequence[str]) -> list[str]:
    """What is asked for: the demands, else the functional units that the study tags.

    Raises
    ------
    DataError
        If nothing is asked for.
    """
    _require_activities(database)
    if demands:
        return list(demands)
    table = database._core.activities()
    tagged = [
        identity
        for identity, tags in zip(table["id"], table["tags"], strict=True)
        if FUNCTIONAL_UNIT in str(tags).split(";")
    ]
    if not tagged:
        raise DataError(
            'name what is asked for: --demand "name = 1 kWh" (lichen find searches names); '
            f"without it, activities with the tag {FUNCTIONAL_UNIT} are, and there is none"
        )
    return tagged


def calculate(
    system: System,
    demands: Sequence[str],
    methods: Sequence[Method],
    **options: Any,
) -> list[Result]:
    """A result for every demand and method, demands outermost."""
    return _each(
        "calculating",
        [
            partial(system.calculate, demand, method, **options)
            for demand in demands
            for method in methods
        ],
    )


def solve(system: System, demands: Sequence[str]) -> list[Result]:
    """A result without scores for every demand."""
    return _each("solving", [partial(system.solve, demand) for demand in demands])


def _each(task: str, works: Sequence[Callable[[], Any]]) -> list[Any]:
    """What several works give, with one bar for all of them."""
    total = len(works) if len(works) > 1 else 0
    with _quiet(), Bar() as bar:
        return [watch(bar, task, work, at, total) for at, work in enumerate(works)]


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's warnings: the summary of the answer has them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LichenWarning)
        yield

"""Methods by name: categories, factors, normalisation and weighting sets."""

from __future__ import annotations

from collections.abc import Mapping

from lichen.frames import to_frame
from lichen.names import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    import pandas

    from lichen.database import Database, Progress


def read_methods(path: str | os.PathLike[str], *, progress: Progress | None = None) -> Methods:
    """Read the methods of a package.

    Parameters
    ----------
    path : str or path
        A package that holds methods, in any known format; a store, for those of all its
        databases; "demo" is the bundled study.
    progress : callable, optional
        Called as ``progress(task, done, total)``.

    Returns
    -------
    Methods
        A mapping: ``methods["name"]``.

    Raises
    ------
    DataError
        If the package cannot be read or holds no method.
    """
    from lichen.database import read
    from lichen.errors import DataError
    from lichen.store import Store, is_store

    if is_store(path):
        with Store(path) as store:
            return store.methods(progress=progress)
    database = read(path, progress=progress)
    if not database.counts["methods"]:
        raise DataError(f"{path} holds no impact assessment method")
    return Methods([database])


class Method:
    """One method of a package: categories that belong together."""

    def __init__(self, database: Database, at: int, row: dict[str, object]) -> None:
        self.database = database
        self._at = at
        self._row = row

    @property
    def id(self) -> str:
        """Its identifier."""
        return str(self._row["id"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self._row["name"])

    @property
    def version(self) -> str:
        """Its version."""
        return str(self._row["version"])

    @property
    def category_positions(self) -> list[int]:
        """Where its categories stand in the tables of its package."""
        return list(self._row["categories"])  # type: ignore[call-overload, no-any-return]

    def category_columns(self) -> dict[str, list[object]]:
        """Categories by column: id, name, unit, number of factors."""
        table = self.database._core.categories()
        return {
            name: [column[i] for i in self.category_positions] for name, column in table.items()
        }

    @property
    def categories(self) -> pandas.DataFrame:
        """Its categories: id, name, unit, number of factors."""
        return to_frame(self.category_columns())

    @property
    def nw_sets(self) -> list[str]:
        """Names of its normalisation and weighting sets."""
        return list(self.database._core.nw_sets(self._at)["name"])

    def nw_set(self, name: str) -> pandas.DataFrame:
        """A normalisation and weighting set: R of h / R and the weight of each category."""
        sets = self.database._core.nw_sets(self._at)
        at = resolve(name, "normalisation and weighting set", sets["id"], sets["name"])
        return to_frame(self.database._core.nw_factors(self._at, at))

    def category_position(self, name: str) -> int:
        """Where the category that a name stands for is in the tables of its package."""
        table = self.category_columns()
        ids, names = (list(map(str, table[key])) for key in ("id", "name"))
        return self.category_positions[resolve(name, "category", ids, names)]

    def factors(self, category: str) -> pandas.DataFrame:
        """The characterisation factors of a category, as the package holds them."""
        return to_frame(self.database._core.factors(self.category_position(category)))

    def __repr__(self) -> str:
        version = f" {self.version}" if self.version else ""
        return f"<lichen.Method {self.name}{version}: {len(self.category_positions)} categories>"


class Methods(Mapping[str, Method]):
    """Methods by name; an exact id finds one, too.

    Parameters
    ----------
    databases : sequence of Database
        The packages that hold them.
    """

    def __init__(self, databases: Sequence[Database]) -> None:
        self.databases = list(databases)
        self._methods: list[Method] = []
        for database in self.databases:
            table = database._core.methods()
            for at in range(len(table["id"])):
                row = {name: column[at] for name, column in table.items()}
                self._methods.append(Method(database, at, row))

    def __getitem__(self, name: str) -> Method:
        """The method of an exact id or name.

        Raises
        ------
        DataError
            If there is none, naming near ones, or if there are several.
        """
        ids = [method.id for method in self._methods]
        names = [method.name for method in self._methods]
        return self._methods[resolve(name, "method", ids, names)]

    def get(self, name: str, default: Method | None = None) -> Method | None:  # type: ignore[override]
        """The method of a name, or `default` where there is none."""
        return self[name] if name in self else default

    def __contains__(self, name: object) -> bool:
        return any(name in (method.id, method.name) for method in self._methods)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(method.name for method in self._methods))

    def __len__(self) -> int:
        return len(dict.fromkeys(method.name for method in self._methods))

    def all(self) -> list[Method]:
        """Every method, also those that share a name."""
        return list(self._methods)

    @property
    def table(self) -> pandas.DataFrame:
        """Every category of every method: method, category, unit, number of factors."""
        rows: dict[str, list[object]] = {
            "method": [],
            "category": [],
            "unit": [],
            "factors": [],
            "id": [],
        }
        for method in self._methods:
            columns = method.category_columns()
            rows["method"] += [method.name] * len(columns["id"])
            rows["category"] += columns["name"]
            rows["unit"] += columns["unit"]
            rows["factors"] += columns["factors"]
            rows["id"] += columns["id"]
        return to_frame(rows)

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd about the packages that hold them."""
        import pandas

        frames = [database.findings for database in self.databases]
        return frames[0] if len(frames) == 1 else pandas.concat(frames, ignore_index=True)

    def __repr__(self) -> str:
        return f"<lichen.Methods: {', '.join(self) or 'none'}>"


def as_list(methods: Method | Methods | Sequence[Method]) -> list[Method]:
    """One method, all of a collection, or those of a sequence, in order."""
    if isinstance(methods, Method):
        return [methods]
    return methods.all() if isinstance(methods, Methods) else list(methods)

"""A store: databases and methods of a study in one file."""

from __future__ import annotations

import os

from lichen import _core
from lichen.errors import DataError
from lichen.frames import to_frame
from lichen.store_systems import StoreSystems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Any

    import pandas

    from lichen.database import Database, FlowMap, Progress
    from lichen.methods import Methods


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a store, by its content."""
    return _core.is_store(os.fspath(path))


class Store(StoreSystems):
    """Databases as they were read, in one SQLite file.

    Every change is whole or not at all. Several stores, of one program or many, use one
    file at once: many read while one writes.

    Parameters
    ----------
    path : str or path
    access : {"read", "write", "create"}
        "create" makes the file where there is none.
    patience : float
        Seconds to wait for another writer before that is an error.

    Raises
    ------
    DataError
        If the file is no store, damaged, of a newer version of lichen, or cannot be
        written as asked.

    Examples
    --------
    >>> import lichen
    >>> with lichen.Store("study.lichen", "create") as store:  # doctest: +SKIP
    ...     store.add("uslci.zip")
    ...     store.add(lichen.read("ipcc.zip"), name="ipcc")
    ...     print(store.databases)
    """

    def __init__(
        self, path: str | os.PathLike[str], access: str = "read", *, patience: float = 10.0
    ) -> None:
        self.path = os.fspath(path)
        self._core = _core.Store(self.path, access, patience)

    @property
    def id(self) -> str:
        """What tells this store from every other; a copy of the file has the same."""
        return self._core.id

    @property
    def generation(self) -> int:
        """Another number after every change, in the same transaction."""
        return self._core.generation

    @property
    def databases(self) -> pandas.DataFrame:
        """What it holds: names, counts, where each was read from."""
        return to_frame(self._columns(self._core.databases()))

    @property
    def names(self) -> list[str]:
        """Names of the databases, in the order in which they came."""
        return [str(row["name"]) for row in self._core.databases()]

    def add(
        self,
        database: Database | str | os.PathLike[str],
        name: str | None = None,
        *,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> str:
        """Keep all of a database, in one transaction.

        Parameters
        ----------
        database : Database, str or path
            A package that was read, or the path of one.
        name : str, optional
            In the store; the name of its file where absent.
        replace : bool
            Take the place of a database of this name.
        progress : callable, optional
            Called as ``progress(task, done, total)``; what it raises ends the work, and
            nothing of it stays.

        Returns
        -------
        str
            The name.

        Raises
        ------
        DataError
            If the name is taken and `replace` is False.
        """
        from lichen.database import Database, read

        if not isinstance(database, Database):
            database = read(database, progress=progress)
        name = default_name(database.source["path"]) if name is None else name
        self._core.add(database._core, name, replace, progress)
        return name

    def read(
        self,
        name: str | None = None,
        flow_map: str | os.PathLike[str] | FlowMap | None = None,
        *,
        progress: Progress | None = None,
    ) -> Database:
        """A database as it was added, bit by bit.

        Parameters
        ----------
        name : str, optional
            May be absent where one database alone holds activities, or there is only one.
        flow_map : str, path or FlowMap, optional
            As for `lichen.read`.
        progress : callable, optional
            Called as ``progress(task, done, total)``.

        Raises
        ------
        DataError
            If there is none of this name, or it is damaged.
        """
        from lichen.database import Database, FlowMap, read_flow_map

        name = self._name(name)
        core = self._core.read(name, progress)
        if flow_map is not None and not isinstance(flow_map, FlowMap):
            flow_map = read_flow_map(flow_map)
        database = Database(core, flow_map)
        database.stored = (self.path, name)
        return database

    def methods(self, *, progress: Progress | None = None) -> Methods:
        """The methods of all databases that hold some."""
        from lichen.methods import Methods

        names = [str(row["name"]) for row in self._core.databases() if row["methods"]]
        if not names:
            raise DataError(f"{self.path} holds no impact assessment method")
        return Methods([self.read(name, progress=progress) for name in names])

    def findings(self, name: str | None = None) -> pandas.DataFrame:
        """What was odd about a database when it was read, or about all of them."""
        import pandas

        names = self.names if name is None else [name]
        frames = [to_frame(self._core.findings(one)) for one in names]
        for one, frame in zip(names, frames, strict=True):
            frame.insert(0, "database", one)
        return pandas.concat(frames, ignore_index=True) if frames else pandas.DataFrame()

    def search(self, words: str, limit: int = 20) -> pandas.DataFrame:
        """Activities, flows and impact categories by words of their names.

        Parameters
        ----------
        words : str
            All must stand in name, product, location or category, or begin words there.
            Where nothing has them, words that one or two letters set apart do.
        limit : int
            The most rows.
        """
        import pandas

        names = ["what", "name", "product", "location", "category", "database", "id"]
        return pandas.DataFrame(self._core.search(words, limit), columns=names)

    def remove(self, name: str) -> None:
        """Take a database out."""
        self._core.remove(name)

    def rename(self, name: str, to: str) -> None:
        """Give a database another name."""
        self._core.rename(name, to)

    def check(self) -> pandas.DataFrame:
        """Look through the whole file: a row for everything that is damaged."""
        return to_frame(self._core.check())

    def close(self) -> None:
        """Leave the one file, and nothing beside it."""
        self._core.close()

    def _name(self, name: str | None) -> str:
        """The name of the one database that can be meant."""
        if name is not None:
            return name
        rows = self._core.databases()
        usable = [row for row in rows if row["activities"]] or rows
        if len(usable) == 1:
            return str(usable[0]["name"])
        if not rows:
            raise DataError(f"{self.path} is empty: lichen import FILE --store {self.path}")
        listed = ", ".join(f'database="{row["name"]}"' for row in usable)
        raise DataError(f"{self.path} holds several databases; name one: {listed}")

    @staticmethod
    def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
        names = list(rows[0]) if rows else ["name"]
        return {name: [row[name] for row in rows] for name in names}

    def __len__(self) -> int:
        return len(self._core.databases())

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __getitem__(self, name: str) -> Database:
        return self.read(name)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._core.closed:
            return f"<lichen.Store {self.path}: closed>"
        return f"<lichen.Store {self.path}: {', '.join(self) or 'empty'}>"


def default_name(path: str) -> str:
    """What a database is called where nobody says: its file, without endings of archives."""
    name = os.path.basename(os.path.normpath(path))
    for ending in (".tar.gz", ".tar.xz", ".tar.bz2"):
        if name.lower().endswith(ending):
            return name[: -len(ending)] or name
    stem, _, ending = name.rpartition(".")
    return stem if stem and len(ending) <= 10 and not ending.isdigit() else name

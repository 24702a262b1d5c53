"""Linked systems of a store, kept beside it between starts."""

from __future__ import annotations

from lichen import _core
from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from typing import Any

    from lichen.database import Database, FlowMap
    from lichen.matrix_system import MatrixSystem
    from lichen.methods import Method
    from lichen.system import System

# What linking and solving take, with their defaults.
LINKING: dict[str, Any] = {
    "on_missing_provider": "error",
    "on_multiple_providers": "error",
    "allocation": "as_declared",
    "on_unbalanced_allocation": "error",
    "unit_factors": "package",
    "strict": False,
}
SOLVING: dict[str, Any] = {
    "solver": "automatic",
    "dense_limit": 64,
    "tolerance": 1e-12,
    "memory_limit": None,
}


class KeptSystem:
    """How a system of a store is found, or made and kept.

    Parameters
    ----------
    store : Store
    name : str
        The database.
    holders : sequence of str
        Databases of the store whose methods become C.
    flow_map : FlowMap or None
    factors : tuple
        on_duplicate_factor, exclude_long_term.
    policies : dict
        As for `Database.link`.
    """

    def __init__(
        self,
        store: StoreSystems,
        name: str,
        holders: Sequence[str],
        flow_map: FlowMap | None,
        factors: tuple[str, bool],
        policies: dict[str, Any],
    ) -> None:
        from lichen.solving import solve_options

        unknown = sorted(set(policies) - set(LINKING) - set(SOLVING))
        if unknown:
            raise DataError(f"there is no policy {', '.join(unknown)}")
        self._store = store
        self._name = name
        self._holders = list(holders)
        self._flow_map = flow_map
        self._factors = factors
        self._link = {key: policies.get(key, LINKING[key]) for key in LINKING}
        self._solving = {key: policies.get(key, SOLVING[key]) for key in SOLVING}
        self._solve = solve_options(**self._solving)

    @property
    def _key(self) -> tuple[str, list[str], list[tuple[str, str]]]:
        duplicate, exclude = self._factors
        return (
            self._name,
            self._holders,
            [
                ("on_duplicate_factor", duplicate),
                ("exclude_long_term", "true" if exclude else "false"),
                ("flow_map", "none" if self._flow_map is None else self._flow_map.hash),
            ],
        )

    def find(self) -> MatrixSystem | None:
        """The one that is kept and fits; its `findings` tell what did not."""
        core, findings = _core.find_system(self._store._core, self._key, self._link, self._solve)
        self._findings = findings
        return None if core is None else self._wrap(core)

    def make(self, system: System, methods: Sequence[Method]) -> str:
        """Keep a system that was linked; the path of what is kept."""
        factors = (None if self._flow_map is None else self._flow_map._core, *self._factors)
        chosen = [(m.database._core, m.category_positions, factors) for m in methods]
        return _core.keep_system(
            self._store._core, self._key, self._link, system._core, self._solve, chosen
        )

    def open(self) -> MatrixSystem:
        """The kept system; linked and kept first where there is none that fits."""
        found = self.find()
        if found is not None:
            return found
        findings = self._findings
        database = self._store.read(self._name)
        system = database.link(**self._link, **self._solving)
        if not self.make(system, self._methods(database)):
            raise DataError(
                f"{self._store.path}: neither its folder nor the cache of the user takes the "
                "linked system; set XDG_CACHE_HOME to a folder that does, or link the database "
                "with link()"
            )
        made = self.find()
        if made is None:
            raise DataError(f"{self._store.path}: the store changed while it was linked")
        self._findings = findings
        return self._wrap(made._core)

    def _methods(self, database: Database) -> list[Method]:
        from lichen.methods import Methods

        packages = [
            database if holder == self._name else self._store.read(holder)
            for holder in self._holders
        ]
        return Methods(packages).all()

    def _wrap(self, core: _core.MatrixSystem) -> MatrixSystem:
        from lichen.matrix_system import MatrixSystem

        made = MatrixSystem(core)
        made.findings_core = self._findings
        return made


class StoreSystems:
    """What a store gives of its databases."""

    _core: _core.Store
    path: str

    def read(self, name: str | None = None) -> Database:
        """A database; see `Store.read`."""
        raise NotImplementedError

    def _name(self, name: str | None) -> str:
        raise NotImplementedError

    def system(
        self,
        name: str | None = None,
        methods: Sequence[str] | None = None,
        *,
        flow_map: str | os.PathLike[str] | FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
        **policies: Any,
    ) -> MatrixSystem:
        """A database of the store, linked: mapped from a file where it was linked before.

        That file stands beside the store, or in the user's cache (``XDG_CACHE_HOME``) where
        the folder takes no files. It is made again when the rows that it was made of, the
        version of lichen, or what is asked for changes; `MatrixSystem.findings` tells so.

        Parameters
        ----------
        name : str, optional
            As for `read`.
        methods : sequence of str, optional
            Databases of the store whose methods are scored; absent: the database's own,
            or where it has none, those of all others.
        flow_map, on_duplicate_factor, exclude_long_term
            As for `System.calculate`.
        **policies
            As for `Database.link`.

        Returns
        -------
        MatrixSystem
            Its answers are those of the linked database, bit for bit.
        """
        from lichen.database import FlowMap, read_flow_map

        if flow_map is not None and not isinstance(flow_map, FlowMap):
            flow_map = read_flow_map(flow_map)
        name = self._name(name)
        return KeptSystem(
            self,
            name,
            self.method_holders(name) if methods is None else methods,
            flow_map,
            (on_duplicate_factor, exclude_long_term),
            policies,
        ).open()

    def method_holders(self, name: str) -> list[str]:
        """The databases whose methods score one: itself, or where it has none the others."""
        holders = [str(row["name"]) for row in self._core.databases() if row["methods"]]
        return [name] if name in holders else holders

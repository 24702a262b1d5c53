"""A database: what was read from one package, as pandas tables, ready to be linked."""

from __future__ import annotations

import os

from lichen import _core
from lichen.errors import DataError
from lichen.frames import counts_frame, to_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    import pandas

    from lichen.methods import Methods
    from lichen.system import System

    Progress: TypeAlias = Callable[[str, int, int], None]


def read(
    path: str | os.PathLike[str],
    flow_map: str | os.PathLike[str] | FlowMap | None = None,
    *,
    database: str | None = None,
    progress: Progress | None = None,
) -> Database:
    """Read a package of any known format, recognised by its content.

    Parameters
    ----------
    path : str or path
        openLCA JSON-LD (three dialects), EcoSpold 1 and 2, ``bw2package`` or plain tables,
        as a file, folder or archive (zip, 7z, tar); a store; "demo" is the bundled
        demonstration study.
    flow_map : str, path or FlowMap, optional
        A table that names the flow of a method for flows of this database. It never
        changes the database: it is used when a method meets it.
    database : str, optional
        Which database of a store; may be absent where only one holds activities.
    progress : callable, optional
        Called as ``progress(task, done, total)``, at most ten times a second. What it
        raises ends the reading.

    Returns
    -------
    Database

    Raises
    ------
    DataError
        If there is nothing that can be read. What was merely odd is in
        `Database.findings`.
    """
    if _core.is_store(os.fspath(path)):
        from lichen.store import Store

        with Store(path) as store:
            return store.read(database, flow_map, progress=progress)
    if database is not None:
        raise DataError(f"{os.fspath(path)} is no store: it holds one database")
    core = _core.read(os.fspath(path), progress)
    if flow_map is not None and not isinstance(flow_map, FlowMap):
        flow_map = read_flow_map(flow_map)
    return Database(core, flow_map)


def read_flow_map(path: str | os.PathLike[str]) -> FlowMap:
    """Read a flow map: a CSV in the form of the federal elementary flow list.

    Raises
    ------
    DataError
        If the file cannot be read or a needed column is absent.
    """
    return FlowMap(_core.read_flow_map(os.fspath(path)))


class FlowMap:
    """A table that names the flow of a method that a flow of a database stands for."""

    def __init__(self, core: _core.FlowMap) -> None:
        self._core = core

    @property
    def name(self) -> str:
        """The file it came from."""
        return self._core.name

    @property
    def hash(self) -> str:
        """Hash of the file."""
        return self._core.hash

    @property
    def entries(self) -> pandas.DataFrame:
        """Its rows: source, target, factor, match condition."""
        return to_frame(self._core.entries())

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd about it."""
        return to_frame(self._core.findings)

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<lichen.FlowMap {self.name}: {len(self)} rows>"


class Database:
    """Activities, flows, exchanges and methods of one package.

    Every table is a pandas DataFrame, made when it is asked for. Nothing is converted or
    linked here: amounts, units and signs are the source's.
    """

    def __init__(self, core: _core.Database, flow_map: FlowMap | None = None) -> None:
        self._core = core
        self.flow_map = flow_map
        self.stored: tuple[str, str] | None = None  # path of its store, its name there

    @property
    def source(self) -> dict[str, str]:
        """Where it came from: path, format, hash, name, version, licence."""
        return self._core.source

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return self._core.counts

    @property
    def activities(self) -> pandas.DataFrame:
        """Activities: id, name, location, reference product with amount and unit, …"""
        return to_frame(self._core.activities())

    @property
    def flows(self) -> pandas.DataFrame:
        """Products, wastes and elementary flows with their reference units."""
        return to_frame(self._core.flows())

    @property
    def exchanges(self) -> pandas.DataFrame:
        """All exchanges, amounts and units as the source wrote them."""
        return to_frame(self._core.exchanges())

    def exchanges_of(self, activity: str) -> pandas.DataFrame:
        """The exchanges of one activity.

        Parameters
        ----------
        activity : str
            Exact id, exact name, or "name, location".
        """
        return to_frame(self._core.exchanges(self._activity(activity)))

    @property
    def allocation_factors(self) -> pandas.DataFrame:
        """The declared shares of products in the burden of their activity."""
        return to_frame(self._core.allocation_factors())

    @property
    def parameters(self) -> pandas.DataFrame:
        """Parameters with their stored values and formulas."""
        return to_frame(self._core.parameters())

    @property
    def units(self) -> pandas.DataFrame:
        """Units with their groups and the package's own factors."""
        return to_frame(self._core.units())

    @property
    def locations(self) -> pandas.DataFrame:
        """Places."""
        return to_frame(self._core.locations())

    @property
    def methods(self) -> Methods:
        """The methods that the package holds."""
        from lichen.methods import Methods

        return Methods([self])

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd: kind, severity, file, data set, field, message, action, count."""
        return to_frame(self._core.findings)

    @property
    def finding_counts(self) -> pandas.DataFrame:
        """Findings by kind and severity, the gravest first."""
        return counts_frame(self._core.finding_counts)

    def link(
        self,
        *,
        on_missing_provider: str = "error",
        on_multiple_providers: str = "error",
        allocation: str = "as_declared",
        on_unbalanced_allocation: str = "error",
        unit_factors: str = "package",
        strict: bool = False,
        solver: str = "automatic",
        dense_limit: int = 64,
        tolerance: float = 1e-12,
        memory_limit: float | str | None = None,
    ) -> System:
        """Link the database into matrices.

        Parameters
        ----------
        on_missing_provider : {"error", "cut_off"}
            What becomes of an input whose product nobody in the database makes: an error
            where a demand reaches it, or a row of its own, reported but not modelled.
        on_multiple_providers : {"error", "lowest_id", "same_location"}
            What becomes of an input that several activities could supply.
        allocation : {"as_declared", "none", "physical", "economic", "causal"}
            How the burden of an activity with several products is shared. "none" makes
            one column per product, each with the whole burden.
        on_unbalanced_allocation : {"error", "normalise", "keep"}
            What becomes of allocation factors that do not sum to 1.
        unit_factors : {"package", "library"}
            Whose conversion factors count between units of one group.
        strict : bool
            Obstacles are errors even where no demand reaches them.
        solver : {"automatic", "iterative", "klu", "dense", "eigen_lu"}
            How equations are solved; "automatic" chooses and says what it chose.
        dense_limit : int
            Loops of up to this many activities are solved by dense LU.
        tolerance : float
            The largest componentwise backward error that is accepted.
        memory_limit : float or str, optional
            The most that factors, and tables of scores, may take, as foreseen: bytes, or
            a text as "1 GiB"; half of the machine's memory where absent. Beyond it a
            solver named, or a table, is an Error that says what to do; "automatic" iterates.

        Returns
        -------
        System

        Raises
        ------
        DataError
            Under `strict`, where anything is ambiguous.

        Warns
        -----
        LinkingWarning
            If activities cannot be used until a policy is named.
        """
        from lichen.solving import solve_options
        from lichen.system import System

        policies: dict[str, str | bool] = {
            "on_missing_provider": on_missing_provider,
            "on_multiple_providers": on_multiple_providers,
            "allocation": allocation,
            "on_unbalanced_allocation": on_unbalanced_allocation,
            "unit_factors": unit_factors,
            "strict": strict,
        }
        return System(self, policies, solve_options(solver, dense_limit, tolerance, memory_limit))

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the database as plain tables: a folder, or a zip where the path ends so.

        Raises
        ------
        DataError
            If the path cannot be written.
        """
        _core.write_tables(self._core, os.fspath(path))

    def _activity(self, name: str) -> int:
        """The position of the one activity that a name stands for."""
        from lichen.names import MOST_LISTED, several

        found = _core.find_activities(self._core, name)
        if len(found) == 1:
            return found[0]
        table = self._core.activities()
        if found:
            places = {table["location"][at] for at in found}
            or_as = ', or as "name, location"' if len(places) == len(found) else ""
            raise DataError(several(name, "activity", [_label(table, at) for at in found], or_as))
        makers = [at for at, made in enumerate(table["product"]) if made.strip() == name.strip()]
        if makers:
            rows = "".join(f"\n  {_label(table, at)}" for at in makers[:MOST_LISTED])
            raise DataError(f'there is no activity "{name}", but a product that some make:{rows}')
        near = _core.near_names(name, table["name"])[:MOST_LISTED]
        hint = f"; near: {'; '.join(near)}" if near else ""
        raise DataError(f'there is no activity "{name}"{hint}')

    def find(self, words: str, *, activities: bool = True, flows: bool = True) -> pandas.DataFrame:
        """Activities and flows that hold every word, the best first.

        Parameters
        ----------
        words : str
            Sought in name, product, location and category, case aside; or an id.
        activities, flows : bool
            What is searched.
        """
        import pandas

        rows = _core.search(self._core, words, activities, flows)
        names = ["what", "name", "product", "location", "category", "amount", "unit", "id"]
        return pandas.DataFrame(rows, columns=names)

    def __repr__(self) -> str:
        counts = self.counts
        return (
            f"<lichen.Database {self.source['path']}: {counts['activities']} activities, "
            f"{counts['exchanges']} exchanges, {counts['flows']} flows, "
            f"{counts['methods']} methods>"
        )

    def _repr_html_(self) -> str:
        from lichen.html import database_html

        return database_html(self)


def _label(table: dict[str, Any], at: int) -> str:
    """An activity with what tells it from others of its name."""
    row = {name: str(table[name][at]).strip() for name in ("name", "id", "location", "category")}
    place = f", {row['location']}" if row["location"] else ""
    product = str(table["product"][at]).strip()
    makes = f' makes "{product}"' if product else ""
    category = f" in {row['category']}" if row["category"] else ""
    return f'"{row["name"]}" ({row["id"]}{place}){makes}{category}'

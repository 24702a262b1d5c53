"""A linked system: demands in, results out; its matrices with their labels."""

from __future__ import annotations

import warnings

from lichen import _core
from lichen.demand import to_entries
from lichen.errors import LinkingWarning, PerformanceWarning
from lichen.frames import counts_frame, to_frame
from lichen.methods import Method, Methods
from lichen.result import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    import numpy
    import pandas
    from scipy import sparse

    from lichen.database import Database, FlowMap
    from lichen.demand import Demand, Entry
    from lichen.matrix_labels import Labels
    from lichen.matrix_system import MatrixSystem
    from lichen.results import Results
    from lichen.scenarios import ScenarioResults, Scenarios
    from lichen.score_table import ScoreTable


class System:
    """A database linked into matrices A and B, ready to answer demands.

    Made by `Database.link`. An instance never changes and serves many threads at once.
    """

    def __init__(
        self, database: Database, policies: dict[str, str | bool], solver: str = "automatic"
    ) -> None:
        self.database = database
        self.policies = dict(policies)
        self.solver = solver
        self._core = _core.System(database._core, self.policies, solver)
        self._warn_of_obstacles()

    def _warn_of_obstacles(self) -> None:
        counts: dict[str, int] = {}
        for kind in self._core.obstacles()["kind"]:
            counts[kind] = counts.get(kind, 0) + 1
        if counts:
            listed = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
            warnings.warn(
                f"linking met obstacles ({listed}): a demand that reaches one is an error "
                "until a policy is named; System.obstacles lists them",
                LinkingWarning,
                stacklevel=4,
            )

    # ── without a database, and from a file ───────────────────────────────────────────

    @staticmethod
    def from_matrices(
        a: Any,
        b: Any,
        c: Any = None,
        *,
        products: Labels = None,
        activities: Labels = None,
        flows: Labels = None,
        categories: Labels = None,
        solver: str = "automatic",
    ) -> MatrixSystem:
        """A system of plain matrices, without a database.

        Parameters
        ----------
        a : scipy.sparse matrix or array_like
            Products x activities, square: outputs positive, inputs negative. Any form,
            real type and width of index; repeated entries add. It is copied.
        b : scipy.sparse matrix or array_like
            Elementary flows x activities.
        c : scipy.sparse matrix or array_like, optional
            Categories x elementary flows.
        products, activities, flows, categories : sequence, or mapping of str to sequence
            Labels: texts, or named columns of texts (a DataFrame does). Those of
            activities and products may be "location" and "unit" too.
        solver : str
            "automatic", "iterative", "klu", "dense" or "eigen_lu".

        Returns
        -------
        MatrixSystem

        Raises
        ------
        ShapeError
            If sizes do not fit together, an entry is not finite, or a matrix is too
            large for 32-bit positions.

        Examples
        --------
        >>> import lichen
        >>> system = lichen.System.from_matrices(
        ...     [[1.0, -0.1], [-0.25, 1.0]], [[0.8, 0.0]], [[1.0]],
        ...     products=["power", "coal"], categories=["CO2"],
        ... )
        >>> round(system.calculate({"power": 1.0}).score("CO2"), 6)
        0.820513
        """
        from lichen.matrix_system import MatrixSystem

        return MatrixSystem.from_matrices(
            a,
            b,
            c,
            products=products,
            activities=activities,
            flows=flows,
            categories=categories,
            solver=solver,
        )

    @staticmethod
    def open(
        path: str | os.PathLike[str],
        *,
        solver: str = "automatic",
        store: str | None = None,
        generation: int | None = None,
        policies: Mapping[str, str] | None = None,
    ) -> MatrixSystem:
        """Map the file that `save` wrote: no reading, no linking.

        Parameters
        ----------
        path : str or path
        solver : str
            As for `from_matrices`.
        store, generation, policies : optional
            What the file must have been linked from, and how; not compared where absent.

        Raises
        ------
        DataError
            If the file is no snapshot, damaged, cut off, of another layout or machine, or
            not the one expected.
        """
        from lichen.matrix_system import MatrixSystem

        return MatrixSystem.open(
            path, solver=solver, store=store, generation=generation, policies=policies
        )

    def save(
        self,
        path: str | os.PathLike[str],
        methods: Method | Methods | Sequence[Method] = (),
        *,
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
    ) -> None:
        """Write the linked system to one file, which `System.open` maps at once.

        Matrices, orderings, and names, ids and units as labels; not the database itself.
        What `System.open` gives answers the same numbers, bit for bit.

        Parameters
        ----------
        path : str or path
        methods : Method, Methods, or a list of Method
            Whose categories become C, in this order; none where empty.
        flow_map, on_duplicate_factor, exclude_long_term
            As for `calculate`.

        Raises
        ------
        DataError
            If the file cannot be written; one that exists is replaced whole or not at all.
        """
        import os

        flow_map = flow_map or self.database.flow_map
        core_map = None if flow_map is None else flow_map._core
        chosen = [
            (
                method.database._core,
                method.category_positions,
                core_map,
                on_duplicate_factor,
                exclude_long_term,
            )
            for method in _methods(methods)
        ]
        _core.save_system(self._core, os.fspath(path), self.solver, chosen)

    # ── answers ───────────────────────────────────────────────────────────────────────

    def calculate(
        self,
        demand: Demand | Sequence[Demand],
        methods: Method | Methods | Sequence[Method],
        *,
        categories: Sequence[str] = (),
        nw_set: str = "",
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
    ) -> Result | Results:
        """Answer a demand for the categories of a method.

        Parameters
        ----------
        demand : str, mapping, or a list of these
            "name = 1 kWh" or {"name": "1 kWh"}: names are an exact id, an exact name, or
            "name, location"; a mapping with several entries is one demand. A list asks
            for each of its demands.
        methods : Method, Methods, or a list of Method
            Several methods, like several demands, give a table: a `Results`.
        categories : sequence of str
            Names or ids; all of the method where empty.
        nw_set : str
            Name or id of the normalisation and weighting set.
        flow_map : FlowMap, optional
            In place of the one that the database was read with.
        on_duplicate_factor : {"error", "first", "last", "max", "min", "mean"}
            Which of several different factors for one flow counts.
        exclude_long_term : bool
            Drop emissions after more than 100 years.

        Returns
        -------
        Result or Results

        Raises
        ------
        DataError
            If a name is unknown or stands for several, if the demand reaches an obstacle,
            or if the inventory holds a flow with conflicting factors.
        UnitError
            If a demand has the wrong dimension.
        SingularError
            If the system has no unique solution; names the culprits.
        """
        demands, many = _demands(demand)
        chosen = _methods(methods)
        results = [
            self._calculate(
                entries,
                method,
                categories,
                nw_set,
                flow_map or self.database.flow_map,
                on_duplicate_factor,
                exclude_long_term,
            )
            for entries in demands
            for method in chosen
        ]
        if len(results) == 1 and not many:
            return results[0]
        from lichen.results import Results

        return Results(results)

    def _calculate(
        self,
        entries: list[Entry],
        method: Method,
        categories: Sequence[str],
        nw_set: str,
        flow_map: FlowMap | None,
        on_duplicate_factor: str,
        exclude_long_term: bool,
    ) -> Result:
        core = self._core.calculate(
            entries,
            method.database._core,
            method.id,
            list(categories),
            nw_set,
            None if flow_map is None else flow_map._core,
            on_duplicate_factor,
            exclude_long_term,
        )
        _warn_of_fall_backs(core)
        return Result(core, self, entries, method, flow_map)

    def score_all(
        self,
        methods: Method | Methods | Sequence[Method],
        *,
        categories: Sequence[str] = (),
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
        threads: int = 0,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> ScoreTable:
        """Score one unit of every activity's product in every category.

        Activities that reach an obstacle that no policy settles, a loop without solution
        or a flow with conflicting factors have no score (NaN) and a reason instead.

        Parameters
        ----------
        methods : Method, Methods, or a list of Method
        categories : sequence of str
            Names or ids; all of every method where empty.
        flow_map, on_duplicate_factor, exclude_long_term
            As `calculate`.
        threads : int
            Threads that work; 0: one per processor. The numbers do not depend on it.
        progress : callable, optional
            Called with (method, categories done, categories in all), at most ten times a
            second; what it raises ends the work.

        Returns
        -------
        ScoreTable

        Raises
        ------
        DataError
            If a name is unknown, or there is no method.
        SingularError
            If a defect cannot be taken apart from the rest.
        """
        from lichen.score_table import ScoreTable

        flow_map = flow_map or self.database.flow_map
        core = _core.score_all(
            self._core,
            [(m.database._core, m.id, list(categories)) for m in _methods(methods)],
            None if flow_map is None else flow_map._core,
            on_duplicate_factor,
            exclude_long_term,
            threads,
            progress,
        )
        return ScoreTable(core, self)

    def scenarios(
        self,
        scenarios: Scenarios,
        demand: Demand,
        methods: Method | Methods | Sequence[Method],
        *,
        categories: Sequence[str] = (),
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> ScenarioResults:
        """Score a demand where exchanges take other amounts, exactly, for many scenarios.

        Parameters
        ----------
        scenarios : mapping, ScenarioTable, DataFrame or path
            ``{"wind only": {("Grid mix", "Wind power"): 1.0, ("Grid mix", "Coal power"):
            0.0}, …}``: absolute amounts of exchanges of an activity with a supplier or an
            elementary flow, in the unit of the exchange (of a new one in the reference
            unit of what is supplied), or with a unit: "3.6 MJ". Tables: see
            `read_scenarios`.
        demand : str or mapping
            As for `calculate`.
        methods, categories, flow_map, on_duplicate_factor, exclude_long_term
            As for `calculate`.
        progress : callable, optional
            Called with (task, done, total).

        Returns
        -------
        ScenarioResults
            A row of scores for each scenario. One that is at fault (an unknown exchange,
            a system without inverse) stands in its `failures`; the others are answered.

        Raises
        ------
        DataError, UnitError, SingularError
            As `calculate`, for the system as it is.
        """
        from lichen.scenarios import score_scenarios

        return score_scenarios(
            self,
            scenarios,
            demand,
            _methods(methods),
            categories=categories,
            flow_map=flow_map or self.database.flow_map,
            on_duplicate_factor=on_duplicate_factor,
            exclude_long_term=exclude_long_term,
            progress=progress,
        )

    def inventory(self, demand: Demand) -> pandas.DataFrame:
        """The inventory g = B s of a demand, by flow.

        Raises
        ------
        DataError, UnitError, SingularError
            As `calculate`.
        """
        return self.solve(demand).inventory

    def solve(self, demand: Demand) -> Result:
        """Answer a demand without characterisation: a result without scores."""
        entries = to_entries(demand)
        core = self._core.inventory(entries)
        _warn_of_fall_backs(core)
        return Result(core, self, entries, None, None)

    def resolve(self, demand: Demand) -> pandas.DataFrame:
        """What a demand means: activity, product, amount in the reference unit."""
        import pandas

        return pandas.DataFrame(self._core.resolve(to_entries(demand)))

    def explain(
        self,
        flow: str,
        method: Method,
        categories: Sequence[str] = (),
        *,
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
    ) -> pandas.DataFrame:
        """Which rule gives a flow its factor in each category, or why it has none.

        Parameters
        ----------
        flow : str
            Id or name; all compartments of a name are explained.
        method : Method
        categories : sequence of str
            Names or ids; all of the method where empty.

        Raises
        ------
        DataError
            If the flow or a category is unknown.
        """
        import pandas

        flow_map = flow_map or self.database.flow_map
        rows = _core.explain(
            self.database._core,
            flow,
            method.database._core,
            method.id,
            list(categories),
            None if flow_map is None else flow_map._core,
            on_duplicate_factor,
            exclude_long_term,
        )
        return pandas.DataFrame(rows)

    def demand_vector(self, demand: Demand) -> numpy.ndarray[Any, Any]:
        """f of A s = f."""
        return self._core.demand_vector(to_entries(demand))

    # ── matrices ──────────────────────────────────────────────────────────────────────

    @property
    def technosphere(self) -> sparse.csc_matrix:
        """A, products x activities: production positive, consumption negative; read-only."""
        return self._core.a

    @property
    def biosphere(self) -> sparse.csc_matrix:
        """B, elementary flows x activities, positive in a flow's direction; read-only."""
        return self._core.b

    @property
    def open_exchanges(self) -> sparse.csc_matrix:
        """What is cut off or not allocated x activities; read-only."""
        return self._core.open

    def characterisation(
        self,
        method: Method,
        categories: Sequence[str] = (),
        *,
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
    ) -> _core.Characterisation:
        """C of a method, categories x elementary flows, with the way back to factors."""
        rows = [method.category_position(name) for name in categories]
        flow_map = flow_map or self.database.flow_map
        return self._core.characterise(
            method.database._core,
            rows or method.category_positions,
            None if flow_map is None else flow_map._core,
            on_duplicate_factor,
            exclude_long_term,
        )

    @property
    def factorised(self) -> _core.Technosphere:
        """A, factorised: solves A s = f for any f."""
        return self._core.technosphere()

    @property
    def columns(self) -> pandas.DataFrame:
        """Labels of the columns of all matrices, and of the rows of A."""
        return to_frame(self._core.columns())

    @property
    def flows(self) -> pandas.DataFrame:
        """Labels of the rows of B: id, flow, compartment, unit, direction."""
        return to_frame(self._core.flows())

    @property
    def open_rows(self) -> pandas.DataFrame:
        """Labels of the rows of `open_exchanges`: id, flow, unit, why it stands there."""
        return to_frame(self._core.open_rows())

    def parts(self, matrix: str) -> pandas.DataFrame:
        """The exchanges that made each entry of a matrix.

        Parameters
        ----------
        matrix : {"technosphere", "biosphere", "open_exchanges"}

        Returns
        -------
        pandas.DataFrame
            row, column, exchange (position in `Database.exchanges`), value.
        """
        names = {"technosphere": "a", "biosphere": "b", "open_exchanges": "open"}
        return to_frame(self._core.parts(names.get(matrix, matrix)))

    @property
    def obstacles(self) -> pandas.DataFrame:
        """What keeps a column from being right until a policy is named."""
        return to_frame(self._core.obstacles())

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd when the system was linked."""
        return to_frame(self._core.findings)

    @property
    def finding_counts(self) -> pandas.DataFrame:
        """Findings of the linking by kind and severity, the gravest first."""
        return counts_frame(self._core.finding_counts)

    def __repr__(self) -> str:
        rows, columns = self.biosphere.shape
        return f"<lichen.System: {columns} activities, {rows} elementary flows>"


def _demands(demand: Demand | Sequence[Demand]) -> tuple[list[list[Entry]], bool]:
    """Each demand as entries, and whether they came as a list."""
    if isinstance(demand, (list, tuple)):
        return [to_entries(one) for one in demand], True
    return [to_entries(demand)], False  # type: ignore[arg-type]


def _methods(methods: Method | Methods | Sequence[Method]) -> list[Method]:
    if isinstance(methods, Method):
        return [methods]
    return methods.all() if isinstance(methods, Methods) else list(methods)


def _warn_of_fall_backs(core: _core.Result) -> None:
    for note in core.report["notes"]:
        warnings.warn(note, PerformanceWarning, stacklevel=5)

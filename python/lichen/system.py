"""A linked system: demands in, results out."""

from __future__ import annotations

import warnings

from lichen import _core
from lichen.demand import to_entries
from lichen.errors import LinkingWarning, PerformanceWarning
from lichen.methods import as_list
from lichen.result import Result
from lichen.system_files import SystemFiles
from lichen.system_matrices import SystemMatrices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import numpy
    import pandas

    from lichen.database import Database, FlowMap
    from lichen.demand import Demand, Entry
    from lichen.methods import Method, Methods
    from lichen.results import Results
    from lichen.scenarios import ScenarioResults, Scenarios
    from lichen.score_table import ScoreTable


class System(SystemMatrices, SystemFiles):
    """A database linked into matrices A and B, ready to answer demands.

    Made by `Database.link`. An instance never changes and serves many threads at once.
    """

    def __init__(
        self,
        database: Database,
        policies: dict[str, str | bool],
        solve: dict[str, Any] | None = None,
    ) -> None:
        self.database = database
        self.policies = dict(policies)
        self._solve = dict(solve or {})
        self._core = _core.System(database._core, self.policies, self._solve)
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
        chosen = as_list(methods)
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
            [(m.database._core, m.id, list(categories)) for m in as_list(methods)],
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
            as_list(methods),
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

    def __repr__(self) -> str:
        rows, columns = self.biosphere.shape
        return f"<lichen.System: {columns} activities, {rows} elementary flows>"


def _demands(demand: Demand | Sequence[Demand]) -> tuple[list[list[Entry]], bool]:
    """Each demand as entries, and whether they came as a list."""
    if isinstance(demand, (list, tuple)):
        return [to_entries(one) for one in demand], True
    return [to_entries(demand)], False  # type: ignore[arg-type]


def _warn_of_fall_backs(core: _core.Result) -> None:
    for note in core.report["notes"]:
        warnings.warn(note, PerformanceWarning, stacklevel=5)

"""A linked system: demands in, results out."""

from __future__ import annotations

import warnings

from lichen import _core
from lichen.demand import to_entries
from lichen.demands import to_demands
from lichen.errors import DataError, LinkingWarning, PerformanceWarning
from lichen.factor_options import FactorOptions
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
    from lichen.demand_table import SystemDemandTable
    from lichen.demands import SeveralDemands
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
        demand: Demand | SeveralDemands,
        methods: Method | Methods | Sequence[Method],
        *,
        categories: Sequence[str] = (),
        nw_set: str = "",
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
        inventories: bool = False,
        scalings: bool = False,
        threads: int = 0,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Result | Results | SystemDemandTable:
        """Answer a demand, or several, for the categories of a method, or of several.

        Parameters
        ----------
        demand : str, mapping, or several of these
            "name = 1 kWh" or {"name": "1 kWh"}: names are an exact id, an exact name, or
            "name, location"; a mapping with several entries is one demand. Several: a
            list of demands, a mapping from names to demands ({"small": {"name": 1},
            "large": {"name": 9}}), a table (DataFrame) or what `read_demands` gives.
        methods : Method, Methods, or a list of Method
        categories : sequence of str
            Names or ids; all of the method where empty.
        nw_set : str
            Name or id of the normalisation and weighting set. Several demands are then
            answered one by one, in full.
        flow_map : FlowMap, optional
            In place of the one that the database was read with.
        on_duplicate_factor : {"error", "first", "last", "max", "min", "mean"}
            Which of several different factors for one flow counts.
        exclude_long_term : bool
            Drop emissions after more than 100 years.
        inventories, scalings : bool
            Keep g, or s, of each of several demands (8 bytes per flow, or activity, and
            demand).
        threads : int
            Threads that work on several demands; 0: one per processor. The numbers do not
            depend on it.
        progress : callable, optional
            Called with (task, done, total) while several demands are answered.

        Returns
        -------
        Result
            For one demand and one method.
        Results
            For one demand and several methods.
        SystemDemandTable
            For several demands: scores found in one block, for the categories or for the
            demands, whichever is cheaper. Those at fault stand in its `failures`.

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
        factors = FactorOptions.of(
            self.database, flow_map, on_duplicate_factor, exclude_long_term
        )
        chosen = as_list(methods)
        demands = to_demands(demand)
        if demands is not None and not nw_set:
            from lichen.demand_table import score_demands

            how = {"inventories": inventories, "scalings": scalings, "threads": threads}
            return score_demands(
                self, demands, chosen, categories, factors, **how, progress=progress
            )
        if inventories or scalings:
            raise DataError("inventories and scalings are kept of several demands, unweighted")
        asked = [to_entries(demand)] if demands is None else demands.entries  # type: ignore[arg-type]
        results = [
            self._calculate(entries, method, categories, nw_set, factors)
            for entries in asked
            for method in chosen
        ]
        if len(results) == 1 and demands is None:
            return results[0]
        from lichen.results import Results

        return Results(results)

    def _calculate(
        self,
        entries: list[Entry],
        method: Method,
        categories: Sequence[str],
        nw_set: str,
        factors: FactorOptions,
    ) -> Result:
        core = self._core.calculate(
            entries, method.database._core, method.id, list(categories), nw_set, factors.core
        )
        _warn_of_fall_backs(core)
        return Result(core, self, entries, method, factors.flow_map)

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

        factors = FactorOptions.of(
            self.database, flow_map, on_duplicate_factor, exclude_long_term
        )
        chosen = [(m.database._core, m.id, list(categories)) for m in as_list(methods)]
        core = _core.score_all(self._core, chosen, factors.core, threads, progress)
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
            FactorOptions.of(self.database, flow_map, on_duplicate_factor, exclude_long_term),
            categories=categories,
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

    def _columns_of(self, demand: Demand) -> tuple[list[int], list[float]]:
        """The columns that a demand means, and amounts in their reference units."""
        return self._core.demand_columns(to_entries(demand))

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

        factors = FactorOptions.of(
            self.database, flow_map, on_duplicate_factor, exclude_long_term
        )
        rows = _core.explain(
            self.database._core,
            flow,
            method.database._core,
            method.id,
            list(categories),
            factors.core,
        )
        return pandas.DataFrame(rows)

    def demand_vector(self, demand: Demand) -> numpy.ndarray[Any, Any]:
        """f of A s = f."""
        return self._core.demand_vector(to_entries(demand))

    def __repr__(self) -> str:
        rows, columns = self.biosphere.shape
        return f"<lichen.System: {columns} activities, {rows} elementary flows>"


def _warn_of_fall_backs(core: _core.Result) -> None:
    for note in core.report["notes"]:
        warnings.warn(note, PerformanceWarning, stacklevel=5)

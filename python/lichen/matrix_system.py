"""A product system given as matrices, or opened from the file of a saved one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from lichen import _core
from lichen.demand_table import DemandTable
from lichen.errors import DataError, Error
from lichen.frames import to_frame
from lichen.matrix_labels import Lookup, to_columns
from lichen.matrix_result import MatrixResult
from lichen.solving import solve_options
from lichen.system_matrices import Matrices

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from typing import Any

    import pandas
    from scipy import sparse

    from lichen import _core as held
    from lichen.matrix_labels import Labels, MatrixDemand
    from lichen.score_table import ScoreTable


class MatrixSystem(Matrices):
    """Matrices A, B, C with their labels, ready to answer demands.

    Made by `System.from_matrices` and `System.open`. An instance never changes and serves
    many threads at once. A demand is solved on the part of the system that it reaches.
    """

    _core: held.MatrixSystem

    def __init__(self, core: held.MatrixSystem) -> None:
        self._core = core
        self.findings_core: dict[str, Any] = {}
        self._lookup: Lookup | None = None

    @classmethod
    def from_matrices(
        cls,
        a: Any,
        b: Any,
        c: Any = None,
        *,
        products: Labels = None,
        activities: Labels = None,
        flows: Labels = None,
        categories: Labels = None,
        solver: str = "automatic",
        dense_limit: int = 64,
        tolerance: float = 1e-12,
        memory_limit: float | str | None = None,
    ) -> MatrixSystem:
        """See `System.from_matrices`."""
        return cls(
            _core.MatrixSystem(
                a,
                b,
                c,
                to_columns(activities, "activity")
                + to_columns(products, "product", {"id": "product_id", "name": "product"}),
                to_columns(flows, "flow", {"name": "flow"}),
                to_columns(categories, "category", {"name": "category"}),
                solve_options(solver, dense_limit, tolerance, memory_limit),
            )
        )

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        solver: str = "automatic",
        dense_limit: int = 64,
        tolerance: float = 1e-12,
        memory_limit: float | str | None = None,
        store: str | None = None,
        generation: int | None = None,
        policies: Mapping[str, str] | None = None,
    ) -> MatrixSystem:
        """See `System.open`."""
        import os

        expected = None if policies is None else list(policies.items())
        return cls(
            _core.MatrixSystem.open(
                os.fspath(path),
                solve_options(solver, dense_limit, tolerance, memory_limit),
                store=store,
                generation=generation,
                policies=expected,
            )
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write matrices, labels and orderings to one file, which `System.open` maps.

        Raises
        ------
        DataError
            If the file cannot be written; one that exists is replaced whole or not at all.
        """
        import os

        self._core.save(os.fspath(path))

    # ── answers ───────────────────────────────────────────────────────────────────────

    def calculate(
        self,
        demand: MatrixDemand | Sequence[MatrixDemand] | Mapping[str, MatrixDemand],
        *,
        inventories: bool = False,
        scalings: bool = False,
        threads: int = 0,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> MatrixResult | DemandTable:
        """Answer a demand, or several, for all categories.

        Parameters
        ----------
        demand : str, int, mapping, or array; or several of these
            A label or position ("name = 2.5", 7), amounts by label or position
            ({"name": 2.5}), or f itself: one entry per product. Labels are an exact id,
            an exact name, or "name, location"; of an activity, or else of a product. A
            unit may be given where it is that of the label: "name = 2.5 kWh". Several: a
            list of texts or mappings, or a mapping from names to mappings.
        inventories, scalings, threads, progress
            As for `System.calculate`, of several demands.

        Returns
        -------
        MatrixResult or DemandTable

        Raises
        ------
        DataError
            If a label is unknown or stands for several, or if the demand reaches what
            was not settled when the system was linked.
        UnitError
            If the unit is not the one in which the product is counted.
        SingularError
            If the system has no unique solution; names the culprits.
        """
        several = _several(demand)
        if several is None:
            if inventories or scalings:
                raise DataError("inventories and scalings are kept of several demands")
            return self._single(demand)
        positions, failures = self._positions([one for _, one in several])
        core = _core.score_matrix_demands(
            self._core,
            [name for name, _ in several],
            positions,
            failures,
            inventories,
            scalings,
            threads,
            progress,
        )
        return DemandTable(core, lambda at: self._single(several[at][1]))

    def _positions(
        self, demands: Sequence[MatrixDemand]
    ) -> tuple[list[tuple[list[int], list[float]]], list[str]]:
        """Demands by position, and why some are not understood."""
        positions: list[tuple[list[int], list[float]]] = []
        failures = []
        for demand in demands:
            try:
                positions.append(self._resolver.resolve(demand))
                failures.append("")
            except Error as error:
                positions.append(([], []))
                failures.append(str(error))
        return positions, failures

    def _single(self, demand: Any) -> MatrixResult:
        products, amounts = self._resolver.resolve(demand)
        return MatrixResult(self._core.calculate(products, amounts), self, products, amounts)

    def score_all(
        self,
        *,
        threads: int = 0,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> ScoreTable:
        """Score one unit of every product in every category.

        Rows that reach an obstacle, a loop without solution or a flow with conflicting
        factors have no score (NaN) and a reason instead. A waste counts per unit treated.

        Parameters
        ----------
        threads : int
            Threads that work; 0: one per processor. The numbers do not depend on it.
        progress : callable, optional
            Called with (task, categories done, categories in all).

        Returns
        -------
        ScoreTable

        Raises
        ------
        SingularError
            If a defect cannot be taken apart from the rest.
        """
        from lichen.score_table import ScoreTable

        return ScoreTable(_core.score_matrices(self._core, threads, progress), self)

    def _columns_of(self, demand: MatrixDemand) -> tuple[list[int], list[float]]:
        """Rows of a score table, and amounts made or (of a waste) treated."""
        products, amounts = self._resolver.resolve(demand)
        signs = self._signs
        if not signs:
            return products, amounts
        return products, [
            signs[product] * amount for product, amount in zip(products, amounts, strict=True)
        ]

    @cached_property
    def _signs(self) -> list[float]:
        """-1 for rows that stand for a waste treated; empty where labels do not tell."""
        return [float(sign) for sign in self._core.table("activities").get("sign", [])]

    @property
    def _resolver(self) -> Lookup:
        if self._lookup is None:
            self._lookup = Lookup(
                self._core.table("activities"),
                self._core.table("units"),
                self._core.a.shape[0],
                self._core.paired,
            )
        return self._lookup

    # ── matrices ──────────────────────────────────────────────────────────────────────

    @property
    def characterisation(self) -> sparse.csc_matrix:
        """C, categories x elementary flows; read-only. No rows where there is none."""
        return self._core.c

    @property
    def open_exchanges(self) -> sparse.csc_matrix:
        """What is cut off or not allocated x activities; read-only."""
        return self._core.open_exchanges

    @property
    def columns(self) -> pandas.DataFrame:
        """Labels of activities (columns of A and B) and of products (rows of A)."""
        return to_frame(self._core.table("activities"))

    @property
    def flows(self) -> pandas.DataFrame:
        """Labels of the rows of B."""
        return to_frame(self._core.table("flows"))

    @property
    def categories(self) -> pandas.DataFrame:
        """Labels of the rows of C."""
        return to_frame(self._core.table("categories"))

    @property
    def open_rows(self) -> pandas.DataFrame:
        """Labels of the rows of `open_exchanges`."""
        return to_frame(self._core.table("open_rows"))

    @property
    def obstacles(self) -> pandas.DataFrame:
        """What keeps columns from being right, as it was when the system was saved."""
        return to_frame(self._core.table("obstacles"))

    # ── where it comes from ───────────────────────────────────────────────────────────

    @property
    def policies(self) -> dict[str, str]:
        """The policies of linking and solving that were in force."""
        return dict(self._core.source["policies"])

    @property
    def source(self) -> dict[str, Any]:
        """Store and generation (None and 0 without one), policies, version of lichen."""
        return self._core.source

    @property
    def findings(self) -> pandas.DataFrame:
        """Why a system kept beside a store was linked again; empty where it was not."""
        return to_frame(self.findings_core)

    def __repr__(self) -> str:
        flows, activities = self._core.b.shape
        return (
            f"<lichen.MatrixSystem: {activities} activities, {flows} elementary flows, "
            f"{self._core.c.shape[0]} categories>"
        )


def _several(demand: Any) -> list[tuple[str, Any]] | None:
    """Several demands with their names; None where one is asked for."""
    if isinstance(demand, (list, tuple)) and any(isinstance(d, (str, Mapping)) for d in demand):
        return [(_text(one), one) for one in demand]
    if isinstance(demand, Mapping) and any(isinstance(d, Mapping) for d in demand.values()):
        return [(str(name), one) for name, one in demand.items()]
    return None


def _text(demand: Any) -> str:
    if not isinstance(demand, Mapping):
        return str(demand)
    return " + ".join(f"{label} = {amount}" for label, amount in demand.items())

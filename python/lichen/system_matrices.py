"""The matrices of a system, and what their rows and columns stand for."""

from __future__ import annotations

from lichen import _core
from lichen.factor_options import FactorOptions
from lichen.frames import counts_frame, to_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import pandas
    from scipy import sparse

    from lichen import _core as core
    from lichen.database import Database, FlowMap
    from lichen.methods import Method


class Matrices:
    """A and B of a system, with or without a database behind them."""

    _core: core.System | core.MatrixSystem

    @property
    def technosphere(self) -> sparse.csc_matrix:
        """A, products x activities: production positive, consumption negative; read-only."""
        return self._core.a

    @property
    def biosphere(self) -> sparse.csc_matrix:
        """B, elementary flows x activities, positive in a flow's direction; read-only."""
        return self._core.b

    def diagnose(self) -> dict[str, Any]:
        """What makes A singular, or answers inexact, by name.

        Returns
        -------
        dict
            Names of ``products_without_producer``, ``activities_without_product`` and
            ``ill_conditioned_activities`` (the worst first); lists of activities in
            ``self_eating_loops``; positions where there are no labels. The ``condition``,
            infinite where A has no inverse.

        Examples
        --------
        >>> import lichen
        >>> system = lichen.System.from_matrices(
        ...     [[1.0, -2.0], [-0.5, 1.0]], [[1.0, 0.0]], activities=["mill", "mine"]
        ... )
        >>> system.diagnose()["self_eating_loops"]
        [['mill', 'mine']]
        """
        found = _core.diagnose(self._core.a)
        labels = self._column_labels()

        def named(positions: Any, column: str) -> Any:
            return [labels[column][k] if column in labels else k for k in positions]

        loops = [named(loop, "activity") for loop in found["self_eating_loops"]]
        return {
            "products_without_producer": named(found["products_without_producer"], "product"),
            "activities_without_product": named(found["activities_without_product"], "activity"),
            "self_eating_loops": loops,
            "ill_conditioned_activities": named(found["ill_conditioned_activities"], "activity"),
            "condition": found["condition"],
        }

    def _column_labels(self) -> dict[str, list[str]]:
        core = self._core
        if isinstance(core, _core.MatrixSystem):
            return core.table("activities")
        return core.columns()


class SystemMatrices(Matrices):
    """The matrices of a linked database: labels, origins, what was odd about them."""

    _core: core.System
    database: Database

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
    ) -> core.Characterisation:
        """C of a method, categories x elementary flows, with the way back to factors."""
        rows = [method.category_position(name) for name in categories]
        factors = FactorOptions.of(
            self.database, flow_map, on_duplicate_factor, exclude_long_term
        )
        return self._core.characterise(
            method.database._core, rows or method.category_positions, factors.core
        )

    @property
    def factorised(self) -> core.Technosphere:
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

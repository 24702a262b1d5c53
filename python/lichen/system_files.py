"""Systems without a database: of plain matrices, and from the file of a saved one."""

from __future__ import annotations

from lichen import _core
from lichen.factor_options import FactorOptions
from lichen.methods import as_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence
    from typing import Any

    from lichen import _core as core
    from lichen.database import Database, FlowMap
    from lichen.matrix_labels import Labels
    from lichen.matrix_system import MatrixSystem
    from lichen.methods import Method, Methods


class SystemFiles:
    """How a system is made of matrices, saved and opened."""

    _core: core.System
    database: Database
    _solve: dict[str, Any]

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
        dense_limit: int = 64,
        tolerance: float = 1e-12,
        memory_limit: float | str | None = None,
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
            dense_limit=dense_limit,
            tolerance=tolerance,
            memory_limit=memory_limit,
        )

    @staticmethod
    def open(
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
        """Map the file that `save` wrote: no reading, no linking.

        Parameters
        ----------
        path : str or path
        solver, dense_limit, tolerance, memory_limit
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
            path,
            solver=solver,
            dense_limit=dense_limit,
            tolerance=tolerance,
            memory_limit=memory_limit,
            store=store,
            generation=generation,
            policies=policies,
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

        factors = FactorOptions.of(
            self.database, flow_map, on_duplicate_factor, exclude_long_term
        )
        chosen = [
            (method.database._core, method.category_positions, factors.core)
            for method in as_list(methods)
        ]
        _core.save_system(self._core, os.fspath(path), self._solve, chosen)

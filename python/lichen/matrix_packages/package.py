"""Matrices with labels, as the packages of other tools hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lichen.package_findings import findings_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import pandas
    from scipy import sparse

    from lichen.matrix_system import MatrixSystem

Labels = dict[str, list[str]]


@dataclass
class MatrixPackage:
    """A, B, C in lichen's signs, with the labels of their rows and columns.

    A : products x activities, production positive; B : elementary flows x activities,
    positive in the direction of the flow; C : categories x elementary flows. Row j of A is
    the product of column j.
    """

    format: str
    a: sparse.csc_matrix
    b: sparse.csc_matrix
    c: sparse.csc_matrix | None
    products: Labels
    activities: Labels
    flows: Labels
    categories: Labels
    found: list[dict[str, Any]] = field(default_factory=list)

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd or left out: kind, severity, file, field, message, action, count."""
        return findings_frame(self.found)

    def system(self, c: Any = None, **options: Any) -> MatrixSystem:
        """The system of these matrices, ready to answer demands.

        Parameters
        ----------
        c : matrix, optional
            Factors, categories x elementary flows, in place of the package's own.
        **options
            As for `System.from_matrices`: solver, dense_limit, tolerance, memory_limit,
            and ``categories``, the labels of `c`.
        """
        from lichen.matrix_system import MatrixSystem

        if c is None:
            c = self.c
            options.setdefault("categories", self.categories or None)
        return MatrixSystem.from_matrices(
            self.a,
            self.b,
            c,
            products=self.products,
            activities=self.activities,
            flows=self.flows,
            **options,
        )

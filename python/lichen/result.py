"""The answer to one demand: scores with errors, inventory, contributions, provenance."""

from __future__ import annotations

from lichen.demand import to_text
from lichen.errors import DataError
from lichen.frames import counts_frame, to_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import numpy
    import pandas

    from lichen import _core
    from lichen.database import FlowMap
    from lichen.demand import Entry
    from lichen.methods import Method
    from lichen.system import System


class Result:
    """What a demand scores, how good the numbers are, and what they are made of."""

    def __init__(
        self,
        core: _core.Result,
        system: System,
        demand: list[Entry],
        method: Method | None,
        flow_map: FlowMap | None,
    ) -> None:
        self._core = core
        self.system = system
        self.demand = demand
        self.method = method
        self.flow_map = flow_map

    # ── scores ────────────────────────────────────────────────────────────────────────

    @property
    def scores(self) -> pandas.DataFrame:
        """category, score, unit, error (what stands behind ±), error_kind."""
        rows = self._core.scores
        return to_frame(
            {
                "category": [row["category"] for row in rows],
                "score": [row["value"] for row in rows],
                "unit": [row["unit"] for row in rows],
                "error": [row["error"]["printed"] for row in rows],
                "error_kind": [row["error"]["kind"] for row in rows],
            }
        )

    def score(self, category: str = "") -> float:
        """The score of a category by its name or id; of the only one where none is named.

        Raises
        ------
        DataError
            If there is no such category, or several and none is named.
        """
        return float(self._core.scores[self._category(category)]["value"])

    @property
    def error(self) -> pandas.DataFrame:
        """The error of each score: what is printed as ±, its kind, estimate and bound.

        The bound is rigorous and NaN where it cannot be proved; the estimate is meant to
        be within a factor 10 of the true error. Printed is the bound where it exists,
        else ten times the estimate.
        """
        rows = self._core.scores
        nan = float("nan")
        bounds = [row["error"]["bound"] for row in rows]
        return to_frame(
            {
                "category": [row["category"] for row in rows],
                "error": [row["error"]["printed"] for row in rows],
                "kind": [row["error"]["kind"] for row in rows],
                "estimate": [row["error"]["estimate"] for row in rows],
                "bound": [nan if bound is None else bound for bound in bounds],
            },
            index="category",
        )

    @property
    def normalised(self) -> pandas.Series | None:
        """h / R by category, NaN where the set has no R; None where no set was chosen."""
        return self._series("normalised")

    @property
    def weighted(self) -> pandas.Series | None:
        """h / R times weight by category; None where no set was chosen."""
        return self._series("weighted")

    @property
    def weighted_raw(self) -> pandas.Series | None:
        """h times weight, where the set has weights and no R at all."""
        return self._series("weighted_raw")

    @property
    def single_score(self) -> float | None:
        """The sum of weighted scores; None where no set with weights was chosen."""
        return self._core.single_score

    @property
    def single_score_error(self) -> float | None:
        """What stands behind ± of the single score."""
        error = self._core.single_score_error
        return None if error is None else float(error["printed"])

    def _series(self, field: str) -> pandas.Series | None:
        rows = self._core.scores
        values = [row[field] for row in rows]
        if all(value is None for value in values):
            return None
        import pandas

        numbers = [float("nan") if value is None else value for value in values]
        index = pandas.Index([row["category"] for row in rows], name="category")
        return pandas.Series(numbers, index=index, name=field)

    @property
    def coverage(self) -> dict[str, Any]:
        """How much of the inventory met a factor: flows, and amounts by unit."""
        return self._core.coverage

    # ── what the scores are made of ───────────────────────────────────────────────────

    @property
    def inventory(self) -> pandas.DataFrame:
        """Elementary flows: flow, compartment, amount, unit, direction, characterised."""
        return to_frame(self._core.inventory())

    @property
    def uncharacterised(self) -> pandas.DataFrame:
        """Flows of the inventory for which no category of the method holds a factor."""
        table = self.inventory
        missing = table[~table["characterised"].astype(bool)].reset_index(drop=True)
        return missing.drop(columns="characterised")

    @property
    def open_flows(self) -> pandas.DataFrame:
        """Products and wastes that cross the border of the system without being modelled.

        Positive amounts leave the system, negative ones enter it.
        """
        return to_frame(self._core.open_flows())

    def contributions(self, category: str = "", by: str = "activity") -> pandas.DataFrame:
        """The parts of a score, the largest first.

        Parameters
        ----------
        category : str
            Name or id; may be left out where there is only one.
        by : {"activity", "flow"}

        Returns
        -------
        pandas.DataFrame
            id, name, location (compartment of a flow), value in the unit of the
            category, share of the sum of absolute parts.
        """
        if by not in ("activity", "flow"):
            raise DataError(f'by cannot be "{by}"; choose one of activity, flow')
        return to_frame(self._core.contributions(self._category(category), by))

    def _category(self, name: str) -> int:
        from lichen.names import resolve

        rows = self._core.scores
        if not name and len(rows) == 1:
            return 0
        names = [row["category"] for row in rows]
        if not name:
            raise DataError(f"name a category: {', '.join(names) or 'there is none'}")
        return resolve(name, "category", [row["id"] for row in rows], names)

    @property
    def scaling(self) -> numpy.ndarray[Any, Any]:
        """s of A s = f, one entry per column of the system; read-only."""
        return self._core.scaling

    # ── how it was found ──────────────────────────────────────────────────────────────

    @property
    def report(self) -> dict[str, Any]:
        """Solver, components, iterations, backward error ω, fall-backs taken."""
        return self._core.report

    @property
    def diagnostics(self) -> dict[str, Any]:
        """How it was solved, and how well that went.

        The keys of ``report`` (solver, components, largest_component, iterations,
        contraction, backward_error ω, notes), and factor_entries (numbers that direct
        solvers keep, 0 where none is used), condition (‖A‖₁ ‖A⁻¹‖₁ of the part that the
        demand reaches, estimated from below; computed now; depends on units) and seconds
        (preparation: ordering and factors, made once; solution). Times are never the same
        twice and stand in no document.
        """
        return self._core.diagnostics()

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd about the part of the system that the demand reaches."""
        return to_frame(self._core.findings)

    @property
    def finding_counts(self) -> pandas.DataFrame:
        """Findings by kind and severity, the gravest first."""
        return counts_frame(self._core.finding_counts)

    @property
    def provenance(self) -> dict[str, Any]:
        """Library version, files with hashes, policies, findings by kind."""
        from lichen.provenance import provenance

        return provenance([self])

    def to_dict(self) -> dict[str, Any]:
        """The result and its provenance, in the form of ``docs/reference/json.md``."""
        from lichen.provenance import document

        return document([self])

    def to_json(self, indent: int | None = 2) -> str:
        """The result and its provenance as JSON; documented in ``docs/reference/json.md``."""
        from lichen.provenance import to_json

        return to_json([self], indent)

    def __repr__(self) -> str:
        lines = [f"<lichen.Result of {to_text(self.demand)}"]
        for row in self._core.scores:
            printed = row["error"]["printed"]
            lines.append(f"  {row['category']}: {row['value']:.10g} {row['unit']} ± {printed:.1g}")
        return "\n".join(lines) + ">"

    def _repr_html_(self) -> str:
        from lichen.html import result_html

        return result_html(self)

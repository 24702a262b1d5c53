"""The answer of plain matrices: scores with errors, inventory, contributions."""

from __future__ import annotations

from lichen.errors import DataError, LichenWarning
from lichen.frames import to_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import numpy
    import pandas

    from lichen import _core
    from lichen.matrix_system import MatrixSystem


class MatrixResult:
    """What a demand scores, how good the numbers are, and what they are made of."""

    def __init__(
        self,
        core: _core.MatrixAnswer,
        system: MatrixSystem,
        products: list[int],
        amounts: list[float],
    ) -> None:
        self._core = core
        self.system = system
        self.demand = dict(zip(products, amounts, strict=True))
        self._refuse_conflicts()
        self._warn_of_loops()

    def _warn_of_loops(self) -> None:
        """A loop that uses more than it makes has a solution, but one that runs backwards."""
        import warnings

        for loop in self.loops_above_one:
            names = "; ".join(loop[:5]) + (f"; and {len(loop) - 5} more" if len(loop) > 5 else "")
            warnings.warn(
                f"a loop of {len(loop)} activities uses more of its products than it makes, so "
                f"that it runs backwards and its scores mean nothing: {names}",
                LichenWarning,
                stacklevel=5,
            )

    def _refuse_conflicts(self) -> None:
        """As the database does it: no score where several different factors could count."""
        held = {flow for flow, rule in self._gaps() if rule == "conflicting"}
        if held:
            names = "; ".join(self._flow_name(flow) for flow in sorted(held)[:5])
            raise DataError(
                f"the inventory holds {len(held)} flows for which a category holds several "
                f"different factors: {names}. Save the system again with a policy: "
                "on_duplicate_factor=first, last, max, min or mean"
            )

    def _gaps(self) -> list[tuple[int, str]]:
        """Flows of the inventory that a rule left without factor."""
        table = self.system._core.table("factor_gaps")
        if not table:
            return []
        inventory = self.inventory_vector
        rows = zip(table["flow"], table["rule"], strict=True)
        return [(int(flow), rule) for flow, rule in rows if inventory[int(flow)] != 0.0]

    def _flow_name(self, flow: int) -> str:
        labels = self.system._core.table("flows")
        return labels["flow"][flow].strip() if "flow" in labels else str(flow)

    # ── scores ────────────────────────────────────────────────────────────────────────

    @property
    def scores(self) -> pandas.DataFrame:
        """Labels of the categories, score, error (what stands behind ±), error_kind."""
        rows = self._core.scores
        labels = dict(self.system._core.table("categories"))
        unit = labels.pop("unit", None)
        table: dict[str, Any] = labels or {"category": list(range(len(rows)))}
        table["score"] = [row["value"] for row in rows]
        if unit is not None:
            table["unit"] = unit
        table["error"] = [row["error"]["printed"] for row in rows]
        table["error_kind"] = [row["error"]["kind"] for row in rows]
        return to_frame(table)

    def score(self, category: str | int = "") -> float:
        """The score of a category by label or position; of the only one where none is named.

        Raises
        ------
        DataError
            If there is no such category, or several and none is named.
        """
        return float(self._core.scores[self._category(category)]["value"])

    @property
    def error(self) -> pandas.DataFrame:
        """The error of each score: what is printed as ±, its kind, estimate and bound.

        The bound is rigorous and NaN where it cannot be proved. Printed is the bound where
        it exists, else ten times the estimate.
        """
        errors = [row["error"] for row in self._core.scores]
        nan = float("nan")
        return to_frame(
            {
                "error": [error["printed"] for error in errors],
                "kind": [error["kind"] for error in errors],
                "estimate": [error["estimate"] for error in errors],
                "bound": [nan if error["bound"] is None else error["bound"] for error in errors],
            }
        )

    def _category(self, category: str | int) -> int:
        count = len(self._core.scores)
        if isinstance(category, int):
            if not 0 <= category < count:
                raise DataError(f"there is no category {category} among {count}")
            return category
        if category == "" and count == 1:
            return 0
        labels = self.system._core.table("categories")
        found = {k for texts in labels.values() for k, text in enumerate(texts) if text == category}
        if category == "" or len(found) != 1:
            raise DataError(
                f'"{category}" names {len(found) if category else "none"} of {count} categories; '
                "give a label of one, or its position"
            )
        return found.pop()

    # ── what the scores are made of ───────────────────────────────────────────────────

    @property
    def inventory_vector(self) -> numpy.ndarray[Any, Any]:
        """g = B s, one entry per row of B; read-only."""
        return self._core.inventory

    @property
    def scaling(self) -> numpy.ndarray[Any, Any]:
        """s of A s = f, one entry per activity; 0 where the demand does not reach."""
        return self._core.scaling

    @property
    def inventory(self) -> pandas.DataFrame:
        """The flows that are not 0, with their labels and amounts."""
        table: dict[str, Any] = dict(self.system._core.table("flows"))
        amounts = self.inventory_vector
        frame = to_frame(table or {"flow": list(range(len(amounts)))})
        frame.insert(len(frame.columns), "amount", amounts)
        return frame[frame["amount"] != 0.0]

    def by_activity(self, category: str | int = "") -> pandas.DataFrame:
        """The parts of a score that activities cause themselves, the largest first."""
        parts = self._core.by_activity(self._category(category))
        table: dict[str, Any] = dict(self.system._core.table("activities"))
        return _largest_first(table or {"activity": list(range(len(parts)))}, parts)

    def by_flow(self, category: str | int = "") -> pandas.DataFrame:
        """The parts of a score that single flows cause, the largest first."""
        row = self.system.characterisation[self._category(category)].toarray().ravel()
        table: dict[str, Any] = dict(self.system._core.table("flows"))
        parts = row * self.inventory_vector
        return _largest_first(table or {"flow": list(range(len(parts)))}, parts)

    @property
    def findings(self) -> pandas.DataFrame:
        """Flows of the inventory that a rule left without factor: flow, rule."""
        gaps = self._gaps()
        return to_frame(
            {
                "flow": [self._flow_name(flow) for flow, _ in gaps],
                "rule": [rule for _, rule in gaps],
            }
        )

    @property
    def loops_above_one(self) -> list[list[str]]:
        """Loops of activities that use more of their own products than they make.

        Told where that makes some of them run backwards; by label and position.
        """
        labels = self.system._core.table("activities")
        name = next((key for key in ("activity", "name", "activity_id", "id") if key in labels), "")

        def text(position: int) -> str:
            return f'"{labels[name][position].strip()}" ({position})' if name else str(position)

        return [[text(position) for position in loop] for loop in self._core.loops_above_one]

    @property
    def report(self) -> dict[str, Any]:
        """How it was solved: solver, components, iterations, backward error."""
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

    def __repr__(self) -> str:
        rows = self._core.scores
        shown = ", ".join(f"{row['value']:.6g} ± {row['error']['printed']:.1g}" for row in rows[:3])
        return f"<lichen.MatrixResult: {shown}{', …' if len(rows) > 3 else ''}>"


def _largest_first(labels: dict[str, Any], parts: Any) -> pandas.DataFrame:
    frame = to_frame(labels)
    frame.insert(len(frame.columns), "value", parts)
    frame = frame[frame["value"] != 0.0]
    order = frame["value"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)

"""What several demands score in several categories, side by side."""

from __future__ import annotations

from functools import cached_property

from lichen.errors import DataError
from lichen.frames import counts_frame, to_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from typing import Any

    import numpy
    import pandas

    from lichen import _core
    from lichen.demands import Demands
    from lichen.factor_options import FactorOptions
    from lichen.methods import Method
    from lichen.system import System

SCHEMA = "lichen/demands/1"


class DemandTable:
    """Every demand x every category, found in one block of solutions.

    Made by `System.calculate` and `MatrixSystem.calculate` where they are asked for
    several demands. A demand that is at fault has no scores (NaN) and stands in
    `failures`; the others are answered. ``table[0]`` or ``table["name"]`` answers one
    demand in full, with its contributions.
    """

    def __init__(self, core: _core.DemandTable, answer: Callable[[int], Any]) -> None:
        self._core = core
        self._answer = answer

    @cached_property
    def values(self) -> numpy.ndarray[Any, Any]:
        """Scores, demands x categories; NaN where there is none."""
        return self._core.values

    @property
    def names(self) -> list[str]:
        """Names of the demands."""
        return self._core.names

    @property
    def scores(self) -> pandas.DataFrame:
        """Demands (rows) x categories; NaN where there is no score."""
        return self._frame(self.values)

    @property
    def error(self) -> pandas.DataFrame:
        """What stands behind ±, in the form of `scores`: the bound, else 10 x estimate."""
        return self._frame(self._core.errors)

    @property
    def estimate(self) -> pandas.DataFrame:
        """The estimated errors."""
        return self._frame(self._core.estimates)

    @property
    def bound(self) -> pandas.DataFrame:
        """The rigorous bounds; NaN where none could be proved."""
        return self._frame(self._core.bounds)

    @property
    def categories(self) -> pandas.DataFrame:
        """Labels of the columns: id, method, method_version, category, unit."""
        return to_frame(self._core.categories)

    @property
    def failures(self) -> dict[str, str]:
        """Why demands have no score at all, by name."""
        return {
            name: why
            for name, why in zip(self._core.names, self._core.failures, strict=True)
            if why
        }

    @property
    def missing(self) -> pandas.DataFrame:
        """The scores that are not there, and why: demand, category, reason."""
        import pandas

        core = self._core
        names, categories, reasons = core.names, core.categories["category"], core.reasons
        rows = [(names[i], categories[k], reasons[why]) for i, k, why in core.missing]
        return pandas.DataFrame(rows, columns=["demand", "category", "reason"])

    @cached_property
    def inventories(self) -> numpy.ndarray[Any, Any] | None:
        """g of each demand, demands x flows (`System.flows`); None if not asked for."""
        return self._core.inventories

    @cached_property
    def scalings(self) -> numpy.ndarray[Any, Any] | None:
        """s of each demand, demands x activities (`System.columns`); None if not asked for."""
        return self._core.scalings

    @property
    def diagnostics(self) -> dict[str, Any]:
        """How it was solved: ``way`` ("prices" of the categories, or "scalings" of the
        demands), ``why`` that way, ``solutions`` (right-hand sides), solver, notes.
        """
        return self._core.report

    @property
    def policies(self) -> dict[str, str]:
        """Every policy that was in force."""
        return dict(self._core.policies)

    @property
    def findings(self) -> pandas.DataFrame:
        """Findings of the factors, and which demands have no score."""
        return to_frame(self._core.findings)

    @property
    def finding_counts(self) -> pandas.DataFrame:
        """Findings by kind and severity, the gravest first."""
        return counts_frame(self._core.finding_counts)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary per demand and category, those without score with their reason."""
        return _long_rows(self._core)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write `rows` as a table: ``.csv``, or ``.parquet`` (needs pyarrow).

        Raises
        ------
        DataError
            If the name ends with neither, or the file cannot be written.
        """
        from pathlib import Path

        from lichen.score_table import write_columns

        rows = self.rows()
        names = list(rows[0]) if rows else []
        write_columns(Path(path), {name: [row[name] for row in rows] for name in names})

    def __len__(self) -> int:
        return len(self._core.names)

    def __getitem__(self, demand: int | str) -> Any:
        names = self._core.names
        if isinstance(demand, str):
            if demand not in names:
                raise DataError(f'no demand is called "{demand}" among {len(names)}')
            return self._answer(names.index(demand))
        return self._answer(range(len(names))[demand])

    def _frame(self, numbers: Any) -> pandas.DataFrame:
        import pandas

        labels = self._core.categories
        levels = ["category", "unit"]
        if len(set(zip(labels["method"], labels["method_version"], strict=True))) > 1:
            levels.insert(0, "method")
        columns = pandas.MultiIndex.from_arrays([labels[name] for name in levels], names=levels)
        index = pandas.Index(self._core.names, name="demand")
        return pandas.DataFrame(numbers, index=index, columns=columns)

    def __repr__(self) -> str:
        rows, columns = self.values.shape
        failed = len(self.failures)
        tail = f", {failed} failed" if failed else ""
        return f"<lichen.{type(self).__name__}: {rows} demands x {columns} categories{tail}>"

    def _repr_html_(self) -> str:
        return str(self.scores.to_html())


class SystemDemandTable(DemandTable):
    """The same of a linked database: with what demands mean, and where numbers come from."""

    def __init__(
        self,
        core: _core.DemandTable,
        system: System,
        demands: Demands,
        methods: Sequence[Method],
        categories: Sequence[str],
        factors: FactorOptions,
    ) -> None:
        super().__init__(core, self._single)
        self.system = system
        self.demands = demands
        self.methods = list(methods)
        self.factors = factors
        self._categories = list(categories)

    def _single(self, at: int) -> Any:
        entries = self.demands.entries[at]
        results = [
            self.system._calculate(entries, method, self._categories, "", self.factors)
            for method in self.methods
        ]
        if len(results) == 1:
            return results[0]
        from lichen.results import Results

        return Results(results)

    @property
    def resolved(self) -> pandas.DataFrame:
        """What each demand was understood to mean, a row per product asked for."""
        import pandas

        return pandas.DataFrame(
            [
                {"demand": name, **row}
                for name, rows in zip(self._core.names, self._core.demands, strict=True)
                for row in rows
            ]
        )

    @property
    def provenance(self) -> dict[str, Any]:
        """Library version, files with hashes, policies, findings by kind."""
        from lichen.provenance import _counts, provenance_of

        made = provenance_of(self.system, self.methods, [self.factors.flow_map])
        made["schema"] = SCHEMA
        made["policies"] = dict(self._core.policies)
        made["findings"]["demands"] = _counts(self._core.finding_counts)
        return made

    def to_dict(self) -> dict[str, Any]:
        """Scores and provenance, in the form of ``docs/reference/json.md``."""
        from lichen.provenance import _finite

        core = self._core
        made = self.provenance
        made["solver"] = _finite(core.report)
        made["methods"] = [dict(row) for row in core.methods]
        made["demands"] = [
            {
                "name": name,
                "asked": [entry[0] for entry in entries],
                "demand": [_finite(row) for row in rows],
                "failure": why,
            }
            for name, entries, rows, why in zip(
                core.names, self.demands.entries, core.demands, core.failures, strict=True
            )
        ]
        made["scores"] = self.rows()
        return made

    def to_json(self, indent: int | None = 2) -> str:
        """The same as JSON: numbers with all digits, null where there is none."""
        import json

        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False, allow_nan=False)


def score_demands(
    system: System,
    demands: Demands,
    methods: Sequence[Method],
    categories: Sequence[str],
    factors: FactorOptions,
    **how: Any,
) -> SystemDemandTable:
    """What `System.calculate` does for several demands."""
    from lichen import _core

    if not methods:
        raise DataError("no method was given")
    core = _core.score_demands(
        system._core,
        demands.names,
        demands.entries,
        [(method.database._core, method.id, list(categories)) for method in methods],
        factors.core,
        **how,
    )
    return SystemDemandTable(core, system, demands, methods, categories, factors)


def _number(value: float) -> float | None:
    return value if value - value == 0.0 else None


def _long_rows(core: _core.DemandTable) -> list[dict[str, Any]]:
    labels, reasons = core.categories, core.reasons
    why = {(i, k): reasons[at] for i, k, at in core.missing}
    arrays = (core.values, core.errors, core.estimates, core.bounds)
    numbers = [array.tolist() for array in arrays]
    made = []
    for i, name in enumerate(core.names):
        for k, category in enumerate(labels["category"]):
            score, error, estimate, bound = (_number(array[i][k]) for array in numbers)
            kind = "10 x estimate" if bound is None else "bound"
            made.append(
                {
                    "demand": name,
                    "method": labels["method"][k],
                    "method_version": labels["method_version"][k],
                    "category": category,
                    "category_id": labels["id"][k],
                    "score": score,
                    "unit": labels["unit"][k],
                    "error": error,
                    "error_kind": "" if (i, k) in why else kind,
                    "estimate": estimate,
                    "bound": bound,
                    "failure": why.get((i, k), ""),
                }
            )
    return made

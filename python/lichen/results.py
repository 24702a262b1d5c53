"""Answers to several demands, or for several methods, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from lichen.demand import to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import pandas

    from lichen.result import Result


class Results(Sequence["Result"]):
    """A sequence of results; `scores` is a table with a column per demand."""

    def __init__(self, results: Sequence[Result]) -> None:
        self._results = list(results)

    def __getitem__(self, at: Any) -> Any:
        return self._results[at]

    def __len__(self) -> int:
        return len(self._results)

    @property
    def scores(self) -> pandas.DataFrame:
        """Scores by method, category and unit (rows) and demand (columns)."""
        import pandas

        rows = [
            (_method(result), row["category"], row["unit"], to_text(result.demand), row["value"])
            for result in self._results
            for row in result._core.scores
        ]
        frame = pandas.DataFrame(rows, columns=["method", "category", "unit", "demand", "score"])
        table = frame.pivot_table(
            index=["method", "category", "unit"],
            columns="demand",
            values="score",
            sort=False,
            aggfunc="first",
        )
        order = list(dict.fromkeys(frame["demand"]))
        return table[order]

    @property
    def error(self) -> pandas.DataFrame:
        """What stands behind ±, in the form of `scores`."""
        import pandas

        rows = [
            (_method(r), row["category"], row["unit"], to_text(r.demand), row["error"]["printed"])
            for r in self._results
            for row in r._core.scores
        ]
        frame = pandas.DataFrame(rows, columns=["method", "category", "unit", "demand", "error"])
        return frame.pivot_table(
            index=["method", "category", "unit"],
            columns="demand",
            values="error",
            sort=False,
            aggfunc="first",
        )[list(dict.fromkeys(frame["demand"]))]

    @property
    def provenance(self) -> dict[str, Any]:
        """Library version, files with hashes, policies, findings by kind."""
        from lichen.provenance import provenance

        return provenance(self._results)

    def to_dict(self) -> dict[str, Any]:
        """The results and their provenance, in the form of ``docs/reference/json.md``."""
        from lichen.provenance import document

        return document(self._results)

    def to_json(self, indent: int | None = 2) -> str:
        """The results and their provenance as JSON."""
        from lichen.provenance import to_json

        return to_json(self._results, indent)

    def __repr__(self) -> str:
        return f"<lichen.Results: {len(self)} results>"

    def _repr_html_(self) -> str:
        return str(self.scores.to_html())


def _method(result: Result) -> str:
    method = result.method
    if method is None:
        return ""
    return f"{method.name} {method.version}".strip()

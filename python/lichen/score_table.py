"""The scores of every activity in every category."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from lichen.errors import DataError
from lichen.frames import to_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any

    import numpy
    import pandas

    from lichen import _core
    from lichen.matrix_system import MatrixSystem
    from lichen.system import System

FORMS = (".csv", ".npy", ".parquet")


class ScoreTable:
    """Every activity x every category, per reference unit of the activity's product.

    Made by `System.score_all` and `MatrixSystem.score_all`. Rows stand in the order of the system's columns, columns in
    that of the methods. ± of a score is a rigorous bound where its category is `proved`,
    else ten times the estimated error.
    """

    def __init__(self, core: _core.ScoreTable, system: System | MatrixSystem) -> None:
        self._core = core
        self.system = system

    @cached_property
    def values(self) -> numpy.ndarray[Any, Any]:
        """Scores, activities x categories; NaN where there is none."""
        return self._core.values

    @cached_property
    def errors(self) -> numpy.ndarray[Any, Any]:
        """What is printed as ± of each score."""
        return self._core.errors

    @property
    def activities(self) -> pandas.DataFrame:
        """Labels of the rows: id, activity, location, product, unit."""
        return to_frame(self._core.activities)

    @property
    def categories(self) -> pandas.DataFrame:
        """Labels of the columns: id, method, category, unit, proved."""
        return to_frame(self._core.categories)

    @property
    def scores(self) -> pandas.DataFrame:
        """Scores with labels on rows and columns."""
        return self._frame(self.values)

    @property
    def error(self) -> pandas.DataFrame:
        """What is printed as ±, with labels on rows and columns."""
        return self._frame(self.errors)

    def score(self, demand: Any) -> tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]:
        """Score a demand by the rows that it names: a few microseconds, nothing is solved.

        Parameters
        ----------
        demand
            As for ``calculate`` of the system.

        Returns
        -------
        scores, errors : numpy.ndarray
            A number per category, in the order of `categories`, and what stands behind ±.
            NaN where a row has no score; `missing` says why.

        Raises
        ------
        DataError, UnitError
            As for ``calculate``, where a name or unit is not understood.

        Examples
        --------
        >>> import lichen
        >>> system = lichen.read("demo").link()
        >>> table = system.score_all(lichen.read_methods("demo"))
        >>> scores, errors = table.score({"Hard coal mining": "2 kg"})
        """
        import numpy

        columns, numbers = self.system._columns_of(demand)
        amounts = numpy.asarray(numbers, dtype=float)
        parts = amounts[:, None] * self.values[columns]
        sizes = numpy.abs(parts).sum(axis=0)
        carried = numpy.abs(amounts) @ self.errors[columns]
        # Each product and each sum may be off by half a unit in the last place.
        rounding = (len(amounts) + 1) * 2.0**-53 * sizes
        return parts.sum(axis=0), (carried + rounding) * (1 + 2.0**-40)

    @property
    def missing(self) -> pandas.DataFrame:
        """The scores that are not there, and why: activity, category, reason."""
        import pandas

        reasons = self._core.reasons
        names = self._core.activities["activity"]
        categories = self._core.categories["category"]
        rows = [(names[i], categories[k], reasons[why]) for i, k, why in self._core.missing]
        return pandas.DataFrame(rows, columns=["activity", "category", "reason"])

    @property
    def findings(self) -> pandas.DataFrame:
        """Findings of the factors, and what has no score."""
        return to_frame(self._core.findings)

    @property
    def report(self) -> dict[str, Any]:
        """How the system was solved."""
        return self._core.report

    @property
    def policies(self) -> dict[str, str]:
        """Every policy that was in force."""
        return dict(self._core.policies)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the table, in the form that the name ends with.

        Parameters
        ----------
        path : str or path
            ``.csv``: a row per activity, a column per category, and one for its error.
            ``.parquet``: the same (needs pyarrow). ``.npy``: scores only; errors and
            labels in files of the same name that end in ``.errors.npy``,
            ``.activities.csv`` and ``.categories.csv``.

        Raises
        ------
        DataError
            If the name ends with none of these, or the file cannot be written.
        """
        target = Path(path)
        if target.suffix != ".npy":
            write_columns(target, self._flat(), FORMS)
            return
        try:
            self._save_npy(target)
        except OSError as error:
            raise DataError(f"cannot write {target}: {error.strerror or error}") from None

    def _save_npy(self, target: Path) -> None:
        import numpy

        def save(array: Any) -> Any:
            def write(path: Path) -> None:
                with path.open("wb") as file:
                    numpy.save(file, array)

            return write

        _whole(target.with_suffix(".errors.npy"), save(self.errors))
        for labels in ("activities", "categories"):
            _write_csv(target.with_suffix(f".{labels}.csv"), getattr(self._core, labels))
        _whole(target, save(self.values))

    def _frame(self, numbers: Any) -> pandas.DataFrame:
        import pandas

        rows, columns = self._core.activities, self._core.categories
        return pandas.DataFrame(
            numbers,
            index=pandas.MultiIndex.from_arrays(
                [rows[name] for name in ("activity", "location", "product", "unit")],
                names=["activity", "location", "product", "unit"],
            ),
            columns=pandas.MultiIndex.from_arrays(
                [columns[name] for name in ("method", "category", "unit")],
                names=["method", "category", "unit"],
            ),
        )

    def _flat(self) -> dict[str, Any]:
        """One column per category and one for its error, after the labels."""
        columns: dict[str, Any] = dict(self._core.activities)
        labels = self._core.categories
        values, errors = self.values, self.errors
        several = len(set(labels["method"])) > 1
        for k, (method, category, unit) in enumerate(
            zip(labels["method"], labels["category"], labels["unit"], strict=True)
        ):
            name = f"{method}: {category} [{unit}]" if several else f"{category} [{unit}]"
            while name in columns:
                name += f" ({labels['id'][k]})"
            columns[name] = values[:, k]
            columns[f"± {name}"] = errors[:, k]
        return columns

    def __repr__(self) -> str:
        rows, columns = self.values.shape
        return f"<lichen.ScoreTable: {rows} activities x {columns} categories>"


def write_columns(
    target: Path, columns: dict[str, Any], forms: tuple[str, ...] = (".csv", ".parquet")
) -> None:
    """Writes columns as CSV or Parquet, whole or not at all.

    Raises
    ------
    DataError
        If the name ends with neither, or the file cannot be written.
    """
    if target.suffix not in forms:
        raise DataError(f"{target}: a table of scores is written as {', '.join(forms)}")
    try:
        if target.suffix == ".csv":
            _write_csv(target, columns)
        else:
            import pyarrow  # noqa: F401  (its absence is told by its own name)

            frame = to_frame(columns)
            _whole(target, lambda path: frame.to_parquet(path, index=False))
    except OSError as error:
        raise DataError(f"cannot write {target}: {error.strerror or error}") from None


def _write_csv(target: Path, columns: dict[str, Any]) -> None:
    """Writes columns with all digits of numbers; what is not there stays empty."""
    import csv

    def write(path: Path) -> None:
        lists = [
            column.tolist() if hasattr(column, "tolist") else column for column in columns.values()
        ]
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(columns)
            for row in zip(*lists, strict=True):
                rows.writerow(["" if value is None or value != value else value for value in row])

    _whole(target, write)


def _whole(target: Path, write: Any) -> None:
    """Writes a file that appears whole or not at all."""
    import os

    temporary = target.with_name(f".{target.name}.part")
    try:
        write(temporary)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)

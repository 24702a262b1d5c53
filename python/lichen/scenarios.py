"""Scenarios: exchanges that take other amounts, and what a system then scores."""

from __future__ import annotations

from lichen import _core
from lichen.demand import to_entries, to_text
from lichen.errors import DataError
from lichen.frames import counts_frame, to_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike
    from typing import Any, TypeAlias

    import numpy
    import pandas

    from lichen.database import FlowMap
    from lichen.demand import Amount, Demand, Entry
    from lichen.factor_options import FactorOptions
    from lichen.methods import Method
    from lichen.system import System

    Node: TypeAlias = "str | tuple[str, str]"
    Exchange: TypeAlias = "tuple[Node, Node] | tuple[Node, Node, str | int]"
    Changes: TypeAlias = "Mapping[Exchange, Amount]"
    Scenarios: TypeAlias = (
        "ScenarioTable | Mapping[str, Changes] | pandas.DataFrame | str | PathLike[str]"
    )

SCHEMA = "lichen/scenarios/1"


class ScenarioTable:
    """Exchanges (rows) and the absolute amounts that they take in scenarios (columns)."""

    def __init__(self, core: _core.ScenarioTable) -> None:
        self._core = core

    @property
    def names(self) -> list[str]:
        """Names of the scenarios."""
        return self._core.names

    @property
    def frame(self) -> pandas.DataFrame:
        """Exchanges x scenarios: the amounts, empty where an exchange stays as it is."""
        import pandas

        index = pandas.MultiIndex.from_tuples(
            [(activity, provider) for activity, provider, _ in self._core.exchanges],
            names=["activity", "provider"],
        )
        return pandas.DataFrame(self._core.amounts, index=index, columns=self.names)

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd about the files."""
        return to_frame(self._core.findings)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        rows = len(self._core.exchanges)
        return f"<lichen.ScenarioTable: {len(self)} scenarios, {rows} exchanges>"


def read_scenarios(*paths: str | PathLike[str]) -> ScenarioTable:
    """Read tables of scenarios: CSV or .xlsx (its first sheet; needs openpyxl).

    Two layouts are known by their columns: the library's own (``activity``, ``provider``,
    …), and the scenario-difference files of the Activity Browser and premise (``from
    key``, ``to key``, ``flow type``, …). Several files are read as one table.

    Raises
    ------
    DataError
        If a file is no such table, or if two rows set one exchange to different amounts
        in one scenario; file and line are named.
    """
    import os

    names = [os.fspath(path) for path in paths]
    if any(name.lower().endswith(".xlsx") for name in names):
        return ScenarioTable(_core.parse_scenarios([(name, _text_of(name)) for name in names]))
    return ScenarioTable(_core.read_scenarios(names))


def _text_of(path: str) -> str:
    if not path.lower().endswith(".xlsx"):
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    import csv
    import io

    try:
        import openpyxl
    except ModuleNotFoundError:
        raise DataError(f"{path}: reading .xlsx needs openpyxl; or save it as CSV") from None
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in sheet.iter_rows(values_only=True):
        cells = ["" if cell is None else cell for cell in row]
        if any(cell != "" for cell in cells):
            writer.writerow([repr(c) if isinstance(c, float) else c for c in cells])
    return buffer.getvalue()


def to_table(scenarios: Scenarios) -> ScenarioTable:
    """Scenarios as a table, however they are written.

    Parameters
    ----------
    scenarios : ScenarioTable, mapping, DataFrame or path
        A mapping names scenarios, each a mapping from exchanges to amounts: ``{"wind
        only": {("Grid mix", "Wind power"): 1.0, ("Grid mix", "Coal power"): 0.0}}``. An
        exchange is (activity, supplier or elementary flow), and, where that is not
        enough, its kind ("technosphere", "biosphere", "production") or its number.
        An activity or supplier may be (name, product).
    """
    from os import PathLike

    if isinstance(scenarios, ScenarioTable):
        return scenarios
    if isinstance(scenarios, (str, PathLike)):
        return read_scenarios(scenarios)
    if hasattr(scenarios, "to_csv"):
        text = scenarios.to_csv(index=False)
        return ScenarioTable(_core.parse_scenarios([("table", text)]))
    return _from_mapping(scenarios)


def _from_mapping(scenarios: Mapping[str, Changes]) -> ScenarioTable:
    import numpy

    rows: dict[Any, int] = {}
    cells: list[tuple[int, int, float]] = []
    for column, (name, changes) in enumerate(scenarios.items()):
        if not hasattr(changes, "items"):
            raise DataError(f'scenario "{name}": write {{(activity, supplier): amount, …}}')
        for exchange, amount in changes.items():
            row, value = _row(name, exchange, amount)
            cells.append((rows.setdefault(row, len(rows)), column, value))
    amounts = numpy.full((len(rows), len(scenarios)), numpy.nan)
    for at, column, value in cells:
        amounts[at, column] = value
    names = [str(name) for name in scenarios]
    return ScenarioTable(_core.make_scenarios(names, list(rows), amounts))


def _row(name: str, exchange: Any, amount: Amount) -> tuple[tuple[Any, ...], float]:
    if not isinstance(exchange, tuple) or len(exchange) not in (2, 3):
        raise DataError(
            f'scenario "{name}": {exchange!r} is no exchange; write (activity, supplier or flow)'
        )
    to, source = _node(exchange[0]), _node(exchange[1])
    which = exchange[2] if len(exchange) == 3 else "automatic"
    kind, number = ("automatic", which) if isinstance(which, int) else (str(which), 0)
    ((_, value, unit, _),) = to_entries({source[0]: amount})
    return (to, source, kind, number, unit), value


def _node(node: Any) -> tuple[str, str]:
    if isinstance(node, tuple):
        return str(node[0]), str(node[1])
    return str(node), ""


class ScenarioResults:
    """What scenarios score for one demand; those that failed say why.

    Made by `System.scenarios`.
    """

    def __init__(
        self,
        cores: Sequence[_core.ScenarioScores],
        system: System,
        demand: list[Entry],
        methods: Sequence[Method],
        flow_map: FlowMap | None,
    ) -> None:
        self._cores = list(cores)
        self.system = system
        self.demand = demand
        self.methods = list(methods)
        self.flow_map = flow_map

    def _columns(self) -> pandas.MultiIndex:
        import pandas

        keys = [
            (_method_name(core), row["category"], row["unit"])
            for core in self._cores
            for row in core.base
        ]
        names = ["method", "category", "unit"]
        if len(self._cores) == 1:
            return pandas.MultiIndex.from_tuples([key[1:] for key in keys], names=names[1:])
        return pandas.MultiIndex.from_tuples(keys, names=names)

    def _frame(self, take: Callable[[_core.ScenarioScores], Any]) -> pandas.DataFrame:
        import numpy
        import pandas

        values = numpy.hstack([take(core) for core in self._cores])
        index = pandas.Index(self._cores[0].rows["scenario"], name="scenario")
        return pandas.DataFrame(values, index=index, columns=self._columns())

    @property
    def scores(self) -> pandas.DataFrame:
        """Scenarios (rows) x categories; NaN where a scenario failed."""
        return self._frame(lambda core: core.values)

    @property
    def error(self) -> pandas.DataFrame:
        """What stands behind ±, in the form of `scores`: the bound, else 10 x estimate."""
        return self._frame(lambda core: core.errors)

    @property
    def bound(self) -> pandas.DataFrame:
        """The rigorous bounds; NaN where none could be proved."""
        return self._frame(lambda core: core.bounds)

    @property
    def base(self) -> pandas.Series[float]:
        """The scores of the system as it is."""
        import pandas

        values = [row["value"] for core in self._cores for row in core.base]
        return pandas.Series(values, index=self._columns(), name="as it is")

    @property
    def differences(self) -> pandas.DataFrame:
        """Scores minus those of the system as it is."""
        return self.scores - self.base

    @property
    def failures(self) -> dict[str, str]:
        """Why scenarios have no scores, by name."""
        failed: dict[str, str] = {}
        for core in self._cores:
            rows = core.rows
            for name, why in zip(rows["scenario"], rows["failure"], strict=True):
                if why:
                    failed.setdefault(name, why)
        return failed

    @property
    def scenarios(self) -> pandas.DataFrame:
        """One row per scenario: failure, how it was solved, entries changed, unreached."""
        return to_frame(self._cores[0].rows, index="scenario")

    @property
    def findings(self) -> pandas.DataFrame:
        """What was odd about tables and scenarios."""
        return to_frame(self._cores[0].findings)

    @property
    def finding_counts(self) -> pandas.DataFrame:
        """Findings by kind and severity, the gravest first."""
        return counts_frame(self._cores[0].finding_counts)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary per scenario and category, failed ones with their reason."""
        return [row for core in self._cores for row in _long_rows(core)]

    def to_dict(self) -> dict[str, Any]:
        """Scores and provenance, in the form of ``docs/reference/json.md``."""
        return _document(self)

    def to_json(self, indent: int | None = 2) -> str:
        """The same as JSON: numbers with all digits, null where there is none."""
        import json

        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False, allow_nan=False)

    def __len__(self) -> int:
        return len(self._cores[0].rows["scenario"])

    def __repr__(self) -> str:
        failed = len(self.failures)
        tail = f", {failed} failed" if failed else ""
        return f"<lichen.ScenarioResults: {len(self)} scenarios of {to_text(self.demand)}{tail}>"

    def _repr_html_(self) -> str:
        return str(self.scores.to_html())


def score_scenarios(
    system: System,
    scenarios: Scenarios,
    demand: Demand,
    methods: Sequence[Method],
    factors: FactorOptions,
    *,
    categories: Sequence[str] = (),
    progress: Callable[[str, int, int], None] | None = None,
) -> ScenarioResults:
    """What `System.scenarios` does."""
    table = to_table(scenarios)
    entries = to_entries(demand)
    cores = [
        _core.score_scenarios(
            system._core,
            table._core,
            entries,
            method.database._core,
            method.id,
            list(categories),
            factors.core,
            progress,
        )
        for method in methods
    ]
    if not cores:
        raise DataError("no method was given")
    return ScenarioResults(cores, system, entries, methods, factors.flow_map)


def _method_name(core: _core.ScenarioScores) -> str:
    method = core.method
    return f"{method['name']} {method['version']}".strip()


def _number(value: numpy.floating[Any]) -> float | None:
    number = float(value)
    return number if number - number == 0.0 else None


def _long_rows(core: _core.ScenarioScores) -> list[dict[str, Any]]:
    table = core.rows
    values, errors, bounds = core.values, core.errors, core.bounds
    estimates = core.estimates
    made = []
    for i, name in enumerate(table["scenario"]):
        for c, category in enumerate(core.base):
            bound = _number(bounds[i, c])
            made.append(
                {
                    "scenario": name,
                    "method": core.method["name"],
                    "method_version": core.method["version"],
                    "category": category["category"],
                    "category_id": category["id"],
                    "score": _number(values[i, c]),
                    "unit": category["unit"],
                    "error": _number(errors[i, c]),
                    "error_kind": "" if table["failure"][i] else _kind(bound),
                    "estimate": _number(estimates[i, c]),
                    "bound": bound,
                    "base": category["value"],
                    "solved": "" if table["failure"][i] else table["solved"][i],
                    "failure": table["failure"][i],
                }
            )
    return made


def _kind(bound: float | None) -> str:
    return "10 x estimate" if bound is None else "bound"


def _document(results: ScenarioResults) -> dict[str, Any]:
    from lichen.provenance import _counts, _finite, provenance_of

    made = provenance_of(results.system, results.methods, [results.flow_map])
    core = results._cores[0]
    made["schema"] = SCHEMA
    made["policies"] = dict(core.policies)
    made["findings"]["scenarios"] = _counts(core.finding_counts)
    made["demand"] = [
        {"asked": entry[0], **_finite(row)}
        for entry, row in zip(results.demand, core.demand, strict=True)
    ]
    made["methods"] = [dict(core.method) for core in results._cores]
    made["scores"] = results.rows()
    return made

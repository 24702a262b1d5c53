"""A result as a document: the stable form that ``docs/reference/json.md`` describes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from lichen.database import FlowMap
    from lichen.methods import Method
    from lichen.result import Result
    from lichen.system import System

SCHEMA = "lichen/result/1"


def provenance(results: Sequence[Result]) -> dict[str, Any]:
    """Where results come from: version, files with hashes, policies, findings by kind."""
    made = provenance_of(
        results[0].system,
        [result.method for result in results],
        [result.flow_map for result in results],
    )
    made["policies"] = dict(results[0]._core.policies)
    return made


def provenance_of(
    system: System, methods: Sequence[Method | None], flow_maps: Sequence[FlowMap | None]
) -> dict[str, Any]:
    """The same for answers of any kind; the policies of an answer are its own."""
    from lichen import _core

    database = system.database
    packages = {id(m.database._core): m.database for m in methods if m is not None}
    maps = {id(flow_map._core): flow_map for flow_map in flow_maps if flow_map is not None}
    return {
        "schema": SCHEMA,
        "lichen": _core.__version__,
        "database": dict(database.source),
        "method_files": [dict(package.source) for package in packages.values()],
        "flow_maps": [
            {"name": map_.name, "hash": map_.hash, "rows": len(map_)} for map_ in maps.values()
        ],
        "policies": {},
        "findings": {
            "database": _counts(database._core.finding_counts),
            "linking": _counts(system._core.finding_counts),
            "method_files": _counts(
                [
                    row
                    for package in packages.values()
                    if package._core is not database._core  # whose findings stand above
                    for row in package._core.finding_counts
                ]
            ),
            "flow_maps": _counts([row for m in maps.values() for row in m._core.finding_counts]),
        },
    }


def document(results: Sequence[Result], inventory: bool = False) -> dict[str, Any]:
    """Results with their provenance.

    Parameters
    ----------
    results : sequence of Result
        Of one system.
    inventory : bool
        List every flow of the inventory, not only those without a factor.
    """
    made = provenance(results)
    made["results"] = [_result(result, inventory) for result in results]
    return made


def to_json(results: Sequence[Result], indent: int | None = 2, inventory: bool = False) -> str:
    """The document as JSON text: numbers with all digits, null where there is none."""
    import json

    return json.dumps(
        document(results, inventory), indent=indent, ensure_ascii=False, allow_nan=False
    )


def _result(result: Result, with_inventory: bool) -> dict[str, Any]:
    core = result._core
    inventory = _rows(core.inventory())
    made: dict[str, Any] = {
        "demand": [
            {"asked": entry[0], **_finite(row)}
            for entry, row in zip(result.demand, core.demand, strict=True)
        ],
        "method": core.method if result.method is not None else None,
        "scores": [_finite(row) for row in core.scores],
        "single_score": _single_score(result),
        "solver": _finite(core.report),
        "policies": dict(core.policies),
        "findings": _counts(core.finding_counts),
        "open_flows": _rows(core.open_flows()),
    }
    if result.method is not None:
        missing = [row for row in inventory if not row["characterised"]]
        made["coverage"] = core.coverage
        made["uncharacterised"] = [
            {key: value for key, value in row.items() if key != "characterised"}
            for row in missing
        ]
    if with_inventory:
        made["inventory"] = inventory
    return made


def _single_score(result: Result) -> dict[str, Any] | None:
    core = result._core
    if core.single_score is None:
        return None
    return _finite(
        {
            "value": core.single_score,
            "unit": core.method["weighted_unit"],
            "error": core.single_score_error,
        }
    )


def _counts(counts: Sequence[tuple[str, str, int, int]]) -> list[dict[str, Any]]:
    names = ("kind", "severity", "findings", "occurrences")
    return [dict(zip(names, row, strict=True)) for row in counts]


def _rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Columns as rows."""
    names = list(columns)
    return [
        _finite(dict(zip(names, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]


def _finite(row: dict[str, Any]) -> dict[str, Any]:
    """JSON has no infinity: what is not a finite number becomes null."""
    return {key: _finite_value(value) for key, value in row.items()}


def _finite_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _finite(value)
    if isinstance(value, float) and value - value != 0.0:
        return None
    return value

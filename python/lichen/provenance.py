"""A result as a document: the stable form that ``docs/reference/json.md`` describes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from lichen.result import Result

SCHEMA = "lichen/result/1"


def provenance(results: Sequence[Result]) -> dict[str, Any]:
    """Where results come from: version, files with hashes, policies, findings by kind."""
    from lichen import _core

    first = results[0]
    database = first.system.database
    packages = {
        id(r.method.database._core): r.method.database for r in results if r.method is not None
    }
    maps = {id(r.flow_map._core): r.flow_map for r in results if r.flow_map is not None}
    return {
        "schema": SCHEMA,
        "lichen": _core.__version__,
        "database": dict(database.source),
        "method_files": [dict(package.source) for package in packages.values()],
        "flow_maps": [
            {"name": map_.name, "hash": map_.hash, "rows": len(map_)} for map_ in maps.values()
        ],
        "policies": dict(first._core.policies),
        "findings": {
            "database": _counts(database._core.finding_counts),
            "linking": _counts(first.system._core.finding_counts),
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

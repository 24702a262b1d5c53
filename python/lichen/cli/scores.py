"""Scores as a table, CSV or JSON."""

from __future__ import annotations

from lichen.cli.output import put_csv, put_tables, put_text
from lichen.demand import to_text
from lichen.numbers import error_text, value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rich.console import Console

    from lichen.result import Result

CSV_NAMES = [
    "demand",
    "method",
    "method_version",
    "category",
    "category_id",
    "score",
    "unit",
    "error",
    "error_kind",
    "estimate",
    "bound",
    "normalised",
    "weighted",
    "weighted_raw",
]


def put(results: Sequence[Result], form: str, path: str | None, seconds: float) -> None:
    """Write results in a form."""
    if form == "json":
        from lichen.provenance import to_json

        put_text(to_json(results) + "\n", path)
    elif form == "csv":
        put_csv([row for result in results for row in _csv_rows(result)], CSV_NAMES, path)
    else:
        put_tables(lambda console: _print(console, results, seconds), path)


def _csv_rows(result: Result) -> list[dict[str, Any]]:
    core = result._core
    method = core.method
    shared = {
        "demand": demand_text(result),
        "method": method["name"],
        "method_version": method["version"],
    }
    rows = [
        {
            **shared,
            "category": row["category"],
            "category_id": row["id"],
            "score": row["value"],
            "unit": row["unit"],
            **_error(row["error"]),
            **{name: row[name] for name in ("normalised", "weighted", "weighted_raw")},
        }
        for row in core.scores
    ]
    if core.single_score is not None:
        rows.append(
            {
                **shared,
                "category": f"single score ({method['nw_set']})",
                "score": core.single_score,
                "unit": method["weighted_unit"],
                **_error(core.single_score_error),
            }
        )
    return rows


def _error(error: dict[str, Any] | None) -> dict[str, Any]:
    if error is None:
        return {}
    return {
        "error": error["printed"],
        "error_kind": error["kind"],
        "estimate": error["estimate"],
        "bound": error["bound"],
    }


def demand_text(result: Result) -> str:
    """A demand with the names and units that it stands for."""
    return to_text(
        [
            (
                _placed(row["activity"], row["location"]),
                row["amount"],
                row["unit"],
                "",
            )
            for row in result._core.demand
        ]
    )


def _placed(activity: str, location: str) -> str:
    name = activity.strip()
    return f"{name} [{location}]" if location else name


def _print(console: Console, results: Sequence[Result], seconds: float) -> None:
    from lichen.cli.summary import print_summary

    by_method: dict[tuple[str, ...], list[Result]] = {}
    for result in results:
        by_method.setdefault(tuple(result._core.method.values()), []).append(result)
    for group in by_method.values():
        if len(group) == 1:
            _print_one(console, group[0])
        else:
            _print_side_by_side(console, group)
    print_summary(console, results, seconds)


def _title(result: Result) -> str:
    method = result._core.method
    name = f"{method['name']} {method['version']}".strip()
    return f"{name} · {method['nw_set']}" if method["nw_set"] else name


def _print_one(console: Console, result: Result) -> None:
    """One demand: scores with errors, normalised and weighted where there is a set."""
    from lichen.cli.look import make_table, print_table

    core = result._core
    extra = [
        name
        for name in ("normalised", "weighted", "weighted_raw")
        if any(row[name] is not None for row in core.scores)
    ]
    table = make_table(
        ["category", ">score", "unit", ">±", "error", *[f">{name}" for name in extra]]
    )
    for row in core.scores:
        error = row["error"]
        table.add_row(
            row["category"],
            value_text(row["value"], error["printed"]),
            row["unit"],
            error_text(error["printed"]),
            error["kind"].replace(" x ", " × "),
            *[_optional(row[name]) for name in extra],
        )
    if core.single_score is not None:
        error = core.single_score_error or {"printed": 0.0, "kind": ""}
        table.add_section()
        table.add_row(
            "single score",
            value_text(core.single_score, error["printed"]),
            core.method["weighted_unit"],
            error_text(error["printed"]),
            error["kind"].replace(" x ", " × "),
        )
    print_table(console, table, f"{demand_text(result)}\n{_title(result)}")


def _optional(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _print_side_by_side(console: Console, group: Sequence[Result]) -> None:
    """Several demands: a column of scores for each, with ± below the number's digits."""
    from lichen.cli.look import make_table, print_table

    for at, result in enumerate(group, start=1):
        console.print(f"[{at}] {demand_text(result)}")
    console.print()
    heads = [head for at in range(1, len(group) + 1) for head in (f">[{at}]", ">±")]
    table = make_table(["category", "unit", *heads])
    for position, row in enumerate(group[0]._core.scores):
        cells = []
        for result in group:
            other = result._core.scores[position]
            printed = other["error"]["printed"]
            cells += [value_text(other["value"], printed), error_text(printed)]
        table.add_row(row["category"], row["unit"], *cells)
    if any(result._core.single_score is not None for result in group):
        cells = []
        for result in group:
            error = result._core.single_score_error or {"printed": 0.0}
            cells += [
                value_text(result._core.single_score or 0.0, error["printed"]),
                error_text(error["printed"]),
            ]
        table.add_section()
        table.add_row("single score", group[0]._core.method["weighted_unit"], *cells)
    print_table(console, table, _title(group[0]))
    kinds = {row["error"]["kind"] for result in group for row in result._core.scores}
    words = ["a proved bound" if kind == "bound" else "ten times the estimate" for kind in kinds]
    console.print(f"± is {' or '.join(sorted(set(words)))}\n", style="dim")

"""Why flows have their factors, as tables: each rule once, with the categories it gave."""

from __future__ import annotations

from lichen.cli.look import make_table, print_table, print_wrapped
from lichen.cli.words import as_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rich.console import Console

    Row = dict[str, Any]

WITH_FACTOR = {
    "same_id": "same id: the category holds a factor for the id of this flow",
    "flow_map": "flow map: the factor of the flow that the map names",
}


def print_reasons(console: Console, rows: Sequence[Row]) -> None:
    """Flows of equal answers together, then a block for each method."""
    for group in _equal_flows(rows):
        _print_flows(console, group)
        for answers in _grouped(group[0], ("method",)):
            console.print(answers[0]["method"], style="bold")
            for block in _grouped(answers, ("rule", "match")):
                _print_rule(console, block)
            console.print()


def _grouped(rows: Sequence[Row], names: Sequence[str]) -> list[list[Row]]:
    """Rows that agree in some columns, in the order in which they first occur."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return list(groups.values())


def _equal_flows(rows: Sequence[Row]) -> list[list[list[Row]]]:
    """Flows with the same name whose categories all have equal answers."""
    told = ("method", "category_id", "rule", "factor", "unit", "match")
    groups: dict[Any, list[list[Row]]] = {}
    for flow in _grouped(rows, ("flow_id",)):
        answer = tuple(tuple(row[name] for name in told) for row in flow)
        groups.setdefault((flow[0]["flow"].strip(), answer), []).append(flow)
    return list(groups.values())


def _print_flows(console: Console, flows: Sequence[Sequence[Row]]) -> None:
    """Which flows have the answers below, and what a map names for each."""
    mapped = any(row["rule"] == "flow_map" for flow in flows for row in flow)
    table = make_table(["compartment", "id", *(["mapped to"] if mapped else [])])
    for flow in flows:
        targets = dict.fromkeys(
            f"{row['target']} ({row['target_id']})".strip() if row["target"] else row["target_id"]
            for row in flow
            if row["rule"] == "flow_map"
        )
        cells = [flow[0]["compartment"], flow[0]["flow_id"]]
        table.add_row(*cells, *([", ".join(targets)] if mapped else []))
    print_table(console, table, flows[0][0]["flow"].strip())


def _print_rule(console: Console, rows: Sequence[Row]) -> None:
    """One rule, and the factors that it gave; without factors the categories only."""
    first = rows[0]
    if first["factor"] is None:
        names = dict.fromkeys(row["category"] for row in rows)
        rule = first["rule"].replace("_", " ")
        print_wrapped(console, f"{rule}: {as_options(first['why'])}")
        print_wrapped(console, ", ".join(names), indent=2)
        return
    rule = WITH_FACTOR[first["rule"]]
    if first["match"]:
        rule += f" (match condition {first['match']})"
    print_wrapped(console, rule)
    table = make_table(["category", ">factor", "unit"])
    for row in rows:
        table.add_row(row["category"], f"{row['factor']:.10g}", row["unit"])
    console.print(table)

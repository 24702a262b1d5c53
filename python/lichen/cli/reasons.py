"""Why a flow has the factor that it has: the rows behind ``lichen explain``."""

from __future__ import annotations

from lichen.cli.packages import link
from lichen.errors import DataError
from lichen.names import near

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from lichen.database import Database
    from lichen.methods import Method

FAILED = {"no_factor", "only_located", "conflicting", "excluded_long_term", "unit_mismatch"}


def reasons(
    database: Database,
    flow: str,
    method: Method,
    categories: Sequence[str],
    on_duplicate_factor: str,
    exclude_long_term: bool,
) -> list[dict[str, Any]]:
    """One row for every flow of that name, category, and factor that takes part.

    Raises
    ------
    DataError
        If no activity of the database exchanges a flow of that name.
    """
    permissive = {
        "on_missing_provider": "cut_off",
        "on_multiple_providers": "lowest_id",
        "allocation": "none",
    }
    system = link(database, permissive)
    flows = system._core.flows()
    wanted = _positions(database, flows, flow)
    made = system.characterisation(
        method,
        categories,
        on_duplicate_factor=on_duplicate_factor,
        exclude_long_term=exclude_long_term,
    )
    places = [method.category_position(name) for name in categories] or method.category_positions
    table = method.database._core.categories()
    matches = _matches(made, method)
    rows = []
    for at in wanted:
        head = {
            "flow": flows["flow"][at],
            "flow_id": flows["id"][at],
            "compartment": flows["compartment"][at],
            "method": method.name,
        }
        for row, place in enumerate(places):
            unit = f"{table['unit'][place]} / {flows['unit'][at]}"
            found = matches.get((row, at)) or [_no_factor(database, head["flow_id"])]
            for match in found:
                rows.append({**head, "category": table["name"][place], "unit": unit, **match})
    return rows


def _positions(database: Database, flows: dict[str, list[str]], flow: str) -> list[int]:
    """Rows of B whose id or name is `flow`; a name may stand in several compartments."""
    wanted = flow.strip()
    hits = [at for at, value in enumerate(flows["id"]) if value == wanted]
    hits = hits or [at for at, name in enumerate(flows["flow"]) if name.strip() == wanted]
    if hits:
        return hits
    table = database._core.flows()
    known = any(
        wanted in (identity, name.strip())
        for identity, name in zip(table["id"], table["name"], strict=True)
    )
    if known:
        raise DataError(f'"{flow}" is a flow, but no activity exchanges it with nature')
    candidates = near(flow, flows["flow"])
    hint = f"; near: {'; '.join(candidates)}" if candidates else ""
    raise DataError(f'there is no elementary flow "{flow}"{hint}')


def _matches(made: Any, method: Method) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """Matches by category and flow, each with its reason in words."""
    columns = made.matches(method.database._core)
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        key = (row.pop("category"), row.pop("flow"))
        row["why"] = _why(row)
        if row["rule"] in FAILED:
            row["value"] = None
        found.setdefault(key, []).append(row)
    return found


def _why(row: dict[str, Any]) -> str:
    place = f" [{row['factor_compartment']}]" if row["factor_compartment"] else ""
    target = f"{row['factor_flow'].strip()}{place}"
    factor = "" if row["factor"] is None else f"{row['factor']:.10g} per {row['factor_unit']}"
    where = f" in {row['factor_location']}" if row["factor_location"] else ""
    condition = f', match "{row["match"]}"' if row["match"] else ""
    return {
        "same_id": f"the method's factor for this flow: {factor}{where}",
        "flow_map": f"the flow map names {target}{condition}: {factor}{where}",
        "no_factor": "the category holds no factor for it",
        "only_located": f"the category holds factors for places only, as {factor}{where}",
        "conflicting": f"the category holds several different factors, as {factor}: "
        "name --on-duplicate-factor",
        "excluded_long_term": "an emission after more than 100 years: excluded",
        "unit_mismatch": f"the factor's unit cannot be converted to the flow's: {factor}",
    }[str(row["rule"])]


def _no_factor(database: Database, flow_id: str) -> dict[str, Any]:
    """Why nothing matched: with a flow map, whether it names the flow at all."""
    why = "the category holds no factor for it"
    if database.flow_map is not None:
        entries = database.flow_map._core.entries()
        targets = [
            f"{target} [{context}]"
            for source, target, context in zip(
                entries["source_id"], entries["target"], entries["target_context"], strict=True
            )
            if source == flow_id
        ]
        why += (
            f", nor for what the flow map names: {'; '.join(targets)}"
            if targets
            else ", and the flow map does not name it"
        )
    return {"rule": "no_factor", "why": why, "value": None, "match": ""}

"""``lichen show``: one activity with its exchanges, providers, allocation, formulas."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

NAMES = [
    "direction",
    "type",
    "flow",
    "category",
    "amount",
    "unit",
    "location",
    "provider",
    "provider_id",
    "reference",
    "avoided",
    "formula",
    "distribution",
    "comment",
    "flow_id",
    "internal_id",
]


@click.command(short_help="One activity with its exchanges.")
@click.argument("file")
@click.argument("activity")
@opt.output_options
def show(file: str, activity: str, form: str, output: str | None) -> int:
    """One ACTIVITY with its exchanges, providers, allocation factors, formulas and
    parameters; amounts and units as the source wrote them."""
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables
    from lichen.cli.packages import open_database

    check_writable(output)
    database = open_database(file)
    at = database._activity(activity)
    core = database._core
    head = {name: column[at] for name, column in core.activities().items()}
    head["amount"] = _finite(float(head["amount"]))
    head["exchanges"] = int(head["exchanges"])
    exchanges = _rows(core.exchanges(at))
    allocation = _rows(core.allocation_factors(at))
    parameters = [row for row in _rows(core.parameters()) if row["owner_id"] == head["id"]]
    if form == "json":
        document = {
            **head,
            "exchanges": exchanges,
            "allocation_factors": allocation,
            "parameters": parameters,
        }
        put_json(document, output)
    elif form == "csv":
        put_csv(exchanges, NAMES, output)
    else:
        put_tables(
            lambda console: _print(console, head, exchanges, allocation, parameters), output
        )
    return 0


def _finite(value: float) -> float | None:
    return value if value - value == 0.0 else None


def _rows(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Columns as rows of plain Python values."""
    lists = [
        column if isinstance(column, list) else column.tolist() for column in columns.values()
    ]
    return [
        {
            name: _finite(value) if isinstance(value, float) else value
            for name, value in zip(columns, values, strict=True)
        }
        for values in zip(*lists, strict=True)
    ]


def _print(
    console: Console,
    head: dict[str, Any],
    exchanges: list[dict[str, Any]],
    allocation: list[dict[str, Any]],
    parameters: list[dict[str, Any]],
) -> None:
    from lichen.cli.look import print_pairs

    shown = ["id", "location", "category", "type", "default_allocation", "tags", "file"]
    console.print(head["name"].strip(), style="bold")
    pairs = [(name.replace("_", " "), str(head[name])) for name in shown if head[name]]
    description = " ".join(head["description"].split())
    if description:
        pairs.append(("description", description[:400] + ("…" if len(description) > 400 else "")))
    print_pairs(console, pairs)
    console.print()
    for direction in ("output", "input"):
        _print_exchanges(
            console, direction, [row for row in exchanges if row["direction"] == direction]
        )
    _print_allocation(console, allocation)
    _print_parameters(console, parameters)


def _print_exchanges(console: Console, direction: str, rows: list[dict[str, Any]]) -> None:
    from lichen.cli.look import make_table, print_table

    if not rows:
        return
    order = {"product": 0, "waste": 1, "elementary": 2}
    rows = sorted(rows, key=lambda row: (not row["reference"], order[row["type"]]))
    table = make_table(
        [f"{direction}s", "type", ">amount", "unit", "provider or compartment", "notes"]
    )
    for row in rows:
        elementary = row["type"] == "elementary"
        table.add_row(
            row["flow"].strip(),
            row["type"],
            _amount(row["amount"]),
            row["unit"],
            row["category"] if elementary else row["provider"].strip(),
            _notes(row),
        )
    print_table(console, table)


def _amount(value: float | None) -> str:
    from lichen.numbers import amount_text

    return "not a number" if value is None else amount_text(value)


def _notes(row: dict[str, Any]) -> str:
    notes = ["reference"] if row["reference"] else []
    notes += ["avoided"] if row["avoided"] else []
    notes += [f"= {row['formula']}"] if row["formula"] else []
    notes += [row["distribution"]] if row["distribution"] else []
    notes += [row["location"]] if row["location"] else []
    return "; ".join(notes)


def _print_allocation(console: Console, rows: list[dict[str, Any]]) -> None:
    from lichen.cli.look import make_table, print_table
    from lichen.numbers import amount_text

    if not rows:
        return
    table = make_table(["product", "method", ">factor", "exchange", "formula"])
    for row in rows:
        table.add_row(
            row["product"].strip() or "(none named: multiplies nothing)",
            row["method"],
            amount_text(row["value"]) if row["value"] is not None else "not a number",
            row["exchange_flow"].strip(),
            row["formula"],
        )
    print_table(console, table, "allocation")


def _print_parameters(console: Console, rows: list[dict[str, Any]]) -> None:
    from lichen.cli.look import make_table, print_table

    if not rows:
        return
    table = make_table(["parameter", ">value", "formula", "description"])
    for row in rows:
        table.add_row(row["name"], _amount(row["value"]), row["formula"], row["description"])
    print_table(console, table, "parameters")

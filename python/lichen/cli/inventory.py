"""``lichen inventory``: what a demand exchanges with nature."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    from lichen.result import Result

NAMES = ["demand", "flow", "compartment", "direction", "amount", "unit", "id"]


@click.command(short_help="What demands exchange with nature.")
@click.argument("file")
@opt.demand_option
@opt.link_options
@opt.output_options
def inventory(
    file: str,
    demands: tuple[str, ...],
    form: str,
    output: str | None,
    **policies: Any,
) -> int:
    """The inventory g of what is asked for, sorted by flow.

    Amounts are positive in the direction that is shown: "from nature" for resources, "to
    nature" for emissions.
    """
    import time

    from lichen.cli import packages
    from lichen.cli.output import check_writable, put_csv, put_tables, put_text
    from lichen.cli.summary import status_of

    start = time.perf_counter()
    check_writable(output)
    database = packages.open_database(file)
    asked = packages.demands_of(database, demands)
    system = packages.link(database, opt.policies(policies))
    results = packages.solve(system, asked)
    if form == "json":
        from lichen.provenance import to_json

        put_text(to_json(results, inventory=True) + "\n", output)
    elif form == "csv":
        put_csv([row for result in results for row in _rows(result)], NAMES, output)
    else:
        put_tables(
            lambda console: _print(console, results, time.perf_counter() - start), output
        )
    return status_of(results)


def _rows(result: Result) -> list[dict[str, Any]]:
    """The inventory by flow name, compartment and id."""
    from lichen.cli.scores import demand_text

    columns = result._core.inventory()
    demand = demand_text(result)
    rows = [
        {"demand": demand, **dict(zip(columns, values, strict=True))}
        for values in zip(*columns.values(), strict=True)
    ]
    return sorted(rows, key=lambda row: (row["flow"].lower(), row["compartment"], row["id"]))


def _print(console: Console, results: list[Result], seconds: float) -> None:
    from lichen.cli.look import make_table, print_table
    from lichen.cli.scores import demand_text
    from lichen.cli.summary import print_summary
    from lichen.numbers import amount_text

    for result in results:
        table = make_table(["flow", "compartment", "direction", ">amount", "unit"])
        for row in _rows(result):
            table.add_row(
                row["flow"].strip(),
                row["compartment"],
                row["direction"].replace("_", " "),
                amount_text(row["amount"]),
                row["unit"],
            )
        print_table(console, table, demand_text(result))
    _print_open(console, results)
    print_summary(console, results, seconds)


def _print_open(console: Console, results: list[Result]) -> None:
    """Products and wastes that cross the border without being modelled."""
    from lichen.cli.look import make_table, print_table
    from lichen.cli.summary import open_rows
    from lichen.numbers import amount_text

    for result in results:
        rows = open_rows(result)
        if not rows:
            continue
        table = make_table(["product or waste", "why", ">amount", "unit", "id"])
        for row in rows:
            table.add_row(
                row["flow"].strip(),
                row["kind"].replace("_", " "),
                amount_text(row["amount"]),
                row["unit"],
                row["id"],
            )
        print_table(console, table, "not modelled (positive leaves the system)")

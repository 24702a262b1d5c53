"""``lichen explain``: which rule gave a flow its factor, or why it has none."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

NAMES = [
    "flow",
    "flow_id",
    "compartment",
    "method",
    "category",
    "category_id",
    "rule",
    "factor",
    "unit",
    "target",
    "target_id",
    "match",
    "why",
]


@click.command(short_help="Which rule gave a flow its factor, or why it has none.")
@click.argument("flow")
@click.argument("method")
@click.option(
    "--database",
    metavar="FILE",
    help="The package of the flow; left out: the package of the method.",
)
@click.option("--method-name", default="", metavar="NAME", help="A method of the package.")
@click.option("--category", "categories", multiple=True, metavar="NAME", help="Categories.")
@opt.flow_map_option
@click.option(
    "--on-duplicate-factor",
    type=click.Choice(opt.WORDS["on_duplicate_factor"]),
    default="error",
    show_default=True,
    help=opt.HELP["on_duplicate_factor"],
)
@click.option("--exclude-long-term", is_flag=True, help="Drop emissions after 100 years.")
@opt.output_options
def explain(
    flow: str,
    method: str,
    database: str | None,
    method_name: str,
    categories: tuple[str, ...],
    flow_map: str | None,
    on_duplicate_factor: str,
    exclude_long_term: bool,
    form: str,
    output: str | None,
) -> int:
    """Which rule gave FLOW (id or name) its factor in each category of METHOD (a package),
    or why it has none.

    FLOW is an elementary flow of --database; several compartments of one name are all
    explained.
    """
    from lichen import _core
    from lichen.cli import packages
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables

    check_writable(output)
    base = packages.open_database(database or method, flow_map)
    names = [method_name] if method_name else []
    chosen = packages.open_methods([method], names, base)
    chosen = packages.with_categories(chosen, categories)
    map_ = None if base.flow_map is None else base.flow_map._core
    rows = [
        {"method": one.name, **row}
        for one in chosen
        for row in _core.explain(
            base._core,
            flow,
            one.database._core,
            one.id,
            list(categories),
            map_,
            on_duplicate_factor,
            exclude_long_term,
        )
    ]
    if form == "json":
        put_json(rows, output)
    elif form == "csv":
        put_csv(rows, NAMES, output)
    else:
        put_tables(lambda console: _print(console, rows), output)
    return 0


def _print(console: Console, rows: list[dict[str, Any]]) -> None:
    from lichen.cli.look import make_table, print_table

    by_flow: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_flow.setdefault(row["flow_id"], []).append(row)
    for flow_id, group in by_flow.items():
        first = group[0]
        title = f"{first['flow'].strip()} · {first['compartment']}  {flow_id}"
        table = make_table(["method", "category", ">factor", "unit", "rule", "why"])
        for row in group:
            factor = "" if row["factor"] is None else f"{row['factor']:.10g}"
            rule = row["rule"].replace("_", " ")
            table.add_row(row["method"], row["category"], factor, row["unit"], rule, row["why"])
        print_table(console, table, title)

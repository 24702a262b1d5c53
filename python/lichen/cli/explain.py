"""``lichen explain``: which rule gave a flow its factor, or why it has none."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lichen.database import Database
    from lichen.methods import Method

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
@opt.duplicate_option
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
    explained, those of equal factors together.
    """
    from lichen.cli import packages
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables

    check_writable(output)
    base = packages.open_database(database or method, flow_map)
    names = [method_name] if method_name else []
    chosen = packages.open_methods([method], names, base)
    chosen = packages.with_categories(chosen, categories)
    options = (list(categories), on_duplicate_factor, exclude_long_term)
    rows = [row for one in chosen for row in _reasons(base, flow, one, *options)]
    if form == "json":
        put_json(rows, output)
    elif form == "csv":
        put_csv(rows, NAMES, output)
    else:
        from lichen.cli.reasons import print_reasons

        put_tables(lambda console: print_reasons(console, rows), output)
        _say_what_is_missing(rows, database, flow_map)
    return 0


def _reasons(
    base: Database,
    flow: str,
    method: Method,
    categories: list[str],
    on_duplicate_factor: str,
    exclude_long_term: bool,
) -> list[dict[str, Any]]:
    """A row for every compartment of the flow and category of the method."""
    from lichen import _core
    from lichen.factor_options import FactorOptions

    factors = FactorOptions(base.flow_map, on_duplicate_factor, exclude_long_term)
    rows = _core.explain(
        base._core, flow, method.database._core, method.id, categories, factors.core
    )
    return [{"method": f"{method.name} {method.version}".strip(), **row} for row in rows]


def _say_what_is_missing(
    rows: list[dict[str, Any]], database: str | None, flow_map: str | None
) -> None:
    """A hint where nothing has a factor and no flow map leads from one package to another."""
    if database and not flow_map and all(row["rule"] == "no_factor" for row in rows):
        click.echo(
            "lichen: no flow map was given: where the two packages have different ids, "
            "--flow-map names the flows of the method",
            err=True,
        )

"""``lichen calculate``: the scores of demands."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lichen.demands import Demands


@click.command(short_help="Scores of demands, with their errors.")
@click.argument("file")
@opt.demand_option
@click.option(
    "--demands",
    "table",
    metavar="CSV",
    help="A table of demands: demand (its name), product, amount, unit; in place of --demand.",
)
@opt.method_options
@opt.link_options
@opt.output_options
def calculate(
    file: str,
    demands: tuple[str, ...],
    table: str | None,
    method_files: tuple[str, ...],
    method_names: tuple[str, ...],
    categories: tuple[str, ...],
    nw_set: str,
    flow_map: str | None,
    on_duplicate_factor: str,
    exclude_long_term: bool,
    form: str,
    output: str | None,
    **policies: Any,
) -> int:
    """Scores of what is asked for: the categories of a method, each with its error.

    ± is a rigorous bound where one can be proved, else ten times the estimated error; the
    table says which. Numbers are shown with the digits that their error supports.

    Several --demand are answered in full, side by side. A table of demands is scored in
    one block, thousands in a moment: a row per demand and category (csv, json), or a row
    per demand; one that is at fault says why, the others are answered. Rows of one name
    are one demand of several products.

    \b
    lichen calculate demo
    lichen calculate database.zip --demands demands.csv --method methods.zip -o scores.csv
        --format csv
    lichen calculate uslci.zip --method ipcc.zip --flow-map fedefl-uslci.csv
        --demand "Electricity, at Grid, US, 2008 = 1 kWh" --allocation none
        --on-missing-provider cut-off --on-multiple-providers lowest-id
    """
    import time

    from lichen.cli import packages
    from lichen.cli.output import check_writable

    start = time.perf_counter()
    check_writable(output)
    database = packages.open_database(file, flow_map)
    asked = _several(table, demands, nw_set)
    single = [] if asked is not None else packages.demands_of(database, demands)
    chosen = packages.open_methods(method_files, method_names, database)
    chosen = packages.with_categories(chosen, categories)
    system = packages.link(database, opt.policies(policies))
    if asked is not None:
        from lichen.cli import demand_scores
        from lichen.cli.progress import Bar
        from lichen.demand_table import score_demands
        from lichen.factor_options import FactorOptions

        factors = FactorOptions.of(
            database, on_duplicate_factor=on_duplicate_factor, exclude_long_term=exclude_long_term
        )
        with Bar() as bar:
            scored = score_demands(system, asked, chosen, categories, factors, progress=bar)
        demand_scores.put(scored, form, output, time.perf_counter() - start)
        return demand_scores.status_of(scored)
    results = packages.calculate(
        system,
        single,
        chosen,
        categories=categories,
        nw_set=nw_set,
        on_duplicate_factor=on_duplicate_factor,
        exclude_long_term=exclude_long_term,
    )
    from lichen.cli import scores

    scores.put(results, form, output, time.perf_counter() - start)
    from lichen.cli.summary import status_of

    return status_of(results)


def _several(table: str | None, demands: tuple[str, ...], nw_set: str) -> Demands | None:
    """The demands of a table; None where there is none."""
    from lichen.demands import read_demands
    from lichen.errors import DataError

    if not table:
        return None
    if demands:
        raise DataError("give --demand or --demands, not both")
    if nw_set:
        raise DataError("a table of demands is not weighted: leave out --nw-set")
    several = read_demands(table)
    if not len(several):
        raise DataError(f"{table} asks for nothing: there is no row below its columns")
    return several

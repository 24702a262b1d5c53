"""``lichen calculate``: the scores of demands."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@click.command(short_help="Scores of demands, with their errors.")
@click.argument("file")
@opt.demand_option
@opt.method_options
@opt.link_options
@opt.output_options
def calculate(
    file: str,
    demands: tuple[str, ...],
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

    \b
    lichen calculate demo
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
    asked = packages.demands_of(database, demands)
    chosen = packages.open_methods(method_files, method_names, database)
    chosen = packages.with_categories(chosen, categories)
    system = packages.link(database, opt.policies(policies))
    results = packages.calculate(
        system,
        asked,
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

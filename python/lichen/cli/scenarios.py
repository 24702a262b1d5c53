"""``lichen scenarios``: what a demand scores where exchanges take other amounts."""

from __future__ import annotations

import sys

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    from lichen.scenarios import ScenarioResults

CSV_NAMES = [
    "scenario",
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
    "base",
    "solved",
    "failure",
]
SIDE_BY_SIDE = 3


@click.command(short_help="Scores where exchanges take other amounts.")
@click.argument("file")
@click.option(
    "--scenarios",
    "tables",
    multiple=True,
    required=True,
    metavar="CSV",
    help="A table of scenarios; may be repeated: several are read as one.",
)
@opt.demand_option
@opt.method_options
@opt.link_options
@opt.output_options
def scenarios(
    file: str,
    tables: tuple[str, ...],
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
    """Scores of one demand in many scenarios, a row for each, exact to their errors.

    A table has a row for each exchange that changes and a column of absolute amounts for
    each scenario; an empty field leaves the exchange as it is. Columns: activity, provider
    (a supplier or an elementary flow) and, as needed, activity_product, provider_product,
    type (technosphere, biosphere, production), exchange, unit. Scenario-difference files
    of the Activity Browser and premise are read as they are (CSV or .xlsx).

    A scenario at fault fails by name, the others are answered.

    \b
    lichen scenarios database.zip --scenarios table.csv --demand "Steel = 1 kg"
        --method methods.zip --format csv -o scores.csv
    """
    import time

    from lichen.cli import packages
    from lichen.cli.output import check_writable
    from lichen.cli.progress import Bar
    from lichen.errors import DataError
    from lichen.scenarios import read_scenarios

    start = time.perf_counter()
    check_writable(output)
    if nw_set:
        raise DataError("scenarios are not weighted: leave out --nw-set")
    table = read_scenarios(*tables)
    database = packages.open_database(file, flow_map)
    chosen = packages.open_methods(method_files, method_names, database)
    chosen = packages.with_categories(chosen, categories)
    asked = packages.demands_of(database, demands)
    if len(asked) != 1:
        raise DataError(f"scenarios answer one demand at a time; there are {len(asked)}")
    system = packages.link(database, opt.policies(policies))
    with Bar() as bar:
        results = system.scenarios(
            table,
            asked[0],
            chosen,
            categories=categories,
            on_duplicate_factor=on_duplicate_factor,
            exclude_long_term=exclude_long_term,
            progress=bar,
        )
    put(results, form, output, time.perf_counter() - start)
    return _status(results)


def put(results: ScenarioResults, form: str, path: str | None, seconds: float) -> None:
    """Write what scenarios score in a form."""
    from lichen.cli.output import put_csv, put_tables, put_text

    if form == "json":
        put_text(results.to_json() + "\n", path)
    elif form == "csv":
        put_csv(results.rows(), CSV_NAMES, path)
    else:
        put_tables(lambda console: _print(console, results, seconds), path)


def _status(results: ScenarioResults) -> int:
    """1 where scenarios failed, told on standard error."""
    from lichen.cli.run import DONE, DOUBTFUL

    failures = results.failures
    if not failures:
        return DONE
    count = len(failures)
    print(
        f"lichen: {count} of {len(results)} scenarios failed: {', '.join(list(failures)[:5])}"
        f"{', …' if count > 5 else ''}",
        file=sys.stderr,
    )
    return DOUBTFUL


def _print(console: Console, results: ScenarioResults, seconds: float) -> None:
    from lichen.cli.look import print_pairs
    from lichen.demand import to_text

    for core in results._cores:
        for first in range(0, len(core.base), SIDE_BY_SIDE):
            _print_some(console, core, range(first, min(first + SIDE_BY_SIDE, len(core.base))))
            console.print()
    solved = results._cores[0].rows["solved"]
    failures = results.failures
    pairs = [
        ("demand", to_text(results.demand)),
        ("scenarios", _ways(solved, failures, results._cores[0].rows["scenario"])),
    ]
    pairs += [(f'"{name}"', why) for name, why in list(failures.items())[:20]]
    pairs += [
        ("finding", f"{count} {kind} ({severity})")
        for kind, severity, _, count in results._cores[0].finding_counts
    ]
    pairs.append(("time", f"{seconds:.2f} s"))
    print_pairs(console, pairs)


def _ways(solved: list[str], failures: dict[str, str], names: list[str]) -> str:
    done = [way for way, name in zip(solved, names, strict=True) if name not in failures]
    text = f"{done.count('update')} from the base by an update, {done.count('fresh')} solved afresh"
    return f"{text}, {len(failures)} failed" if failures else text


def _print_some(console: Console, core: Any, categories: range) -> None:
    """A table of some categories: the base first, then a row for each scenario."""
    from lichen.cli.look import make_table, print_table
    from lichen.numbers import error_text, value_text

    base = core.base
    heads = [h for c in categories for h in (f">{base[c]['category']} [{base[c]['unit']}]", ">±")]
    table = make_table(["scenario", *heads])
    cells = []
    for c in categories:
        printed = base[c]["error"]["printed"]
        cells += [value_text(base[c]["value"], printed), error_text(printed)]
    table.add_row("as it is", *cells)
    table.add_section()
    rows, values, errors = core.rows, core.values, core.errors
    for i, name in enumerate(rows["scenario"]):
        if rows["failure"][i]:
            table.add_row(name, *["failed" if h == 0 else "" for h in range(len(heads))])
            continue
        cells = []
        for c in categories:
            cells += [value_text(values[i, c], errors[i, c]), error_text(errors[i, c])]
        table.add_row(name, *cells)
    method = core.method
    print_table(console, table, f"{method['name']} {method['version']}".strip())

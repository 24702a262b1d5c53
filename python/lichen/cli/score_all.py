"""``lichen score-all``: every activity in every category."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    from lichen import _core

SHOWN_ACTIVITIES = 30
SHOWN_CATEGORIES = 4


@click.command("score-all", short_help="Scores of every activity in every category.")
@click.argument("file")
@opt.method_options
@opt.link_options
@click.option("--threads", type=click.IntRange(min=0), default=0, help="0: one per processor.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write all of it: .csv, .parquet (needs pyarrow) or .npy; else the first rows are shown.",
)
def score_all(
    file: str,
    method_files: tuple[str, ...],
    method_names: tuple[str, ...],
    categories: tuple[str, ...],
    nw_set: str,
    flow_map: str | None,
    on_duplicate_factor: str,
    exclude_long_term: bool,
    threads: int,
    output: str | None,
    **policies: Any,
) -> int:
    """Scores of one unit of every activity's product, with the error of each.

    Activities that reach what no policy settles have no score; the findings say why.

    \b
    lichen score-all demo
    lichen score-all uslci.zip --method ipcc.zip --flow-map fedefl-uslci.csv -o scores.csv
        --on-missing-provider cut-off --on-multiple-providers lowest-id --allocation none
    """
    import time
    from pathlib import Path

    from lichen.cli import packages
    from lichen.cli.output import check_writable, put_tables
    from lichen.cli.progress import Bar
    from lichen.errors import DataError
    from lichen.score_table import FORMS

    if nw_set:
        raise DataError("a score table is not normalised or weighted; leave out --nw-set")
    if output and Path(output).suffix not in FORMS:
        raise DataError(f"{output}: a score table is written as {', '.join(FORMS)}")
    start = time.perf_counter()
    check_writable(output)
    database = packages.open_database(file, flow_map)
    chosen = packages.open_methods(method_files, method_names, database)
    chosen = packages.with_categories(chosen, categories)
    system = packages.link(database, opt.policies(policies))
    with Bar() as bar:
        table = system.score_all(
            chosen,
            categories=categories,
            on_duplicate_factor=on_duplicate_factor,
            exclude_long_term=exclude_long_term,
            threads=threads,
            progress=bar,
        )
    if output:
        table.save(output)
    seconds = time.perf_counter() - start
    core = table._core
    put_tables(lambda console: _print(console, core, output, seconds), None)
    return 1 if any(row[1] == "error" for row in core.finding_counts) else 0


def _print(console: Console, core: _core.ScoreTable, output: str | None, seconds: float) -> None:
    activities, categories = core.activities, core.categories
    count, columns = len(activities["id"]), len(categories["id"])
    if not output:
        _print_rows(console, core)
    scored = count - len({row for row, _, _ in core.missing})
    console.print(
        f"{count} activities x {columns} categories in {seconds:.2f} s; "
        f"{scored} activities have all scores; solver {core.report['solver']}",
        soft_wrap=True,
    )
    if output:
        console.print(f"written to {output}", markup=False, soft_wrap=True)
    for kind, severity, _, occurrences in core.finding_counts:
        console.print(f"{severity}: {kind} {occurrences}", markup=False, soft_wrap=True)
    _print_reasons(console, core)


def _print_rows(console: Console, core: _core.ScoreTable) -> None:
    from rich.table import Table

    from lichen.numbers import value_text

    activities, categories = core.activities, core.categories
    shown = min(len(categories["id"]), SHOWN_CATEGORIES)
    table = Table(box=None, pad_edge=False)
    for name in ("activity", "location", "per"):
        table.add_column(name)
    for k in range(shown):
        table.add_column(f"{categories['category'][k]}\n{categories['unit'][k]}", justify="right")
    values, errors = core.values, core.errors
    for i in range(min(len(activities["id"]), SHOWN_ACTIVITIES)):
        cells = [
            "none" if values[i, k] != values[i, k] else value_text(values[i, k], errors[i, k])
            for k in range(shown)
        ]
        table.add_row(
            activities["activity"][i], activities["location"][i], activities["unit"][i], *cells
        )
    console.print(table)
    more = len(activities["id"]) - SHOWN_ACTIVITIES
    if more > 0 or len(categories["id"]) > shown:
        console.print(
            f"(the first {SHOWN_ACTIVITIES} activities and {shown} categories; "
            "-o FILE writes all)",
            markup=False,
        )


def _print_reasons(console: Console, core: _core.ScoreTable) -> None:
    counts: dict[int, set[int]] = {}
    for row, _, why in core.missing:
        counts.setdefault(why, set()).add(row)
    largest = sorted(counts, key=lambda why: (-len(counts[why]), why))[:5]
    for why in largest:
        console.print(
            f"no score of {len(counts[why])} activities: {core.reasons[why]}",
            markup=False,
            soft_wrap=True,
        )
    if len(counts) > len(largest):
        console.print(f"... and {len(counts) - len(largest)} more reasons", markup=False)

"""``lichen find``: activities and flows by words of their names."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

NAMES = ["what", "name", "product", "location", "category", "amount", "unit", "id"]
LIMIT = 40


@click.command(short_help="Search activities and flows.")
@click.argument("file")
@click.argument("words")
@click.option("--limit", default=LIMIT, show_default=True, help="At most so many of each.")
@click.option(
    "--only",
    type=click.Choice(["activities", "flows"]),
    help="Search only these.",
)
@opt.output_options
def find(
    file: str, words: str, limit: int, only: str | None, form: str, output: str | None
) -> int:
    """Activities and flows that hold all WORDS in their name, product, location or place
    in the tree, or that have this id; names that begin with WORDS come first.

    Where nothing holds them, the exit status is 1, and standard error tells what is near.
    """
    from lichen import _core
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables
    from lichen.cli.packages import open_database

    check_writable(output)
    core = open_database(file)._core
    activities = _core.search(core, words, True, False) if only != "flows" else []
    flows = _core.search(core, words, False, True) if only != "activities" else []
    rows = activities[:limit] + flows[:limit]
    if form == "json":
        put_json(rows, output)
    elif form == "csv":
        put_csv(rows, NAMES, output)
    elif rows:
        put_tables(lambda console: _print(console, activities, flows, limit), output)
    if rows:
        return 0
    from lichen.cli.near import near_text
    from lichen.cli.run import NOTHING_FOUND, fail

    return fail(near_text(core, words), NOTHING_FOUND)


def _print(
    console: Console,
    activities: list[dict[str, Any]],
    flows: list[dict[str, Any]],
    limit: int,
) -> None:
    from lichen.cli.look import count_text, make_table, print_table
    from lichen.numbers import amount_text

    if activities:
        table = make_table(["activity", "product", "location", ">amount", "unit", "id"])
        for row in activities[:limit]:
            product = "" if row["product"].strip() == row["name"].strip() else row["product"]
            amount = amount_text(row["amount"]) if row["unit"] else ""
            table.add_row(
                row["name"].strip(), product, row["location"], amount, row["unit"], row["id"]
            )
        title = count_text(len(activities), "activity", "activities")
        print_table(console, table, title + _shown(len(activities), limit))
    if flows:
        table = make_table(["flow", "type", "category", "unit", "id"])
        for row in flows[:limit]:
            table.add_row(
                row["name"].strip(), row["product"], row["category"], row["unit"], row["id"]
            )
        title = count_text(len(flows), "flow")
        print_table(console, table, title + _shown(len(flows), limit))


def _shown(count: int, limit: int) -> str:
    return f", {limit} shown" if count > limit else ""

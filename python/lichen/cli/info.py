"""``lichen info``: what a package holds, and what is odd about it."""

from __future__ import annotations

import click

from lichen.cli import options as opt
from lichen.cli.finding_list import finding_lines, finding_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    from lichen.database import Database

FINDING_NAMES = [
    "kind",
    "severity",
    "count",
    "file",
    "data_set",
    "field",
    "message",
    "action",
]


@click.command(short_help="What a package holds, and what is odd about it.")
@click.argument("file")
@click.option("--findings", "listed", is_flag=True, help="List every finding.")
@opt.output_options
def info(file: str, listed: bool, form: str, output: str | None) -> int:
    """What a package holds: activities, flows, exchanges, units, locations, uncertainty,
    parameters, methods; findings by kind. CSV lists every finding."""
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables
    from lichen.cli.packages import open_database

    check_writable(output)
    database = open_database(file)
    if form == "json":
        put_json(_document(database, listed), output)
    elif form == "csv":
        put_csv(finding_rows(database._core.findings), FINDING_NAMES, output)
    else:
        put_tables(lambda console: _print(console, database, listed), output)
    return 0


def _document(database: Database, listed: bool) -> dict[str, Any]:
    from lichen import __version__

    names = ("kind", "severity", "findings", "occurrences")
    made: dict[str, Any] = {
        "schema": "lichen/info/1",
        "lichen": __version__,
        "database": database.source,
        "counts": database.counts,
        "distributions": database._core.distribution_counts,
        "findings": [
            dict(zip(names, row, strict=True)) for row in database._core.finding_counts
        ],
    }
    if listed:
        made["finding_list"] = finding_rows(database._core.findings)
    return made


def _print(console: Console, database: Database, listed: bool) -> None:
    from lichen.cli.look import count_text, print_pairs

    source = {name: text for name, text in database.source.items() if text}
    print_pairs(console, list(source.items()))
    console.print()
    pairs = [(name, count_text(count)) for name, count in database.counts.items() if count]
    distributions = database._core.distribution_counts
    if distributions:
        listed_types = ", ".join(f"{count_text(n)} {name}" for name, n in distributions.items())
        pairs.append(("distributions", listed_types))
    print_pairs(console, pairs)
    _print_findings(console, database, listed)
    if listed:
        _print_all_findings(console, database)


def _print_findings(console: Console, database: Database, listed: bool) -> None:
    from lichen.cli.look import count_text, make_table

    counts = database._core.finding_counts
    console.print()
    if not counts:
        console.print("no findings")
        return
    columns = database._core.findings
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, severity, message, data_set, file in zip(
        *(columns[name] for name in ("kind", "severity", "message", "data_set", "file")),
        strict=True,
    ):
        first.setdefault((kind, severity), (message, data_set or file))
    table = make_table(["finding", "severity", ">count", "the first", "in"])
    for kind, severity, _, occurrences in counts:
        table.add_row(kind, severity, count_text(occurrences), *first[kind, severity])
    console.print(table)
    if not listed:
        console.print(f"\nlichen info {database.source['path']} --findings lists every one")


def _print_all_findings(console: Console, database: Database) -> None:
    for row in finding_rows(database._core.findings):
        console.print()
        for line in finding_lines(row):
            console.print(line)

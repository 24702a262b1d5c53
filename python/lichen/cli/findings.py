"""``lichen findings`` and ``lichen validate``: what is odd about data."""

from __future__ import annotations

import click

from lichen.cli import options as opt
from lichen.cli import stores
from lichen.cli.finding_list import finding_lines, finding_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    Row = dict[str, Any]

NAMES = ["database", "kind", "severity", "count", "file", "data_set", "field", "message", "action"]
SEVERITIES = ["error", "warning", "info"]


@click.command(short_help="What was odd about a package or the databases of a store.")
@click.argument("file")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only these; repeatable.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Only of this severity.")
@opt.output_options
def findings(
    file: str, kinds: tuple[str, ...], severity: str | None, form: str, output: str | None
) -> int:
    """What was odd when a package, or each database of a store, was read.

    The table counts them by kind, and lists those of --kind; CSV and JSON list every one.
    """
    from lichen.cli.output import check_writable

    check_writable(output)
    rows = _rows(file)
    _require_kinds(kinds, rows, file)
    rows = [
        row
        for row in rows
        if (not kinds or row["kind"] in kinds) and severity in (None, row["severity"])
    ]
    _put(rows, bool(kinds), file, form, output)
    return 0


@click.command(short_help="Findings only; exit status 1 where errors are among them.")
@click.argument("file")
@opt.output_options
def validate(file: str, form: str, output: str | None) -> int:
    """Read a package, or look through a store, and list what is wrong.

    Exit status 1 where findings of severity error are among them, 2 where nothing can be
    read. Of a store, everything is read again and compared with what was written.
    """
    from lichen.cli.output import check_writable
    from lichen.cli.run import DONE, DOUBTFUL
    from lichen.store import Store, is_store

    check_writable(output)
    rows = _rows(file)
    if is_store(file):
        with Store(file) as store:
            rows = _as_rows("", store._core.check()) + rows
    listed = [row for row in rows if row["severity"] != "info"] if form == "table" else rows
    _put(listed, True, file, form, output)
    return DOUBTFUL if any(row["severity"] == "error" for row in rows) else DONE


def _rows(file: str) -> list[Row]:
    """Every finding of a package, or of the databases of a store."""
    from lichen.cli.packages import open_database
    from lichen.store import Store, is_store

    if not is_store(file):
        database = open_database(file)
        return _as_rows("", database._core.findings)
    name = stores.chosen()
    with Store(file) as store:
        names = store.names if name is None else [name]
        return [row for one in names for row in _as_rows(one, store._core.findings(one))]


def _as_rows(database: str, columns: dict[str, Any]) -> list[Row]:
    return [{"database": database, **row} for row in finding_rows(columns)]


def _require_kinds(kinds: tuple[str, ...], rows: list[Row], file: str) -> None:
    from lichen.errors import DataError

    known = sorted({row["kind"] for row in rows})
    for kind in kinds:
        if kind not in known:
            there = f"there are {', '.join(known)}" if known else "there are none"
            raise DataError(f'{file} has no findings of kind "{kind}": {there}')


def _put(rows: list[Row], listed: bool, file: str, form: str, output: str | None) -> None:
    from lichen.cli.output import put_csv, put_json, put_tables

    if form == "json":
        put_json(rows, output)
    elif form == "csv":
        put_csv(rows, NAMES, output)
    else:
        put_tables(lambda console: _print(console, rows, listed, file), output)


def _print(console: Console, rows: list[Row], listed: bool, file: str) -> None:
    from lichen.cli.look import count_text, make_table, print_table

    if not rows:
        console.print("no findings")
        return
    counts: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row["severity"], row["kind"], row["database"])
        counts[key] = counts.get(key, 0) + row["count"]
    table = make_table(["severity", "finding", ">count", "database"])
    for (severity, kind, database), count in sorted(
        counts.items(), key=lambda item: (SEVERITIES.index(item[0][0]), item[0][1:])
    ):
        table.add_row(severity, kind, count_text(count), database)
    print_table(console, table)
    if listed:
        _print_each(console, rows)
    else:
        console.print(f"lichen findings {file} --kind KIND lists them, --format csv all of them")


def _print_each(console: Console, rows: list[Row]) -> None:
    for row in sorted(rows, key=lambda row: SEVERITIES.index(row["severity"])):
        for line in finding_lines(row):
            console.print(line, highlight=False)

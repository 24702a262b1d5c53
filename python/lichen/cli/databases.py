"""``lichen databases``: what a store holds."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    from lichen.store import Store

NAMES = [
    "name",
    "activities",
    "exchanges",
    "flows",
    "methods",
    "categories",
    "factors",
    "findings",
    "path",
    "format",
    "hash",
    "package",
    "version",
    "licence",
    "content",
]


@click.command(short_help="What a store holds; take out, give other names.")
@click.argument("store", metavar="STORE")
@click.option("--remove", multiple=True, metavar="NAME", help="Take a database out.")
@click.option("--rename", nargs=2, multiple=True, metavar="NAME TO", help="Give another name.")
@opt.output_options
def databases(
    store: str,
    remove: tuple[str, ...],
    rename: tuple[tuple[str, str], ...],
    form: str,
    output: str | None,
) -> int:
    """The databases of a store: how much each holds, and what it was read from."""
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables
    from lichen.store import Store

    check_writable(output)
    with Store(store, "write" if remove or rename else "read") as opened:
        for name in remove:
            opened.remove(name)
        for name, to in rename:
            opened.rename(name, to)
        rows = opened._core.databases()
        if form == "json":
            put_json(_document(opened, rows), output)
        elif form == "csv":
            put_csv(rows, NAMES, output)
        else:
            put_tables(lambda console: _print(console, opened, rows), output)
    return 0


def _document(store: Store, rows: list[dict[str, Any]]) -> dict[str, Any]:
    from lichen import __version__

    return {
        "schema": "lichen/databases/1",
        "lichen": __version__,
        "store": {"path": store.path, "id": store.id, "generation": store.generation},
        "databases": rows,
    }


def _print(console: Console, store: Store, rows: list[dict[str, Any]]) -> None:
    from lichen.cli.look import count_text, make_table, print_table

    if not rows:
        console.print(f"{store.path} is empty: lichen import FILE --store {store.path}")
        return
    counts = ["activities", "exchanges", "flows", "methods", "factors", "findings"]
    table = make_table(["database", *[f">{name}" for name in counts], "read from", "format"])
    for row in rows:
        table.add_row(
            row["name"], *[count_text(row[name]) for name in counts], row["path"], row["format"]
        )
    print_table(console, table, f"{store.path}: {count_text(len(rows), 'database')}")

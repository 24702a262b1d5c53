"""``lichen methods``: the methods of a package."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    from lichen.methods import Method

NAMES = [
    "method",
    "method_id",
    "version",
    "category",
    "unit",
    "factors",
    "category_id",
    "nw_sets",
]


@click.command(short_help="Methods, categories, units, factors, normalisation sets.")
@click.argument("file")
@opt.output_options
def methods(file: str, form: str, output: str | None) -> int:
    """The methods of a package: categories, their units, how many factors they have, and
    the normalisation and weighting sets."""
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables
    from lichen.cli.packages import all_methods

    check_writable(output)
    found = all_methods(file)
    if form == "json":
        put_json([_document(method) for method in found], output)
    elif form == "csv":
        put_csv([row for method in found for row in _rows(method)], NAMES, output)
    else:
        put_tables(lambda console: _print(console, found), output)
    return 0


def _categories(method: Method) -> list[dict[str, Any]]:
    columns = method.category_columns()
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def _document(method: Method) -> dict[str, Any]:
    return {
        "id": method.id,
        "name": method.name,
        "version": method.version,
        "categories": _categories(method),
        "nw_sets": method.nw_sets,
    }


def _rows(method: Method) -> list[dict[str, Any]]:
    return [
        {
            "method": method.name,
            "method_id": method.id,
            "version": method.version,
            "category": row["name"],
            "unit": row["unit"],
            "factors": row["factors"],
            "category_id": row["id"],
            "nw_sets": "; ".join(method.nw_sets),
        }
        for row in _categories(method)
    ]


def _print(console: Console, found: list[Method]) -> None:
    from lichen.cli.look import count_text, make_table, print_table

    for method in found:
        title = f"{method.name} {method.version}".strip() + f"  {method.id}"
        table = make_table(["category", "unit", ">factors", "id"])
        for row in _categories(method):
            table.add_row(row["name"], row["unit"], count_text(row["factors"]), row["id"])
        sets = ", ".join(method.nw_sets) or "none"
        table.caption = f"normalisation and weighting sets: {sets}"
        table.caption_justify = "left"
        print_table(console, table, title)

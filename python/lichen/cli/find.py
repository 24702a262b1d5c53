"""``lichen find``: activities and flows by words of their names."""

from __future__ import annotations

import click

from lichen.cli import options as opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rich.console import Console

NAMES = ["what", "name", "product", "location", "compartment", "amount", "unit", "id"]
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
    """Activities and flows that hold all WORDS in their name, product, location, place in
    the tree, or whose id is given; names that begin with WORDS come first.

    Where nothing holds them, the nearest names are shown.
    """
    from lichen.cli.output import check_writable, put_csv, put_json, put_tables
    from lichen.cli.packages import open_database

    check_writable(output)
    core = open_database(file)._core
    activities = _activities(core.activities(), words) if only != "flows" else []
    flows = _flows(core.flows(), words) if only != "activities" else []
    rows = activities[:limit] + flows[:limit]
    if form == "json":
        put_json(rows, output)
    elif form == "csv":
        put_csv(rows, NAMES, output)
    else:
        put_tables(lambda console: _print(console, words, activities, flows, limit), output)
    return 0


def ranked(words: str, texts: Sequence[str], names: Sequence[str], ids: Sequence[str]) -> list[int]:
    """Positions of rows that hold all words, the best first.

    The order: the id itself, an exact name, a name that begins with the words, a name that
    holds them side by side, the others; then by name and id. Where nothing holds them, the
    rows of the nearest names.
    """
    phrase = words.lower().strip()
    parts = phrase.split()
    hits = []
    for at, text in enumerate(texts):
        if ids[at] == phrase:
            hits.append((-1, "", "", at))
        elif all(part in text for part in parts):
            name = names[at].strip().lower()
            rank = 0 if name == phrase else 1 if name.startswith(phrase) else 2
            rank = 3 if rank == 2 and phrase not in name else rank
            hits.append((rank, name, ids[at], at))
    if hits:
        return [at for *_, at in sorted(hits)]
    from lichen.names import near

    nearest = set(near(words, names, 5))
    return [at for at, name in enumerate(names) if name in nearest]


def _activities(table: dict[str, Any], words: str) -> list[dict[str, Any]]:
    texts = [
        " ".join(row).lower()
        for row in zip(
            table["name"], table["product"], table["location"], table["category"], strict=True
        )
    ]
    return [
        {
            "what": "activity",
            "name": table["name"][at].strip(),
            "product": table["product"][at].strip(),
            "location": table["location"][at],
            "compartment": table["category"][at],
            "amount": _finite(float(table["amount"][at])),
            "unit": table["unit"][at],
            "id": table["id"][at],
        }
        for at in ranked(words, texts, table["name"], table["id"])
    ]


def _finite(value: float) -> float | None:
    return value if value - value == 0.0 else None


def _flows(table: dict[str, Any], words: str) -> list[dict[str, Any]]:
    columns = ("name", "category", "cas", "formula", "synonyms")
    texts = [" ".join(row).lower() for row in zip(*map(table.get, columns), strict=True)]
    return [
        {
            "what": f"{table['type'][at]} flow",
            "name": table["name"][at].strip(),
            "product": "",
            "location": table["location"][at],
            "compartment": table["category"][at],
            "amount": None,
            "unit": table["unit"][at],
            "id": table["id"][at],
        }
        for at in ranked(words, texts, table["name"], table["id"])
    ]


def _print(
    console: Console,
    words: str,
    activities: list[dict[str, Any]],
    flows: list[dict[str, Any]],
    limit: int,
) -> None:
    from lichen.cli.look import make_table
    from lichen.numbers import amount_text

    if not activities and not flows:
        console.print(f'nothing holds "{words}"')
        return
    if activities:
        table = make_table(
            ["activity", "product", "location", ">amount", "unit", "id"],
            _title("activities", len(activities), limit),
        )
        for row in activities[:limit]:
            amount = "" if row["amount"] is None else amount_text(row["amount"])
            product = "" if row["product"] == row["name"] else row["product"]
            table.add_row(row["name"], product, row["location"], amount, row["unit"], row["id"])
        console.print(table)
    if flows:
        table = make_table(
            ["flow", "type", "compartment", "unit", "id"], _title("flows", len(flows), limit)
        )
        for row in flows[:limit]:
            kind = row["what"].removesuffix(" flow")
            table.add_row(row["name"], kind, row["compartment"], row["unit"], row["id"])
        console.print(table)


def _title(what: str, count: int, limit: int) -> str:
    return f"{count:,} {what}" + (f", {limit} shown" if count > limit else "")

"""Findings one by one: as rows, and as they are printed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def finding_rows(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Every finding of a table, in the order in which they were made."""
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def finding_lines(row: dict[str, Any]) -> list[str]:
    """A finding as it is printed: what and where, the message, what was done."""
    from lichen.cli.words import as_options

    names = ("database", "file", "data_set", "field")
    place = " · ".join(row[name] for name in names if row.get(name))
    lines = [f"{row['severity']}: {row['kind']}  {place}", f"  {row['message']}"]
    return [*lines, f"  → {as_options(row['action'])}"] if row["action"] else lines

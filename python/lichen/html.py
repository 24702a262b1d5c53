"""Results and databases as HTML, for notebooks."""

from __future__ import annotations

from html import escape

from lichen.demand import to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lichen.database import Database
    from lichen.result import Result


def table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """A table; cells are escaped here."""
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = [
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    ]
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def result_html(result: Result) -> str:
    """Scores with their errors, then how they were found."""
    from lichen.numbers import error_text, value_text

    rows = [
        (
            row["category"],
            value_text(row["value"], row["error"]["printed"]),
            row["unit"],
            f"± {error_text(row['error']['printed'])} ({row['error']['kind']})",
        )
        for row in result._core.scores
    ]
    method = result._core.method["name"] if result.method is not None else "inventory"
    report = result.report
    caption = f"{to_text(result.demand)} — {method}"
    note = f"{report['solver']}; ω = {report['backward_error']:.1e}"
    return table(["category", "score", "unit", "error"], rows, caption) + (
        f"<p>{escape(note)}</p>"
    )


def database_html(database: Database) -> str:
    """What a database holds, and its findings by kind."""
    counts = [(name, str(count)) for name, count in database.counts.items() if count]
    found = [
        (kind, severity, str(occurrences))
        for kind, severity, _, occurrences in database._core.finding_counts
    ]
    parts = [table(["table", "rows"], counts, database.source["path"])]
    if found:
        parts.append(table(["finding", "severity", "occurrences"], found, "findings"))
    return "".join(parts)

"""Scores of several demands as a table, CSV or JSON."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

    from lichen import _core
    from lichen.demand_table import SystemDemandTable

CSV_NAMES = [
    "demand",
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
    "failure",
]
SIDE_BY_SIDE = 3


def put(table: SystemDemandTable, form: str, path: str | None, seconds: float) -> None:
    """Write what several demands score in a form."""
    from lichen.cli.output import put_csv, put_tables, put_text

    if form == "json":
        put_text(table.to_json() + "\n", path)
    elif form == "csv":
        put_csv(table.rows(), CSV_NAMES, path)
    else:
        put_tables(lambda console: _print(console, table._core, seconds), path)


def status_of(table: SystemDemandTable) -> int:
    """1 where demands have no score, told on standard error."""
    from lichen.cli.run import DONE, DOUBTFUL

    core = table._core
    failed = list(dict.fromkeys(core.names[i] for i, _, _ in core.missing))
    if not failed:
        return DONE
    print(
        f"lichen: {len(failed)} of {len(table)} demands lack scores: {', '.join(failed[:5])}"
        f"{', …' if len(failed) > 5 else ''}",
        file=sys.stderr,
    )
    return DOUBTFUL


def _print(console: Console, core: _core.DemandTable, seconds: float) -> None:
    from lichen.cli.look import print_pairs

    labels = core.categories
    methods = list(dict.fromkeys(zip(labels["method"], labels["method_version"], strict=True)))
    for method in methods:
        chosen = [
            k
            for k, one in enumerate(zip(labels["method"], labels["method_version"], strict=True))
            if one == method
        ]
        for first in range(0, len(chosen), SIDE_BY_SIDE):
            _print_some(console, core, " ".join(method), chosen[first : first + SIDE_BY_SIDE])
            console.print()
    report = core.report
    pairs = [("solved", f"{report['why']}; {report['solver']}")]
    reasons: dict[int, list[str]] = {}
    for i, _, why in core.missing:
        names = reasons.setdefault(why, [])
        if core.names[i] not in names:
            names.append(core.names[i])
    pairs += [
        (", ".join(f'"{name}"' for name in names[:5]), core.reasons[why])
        for why, names in list(reasons.items())[:20]
    ]
    pairs += [
        ("finding", f"{count} {kind} ({severity})")
        for kind, severity, _, count in core.finding_counts
    ]
    pairs.append(("time", f"{seconds:.2f} s"))
    print_pairs(console, pairs)


def _print_some(console: Console, core: Any, method: str, categories: list[int]) -> None:
    """A table of some categories: a row for each demand, each score with its ±."""
    from lichen.cli.look import make_table, print_table
    from lichen.numbers import error_text, value_text

    labels = core.categories
    names = [f">{labels['category'][k]} [{labels['unit'][k]}]" for k in categories]
    heads = [head for name in names for head in (name, ">±")]
    table = make_table(["demand", *heads])
    values, errors = core.values, core.errors
    for i, name in enumerate(core.names):
        cells = []
        for k in categories:
            value, error = values[i, k], errors[i, k]
            if value != value:
                cells += ["none", ""]
            else:
                cells += [value_text(value, error), error_text(error)]
        table.add_row(name, *cells)
    print_table(console, table, method.strip())

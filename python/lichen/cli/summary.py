"""What stands below a table of results: solver, coverage, policies, findings, files."""

from __future__ import annotations

import sys

from lichen.cli.look import count_text, print_pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rich.console import Console

    from lichen.result import Result

MOST_KINDS = 6


def print_summary(console: Console, results: Sequence[Result], seconds: float) -> None:
    """How the results were found, and what must be known to trust them."""
    from lichen.provenance import provenance

    made = provenance(results)
    pairs = [("solver", text) for text in dict.fromkeys(map(_solver, results))]
    pairs += _coverage(results)
    pairs += _open_flows(results)
    pairs.append(("policies", " ".join(f"{k}={v}" for k, v in made["policies"].items())))
    pairs += _findings(made["findings"])
    pairs += _files(made)
    pairs.append(("time", f"{seconds:.2f} s"))
    console.print()
    print_pairs(console, pairs)


def _solver(result: Result) -> str:
    report = result.report
    text = f"{report['solver']}; {count_text(report['components'])} components"
    text += f", the largest {count_text(report['largest_component'])}"
    if report["iterations"]:
        text += f"; {report['iterations']} iterations"
    text += f"; residual ω = {report['backward_error']:.1e}"
    return "; ".join([text, *report["notes"]])


def _coverage(results: Sequence[Result]) -> list[tuple[str, str]]:
    """How much of each inventory the method knows."""
    lines = []
    for result in results:
        met = result._core.coverage
        count = met["characterised"] + met["uncharacterised"]
        if result.method is None:
            count = len(result._core.inventory()["id"])
        text = f"{count_text(count)} elementary flows"
        if result.method is not None:
            text += f", {count_text(met['characterised'])} characterised"
            if met["uncharacterised"]:
                text += f", {count_text(met['uncharacterised'])} without a factor"
        lines.append(text)
    return [("inventory", text) for text in dict.fromkeys(lines)]


def _open_flows(results: Sequence[Result]) -> list[tuple[str, str]]:
    lines = []
    for result in results:
        kinds = result._core.open_flows()["kind"]
        if kinds:
            cut_off = kinds.count("cut_off")
            lines.append(
                f"{count_text(cut_off)} cut-off products and wastes, "
                f"{count_text(len(kinds) - cut_off)} un-allocated co-products"
            )
    return [("open", text) for text in dict.fromkeys(lines)]


def _findings(findings: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str]]:
    pairs = []
    for place, counts in findings.items():
        if counts:
            listed = [
                f"{count_text(row['occurrences'])} {row['kind']} ({row['severity']})"
                for row in counts[:MOST_KINDS]
            ]
            more = f", {len(counts) - MOST_KINDS} more kinds" if len(counts) > MOST_KINDS else ""
            pairs.append((f"findings, {place.replace('_', ' ')}", ", ".join(listed) + more))
    return pairs


def _files(made: dict[str, Any]) -> list[tuple[str, str]]:
    sources = {row["path"]: row for row in [made["database"], *made["method_files"]]}
    lines = [f"{row['path']} ({row['format']}, {row['hash']})" for row in sources.values()]
    lines += [f"{row['name']} (flow map, {row['hash']})" for row in made["flow_maps"]]
    return [("files" if i == 0 else "", line) for i, line in enumerate(lines)]


def status_of(results: Sequence[Result]) -> int:
    """1 where findings of severity *error* concern a result, told on standard error."""
    from lichen.cli.run import DONE, DOUBTFUL

    kinds: dict[str, int] = {}
    for result in results:
        for kind, severity, _, occurrences in result._core.finding_counts:
            if severity == "error":
                kinds[kind] = max(kinds.get(kind, 0), occurrences)
    if not kinds:
        return DONE
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(
        f"lichen: findings of severity error concern the result, a number may change: {listed}",
        file=sys.stderr,
    )
    return DOUBTFUL

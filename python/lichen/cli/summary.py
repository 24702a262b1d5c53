"""What stands below a table of results: solver, coverage, policies, findings, files."""

from __future__ import annotations

import sys

from lichen.cli.look import count_text, print_pairs
from lichen.cli.words import as_options, option_text
from lichen.numbers import amount_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from rich.console import Console

    from lichen.result import Result

MOST_KINDS = 6
LONGEST = 240
LARGEST = 2  # cut-offs that the summary names
DEFAULTS = {
    "on_missing_provider": "error",
    "on_multiple_providers": "error",
    "allocation": "as_declared",
    "on_unbalanced_allocation": "error",
    "unit_factors": "package",
    "strict": "false",
    "solver": "automatic",
    "dense_limit": "64",
    "tolerance": "1e-12",
    "on_duplicate_factor": "error",
    "exclude_long_term": "false",
    "flow_map": "none",
    "nw_set": "none",
}


def print_summary(console: Console, results: Sequence[Result], seconds: float) -> None:
    """How the results were found, and what must be known to trust them."""
    from lichen.provenance import provenance

    made = provenance(results)
    worst = max(results, key=lambda result: result.report["backward_error"])
    pairs = _each("note", results, _notes)
    pairs.append(("solver", _solver(worst, len(results))))
    pairs += _each("", results, lambda result: list(result.report["notes"]))
    pairs += _each("inventory", results, _coverage)
    pairs += _each("not modelled", results, _open_flows)
    pairs.append(("policies", _policies(made["policies"])))
    pairs += _findings(made["findings"])
    pairs += _files(made)
    pairs.append(("time", f"{seconds:.2f} s"))
    print_pairs(console, pairs)


def _each(
    name: str, results: Sequence[Result], tell: Callable[[Result], list[str]]
) -> list[tuple[str, str]]:
    """Lines of every result; where they differ, with the number of the result."""
    told = [tell(result) for result in results]
    if all(lines == told[0] for lines in told):
        flat = told[0]
    else:
        flat = [f"[{at}] {line}" for at, lines in enumerate(told, start=1) for line in lines]
    return [(name if i == 0 else "", line) for i, line in enumerate(flat)]


def _solver(result: Result, count: int) -> str:
    """How the result with the largest residual was found."""
    report = result.report
    text = f"{report['solver']}; {count_text(report['components'], 'component')}"
    text += f", the largest of {count_text(report['largest_component'], 'activity', 'activities')}"
    if report["iterations"]:
        text += f"; {count_text(report['iterations'], 'iteration')}"
    text += f"; residual ω = {report['backward_error']:.1e}"
    return f"{text}, the largest of {count} results" if count > 1 else text


def _policies(policies: dict[str, Any]) -> str:
    """Those that are not at their defaults, and where all of them stand."""
    chosen = [
        option_text(name, value)
        for name, value in policies.items()
        if DEFAULTS.get(name) != value
    ]
    others = "others at their defaults" if chosen else "all at their defaults"
    return "; ".join([*([" ".join(chosen)] if chosen else []), others]) + " (--format json has all)"


def _coverage(result: Result) -> list[str]:
    """How much of the inventory the method knows."""
    met = result._core.coverage
    if result.method is None:
        return [count_text(len(result._core.inventory()["id"]), "elementary flow")]
    text = count_text(met["characterised"] + met["uncharacterised"], "elementary flow")
    text += f", {count_text(met['characterised'])} characterised"
    if met["uncharacterised"]:
        text += f", {count_text(met['uncharacterised'])} without a factor"
        shares = [
            f"{unit['share_without']:.0%} of {unit['amount']:.3g} {unit['unit']}"
            for unit in met["units"]
            if unit["without_factor"]
        ]
        text += f" ({', '.join(shares[:MOST_KINDS])}{', …' if len(shares) > MOST_KINDS else ''})"
    return [text]


def _open_flows(result: Result) -> list[str]:
    """How much crosses the border of the system unmodelled, the largest by name."""
    rows = open_rows(result)
    names = {
        "cut_off": ("cut-off product or waste", "cut-off products and wastes"),
        "unallocated_coproduct": ("un-allocated co-product", ""),
    }
    lines = []
    for kind, (one, several) in names.items():
        met = [row for row in rows if row["kind"] == kind]
        if not met:
            continue
        text = count_text(len(met), one, several)
        listed = "; ".join(
            f"{amount_text(abs(row['amount']), 3)} {row['unit']} {row['flow'].strip()}"
            for row in largest(met, LARGEST)
        )
        lines.append(f"{text}{', the largest' if len(met) > LARGEST else ''}: {listed}")
    return [*lines, "(lichen inventory lists all of them)"] if len(rows) > LARGEST else lines


def open_rows(result: Result) -> list[dict[str, Any]]:
    """What crosses the border unmodelled: by kind, unit, then the largest first."""
    columns = result._core.open_flows()
    rows = [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]
    return sorted(rows, key=lambda row: (row["kind"], row["unit"], -abs(row["amount"]), row["id"]))


def largest(rows: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The largest of each unit, then the second of each: units do not compare."""
    met: dict[str, int] = {}
    ranked = []
    for row in sorted(rows, key=lambda row: (-abs(row["amount"]), row["id"])):
        met[row["unit"]] = met.get(row["unit"], 0) + 1
        ranked.append((met[row["unit"]], row))
    return [row for _, row in sorted(ranked, key=lambda pair: pair[0])[:count]]


def _notes(result: Result) -> list[str]:
    """What was odd about the answer itself, in words.

    Open flows and flows without a factor have lines of their own.
    """
    columns = result._core.findings
    lines = []
    for severity, kind, message, action in zip(
        *(columns[name] for name in ("severity", "kind", "message", "action")), strict=True
    ):
        if severity == "info" or kind in ("cut_off_flow", "unallocated_coproduct"):
            continue
        if kind == "no_flow_characterised":
            message = message.partition(":")[0]  # the line of the inventory has the shares
        short = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
        lines.append(f"{severity}: {short}" + (f" → {as_options(action)}" if action else ""))
    return lines


def _findings(findings: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str]]:
    """Findings by place and severity; those for the record only as a number."""
    pairs = []
    for place, counts in findings.items():
        lines = []
        for severity, name in (("error", "errors"), ("warning", "warnings")):
            rows = [row for row in counts if row["severity"] == severity]
            if rows:
                lines.append(f"{name}: {_listed(rows)}")
        rest = sum(row["occurrences"] for row in counts if row["severity"] == "info")
        if rest:
            lines.append(f"{count_text(rest)} for the record")
        if lines:
            pairs.append((f"findings, {place.replace('_', ' ')}", "; ".join(lines)))
    return pairs


def _listed(rows: Sequence[dict[str, Any]]) -> str:
    listed = [f"{count_text(row['occurrences'])} {row['kind']}" for row in rows[:MOST_KINDS]]
    more = len(rows) - MOST_KINDS
    return ", ".join([*listed, *([f"{more} more kinds"] if more > 0 else [])])


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

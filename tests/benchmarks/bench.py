"""Runs the benchmarks and prints a table: figure, goal, reached or missed.

    python tests/benchmarks/bench.py BUILD [--write] [NAME ...]

NAME is a part of the name of an executable ("solve"), or "process" for whole commands;
all run where none is given. --write puts the table into docs/benchmarks.md; nothing else
writes that page. Goals stand in goals.csv. Before it measures, it counts what two threads
give against one on pure arithmetic: below 1.9, figures of two threads are invalid; where
one thread alone gets too little of a core, all are, and nothing is written.
"""

import argparse
import csv
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import machine
import process_times

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
PAGE = TOP / "docs" / "benchmarks.md"
REPETITIONS = 5
LEAST_SPIN = 1.9
MOST_BUSY = 1.1
SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
SUBJECTS = {
    "process": "Whole commands",
    "read_bench": "Reading",
    "link_bench": "Linking",
    "study_bench": "Answers by name",
    "solve_bench": "Solving",
    "reference_bench": "Reference systems",
    "assembly_scale_bench": "A million activities",
}

HEAD = """# Benchmarks

Medians of {repetitions} repetitions (whole commands: {runs}), ± the coefficient of variation
(whole commands: the range); written by `./run bench --write`. Goals are those of the issues, kept
in `tests/benchmarks/goals.csv`; *floor* is how many times longer a figure is than reading its bytes
once from memory.

"""


def goals():
    """The rows of goals.csv by the name of the benchmark."""
    with (HERE / "goals.csv").open(encoding="utf-8", newline="") as file:
        return {row["benchmark"]: row for row in csv.DictReader(file)}


def run(executable):
    """What Google Benchmark writes for one executable."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        words = [
            str(executable),
            f"--benchmark_repetitions={REPETITIONS}",
            "--benchmark_report_aggregates_only=true",
            f"--benchmark_out={out}",
            "--benchmark_out_format=json",
        ]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0 or not out.exists():
            raise RuntimeError(f"{executable.name} failed:\n{done.stderr[-2000:]}")
        return json.loads(out.read_text(encoding="utf-8"))["benchmarks"]


STANDARD = {
    *("name", "family_index", "per_family_instance_index", "run_name", "run_type", "threads"),
    *("repetitions", "repetition_index", "aggregate_name", "aggregate_unit", "iterations"),
    *("real_time", "cpu_time", "time_unit", "items_per_second", "bytes_per_second", "label"),
    *("error_occurred", "error_message"),
}


def measurements(name, entries):
    """Yields the medians of one executable, its counters behind a '#'."""
    spreads = {
        entry["run_name"]: entry["real_time"]
        for entry in entries
        if entry.get("aggregate_name") == "cv"
    }
    for entry in entries:
        if entry.get("error_occurred"):
            yield {"name": f"{name}:{entry['run_name']}", "error": entry["error_message"]}
            continue
        if entry.get("aggregate_name") != "median":
            continue
        full = f"{name}:{entry['run_name']}"
        row = {"name": full, "value": entry["real_time"], "unit": entry["time_unit"]}
        row["cpu"] = entry["cpu_time"]
        row["spread"] = spreads.get(entry["run_name"])
        row["threads"] = entry.get("threads", 1)
        row["rate"] = entry.get("bytes_per_second")
        row["items"] = entry.get("items_per_second")
        row["label"] = entry.get("label", "")
        yield row
        for counter in entry.keys() - STANDARD:
            unit = counter.rpartition("_")[2] if counter.startswith("peak_") else ""
            yield {"name": f"{full}#{counter}", "value": entry[counter], "unit": unit}


class Machine(NamedTuple):
    """What the machine gave just before."""

    spin: float  # two threads against one, on pure arithmetic
    busy: float  # what passed on the clock against what one thread ran
    bandwidth: float  # bytes per second, read from memory by one thread


def calibrate(build):
    """Measures the machine."""
    entries = run(build / "tests" / "benchmarks" / "machine_bench")
    rows = list(measurements("machine_bench", entries))
    rates = {row["threads"]: row["items"] for row in rows if row.get("items")}
    alone = next(row for row in rows if row.get("items") and row["threads"] == 1)
    bandwidth = next(row["rate"] for row in rows if row.get("rate"))
    return Machine(rates[2] / rates[1], alone["value"] / alone["cpu"], bandwidth)


def verdict(row, goal, given):
    """The goal of a figure, and whether it is reached."""
    threads = max(int(goal["threads"]) if goal else 1, row.get("threads", 1))
    invalid = given.busy > MOST_BUSY or (threads > 1 and given.spin < LEAST_SPIN)
    if not goal:
        return "", "invalid" if invalid else ""
    shown = f"{float(goal['goal']):g} {goal['unit']}"
    factor = SECONDS.get(row["unit"], 1.0) / SECONDS.get(goal["unit"], 1.0)
    reached = row["value"] * factor <= float(goal["goal"])
    if invalid and not reached:
        return shown, "invalid"
    return shown, "reached" if reached else "**missed**"


def line(row, goal, given):
    """One row of the table."""
    name = row["name"].partition(":")[2]
    if "error" in row:
        return f"| {name} | | | | {row['error']} |"
    shown, how = verdict(row, goal, given)
    spread = "" if row.get("spread") is None else f" ± {100 * row['spread']:.0f} %"
    rate = row.get("rate")
    floor = f"{given.bandwidth / rate:.1f}" if rate else ""
    return f"| {name} | {row['value']:.4g} {row['unit']}{spread} | {shown} | {floor} | {how} |"


def table(subject, rows, known, given):
    """The table of one executable: its times, and counters that have a goal."""
    title = SUBJECTS.get(subject, subject.removesuffix("_bench").replace("_", " ").capitalize())
    lines = [f"\n## {title}\n\n| what | median | goal | floor | |", "|---|---|---|---|---|"]
    for row in rows:
        if "#" not in row["name"] or row["name"] in known:
            lines.append(line(row, known.get(row["name"]), given))
    measured = {row["name"] for row in rows}
    for name, goal in known.items():
        if name.partition(":")[0] == subject and name not in measured:
            shown = f"{float(goal['goal']):g} {goal['unit']}"
            lines.append(f"| {name.partition(':')[2]} | | {shown} | | not measured |")
    return "\n".join(lines) + "\n"


def wanted(executables, names):
    """The subjects to run, whole commands first."""
    subjects = ["process", *(path.name for path in executables if path.name != "machine_bench")]
    chosen = [s for s in subjects if not names or any(name in s for name in names)]
    if not chosen:
        raise SystemExit(f"no benchmark is called {', '.join(names)}: {', '.join(subjects)}")
    return chosen


def calibration(given):
    """Which figures are valid on the machine as it was just before."""
    valid = "" if given.spin >= LEAST_SPIN else ": figures of two threads are invalid"
    if given.busy > MOST_BUSY:
        valid = f": the machine is busy ({given.busy:.1f}), all figures are invalid"
    return f"two against one {given.spin:.2f} on pure arithmetic{valid}"


def head(build, given):
    """What stands above the tables."""
    lines = [f"| {what} | {value} |" for what, value in machine.facts(TOP, build)]
    lines.insert(0, f"| date | {datetime.date.today().isoformat()} |")
    lines.append(f"| threads | {calibration(given)} |")
    lines.append(f"| memory bandwidth | {given.bandwidth / 1e9:.1f} GB/s, one thread |")
    intro = HEAD.format(repetitions=REPETITIONS, runs=process_times.RUNS)
    return intro + "| | |\n|---|---|\n" + "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    executables = sorted((build / "tests" / "benchmarks").glob("*_bench"))
    chosen = wanted(executables, arguments.names)
    known = goals()
    given = calibrate(build)
    parts = [head(build, given)]
    print(parts[0], flush=True)
    for subject in chosen:
        if subject == "process":
            rows = list(process_times.measure(TOP, build))
        else:
            rows = list(measurements(subject, run(build / "tests" / "benchmarks" / subject)))
        parts.append(table(subject, rows, known, given))
        print(parts[-1], flush=True)
    if arguments.write:
        publish("".join(parts), arguments.names, max(given.busy, calibrate(build).busy))


def publish(text, names, busy):
    """Writes the page, where it is one whole measurement on a quiet machine."""
    if names:
        raise SystemExit("--write takes all benchmarks: the page is one measurement")
    if busy > MOST_BUSY:
        raise SystemExit(f"not written: the machine is busy ({busy:.1f} s on the clock for 1 s run)")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

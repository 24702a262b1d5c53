"""Runs the benchmarks and prints a table: figure, goal, reached or missed.

    python tests/benchmarks/bench.py BUILD [--write] [NAME ...]

NAME is a part of the name of an executable ("solve"), "process" for whole commands,
"python" or "peak_memory"; all run where none is given. --write puts the tables into
docs/benchmarks.md; nothing but this and peers.py writes that page. Goals stand in goals.csv.
Before it measures, and again before each executable with figures of two threads, it counts
what two threads give against one on pure arithmetic: below 1.9, those figures are invalid;
where one thread alone gets too little of a core, all are, and nothing is written.
"""

import argparse
import csv
import datetime
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import derived
import machine
import page
import peak_memory
import process_times
import python_times

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
REPETITIONS = 5
LEAST_SECONDS = 0.2  # of each repetition
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
    "growth_bench": "From ten thousand activities to a million",
    "dense_bench": "An input-output table",
    "peak_memory": "Peak memory",
    "python": "From Python, n = 21,000",
    "derived": "Ratios and growth",
    "assembly_scale_bench": "A million activities",
}

HEAD = """# Benchmarks

Medians of {repetitions} repetitions (whole commands: {runs}), ± the coefficient of variation
(whole commands: the range); written by `./run bench --write`. Goals are those of the issues, kept
in `tests/benchmarks/goals.csv`. *Floor* is how many times longer a figure is than reading once from
memory the bytes of A, B and C that it starts from. *Error* is the largest ± that is printed with
the scores of that figure, relative to the score; ω stands for the componentwise backward error
where there is no score. No score is ever computed without its error, and no table of all activities
without that of errors: goals for either are held against the figures with errors.

"""


def goals():
    """The rows of goals.csv by the name of the benchmark."""
    with (HERE / "goals.csv").open(encoding="utf-8", newline="") as file:
        return {row["benchmark"]: row for row in csv.DictReader(file)}


def run(executable, *more):
    """What Google Benchmark writes for one executable."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        words = [
            str(executable),
            f"--benchmark_repetitions={REPETITIONS}",
            f"--benchmark_min_time={LEAST_SECONDS}",
            "--benchmark_report_aggregates_only=true",
            f"--benchmark_out={out}",
            "--benchmark_out_format=json",
            *more,
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


def printed_error(entry):
    """The error that a figure is printed with, as a text."""
    if "error" in entry:
        return f"{abs(entry['error']):.0e}"
    return f"ω {entry['backward_error']:.0e}" if "backward_error" in entry else ""


def measurements(name, entries):
    """Yields the medians of one executable, its counters behind a '#'."""
    spreads = {
        entry["run_name"]: entry["real_time"]
        for entry in entries
        if entry.get("aggregate_name") == "cv"
    }
    for entry in entries:
        if entry.get("error_occurred"):
            yield {"name": f"{name}:{entry['run_name']}", "skipped": entry["error_message"]}
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
        row["error"] = printed_error(entry)
        yield row
        for counter in entry.keys() - STANDARD:
            unit = counter.rpartition("_")[2] if counter.startswith("peak_") else ""
            more = {"value": entry[counter], "unit": unit, "timed": False}
            yield {"name": f"{full}#{counter}", **more}


class Machine(NamedTuple):
    """What the machine gave just before."""

    spin: float  # two threads against one, on pure arithmetic
    busy: float  # what passed on the clock against what one thread ran
    bandwidth: float  # bytes per second, read from memory by one thread


def spun(rows):
    """What two threads do against one, on pure arithmetic."""
    rates = {row["threads"]: row["items"] for row in rows if row.get("items")}
    return rates[2] / rates[1]


def machine_rows(build, *more):
    """What machine_bench measures."""
    entries = run(build / "tests" / "benchmarks" / "machine_bench", *more)
    return list(measurements("machine_bench", entries))


def calibrate(build):
    """Measures the machine."""
    rows = machine_rows(build)
    alone = next(row for row in rows if row.get("items") and row["threads"] == 1)
    bandwidth = next(row["rate"] for row in rows if row.get("rate"))
    return Machine(spun(rows), alone["value"] / alone["cpu"], bandwidth)


def spin_again(build, given):
    """The machine as it is now, measured in two seconds."""
    rows = machine_rows(build, "--benchmark_filter=^Spin", "--benchmark_min_time=0.1")
    return given._replace(spin=spun(rows))


def text_of(goal):
    """A goal as it is shown."""
    at_least = "≥ " if goal["unit"] == "×" else ""
    unit = "" if goal["unit"] == "exponent" else f" {goal['unit']}"
    return f"{at_least}{float(goal['goal']):g}{unit}"


def reached(row, goal):
    """Whether a figure is as good as its goal: ratios are to be large, all else small."""
    factor = SECONDS.get(row["unit"], 1.0) / SECONDS.get(goal["unit"], 1.0)
    if goal["unit"] == "×":
        return row["value"] >= float(goal["goal"])
    return row["value"] * factor <= float(goal["goal"])


def verdict(row, goal, given):
    """The goal of a figure, and whether it is reached."""
    threads = max(int(goal["threads"]) if goal else 1, row.get("threads", 1))
    invalid = given.busy > MOST_BUSY or (threads > 1 and given.spin < LEAST_SPIN)
    invalid = invalid and row.get("timed", True)
    if not goal:
        return "", "invalid" if invalid else ""
    if invalid and not reached(row, goal):
        return text_of(goal), "invalid"
    return text_of(goal), "reached" if reached(row, goal) else "**missed**"


def line(row, goal, given):
    """One row of the table."""
    name = row["name"].partition(":")[2]
    if "skipped" in row:
        return f"| {name} | | | | | left out: {row['skipped']} |"
    shown, how = verdict(row, goal, given)
    if row.get("label"):
        name += f" ({row['label']})"
    spread = "" if row.get("spread") is None else f" ± {100 * row['spread']:.0f} %"
    rate = row.get("rate")
    floor = f"{given.bandwidth / rate:.1f}" if rate else ""
    unit = "" if row["unit"] == "exponent" else f" {row['unit']}"
    value = f"{row['value']:.4g}{unit}{spread}"
    return f"| {name} | {value} | {shown} | {floor} | {row.get('error', '')} | {how} |"


def table(subject, rows, known, given, spin=None):
    """The table of one executable: its times, and counters that have a goal."""
    title = SUBJECTS.get(subject, subject.removesuffix("_bench").replace("_", " ").capitalize())
    lines = [f"\n## {title}\n"]
    if spin is not None:
        invalid = ": figures of two threads are invalid" if spin < LEAST_SPIN else ""
        lines.append(f"Just before, two threads against one: {spin:.2f}{invalid}.\n")
    lines.append("| what | median | goal | floor | error | |\n|---|---|---|---|---|---|")
    for row in rows:
        if "#" not in row["name"] or row["name"] in known:
            lines.append(line(row, known.get(row["name"]), given))
    measured = {row["name"] for row in rows}
    for name, goal in known.items():
        if name.partition(":")[0] == subject and name not in measured:
            lines.append(f"| {name.partition(':')[2]} | | {text_of(goal)} | | | not measured |")
    return "\n".join(lines) + "\n"


def wanted(executables, names):
    """The subjects to run, whole commands first."""
    benches = [path.name for path in executables if path.name != "machine_bench"]
    subjects = ["process", *benches, python_times.SUBJECT, peak_memory.SUBJECT]
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


def measure(subject, build):
    """The figures of one subject."""
    if subject == "process":
        return list(process_times.measure(TOP, build))
    if subject == python_times.SUBJECT:
        return list(python_times.measure())
    if subject == peak_memory.SUBJECT:
        return list(peak_memory.measure(build))
    return list(measurements(subject, run(build / "tests" / "benchmarks" / subject)))


def seconds(rows):
    """Figures by name, times in seconds."""
    return {
        row["name"]: row["value"] * SECONDS.get(row["unit"], 1.0) for row in rows if "value" in row
    }


def on_two_threads(subject, known):
    """Whether figures of a subject are held against goals for two threads."""
    goals_of = [goal for name, goal in known.items() if name.partition(":")[0] == subject]
    return any(int(goal["threads"]) > 1 for goal in goals_of)


def report(build, chosen, given, whole):
    """Yields the tables, each printed when it is measured."""
    known = goals()
    values = {}
    spins = [given.spin]
    for subject in chosen:
        now = spin_again(build, given) if on_two_threads(subject, known) else given
        spin = now.spin if now is not given else None
        rows = measure(subject, build)
        values |= seconds(rows)
        spins.append(now.spin)
        yield table(subject, rows, known, now, spin)
    rows = list(derived.rows(values))
    told = {row["name"] for row in rows}
    shown = known if whole else {name: known[name] for name in told & known.keys()}
    if rows or whole:
        yield table(derived.SUBJECT, rows, shown, given._replace(spin=min(spins)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_intermixed_args()
    build = arguments.build.resolve()
    executables = sorted((build / "tests" / "benchmarks").glob("*_bench"))
    chosen = wanted(executables, arguments.names)
    begin = time.monotonic()
    given = calibrate(build)
    parts = [head(build, given)]
    print(parts[0], flush=True)
    for part in report(build, chosen, given, not arguments.names):
        parts.append(part)
        print(part, flush=True)
    parts.append(f"\nAll of this took {(time.monotonic() - begin) / 60:.1f} minutes.\n")
    print(parts[-1])
    if arguments.write:
        publish("".join(parts), arguments.names, max(given.busy, calibrate(build).busy))


def publish(text, names, busy):
    """Writes the page, where it is one whole measurement on a quiet machine."""
    if names:
        raise SystemExit("--write takes all benchmarks: the page is one measurement")
    require_quiet(busy)
    page.write_tables(text)


def require_quiet(busy):
    """Nothing that a busy machine measures is written."""
    if busy > MOST_BUSY:
        raise SystemExit(f"not written: the machine is busy ({busy:.1f} s on the clock for 1 s run)")


if __name__ == "__main__":
    sys.exit(main())

"""The table of benchmarks: its goals name what there is, its verdicts are right."""

import re
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

sys.path.insert(0, str(BENCHMARKS / "peers"))

import bench  # noqa: E402
import derived  # noqa: E402
import page  # noqa: E402
import peak_memory  # noqa: E402
import peers  # noqa: E402
import python_times  # noqa: E402

QUIET = bench.Machine(spin=1.97, busy=1.0, bandwidth=20e9)
GOAL = {"benchmark": "read_bench:folder", "goal": "120", "unit": "ms", "threads": "2"}


def figure(value, unit, **more):
    return {"name": "read_bench:folder", "value": value, "unit": unit, **more}


def figures_of_python():
    """What is measured without Google Benchmark, by the part of a goal's name before ':'."""
    told = ("first score", "first score by prices", "next demand", "all activities × 16")
    peer_rows = {
        f"{system}: {what}, {name.removeprefix('LCA, ')}"
        for system in peers.SYSTEMS
        for what in told
        for name in peers.NAMES.values()
    }
    return {
        peak_memory.SUBJECT: set(peak_memory.WORKS),
        python_times.SUBJECT: set(python_times.NAMES),
        derived.SUBJECT: {figure.name for figure in derived.FIGURES},
        "peers": peer_rows,
    }


def test_goals_name_benchmarks_that_there_are():
    others = figures_of_python()
    for name in bench.goals():
        executable, _, benchmark = name.partition(":")
        if executable == "process":
            continue
        if executable in others:
            assert benchmark in others[executable], name
            continue
        source = (BENCHMARKS / f"{executable}.cpp").read_text(encoding="utf-8")
        for word in re.split(r"[/#]", benchmark):
            if not re.match(r"\d|iterations:|real_time", word):  # added by the library
                word = word.partition(":")[0]
                # One of solve_bench is captured as model_solver.
                assert word in source or all(w in source for w in word.rsplit("_", 1)), name


def test_a_figure_is_held_against_its_goal_in_any_unit():
    assert bench.verdict(figure(0.119, "s"), GOAL, QUIET) == ("120 ms", "reached")
    assert bench.verdict(figure(121e3, "us"), GOAL, QUIET) == ("120 ms", "**missed**")
    assert bench.verdict(figure(1, "s"), None, QUIET) == ("", "")


def test_figures_of_two_threads_are_invalid_where_a_second_core_is_not_free():
    crowded = QUIET._replace(spin=1.4)

    assert bench.verdict(figure(500, "ms"), GOAL, crowded)[1] == "invalid"
    assert bench.verdict(figure(500, "ms"), {**GOAL, "threads": "1"}, crowded)[1] == "**missed**"


def test_no_figure_of_a_busy_machine_is_judged_missed():
    busy = QUIET._replace(busy=2.5)

    assert bench.verdict(figure(500, "ms"), {**GOAL, "threads": "1"}, busy)[1] == "invalid"


def test_memory_is_judged_on_a_busy_machine_too():
    busy = QUIET._replace(busy=2.5)
    goal = {"goal": "250", "unit": "MB", "threads": "1"}

    assert bench.verdict(figure(280, "MB", timed=False), goal, busy)[1] == "**missed**"


def test_goals_that_nothing_measured_stand_in_the_table():
    table = bench.table("read_bench", [], {GOAL["benchmark"]: GOAL}, QUIET)

    assert "| folder | | 120 ms | | | not measured |" in table


def test_the_floor_is_the_time_to_read_the_bytes_once():
    line = bench.line(figure(3, "ms", rate=5e9), None, QUIET)

    assert "| 4.0 |" in line


def test_a_figure_stands_beside_the_error_of_its_scores():
    entry = {"run_name": "first", "aggregate_name": "median", "error": 2.3e-16}
    entry |= {"real_time": 3.0, "cpu_time": 3.0, "time_unit": "ms"}
    row = next(iter(bench.measurements("read_bench", [entry])))

    assert "| 2e-16 |" in bench.line(row, None, QUIET)


def test_ratios_are_to_be_large_and_exponents_small():
    ratio = {"goal": "4", "unit": "×", "threads": "1"}
    exponent = {"goal": "1.05", "unit": "exponent", "threads": "1"}

    assert bench.verdict(figure(4.1, "×"), ratio, QUIET) == ("≥ 4 ×", "reached")
    assert bench.verdict(figure(3.9, "×"), ratio, QUIET)[1] == "**missed**"
    assert bench.verdict(figure(1.04, "exponent"), exponent, QUIET) == ("1.05", "reached")
    assert bench.verdict(figure(1.06, "exponent"), exponent, QUIET)[1] == "**missed**"


def test_a_cost_that_grows_as_the_square_has_the_exponent_two():
    values = {name: float(size) ** 2 for size, name in derived.SIZES.items()}
    rows = {row["name"]: row["value"] for row in derived.rows(values)}

    assert rows == {"derived:cost growth from 10⁴ to 10⁶, time": pytest.approx(2.0)}


def test_two_threads_are_held_against_one():
    one = "reference_bench:all_activities_one_thread/regular/21000/real_time"
    two = "reference_bench:all_activities/regular/21000/real_time"
    rows = list(derived.rows({one: 0.019, two: 0.01}))

    assert [(row["value"], row["threads"]) for row in rows] == [(pytest.approx(1.9), 2)]


def test_works_whose_memory_is_measured_are_known_to_their_process():
    source = (BENCHMARKS / "memory" / "memory_side.cpp").read_text(encoding="utf-8")
    for name in peak_memory.WORKS:
        assert f'{{"{name}", ' in source


def test_tables_and_peers_are_written_beside_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "PAGE", tmp_path / "benchmarks.md")

    page.write_tables("# Benchmarks\n")
    page.write_peers("theirs\n")
    page.write_tables("# Benchmarks, again\n")

    assert page.read() == "# Benchmarks, again\n\n## Peers\ntheirs\n"
    page.write_peers("theirs, again\n")
    assert page.read() == "# Benchmarks, again\n\n## Peers\ntheirs, again\n"

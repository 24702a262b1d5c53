"""The table of benchmarks: its goals name what there is, its verdicts are right."""

import re
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import bench  # noqa: E402

QUIET = bench.Machine(spin=1.97, busy=1.0, bandwidth=20e9)
GOAL = {"benchmark": "read_bench:folder", "goal": "120", "unit": "ms", "threads": "2"}


def figure(value, unit, **more):
    return {"name": "read_bench:folder", "value": value, "unit": unit, **more}


def test_goals_name_benchmarks_that_there_are():
    for name in bench.goals():
        executable, _, benchmark = name.partition(":")
        if executable == "process":
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


def test_goals_that_nothing_measured_stand_in_the_table():
    table = bench.table("read_bench", [], {GOAL["benchmark"]: GOAL}, QUIET)

    assert "| folder | | 120 ms | | not measured |" in table


def test_the_floor_is_the_time_to_read_the_bytes_once():
    line = bench.line(figure(3, "ms", rate=5e9), None, QUIET)

    assert "| 4.0 |" in line

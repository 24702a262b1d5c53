"""The Python surface of Technosphere; the mathematics is tested in C++."""

import signal
import subprocess
import sys
import threading
import time

import lichen
import numpy as np
import pytest
from scipy import sparse


@pytest.fixture
def matrix():
    """1 kWh of electricity needs 0.25 kg of coal; 1 kg of coal needs 0.1 kWh."""
    return sparse.csc_matrix([[1.0, -0.1], [-0.25, 1.0]])


def test_solves_a_demand(matrix):
    solution = lichen.Technosphere(matrix).solve(np.array([1.0, 0.0]))

    # By hand: s0 = 1 / (1 - 0.25 * 0.1), s1 = 0.25 * s0.
    np.testing.assert_allclose(solution.values, [1 / 0.975, 0.25 / 0.975], rtol=1e-15)
    assert solution.report["backward_error"] <= 1e-15


def test_solves_the_transposed_system(matrix):
    prices = lichen.Technosphere(matrix).solve_transposed([1.0, 0.0])

    np.testing.assert_allclose(matrix.T @ prices.values, [1.0, 0.0], atol=1e-15)


@pytest.mark.parametrize("form", ["csr", "coo", "csc", "lil", "dense"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("index", [np.int32, np.int64])
def test_takes_any_form(matrix, form, dtype, index):
    given = matrix.astype(dtype)
    given.indices = given.indices.astype(index)
    given.indptr = given.indptr.astype(index)
    given = given.toarray() if form == "dense" else given.asformat(form)

    technosphere = lichen.Technosphere(given)

    np.testing.assert_array_equal(
        technosphere.matrix.toarray(), matrix.astype(dtype).astype(float).toarray()
    )


def test_takes_whole_numbers():
    technosphere = lichen.Technosphere(np.array([[2, 0], [-1, 1]]))

    np.testing.assert_array_equal(technosphere.solve([2, 0]).values, [1.0, 1.0])


def test_refuses_complex_numbers(matrix):
    with pytest.raises(TypeError, match="real numbers, not complex128"):
        lichen.Technosphere(matrix.astype(complex))


def test_reads_unsorted_and_duplicate_entries_right():
    messy = sparse.csc_matrix(([5.0, 7.0, 9.0, 1.0], [1, 0, 1, 1], [0, 3, 4]), (2, 2))

    read = lichen.Technosphere(messy).matrix.toarray()

    np.testing.assert_array_equal(read, [[7.0, 0.0], [14.0, 1.0]])
    assert not messy.has_sorted_indices  # the caller's matrix is left alone


def test_takes_read_only_arrays(matrix):
    matrix.data.flags.writeable = False
    matrix.indices.flags.writeable = False
    demand = np.array([1.0, 0.0])
    demand.flags.writeable = False

    assert lichen.Technosphere(matrix).solve(demand).values[0] == pytest.approx(1 / 0.975)


def test_takes_a_strided_demand(matrix):
    spread = np.array([1.0, 9.0, 0.0, 9.0])[::2]

    assert lichen.Technosphere(matrix).solve(spread).values[1] == pytest.approx(0.25 / 0.975)


def test_matrix_is_a_read_only_view_that_outlives_its_owner(matrix):
    technosphere = lichen.Technosphere(matrix)
    first, second = technosphere.matrix, technosphere.matrix
    assert np.shares_memory(first.data, second.data)
    with pytest.raises(ValueError, match="read-only"):
        first.data[0] = 7.0

    del technosphere, second

    np.testing.assert_array_equal(first.toarray(), matrix.toarray())


def test_values_are_a_view_that_outlives_its_owner(matrix):
    solution = lichen.Technosphere(matrix).solve([1.0, 0.0])
    values = solution.values
    assert np.shares_memory(values, solution.values)

    del solution

    assert values[0] == pytest.approx(1 / 0.975)


def test_refuses_a_demand_of_the_wrong_size(matrix):
    with pytest.raises(lichen.ShapeError, match=r"3 .*2"):
        lichen.Technosphere(matrix).solve(np.zeros(3))


def test_refuses_a_demand_of_two_dimensions(matrix):
    with pytest.raises(lichen.ShapeError, match="one dimension, not 2"):
        lichen.Technosphere(matrix).solve(np.zeros((2, 1)))


def test_refuses_a_singular_matrix():
    with pytest.raises(lichen.SingularError):
        lichen.Technosphere(sparse.csc_matrix((2, 2)))


def test_refuses_a_matrix_that_is_not_square():
    with pytest.raises(lichen.ShapeError, match=r"2.*3"):
        lichen.Technosphere(sparse.csc_matrix((2, 3)))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_refuses_what_is_not_finite(value):
    with pytest.raises(lichen.ShapeError, match="finite"):
        lichen.Technosphere(np.array([[1.0, value], [0.0, 1.0]]))


def test_refuses_an_unknown_solver(matrix):
    with pytest.raises(lichen.DataError, match="umfpack.*automatic, iterative, klu"):
        lichen.Technosphere(matrix, solver="umfpack")


def test_knows_its_size(matrix):
    assert len(lichen.Technosphere(matrix)) == 2


@pytest.mark.parametrize("solver", ["automatic", "iterative", "klu", "dense", "eigen-lu"])
def test_all_solvers_agree(matrix, solver):
    solution = lichen.Technosphere(matrix, solver=solver).solve([1.0, 2.0])

    # By hand: A^-1 = [1 0.1; 0.25 1] / 0.975.
    np.testing.assert_allclose(solution.values, [1.2 / 0.975, 2.25 / 0.975], rtol=1e-15)


def test_one_technosphere_serves_many_threads(matrix):
    technosphere = lichen.Technosphere(matrix)
    found = []

    def work():
        found.extend(technosphere.solve(np.array([1.0, 0.0])).values[0] for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [found[0]] * 400


def test_scores_a_demand_with_an_error(matrix):
    technosphere = lichen.Technosphere(matrix)
    emissions = sparse.csc_matrix([[0.8, 0.0], [0.0, 0.01]])
    factors = sparse.csc_matrix([[1.0, 29.8]])

    assessment = lichen.assess(technosphere, emissions, factors, [1.0, 0.0])

    expected = (0.8 + 0.01 * 0.25 * 29.8) / 0.975  # by hand
    assert assessment.scores == pytest.approx([expected], rel=1e-15)
    np.testing.assert_allclose(assessment.inventory, [0.8 / 0.975, 0.0025 / 0.975])
    error = assessment.errors[0]
    assert 0 < error["printed"] < 1e-14
    assert error["kind"] in ("bound", "10 x estimate")
    assert error["printed"] == (error["bound"] or 10 * error["estimate"])


def test_diagnoses_what_makes_a_matrix_singular():
    # Column 1 makes nothing, row 1 is made by nobody; column 0 stands alone.
    found = lichen.diagnose(np.array([[1.0, -1.0], [0.0, 0.0]]))

    assert found["products_without_producer"] == [1]
    assert found["condition"] == np.inf


INTERRUPTED = """
import lichen

system = lichen.datasets.synthetic(6000, "expander")
print("ready", flush=True)
try:
    lichen.Technosphere(system.technosphere, solver="dense")  # minutes
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ends_at_ctrl_c_inside_a_factorisation():
    process = subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.5)  # into the factors; before or after them the answer is the same
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=600)
    assert out == "interrupted\n"
    assert process.returncode == 0


@pytest.mark.parametrize("solver", ["automatic", "klu"])
def test_takes_other_values(matrix, solver):
    base = lichen.Technosphere(matrix, solver=solver)
    other = base.with_values(np.array([[1.0, -0.5], [-0.5, 1.0]]))

    np.testing.assert_allclose(other.solve([1.0, 0.0]).values, [4 / 3, 2 / 3], rtol=1e-15)
    np.testing.assert_allclose(base.solve([1.0, 0.0]).values, [1 / 0.975, 0.25 / 0.975], rtol=1e-15)
    kept = [note for note in other.report["notes"] if "by the pivots of another matrix" in note]
    assert len(kept) == (solver == "klu")
    with pytest.raises(lichen.ShapeError, match="2 activities must have its size"):
        base.with_values(np.eye(3))
    with pytest.raises(lichen.SingularError, match="no inverse"):
        base.with_values(np.array([[1.0, -1.0], [-1.0, 1.0]]))


def test_refuses_factors_above_the_limit_of_memory(matrix):
    for solver in ("klu", "dense"):
        with pytest.raises(lichen.Error, match="memory_limit"):
            lichen.Technosphere(matrix, solver=solver, memory_limit=8.0)
    solution = lichen.Technosphere(matrix, memory_limit=8.0).solve([1.0, 0.0])
    np.testing.assert_allclose(solution.values, [1 / 0.975, 0.25 / 0.975], rtol=1e-15)

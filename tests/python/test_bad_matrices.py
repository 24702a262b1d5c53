"""What is wrong with matrices or demands is an error that names it, or a warning that does."""

import warnings

import numpy as np
import pytest
from scipy import sparse

import lichen

EACH = [[1.0, 1.0]]
PLANTS = {"activities": ["plant", "mine"], "products": ["power", "coal"]}
ONE = [[1.0]]


def system(a, b=EACH, c=ONE, **more):
    return lichen.System.from_matrices(a, b, c, **{**PLANTS, **more})


@pytest.mark.parametrize(
    "a",
    [[[1, 0], [-1, 0]], [[1, -1], [0, 0]], [[1, 0], [0, 0]]],
    ids=["empty column", "empty row", "both"],
)
def test_names_what_is_missing(a):
    with pytest.raises(lichen.SingularError) as error:
        system(a).calculate("power")
    assert 'products that nobody makes (net): "coal" (1)' in str(error.value)
    assert 'activities without a product (net): "mine" (1)' in str(error.value)


def test_names_products_that_compete():
    # All three make something, but of two products only.
    a = [[1, 1, 0], [0, 0, 1], [0, 0, 1]]
    three = lichen.System.from_matrices(a, [[1, 1, 1]], ONE, activities=["a", "b", "c"])
    with pytest.raises(lichen.SingularError, match="products that compete for too few activities"):
        three.calculate(0)


def test_empty_rows_of_b_and_c_score_nothing():
    found = system(np.eye(2), [[1, 1], [0, 0]], [[1, 5], [0, 0], [0, 3]]).calculate("power")
    assert found.scores["score"].tolist() == [1.0, 0.0, 0.0]
    assert found.scores["error"].tolist()[1:] == [0.0, 0.0]
    assert len(system(np.eye(2), np.zeros((0, 2)), np.zeros((0, 0))).calculate("power").scores) == 0


def ring(n, gap):
    """Activities that return all but a gap of what they take to two others."""
    i = np.arange(n)
    rows = np.concatenate([i, (i + 1) % n, (i + 11) % n])
    values = np.concatenate([np.ones(n), np.full(n, -0.75), np.full(n, -(0.25 - gap))])
    return sparse.coo_matrix((values, (rows, np.tile(i, 3)))).tocsc()


@pytest.mark.parametrize("solver", ["automatic", "iterative", "klu", "dense", "eigen_lu"])
def test_a_large_loop_that_uses_all_it_makes_has_no_scores(solver):
    names = [f"plant {k}" for k in range(700)]
    eats = lichen.System.from_matrices(ring(700, 0.0), np.ones((1, 700)), ONE, activities=names, solver=solver)
    with pytest.raises(lichen.SingularError, match='loop that uses all it makes: "plant 0" .0.; "plant 1"'):
        eats.calculate("plant 0")


def test_a_loop_that_uses_more_than_it_makes_is_named():
    above = system([[1, -1.5], [-1, 1]])
    with pytest.warns(lichen.LichenWarning, match='loop of 2 activities uses more .*"plant" .0.; "mine" .1.'):
        found = above.calculate("power")
    assert found.scaling.tolist() == [-2.0, -2.0]
    assert found.loops_above_one == [['"plant" (0)', '"mine" (1)']]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert system([[1, -0.5], [-0.5, 1]]).calculate("power").loops_above_one == []


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_are_named(value):
    good = lichen.Technosphere(np.eye(2))
    b, c = np.array([[1.0, 1.0]]), np.array([[1.0]])
    with pytest.raises(lichen.ShapeError, match="entry of product 0, activity 1 is not a finite"):
        lichen.Technosphere([[1, value], [0, 1]])
    for solve in (good.solve, good.solve_transposed):
        with pytest.raises(lichen.ShapeError, match="entry 1 of the right-hand side is not a finite"):
            solve([0.0, value])
    with pytest.raises(lichen.ShapeError, match="entry 0 of the right-hand side is not a finite"):
        lichen.assess(good, b, c, [value, 0.0])
    with pytest.raises(lichen.ShapeError, match=r"entry \(0, 1\) of the biosphere matrix"):
        lichen.assess(good, [[1.0, value]], c, [1.0, 0.0])
    with pytest.raises(lichen.ShapeError, match=r"entry \(0, 0\) of the characterisation matrix"):
        lichen.assess(good, b, [[value]], [1.0, 0.0])
    table = system(np.eye(2)).calculate([{"power": 1.0}, {"coal": value}])
    assert list(table.failures.values()) == [f'the amount of "coal" is not a finite number: {value}']
    with pytest.raises(lichen.DataError, match='amount of "power" is not a finite number'):
        system(np.eye(2)).score_all().score({"power": value})


@pytest.mark.parametrize(
    ("a", "b", "c", "f", "message"),
    [
        ((2, 3), (1, 3), (1, 1), 3, "2 products x 3 activities"),
        ((0, 0), (1, 0), (1, 1), 0, "not empty"),
        ((2, 2), (1, 3), (1, 1), 2, "has 3 activities, the technosphere 2"),
        ((2, 2), (1, 2), (1, 2), 2, "factors for 2 flows, the inventory has 1"),
        ((2, 2), (1, 2), (1, 1), 3, "3 entries, technosphere has 2 products"),
    ],
)
def test_shapes_that_do_not_fit_are_told(a, b, c, f, message):
    with pytest.raises(lichen.ShapeError, match=message):
        lichen.assess(lichen.Technosphere(np.eye(*a)), np.ones(b), np.ones(c), np.ones(f))


def test_positions_beyond_32_bits_are_refused():
    """Sizes, rows and numbers of entries that 32 bits do not hold are never wrapped."""
    size = 2**32 + 2  # as 2 in 32 bits
    tall = sparse.csc_matrix((size, 2))
    with pytest.raises(lichen.ShapeError, match=f"{size} x 2 with 0 entries is too large"):
        lichen.System.from_matrices(np.eye(2), tall)
    row = sparse.csc_matrix(([1.0], [2**32 + 1], [0, 1, 1]), shape=(size, 2))
    for refused in (
        lambda: lichen.Technosphere(row),
        lambda: lichen.System.from_matrices(np.eye(2), row),
        lambda: lichen.assess(lichen.Technosphere(np.eye(2)), row, ONE, [1.0, 0.0]),
        lambda: lichen.diagnose(row),
        lambda: lichen.write_matrix_market(row, "never.mtx"),
    ):
        with pytest.raises(lichen.ShapeError, match="too large: 2.31 - 1 at most"):
            refused()


def test_sizes_of_files_beyond_32_bits_are_refused(tmp_path):
    path = tmp_path / "large.mtx"
    for sizes in (f"{2**32 + 2} 2 1", f"2 {2**31} 1", f"2 2 {2**32 + 1}"):
        path.write_text(f"%%MatrixMarket matrix coordinate real general\n{sizes}\n1 1 1.0\n")
        with pytest.raises(lichen.DataError, match="large.mtx"):
            lichen.read_matrix_market(path)
    with pytest.raises((TypeError, OverflowError, lichen.Error)):
        lichen.datasets.synthetic(2**32 + 5)

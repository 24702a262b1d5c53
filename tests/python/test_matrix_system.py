"""Systems of plain matrices, and systems saved to a file and opened from it."""

import itertools
import os
import re
import threading

import lichen
import numpy as np
import pytest
from scipy import sparse

A = [[1.0, -0.1], [-0.25, 1.0]]  # 1 kWh needs 0.25 kg of coal, 1 kg of coal 0.1 kWh
B = [[0.8, 0.0], [0.0, 0.01]]
C = [[1.0, 29.8], [0.0, 1.0]]


@pytest.fixture
def system():
    return lichen.System.from_matrices(
        sparse.csc_matrix(A),
        sparse.csc_matrix(B),
        sparse.csc_matrix(C),
        activities={"name": ["plant", "mine"], "location": ["DE", "PL"]},
        products={"id": ["p1", "p2"], "name": ["power", "coal"], "unit": ["kWh", "kg"]},
        flows=["CO2", "methane"],
        categories=["warming", "methane"],
    )


def test_answers_a_demand_by_label_or_position(system):
    # By hand: s = (1, 0.25) / 0.975; CO2 0.8 s0, methane 0.01 s1.
    expected = (0.8 + 29.8 * 0.01 * 0.25) / 0.975
    for demand in ["power = 1 kWh", "power", {"coal": 0.0, "p1": 1}, {0: 1.0}, 0, "plant",
                   {"power": "1 kWh"}, {"power": (1.0, "kWh")}, np.array([1.0, 0.0]), [1.0, 0.0]]:
        result = system.calculate(demand)
        assert result.score("warming") == pytest.approx(expected, rel=1e-15)
        assert result.score(1) == pytest.approx(0.01 * 0.25 / 0.975, rel=1e-15)
    assert list(result.scores.columns) == ["category", "score", "error", "error_kind"]
    assert (result.scores["error"] < 1e-14).all()
    assert (result.error["bound"] < 1e-14).all()
    np.testing.assert_allclose(result.scaling, [1 / 0.975, 0.25 / 0.975], rtol=1e-15)
    assert result.report["backward_error"] <= 1e-15
    assert result.diagnostics["condition"] >= 1.0


def test_tells_what_scores_are_made_of(system):
    result = system.calculate("power")

    assert result.inventory["flow"].tolist() == ["CO2", "methane"]
    by_activity = result.by_activity("warming")
    assert by_activity["name"].tolist() == ["plant", "mine"]
    assert by_activity["value"].sum() == pytest.approx(result.score("warming"), rel=1e-15)
    assert result.by_flow("warming")["value"].sum() == pytest.approx(result.score("warming"))
    assert result.by_flow(1)["flow"].tolist() == ["methane"]
    assert "±" in repr(result)


def test_shows_its_matrices_and_labels(system):
    np.testing.assert_array_equal(system.technosphere.toarray(), A)
    np.testing.assert_array_equal(system.biosphere.toarray(), B)
    np.testing.assert_array_equal(system.characterisation.toarray(), C)
    assert system.columns["product"].tolist() == ["power", "coal"]
    assert system.categories["category"].tolist() == ["warming", "methane"]
    assert repr(system) == "<lichen.MatrixSystem: 2 activities, 2 elementary flows, 2 categories>"
    with pytest.raises(ValueError, match="read-only"):
        system.technosphere.data[0] = 2.0


@pytest.mark.parametrize("form", ["csr", "coo", "csc", "lil", "dense"])
def test_takes_any_form_and_copies_it(form):
    given = np.array(A) if form == "dense" else sparse.csc_matrix(A).asformat(form)
    system = lichen.System.from_matrices(given, B, [[1.0, 0.0]])
    if form == "dense":
        given[0, 0] = 99.0
    elif form != "lil":
        given.data[:] = 99.0

    assert system.calculate(0).score() == pytest.approx(0.8 / 0.975, rel=1e-15)


def test_puts_unsorted_and_repeated_entries_in_order():
    messy = sparse.csc_matrix(([5.0, 7.0, 9.0, 1.0], [1, 0, 1, 1], [0, 3, 4]), (2, 2))

    system = lichen.System.from_matrices(messy, B)

    np.testing.assert_array_equal(system.technosphere.toarray(), [[7.0, 0.0], [14.0, 1.0]])
    assert not messy.has_sorted_indices  # the caller's matrix is left alone


def test_needs_no_categories():
    result = lichen.System.from_matrices(A, B).calculate({0: 1.0})

    assert len(result.scores) == 0
    assert result.inventory["amount"].tolist() == pytest.approx([0.8 / 0.975, 0.0025 / 0.975])


@pytest.mark.parametrize(
    ("a", "b", "c", "error", "message"),
    [
        (np.zeros((2, 3)), B, None, lichen.ShapeError, "square"),
        (np.zeros((0, 0)), np.zeros((2, 0)), None, lichen.ShapeError, "not empty"),
        (A, np.zeros((2, 3)), None, lichen.ShapeError, "column for each of 2 activities"),
        (A, B, np.zeros((1, 3)), lichen.ShapeError, "column for each of 2 flows"),
        ([[1.0, np.nan], [0.0, 1.0]], B, None, lichen.ShapeError, "A entry of row 0, column 1"),
        (A, [[np.inf, 0.0]], None, lichen.ShapeError, "B entry of row 0, column 0"),
        (A, B, [[0.0, -np.inf]], lichen.ShapeError, "C entry of row 0, column 1"),
        (np.array(A, complex), B, None, TypeError, "real numbers"),
    ],
)
def test_refuses_matrices_that_do_not_fit(a, b, c, error, message):
    with pytest.raises(error, match=message):
        lichen.System.from_matrices(a, b, c)


def test_refuses_more_than_32_bits_can_count():
    wide = sparse.coo_matrix(([1.0], ([0], [2**31 + 5])), shape=(1, 2**31 + 6))
    with pytest.raises(lichen.ShapeError, match="too large"):
        lichen.System.from_matrices(A, B, wide.tocsr().T)


def test_refuses_labels_that_do_not_fit():
    with pytest.raises(lichen.ShapeError, match="3 labels for 2 activities"):
        lichen.System.from_matrices(A, B, activities=["a", "b", "c"])
    with pytest.raises(lichen.ShapeError, match="1 labels for 2 flows"):
        lichen.System.from_matrices(A, B, flows=["a"])
    with pytest.raises(lichen.ShapeError, match="labels"):
        lichen.System.from_matrices(A, B, activities=["a", "b"], products=["a"])
    with pytest.raises(lichen.DataError, match="sequence of texts"):
        lichen.System.from_matrices(A, B, flows="CO2")


@pytest.mark.parametrize(
    ("demand", "error", "message"),
    [
        ("pwer", lichen.DataError, 'no activity or product is called "pwer"; did you mean "power"'),
        ({}, lichen.DataError, "must name a product"),
        ({"power": float("nan")}, lichen.DataError, "not a finite number"),
        ({"power": "much"}, lichen.DataError, "write a number"),
        ("power = 1 MJ", lichen.UnitError, '"MJ" cannot measure "power", which is counted in "kWh"'),
        ({2: 1.0}, lichen.ShapeError, "no product 2 among 2"),
        ([1.0, 0.0, 0.0], lichen.ShapeError, "one entry for each of 2 products"),
        ([0.0, 0.0], lichen.DataError, "asks for nothing"),
    ],
)
def test_refuses_demands_that_mean_nothing(system, demand, error, message):
    with pytest.raises(error, match=message):
        system.calculate(demand)


def test_refuses_labels_that_stand_for_several():
    system = lichen.System.from_matrices(
        A, B, activities={"activity": ["market", "market"], "location": ["DE", "PL"]}
    )
    with pytest.raises(lichen.DataError, match='"market" stands for 2 products: 0 .market, DE.; 1'):
        system.calculate("market")
    assert system.calculate("market, PL").scaling[1] > 1.0


def test_names_the_loop_that_has_no_solution():
    system = lichen.System.from_matrices([[1, -1], [-1, 1]], B, activities=["plant", "mine"])
    with pytest.raises(lichen.SingularError, match='loop that uses all it makes: "plant" .0.; "mine"'):
        system.calculate(0)


def test_names_what_spoils_a_condition():
    a = [[1.0, -1.0, 0.0], [-1.0 + 1e-11, 1.0, 0.0], [0.0, 0.0, 1.0]]
    system = lichen.System.from_matrices(a, np.ones((1, 3)), activities=["plant", "mine", "farm"])
    found = system.diagnose()
    assert found["ill_conditioned_activities"]
    assert set(found["ill_conditioned_activities"]) <= {"plant", "mine"}
    assert found["condition"] > 1e11
    unnamed = lichen.System.from_matrices([[1.0, -1.0], [-1.0, 1.0]], B)
    assert unnamed.diagnose()["self_eating_loops"] == [[0, 1]]


def _hopeless(n):
    """Indefinite and without structure: no iteration solves it."""
    draw = np.random.default_rng(5)
    a = sparse.random(n, n, density=6 / n, random_state=draw, data_rvs=lambda k: draw.normal(0.0, 8.0, k))
    return (a + sparse.eye(n)).tocsc()


def test_names_what_iteration_does_not_solve():
    names = [f"plant {k}" for k in range(700)]
    system = lichen.System.from_matrices(
        _hopeless(700), np.ones((1, 700)), activities=names, solver="iterative"
    )
    with pytest.raises(lichen.ConvergenceError) as error:
        system.calculate({300: 1.0})
    assert re.search(r'a component of \d+ activities \("plant \d+" \(\d+\); ', str(error.value))
    assert "and 69" in str(error.value)


@pytest.mark.parametrize("solver", ["klu", "dense"])
def test_refuses_factors_above_the_limit_of_memory(solver, tmp_path):
    expander = lichen.datasets.synthetic(20000, "expander")
    limit = {"solver": solver, "memory_limit": "1 GiB"}
    system = lichen.System.from_matrices(expander.technosphere, expander.biosphere, **limit)
    with pytest.raises(lichen.Error, match=r"would take .* above the limit of 1.07 GB: .* raise memory_limit"):
        system.calculate({7: 1.0})
    assert system.policies["memory_limit"] == str(2**30)
    path = tmp_path / "expander.lichen"
    system.save(path)
    with pytest.raises(lichen.Error, match="above the limit of 1.07 GB"):
        lichen.System.open(path, **limit).calculate({7: 1.0})
    iterated = lichen.System.open(path, memory_limit=2**30).calculate({7: 1.0})
    assert iterated.report["solver"] == "components + sweeps"


def test_takes_tolerance_and_dense_limit():
    swept = lichen.System.from_matrices(A, B, dense_limit=0).calculate(0)
    assert "sweeps" in swept.report["solver"]
    with pytest.raises(lichen.ConvergenceError, match="above 1e-300"):
        lichen.System.from_matrices([[1.0, -0.3], [-0.7, 1.1]], B, tolerance=1e-300).calculate(0)
    for wrong in ({"tolerance": 0.0}, {"dense_limit": -1}, {"memory_limit": "much"}, {"memory_limit": -5}):
        with pytest.raises(lichen.DataError, match=next(iter(wrong))):
            lichen.System.from_matrices(A, B, **wrong)


def test_answers_many_threads(system):
    scores = []
    threads = [
        threading.Thread(target=lambda: scores.append(system.calculate("power").score(0)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(scores) == 8
    assert len(set(scores)) == 1


# ── files ─────────────────────────────────────────────────────────────────────────────


def test_opens_what_was_saved(system, tmp_path):
    path = tmp_path / "system.lichen"
    system.save(path)
    opened = lichen.System.open(path)
    path.unlink()  # what is open stays

    for name in ["technosphere", "biosphere", "characterisation"]:
        before, after = getattr(system, name), getattr(opened, name)
        for part in ["data", "indices", "indptr"]:
            np.testing.assert_array_equal(getattr(before, part), getattr(after, part))
    assert opened.columns.equals(system.columns)
    assert opened.calculate("power").scores.equals(system.calculate("power").scores)
    assert opened.source["store"] is None
    assert opened.source["generation"] == 0
    assert opened.source["lichen"] == lichen.__version__
    assert opened.policies == system.policies
    assert "allocation" not in opened.policies  # nothing was linked


def test_saves_what_was_opened(system, tmp_path):
    system.save(tmp_path / "one")
    lichen.System.open(tmp_path / "one").save(tmp_path / "two")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_matrices_outlive_what_was_opened(system, tmp_path):
    system.save(tmp_path / "one")
    matrix = lichen.System.open(tmp_path / "one").technosphere

    np.testing.assert_array_equal(matrix.toarray(), A)


def test_refuses_files_that_are_not_right(system, tmp_path):
    path = tmp_path / "system.lichen"
    system.save(path)
    good = path.read_bytes()
    for bad, message in [
        (b"PK", "no snapshot of lichen"),
        (good[:-64], "cut off"),
        (good[:-1] + b"\1", "damaged"),
    ]:
        path.write_bytes(bad)
        with pytest.raises(lichen.DataError, match=message):
            lichen.System.open(path)
    with pytest.raises(lichen.DataError, match="No such file"):
        lichen.System.open(tmp_path / "none")
    with pytest.raises(lichen.DataError, match="cannot be written"):
        system.save(tmp_path / "none" / "x")


def test_refuses_a_file_that_is_not_the_one_expected(system, tmp_path):
    path = tmp_path / "system.lichen"
    system.save(path)
    lichen.System.open(path, generation=0, policies=system.policies)
    with pytest.raises(lichen.DataError, match="its generation is 0, not 3"):
        lichen.System.open(path, generation=3)
    with pytest.raises(lichen.DataError, match="its store is 00000000-"):
        lichen.System.open(path, store="6ba7b811-9dad-11d1-80b4-00c04fd430c8")
    with pytest.raises(lichen.DataError, match="policy solver"):
        lichen.System.open(path, policies={**system.policies, "solver": "klu"})


def same_answers(system, methods, opened, demand):
    """The numbers of a database and of the file that it was saved to, bit for bit."""
    results = [system.calculate(demand, method) for method in methods.all()]
    found = opened.calculate(demand)
    for column in ["score", "error", "unit", "category"]:
        expected = [value for result in results for value in result.scores[column]]
        assert found.scores[column].tolist() == expected
    result = results[0]
    np.testing.assert_array_equal(found.scaling, result.scaling)
    amounts = dict(zip(result.inventory["id"], result.inventory["amount"], strict=True))
    rows = zip(found.inventory["id"], found.inventory["amount"], strict=True)
    assert dict(rows) == {key: amount for key, amount in amounts.items() if amount != 0.0}


def test_a_database_answers_the_same_from_its_file(coal_power, tmp_path):
    methods = lichen.read_methods(coal_power)
    system = lichen.read(coal_power).link()
    system.save(tmp_path / "system.lichen", methods)
    opened = lichen.System.open(tmp_path / "system.lichen")

    for demand in ["electricity = 1 kWh", "power plant = 2.5", "coal mine, PL", "coal = 3 kg"]:
        same_answers(system, methods, opened, demand)
    assert opened.policies["on_missing_provider"] == "error"
    assert opened.technosphere.shape == system.technosphere.shape


@pytest.mark.filterwarnings("ignore")
def test_the_demo_answers_the_same_from_its_file(tmp_path):
    methods = lichen.read_methods("demo")
    system = lichen.read("demo").link()
    system.save(tmp_path / "system.lichen", methods)
    opened = lichen.System.open(tmp_path / "system.lichen")

    asked = 0
    for label in system.columns["activity_id"]:
        try:
            results = [system.calculate(f"{label} = 2", method) for method in methods.all()]
        except lichen.DataError as refused:
            with pytest.raises(lichen.DataError) as told:
                opened.calculate(f"{label} = 2")
            assert str(told.value)[:40] == str(refused)[:40]
            continue
        asked += 1
        found = opened.calculate(f"{label} = 2")
        expected = [score for result in results for score in result.scores["score"]]
        assert found.scores["score"].tolist() == expected
    assert asked > 5


@pytest.mark.filterwarnings("ignore")
def test_uslci_answers_the_same_from_its_file(data, tmp_path):
    folder = data("uslci-fy18-jsonld")
    methods = lichen.read_methods(data("olca-methods/IPCC_json_v1.0.3.zip"))
    flow_map = data("fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv")
    system = lichen.read(folder, flow_map=flow_map).link(
        on_missing_provider="cut_off", on_multiple_providers="lowest_id", allocation="none"
    )
    system.save(tmp_path / "system.lichen", methods)
    opened = lichen.System.open(tmp_path / "system.lichen")

    for demand in itertools.chain(
        ["Electricity, at Grid, US, 2008 = 1 kWh", "Portland cement, at plant = 1 kg"],
        system.columns["activity_id"][::150],
    ):
        same_answers(system, methods, opened, demand)
    assert opened.open_exchanges.shape == system.open_exchanges.shape
    assert os.path.getsize(tmp_path / "system.lichen") < 5_000_000

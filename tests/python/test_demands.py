"""Several demands at once: forms, agreement with single answers, failures, tables, files."""

import csv
import io
import json
import math

import lichen
import numpy as np
import pandas
import pytest
from command import lichen as run

DEMANDS = {
    "one": {"power plant": "1 kWh"},
    "two": {"coal mine": "2 kg"},
    "both": {"power plant": "1 kWh", "coal mine": "2 kg"},
}


@pytest.fixture(scope="module")
def db(coal_power):
    return lichen.read(coal_power)


@pytest.fixture(scope="module")
def system(db):
    return db.link()


@pytest.fixture(scope="module")
def methods(db):
    return db.methods


@pytest.fixture(scope="module")
def table(system, methods):
    return system.calculate(DEMANDS, methods)


def test_holds_the_scores_of_single_answers_to_the_last_bit(system, methods, table):
    assert len(table) == 3
    for name, demand in DEMANDS.items():
        single = system.calculate(demand, methods["two concerns"])
        assert list(table.scores.loc[name]) == list(single.scores["score"])
        assert list(table.error.loc[name]) == list(single.scores["error"])


def test_has_a_row_per_demand_and_a_column_per_category(table):
    scores = table.scores
    assert list(scores.index) == ["one", "two", "both"]
    assert scores.index.name == "demand"
    assert list(scores.columns) == [("global warming", "kg CO2 eq"), ("depletion", "kg coal eq")]
    warming = (0.8 + 29.8 * 0.01 * 0.25) / 0.975
    assert scores.loc["one", ("global warming", "kg CO2 eq")] == pytest.approx(warming, rel=1e-15)
    assert (table.bound == table.error).all(axis=None)
    assert (table.estimate <= table.error).all(axis=None)
    assert "<table" in table._repr_html_()
    assert repr(table) == "<lichen.SystemDemandTable: 3 demands x 2 categories>"


def test_tells_how_it_was_found(table):
    assert table.diagnostics["way"] == "prices"
    assert "cost less than" in table.diagnostics["why"]
    assert table.diagnostics["solutions"] == 2
    assert table.policies["allocation"] == "as_declared"


def test_answers_one_of_its_demands_in_full(system, methods, table):
    for result in (table[1], table[-2], table["two"]):
        assert isinstance(result, lichen.Result)
        assert result.score("depletion") == table.scores.iloc[1, 1]
    assert [type(result) for result in table] == [lichen.Result] * 3
    with pytest.raises(lichen.DataError, match="no demand is called"):
        table["three"]
    with pytest.raises(IndexError):
        table[3]


def test_takes_demands_in_many_forms(system, methods, table, tmp_path):
    path = tmp_path / "demands.csv"
    path.write_text(
        "\ufeffDemand;product;amount;unit\none;power plant;1;kWh\ntwo;coal mine;2;kg\n"
        "both;electricity;1;kWh\n\nboth;coal;2;\n"
    )
    read = lichen.read_demands(path)
    assert len(read) == 3
    assert list(read.table["demand"]) == ["one", "two", "both", "both"]
    for form in (read, read.table, pandas.read_csv(path, sep=";"), list(DEMANDS.values()),
                 tuple(DEMANDS.values())):
        again = system.calculate(form, methods)
        assert again.values.tobytes() == table.values.tobytes()
    listed = system.calculate(["power plant = 1 kWh", "coal mine = 2 kg"], methods)
    assert listed.names == ["power plant = 1 kWh", "coal mine = 2 kg"]


def test_one_demand_is_answered_as_ever(system, methods):
    assert isinstance(system.calculate("power plant", methods["two concerns"]), lichen.Result)
    assert isinstance(system.calculate({"power plant": 1}, methods["two concerns"]), lichen.Result)
    weighed = system.calculate(list(DEMANDS.values()), methods, nw_set="europe")
    assert isinstance(weighed, lichen.Results)
    assert weighed[0].single_score is not None


def test_a_demand_at_fault_fails_by_name_and_the_others_are_answered(system, methods, table):
    demands = {"typo": {"power plnt": 1}, **DEMANDS, "metres": {"power plant": "1 m"}}
    found = system.calculate(demands, methods)
    assert set(found.failures) == {"typo", "metres"}
    assert "did you mean" in found.failures["typo"]
    assert found.scores.loc["typo"].isna().all()
    assert found.values[1:4].tobytes() == table.values.tobytes()
    assert set(found.missing["demand"]) == {"typo", "metres"}
    assert len(found.missing) == 4
    assert list(found.finding_counts["kind"]) == ["demand_without_score"]
    assert "2 failed" in repr(found)
    with pytest.raises(lichen.DataError, match="power plant"):
        found["typo"]


def test_keeps_inventories_and_scalings_where_they_are_wanted(system, methods, table):
    assert table.inventories is None
    assert table.scalings is None
    found = system.calculate({**DEMANDS, "typo": {"x": 1}}, methods, inventories=True, scalings=True)
    assert found.inventories.shape == (4, len(system.flows))
    assert found.scalings.shape == (4, 2)
    for at, demand in enumerate(DEMANDS.values()):
        single = system.solve(demand)
        assert found.scalings[at] == pytest.approx(single.scaling, rel=1e-15)
    assert np.isnan(found.inventories[3]).all()
    with pytest.raises(lichen.DataError, match="several demands"):
        system.calculate("power plant", methods, inventories=True)


def test_the_numbers_depend_neither_on_threads_nor_on_company(system, methods, table):
    many = {f"{at} {name}": one for at in range(20) for name, one in DEMANDS.items()}
    found = system.calculate(many, methods, threads=3)
    assert found.values.tobytes() == table.values.tobytes() * 20


def test_tells_progress_and_stops_where_that_raises(system, methods):
    def stop(task, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        system.calculate(DEMANDS, methods, inventories=True, progress=stop)


@pytest.mark.parametrize("nothing", [[], {"a": {"power plant": 1}, "b": 2}, {"a": {}}])
def test_refuses_what_are_no_demands(system, methods, nothing):
    with pytest.raises((lichen.DataError, TypeError, AttributeError)):
        system.calculate(nothing, methods)


def test_json_holds_numbers_and_where_they_come_from(table, tmp_path):
    document = json.loads(table.to_json())
    assert document["schema"] == "lichen/demands/1"
    assert document["solver"]["way"] == "prices"
    assert document["demands"][2]["name"] == "both"
    assert len(document["demands"][2]["demand"]) == 2
    assert document["methods"][0]["name"] == "two concerns"
    assert len(document["scores"]) == 6
    assert document["scores"][0]["score"] == table.values[0, 0]
    table.save(tmp_path / "scores.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "scores.csv").read_text())))
    assert float(rows[0]["score"]) == table.values[0, 0]
    with pytest.raises(lichen.DataError, match=r"\.csv"):
        table.save(tmp_path / "scores.txt")
    assert list(table.resolved["demand"]) == ["one", "two", "both", "both"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("demand,amount\na,1\n", "lacks a column"),
        ("demand,product,amout\na,b,1\n", "unknown column 'amout'"),
        ("demand,product,product\na,b,1\n", "a column twice"),
        ("demand,product,amount\na,b,\"1,5\"\n", 'line 2: the amount "1,5" is no number'),
        ("demand,product,amount\na,b,inf\n", "not a finite number"),
        ("demand,product,amount\n,b,1\n", "line 2: the demand has no name"),
        ("demand,product,amount\na,,1\n", "line 2: no product"),
        ("demand,product,amount,unit\na,b,,kg\n", "a unit without an amount"),
        ("demand,product\na,b,1\n", "3 fields under 2 columns"),
        ('demand,product\na,"b\n', "line 2"),
    ],
)
def test_refuses_tables_that_it_does_not_understand(tmp_path, text, message):
    path = tmp_path / "demands.csv"
    path.write_text(text)
    with pytest.raises(lichen.DataError, match=message.replace("(", r"\(")):
        lichen.read_demands(path)


def test_refuses_files_that_are_not_there_or_no_text(tmp_path):
    with pytest.raises(lichen.DataError, match="cannot read"):
        lichen.read_demands(tmp_path / "none.csv")
    (tmp_path / "bytes.csv").write_bytes(b"demand\xff")
    with pytest.raises(lichen.DataError, match="not UTF-8"):
        lichen.read_demands(tmp_path / "bytes.csv")


# ── the command ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def demands_csv(tmp_path):
    path = tmp_path / "demands.csv"
    path.write_text(
        "demand,product,amount,unit\none,power plant,1,kWh\ntwo,coal mine,2,kg\n"
        "both,power plant,1,kWh\nboth,coal mine,2,kg\n"
    )
    return path


def test_the_command_scores_a_table_of_demands(coal_power, demands_csv, table):
    done = run("calculate", coal_power, "--demands", demands_csv, "--format", "csv")
    assert done.status == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["demand"] for row in rows] == ["one", "one", "two", "two", "both", "both"]
    assert [float(row["score"]) for row in rows] == list(table.values.ravel())
    assert {row["error_kind"] for row in rows} == {"bound"}


def test_the_command_prints_a_table_and_writes_json(coal_power, demands_csv, tmp_path):
    done = run("calculate", coal_power, "--demands", demands_csv)
    assert done.status == 0, done.err
    for text in ("one", "both", "global warming", "cost less than", "two concerns"):
        assert text in done.out
    target = tmp_path / "scores.json"
    done = run("calculate", coal_power, "--demands", demands_csv, "--format=json", "-o", target)
    assert done.status == 0, done.err
    assert json.loads(target.read_text())["schema"] == "lichen/demands/1"


def test_the_command_tells_of_demands_at_fault(coal_power, demands_csv):
    demands_csv.write_text(demands_csv.read_text() + "typo,power plnt,1,kWh\n")
    done = run("calculate", coal_power, "--demands", demands_csv)
    assert done.status == 1
    assert "1 of 4 demands lack scores: typo" in done.err
    assert "did you mean" in " ".join(done.out.split())
    for more in (["--demand", "coal mine"], ["--nw-set", "europe"]):
        done = run("calculate", coal_power, "--demands", demands_csv, *more)
        assert done.status == 2


# ── plain matrices ────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def saved(system, methods, tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "coal.lichen"
    system.save(path, methods)
    return lichen.System.open(path)


def test_a_saved_system_answers_several_demands_alike(saved, table):
    found = saved.calculate({**DEMANDS, "typo": {"power plnt": 1}})
    assert isinstance(found, lichen.DemandTable)
    assert found.values[:3].tobytes() == table.values.tobytes()
    assert "power plant" in found.failures["typo"]
    assert list(found.categories["category"]) == ["global warming", "depletion"]
    assert found["two"].score("depletion") == found.values[1, 1]
    listed = saved.calculate(["power plant = 1 kWh", {"coal mine": 2}], inventories=True)
    assert listed.names == ["power plant = 1 kWh", "coal mine = 2"]
    assert listed.inventories.shape == (2, saved.biosphere.shape[0])


def test_a_saved_system_scores_every_activity_alike(saved, system, methods):
    expected = system.score_all(methods)
    found = saved.score_all()
    assert found.values.tobytes() == expected.values.tobytes()
    assert found.errors.tobytes() == expected.errors.tobytes()
    assert list(found.activities["activity"]) == list(expected.activities["activity"])
    assert list(found.activities["unit"]) == list(expected.activities["unit"])
    assert list(found.categories["category"]) == list(expected.categories["category"])
    assert list(found.categories["id"]) == list(expected.categories["id"])


def test_matrices_without_labels_are_scored_by_position():
    plain = lichen.System.from_matrices([[1.0, -0.1], [-0.25, 1.0]], [[0.8, 0.0]], [[1.0]])
    table = plain.score_all()
    assert table.values[0, 0] == pytest.approx(0.8 / 0.975, rel=1e-15)
    assert list(table.activities["activity"]) == ["activity 0", "activity 1"]
    found = plain.calculate({"a": {0: 1.0}, "b": {5: 1.0}})
    assert found.values[0, 0] == table.values[0, 0]
    assert math.isnan(found.values[1, 0])
    assert "no product 5" in found.failures["b"]


def test_the_demo_saved_scores_as_the_demo_does(tmp_path):
    db = lichen.read("demo")
    methods = lichen.read_methods("demo")
    system = db.link()
    system.save(tmp_path / "demo.lichen", methods)
    found = lichen.System.open(tmp_path / "demo.lichen").score_all()
    expected = system.score_all(methods)
    assert found.values.tobytes() == expected.values.tobytes()

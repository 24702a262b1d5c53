"""Scenarios from mappings, tables and files; what fails by name; the verb of the command."""

import csv
import io
import json
import math

import lichen
import pytest
from command import lichen as run

# see conftest.coal_power: c kg of coal per kWh, e kWh per kg of coal
def warming(c=0.25, e=0.1, co2=0.8, methane=0.01):
    return (co2 + methane * c * 29.8) / (1.0 - c * e)


DEMAND = "power plant = 1 kWh"


@pytest.fixture(scope="module")
def system(coal_power):
    return lichen.read(coal_power).link()


@pytest.fixture(scope="module")
def methods(coal_power):
    return lichen.read_methods(coal_power)


def score(system, methods, scenarios):
    return system.scenarios(scenarios, DEMAND, methods)


def test_a_mapping_sets_absolute_amounts(system, methods):
    result = score(
        system,
        methods,
        {
            "less coal": {("power plant", "coal mine"): 0.2},
            "both": {("power plant", "coal"): "200 g", ("coal mine", "power plant"): 0.5},
            "captured": {("power plant", "carbon dioxide"): 0.1},
            "as before": {("power plant", "coal"): 0.25},
        },
    )

    scores = result.scores
    assert list(scores.index) == ["less coal", "both", "captured", "as before"]
    assert list(scores.columns) == [("global warming", "kg CO2 eq"), ("depletion", "kg coal eq")]
    expected = [warming(c=0.2), warming(c=0.2, e=0.5), warming(co2=0.1), warming()]
    assert scores.iloc[:, 0].tolist() == pytest.approx(expected, rel=1e-14)
    assert result.base.iloc[0] == pytest.approx(warming(), rel=1e-14)
    assert result.differences.iloc[3].abs().max() < 1e-15
    assert (result.error.to_numpy() < 1e-15).all()
    assert (result.bound.to_numpy() > 0).all()
    assert result.failures == {}


def test_what_fails_is_named_and_the_others_are_answered(system, methods):
    result = score(
        system,
        methods,
        {
            "typing error": {("power plant", "cole"): 1.0},
            "eats itself": {("coal mine", "power plant"): 4.0},
            "fine": {("power plant", "coal"): 0.2},
        },
    )

    assert set(result.failures) == {"typing error", "eats itself"}
    assert 'did you mean "coal"' in result.failures["typing error"]
    assert 'a loop that uses all it makes: "power plant"' in result.failures["eats itself"]
    assert math.isnan(result.scores.iloc[0, 0])
    assert result.scores.loc["fine"].iloc[0] == pytest.approx(warming(c=0.2), rel=1e-14)
    assert list(result.finding_counts["kind"]) == ["scenario_failed"]
    assert "2 failed" in repr(result)


def test_an_exchange_may_be_told_by_kind_product_and_number(system, methods):
    result = score(
        system,
        methods,
        {
            "makes more": {("power plant", "power plant", "production"): 2.0},
            "own use": {("power plant", "power plant", "technosphere"): "0.5 kWh"},
            "product": {(("power plant", "electricity"), ("coal mine", "coal")): 0.2},
            "no such number": {("power plant", "coal", 77): 0.2},
        },
    )

    values = result.scores.iloc[:, 0]
    assert values["makes more"] == pytest.approx(warming(c=0.125, co2=0.4), rel=1e-14)
    assert values["own use"] == pytest.approx(
        (0.8 + 0.01 * 0.25 * 29.8) / (0.5 - 0.25 * 0.1), rel=1e-14
    )
    assert values["product"] == pytest.approx(warming(c=0.2), rel=1e-14)
    assert "number 77" in result.failures["no such number"]


@pytest.mark.parametrize("wrong", [{"a": 1.0}, {"a": {"coal": 1.0}}, {"a": {("x",): 1.0}}])
def test_what_is_no_scenario_is_refused(system, methods, wrong):
    with pytest.raises(lichen.DataError, match='scenario "a"'):
        score(system, methods, wrong)


def test_tables_come_from_files_and_frames(system, methods, tmp_path):
    import pandas

    path = tmp_path / "table.csv"
    path.write_text("activity,provider,unit,less,same\npower plant,coal,g,200,\n")
    table = lichen.read_scenarios(path)

    assert table.names == ["less", "same"]
    assert table.frame.loc[("power plant", "coal"), "less"] == 200.0
    assert list(table.findings["kind"]) == ["unchanged_in_scenario"]
    expected = [warming(c=0.2), warming()]
    for scenarios in (table, path, str(path), pandas.read_csv(path)):
        scores = score(system, methods, scenarios).scores
        assert scores.iloc[:, 0].tolist() == pytest.approx(expected, rel=1e-14)


def test_difference_files_are_read_from_workbooks(system, methods, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(
        ["from activity name", "from key", "to activity name", "to key", "flow type", 2030]
    )
    book.active.append(["coal mine", None, "power plant", "('db', 'x')", "technosphere", 0.2])
    book.save(tmp_path / "difference.xlsx")

    scores = score(system, methods, tmp_path / "difference.xlsx").scores

    assert list(scores.index) == ["2030"]
    assert scores.iloc[0, 0] == pytest.approx(warming(c=0.2), rel=1e-14)


def test_two_files_that_fight_over_an_exchange_are_refused(tmp_path):
    for name, amount in (("a.csv", 1), ("b.csv", 2)):
        (tmp_path / name).write_text(f"activity,provider,s\npower plant,coal,{amount}\n")

    with pytest.raises(lichen.DataError, match=r"a.csv:2 and .*b.csv:2 set one exchange"):
        lichen.read_scenarios(tmp_path / "a.csv", tmp_path / "b.csv")


def test_thousands_of_scenarios_are_one_call_with_progress(system, methods):
    told = []
    many = {str(i): {("power plant", "coal"): i / 4000} for i in range(2000)}

    result = system.scenarios(many, DEMAND, methods, progress=lambda *step: told.append(step))

    assert len(result) == 2000
    expected = [warming(c=i / 4000) for i in range(2000)]
    assert result.scores.iloc[:, 0].tolist() == pytest.approx(expected, rel=1e-13)
    assert all(task == "scenarios" for task, _, _ in told)


def test_a_callback_may_cancel(system, methods):
    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        system.scenarios({"a": {}}, DEMAND, methods, progress=stop)


def test_the_document_holds_scores_provenance_and_failures(system, methods):
    result = score(system, methods, {"a": {("power plant", "coal"): 0.2}, "b": {("x", "y"): 1.0}})
    document = json.loads(result.to_json())

    assert document["schema"] == "lichen/scenarios/1"
    assert document["policies"]["allocation"] == "as_declared"
    assert document["demand"][0]["activity"] == "power plant"
    first, last = document["scores"][0], document["scores"][-1]
    assert first["score"] == result.scores.iloc[0, 0]
    assert first["error_kind"] == "bound"
    assert last["score"] is None
    assert "x" in last["failure"]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        "activity,provider,less coal,wrong\n"
        "power plant,coal,0.2,\n"
        "power plant,unobtainium,,1\n"
    )
    return path


def command(file, table, *options):
    return run("scenarios", file, "--scenarios", table, "--demand", DEMAND, *options)


def test_the_command_prints_a_row_for_each_scenario(coal_power, table):
    done = command(coal_power, table)

    assert done.status == 1
    assert "1 of 2 scenarios failed: wrong" in done.err
    for part in ("as it is", "less coal", "0.8969230769", "failed", "unobtainium"):
        assert part in done.out


def test_the_command_writes_csv_and_json(coal_power, table, tmp_path):
    done = command(coal_power, table, "--format", "csv", "--category", "global warming")
    rows = list(csv.DictReader(io.StringIO(done.out)))

    assert [row["scenario"] for row in rows] == ["less coal", "wrong"]
    assert float(rows[0]["score"]) == pytest.approx(warming(c=0.2), rel=1e-14)
    assert rows[0]["solved"] == "update"
    assert rows[1]["score"] == ""
    assert "unobtainium" in rows[1]["failure"]
    target = tmp_path / "scores.json"
    assert command(coal_power, table, "--format", "json", "-o", target).status == 1
    assert json.loads(target.read_text())["scores"][0]["scenario"] == "less coal"


def test_the_command_refuses_what_it_cannot_do(coal_power, table, tmp_path):
    assert command(coal_power, tmp_path / "absent.csv").status == 2
    assert command(coal_power, table, "--nw-set", "europe").status == 2
    two = run(
        "scenarios", coal_power, "--scenarios", table, "--demand", DEMAND, "--demand", "coal mine"
    )
    assert (two.status, "one demand at a time" in two.err) == (2, True)

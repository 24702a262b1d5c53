"""Every activity x every category: labels, agreement with single answers, files."""

import csv
import math

import lichen
import numpy as np
import pytest
from lichen.cli import main


@pytest.fixture(scope="module")
def demo():
    database = lichen.read("demo")
    return database, database.link(), lichen.read_methods("demo")


@pytest.fixture(scope="module")
def table(demo):
    _, system, methods = demo
    return system.score_all(methods)


def test_has_a_row_per_activity_and_a_column_per_category(demo, table):
    _, system, methods = demo
    rows, columns = table.values.shape
    assert rows == system.technosphere.shape[1]
    assert columns == sum(len(method.categories) for method in methods.all())
    assert list(table.activities["activity"]) == list(system.columns["activity"])
    assert np.isfinite(table.values).all()


def test_agrees_with_single_answers_within_the_errors(demo, table):
    _, system, methods = demo
    for i in range(0, len(table.activities), 7):
        identity = table.activities["id"][i]
        column = 0
        for method in methods.all():
            result = system.calculate({identity: f"1 {table.activities['unit'][i]}"}, method)
            for row in result._core.scores:
                room = row["error"]["printed"] + table.errors[i, column]
                assert abs(row["value"] - table.values[i, column]) <= room
                column += 1


def test_scores_demands_by_its_rows(demo, table, tmp_path):
    _, system, methods = demo
    names = [str(name) for name in table.activities["activity"][:3]]
    units = [str(unit) for unit in table.activities["unit"][:3]]
    demand = {name: f"{k + 1.5} {unit}" for k, (name, unit) in enumerate(zip(names, units))}

    scores, errors = table.score(demand)

    column = 0
    for method in methods.all():
        for row in system.calculate(demand, method)._core.scores:
            assert abs(row["value"] - scores[column]) <= row["error"]["printed"] + errors[column]
            assert errors[column] <= 1e-14 * abs(scores[column])
            column += 1
    system.save(tmp_path / "demo.lichen", methods)
    again = lichen.System.open(tmp_path / "demo.lichen").score_all()
    assert again.score(demand)[0].tobytes() == scores.tobytes()


def test_has_the_same_bits_for_any_number_of_threads(demo, table):
    _, system, methods = demo
    other = system.score_all(methods, threads=1)
    assert other.values.tobytes() == table.values.tobytes()
    assert other.errors.tobytes() == table.errors.tobytes()


def test_tells_progress_and_stops_where_that_raises(demo):
    _, system, methods = demo
    seen = []

    def stop(task, done, total):
        seen.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        system.score_all(methods, progress=stop)
    assert len(seen) == 1


def test_says_why_a_score_is_missing(tmp_path):
    (tmp_path / "activities.csv").write_text("id,name\nburner,Burner\nuser,User\nfree,Free\n")
    (tmp_path / "flows.csv").write_text(
        "id,name,type,unit,category\nheat,heat,product,MJ,\noil,oil,product,kg,\n"
        "use,use,product,MJ,\nair,air,product,kg,\nco2,Carbon dioxide,elementary,kg,air\n"
    )
    (tmp_path / "exchanges.csv").write_text(
        "activity,flow,direction,amount,unit,reference\n"
        "burner,heat,output,1,MJ,yes\nburner,oil,input,1,kg,\nburner,co2,output,3,kg,\n"
        "user,use,output,1,MJ,yes\nuser,heat,input,2,MJ,\n"
        "free,air,output,1,kg,yes\nfree,co2,output,1,kg,\n"
    )
    (tmp_path / "methods.csv").write_text("id,name\nm,impacts\n")
    (tmp_path / "categories.csv").write_text("id,name,method,unit\nc,climate,m,kg CO2 eq\n")
    (tmp_path / "factors.csv").write_text("category,flow,value,unit\nc,co2,1,kg\n")
    database = lichen.read(tmp_path)
    with pytest.warns(lichen.LinkingWarning):
        system = database.link()
    table = system.score_all(lichen.read_methods(tmp_path))
    by_name = dict(zip(table.activities["activity"], table.values[:, 0], strict=True))
    assert by_name["Free"] == 1.0
    assert math.isnan(by_name["Burner"]) and math.isnan(by_name["User"])
    assert sorted(table.missing["activity"]) == ["Burner", "User"]
    assert table.missing["reason"].str.contains("oil").all()
    assert (table.findings["kind"] == "activity_without_score").sum() == 1


def test_saves_csv_with_all_digits(table, tmp_path):
    table.save(tmp_path / "scores.csv")
    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    labels = table.categories
    assert rows[0][:5] == ["id", "activity", "location", "product", "unit"]
    assert rows[0][6] == f"± {rows[0][5]}"
    assert labels["category"][0] in rows[0][5]
    assert [float(row[5]) for row in rows[1:]] == table.values[:, 0].tolist()


def test_saves_arrays_with_their_labels(table, tmp_path):
    table.save(tmp_path / "scores.npy")
    assert (np.load(tmp_path / "scores.npy") == table.values).all()
    assert (np.load(tmp_path / "scores.errors.npy") == table.errors).all()
    header = (tmp_path / "scores.categories.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == "id,method,category,unit,proved"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "scores.activities.csv",
        "scores.categories.csv",
        "scores.errors.npy",
        "scores.npy",
    ]


def test_saves_parquet(table, tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    table.save(tmp_path / "scores.parquet")
    frame = pandas.read_parquet(tmp_path / "scores.parquet")
    assert frame.iloc[:, 5].tolist() == table.values[:, 0].tolist()


def test_refuses_other_forms_and_places(table, tmp_path):
    with pytest.raises(lichen.DataError, match=r"\.csv, \.npy, \.parquet"):
        table.save(tmp_path / "scores.xls")
    with pytest.raises(lichen.DataError, match="cannot write"):
        table.save(tmp_path / "nowhere" / "scores.csv")


def test_command_shows_the_first_rows_and_writes_all(tmp_path, capsys):
    target = tmp_path / "all.csv"
    assert main(["score-all", "demo"]) == 0
    shown = capsys.readouterr().out
    assert "-o FILE writes all" in shown
    assert main(["score-all", "demo", "-o", str(target)]) == 0
    assert f"written to {target}" in capsys.readouterr().out.replace("\n", " ")
    assert len(target.read_text(encoding="utf-8").splitlines()) > 30


def test_command_refuses_a_form_before_it_reads(capsys):
    assert main(["score-all", "demo", "-o", "scores.xls"]) == 2
    assert ".parquet" in capsys.readouterr().err

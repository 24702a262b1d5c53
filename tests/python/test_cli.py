"""Every verb of the command, in its three forms."""

import csv
import io
import json

import lichen
import pytest
from command import lichen as run
from command import lichen_process
from places import ROOT
from lichen import _core
from lichen.cli.options import WORDS

WARMING = (0.8 + 0.01 * 0.25 * 29.8) / 0.975  # see conftest.coal_power


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def calculate(file, *options):
    return run("calculate", file, "--demand", "power plant = 1 kWh", *options)


def test_the_words_of_options_are_those_of_the_library():
    known = {name: [word.replace("_", "-") for word in words] for name, words in _core.policies().items()}

    assert WORDS == known


@pytest.mark.parametrize(
    "verb",
    ["info", "find", "show", "methods", "calculate", "scenarios", "inventory", "matrices", "explain"],
)
def test_every_verb_has_help(verb):
    done = run(verb, "--help")

    assert done.status == 0
    assert done.out.startswith(f"Usage: lichen {verb}")
    assert verb in run("--help").out


def test_without_a_verb_the_help_appears():
    assert run() == run("--help")


def test_version():
    assert run("--version").out == f"lichen {lichen.__version__}\n"


def test_calculate_prints_scores_errors_and_how_they_were_found(coal_power):
    done = calculate(coal_power, "--nw-set", "europe")

    assert (done.status, done.err) == (0, "")
    assert "0.8969230769" in done.out
    assert "kg CO2 eq" in done.out
    for word in ("single score", "solver", "residual", "policies", "files", "xxh3:", "time"):
        assert word in done.out


def test_calculate_as_csv_has_all_digits(coal_power):
    done = calculate(coal_power, "--format", "csv")

    row = rows_of(done.out)[0]
    assert float(row["score"]) == pytest.approx(WARMING, rel=1e-14)
    assert row["category"] == "global warming"
    assert row["demand"] == "power plant [DE] = 1 kWh"
    assert float(row["error"]) > 0


def test_calculate_gives_the_numbers_of_the_library(coal_power):
    db = lichen.read(coal_power)
    result = db.link().calculate("power plant = 1 kWh", db.methods["two concerns"])

    document = json.loads(calculate(coal_power, "--format", "json").out)

    assert document["results"] == json.loads(result.to_json())["results"]


def test_several_demands_stand_side_by_side(coal_power):
    done = run(
        "calculate", coal_power, "--demand", "power plant = 1 kWh", "--demand", "coal mine = 2 kg"
    )

    assert done.status == 0
    assert "[1] power plant [DE] = 1 kWh" in done.out
    assert "[2] coal mine [PL] = 2 kg" in done.out


def test_several_demands_as_csv(coal_power):
    options = ["--demand", "power plant", "--demand", "coal mine", "--format", "csv"]

    rows = rows_of(run("calculate", coal_power, *options).out)

    assert [row["category"] for row in rows] == ["global warming", "depletion"] * 2


def test_one_category(coal_power):
    done = calculate(coal_power, "--category", "depletion", "--format", "csv")

    assert [row["category"] for row in rows_of(done.out)] == ["depletion"]


def test_a_method_of_another_package(coal_power, tmp_path):
    other = tmp_path / "copy.zip"
    other.write_bytes(coal_power.read_bytes())

    done = calculate(coal_power, "--method", other, "--method-name", "two concerns", "--format", "csv")

    assert float(rows_of(done.out)[0]["score"]) == pytest.approx(WARMING)


@pytest.mark.parametrize("solver", WORDS["solver"])
def test_every_solver(coal_power, solver):
    done = calculate(coal_power, "--solver", solver, "--format", "csv")

    assert float(rows_of(done.out)[0]["score"]) == pytest.approx(WARMING, rel=1e-14)


def test_inventory_is_sorted_by_flow(coal_power):
    done = run("inventory", coal_power, "--demand", "power plant = 1 kWh", "--format", "csv")

    rows = rows_of(done.out)
    assert [row["flow"] for row in rows] == ["carbon dioxide", "dust", "hard coal", "methane"]
    assert rows[2]["direction"] == "from_nature"
    assert rows[2]["compartment"] == "Elementary flows/resource/in ground"
    assert float(rows[3]["amount"]) == pytest.approx(0.0025 / 0.975)


def test_inventory_as_table_and_json(coal_power):
    demand = ["--demand", "power plant = 1 kWh"]

    assert "from nature" in run("inventory", coal_power, *demand).out
    document = json.loads(run("inventory", coal_power, *demand, "--format", "json").out)
    assert len(document["results"][0]["inventory"]) == 4
    assert document["results"][0]["method"] is None


def test_info(coal_power):
    text = run("info", coal_power).out
    assert "activities" in text
    assert "openLCA JSON-LD" in text
    document = json.loads(run("info", coal_power, "--format", "json", "--findings").out)
    assert document["counts"]["activities"] == 2
    assert isinstance(document["finding_list"], list)
    assert run("info", coal_power, "--format", "csv").out.startswith("kind,severity,count,file")


def test_find(coal_power):
    rows = rows_of(run("find", coal_power, "coal", "--format", "csv").out)

    assert [row["name"] for row in rows] == ["coal mine", "coal", "hard coal"]
    assert rows[0]["location"] == "PL"
    only = run("find", coal_power, "coal", "--only", "flows", "--format", "csv").out
    assert {row["what"] for row in rows_of(only)} == {"flow"}


def test_show(coal_power):
    text = run("show", coal_power, "power plant").out
    assert "electricity" in text
    assert "reference" in text
    document = json.loads(run("show", coal_power, "coal mine", "--format", "json").out)
    assert len(document["exchanges"]) == 4
    rows = rows_of(run("show", coal_power, "coal mine", "--format", "csv").out)
    assert {row["flow"] for row in rows} == {"coal", "electricity", "methane", "hard coal"}


def test_methods(coal_power):
    assert "europe" in run("methods", coal_power).out
    rows = rows_of(run("methods", coal_power, "--format", "csv").out)
    assert [row["factors"] for row in rows] == ["2", "1"]
    assert json.loads(run("methods", coal_power, "--format", "json").out)[0]["nw_sets"] == ["europe"]


def test_matrices(coal_power, tmp_path):
    folder = tmp_path / "matrices"

    done = run("matrices", coal_power, "-o", folder)

    assert done.status == 0, done.err
    a = lichen.read_matrix_market(str(folder / "A.mtx"))
    db = lichen.read(coal_power)
    assert (a != db.link().technosphere).nnz == 0
    labels = rows_of((folder / "activities.csv").read_text())
    entries = rows_of((folder / "A.csv").read_text())
    assert [row["activity"] for row in labels] == list(db.link().columns["activity"])
    assert len(entries) == 4
    assert {path.name for path in folder.iterdir()} == {
        "A.csv",
        "A.mtx",
        "B.csv",
        "B.mtx",
        "C.csv",
        "C.mtx",
        "activities.csv",
        "categories.csv",
        "flows.csv",
        "open-rows.csv",
        "open.csv",
        "open.mtx",
        "provenance.json",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["matrices"]


def test_explain(coal_power):
    rows = rows_of(run("explain", "methane", coal_power, "--format", "csv").out)

    assert [(row["category"], row["rule"]) for row in rows] == [
        ("global warming", "same_id"),
        ("depletion", "no_factor"),
    ]
    assert float(rows[0]["factor"]) == 29.8
    assert "no factor" in run("explain", "dust", coal_power).out


def test_json_holds_to_its_schema(coal_power):
    import jsonschema

    schema = json.loads((ROOT / "docs" / "reference" / "result.schema.json").read_text())
    options = [
        ["calculate", coal_power, "--demand", "power plant", "--nw-set", "europe"],
        ["calculate", coal_power, "--demand", "power plant", "--demand", "coal mine"],
        ["inventory", coal_power, "--demand", "power plant"],
    ]
    for arguments in options:
        document = json.loads(run(*arguments, "--format", "json").out)
        jsonschema.validate(document, schema)


def test_the_same_run_gives_the_same_bytes(coal_power):
    first, second = (calculate(coal_power, "--format", "json").out for _ in range(2))

    assert first == second


def test_is_a_command_and_a_module(coal_power):
    done = lichen_process("calculate", coal_power, "--demand", "power plant", "--format", "csv")

    assert (done.status, done.err) == (0, "")
    assert rows_of(done.out)[0]["category"] == "global warming"

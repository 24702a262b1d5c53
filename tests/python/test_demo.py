"""The bundled study, by its name, from Python and the command."""

import json

import lichen
import pytest
from command import lichen as run

MEGAJOULE = "supply-boiler = 1 MJ"


def test_reads_by_name():
    db = lichen.read("demo")

    assert db.source["path"] == "demo"
    assert db.counts["activities"] == 57
    assert "error" not in set(db.findings["severity"])


def test_the_command_compares_its_alternatives():
    document = json.loads(run("calculate", "demo", "--format", "json").out)

    demands = [result["demand"][0] for result in document["results"]]
    assert [demand["amount"] for demand in demands] == [1.0] * 4
    assert all(demand["activity"].startswith("Heat supply to a building") for demand in demands)
    for result in document["results"]:
        assert result["solver"]["backward_error"] < 1e-15
        assert all(score["error"]["bound"] is not None for score in result["scores"])


def test_a_unit_of_the_same_dimension_scales_the_scores():
    db = lichen.read("demo")
    system, method = db.link(), db.methods["Demonstration method"]

    one, other = (
        system.calculate(demand, method).scores["score"]
        for demand in (MEGAJOULE, "supply-boiler = 1 kWh")
    )

    assert list(other) == pytest.approx(list(3.6 * one), rel=1e-14)


@pytest.mark.parametrize("verb", ["info", "methods", "inventory", "calculate"])
def test_stands_for_a_file_in_every_verb(verb):
    done = run(verb, "demo")

    assert (done.status, done.err) == (0, "")
    assert done.out


def test_every_exchange_keeps_its_source():
    db = lichen.read("demo")

    comments = db.exchanges["comment"].str.strip()

    assert len(comments) == db.counts["exchanges"]
    assert (comments != "").all()


def test_the_kiln_gives_what_the_check_by_hand_gives():
    db = lichen.read("demo")

    rows = db.exchanges_of("lime-kiln").set_index("flow_id")

    # CaCO3 -> CaO + CO2, and 4 MJ of gas at 56.1 g/MJ
    assert rows.loc["co2-fossil", "amount"].sum() == pytest.approx(1.009, abs=5e-4)


def test_biogenic_carbon_dioxide_cancels_over_the_wood_chain():
    system = lichen.read("demo").link()

    inventory = system.inventory("Heat supply to a building, district heat from wood = 1 MJ")

    rows = inventory.set_index("flow")
    released, taken = rows.loc["Carbon dioxide, biogenic"], rows.loc["Carbon dioxide, from air"]
    assert (released["direction"], taken["direction"]) == ("to_nature", "from_nature")
    assert released["amount"] > 0.1
    assert released["amount"] == pytest.approx(taken["amount"], rel=1e-8)


def test_ids_are_written_as_in_the_tables():
    db = lichen.read("demo")
    system, method = db.link(), db.methods["Demonstration method"]

    result = system.calculate("supply-boiler", method)

    assert result.score("demo-climate") == result.score("Climate change, GWP 100, AR6")
    assert set(result.inventory["id"]) <= set(db.flows["id"])
    assert set(result.contributions("demo-climate")["id"]) <= set(db.activities["id"])
    document = result.to_dict()["results"][0]
    assert document["demand"][0]["activity_id"] == "supply-boiler"
    assert document["method"]["id"] == "demo-method"
    rows = system.explain("ch4-fossil", method)
    assert set(rows["flow_id"]) == {"ch4-fossil"}
    assert set(rows["category_id"]) == set(method.categories["id"])

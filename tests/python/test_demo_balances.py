"""The bundled study against nature: sources, carbon balances, checks by hand."""

import lichen
import pytest

# kg of carbon per GJ, IPCC 2006 Guidelines, volume 2, table 1.3 (not the emission factors
# that the study was written with, which stand in table 2.2)
CARBON_IN_FUEL = {
    "natural-gas": 15.3,
    "gas-field": 15.3,
    "hard-coal-plant": 25.8,
    "lignite": 27.6,
    "diesel": 20.2,
    "wood-chips": 30.5,
}
CO2_PER_CARBON = 44.01 / 12.011
CARBON_IN_LIMESTONE = 12.011 / 100.09
CARBON_DIOXIDE = ("co2-fossil", "co2-biogenic")

BURNERS = [
    *("lignite-de", "coal-de", "coal-fr", "gas-de", "gas-fr", "wood-de", "wood-fr"),
    *("heat-boiler", "chp-wood", "lorry", "oil-extraction", "lime-kiln"),
]


@pytest.fixture(scope="module")
def db():
    return lichen.read("demo")


def amounts(db, activity, direction):
    """Sums of the exchanges of an activity, by flow."""
    rows = db.exchanges_of(activity)
    return rows[rows["direction"] == direction].groupby("flow_id")["amount"].sum()


def carbon_dioxide(db, activity):
    outputs = amounts(db, activity, "output")
    return sum(outputs.get(flow, 0.0) for flow in CARBON_DIOXIDE)


def test_no_finding_is_an_error(db):
    assert not (db.findings["severity"] == "error").any()


def test_every_exchange_names_its_source(db):
    comments = db.exchanges["comment"].str.strip()

    assert len(comments) == db.counts["exchanges"]
    assert (comments != "").all()


@pytest.mark.parametrize("activity", BURNERS)
def test_the_carbon_that_is_burnt_leaves_as_carbon_dioxide(db, activity):
    inputs = amounts(db, activity, "input")

    carbon = sum(inputs.get(fuel, 0.0) * c / 1000.0 for fuel, c in CARBON_IN_FUEL.items())
    carbon += inputs.get("limestone", 0.0) * CARBON_IN_LIMESTONE

    assert carbon > 0
    assert carbon_dioxide(db, activity) == pytest.approx(carbon * CO2_PER_CARBON, rel=4e-3)


def test_burning_lime_gives_what_the_hand_calculation_gives(db):
    by_hand = 44.01 / 56.08 + 4.0 * 0.0561  # kg per kg of CaO: the stone, and 4 MJ of gas

    assert by_hand == pytest.approx(1.009, abs=5e-4)
    assert carbon_dioxide(db, "lime-kiln") == pytest.approx(by_hand, rel=1e-9)


def test_no_plant_gives_more_energy_than_its_fuel_holds(db):
    for activity in BURNERS[:7]:
        fuel = amounts(db, activity, "input").reindex(list(CARBON_IN_FUEL)).sum()
        assert 0.3 < 3.6 / fuel < 0.6, activity


def test_biogenic_carbon_dioxide_cancels_over_the_wood_chain(db):
    inventory = db.link().inventory("Heat supply to a building, district heat from wood = 1 MJ")
    by_flow = inventory.set_index("flow")
    released = by_flow.loc["Carbon dioxide, biogenic"]
    taken = by_flow.loc["Carbon dioxide, from air"]

    assert (released["direction"], taken["direction"]) == ("to_nature", "from_nature")
    assert released["amount"] > 0.1
    assert released["amount"] == pytest.approx(taken["amount"], rel=1e-8)

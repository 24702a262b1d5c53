"""The demonstration study: carbon and mass balances, shares, formulas, a source for each number.

Plain arithmetic on the tables as they stand in datasets/demo: nothing of the library is used.
"""

import csv
import math
import re
from collections import defaultdict

import pytest

CARBON_IN_CO2 = 12.011 / 44.009
CARBON_IN_CH4 = 12.011 / 16.043
#: Carbon per unit of what holds it, as CO2 it burns to: calorific value times emission factor
#: (IPCC 2006 Guidelines volume 2, tables 1.2 and 1.4), or stoichiometry.
AS_CO2 = {
    "r-gas": 48.0 * 56.1e-3,
    "r-coal": 25.8 * 94.6e-3,
    "r-lignite": 11.9 * 101e-3,
    "r-oil": 42.3 * 73.3e-3,
    "r-limestone": 44.009 / 100.086,
    "co2-uptake": 1.0,
    "gas-field": 56.1e-3,
    "natural-gas": 56.1e-3,
    "hard-coal": 25.8 * 94.6e-3,
    "hard-coal-plant": 94.6e-3,
    "lignite": 101e-3,
    "crude-oil": 42.3 * 73.3e-3,
    "diesel": 74.1e-3,
    "round-wood": 15.6 * 112e-3,
    "wood-chips": 112e-3,
    "composting": 15.6 * 112e-3,
    "limestone": 44.009 / 100.086,
    "co2-fossil": 1.0,
    "co2-biogenic": 1.0,
    "ch4-fossil": CARBON_IN_CH4 / CARBON_IN_CO2,
    "ch4-biogenic": CARBON_IN_CH4 / CARBON_IN_CO2,
}
#: Seam gas is no part of the coal that is mined.
APART = {("coal-mining", "ch4-fossil")}
#: IPCC's CO2 factors count all carbon as CO2; what leaves as CH4 comes on top of it, and
#: factors and calorific values are rounded to three digits.
TOLERANCE = 0.005


@pytest.fixture(scope="module")
def table(top):
    def read(name):
        with (top / "datasets" / "demo" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="module")
def exchanges(table):
    return table("exchanges")


def test_carbon_goes_in_as_it_comes_out(exchanges):
    balance = defaultdict(lambda: [0.0, 0.0])
    for row in exchanges:
        if (row["activity"], row["flow"]) in APART or row["avoided"] == "yes":
            continue
        carbon = float(row["amount"]) * AS_CO2.get(row["flow"], 0.0)
        balance[row["activity"]][row["direction"] == "output"] += carbon
    assert sum(max(both) > 0 for both in balance.values()) >= 25
    wrong = {
        activity: (into, out)
        for activity, (into, out) in balance.items()
        if abs(into - out) > TOLERANCE * max(into, out)
    }
    assert not wrong


def test_every_exchange_has_a_source(exchanges):
    for row in exchanges:
        assert len(row["comment"]) > 8, row
        if row["comment"] == "reference product":
            assert row["reference"] == "yes"


def test_formulas_give_the_stored_amounts(exchanges, table):
    values = {row["name"]: float(row["value"]) for row in table("parameters")}
    assert set(values) == {"gas_leak_rate", "performance_factor"}
    used = [row for row in exchanges if row["formula"]]
    assert len(used) == 6
    for row in used:
        assert re.fullmatch(r"[a-z_0-9+\-*/. ]+", row["formula"])
        value = eval(row["formula"], {"__builtins__": {}}, values)  # arithmetic, see above
        assert float(row["amount"]) == pytest.approx(value, rel=1e-9)


def test_uncertain_amounts_are_the_medians_of_their_distributions(exchanges):
    uncertain = [row for row in exchanges if row["distribution"]]
    assert len(uncertain) > 100
    for row in uncertain:
        assert row["distribution"] == "lognormal"
        assert float(row["p0"]) == float(row["amount"])
        assert 1 < float(row["p1"]) <= 3


def test_shares_of_the_grids_sum_to_one(exchanges):
    for grid in ("grid-hv-de", "grid-hv-fr"):
        shares = [
            float(row["amount"])
            for row in exchanges
            if row["activity"] == grid and row["direction"] == "input"
        ]
        assert math.fsum(shares) == pytest.approx(1, abs=1e-12)


def test_allocation_follows_energy_and_price(exchanges, table):
    output = {row["flow"]: float(row["amount"]) for row in exchanges if row["activity"] == "chp-wood"}
    heat, electricity = output["chp-heat"] / 3.6, output["chp-electricity"]  # both kWh
    shares = {(row["method"], row["product"]): float(row["value"]) for row in table("allocation")}
    assert shares["physical", "chp-heat"] == pytest.approx(heat / (heat + electricity), abs=1e-9)
    prices = 6 * heat, 10 * electricity  # cents per kWh, see the README
    assert shares["economic", "chp-heat"] == pytest.approx(prices[0] / sum(prices), abs=1e-6)
    for method in ("physical", "economic"):
        both = shares[method, "chp-heat"] + shares[method, "chp-electricity"]
        assert both == pytest.approx(1, abs=1e-12)


def test_every_input_has_one_provider(exchanges, table):
    kinds = {row["id"]: row["type"] for row in table("flows")}
    made = defaultdict(int)
    for row in exchanges:
        own = "output" if kinds[row["flow"]] == "product" else "input"
        if kinds[row["flow"]] != "elementary" and row["direction"] == own and not row["avoided"]:
            made[row["flow"]] += row["reference"] == "yes" or row["activity"] == "chp-wood"
    wanted = {row["flow"] for row in exchanges if kinds[row["flow"]] != "elementary"}
    assert {flow: made[flow] for flow in wanted if made[flow] != 1} == {}


def test_the_check_by_hand_of_the_readme(exchanges):
    kiln = [row for row in exchanges if row["activity"] == "lime-kiln"]
    carbon_dioxide = sum(float(row["amount"]) for row in kiln if row["flow"] == "co2-fossil")
    assert carbon_dioxide == pytest.approx(44.01 / 56.08 + 4 * 0.0561, rel=1e-6)
    assert round(carbon_dioxide, 3) == 1.009


def test_all_tables_fit_into_the_library(top):
    assert sum(path.stat().st_size for path in (top / "datasets" / "demo").glob("*.csv")) < 300_000

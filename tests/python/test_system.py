"""A linked system: matrices with labels, demands by name."""

import lichen
import numpy as np
import pytest


@pytest.fixture(scope="module")
def system(coal_power):
    return lichen.read(coal_power).link()


def position(system, activity):
    return list(system.columns["activity"]).index(activity)


def test_technosphere_by_hand(system):
    plant, mine = position(system, "power plant"), position(system, "coal mine")
    a = system.technosphere.toarray()

    # In reference units: 1 kWh is 3.6 MJ, 0.1 kWh is 0.36 MJ.
    assert a[plant, plant] == 3.6
    assert a[mine, plant] == -0.25
    assert a[plant, mine] == pytest.approx(-0.36, rel=1e-15)
    assert a[mine, mine] == 1.0


def test_biosphere_by_hand(system):
    plant, mine = position(system, "power plant"), position(system, "coal mine")
    rows = system.flows.set_index("flow")
    b = system.biosphere.toarray()
    row = {name: at for at, name in enumerate(system.flows["flow"])}

    assert b[row["carbon dioxide"], plant] == 0.8
    assert b[row["methane"], mine] == 0.01
    assert b[row["hard coal"], mine] == 1.0  # positive: in its direction, from nature
    assert rows.loc["hard coal", "direction"] == "from_nature"


def test_matrices_are_read_only_views(system):
    first, second = system.technosphere, system.technosphere
    assert np.shares_memory(first.data, second.data)
    with pytest.raises(ValueError, match="read-only"):
        first.data[0] = 7.0


def test_a_matrix_outlives_its_system(coal_power):
    system = lichen.read(coal_power).link()
    matrix = system.biosphere
    expected = matrix.toarray()

    del system

    np.testing.assert_array_equal(matrix.toarray(), expected)


def test_parts_lead_back_to_exchanges(system):
    parts = system.parts("technosphere")
    exchanges = system.database.exchanges
    plant, mine = position(system, "power plant"), position(system, "coal mine")

    row = parts[(parts["row"] == plant) & (parts["column"] == mine)].iloc[0]

    source = exchanges.iloc[int(row["exchange"])]
    assert (source["activity"], source["flow"], source["amount"]) == (
        "coal mine",
        "electricity",
        0.1,
    )


def test_demand_vector_in_reference_units(system):
    vector = system.demand_vector("power plant = 2 kWh")

    assert vector[position(system, "power plant")] == pytest.approx(7.2)
    assert np.count_nonzero(vector) == 1


def test_resolves_a_demand(system):
    row = system.resolve({"power plant": "1 kWh"}).iloc[0]

    assert row["activity"] == "power plant"
    assert row["product"] == "electricity"
    assert row["reference_amount"] == pytest.approx(3.6)
    assert row["reference_unit"] == "MJ"


def test_the_factorised_technosphere_solves_demands(system):
    s = system.factorised.solve(system.demand_vector("power plant = 1 kWh")).values

    assert s[position(system, "power plant")] == pytest.approx(1 / 0.975, rel=1e-15)


def test_explains_factors(system):
    method = system.database.methods["two concerns"]

    table = system.explain("methane", method).set_index("category")

    assert table.loc["global warming", "rule"] == "same_id"
    assert table.loc["global warming", "factor"] == 29.8
    assert table.loc["depletion", "rule"] == "no_factor"


def test_characterisation_matrix(system):
    method = system.database.methods["two concerns"]
    row = {name: at for at, name in enumerate(system.flows["flow"])}

    c = system.characterisation(method, ["global warming"]).c.toarray()

    assert c.shape == (1, 4)
    assert c[0, row["methane"]] == 29.8


@pytest.mark.parametrize(
    ("option", "word", "known"),
    [
        ("on_missing_provider", "ignore", "error, cut_off"),
        ("allocation", "surplus", "as_declared, none, physical"),
        ("solver", "magic", "automatic, iterative, klu"),
    ],
)
def test_an_unknown_policy_names_those_that_there_are(coal_power, option, word, known):
    with pytest.raises(lichen.DataError, match=f'{option} cannot be "{word}".*{known}'):
        lichen.read(coal_power).link(**{option: word})


def test_words_of_policies_may_have_dashes(coal_power):
    system = lichen.read(coal_power).link(on_missing_provider="cut-off")

    assert dict(system.solve("power plant")._core.policies)["on_missing_provider"] == "cut_off"


def test_obstacles_are_warned_of(tmp_path):
    from jsonld_package import Package

    package = Package()
    heat, gas = package.product("heat", "MJ"), package.product("gas", "kg")
    package.process(
        "boiler", [("output", heat, 1.0, "MJ", "reference"), ("input", gas, 0.02, "kg")]
    )
    db = lichen.read(package.write(tmp_path / "boiler.zip"))

    with pytest.warns(lichen.LinkingWarning, match="missing_provider 1"):
        system = db.link()

    assert list(system.obstacles["kind"]) == ["missing_provider"]
    with pytest.raises(lichen.DataError, match="gas"):
        system.solve("boiler = 1 MJ")
    with pytest.raises(lichen.DataError):
        db.link(strict=True)
    open_flows = db.link(on_missing_provider="cut_off").solve("boiler = 1 MJ").open_flows
    assert list(open_flows["kind"]) == ["cut_off"]
    assert open_flows["amount"][0] == pytest.approx(-0.02)


def test_shows_itself(system):
    assert repr(system) == "<lichen.System: 2 activities, 4 elementary flows>"

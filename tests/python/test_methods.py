"""Methods by name."""

import lichen
import pytest
from jsonld_package import make_id


@pytest.fixture(scope="module")
def methods(coal_power):
    return lichen.read_methods(coal_power)


def test_is_a_mapping_by_name_that_knows_ids_too(methods):
    assert list(methods) == ["two concerns"]
    assert len(methods) == 1
    assert "two concerns" in methods
    method = methods["two concerns"]
    assert methods[method.id].name == "two concerns"
    assert methods.get("three concerns") is None


def test_an_unknown_method_names_those_that_there_are(methods):
    with pytest.raises(lichen.DataError, match="two concerns"):
        methods["tow concerns"]


def test_categories_with_units_and_factors(methods):
    table = methods["two concerns"].categories.set_index("name")

    assert table.loc["global warming", "unit"] == "kg CO2 eq"
    assert table.loc["global warming", "factors"] == 2
    assert list(methods.table["category"]) == ["global warming", "depletion"]


def test_factors_of_a_category(methods):
    table = methods["two concerns"].factors("global warming").set_index("flow")

    assert table.loc["methane", "value"] == 29.8
    assert table.loc["methane", "unit"] == "kg"


def test_normalisation_and_weighting_sets(methods):
    method = methods["two concerns"]

    assert method.nw_sets == ["europe"]
    table = method.nw_set("europe").set_index("category")
    assert tuple(table.loc["global warming"]) == (10.0, 0.75)


def test_a_package_without_methods_is_refused(tmp_path):
    from jsonld_package import Package

    package = Package()
    product = package.product("nothing", "kg")
    package.process("maker", [("output", product, 1.0, "kg", "reference")])

    with pytest.raises(lichen.DataError, match="no impact assessment method"):
        lichen.read_methods(package.write(tmp_path / "no_methods.zip"))


def test_shows_itself(methods):
    assert repr(methods) == "<lichen.Methods: two concerns>"
    assert repr(methods["two concerns"]) == "<lichen.Method two concerns: 2 categories>"
    assert methods["two concerns"].id == make_id("ImpactMethod:two concerns")

"""Explanations: flows of equal answers together, each rule once."""

import pytest
from command import lichen
from jsonld_package import Package


@pytest.fixture
def two_packages(tmp_path):
    """A database with methane in three compartments, a method with another, and a map."""
    base, methods = Package(), Package()
    flows = [base.elementary("methane", "kg", f"air/{place}") for place in ("high", "low", "room")]
    product = base.product("heat", "MJ")
    made = [("output", product, 1.0, "MJ", "reference")]
    base.process("boiler", [*made, *[("output", flow, 1.0, "kg") for flow in flows]])
    target = methods.elementary("Methane (CH4)", "kg", "air")
    names = [f"GWP {years}" for years in (20, 100)]
    factors = [(target, 81.2, "kg")], [(target, 27.9, "kg")]
    for name, rows in zip(names, factors, strict=True):
        methods.category(name, "kg CO2 eq", rows)
    methods.category("land use", "m2", [])
    methods.method("warming", [*names, "land use"])
    table = tmp_path / "map.csv"
    rows = [f"{flow['@id']},{target['@id']},1,=,kg,kg" for flow in flows[:2]]
    head = "SourceFlowUUID,TargetFlowUUID,ConversionFactor,MatchCondition,SourceUnit,TargetUnit"
    table.write_text("\n".join([head, *rows]) + "\n")
    return base.write(tmp_path / "base.zip"), methods.write(tmp_path / "methods.zip"), table


def test_each_rule_stands_once_with_the_categories_it_gave(two_packages):
    base, methods, table = two_packages
    done = lichen("explain", "methane", methods, "--database", base, "--flow-map", table)

    assert (done.status, done.err) == (0, "")
    assert done.out.count("flow map: the factor of the flow that the map names") == 1
    assert done.out.count("81.2") == 1
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "GWP 20 81.2 kg CO2 eq / kg" in lines


def test_flows_of_equal_answers_stand_together(two_packages):
    base, methods, table = two_packages
    out = lichen("explain", "methane", methods, "--database", base, "--flow-map", table).out

    mapped, unmapped = out.split("\nmethane\n")
    assert "air/high" in mapped and "air/low" in mapped and "Methane (CH4)" in mapped
    assert "air/room" in unmapped
    assert "no factor: " in unmapped
    assert "  GWP 20, GWP 100, land use" in unmapped


def test_without_a_flow_map_a_line_says_that_one_may_be_missing(two_packages):
    base, methods, _ = two_packages
    done = lichen("explain", "methane", methods, "--database", base)

    assert done.status == 0
    assert "--flow-map" in done.err
    assert done.err.count("\n") == 1


def test_an_unknown_flow_names_near_ones(two_packages):
    base, methods, _ = two_packages
    done = lichen("explain", "methan", methods, "--database", base)

    assert done.status == 2
    assert 'did you mean "methane"' in done.err

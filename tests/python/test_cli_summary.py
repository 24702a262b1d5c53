"""What stands below the tables of the command: width, one solver, demands of the study."""

import pytest
from command import lichen
from jsonld_package import Package


def _summary(out):
    return out[out.index("\nsolver") :].splitlines()


def test_lines_of_the_summary_end_without_blanks_and_fit():
    lines = _summary(lichen("calculate", "demo").out)
    assert all(line == line.rstrip() for line in lines)
    assert max(map(len, lines)) <= 100


def test_the_summary_fits_the_width_that_is_asked_for(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = _summary(lichen("calculate", "demo").out)
    assert max(map(len, lines)) <= 80


def test_several_demands_have_one_line_of_the_solver():
    assert lichen("calculate", "demo").out.count("residual") == 1


@pytest.mark.parametrize("name", ["heijungs-suh", "miller-blair"])
def test_the_bundled_textbook_cases_need_no_demand(name, request):
    folder = request.config.rootpath / "datasets" / name
    assert lichen("calculate", folder).status == 0


def test_policies_at_their_defaults_are_not_listed():
    out = lichen("calculate", "demo").out
    assert "all at their defaults (--format json has all)" in out
    assert "tolerance" not in out


def test_a_chosen_policy_is_listed():
    out = lichen("calculate", "demo", "--on-missing-provider", "cut-off").out
    assert "--on-missing-provider cut-off; others at their defaults" in out


def test_several_demands_say_in_words_what_the_error_is():
    assert "± is a proved bound\n" in lichen("calculate", "demo").out


def _refinery(path):
    """1 MJ of heat needs 2 kg oil, 0.5 kg water, 9 MJ and 30 MJ that nobody supplies."""
    package = Package()
    heat, oil, water = (package.product(*row) for row in (("heat", "MJ"), ("oil", "kg"), ("water", "kg")))
    power, steam = package.product("power", "MJ"), package.product("steam", "MJ")
    inputs = [(oil, 2.0, "kg"), (water, 0.5, "kg"), (power, 9.0, "MJ"), (steam, 30.0, "MJ")]
    made = [("output", heat, 1.0, "MJ", "reference"), *[("input", *row) for row in inputs]]
    package.process("boiler", made)
    return package.write(path)


def test_the_largest_cut_offs_of_each_unit_are_named(tmp_path):
    path = _refinery(tmp_path / "boiler.zip")
    asked = ["inventory", path, "--on-missing-provider", "cut-off", "--demand", "boiler = 1 MJ"]

    lines = _summary(lichen(*asked).out)

    text = " ".join(" ".join(lines).split())
    assert "4 cut-off products and wastes, the largest: 30 MJ steam; 2 kg oil" in text


def test_what_is_not_modelled_is_listed_by_unit_the_largest_first(tmp_path):
    path = _refinery(tmp_path / "boiler.zip")
    asked = ["inventory", path, "--on-missing-provider", "cut-off", "--demand", "boiler = 1 MJ"]

    table = lichen(*asked).out.partition("not modelled (")[2].splitlines()[3:7]

    assert [line.split()[0] for line in table] == ["steam", "power", "oil", "water"]


def test_findings_of_a_package_of_both_are_counted_once(tmp_path):
    package = Package()
    co2 = package.elementary("carbon dioxide", "kg", "somewhere")
    package.process("boiler", [("output", package.product("heat", "MJ"), 1.0, "MJ"), ("output", co2, 1.0, "kg")])
    package.method("warming", [package.category("GWP", "kg CO2 eq", [(co2, 1.0, "kg")])])
    path = package.write(tmp_path / "boiler.zip")

    done = lichen("calculate", path, "--demand", "boiler = 1 MJ")

    assert done.status == 0
    assert done.out.count("1 no_reference_flow") == 1
    assert "findings, method files" not in done.out
    assert "1 for the record" in done.out


def test_scores_that_met_no_factor_are_told_first(tmp_path):
    package = Package()
    co2, lead = (package.elementary(name, "kg", "emissions/air") for name in ("CO2", "lead"))
    product = package.product("heat", "MJ")
    package.process("boiler", [("output", product, 1.0, "MJ", "reference"), ("output", lead, 1.0, "kg")])
    package.method("warming", [package.category("GWP", "kg CO2 eq", [(co2, 1.0, "kg")])])
    path = package.write(tmp_path / "boiler.zip")

    out = lichen("calculate", path, "--demand", "boiler = 1 MJ").out

    assert "\nnote " in out
    assert out.index("warning: no flow of the inventory has a factor") < out.index("\nsolver")

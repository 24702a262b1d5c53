"""Packages that are wrong in one place: what the command says, and that it says it in words."""

import pytest
from command import lichen
from jsonld_package import Package, reference

DEMAND = ("--demand", "power plant = 1 kWh")


class Plant(Package):
    """A power plant and a coal mine that use each other; changed before it is written."""

    def __init__(self):
        super().__init__()
        self.power, self.coal = self.product("power", "kWh"), self.product("coal", "kg")
        co2 = self.elementary("carbon dioxide", "kg", "emissions/air")
        own = [("output", self.power, 1.0, "kWh", "reference"), ("output", co2, 0.8, "kg")]
        self.process("power plant", [*own, ("input", self.coal, 0.25, "kg")])
        mine = [("output", self.coal, 1.0, "kg", "reference"), ("input", self.power, 0.1, "kWh")]
        self.process("coal mine", mine)
        self.method("warming", [self.category("GWP", "kg CO2 eq", [(co2, 1.0, "kg")])])

    def all_of(self, folder):
        return [row for name, row in self.files.items() if name.startswith(f"{folder}/")]

    def exchange(self, activity, number):
        owner = next(row for row in self.all_of("processes") if row["name"] == activity)
        return owner["exchanges"][number]


@pytest.fixture
def plant():
    return Plant()


@pytest.fixture
def written(plant, tmp_path):
    """Gives what `lichen calculate` says about the plant as it is then."""

    def calculate():
        path = plant.write(tmp_path / "plant.zip")
        done = lichen("calculate", path, *DEMAND)
        assert "Traceback" not in done.err
        assert done.status == 0 or done.err.startswith("lichen: ")
        return done

    return calculate


def kinds_of(tmp_path):
    rows = lichen("info", tmp_path / "plant.zip", "--format", "csv").out.splitlines()[1:]
    return {row.split(",")[0] for row in rows}


def refused(done, *words):
    assert (done.status, done.out) == (2, "")
    for word in words:
        assert word in done.err
    for line in done.err.splitlines()[1:]:
        assert line.startswith("  ") or " x " in line


def test_nothing_is_wrong_before_anything_is_changed(written):
    assert written().status == 0


def test_an_empty_database(tmp_path):
    path = Package().write(tmp_path / "empty.zip")

    assert lichen("info", path).status == 0
    for arguments in (["calculate", path], ["inventory", path], ["matrices", path, "-o", tmp_path / "m"]):
        refused(lichen(*arguments), "empty.zip", "holds no activity")
    refused(lichen("methods", path), "empty.zip", "holds no impact assessment method")
    assert lichen("find", path, "power").status == 1
    assert not (tmp_path / "m").exists()


def test_two_reference_flows(plant, written, tmp_path):
    plant.exchange("power plant", 1)["isQuantitativeReference"] = True

    assert written().status == 0  # the first counts, which is the product
    assert "several_reference_flows" in kinds_of(tmp_path)


def test_two_reference_products_need_an_allocation(plant, written, tmp_path):
    heat = {**plant.exchange("power plant", 0), "flow": plant.product("heat", "kWh"), "internalId": 9}
    owner = next(row for row in plant.all_of("processes") if row["name"] == "power plant")
    owner["exchanges"].append(heat)

    refused(written(), '"power plant"', '"heat"', "1 x no_allocation: ", "--allocation none, ")
    assert "several_reference_flows" in kinds_of(tmp_path)


def test_flow_properties_and_unit_groups_that_lead_to_each_other(plant, written, tmp_path):
    for folder, field in (("unit_groups", "defaultFlowProperty"), ("flow_properties", "unitGroup")):
        for row in plant.all_of(folder):
            row[field] = {"@id": row["@id"]}

    refused(written(), '"power"', "has no unit that is known", "give its flow property a unit group")
    assert "unknown_unit_group" in kinds_of(tmp_path)


def test_categories_that_contain_each_other(plant, written, tmp_path):
    for name, parent in (("a", "b"), ("b", "a")):
        plant.add("Category", "categories", name, {"category": reference("Category", parent)})
    for row in plant.all_of("flows"):
        row["category"] = reference("Category", "a")

    assert written().status == 0
    assert "cyclic_category" in kinds_of(tmp_path)


def test_an_amount_that_is_no_number(plant, written, tmp_path):
    plant.exchange("power plant", 2)["amount"] = "much"

    refused(written(), '"power plant"', '"coal" (exchange 3)', "1 x amount_not_finite: give a number")
    assert "bad_amount" in kinds_of(tmp_path)


def test_an_unknown_unit(plant, written, tmp_path):
    plant.exchange("power plant", 2)["unit"] = {"@id": "x", "name": "furlong"}

    refused(written(), '0.25 furlong of "coal"', "unit group")
    assert "unknown_unit" in kinds_of(tmp_path)


def test_nothing_made_of_a_product(plant, written):
    plant.exchange("coal mine", 0)["amount"] = 0

    refused(written(), '"coal mine"', "zero_reference: give it an amount")


def test_a_loop_that_uses_all_it_makes(plant, written):
    plant.exchange("coal mine", 1)["amount"] = 4.0

    refused(written(), "no unique solution", '"coal mine"', '"power plant"')


def test_a_provider_that_does_not_exist(plant, written):
    plant.exchange("power plant", 2)["defaultProvider"] = {"@id": "x", "name": "another mine"}

    refused(written(), '"another mine" (x)', "the database lacks", "--on-missing-provider cut-off")


def test_a_broken_data_set_keeps_the_others(plant, tmp_path):
    name = next(name for name, row in plant.files.items() if row.get("name") == "coal mine")
    plant.files[name] = '{"@id": "x", '
    path = plant.write(tmp_path / "plant.zip")

    assert "unreadable_data_set" in kinds_of(tmp_path)
    assert name in lichen("info", path).out
    refused(lichen("calculate", path, *DEMAND), '"coal"', "no activity of the database supplies")


def test_a_method_without_normalisation_has_no_set(plant, tmp_path):
    path = plant.write(tmp_path / "plant.zip")

    refused(lichen("calculate", path, *DEMAND, "--nw-set", "europe"), '"europe"', "there is none")

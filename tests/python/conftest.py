"""What all Python tests share: the open test data, small packages with known answers."""

import pytest
from jsonld_package import Package
from places import DATA


@pytest.fixture(scope="session")
def data():
    """Gives the path of a file of the open test data; skips the test where it is absent."""

    def find(name):
        path = DATA / name
        if not path.exists():
            pytest.skip(f"needs open test data that are not here: ../shared/data/{name}")
        return path

    return find


@pytest.fixture(scope="session")
def coal_power(tmp_path_factory):
    """A zip: 1 kWh of electricity needs 0.25 kg of coal, 1 kg of coal needs 0.1 kWh.

    By hand, for 1 kWh: s = (1, 0.25) / 0.975; CO2 = 0.8 / 0.975 kg; methane 0.01 * 0.25 /
    0.975 kg; hard coal 0.25 / 0.975 kg. Its method: CO2 counts 1, methane 29.8.
    """
    package = Package()
    electricity = package.product("electricity", "kWh")
    coal = package.product("coal", "kg")
    co2 = package.elementary("carbon dioxide", "kg", "emissions/air")
    methane = package.elementary("methane", "kg", "emissions/air")
    hard_coal = package.elementary("hard coal", "kg", "resource/in ground")
    dust = package.elementary("dust", "kg", "emissions/air")
    package.process(
        "power plant",
        [
            ("output", electricity, 1.0, "kWh", "reference"),
            ("input", coal, 0.25, "kg"),
            ("output", co2, 0.8, "kg"),
            ("output", dust, 0.001, "kg"),
        ],
        location="DE",
    )
    package.process(
        "coal mine",
        [
            ("output", coal, 1.0, "kg", "reference"),
            ("input", electricity, 0.1, "kWh"),
            ("output", methane, 0.01, "kg"),
            ("input", hard_coal, 1.0, "kg"),
        ],
        location="PL",
    )
    warming = package.category(
        "global warming", "kg CO2 eq", [(co2, 1.0, "kg"), (methane, 29.8, "kg")]
    )
    depletion = package.category("depletion", "kg coal eq", [(hard_coal, 1.0, "kg")])
    package.method(
        "two concerns",
        [warming, depletion],
        {"europe": {warming: (10.0, 0.75), depletion: (2.0, 0.25)}},
    )
    return package.write(tmp_path_factory.mktemp("coal") / "coal_power.zip")

"""R4: USEEIO v1.2 and Georgia v1.0, solved with the library, against the published matrices."""

import json

import lichen
import numpy as np
import pytest

MODELS = "useeio-json/models/2020"
V12 = "USEEIOv1.2"
GEORGIA = "GAEEIOv1.0-s-20"
GHG = {V12: 7, GEORGIA: 5}  # position of the indicator
TOLERANCE = 1e-12  # of the largest entry


class Model:
    """Published matrices of one model, each read once."""

    def __init__(self, folder):
        self.folder = folder
        self._read = {}

    def __getitem__(self, name):
        if name not in self._read:
            text = (self.folder / "matrix" / f"{name}.json").read_text()
            self._read[name] = np.array(json.loads(text))
        return self._read[name]

    def sectors(self):
        return json.loads((self.folder / "sectors.json").read_text())

    def demand(self, name):
        """A demand vector; files hold only some sectors."""
        rows = json.loads((self.folder / "demands" / f"{name}.json").read_text())
        position = {sector["id"].lower(): sector["index"] for sector in self.sectors()}
        vector = np.zeros(len(position))
        for row in rows:
            vector[position[row["sector"].lower()]] = row["amount"]
        return vector


@pytest.fixture(scope="module")
def model(data):
    models = {}

    def read(name):
        return models.setdefault(name, Model(data(MODELS) / name))

    return read


def leontief(matrix):
    """(I - A)^-1, a column at a time."""
    size = len(matrix)
    technosphere = lichen.Technosphere(np.eye(size) - matrix)
    return np.column_stack([technosphere.solve(unit).values for unit in np.eye(size)])


def assert_close(found, published):
    np.testing.assert_allclose(found, published, rtol=0, atol=TOLERANCE * abs(published).max())


@pytest.mark.parametrize(
    ("name", "direct", "total", "per_dollar"),
    [
        (V12, "A", "L", "N"),
        (GEORGIA, "A", "L", "N"),
        (GEORGIA, "A_d", "L_d", "N_d"),
    ],
    ids=["USEEIO", "Georgia", "Georgia domestic"],
)
def test_total_requirements_and_results(model, name, direct, total, per_dollar):
    published = model(name)

    inverse = leontief(published[direct])

    assert_close(inverse, published[total])
    assert_close(published["D"] @ inverse, published[per_dollar])


@pytest.mark.parametrize("name", [V12, GEORGIA])
def test_direct_results(model, name):
    published = model(name)

    assert_close(published["C"] @ published["B"], published["D"])


@pytest.mark.parametrize(
    ("name", "direct", "total"),
    [
        (V12, 0.558816044, 0.9365304581796573),
        (GEORGIA, 0.89491194983968, 1.41858342730572),
    ],
)
def test_greenhouse_gases_per_dollar_of_the_first_sector(model, name, direct, total):
    published = model(name)
    technosphere = lichen.Technosphere(np.eye(len(published["A"])) - published["A"])
    demand = np.eye(len(technosphere))[0]

    assessment = lichen.assess(technosphere, published["B"], published["C"], demand)

    assert published["D"][GHG[name], 0] == pytest.approx(direct, rel=1e-9)
    score, error = (values[GHG[name]] for values in (assessment.scores, assessment.errors))
    assert score == pytest.approx(total, rel=1e-12)
    assert error["printed"] < 1e-13 * total


@pytest.mark.parametrize(
    ("name", "demand", "kilograms"),
    [
        (V12, "2007_us_consumption", 5.736878793884e12),
        (V12, "2007_us_production", 5.421120292718e12),
        (GEORGIA, "2020_US-GA_Consumption_Complete", 1.230529958386e11),
        (GEORGIA, "2020_US-GA_Production_Complete", 1.128922151168e11),
    ],
)
def test_greenhouse_gases_of_a_year(model, name, demand, kilograms):
    published = model(name)
    technosphere = lichen.Technosphere(np.eye(len(published["A"])) - published["A"])

    assessment = lichen.assess(
        technosphere, published["B"], published["C"], published.demand(demand)
    )

    assert assessment.scores[GHG[name]] == pytest.approx(kilograms, rel=1e-12)

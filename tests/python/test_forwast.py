"""R5: FORWAST with the methods of openLCA's reference data, against independent code.

The independent side reads the bw2package with the standard library, solves densely with
refinement in extended precision, and takes factors straight from the CSV files.
"""

import bz2
import csv
import json
from collections import defaultdict

import lichen
import numpy as np
import pytest
from command import lichen as run
from scipy import io as scipy_io

olca_refdata = pytest.importorskip("olca_refdata")

FORWAST = "forwast/forwast.bw2package"
REFDATA = "olca-refdata/refdata"
DENMARK = "de4e0404ec73db69ea46d77d602c8533"  # _66 Electricity, steam and hot water, DK
EUROPE = "179d889ba30b5a7d7fc5164881e3e219"  # _75 Electricity, steam and hot water, EU27
EF = "EF 3.0 Method (adapted)"
TOLERANCE = 1e-10

# README of the test data, R5, for 1 kWh of DENMARK.
PUBLISHED = {
    (EF, "Climate change"): 0.5696707063420,
    (EF, "Acidification"): 1.29549679968631e-3,
    (EF, "Resource use, fossils"): 5.44190712361472,
    (EF, "Particulate matter"): 4.31485824027698e-9,
    (EF, "Eutrophication, terrestrial"): 5.31365832876154e-3,
    ("IPCC 2021 AR6", "IPCC 2021 GWP 20"): 0.5991741496962,
    ("IPCC 2021 AR6", "IPCC 2021 GWP 100"): 0.5628200275142,
    ("IPCC 2021 AR6", "IPCC 2021 GWP 500"): 0.5478186771320,
    ("IPCC 2021 AR6", "IPCC 2021 GTP 100"): 0.5470699323380,
    ("CML-IA baseline", "Global warming (GWP100a)"): 0.5628102407215,
    ("CML-IA baseline", "Acidification"): 9.62579060609936e-4,
    ("CML-IA baseline", "Abiotic depletion (fossil fuels)"): 5.43484459317413,
    ("TRACI 2.1", "Global warming"): 0.5610857652538,
    ("TRACI 2.1", "Acidification"): 1.15424281892152e-3,
    ("Cumulative Energy Demand", "Non renewable, fossil"): 5.77497443910103,
}
SINGLE_SCORE = 2.73901229205e-5
INVENTORY = {
    "Carbon dioxide, fossil": 0.541128859012897,
    "Carbon dioxide, non-fossil": 0.0391771014219516,
    "Methane, fossil": 6.8206608221386e-4,
    "Dinitrogen monoxide": 9.74917511931e-6,
    "Coal, hard, unspecified, in ground": 0.17656326101458,
    "Oil, crude, in ground": 0.0330324846654926,
    "Gas, natural, in ground": 0.0232305053797125,
}


def uuid_of(code):
    """32 hexadecimal digits as a UUID."""
    return "-".join((code[:8], code[8:12], code[12:16], code[16:20], code[20:]))


class Independent:
    """FORWAST without the library: A and B, labels, inventories in extended precision."""

    def __init__(self, path):
        text = bz2.decompress(path.read_bytes())
        nodes = json.loads(text, object_hook=_unmarked)[0]["data"]
        nodes = {code: node for (_, code), node in nodes.items()}
        self.codes = list(nodes)
        column = {code: at for at, code in enumerate(self.codes)}
        flows = defaultdict(lambda: len(flows))
        entries = []
        self.a = np.zeros((len(column), len(column)))
        for code, node in nodes.items():
            for exchange in node["exchanges"]:
                _, target = exchange["input"]
                amount = exchange["amount"]
                if exchange["type"] == "biosphere":
                    entries.append((flows[target], column[code], amount))
                else:
                    sign = 1.0 if exchange["type"] == "production" else -1.0
                    self.a[column[target], column[code]] += sign * amount
        self.flows = list(flows)
        self.b = np.zeros((len(flows), len(column)))
        for row, at, amount in entries:
            self.b[row, at] += amount

    def inventory(self, code):
        """g for one unit, by flow id: LU in double, refined with residuals of 64 bits."""
        demand = np.zeros(len(self.codes))
        demand[self.codes.index(code)] = 1.0
        wide, inverse = self.a.astype(np.longdouble), np.linalg.inv(self.a)
        solution = np.zeros(len(demand), dtype=np.longdouble)
        for _ in range(12):
            residual = demand - wide @ solution
            solution = solution + (inverse @ residual.astype(float)).astype(np.longdouble)
        return dict(zip(self.flows, self.b.astype(np.longdouble) @ solution, strict=True))


def _unmarked(value):
    """The tuples and dictionaries that the package writes as marked objects."""
    if "__tuple__" in value:
        return tuple(value["data"])
    if "__dict__" in value:
        return dict(zip(value["keys"], value["values"], strict=True))
    return value


@pytest.fixture(scope="module")
def independent(data):
    return Independent(data(FORWAST))


@pytest.fixture(scope="module")
def system(data):
    return lichen.read(data(FORWAST)).link()


@pytest.fixture(scope="module")
def package(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("refdata") / "tables"
    olca_refdata.convert(data(REFDATA), folder)
    return folder


@pytest.fixture(scope="module")
def methods(package):
    return lichen.read_methods(package)


def rows(data, name):
    with open(data(f"{REFDATA}/{name}"), newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def factors(data):
    """Factors without a location by category and flow; equal ones once."""
    table = defaultdict(dict)
    for path in sorted((data(REFDATA) / "lcia_factors").glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if not row["Location"]:
                    value = float(row["Factor"])
                    table[row["LCIA category"]].setdefault(row["Flow"], value)
    return table


def test_a_and_b_equal_the_package_and_the_reference(system, independent, data):
    ours = {uuid_of(code): code for code in independent.codes}
    order = [independent.codes.index(ours[i]) for i in system.columns["activity_id"]]
    flows = [independent.flows.index(i) for i in system.flows["id"]]

    a, b = system.technosphere, system.biosphere

    assert (a.nnz, b.nnz) == (36825, 2170)
    np.testing.assert_array_equal(a.toarray(), independent.a[np.ix_(order, order)])
    np.testing.assert_array_equal(b.toarray(), independent.b[np.ix_(flows, order)])
    reference = scipy_io.mmread(data("matrices/forwast.A.mtx.gz")).toarray()
    np.testing.assert_array_equal(independent.a, reference)
    reference = scipy_io.mmread(data("matrices/forwast.B.mtx.gz")).toarray()
    np.testing.assert_array_equal(independent.b, reference)


@pytest.mark.parametrize("code", [DENMARK, EUROPE], ids=["DK", "EU27"])
def test_the_inventory_equals_an_independent_solution(system, independent, code):
    expected = independent.inventory(code)

    table = system.solve({uuid_of(code): 1.0}).inventory.set_index("id")["amount"]

    assert set(table.index) == {flow for flow, amount in expected.items() if amount != 0}
    for flow, amount in table.items():
        assert amount == pytest.approx(float(expected[flow]), rel=TOLERANCE)


def test_the_published_inventory(system):
    table = system.solve({uuid_of(DENMARK): 1.0}).inventory.set_index("flow")["amount"]

    found = {name: table[name] for name in INVENTORY}

    assert found == pytest.approx(INVENTORY, rel=TOLERANCE)


def test_the_published_scores(system, methods):
    found = {
        (name, category): system.calculate({uuid_of(DENMARK): 1.0}, methods[name]).score(category)
        for name, category in PUBLISHED
    }

    assert found == pytest.approx(PUBLISHED, rel=TOLERANCE)


def test_the_published_single_score(system, methods):
    method = methods[EF]

    result = system.calculate({uuid_of(DENMARK): 1.0}, method, nw_set=method.nw_sets[0])

    assert result.single_score == pytest.approx(SINGLE_SCORE, rel=TOLERANCE)


def test_the_published_scores_of_europe(system, methods):
    demand = {uuid_of(EUROPE): 1.0}

    gwp = system.calculate(demand, methods["IPCC 2021 AR6"]).score("IPCC 2021 GWP 100")
    climate = system.calculate(demand, methods[EF]).score("Climate change")

    assert gwp == pytest.approx(0.49831151932358, rel=TOLERANCE)
    assert climate == pytest.approx(0.50274185448352, rel=TOLERANCE)


def test_every_category_equals_independent_code(system, methods, independent, factors):
    inventory = independent.inventory(DENMARK)
    scored = 0
    for method in methods.all():
        result = system.calculate({uuid_of(DENMARK): 1.0}, method)
        for row in result._core.scores:
            expected = sum(
                factors[row["id"]].get(flow, 0.0) * amount for flow, amount in inventory.items()
            )
            assert row["value"] == pytest.approx(float(expected), rel=TOLERANCE, abs=0.0), row
            assert abs(row["value"] - float(expected)) <= max(
                row["error"]["printed"], 4 * 2.0**-53 * abs(row["value"])
            )
            scored += 1
    assert scored == 68  # the categories of the six methods that have factors


def test_every_normalisation_and_weighting_set(system, methods, data):
    sets = defaultdict(dict)
    for row in rows(data, "lcia_method_nw_sets.csv"):
        sets[row["LCIA method"], row["NW set - name"]][row["LCIA category"]] = (
            row["Nomalisation factor"],
            row["Weighting factor"],
        )
    known = {method.name: method for method in methods.all()}
    done = 0
    for (name, nw_set), table in sets.items():
        if name not in known:
            continue
        result = system.calculate({uuid_of(DENMARK): 1.0}, known[name], nw_set=nw_set)
        for row in result._core.scores:
            normalisation, weight = (float(text or "nan") for text in table[row["id"]])
            if not normalisation > 0:  # absent, or 0 for a sub-category: no part of a score
                assert row["normalised"] is None
                assert row["weighted"] is None
                continue
            expected = row["value"] / normalisation
            assert row["normalised"] == pytest.approx(expected, rel=TOLERANCE)
            if weight == weight:
                assert row["weighted"] == pytest.approx(expected * weight, rel=TOLERANCE)
        done += 1
    assert done == 12


def test_the_command_gives_the_same_numbers(data, package, system, methods):
    done = run(
        "calculate",
        data(FORWAST),
        *("--demand", f"{uuid_of(DENMARK)} = 1 kWh"),
        *("--method", package, "--method-name", "IPCC 2021 AR6"),
        "--format=csv",
    )

    assert done.status == 0, done.err
    result = system.calculate({uuid_of(DENMARK): 1.0}, methods["IPCC 2021 AR6"])
    found = [float(row["score"]) for row in csv.DictReader(done.out.splitlines())]
    assert found == [row["value"] for row in result._core.scores]


def test_factors_that_repeat_a_flow_are_counted(package):
    """The data's README: 443 of 462 repetitions are equal, 19 (of EF 3.0) differ."""
    counts = lichen.read(package).findings.groupby("kind")["count"].sum()
    assert counts["repeated_factors"] == 443
    assert counts["conflicting_factors"] == 19

"""Writes docs/validation.md: our numbers beside those of others, computed now.

    python tests/docs/validation.py

Their numbers are those that the tests of tests/python hold, with the data in ../shared/data.
"""

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tests" / "python"), str(TOP / "tests" / "support")]

import lichen  # noqa: E402
import matrix_cases  # noqa: E402
import model_cases  # noqa: E402
import numpy as np  # noqa: E402
import olca_refdata  # noqa: E402
import test_forwast as forwast  # noqa: E402
import test_useeio as useeio  # noqa: E402
import test_uslci as uslci  # noqa: E402
import test_wiod as wiod  # noqa: E402

DATA = TOP.parent / "shared" / "data"
PAGE = TOP / "docs" / "validation.md"
NEEDED = [
    *("forwast", "olca-refdata", "useeio-json", "uslci-fy18-jsonld", "olca-methods", "fedefl"),
    *("matrices", "wiod-r", "gwp", "ecobalyse-nw"),
]

HEAD = """# Validation

Our numbers beside those of others, and the relative difference. This page is written by
`tests/docs/validation.py` from numbers computed when it runs; a test holds that it is up to date.
The reference numbers are published with their sources, or computed by code that shares nothing with
lichen (SciPy, refinement in extended precision); those of other tools are what their own tests
assert. Where they are printed with fewer digits, the difference is theirs. ± is our own error, as it is
printed with a score.
"""

FOOT = """
Matrices are compared entry by entry in the tests: FORWAST's A and B (equal), USLCI's A and B (equal
to 1e-15 but for signs of flows from nature), L, D, N of USEEIO v1.2 and Georgia (1e-12 of the largest entry)
(`tests/python`, `tests/reference`). AR6 gives methane 29.8 (fossil) and 27.0; the bare 27.9 of other lists
is applied to no flow here, and not compared.

Data: FORWAST project (EU 6th Framework Programme, 2.-0 LCA consultants); openLCA reference data
(GreenDelta, CC BY-SA 4.0); USEEIO, federal elementary flow list and LCIA methods (US EPA); U.S. Life
Cycle Inventory Database (DOE/NREL/Alliance, via the Federal LCA Commons); World Input-Output Database
(Timmer et al. 2015); openclimatedata/globalwarmingpotentials (IPCC AR5, AR6); Ecobalyse (French Ministry of
Ecological Transition); tests of openLCA, volca, tiangong, lca-rs, PyMLCA, pulpo; Heijungs & Suh (2002); Miller & Blair (2009).
"""


class Row(NamedTuple):
    what: str
    ours: float
    theirs: float
    error: float | None = None  # what is printed as ±


def textbooks() -> Iterator[Row]:
    technosphere = lichen.Technosphere(np.array([[10.0, 0.0], [-2.0, 100.0]]))
    biosphere = np.array([[1.0, 10.0], [0.1, 2.0], [0.0, -50.0]])
    answer = lichen.assess(
        technosphere, biosphere, np.array([[1.0, 2.0, 0.0]]), np.array([1000.0, 0.0])
    )
    for name, ours, theirs in zip(("CO2", "SO2", "crude oil"), answer.inventory, (120, 14, -100)):
        yield Row(f"Heijungs & Suh, ch. 2: {name}", float(ours), theirs)
    error = answer.errors[0]["printed"]
    yield Row("Heijungs & Suh, ch. 2: score", float(answer.scores[0]), 148, error)

    flows, output = np.array([[150.0, 500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0])
    leontief = lichen.Technosphere(np.eye(2) - flows / output)
    for at, theirs in enumerate((1247.525, 1841.584)):
        ours = leontief.solve(np.array([600.0, 1500.0])).values[at]
        yield Row(f"Miller & Blair: output of sector {at + 1}", float(ours), theirs)


def input_output() -> Iterator[Row]:
    for name, demand, theirs in (
        (useeio.V12, "2007_us_consumption", 5.736878793884e12),
        (useeio.V12, "2007_us_production", 5.421120292718e12),
        (useeio.GEORGIA, "2020_US-GA_Consumption_Complete", 1.230529958386e11),
        (useeio.GEORGIA, "2020_US-GA_Production_Complete", 1.128922151168e11),
    ):
        model = useeio.Model(DATA / useeio.MODELS / name)
        technosphere = lichen.Technosphere(np.eye(len(model["A"])) - model["A"])
        answer = lichen.assess(technosphere, model["B"], model["C"], model.demand(demand))
        at = useeio.GHG[name]
        yield Row(
            f"{name}, {demand}: kg CO2 eq",
            float(answer.scores[at]),
            theirs,
            answer.errors[at]["printed"],
        )


def peers() -> Iterator[Row]:
    for case in matrix_cases.CASES:
        yield from (Row(*answer) for answer in matrix_cases.answers(case))
    for case in model_cases.CASES:
        with tempfile.TemporaryDirectory() as folder:
            yield from (Row(*answer) for answer in model_cases.answers(case, Path(folder)))


# n, entries of A, strongly connected components, the largest of them.
SIZES = {
    "forwast": (277, 36_825, 39, 127),
    "uslci-fy18": (1_022, 6_992, 944, 36),
    "wiod-2008.I-A": (1_435, 429_381, 52, 1_384),
}
CARBON_DIOXIDE = {  # row 1 of B, by column of USLCI
    "portland cement, kg": (720, 0.440593642073659),
    "steel billets, kg": (291, 2.022),
}
GERMANY = (1.93765616291649, 1.95955211274264, 2.32674346142445)


def open_matrix(name: str):
    return lichen.read_matrix_market(str(DATA / "matrices" / f"{name}.mtx.gz"))


def sizes(name: str, matrix, technosphere: lichen.Technosphere) -> Iterator[Row]:
    """Size, entries (zeros that are stored too) and strongly connected components."""
    report = technosphere.solve(np.ones(len(technosphere))).report
    counted = (
        ("activities", len(technosphere)),
        ("entries", matrix.nnz),
        ("components", report["components"]),
        ("activities of the largest", report["largest_component"]),
    )
    for (what, ours), theirs in zip(counted, SIZES[name]):
        yield Row(f"{name}: {what}", ours, theirs)


def matrices() -> Iterator[Row]:
    given = {name: open_matrix(f"{name}.A") for name in SIZES}
    systems = {name: lichen.Technosphere(matrix) for name, matrix in given.items()}
    for name, technosphere in systems.items():
        yield from sizes(name, given[name], technosphere)
    uslci_b = open_matrix("uslci-fy18.B")
    prices = systems["uslci-fy18"].solve_transposed(uslci_b[[1]].toarray().ravel()).values
    for name, (column, theirs) in CARBON_DIOXIDE.items():
        yield Row(f"uslci-fy18, {name}: kg CO2, fossil", float(prices[column]), theirs)
    world = systems["wiod-2008.I-A"]
    ones = np.ones(len(world))
    total = float(world.solve(ones).values.sum())
    yield Row("wiod-2008.I-A: sum of the inverse", total, 3049.0857701107)
    condition = lichen.diagnose(world.matrix)["condition"]
    yield Row("wiod-2008.I-A: condition, 1-norm", condition, 6.94)
    table = wiod.read(DATA / wiod.TABLE)
    for at, (ours, theirs) in enumerate(zip(wiod.column_sums(table, "DEU"), GERMANY)):
        yield Row(f"wiod-r 1995, c{at + 1} of DEU: column sum of L", float(ours), theirs)


def gwp_facts() -> Iterator[Row]:
    """Our facts beside another collection, where both hold the same gas of one report."""
    with (TOP / "datasets" / "gwp" / "facts.csv").open(encoding="utf-8") as file:
        ours = {
            (row["flow"], f"{row['assessment']}{row['metric']}{row['horizon']}"): row["value"]
            for row in csv.DictReader(file)
            if row["edition"] in ("2013", "2021")
        }
    lines = (DATA / "gwp" / "globalwarmingpotentials.csv").read_text(encoding="utf-8").splitlines()
    theirs = {row["Species"]: row for row in csv.DictReader(x for x in lines if x[0] != "#")}
    for flow, species in (("n2o", "N2O"), ("sf6", "SF6"), ("ch4-biogenic", "CH4"), ("nf3", "NF3")):
        for column in ("AR5GWP100", "AR6GWP20", "AR6GWP100", "AR6GWP500"):
            if flow != "ch4-biogenic" or column == "AR5GWP100":  # AR6 has two flows, see README
                if (flow, column) in ours:
                    value = float(theirs[species][column])
                    yield Row(f"{species}, {column}", float(ours[flow, column]), value)


def weighting_set() -> Iterator[Row]:
    """The weights of Ecobalyse, as a method of plain tables: each category gets its R."""
    impacts = json.loads((DATA / "ecobalyse-nw" / "impacts.json").read_text(encoding="utf-8"))
    sets = {name: row["ecoscore"] for name, row in impacts.items() if row.get("ecoscore")}
    with tempfile.TemporaryDirectory() as folder:
        model_cases.write_weighting(Path(folder), sets)
        system = lichen.read(folder).link()
        result = system.calculate({"P": 1}, lichen.read_methods(folder)["M"], nw_set="set")
    yield Row("Ecobalyse, R of each category: single score", result.single_score, 1)
    yield Row("Ecobalyse, 7553.08 kg CO2 eq: normalised", float(result.normalised["cch"]), 1)
    yield Row("Ecobalyse, 7553.08 kg CO2 eq: weighted", float(result.weighted["cch"]), 0.2106)


def constants() -> Iterator[Row]:
    yield from gwp_facts()
    yield from weighting_set()


def score(result, category: str) -> tuple[float, float]:
    table = result.scores.set_index("category")
    return float(table.loc[category, "score"]), float(table.loc[category, "error"])


def process_database() -> Iterator[Row]:
    system = lichen.read(DATA / forwast.FORWAST).link()
    demand = {forwast.uuid_of(forwast.DENMARK): 1.0}
    inventory = system.solve(demand).inventory.set_index("flow")["amount"]
    for flow, theirs in forwast.INVENTORY.items():
        yield Row(f"inventory: {flow}", float(inventory[flow]), theirs)
    with tempfile.TemporaryDirectory() as folder:
        olca_refdata.convert(DATA / forwast.REFDATA, folder)
        methods = lichen.read_methods(folder)
    for (name, category), theirs in forwast.PUBLISHED.items():
        ours, error = score(system.calculate(demand, methods[name]), category)
        yield Row(f"{name}: {category}", ours, theirs, error)
    method = methods[forwast.EF]
    result = system.calculate(demand, method, nw_set=method.nw_sets[0])
    yield Row(
        f"{forwast.EF}: single score",
        result.single_score,
        forwast.SINGLE_SCORE,
        result.single_score_error,
    )


def uslci_with_flow_map() -> Iterator[Row]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", lichen.LichenWarning)
        database = lichen.read(DATA / "uslci-fy18-jsonld", flow_map=DATA / uslci.FLOW_MAP)
        system = database.link(**uslci.POLICIES)
    method = lichen.read_methods(DATA / uslci.METHODS)["IPCC"]
    names = {
        465: "Electricity, at Grid, US, 2008",
        359: "Electricity, at grid, US, 2000",
    }
    for column, name in names.items():
        unit, carbon_dioxide, warming = uslci.COLUMNS[column]
        result = system.calculate({name: (1.0, unit)}, method, categories=["AR6-100"])
        amount = result.inventory.set_index("id").loc[uslci.CO2, "amount"]
        yield Row(f"{name}, 1 {unit}: kg CO2, fossil", float(amount), carbon_dioxide)
        ours, error = score(result, "AR6-100")
        yield Row(f"{name}, 1 {unit}: AR6-100, kg CO2 eq", ours, warming, error)


SECTIONS = {
    "Textbook cases": textbooks,
    "Model and matrix cases of other tools": peers,
    "Constants: global warming potentials, weights": constants,
    "Matrices: FORWAST, USLCI FY18, World Input-Output Table": matrices,
    "Input-output: USEEIO v1.2 and Georgia": input_output,
    "FORWAST, 1 kWh of electricity, steam and hot water, DK": process_database,
    "USLCI FY18, federal flow map, IPCC AR6": uslci_with_flow_map,
}


def line(row: Row) -> str:
    difference = abs(row.ours - row.theirs) / abs(row.theirs)
    shown = "0" if difference == 0 else f"{difference:.0e}"
    error = "" if row.error is None else f"{row.error:.0e}"
    return f"| {row.what} | {row.ours:.13g} | {error} | {row.theirs:.13g} | {shown} |"


def page() -> str:
    parts = [HEAD]
    for title, rows in SECTIONS.items():
        parts.append(f"\n## {title}\n\n| what | ours | ± | theirs | difference |")
        parts.append("|---|---|---|---|---|")
        parts += [line(row) for row in rows()]
    return "\n".join(parts) + "\n" + FOOT


def absent() -> list[str]:
    """What is needed and not here."""
    return [name for name in NEEDED if not (DATA / name).exists()]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""Model cases of openLCA's own tests, written as plain tables, with the answers they assert."""

import csv
from pathlib import Path
from typing import NamedTuple

import lichen

# name, type, compartment
FLOWS = [
    *((name, "product", "") for name in ("p", "q", "a")),
    ("w", "waste", ""),
    *((name, "elementary", "air") for name in ("e", "e1", "e2")),
    ("r", "elementary", "resource/in ground"),
]


class Case(NamedTuple):
    name: str
    exchanges: list  # activity, direction, flow, amount; "avoided" where it is
    demand: dict
    inventory: dict = {}
    shares: dict = {}  # physical factors of P by product
    factors: list = []  # flow, value, location
    score: float | None = None
    normalised: float | None = None
    weighted: float | None = None


def out(activity, *amounts, avoided=False):
    return [(activity, "output", flow, amount, avoided) for flow, amount in amounts]


def take(activity, *amounts, avoided=False):
    return [(activity, "input", flow, amount, avoided) for flow, amount in amounts]


IN_AND_OUT = out("P", ("p", 1), ("e", 1)) + take("P", ("r", 1))
TREATED = out("P", ("p", 1), ("w", 2)) + take("W", ("w", 1)) + out("W", ("e", 2))
CASES = [
    Case(
        "A1, two products",
        out("P", ("p", 1), ("q", 3), ("e", 2)),
        {"P": 1},
        {"e": 0.5},
        {"p": 0.25, "q": 0.75},
    ),
    Case(
        "A2, a product and a treated waste",
        out("P", ("p", 1), ("e", 2)) + take("P", ("w", 3)),
        {"P": 1},
        {"e": 0.5},
        {"p": 0.25, "w": 0.75},
    ),
    Case(
        "A6, an avoided product is shared",
        out("P", ("p", 1), ("q", 1), ("e", 2))
        + take("P", ("a", 0.5), avoided=True)
        + out("A", ("a", 1), ("e", 1.5)),
        {"P": 1},
        {"e": 0.9375},
        {"p": 0.75, "q": 0.25},
    ),
    Case("W1, a waste is treated", TREATED, {"P": 1}, {"e": 4}),
    Case(
        "W2, a treatment is asked for",
        take("W", ("w", 1), ("p", 2)) + out("P", ("p", 1), ("e", 2)),
        {"W": 1},
        {"e": 4},
    ),
    Case(
        "V1, an avoided product",
        out("P", ("p", 1), ("e", 2))
        + take("P", ("q", 0.5), avoided=True)
        + out("Q", ("q", 1), ("e", 2)),
        {"P": 1},
        {"e": 1},
    ),
    Case(
        "V1, an avoided waste",
        out("P", ("p", 1), ("e", 2))
        + out("P", ("w", 0.5), avoided=True)
        + take("W", ("w", 1))
        + out("W", ("e", 2)),
        {"P": 1},
        {"e": 1},
    ),
    Case(
        "V2, a treatment runs backwards",
        out("P", ("p", 1))
        + take("P", ("r", 1))
        + out("P", ("w", 0.5), avoided=True)
        + take("W", ("w", 1), ("r", 0.5))
        + out("W", ("e", 2)),
        {"P": 1},
        {"r": 0.75, "e": -1},
    ),
    *(
        Case(
            f"P1, two units of a {kind}",
            out("P", ("p", 1), ("e1", 0.5), ("e2", 2))
            + take("W", ("w", 1))
            + out("W", ("e1", 0.5), ("e2", 2)),
            {activity: 2},
            {"e1": 1, "e2": 4},
        )
        for kind, activity in (("product", "P"), ("treatment", "W"))
    ),
    Case(
        "L2, a waste and its treatment",
        out("P", ("p", 1), ("w", 1), ("e", 1)) + take("W", ("w", 1)) + out("W", ("e", 1)),
        {"P": 1},
        {"e": 2},
    ),
    Case(
        "R1, default factors without regions",
        out("P", ("p", 1), ("e1", 2)) + take("P", ("q", 2)) + out("Q", ("q", 1), ("e2", 2)),
        {"P": 1},
        factors=[
            *(("e1", value, place) for value, place in ((9, "L1"), (6, "L2"), (3, ""))),
            *(("e2", value, place) for value, place in ((6, "L1"), (4, "L2"), (2, ""))),
        ],
        score=14,
    ),
    # A category that counts inputs: the factor of an emission changes its sign on reading.
    Case(
        "D1, inputs count, e 0.5", IN_AND_OUT, {"P": 1}, factors=[("r", 1, ""), ("e", -0.5, "")],
        score=0.5,
    ),
    Case(
        "D1, inputs count, e -0.5", IN_AND_OUT, {"P": 1}, factors=[("r", 1, ""), ("e", 0.5, "")],
        score=1.5,
    ),
    Case(
        "N1, normalised and weighted",
        out("P", ("p", 1), ("e", 2)),
        {"P": 1},
        {},
        factors=[("e", 2, "")],
        score=4,
        normalised=8,
        weighted=24,
    ),
]  # fmt: skip


def write(folder: Path, name: str, header: str, rows) -> None:
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        writer.writerows(rows)


def write_tables(case: Case, folder: Path) -> None:
    """Writes a case as a database with its method."""
    used = {flow for _, _, flow, _, _ in case.exchanges} | {flow for flow, _, _ in case.factors}
    flows = [(n, n, kind, "kg", place) for n, kind, place in FLOWS if n in used]
    write(folder, "flows", "id name type unit category", flows)
    activities = dict.fromkeys(activity for activity, *_ in case.exchanges)
    write(folder, "activities", "id name", [(name, name) for name in activities])
    references = set()
    rows = []
    for activity, direction, flow, amount, avoided in case.exchanges:
        kind = {name: kind for name, kind, _ in FLOWS}[flow]
        makes = (kind == "product") == (direction == "output") and kind != "elementary"
        first = makes and not avoided and activity not in references
        if first:
            references.add(activity)
        marks = ["yes" if mark else "" for mark in (first, avoided)]
        rows.append([activity, flow, direction, amount, "kg", *marks])
    write(folder, "exchanges", "activity flow direction amount unit reference avoided", rows)
    shares = [("P", "physical", product, value) for product, value in case.shares.items()]
    write(folder, "allocation", "activity method product value", shares)
    places = sorted({place for *_, place in case.factors if place})
    write(folder, "locations", "id code name", [(place, place, place) for place in places])
    if case.factors:
        write(folder, "methods", "id name", [("M", "M")])
        write(folder, "categories", "id name unit method", [("C", "C", "pt", "M")])
        factors = [("C", flow, value, "kg", place) for flow, value, place in case.factors]
        write(folder, "factors", "category flow value unit location", factors)
        weights = [("M", "set", "C", 0.5, 3, "Pt", "fraction")]
        header = "method set category normalisation weight unit scale"
        write(folder, "normalisation", header, weights)


def write_weighting(folder: Path, sets: dict) -> None:
    """Writes an activity P whose score in each category is that category's R."""
    names = list(sets)
    write(folder, "flows", "id name type unit category", [("p", "p", "product", "kg", "")] + [
        (f"of {name}", f"of {name}", "elementary", "kg", "air") for name in names
    ])  # fmt: skip
    write(folder, "activities", "id name", [("P", "P")])
    amounts = [(f"of {name}", row["normalization"]) for name, row in sets.items()]
    rows = [("P", flow, "output", amount, "kg") for flow, amount in [("p", 1), *amounts]]
    write(folder, "exchanges", "activity flow direction amount unit", rows)
    write(folder, "methods", "id name", [("M", "M")])
    write(folder, "categories", "id name unit method", [(n, n, "pt", "M") for n in names])
    write(folder, "factors", "category flow value unit", [(n, f"of {n}", 1, "kg") for n in names])
    weights = [
        ("M", "set", name, row["normalization"], row["weighting"], "Pt", "fraction")
        for name, row in sets.items()
    ]
    header = "method set category normalisation weight unit scale"
    write(folder, "normalisation", header, weights)


def answers(case: Case, folder: Path):
    """Yields (what, ours, theirs, ± of a score or None) for one case."""
    write_tables(case, folder)
    database = lichen.read(folder)
    system = database.link(allocation="physical" if case.shares else "none")
    name = f"openLCA {case.name}"
    if case.inventory:
        amounts = system.solve(case.demand).inventory.set_index("flow")["amount"]
        for flow, theirs in case.inventory.items():
            yield f"{name}: {flow}", float(amounts[flow]), theirs, None
    if case.score is not None:
        method = lichen.read_methods(folder)["M"]
        nw_set = "set" if case.weighted else ""
        result = system.calculate(case.demand, method, nw_set=nw_set)
        row = result.scores.iloc[0]
        yield f"{name}: score", float(row["score"]), case.score, float(row["error"])
        if case.weighted:
            yield f"{name}: normalised", float(result.normalised.iloc[0]), case.normalised, None
            yield f"{name}: weighted", float(result.weighted.iloc[0]), case.weighted, None

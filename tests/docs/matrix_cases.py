"""Cases that other tools publish as matrices, as data: A, B, C, f and their answers.

Where each comes from stands in its name; openLCA's are of its own tests (ResultProviderTest,
SankeyTest, SeqAggTest, DemandTest, SelfLoopAnalysisTest, …). Where a case has no C, its flows
are its categories.
"""

from typing import NamedTuple

import lichen
import numpy as np


class Case(NamedTuple):
    name: str
    a: list
    f: list
    b: list = []
    c: list = []
    scaling: dict = {}  # by position: what they say
    inventory: dict = {}
    scores: dict = {}
    prices: dict = {}  # of the first category, per unit of a product


TRIPLE = [[1, -0.1, 0], [-2, 1, 0], [1, 0, -1]]
CASES = [
    Case(
        "openLCA M1, all that a provider of results gives",
        [[1, -0.5], [-1, 1]],
        [0.5, 0],
        [[1, 2], [-3, -3]],
        [[1, 0], [0, -1], [2, -0.5]],
        inventory={0: 3, 1: -6},
        scores={0: 3, 1: 6, 2: 9},
        prices={0: 6, 1: 5},
    ),
    Case(
        "openLCA M2, a loop",
        [[0.9, -0.1], [-0.6, 0.8]],
        [1, 0],
        [[0, 3]],
        scaling={0: 1.212121, 1: 0.909091},
        inventory={0: 2.727273},
        prices={1: 4.090909},
    ),
    Case(
        "openLCA M3, Sankey",
        [[1, 0, 0], [-1, 1, -0.1], [0, -2, 1]],
        [1, 0, 0],
        [[1, 2, 3]],
        inventory={0: 11},
    ),
    Case(
        "openLCA M4, five in sequence",
        [[2, -5, 0, 0, 0], [0, 1, -2, 0, 0], [0, 0, 1, 0, -6], [0, 0, -1, 4, 0], [0, 0, 0, 0, 1]],
        [0, 0, 0, 0, 1],
        [[3, 2, 1, 1, 3], [1, 2, 2, 1, 1]],
        inventory={0: 124.5, 1: 68.5},
    ),
    Case(
        "openLCA M5, a loop in sequence",
        [[4, -2, 0, 0], [0, 1, -0.1, -2], [0, -1, 2, 0], [0, 0, 0, 1]],
        [0, 0, 0, 1],
        [[2, 3, 2, 1], [3, 1, 2, 1]],
        inventory={0: 11.526316, 1: 8.368421},
    ),
    *(
        Case(
            f"openLCA M6, demand for product {at + 1}",
            [[1, 0, 0], [-1, 1, 0], [0, -1, 1]],
            [2.0 * (k == at) for k in range(3)],
            [[1, 1, 1]],
            inventory={0: theirs},
        )
        for at, theirs in enumerate((6, 4, 2))
    ),
    Case(
        "openLCA M7, a loop of two",
        [[1, -0.5], [-1, 1]],
        [2, 0],
        [[-1, -2], [2, 1]],
        scaling={0: 4, 1: 4},
        inventory={0: -12, 1: 12},
    ),
    Case(
        "openLCA M9, a tree",
        [[1, 0, 0], [-1, 1, 0], [-1, 0, 1]],
        [1, 0, 0],
        [[0, 0.5, 0.5]],
        inventory={0: 1},
    ),
    Case("openLCA M10, a waste", [[1, -0.5], [1, -1]], [1, 0], [[2, 4]], prices={0: 12, 1: -10}),
    Case(
        "openLCA M12, UMFPACK's example",
        [[2, 3, 0, 0, 0], [3, 0, 4, 0, 6], [0, -1, -3, 2, 0], [0, 0, 1, 0, 0], [0, 4, 2, 0, 1]],
        [8, 45, -3, 3, 19],
        scaling=dict(enumerate((1, 2, 3, 4, 5))),
    ),
    Case(
        "openLCA M13, a foreground over a library",
        [[1, -0.1, 0, 0], [-0.5, 1, -0.2, -0.5], [0, -0.7, 1, 0], [0, 0, 0, 1]],
        [0, 0, 0, 2],
        [[-3, -4, -7, 0], [9, 2, 3, 0]],
        inventory={0: -11.358025, 1: 6.172840},
    ),
    Case(
        "openLCA M14, half a point per unit",
        [[1, 0], [-1, 1]],
        [1, 0],
        [[1, 1]],
        [[0.5]],
        inventory={0: 2},
        scores={0: 1},
    ),
    Case(
        "openLCA M15, costs",
        TRIPLE,
        [1, 0, 0],
        [[-2, -1, -1]],
        scaling={0: 1.25, 1: 2.5, 2: 1.25},
        inventory={0: -6.25},
        prices={1: -1.625, 2: 1},
    ),
    Case(
        "openLCA M16, costs that scale",
        [[0.9, -0.7], [-0.2, 0.8]],
        [0, 1],
        [[1.6, -6.4]],
        inventory={0: -8},
    ),
    Case(
        "tiangong, solver service",
        [[1, -0.5], [-0.25, 1]],
        [1, 2],
        [[2, 3]],
        [[0.1]],
        scaling={0: 2.2857142857, 1: 2.5714285714},
        inventory={0: 12.2857142857},
        scores={0: 1.22857142857},
    ),
    Case("tiangong, UMFPACK", [[4, 1], [2, 3]], [1, 1], scaling={0: 0.2, 1: 0.2}),
    Case(
        "lca-rs, a bike of carbon fibre",
        [[1, 0, 0], [-2.5, 1, 0], [0, -237, 1]],
        [1, 0, 0],
        [[0, 26.6, 0]],
        inventory={0: 66.5},
    ),
    Case(
        "PyMLCA, a package of sandwiches",
        [[1, -1, -0.01, 0], [0, 1, 0, -1], [-50, -1, 1, 0], [0, 0, 0, 1]],
        [0, 0, 0, 0.1],
        scaling={0: 0.202, 1: 0.1, 2: 10.2, 3: 0.1},
    ),
    Case(
        "volca SAMPLE.min4, a loop",
        [[1, 0, -0.1], [-0.6, 1, 0], [0, -0.4, 1]],
        [1, 0, 0],
        [[0, 0, 4.0]],
        scaling={0: 1.0245902, 1: 0.6147541, 2: 0.2459016},
        inventory={0: 0.9836066},
    ),
    Case(
        "pulpo, all electricity from wind",
        [[1, -0.03], [-1, 1]],
        [1, 0],
        scaling={0: 1.0309278, 1: 1.0309278},
    ),
]


def answers(case):
    """Yields (what, ours, theirs, ± of a score or None) for one case."""
    technosphere = lichen.Technosphere(np.array(case.a, dtype=float))
    b = np.array(case.b or [[0.0] * len(case.a)], dtype=float)
    c = np.array(case.c, dtype=float) if case.c else np.eye(len(b))
    found = lichen.assess(technosphere, b, c, np.array(case.f, dtype=float))
    for at, theirs in case.scaling.items():
        yield f"{case.name}: s{at + 1}", float(found.scaling[at]), theirs, None
    for at, theirs in case.inventory.items():
        yield f"{case.name}: g{at + 1}", float(found.inventory[at]), theirs, None
    for at, theirs in case.scores.items():
        error = found.errors[at]["printed"]
        yield f"{case.name}: h{at + 1}", float(found.scores[at]), theirs, error
    if case.prices:
        prices = technosphere.solve_transposed((c @ b)[0]).values
        for at, theirs in case.prices.items():
            yield f"{case.name}: score of product {at + 1}", float(prices[at]), theirs, None

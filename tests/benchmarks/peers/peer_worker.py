"""Times bw2calc on one system of Matrix Market files, in an environment of its own.

    python peer_worker.py FOLDER SOLVER REPETITIONS

SOLVER is pardiso, umfpack or gmres. Prints seconds and scores as JSON. Time runs from
matrices in memory, as it does for peer_side: reading and indexing are not counted.
"""

import ast
import json
import sys
import time
import warnings
from importlib.metadata import version

import numpy as np
from scipy import io

CATEGORIES = 16
DEMANDS = 10
# bw2calc takes PARDISO where it is installed, then UMFPACK: hide what comes before.
HIDDEN = {"pardiso": [], "umfpack": ["pypardiso"], "gmres": []}
ORIENTATION = {"pardiso": "A", "umfpack": "Aᵀ", "gmres": "no factors"}
PACKAGES = {"pardiso": "pypardiso", "umfpack": "scikit-umfpack", "gmres": "scipy"}


def product(k, size):
    """The products that are asked for; peer_side.cpp knows the same ones."""
    return (7919 * k + 13) % size


def vector(package, matrix, kind, **more):
    """Adds a matrix to a data package, amounts as 64-bit numbers."""
    import bw_processing

    entries = matrix.tocoo()
    indices = np.empty(entries.nnz, dtype=bw_processing.INDICES_DTYPE)
    indices["row"], indices["col"] = entries.row, entries.col
    package.add_persistent_vector(
        matrix=kind, name=kind, indices_array=indices, data_array=entries.data, **more
    )


def packages(a, b, c):
    """The system, and a package for each category, as bw2data would hand them over."""
    import bw_processing

    system = bw_processing.create_datapackage(sum_intra_duplicates=False)
    entries = a.tocoo()
    vector(system, a, "technosphere_matrix", flip_array=np.zeros(entries.nnz, dtype=bool))
    vector(system, b, "biosphere_matrix")
    methods = []
    for k in range(CATEGORIES):
        row = c.tocsr()[[k]].tocoo()
        indices = np.zeros(row.nnz, dtype=bw_processing.INDICES_DTYPE)
        indices["row"] = row.col
        method = bw_processing.create_datapackage()
        method.add_persistent_vector(
            matrix="characterization_matrix",
            name=f"category {k}",
            indices_array=indices,
            data_array=row.data,
            identifier=["category", str(k)],
            global_index=0,
        )
        methods.append(method)
    return system, methods


def timed(repetitions, work):
    """Microseconds of each of several runs; work() gives what is run."""
    times = []
    for _ in range(repetitions):
        run = work()
        begin = time.perf_counter()
        run()
        times.append(1e6 * (time.perf_counter() - begin))
    return times


def single(bw2calc, solver, system, method, size):
    """First score, next demands and scores of one category."""
    kind = bw2calc.JacobiGMRESLCA if solver == "gmres" else bw2calc.LCA
    made = []

    def ready():
        lca = kind({product(0, size): 1.0}, data_objs=[system, method])
        lca.load_lci_data()
        lca.build_demand_array()
        lca.load_lcia_data()
        made.append(lca)

        def run():
            if solver == "umfpack":
                lca.decompose_technosphere()
            lca.lci_calculation()
            lca.lcia_calculation()
            return lca.score

        return run

    return ready, made


def measure(folder, solver, repetitions):
    """All that is measured of one solver."""
    for name in HIDDEN[solver]:
        sys.modules[name] = None
    import bw2calc

    a, b, c = (io.mmread(f"{folder}/{name}.mtx").tocsc() for name in "ABC")
    size = a.shape[0]
    system, methods = packages(a, b, c)
    ready, made = single(bw2calc, solver, system, methods[-1], size)
    found = {"first score": timed(repetitions, ready)}
    lca = made[-1]
    scores = []
    times = []
    for k in range(DEMANDS):
        begin = time.perf_counter()
        lca.lcia(demand={product(k, size): 1.0})
        scores.append(lca.score)
        times.append(1e6 * (time.perf_counter() - begin))
    found["next demand"] = times[1:]
    found["last category"] = scores
    if solver != "gmres":
        found |= all_activities(bw2calc, system, methods, size, repetitions)
    solved_by = PACKAGES[solver]
    found["versions"] = f"bw2calc {version('bw2calc')}, {solved_by} {version(solved_by)}"
    found["orientation"] = ORIENTATION[solver]
    return found


def all_activities(bw2calc, system, methods, size, repetitions):
    """Every activity in every category by adjoint FastScores, matrices kept."""
    config = {"impact_categories": [("category", str(k)) for k in range(CATEGORIES)]}
    demands = {str(k): {k: 1.0} for k in range(size)}
    fast = bw2calc.FastScoresOnlyMultiLCA(
        demands, config, [system, *methods], direction="adjoint"
    )
    note = ""
    try:
        table = fast.calculate()
    except bw2calc.errors.InaccurateSolution as error:
        note = f"without its check of residuals: {error}"
        fast.residual_tolerance = None
        table = fast.calculate()
    rows = {ast.literal_eval(name)[1]: k for k, name in enumerate(table.coords["LCIA"].values)}
    columns = {name: k for k, name in enumerate(table.coords["processes"].values)}
    values = table.values
    scores = [
        float(values[rows[str(category)], columns[str(product(k, size))]])
        for k in range(DEMANDS)
        for category in range(CATEGORIES)
    ]
    times = timed(repetitions, lambda: fast.calculate)
    return {"all activities": times, "scores": scores, "note": note}


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    print(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))))

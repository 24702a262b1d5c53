"""R6: the World Input-Output Table 1995, read with rdata, solved with the library."""

import warnings

import lichen
import numpy as np

TABLE = "wiod-r/data/wiot_1995.RData"


def read(path):
    """The table, as R kept it."""
    import rdata

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a class of R that Python lacks
        return rdata.read_rda(path)["wiot_1995"]


def column_sums(table, country):
    """Column sums of the Leontief inverse for the first three sectors of a country."""
    flows = np.asarray(table["inter"], dtype=float)
    output = np.asarray(table["output"], dtype=float).ravel()
    output[output == 0] = 1.0  # 18 sectors have none
    technosphere = lichen.Technosphere(np.eye(len(flows)) - flows / output)
    first = list(table["countries"]).index(country) * len(table["industries"])
    # They are the prices of a cost of 1 per unit of every sector.
    return technosphere.solve_transposed(np.ones(len(flows))).values[first : first + 3]


def test_column_sums_of_the_leontief_inverse(data):
    np.testing.assert_allclose(
        column_sums(read(data(TABLE)), "DEU"),
        [1.93765616291649, 1.95955211274264, 2.32674346142445],
        rtol=1e-12,
    )

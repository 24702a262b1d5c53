"""R6: the World Input-Output Table 1995, read with rdata, solved with the library."""

import warnings

import lichen
import numpy as np
import pytest


@pytest.fixture(scope="module")
def table(data):
    path = data("wiod-r/data/wiot_1995.RData")
    import rdata

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a class of R that Python lacks
        return rdata.read_rda(path)["wiot_1995"]


def test_column_sums_of_the_leontief_inverse(table):
    flows = np.asarray(table["inter"], dtype=float)
    output = np.asarray(table["output"], dtype=float).ravel()
    output[output == 0] = 1.0  # 18 sectors have none
    technosphere = lichen.Technosphere(np.eye(len(flows)) - flows / output)
    first = list(table["countries"]).index("DEU") * len(table["industries"])

    # The column sums of L are the prices of a cost of 1 per unit of every sector.
    sums = technosphere.solve_transposed(np.ones(len(flows))).values

    np.testing.assert_allclose(
        sums[first : first + 3],
        [1.93765616291649, 1.95955211274264, 2.32674346142445],
        rtol=1e-12,
    )

"""The Python surface of synthetic systems; their structure is tested in C++."""

import lichen
import numpy as np
import pytest


def test_gives_matrices_that_fit_together():
    s = lichen.datasets.synthetic(300)

    assert len(s) == 300
    assert s.technosphere.shape == (300, 300)
    assert s.biosphere.shape == (2500, 300)
    assert s.characterisation.shape == (16, 2500)
    assert s.markets.dtype == bool
    # 3,966 of 14,889 activities of ecoinvent 3.4 are markets.
    assert s.markets.sum() == int(300 * 0.2664)


def test_matrices_are_read_only_views_that_outlive_the_system():
    s = lichen.datasets.synthetic(300)
    a = s.technosphere
    assert np.shares_memory(a.data, s.technosphere.data)
    assert np.shares_memory(a.indices, s.technosphere.indices)
    assert not a.data.flags.writeable
    total = a.sum()

    del s

    assert a.sum() == total


def test_the_same_arguments_give_the_same_system():
    one, same, other = (lichen.datasets.synthetic(200, "hard", seed) for seed in (5, 5, 6))

    assert (one.technosphere != same.technosphere).nnz == 0
    assert (one.technosphere != other.technosphere).nnz > 0


@pytest.mark.parametrize("kind", lichen.datasets.KINDS)
def test_every_kind_is_solved(kind):
    s = lichen.datasets.synthetic(100, kind)

    solution = lichen.Technosphere(s.technosphere).solve(np.ones(len(s)))

    assert solution.report["backward_error"] <= 1e-12


def test_uncertainty_is_there_where_asked_for():
    s = lichen.datasets.synthetic(500, uncertainty=True)

    assert s.technosphere_sigma.shape == s.technosphere.data.shape
    assert s.biosphere_sigma.shape == s.biosphere.data.shape
    assert 0 < s.biosphere_sigma.max() <= 1
    assert lichen.datasets.synthetic(500).biosphere_sigma.size == 0


def test_refuses_what_it_does_not_have():
    with pytest.raises(lichen.DataError, match="'reguler'; there are: regular, hard"):
        lichen.datasets.synthetic(10, "reguler")
    with pytest.raises(lichen.DataError, match="'star' has no uncertainty"):
        lichen.datasets.synthetic(10, "star", uncertainty=True)
    with pytest.raises(lichen.ShapeError, match="has 1 to 60000000 activities, not 0"):
        lichen.datasets.synthetic(0)

"""Whatever takes a path takes a text, a pathlib.Path, and any other os.PathLike."""

import os
import pathlib

import numpy as np
import pytest
from scipy import sparse

import lichen


class Place(os.PathLike):
    """A path that is neither a text nor of pathlib."""

    def __init__(self, path):
        self._path = os.fspath(path)

    def __fspath__(self):
        return self._path


A = sparse.csc_matrix([[1.0, -0.5], [-0.25, 1.0]])
B = sparse.csc_matrix([[2.0, 3.0]])


@pytest.fixture(params=[str, pathlib.Path, Place], ids=["text", "Path", "PathLike"])
def form(request):
    """What a path is handed over as."""
    return request.param


def test_matrix_market_files(form, tmp_path):
    path = tmp_path / "ä matrix.mtx.gz"
    lichen.write_matrix_market(A, form(path))
    np.testing.assert_array_equal(lichen.read_matrix_market(form(path)).toarray(), A.toarray())


def test_no_path_at_all():
    with pytest.raises(TypeError):
        lichen.read_matrix_market(7)
    with pytest.raises(TypeError):
        lichen.read_scenarios(7)


def test_saved_systems(form, tmp_path):
    path = tmp_path / "system.lichen"
    lichen.System.from_matrices(A, B).save(form(path))
    assert lichen.System.open(form(path)).calculate(0).inventory["amount"].iloc[0] > 2.0
    demo = lichen.read("demo").link()
    demo.save(form(tmp_path / "demo.lichen"))
    assert len(lichen.System.open(form(tmp_path / "demo.lichen")).columns) > 2


def test_packages_and_tables(form, tmp_path):
    demo = lichen.read("demo")
    folder = tmp_path / "tables.zip"
    demo.write(form(folder))
    again = lichen.read(form(folder))
    assert again.counts == demo.counts
    assert len(lichen.read_methods(form(folder))) == len(lichen.read_methods("demo"))


def test_flow_maps(form, tmp_path):
    path = tmp_path / "map.csv"
    path.write_text(
        "SourceFlowName,SourceFlowUUID,TargetFlowName,TargetFlowUUID,ConversionFactor\n"
        "a,00000000-0000-0000-0000-000000000001,b,00000000-0000-0000-0000-000000000002,1\n"
    )
    assert len(lichen.read_flow_map(form(path)).entries) == 1
    assert len(lichen.read("demo", flow_map=form(path)).flow_map.entries) == 1


def test_tables_of_demands_and_scenarios(form, coal_power, tmp_path):
    demands = tmp_path / "demands.csv"
    demands.write_text("demand,product,amount\none,power plant,1\n")
    assert len(lichen.read_demands(form(demands))) == 1
    table = tmp_path / "scenarios.csv"
    table.write_text("activity,provider,less\npower plant,coal mine,0.2\n")
    assert len(lichen.read_scenarios(form(table))) == 1
    system, methods = lichen.read(coal_power).link(), lichen.read_methods(coal_power)
    result = system.scenarios(form(table), "power plant = 1 kWh", methods)
    assert list(result.scores.index) == ["less"]


def test_tables_that_are_saved(form, tmp_path):
    demo, methods = lichen.read("demo").link(), lichen.read_methods("demo")
    scores = demo.score_all(methods)
    scores.save(form(tmp_path / "scores.csv"))
    scores.save(form(tmp_path / "scores.npy"))
    table = demo.calculate([demo.columns["activity"].iloc[0]], methods)
    table.save(form(tmp_path / "demands.csv"))
    assert {path.name for path in tmp_path.iterdir()} >= {"scores.csv", "scores.npy", "demands.csv"}

"""Input-output models: the two regions of pymrio's own tests, the published USEEIO models."""

import json
import zipfile

import lichen
import numpy
import pytest

# pymrio's tests/test_math.py: flows between two regions of three sectors, their output, factors.
Z = [
    [10, 5, 1, 6, 5, 7],
    [0, 2, 0, 0, 5, 3],
    [10, 3, 20, 4, 2, 0],
    [5, 0, 0, 1, 10, 9],
    [0, 10, 1, 0, 20, 1],
    [5, 0, 0, 1, 10, 10],
]
X = [51, 15, 58, 50, 52, 39]
F = [[20, 1, 42, 4, 20, 5], [5, 4, 11, 8, 2, 10]]
S = [0.39215686, 0.06666667, 0.72413793, 0.08, 0.38461538, 0.12820513]
M = [
    [0.89663832, 1.79654749, 1.16667966, 0.30131247, 1.43718868, 0.71776247],
    [0.30046205, 0.90523877, 0.311411, 0.23778766, 0.53315607, 0.60317916],
]
LABELS = [(region, sector) for region in ("reg1", "reg2") for sector in ("s1", "s2", "s3")]


def table(rows, labels, columns, names):
    """Tab separated, two header rows, a row of the names of the index: as pandas writes it."""
    lines = ["\t".join(["region", *[""] * (len(names) - 1), *(c[0] for c in columns)])]
    lines.append("\t".join(["sector", *[""] * (len(names) - 1), *(c[1] for c in columns)]))
    lines.append("\t".join([*names, *[""] * len(columns)]))
    for label, row in zip(labels, rows, strict=True):
        lines.append("\t".join([*label, *map(str, row)]))
    return "\n".join(lines) + "\n"


def parameters(**tables):
    files = {
        name: {"name": f"{name}.txt", "nr_index_col": str(index), "nr_header": str(header)}
        for name, (index, header) in tables.items()
    }
    return json.dumps({"systemtype": "IOSystem", "files": files})


def pymrio_files():
    lines = ["region\tsector\tindout"]
    lines += [f"{region}\t{sector}\t{x}" for (region, sector), x in zip(LABELS, X, strict=True)]
    units = ["region\tsector\tunit"] + [f"{region}\t{sector}\tMEUR" for region, sector in LABELS]
    return {
        "file_parameters.json": parameters(Z=(2, 2), x=(2, 1), unit=(2, 1)),
        "Z.txt": table(Z, LABELS, LABELS, ("region", "sector")),
        "x.txt": "\n".join(lines) + "\n",
        "unit.txt": "\n".join(units) + "\n",
        "emissions/file_parameters.json": parameters(F=(1, 2), unit=(1, 1)),
        "emissions/F.txt": table(F, [("e1",), ("e2",)], LABELS, ("stressor",)),
        "emissions/unit.txt": "stressor\tunit\ne1\tkg\ne2\tt\n",
    }


def write(path, files, prefix=""):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(prefix + name, content)
    return path


@pytest.mark.parametrize("prefix", ["", "IOT_2011_pxp/"])
def test_flows_become_coefficients_and_total_factors(tmp_path, prefix):
    package = lichen.read_matrix_package(write(tmp_path / "io.zip", pymrio_files(), prefix))
    assert package.format == "pymrio system"
    assert package.b.toarray()[0] == pytest.approx(S, abs=5e-9)
    assert package.products["unit"] == ["MEUR"] * 6
    assert package.flows == {
        "name": ["e1", "e2"],
        "compartment": ["emissions"] * 2,
        "unit": ["kg", "t"],
    }
    system = package.system(numpy.eye(2), categories=["e1", "e2"])
    found = numpy.array(
        [
            system.calculate(f"{sector}, {region} = 1").scores["score"].to_numpy()
            for region, sector in LABELS
        ]
    ).T
    assert found == pytest.approx(numpy.array(M), abs=5e-9)


def test_a_sector_that_makes_nothing_needs_nothing(tmp_path):
    files = pymrio_files()
    files["x.txt"] = files["x.txt"].replace("reg1\ts2\t15", "reg1\ts2\t0")
    package = lichen.read_matrix_package(write(tmp_path / "io.zip", files))
    assert package.a.toarray()[:, 1].tolist() == [0, 1, 0, 0, 0, 0]
    assert package.b.toarray()[:, 1].tolist() == [0, 0]


def test_coefficients_stand_before_flows(tmp_path):
    files = pymrio_files()
    a = [[0.25 if i == j + 1 else 0.0 for j in range(6)] for i in range(6)]
    files["A.txt"] = table(a, LABELS, LABELS, ("region", "sector"))
    files["file_parameters.json"] = parameters(A=(2, 2), Z=(2, 2), x=(2, 1))
    package = lichen.read_matrix_package(write(tmp_path / "io.zip", files))
    assert package.a.toarray().tolist() == (numpy.eye(6) - a).tolist()


@pytest.mark.parametrize(
    ("name", "change", "match"),
    [
        ("Z.txt", lambda text: text.replace("\t10\t", "\tten\t", 1), "Z: .*ten"),
        ("Z.txt", lambda text: text.replace("\t10\t", "\t\t", 1), "missing or not finite"),
        ("x.txt", lambda text: text.rsplit("\n", 2)[0] + "\n", "6 columns, x has 5 rows"),
        ("file_parameters.json", lambda text: "{}", "lists no files"),
        ("file_parameters.json", lambda text: text.replace("Z.txt", "Z.pkl"), "table_format txt"),
        ("file_parameters.json", lambda text: text.replace('"x"', '"y"'), "neither A nor"),
        ("emissions/F.txt", lambda text: text.replace("reg2", "reg3"), "not the sectors of A"),
    ],
)
def test_what_is_broken_is_named(tmp_path, name, change, match):
    files = pymrio_files()
    files[name] = change(files[name])
    with pytest.raises(lichen.DataError, match=match):
        lichen.read_matrix_package(write(tmp_path / "io.zip", files))


@pytest.mark.parametrize("model", ["USEEIOv1.2", "GAEEIOv1.0-s-20"])
def test_published_useeio_models_give_their_total_results(data, model):
    folder = data(f"useeio-json/models/2020/{model}")
    package = lichen.read_matrix_package(folder)
    published = numpy.array(json.loads((folder / "matrix" / "N.json").read_text()))
    found = package.system().score_all().values.T
    assert numpy.abs(found - published).max() <= 1e-12 * numpy.abs(published).max()


def test_a_broken_useeio_model_is_named(tmp_path):
    files = {
        "sectors.json": json.dumps([{"id": "a", "index": 0}, {"id": "b", "index": 2}]),
    }
    with pytest.raises(lichen.DataError, match="not 0, 1, 2"):
        lichen.read_matrix_package(write(tmp_path / "m.zip", files))
    files = {
        "sectors.json": json.dumps([{"id": "a", "index": 0, "name": "a"}]),
        "flows.json": "[]",
        "indicators.json": "[]",
        "matrix/A.json": "[[0.5, 0.5]]",
    }
    with pytest.raises(lichen.DataError, match=r"A\.json has the shape \(1, 2\)"):
        lichen.read_matrix_package(write(tmp_path / "m.zip", files))

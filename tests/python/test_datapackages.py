"""Datapackages of Brightway: matrices as bw2calc 3.1 makes them of the same files."""

import json
import zipfile

import lichen
import numpy
import pytest
from datapackage_maker import group, npy, write, write_folder

TECHNO = "technosphere_matrix"
BIO = "biosphere_matrix"
FACTORS = "characterization_matrix"


def small(name="techno"):
    """Products 1, 2; activities 101, 102; A = [[1, 0], [-0.5, 1]]: bw2calc's basic fixture."""
    return group(
        name,
        TECHNO,
        [(1, 101), (2, 102), (2, 101)],
        [1.0, 1.0, 0.5],
        flip=[False, False, True],
    )


def emissions():
    return group("bio", BIO, [(7, 101), (9, 102)], [1.0, 2.0])


# ── what is made of the numbers ───────────────────────────────────────────────────────────


def test_ids_ascend_and_flips_change_signs(tmp_path):
    read = lichen.read_datapackages(write(tmp_path / "p.zip", [small(), emissions()]))
    assert read.a.toarray().tolist() == [[1.0, 0.0], [-0.5, 1.0]]
    assert read.b.toarray().tolist() == [[1.0, 0.0], [0.0, 2.0]]
    assert read.products.tolist() == [1, 2]
    assert read.activities.tolist() == [101, 102]
    assert read.flows.tolist() == [7, 9]
    assert read.c.shape == (0, 2)
    assert read.findings.empty


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_folders_and_zips_hold_the_same(tmp_path, compression):
    groups = [small(), emissions()]
    packed = lichen.read_datapackages(write(tmp_path / "a.zip", groups, compression))
    folder = lichen.read_datapackages(write_folder(tmp_path / "b", groups))
    assert (packed.a != folder.a).nnz == 0
    assert (packed.b != folder.b).nnz == 0


@pytest.mark.parametrize(
    ("summed", "expected"), [(True, 3.0), (False, 2.0)], ids=["summed", "the last"]
)
def test_numbers_of_one_cell_in_a_group(tmp_path, summed, expected):
    twice = group("t", TECHNO, [(1, 1), (1, 1)], [1.0, 2.0])
    path = write(tmp_path / "p.zip", [twice], sum_intra_duplicates=summed)
    assert lichen.read_datapackages(path).a.toarray().tolist() == [[expected]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(False, True, 11.0), (True, False, 10.0)],
    ids=["the package now written adds", "the package now written replaces"],
)
def test_numbers_of_one_cell_in_two_packages(tmp_path, first, second, expected):
    one = write(
        tmp_path / "1.zip", [group("t", TECHNO, [(1, 1)], [1.0])], sum_inter_duplicates=first
    )
    ten = write(
        tmp_path / "2.zip", [group("t", TECHNO, [(1, 1)], [10.0])], sum_inter_duplicates=second
    )
    assert lichen.read_datapackages(one, ten).a.toarray().tolist() == [[expected]]


def test_groups_are_written_in_the_order_in_which_they_appear(tmp_path):
    z = group("z", TECHNO, [(1, 1)], [1.0])
    a = group("a", TECHNO, [(1, 1)], [2.0])
    assert lichen.read_datapackages(write(tmp_path / "p.zip", [z, a])).a[0, 0] == 2.0
    assert lichen.read_datapackages(write(tmp_path / "q.zip", [a, z])).a[0, 0] == 1.0


def test_nan_writes_nothing(tmp_path):
    base = group("base", TECHNO, [(1, 1), (2, 2)], [1.0, 1.0])
    change = group("change", TECHNO, [(1, 1), (2, 2)], [float("nan"), 3.0])
    read = lichen.read_datapackages(write(tmp_path / "p.zip", [base, change]))
    assert read.a.toarray().tolist() == [[1.0, 0.0], [0.0, 3.0]]


def test_old_packages_have_indices_of_32_bits_and_integer_data(tmp_path):
    old = group(
        "t", TECHNO, [(1, 1)], [3], indices_type=[("row", "<i4"), ("col", "<i4")], flip=[True]
    )
    assert lichen.read_datapackages(write(tmp_path / "p.zip", [old])).a[0, 0] == -3.0


@pytest.mark.parametrize("kind", ["rescale", "scale"])
def test_numbers_are_rescaled(tmp_path, kind):
    scaled = group("t", TECHNO, [(1, 1), (2, 2)], [1.0, 2.0], **{kind: [4.0, 0.5]})
    read = lichen.read_datapackages(write(tmp_path / "p.zip", [scaled]))
    assert read.a.toarray().tolist() == [[4.0, 0.0], [0.0, 1.0]]


def test_biosphere_of_activities_that_are_absent_is_left_out_and_told(tmp_path):
    bio = group("bio", BIO, [(7, 101), (8, 999)], [1.0, 5.0])
    read = lichen.read_datapackages(write(tmp_path / "p.zip", [small(), bio]))
    assert read.flows.tolist() == [7]
    assert read.findings["kind"].tolist() == ["absent_activity"]
    assert read.findings["count"].tolist() == [1]


# ── scenarios and interfaces ──────────────────────────────────────────────────────────────


def test_a_column_of_arrays_is_chosen_by_name(tmp_path):
    array = group("bio", BIO, [(7, 101)], [[1.0, 2.0, 3.0, 4.0]])
    path = write(tmp_path / "p.zip", [small(), array])
    sums = [lichen.read_datapackages(path, arrays=k).b.sum() for k in range(5)]
    assert sums == [1.0, 2.0, 3.0, 4.0, 1.0]
    ignored = lichen.read_datapackages(path, arrays="ignore")
    assert ignored.b.shape == (0, 2)
    assert ignored.findings["kind"].tolist() == ["group_ignored"]
    with pytest.raises(lichen.DataError, match=r"bio.*4 scenarios.*arrays=0.*ignore"):
        lichen.read_datapackages(path)


def test_columns_may_stand_together(tmp_path):
    values = numpy.asfortranarray([[1.0, 2.0], [3.0, 4.0]])
    array = group("bio", BIO, [(7, 101), (9, 102)], values, flip=[True, False])
    path = write(tmp_path / "p.zip", [small(), array])
    read = lichen.read_datapackages(path, arrays=1)
    assert read.b.toarray().tolist() == [[-2.0, 0.0], [0.0, 4.0]]


def test_an_interface_is_an_error_or_ignored_by_name(tmp_path):
    path = write(tmp_path / "p.zip", [small(), group("dynamic", BIO, [(7, 101)], None)])
    with pytest.raises(lichen.DataError, match=r"dynamic.*interface.*ignore"):
        lichen.read_datapackages(path)
    read = lichen.read_datapackages(path, interfaces="ignore")
    assert read.findings["kind"].tolist() == ["group_ignored"]


# ── methods ───────────────────────────────────────────────────────────────────────────────


def test_each_identifier_is_a_category(tmp_path):
    inventory = write(tmp_path / "i.zip", [small(), emissions()])
    methods = [
        write(
            tmp_path / f"m{k}.zip",
            [group("c", FACTORS, [(7, 0), (99, 0)], [factor, 1.0], identifier=["m", k])],
        )
        for k, factor in (("first", 2.0), ("second", 3.0))
    ]
    read = lichen.read_datapackages(inventory, *methods)
    assert read.categories == ["m, first", "m, second"]
    assert read.c.toarray().tolist() == [[2.0, 0.0], [3.0, 0.0]]
    assert read.findings["kind"].tolist() == ["absent_flow"] * 2


@pytest.mark.parametrize(
    ("index", "expected"), [(0, [1.0, 0.0]), (None, [1.0, 10.0])], ids=["global", "none named"]
)
def test_factors_of_places_count_only_where_no_global_index_is_named(tmp_path, index, expected):
    factors = group("c", FACTORS, [(7, 0), (9, 1)], [1.0, 10.0], global_index=index)
    read = lichen.read_datapackages(write(tmp_path / "p.zip", [small(), emissions(), factors]))
    assert read.c.toarray().tolist() == [expected]
    kinds = read.findings["kind"].tolist()
    assert kinds == ([] if index is None else ["located_factors"])


def test_other_matrices_are_read_by_their_label(tmp_path):
    path = write(tmp_path / "p.zip", [small(), group("n", "normalization_matrix", [(5, 5)], [8.0])])
    matrix, rows, columns = lichen.read_datapackage_matrix(path, matrix="normalization_matrix")
    assert (matrix.toarray().tolist(), rows.tolist(), columns.tolist()) == ([[8.0]], [5], [5])
    assert lichen.read_datapackages(path).findings["kind"].tolist() == ["matrix_not_read"]
    with pytest.raises(lichen.DataError, match="weighting_matrix"):
        lichen.read_datapackage_matrix(path, matrix="weighting_matrix")


# ── packages of Brightway's own tests; results of bw2calc 3.1 ────────────────────────────

FIXTURES = "bw2calc-fixtures/tests/fixtures"


def test_the_basic_fixture(data):
    for form in ("basic_fixture.zip", "basic_fixture"):
        system = lichen.read_datapackages(data(f"{FIXTURES}/{form}")).system()
        assert system.calculate("1 = 1").scores["score"].tolist() == [1.0]


def test_the_car_example(data):
    read = lichen.read_datapackages(
        data(f"{FIXTURES}/bw2io_example_db.zip"), data(f"{FIXTURES}/ipcc_simple.zip")
    )
    # Stored as floats of 32 bits: 0.1824816 and 0.1549075 from the decimal inputs.
    system = read.system(names={1: "driving an electric car", 7: "driving a combustion car"})
    electric = system.calculate("driving an electric car = 1").scores["score"][0]
    combustion = system.calculate("7 = 1").scores["score"][0]
    assert electric == pytest.approx(0.18248161259647167, rel=1e-14)
    assert combustion == pytest.approx(0.15490749959371897, rel=1e-14)


def test_three_packages_whose_products_are_not_on_the_diagonal(data):
    paths = [data(f"{FIXTURES}/multi_lca_simple_{k}.zip") for k in range(1, 6)]
    read = lichen.read_datapackages(*paths)
    expected = [
        [-0.2, -0.5, 1.0, -0.1, 0.0, -0.1],
        [1.0, 0.0, 0.0, -0.2, -0.1, 0.0],
        [-0.5, 1.0, 0.0, 0.0, 0.0, -0.2],
        [0.0, 0.0, 0.0, -0.4, 1.0, 0.0],
        [0.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    ]
    assert read.a.toarray() == pytest.approx(numpy.array(expected), rel=1e-7)
    system = read.system()
    scores = [
        system.calculate(demand).scores["score"].tolist()
        for demand in ("100 = 1", "103 = 2", "105 = 3")
    ]
    assert sum(scores, []) == pytest.approx([11.0, 30.0, 8.19, 6.7, 28.2, 120.0], rel=1e-6)


def test_a_sequential_array(data):
    path = data(f"{FIXTURES}/array_sequential.zip")
    sums = [lichen.read_datapackages(path, arrays=k).b.sum() for k in range(4)]
    assert sums == [1.0, 2.0, 3.0, 4.0]


def test_packages_of_32_and_of_64_bits_hold_the_same(data):
    read = [
        lichen.read_datapackage_matrix(
            data(f"bwproc-fixtures/tests/fixtures/{name}"),
            matrix="sa_matrix",
            arrays="ignore",
            interfaces="ignore",
        )
        for name in ("test-fixture.zip", "test-fixture-32bit.zip")
    ]
    assert read[0][0].toarray().tolist() == read[1][0].toarray().tolist()


def test_the_format_before_datapackages_is_named(data):
    with pytest.raises(lichen.DataError, match=r"before 2\.4"):
        lichen.read_datapackages(data(f"{FIXTURES}/example_db/example_db.zip"))


# ── what cannot be read ───────────────────────────────────────────────────────────────────


class Harmful:
    def __reduce__(self):
        return (pytest.fail, ("a pickle was executed",))


def broken(name, content):
    def change(files):
        files[name] = content

    return change


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (broken("techno.data.npy", npy(numpy.array([Harmful()] * 3, object))), "Python objects"),
        (broken("techno.data.npy", npy(numpy.ones(3))[:-1]), "should hold 3 numbers"),
        (broken("techno.data.npy", npy(numpy.ones(3)) + b"x"), "should hold 3 numbers"),
        (broken("techno.data.npy", b"no array"), "no NumPy array"),
        (broken("techno.data.npy", b"\x93NUMPY\x01\x00\xff\xff{"), "no NumPy array"),
        (broken("techno.data.npy", npy(numpy.ones(2))), "2 rows of data for 3 indices"),
        (broken("techno.data.npy", npy(numpy.ones((3, 1)))), "2-dimensional"),
        (broken("techno.data.npy", npy(numpy.array(["a", "b", "c"]))), "vector of numbers"),
        (broken("techno.flip.npy", npy(numpy.ones(3))), "not bool"),
        (broken("techno.flip.npy", npy(numpy.ones(4, bool))), "4 rows of flip"),
        (broken("techno.indices.npy", npy(numpy.ones(3))), "no fields row and col"),
        (lambda files: files.pop("techno.data.npy"), r"lacks the file techno\.data\.npy"),
        (lambda files: files.pop("datapackage.json"), r"lacks the file datapackage\.json"),
        (broken("datapackage.json", b"{"), "no JSON"),
        (broken("datapackage.json", b"[" * 100_000), "no JSON"),
        (broken("datapackage.json", b"[]"), "lists no resources"),
        (broken("datapackage.json", b'{"resources": [1]}'), "no JSON object"),
    ],
)
def test_what_is_broken_is_named(tmp_path, change, match):
    path = write(tmp_path / "p.zip", [small()], change=change)
    with pytest.raises(lichen.DataError, match=match):
        lichen.read_datapackages(path)


def test_a_path_that_leads_out_of_a_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.npy").write_bytes(npy(numpy.ones(3)))
    folder = write_folder(tmp_path / "p", [small()])
    described = json.loads((folder / "datapackage.json").read_text())
    described["resources"][1]["path"] = "../secret.npy"
    (folder / "datapackage.json").write_text(json.dumps(described))
    with pytest.raises(lichen.DataError, match="leads out of the package"):
        lichen.read_datapackages(folder)


def test_a_damaged_stored_member_is_refused(tmp_path):
    path = write(tmp_path / "p.zip", [small()])
    bytes_of = bytearray(path.read_bytes())
    place = bytes_of.find(numpy.float64(0.5).tobytes())
    bytes_of[place] ^= 1
    path.write_bytes(bytes_of)
    with pytest.raises(lichen.DataError, match="broken"):
        lichen.read_datapackages(path)


def test_unknown_kinds_and_forms_are_errors(tmp_path):
    path = write(tmp_path / "p.zip", [group("t", TECHNO, [(1, 1)], [1.0], twist=[1.0])])
    with pytest.raises(lichen.DataError, match="kind twist"):
        lichen.read_datapackages(path)
    resources, files = small()
    for resource in resources:
        resource["format"] = "pqt"
    path = write(tmp_path / "q.zip", [(resources, files)])
    with pytest.raises(lichen.DataError, match="matrix_serialize_format_type"):
        lichen.read_datapackages(path)
    for nothing in (tmp_path / "absent.zip", tmp_path / "datapackage.json"):
        with pytest.raises(lichen.DataError, match="no folder and no zip"):
            lichen.read_datapackages(nothing)


# ── written ───────────────────────────────────────────────────────────────────────────────


def test_what_is_written_is_read_bit_by_bit(tmp_path):
    made = lichen.datasets.synthetic(300)
    system = lichen.System.from_matrices(
        made.technosphere, made.biosphere, made.characterisation
    )
    paths = lichen.write_datapackage(tmp_path / "out", system)
    matrices = lichen.read_datapackages(*paths)
    assert (matrices.a != system.technosphere).nnz == 0
    used = numpy.diff(system.biosphere.tocsr().indptr) > 0  # no number, no row
    assert numpy.array_equal(matrices.b.toarray(), system.biosphere.toarray()[used])
    assert len(matrices.categories) == system.characterisation.shape[0]
    assert numpy.array_equal(matrices.c.toarray(), system.characterisation.toarray()[:, used])
    again = lichen.write_datapackage(tmp_path / "again", system)
    for one, two in zip(paths, again, strict=True):
        with open(one, "rb") as first, open(two, "rb") as second:
            assert first.read() == second.read()


def test_a_linked_database_is_written_with_its_labels(tmp_path):
    methods = lichen.read_methods("demo").all()
    system = lichen.read("demo").link()
    demand = "Heat supply to a building, gas boiler = 1 GJ"
    result = system.calculate(demand, methods)
    paths = lichen.write_datapackage(tmp_path / "out", system, methods)
    with zipfile.ZipFile(paths[0]) as archive:
        labels = archive.read("technosphere-cols.csv").decode().splitlines()
    assert labels[0].startswith("id,")
    (line,) = [line for line in labels if "Heat supply to a building, gas boiler" in line]
    ids = dict(names_of(labels))
    scores = lichen.read_datapackages(*paths).system().calculate(f"{line.split(',')[0]} = 1000")
    assert len(ids) == system.technosphere.shape[1]
    assert scores.scores["score"].to_numpy() == pytest.approx(
        result.scores["score"].to_numpy(), rel=1e-12
    )


def names_of(lines):
    return [line.split(",", 1) for line in lines[1:]]

"""Packages of matrices: openLCA libraries, ecoinvent's universal export, premise's CSV.

One small system in all of them: 1 kWh of electricity needs 0.25 kg of coal and leaves 0.01 kg
of ash to a treatment; 1 kg of coal needs 0.1 kWh. Electricity emits 0.8 kg of carbon dioxide,
coal takes 1 kg of hard coal from the ground, the treatment emits 2 kg of carbon dioxide a kg.
By hand, for 1 kWh: s = (1, 0.25, 0.01) / 0.975; carbon dioxide 0.82 / 0.975; hard coal
0.25 / 0.975.
"""

import json
import zipfile

import lichen
import numpy
import pytest
from scipy import sparse

# The treatment takes in a kg of ash: its own entry is negative. The power plant gives ash.
A = [[1.0, -0.1, 0.0], [-0.25, 1.0, 0.0], [0.01, 0.0, -1.0]]
CARBON_DIOXIDE, HARD_COAL = 0.82 / 0.975, 0.25 / 0.975

INDEX_A = """index,process ID,process name,process category,process location,flow ID,flow name,\
flow category,flow unit,flow type
1,p-coal,coal mine,,PL,f-coal,coal,,kg,PRODUCT_FLOW
0,p-el,power plant,energy,DE,f-el,electricity,,kWh,PRODUCT_FLOW
2,p-ash,"ash, treatment",,DE,f-ash,ash,,kg,WASTE_FLOW
"""
INDEX_B = """index,is input,flow ID,flow name,flow category,flow unit,flow type,location ID,\
location name,location code
0,false,co2,carbon dioxide,air,kg,ELEMENTARY_FLOW,,,
1,true,hc,hard coal,ground,kg,ELEMENTARY_FLOW,,,
"""
INDEX_C = "index,indicator ID,indicator name,indicator unit\n0,gwp,warming,kg\n1,dep,depletion,kg\n"


def sparse_bytes(tmp_path, matrix):
    sparse.save_npz(tmp_path / "m.npz", sparse.csc_matrix(numpy.array(matrix)))
    return (tmp_path / "m.npz").read_bytes()


def dense_bytes(tmp_path, matrix):
    numpy.save(tmp_path / "m.npy", numpy.asfortranarray(matrix))
    return (tmp_path / "m.npy").read_bytes()


def library(tmp_path, own=-1.0, **change):
    """An openLCA library: inputs from nature are negative in B and their factors too."""
    a = [row[:] for row in A]
    a[2][2] = own
    files = {
        "library.json": json.dumps({"name": "small", "dependencies": []}).encode(),
        "index_A.csv": INDEX_A.encode(),
        "index_B.csv": INDEX_B.encode(),
        "index_C.csv": INDEX_C.encode(),
        "A.npz": sparse_bytes(tmp_path, a),
        "B.npy": dense_bytes(tmp_path, [[0.8, 0.0, 2.0], [0.0, -1.0, 0.0]]),
        "C.npz": sparse_bytes(tmp_path, [[1.0, 0.0], [0.0, -3.0]]),
    }
    files.update({name.replace("__", "."): content for name, content in change.items()})
    path = tmp_path / "library.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def universal(folder):
    folder.mkdir()
    entries = ["row;column;coefficient;uncertainty type;varianceWithPedigreeUncertainty;a;b;c"]
    for i, row in enumerate(A):
        entries += [f"{i};{j};{v!r};1;0;0;0;0" for j, v in enumerate(row) if v]
    (folder / "A_public.csv").write_text("\n".join(entries) + "\n")
    (folder / "B_public.csv").write_text(
        entries[0] + "\n0;0;0.8;;;;;\n0;2;2.0;;;;;\n1;1;1.0;;;;;\n"
    )
    (folder / "ie_index.csv").write_text(
        "activityName;geography;product;unitName;index\n"
        "power plant;DE;electricity;kWh;0\ncoal mine;PL;coal;kg;1\nash treatment;DE;ash;kg;2\n"
    )
    (folder / "ee_index.csv").write_text(
        "name;compartment;subcompartment;unitName;index\n"
        "carbon dioxide;air;;kg;0\nhard coal;natural resource;in ground;kg;1\n"
    )
    return folder


def premise(folder, flags=True, header=False):
    """As its releases write it: with flags, or before them with signs (and those of B turned)."""
    folder.mkdir()
    more = ";uncertainty type;loc;scale;shape;minimum;maximum;negative;flip" if flags else ""

    def line(activity, other, value, flip):
        tail = f";0;{value};;;;;0;{flip}" if flags else ""
        return f"{activity};{other};{value}{tail}"

    turn = 1 if flags else -1
    rows = [f"index of activity;index of product;value{more}", line(0, 0, 1.0, 0)]
    rows += [line(1, 1, 1.0, 0), line(2, 2, -1.0, 0), line(0, 1, turn * 0.25, 1)]
    rows += [line(1, 0, turn * 0.1, 1), "", line(0, 2, turn * -0.01, 1)]
    (folder / "A_matrix.csv").write_text("\n".join(rows) + "\n")
    rows = [f"index of activity;index of biosphere flow;value{more}"]
    rows += [line(0, 0, turn * 0.8, 1), line(2, 0, turn * 2.0, 1), line(1, 1, turn * 1.0, 1)]
    (folder / "B_matrix.csv").write_text("\n".join(rows) + "\n")
    first = "name;reference product;unit;location;index\n" if header else ""
    (folder / "A_matrix_index.csv").write_text(
        first + "power plant;electricity;kWh;DE;0\ncoal mine;coal;kg;PL;1\n"
        "ash treatment;ash;kg;DE;2\n"
    )
    (folder / "B_matrix_index.csv").write_text(
        "carbon dioxide;air;;kg;0\nhard coal;natural resource;in ground;kg;1\n"
    )
    return folder


def scores(package, **options):
    """Carbon dioxide and hard coal of a kWh."""
    system = package.system(numpy.eye(2), categories=["co2", "coal"], **options)
    return system.calculate("power plant, DE = 1").scores["score"].tolist()


def test_a_library_has_lichens_signs(tmp_path):
    package = lichen.read_matrix_package(library(tmp_path))
    assert package.format == "openLCA library"
    assert package.a.toarray().tolist() == A
    assert package.b.toarray().tolist() == [[0.8, 0.0, 2.0], [0.0, 1.0, 0.0]]
    assert package.c.toarray().tolist() == [[1.0, 0.0], [0.0, 3.0]]
    assert package.activities["activity"] == ["power plant", "coal mine", "ash, treatment"]
    assert package.activities["location"] == ["DE", "PL", "DE"]
    assert package.products["unit"] == ["kWh", "kg", "kg"]
    assert package.flows["direction"] == ["output", "input"]
    assert package.categories["category"] == ["warming", "depletion"]
    assert package.findings.empty
    result = package.system().calculate("power plant = 1")
    assert result.scores["score"].tolist() == pytest.approx([CARBON_DIOXIDE, 3 * HARD_COAL])


def varint(value):
    text = b""
    while value > 0x7F:
        text += bytes([value & 0x7F | 0x80])
        value >>= 7
    return text + bytes([value])


def message(**fields):
    """A message of protocol buffers: texts, messages and positive numbers; 0 is not written."""
    text = b""
    for name, value in fields.items():
        number = int(name[1:])
        if isinstance(value, int):
            text += varint(number << 3) + varint(value) if value else b""
        else:
            content = value.encode() if isinstance(value, str) else value
            text += varint(number << 3 | 2) + varint(len(content)) + content
    return text


def test_a_library_may_have_its_indices_in_protobuf(tmp_path):
    def product(index, activity, place, flow, unit, kind):
        of = message(f1="p" + activity, f2=activity, f4=place)
        what = message(f1="f" + flow, f2=flow, f4=kind, f5=unit)
        return message(f1=index, f2=of, f3=what)

    entries = [
        product(0, "power plant", "DE", "electricity", "kWh", "PRODUCT_FLOW"),
        product(1, "coal mine " + "x" * 200, "PL", "coal", "kg", "PRODUCT_FLOW"),
        product(2, "ash", "DE", "ash", "kg", "WASTE_FLOW"),
    ]
    content = b"".join(message(f1=entry) for entry in entries)
    path = library(tmp_path, index_A__csv=None, index_A__bin=content)
    package = lichen.read_matrix_package(path)
    assert package.activities["activity"] == ["power plant", "coal mine " + "x" * 200, "ash"]
    assert package.products["unit"] == ["kWh", "kg", "kg"]
    assert package.products["type"] == ["PRODUCT_FLOW", "PRODUCT_FLOW", "WASTE_FLOW"]
    for cut in range(1, len(content)):
        broken = library(tmp_path, index_A__csv=None, index_A__bin=content[:cut])
        with pytest.raises(lichen.DataError):
            lichen.read_matrix_package(broken)


def test_a_positive_treatment_of_waste_is_a_choice(tmp_path):
    path = library(tmp_path, own=1.0)
    with pytest.raises(lichen.DataError, match=r"1 treatments.*ash, treatment.*negative"):
        lichen.read_matrix_package(path)
    corrected = lichen.read_matrix_package(path, waste_diagonal="negative")
    assert corrected.a.toarray().tolist() == A
    assert corrected.findings["kind"].tolist() == ["waste_diagonal"]
    assert lichen.read_matrix_package(path, waste_diagonal="keep").a[2, 2] == 1.0


def test_what_a_library_holds_besides_is_told(tmp_path):
    path = library(
        tmp_path,
        library__json=json.dumps({"dependencies": ["background"]}).encode(),
        INV__npy=b"x",
        A_utype__npz=b"x",
    )
    kinds = lichen.read_matrix_package(path).findings["kind"].tolist()
    assert kinds == ["distributions_not_used", "file_not_read", "dependency_not_read"]


@pytest.mark.parametrize(
    "made",
    [universal, premise, lambda f: premise(f, flags=False), lambda f: premise(f, header=True)],
)
def test_csv_packages_give_the_same_system(tmp_path, made):
    package = lichen.read_matrix_package(made(tmp_path / "package"))
    assert package.a.toarray().tolist() == A
    assert package.b.toarray().tolist() == [[0.8, 0.0, 2.0], [0.0, 1.0, 0.0]]
    assert package.products["name"] == ["electricity", "coal", "ash"]
    assert package.flows["subcompartment"] == ["", "in ground"]
    assert scores(package) == pytest.approx([CARBON_DIOXIDE, HARD_COAL])


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("A.npz", b"no archive", r"A\.npz holds no sparse matrix"),
        ("A.npz", None, r"lacks A\.npz"),
        ("B.npy", b"x", "no NumPy array"),
        ("index_A.csv", None, r"no openLCA library"),
        ("index_A.csv", b"index\n0\n", "a row has 1 fields"),
        ("index_A.csv", INDEX_A.replace("\n2,", "\n3,").encode(), "not all from 0"),
        ("index_A.csv", INDEX_A.replace("\n2,", "\n1,").encode(), "position 1 stands twice"),
        ("index_A.csv", INDEX_A.replace("\n2,", "\nx,").encode(), "'x' is no position"),
        ("index_A.csv", INDEX_A.rsplit("\n", 2)[0].encode(), r"A is 3 x 3.*2 x 2"),
        ("index_A.csv", "\xff".encode("latin-1"), "not in UTF-8"),
    ],
)
def test_what_is_broken_in_a_library_is_named(tmp_path, name, content, match):
    path = library(tmp_path, **{name.replace(".", "__"): content})
    with pytest.raises(lichen.DataError, match=match):
        lichen.read_matrix_package(path)


def test_a_library_of_pickles_is_refused(tmp_path):
    numpy.savez(tmp_path / "A.npz", format=numpy.array([{}], object), data=numpy.array([print]))
    with pytest.raises(lichen.DataError, match="no sparse matrix"):
        lichen.read_matrix_package(library(tmp_path, A__npz=(tmp_path / "A.npz").read_bytes()))


@pytest.mark.parametrize(
    ("file", "line", "match"),
    [
        ("A_public.csv", "7;0;1.0;0;0;0;0;0", "no row 7 among 3"),
        ("A_public.csv", "0;-1;1.0;0;0;0;0;0", "no column -1 among 3"),
        ("A_public.csv", "0.5;0;1.0;0;0;0;0;0", r"no row 0\.5 among 3"),
        ("A_public.csv", "0;0;one;0;0;0;0;0", "one"),
        ("A_public.csv", "0;0", "A_public"),
        ("ie_index.csv", "a;b;c;d;x", "'x' is no position"),
    ],
)
def test_what_is_broken_in_a_universal_export_is_named(tmp_path, file, line, match):
    folder = universal(tmp_path / "package")
    with open(folder / file, "a") as stream:
        stream.write(line + "\n")
    with pytest.raises(lichen.DataError, match=match):
        lichen.read_matrix_package(folder)


@pytest.mark.parametrize("format", ["openlca-library", "universal", "premise"])
def test_what_is_written_keeps_scores_and_labels(tmp_path, format):
    before = lichen.read_matrix_package(library(tmp_path))
    lichen.write_matrix_package(tmp_path / "out", before.system(), format)
    after = lichen.read_matrix_package(tmp_path / "out")
    assert after.a.toarray().tolist() == A
    assert after.b.toarray().tolist() == before.b.toarray().tolist()
    assert after.activities["activity"] == before.activities["activity"]
    assert after.activities["location"] == before.activities["location"]
    assert scores(after) == scores(before)
    if format == "openlca-library":
        assert after.c.toarray().tolist() == before.c.toarray().tolist()
        assert after.categories == before.categories


@pytest.mark.parametrize("format", ["openlca-library", "universal", "premise"])
def test_a_linked_database_keeps_its_scores(tmp_path, format):
    methods = lichen.read_methods("demo").all()
    system = lichen.read("demo").link()
    result = system.calculate("Heat supply to a building, gas boiler = 1 MJ", methods)
    c = sparse.vstack([system.characterisation(method).c for method in methods])
    written = methods if format == "openlca-library" else []
    lichen.write_matrix_package(tmp_path / "out", system, format, written)
    package = lichen.read_matrix_package(tmp_path / "out")
    again = package.system(None if written else c)
    scored = again.calculate("Heat supply to a building, gas boiler = 1").scores["score"]
    assert scored.to_numpy() == pytest.approx(result.scores["score"].to_numpy(), rel=1e-12)


def test_what_a_format_cannot_hold_is_refused(tmp_path):
    system = lichen.System.from_matrices([[0.0, 1.0], [1.0, 0.0]], [[1.0, 0.0]])
    with pytest.raises(lichen.ShapeError, match="row of the activity"):
        lichen.write_matrix_package(tmp_path / "out", system, "universal")
    with pytest.raises(lichen.DataError, match="no format"):
        lichen.write_matrix_package(tmp_path / "out", system, "excel")
    methods = lichen.read_methods("demo").all()
    with pytest.raises(lichen.DataError, match="holds no factors"):
        lichen.write_matrix_package(tmp_path / "out", system, "premise", methods)
    assert not (tmp_path / "out").exists()

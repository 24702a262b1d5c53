"""USLCI FY18 through the command and the package: published matrices, scores, names."""

import csv
import io
import json
import zipfile

import lichen
import numpy as np
import pytest
from command import lichen as run
from scipy import io as scipy_io

POLICIES = {
    "on_missing_provider": "cut_off",
    "on_multiple_providers": "lowest_id",
    "allocation": "none",
}
OPTIONS = [
    f"--{name.replace('_', '-')}={word.replace('_', '-')}" for name, word in POLICIES.items()
]
GRID = "Electricity, at Grid, US, 2008"
METHODS = "olca-methods/IPCC_json_v1.0.3.zip"
FLOW_MAP = "fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv"
CO2 = "63af114b-afcb-3a82-801a-9c66208a673a"  # "Carbon dioxide, fossil " to air

# Column of the reference matrix: reference unit, CO2 to air, AR6-100 through the flow map;
# README of the test data, R6, and computed there by independent code.
COLUMNS = {
    359: ("MJ", 0.245241689086119, 0.2841675371),
    465: ("MJ", 0.192741704893659, 0.2134295416),
    720: ("kg", 0.440593642073659, 1.4192646564),
    291: ("kg", 2.022, 2.0465361959),
}


@pytest.fixture(scope="module")
def folder(data):
    return data("uslci-fy18-jsonld")


@pytest.fixture(scope="module")
def package(folder, tmp_path_factory):
    """The same as a zip."""
    path = tmp_path_factory.mktemp("uslci") / "uslci.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.json")):
            archive.write(file, file.relative_to(folder))
    return path


@pytest.fixture(scope="module")
def database(package, data):
    return lichen.read(package, flow_map=data(FLOW_MAP))


@pytest.fixture(scope="module")
def system(database):
    return database.link(**POLICIES)


@pytest.fixture(scope="module")
def columns(data):
    return json.loads(data("matrices/uslci-fy18.columns.json").read_text())


@pytest.fixture(scope="module")
def places(system, columns):
    """Where each column of the reference stands in ours."""
    labels = zip(system.columns["activity_id"], system.columns["product_id"], strict=True)
    ours = {label: at for at, label in enumerate(labels)}
    return [ours[tuple(label)] for label in columns]


def entries(matrix):
    """Stored entries by position, zeros among them."""
    parts = matrix.tocoo()
    return dict(zip(zip(parts.row.tolist(), parts.col.tolist(), strict=True), parts.data, strict=True))


def assert_same(ours, theirs):
    ours, theirs = entries(ours), entries(theirs)
    assert ours.keys() == theirs.keys()
    keys = list(theirs)
    np.testing.assert_allclose(
        [ours[key] for key in keys], [theirs[key] for key in keys], rtol=1e-15
    )


def test_the_technosphere_equals_the_reference(system, places, data):
    reference = scipy_io.mmread(data("matrices/uslci-fy18.A.mtx.gz"))

    ours = system.technosphere[places][:, places]

    assert ours.shape == (1022, 1022)
    assert ours.nnz == 6992
    assert (ours.data == 0).sum() == 4
    assert_same(ours, reference)


def test_the_biosphere_equals_the_reference(system, places, data):
    reference = scipy_io.mmread(data("matrices/uslci-fy18.B.mtx.gz"))
    rows = json.loads(data("matrices/uslci-fy18.flows.json").read_text())
    ours_by_id = {identity: at for at, identity in enumerate(system.flows["id"])}
    order = [ours_by_id[identity] for identity in rows]
    # There, what comes from nature is negative.
    signs = np.where(system.flows["direction"] == "from_nature", -1.0, 1.0)[order]

    ours = system.biosphere[order][:, places]
    ours.data *= signs[ours.indices]

    assert ours.nnz == 32230
    assert (ours.data == 0).sum() == 56
    assert_same(ours, reference)


@pytest.mark.parametrize("column", COLUMNS)
def test_carbon_dioxide_and_global_warming(system, places, data, column):
    unit, carbon_dioxide, warming = COLUMNS[column]
    label = system.columns.iloc[places[column]]
    assert label["unit"] == unit
    method = lichen.read_methods(data(METHODS))["IPCC"]

    result = system.calculate({label["activity_id"]: (1.0, unit)}, method, categories=["AR6-100"])

    amount = result.inventory.set_index("id").loc[CO2, "amount"]
    assert amount == pytest.approx(carbon_dioxide, rel=1e-10)
    assert result.score("AR6-100") == pytest.approx(warming, rel=1e-9)


def test_the_command_gives_the_published_score(package, data):
    done = run(
        "calculate",
        package,
        *("--demand", f"{GRID} = 1 kWh"),
        *("--method", data(METHODS)),
        *("--category", "AR6-100"),
        *("--flow-map", data(FLOW_MAP)),
        *OPTIONS,
        "--format=json",
    )

    assert done.status == 0, done.err
    document = json.loads(done.out)
    result = document["results"][0]
    assert result["scores"][0]["value"] == pytest.approx(0.7683463498, rel=1e-9)
    assert result["scores"][0]["unit"] == "kg CO2 eq"
    assert 0 < result["scores"][0]["error"]["printed"] < 1e-12
    assert result["policies"]["allocation"] == "none"
    assert document["flow_maps"][0]["rows"] == 4339


def test_112_flows_meet_a_factor(system, data):
    method = lichen.read_methods(data(METHODS))["IPCC"]

    characterised = system.characterisation(method, ["AR6-100"]).c

    assert characterised.nnz == 112


def test_folder_and_archive_give_the_same_numbers(folder, package):
    def inventory(path):
        done = run("inventory", path, "--demand", f"{GRID} = 1 kWh", *OPTIONS, "--format=csv")
        return done.out

    first, second = inventory(folder), inventory(package)

    assert first == second
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(first))}
    assert float(rows[CO2]["amount"]) == pytest.approx(3.6 * COLUMNS[465][1], rel=1e-10)


def test_without_policies_what_is_ambiguous_is_an_error(package):
    done = run("inventory", package, "--demand", f"{GRID} = 1 kWh")

    assert done.status == 2
    lines = done.err.splitlines()
    assert lines[1].startswith("46 x missing_provider: add the provider, or name the policy --on-")
    assert lines[5] == "  and 43 more"
    assert lines[6].startswith("10 x multiple_providers: ")
    assert len(lines) == 11
    assert "--on-missing-provider" in done.err or "on_missing_provider" in done.err


def test_allocation_as_declared_names_the_activity_that_declares_nothing(package):
    options = [option for option in OPTIONS if "allocation" not in option]

    done = run("inventory", package, "--demand", f"{GRID} = 1 kWh", *options)

    assert done.status == 2
    assert "refin" in done.err.lower()  # petroleum refining has several products


def test_open_flows_are_named(system):
    result = system.solve(f"{GRID} = 1 kWh")

    table = result.open_flows
    assert set(table["kind"]) == {"cut_off", "unallocated_coproduct"}
    assert (table["kind"] == "cut_off").sum() == 27
    assert "Bitumen, at refinery" in set(table["flow"])


def test_the_traps_of_the_package_are_findings(database):
    found = database.finding_counts.set_index("kind")["occurrences"]

    assert found["allocation_without_product"] == 11642


def test_a_method_on_other_flows_says_so(package, data):
    done = run(
        "calculate", package, "--demand", f"{GRID} = 1 kWh", "--method", data(METHODS), *OPTIONS
    )

    assert "flow map may be missing" in " ".join(done.out.split())

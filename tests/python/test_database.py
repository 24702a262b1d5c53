"""A database as pandas tables."""

import lichen
import numpy as np
import pytest
from jsonld_package import make_id


@pytest.fixture(scope="module")
def db(coal_power):
    return lichen.read(coal_power)


def test_activities_with_their_reference_products(db):
    table = db.activities.set_index("name")

    assert sorted(table.index) == ["coal mine", "power plant"]
    plant = table.loc["power plant"]
    assert plant["id"] == make_id("Process:power plant")
    assert plant["location"] == "DE"
    assert (plant["product"], plant["amount"], plant["unit"]) == ("electricity", 1.0, "kWh")
    assert plant["exchanges"] == 4


def test_flows_with_their_directions(db):
    table = db.flows.set_index("name")

    assert table.loc["hard coal", "direction"] == "from_nature"
    assert table.loc["methane", "direction"] == "to_nature"
    assert table.loc["electricity", "type"] == "product"
    assert table.loc["electricity", "unit"] == "MJ"  # the reference unit


def test_exchanges_as_the_source_wrote_them(db):
    table = db.exchanges

    assert len(table) == 8
    row = table[(table["activity"] == "coal mine") & (table["flow"] == "electricity")].iloc[0]
    assert (row["direction"], row["amount"], row["unit"]) == ("input", 0.1, "kWh")
    assert table["reference"].sum() == 2


def test_exchanges_of_one_activity(db):
    table = db.exchanges_of("power plant, DE")

    assert sorted(table["flow"]) == ["carbon dioxide", "coal", "dust", "electricity"]


def test_an_unknown_activity_names_near_ones(db):
    with pytest.raises(lichen.DataError, match="power plant"):
        db.exchanges_of("power plnt")


def test_units_and_locations(db):
    units = db.units.set_index("name")
    assert units.loc["kWh", "factor"] == 3.6
    assert units.loc["kWh", "group"] == "energy"
    assert sorted(db.locations["code"]) == ["DE", "PL"]


def test_knows_where_it_came_from(db, coal_power):
    assert db.source["path"] == str(coal_power)
    assert "JSON-LD" in db.source["format"]
    assert db.source["hash"].startswith("xxh3:")


def test_counts(db):
    assert db.counts["activities"] == 2
    assert db.counts["exchanges"] == 8
    assert db.counts["elementary flows"] == 4
    assert db.counts["methods"] == 1


def test_a_clean_package_has_no_findings_of_severity_error(db):
    assert "error" not in set(db.findings["severity"])
    assert list(db.findings.columns) == [
        "kind",
        "severity",
        "file",
        "data_set",
        "field",
        "message",
        "action",
        "count",
    ]


def test_finds_by_words(db):
    found = db.find("plant")

    assert list(found["name"]) == ["power plant"]
    assert set(db.find("coal")["name"]) == {"coal mine", "coal", "hard coal"}


def test_shows_itself(db):
    assert "2 activities, 8 exchanges" in repr(db)
    assert "<td>activities</td><td>2</td>" in db._repr_html_()


def test_reads_the_same_content_from_a_path_object_and_a_text(coal_power, db):
    assert lichen.read(str(coal_power)).source["hash"] == db.source["hash"]


def test_a_missing_file_is_named():
    with pytest.raises(lichen.DataError, match=r"nowhere\.zip"):
        lichen.read("nowhere.zip")


def test_progress_is_told_and_may_stop_the_reading(coal_power):
    class Stop(Exception):
        pass

    def stop(task, done, total):
        assert isinstance(task, str)
        assert 0 <= done
        assert done <= total or total == 0
        raise Stop

    with pytest.raises(Stop):
        lichen.read(coal_power, progress=stop)


def test_writes_plain_tables_that_read_back(db, tmp_path):
    for path in (tmp_path / "tables", tmp_path / "tables.zip"):
        db.write(path)

        again = lichen.read(path)

        assert again.counts["exchanges"] == db.counts["exchanges"]
        np.testing.assert_array_equal(
            np.sort(again.exchanges["amount"]), np.sort(db.exchanges["amount"])
        )


def test_cannot_write_where_there_is_no_folder(db, tmp_path):
    with pytest.raises(lichen.DataError, match="absent"):
        db.write(tmp_path / "absent" / "tables.zip")

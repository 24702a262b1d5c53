"""Stores in the command: import, databases, findings, validate, and every other verb."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest

import lichen
from command import lichen as run


@pytest.fixture
def path(tmp_path):
    """A store that holds the demonstration study."""
    made = str(tmp_path / "study.lichen")
    assert run("import", "demo", "--store", made).status == 0
    return made


def test_import_tells_what_it_kept_and_can_be_repeated(tmp_path):
    path = str(tmp_path / "study.lichen")

    first = run("import", "demo", "--store", path)
    again = run("import", "demo", "--store", path)
    replaced = run("import", "demo", "--store", path, "--replace")

    assert (first.status, again.status, replaced.status) == (0, 0, 0)
    assert '"demo" with 57 activities, 299 exchanges' in first.out
    assert "no findings" in first.out
    assert "already" in again.out
    assert "57 activities" in replaced.out
    assert os.listdir(tmp_path) == ["study.lichen"]


def test_a_name_with_other_content_is_an_error(path, tmp_path):
    folder = tmp_path / "demo"
    lichen.read("demo").write(folder)
    with open(folder / "activities.csv", "a", encoding="utf-8") as file:
        file.write("\n")

    done = run("import", folder, "--store", path)

    assert done.status == 2
    assert "holds a database" in done.err and "already" in done.err
    assert run("import", folder, "--store", path, "--name", "other").status == 0
    names = json.loads(run("databases", path, "--format", "json").out)["databases"]
    assert [row["name"] for row in names] == ["demo", "other"]


def test_import_refuses_names_that_collide(tmp_path):
    path = str(tmp_path / "study.lichen")

    twice = run("import", "demo", "demo", "--store", path)
    named = run("import", "demo", "x.zip", "--store", path, "--name", "one")

    assert twice.status == named.status == 2
    assert "several files" in twice.err
    assert "--name names one" in named.err


def test_an_import_that_fails_leaves_no_empty_store(tmp_path):
    path = str(tmp_path / "study.lichen")
    odd = tmp_path / "odd.zip"
    odd.write_bytes(b"no package")

    absent = run("import", tmp_path / "absent.zip", "--store", path)
    broken = run("import", odd, "--store", path)
    second = run("import", "demo", odd, "--store", path)

    assert (absent.status, broken.status, second.status) == (2, 2, 2)
    assert "absent.zip" in absent.err and "odd.zip" in broken.err
    assert lichen.Store(path).names == ["demo"]  # each package is whole by itself


def test_databases_lists_renames_and_removes(path):
    listed = run("databases", path)
    assert "demo" in listed.out and "57" in listed.out
    rows = list(csv.DictReader(io.StringIO(run("databases", path, "--format", "csv").out)))
    assert rows[0]["exchanges"] == "299"
    assert rows[0]["hash"].startswith("xxh3:")

    assert run("databases", path, "--rename", "demo", "mine").status == 0
    assert "mine" in run("databases", path).out
    assert run("databases", path, "--remove", "mine").status == 0
    assert "is empty" in run("databases", path).out
    assert run("databases", path, "--remove", "mine").status == 2
    assert "no such store" in run("databases", path + "x").err


@pytest.mark.parametrize(
    "arguments",
    [
        ("info",),
        ("methods",),
        ("calculate",),
        ("inventory",),
        ("find", "heat"),
        ("show", "Heat supply to a building, heat pump, DE"),
    ],
)
def test_verbs_answer_from_a_store_what_they_answer_from_the_file(path, arguments):
    verb, *rest = arguments
    form = ["--format", "csv"]

    direct = run(verb, "demo", *rest, *form)
    stored = run(verb, path, *rest, *form)

    assert stored.status == direct.status == 0, stored.err
    assert stored.out == direct.out


def test_a_store_of_several_needs_a_name(path):
    run("import", "demo", "--store", path, "--name", "second")

    unnamed = run("calculate", path)
    named = run("calculate", path, "--database", "second", "--format", "csv")
    wrong = run("calculate", path, "--database", "third")

    assert unnamed.status == 2 and '--database "demo", --database "second"' in unnamed.err
    assert named.out == run("calculate", "demo", "--format", "csv").out
    assert wrong.status == 2 and 'no database "third"' in wrong.err


def test_methods_may_come_from_another_database_of_the_store(path, tmp_path):
    folder = tmp_path / "without methods"
    lichen.read("demo").write(folder)
    for name in os.listdir(folder):
        if name.startswith(("method", "categor", "factor", "nw_")):
            os.unlink(folder / name)
    assert run("import", folder, "--store", path).status == 0
    expected = run("calculate", "demo", "--format", "csv").out

    beside = run("calculate", path, "--database", "without methods", "--format", "csv")
    named = run(
        "calculate", path, "--database", "without methods", "--method", path, "--format", "csv"
    )

    assert beside.out == named.out == expected, beside.err + named.err


def test_findings_are_listed_and_counted(tmp_path):
    folder = tmp_path / "odd"
    lichen.read("demo").write(folder)
    units = folder / "units.csv"
    units.write_text(units.read_text() + "florin,,,1,\n")
    path = str(tmp_path / "study.lichen")
    assert run("import", folder, "--store", path).status == 0
    direct = run("findings", folder, "--format", "csv")

    stored = run("findings", path, "--format", "csv")
    kinds = {row["kind"] for row in csv.DictReader(io.StringIO(stored.out))}

    assert kinds
    assert stored.out.count("\n") == direct.out.count("\n")
    assert stored.out == direct.out.replace("\n,", "\nodd,")
    some = sorted(kinds)[0]
    only = run("findings", path, "--kind", some)
    assert some in only.out
    assert run("findings", path, "--kind", "no_such_kind").status == 2
    assert run("findings", path, "--severity", "error").status == 0


def test_validate_fails_where_there_are_errors(path, tmp_path):
    assert run("validate", "demo").status == 0
    assert run("validate", path).status == 0
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("UPDATE exchange SET amount = 2 * amount WHERE id & 1")
    connection.commit()
    connection.close()

    damaged = run("validate", path)

    assert damaged.status == 1
    assert "damaged_store" in damaged.out
    assert "import demo again" in damaged.out
    assert run("calculate", path).status == 2
    assert run("validate", tmp_path / "absent").status == 2


def test_a_killed_import_leaves_the_store_as_it_was(path, tmp_path):
    folder = tmp_path / "many"
    lichen.read("demo").write(folder)
    exchanges = (folder / "exchanges.csv").read_text().splitlines()
    body = "\n".join(exchanges[1:])
    (folder / "exchanges.csv").write_text("\n".join([exchanges[0], *[body] * 60]) + "\n")
    with open(path, "rb") as file:
        before = file.read()

    for wait in (0.25, 0.4, 0.6):
        child = subprocess.Popen(
            [sys.executable, "-m", "lichen", "import", str(folder), "--store", path],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        with lichen.Store(path, "write") as store:
            assert store.check().empty
            names = store.names
            if "many" in names:  # it was done before
                store.remove("many")
        assert names in (["demo"], ["demo", "many"])
    assert run("calculate", path, "--format", "csv").out
    assert sorted(os.listdir(tmp_path)) == ["many", "study.lichen"]
    assert before[:16] == b"SQLite format 3\0"

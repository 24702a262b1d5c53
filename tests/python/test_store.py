"""Stores: databases in one file, from Python."""

import os
import sqlite3
import threading

import pytest

import lichen
from lichen.store import default_name


@pytest.fixture
def path(tmp_path):
    """A store that holds the demonstration study under two names."""
    made = tmp_path / "study.lichen"
    with lichen.Store(made, "create") as store:
        store.add("demo")
        store.add(lichen.read("demo"), "copy")
    return made


def test_what_is_read_from_a_store_answers_the_same_numbers(path):
    methods = lichen.read_methods("demo")
    direct = lichen.read("demo").link()
    with lichen.Store(path) as store:
        stored = store["copy"].link()

    assert stored.columns.equals(direct.columns)
    assert (stored.technosphere != direct.technosphere).nnz == 0
    first = direct.columns["activity_id"][0]
    assert stored.calculate(first, methods).scores.equals(
        direct.calculate(first, methods).scores
    )


def test_tables_come_back_whole(path):
    direct = lichen.read("demo")
    stored = lichen.read(path, database="demo")

    for table in ("activities", "flows", "exchanges", "units", "locations", "parameters"):
        assert getattr(stored, table).equals(getattr(direct, table)), table
    assert stored.source == direct.source
    assert stored.counts == direct.counts


def test_a_store_lists_what_it_holds(path):
    with lichen.Store(path) as store:
        assert list(store) == ["demo", "copy"]
        assert len(store) == 2
        assert "copy" in store and "absent" not in store
        table = store.databases
        assert list(table["name"]) == ["demo", "copy"]
        assert list(table["activities"]) == [57, 57]
        assert table["hash"][0] == lichen.read("demo").source["hash"]
        assert repr(store) == f"<lichen.Store {path}: demo, copy>"


def test_a_name_is_taken_once(path):
    with lichen.Store(path, "write") as store:
        before = store.generation
        with pytest.raises(lichen.DataError, match='"demo" already'):
            store.add("demo")
        assert store.generation == before
        assert store.add("demo", replace=True) == "demo"
        assert store.generation > before
        store.rename("copy", "second")
        store.remove("demo")
        assert store.names == ["second"]


def test_the_one_database_with_activities_needs_no_name(path):
    with pytest.raises(lichen.DataError, match="name one: database=\"demo\", database=\"copy\""):
        lichen.read(path)
    with lichen.Store(path, "write") as store:
        store.remove("copy")
    assert lichen.read(path).counts["activities"] == 57


def test_methods_are_those_of_all_databases(path):
    methods = lichen.read_methods(path)

    assert len(methods.all()) == 2
    assert {method.database.stored for method in methods.all()} == {
        (str(path), "demo"),
        (str(path), "copy"),
    }


def test_a_package_is_no_store(tmp_path):
    assert not lichen.is_store("demo")
    with pytest.raises(lichen.DataError, match="is no store"):
        lichen.read("demo", database="demo")
    with pytest.raises(lichen.DataError, match="no such store"):
        lichen.Store(tmp_path / "absent.lichen")
    with pytest.raises(lichen.DataError, match='to "read", "write" or "create"'):
        lichen.Store(tmp_path / "absent.lichen", "append")
    assert os.listdir(tmp_path) == []


def test_a_closed_store_says_so(path):
    store = lichen.Store(path)
    store.close()
    store.close()

    with pytest.raises(lichen.DataError, match="is closed"):
        store.read("demo")
    assert "closed" in repr(store)


def test_names_are_found_with_typos_and_by_beginnings(path):
    with lichen.Store(path) as store:
        exact = store.search("heat pump")
        typo = store.search("haet pmup")
        begin = store.search("hea pum")
        nothing = store.search("xylophone")

    assert "heat pump" in exact["name"][0].lower()
    assert set(exact["what"]) <= {"activity", "flow", "category"}
    assert set(exact["database"]) == {"demo", "copy"}
    assert set(typo["name"]) == set(begin["name"]) == set(exact["name"])
    assert len(nothing) == 0


def test_what_a_callback_raises_leaves_nothing(tmp_path):
    def stop(task, done, total):
        if task == "storing":
            raise KeyboardInterrupt

    path = tmp_path / "study.lichen"
    database = _many(tmp_path)
    with lichen.Store(path, "create") as store:
        with pytest.raises(KeyboardInterrupt):
            store.add(database, "many", progress=stop)
        assert store.names == []
        store.add(database, "many")
        assert store.names == ["many"]


def _many(tmp_path):
    """A database of so many rows that its storing tells how far it is."""
    folder = tmp_path / "tables"
    lichen.read("demo").write(folder)
    exchanges = (folder / "exchanges.csv").read_text().splitlines()
    body = exchanges[1:]
    (folder / "exchanges.csv").write_text("\n".join([exchanges[0], *body * 20]) + "\n")
    return lichen.read(folder)


def test_two_readers_see_whole_states_while_one_writes(path):
    seen, failures = set(), []
    done = threading.Event()

    def look():
        try:
            while not done.is_set():
                with lichen.Store(path) as store:
                    names = tuple(store.names)
                    seen.add(len(names))
                    store.read(names[-1])
        except lichen.Error as error:
            failures.append(error)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        with lichen.Store(path, "write") as store:
            database = lichen.read("demo")
            for number in range(8):
                store.add(database, f"number {number}")
    finally:
        done.set()
        for reader in readers:
            reader.join()

    assert failures == []
    assert seen <= set(range(2, 11))
    with lichen.Store(path) as store:
        assert len(store) == 10
        assert store.check().empty
    assert sorted(os.listdir(path.parent)) == ["study.lichen"]


def test_other_programs_can_query_it(path):
    connection = sqlite3.connect(path)

    (count,) = connection.execute(
        "SELECT count(*) FROM exchanges WHERE database = 'demo' AND direction = 'output'"
    ).fetchone()
    table = lichen.read("demo").exchanges

    assert count == (table["direction"] == "output").sum()
    connection.close()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/uslci.zip", "uslci"),
        ("ecoinvent 3.9.7z", "ecoinvent 3.9"),
        ("folder/", "folder"),
        ("x.tar.gz", "x"),
        ("release 3.9", "release 3.9"),
        (".hidden", ".hidden"),
        ("demo", "demo"),
    ],
)
def test_databases_are_called_like_their_files(path, name):
    assert default_name(path) == name


def test_a_linked_system_is_kept_and_answers_the_same(path, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    demand = "Heat supply to a building, heat pump, DE = 1 GJ"
    direct = lichen.read("demo").link().calculate(demand, lichen.read_methods("demo"))

    with lichen.Store(path) as store:
        first = store.system("demo")
        kept = [name for name in os.listdir(path.parent) if name.endswith(".linked")]
        monkeypatch.setattr(lichen.Store, "read", None)  # nothing is read again
        second = store.system("demo")

    assert len(kept) == 1 and store.path.rpartition("/")[2] in kept[0]
    assert first.findings.empty and second.findings.empty
    for system in (first, second):
        scores = system.calculate(demand).scores
        assert list(scores["score"]) == list(direct.scores["score"])
        assert list(scores["error"]) == list(direct.scores["error"])


def test_a_kept_system_is_made_again_when_the_store_changes(path):
    with lichen.Store(path, "write") as store:
        before = store.system("demo")
        store.add("demo", replace=True)
        after = store.system("demo")
        again = store.system("demo")
        other = store.system("demo", allocation="economic")

    assert before.findings.empty and again.findings.empty and other.findings.empty
    assert list(after.findings["kind"]) == ["stale_snapshot"]
    assert after.source["store"] == before.source["store"]
    assert after.source["generation"] > before.source["generation"]
    assert other.policies["allocation"] == "economic"
    assert other.policies["database"] == "demo"


def test_unknown_policies_of_a_kept_system_are_errors(path):
    with lichen.Store(path) as store:
        with pytest.raises(lichen.DataError, match="no policy alocation"):
            store.system("demo", alocation="none")
        with pytest.raises(lichen.DataError, match='no database "absent"'):
            store.system("absent")

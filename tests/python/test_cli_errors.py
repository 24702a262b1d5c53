"""Bad input, unwritable output, interrupted runs: one clear line, the right exit status."""

import os
import signal
import subprocess
import sys
import zipfile

import pytest
from command import lichen as run
from command import lichen_process
from jsonld_package import Package

DEMAND = ("--demand", "power plant = 1 kWh")


SLOW = """
import sys, time
from lichen.cli import main
import lichen.cli.packages as packages

def wait(*_):
    print("ready", flush=True)
    time.sleep(60)

packages.open_database = wait
sys.exit(main(["info", "x.zip"]))
"""

SLOW_LINK = """
import sys, time
from lichen.cli import main
from lichen.database import Database

def wait(*_, **__):
    print("ready", flush=True)
    time.sleep(60)

Database.link = wait
sys.exit(main(["inventory", "demo", "-o", sys.argv[1]]))
"""


def assert_one_line(done, *words, status=2):
    assert done.status == status, done
    assert done.out == ""
    assert done.err.startswith("lichen: ")
    assert done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fly"], ["fly"]),
        (["calculate"], ["FILE"]),
        (["calculate", "x.zip", "--format", "pdf"], ["pdf", "table", "lichen calculate --help"]),
        (["calculate", "x.zip", "--allocation", "surplus"], ["surplus", "economic"]),
        (["calculate", "x.zip", "--on-missing-provider", "ignore"], ["ignore", "cut-off"]),
        (["inventory", "x.zip", "power plant"], ["power plant", "--demand"]),
        (["info", ""], ["the name of a file is empty"]),
        (["matrices", "x.zip"], ["-o"]),
        (["calculate", "nowhere.zip", *DEMAND], ["nowhere.zip"]),
        (["info", "nowhere.zip"], ["nowhere.zip"]),
    ],
)
def test_bad_arguments(arguments, words):
    assert_one_line(run(*arguments), *words)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--demand", "power plnt"], ["power plnt", "power plant"]),
        (["--demand", "power plant = 1 kg"], ["kg"]),
        (["--demand", "power plant = 1 foo"], ["foo"]),
        (["--demand", "power plant = 1e400 kWh"], ["1e400"]),
        (["--demand", "power plant = kWh"], ["an amount begins with a number"]),
        (["--demand", ""], ["names no activity"]),
        ([], ["--demand", "lichen find"]),
        ([*DEMAND, "--method-name", "three concerns"], ["three concerns", "two concerns"]),
        ([*DEMAND, "--category", "noise"], ["noise", "global warming"]),
        ([*DEMAND, "--nw-set", "mars"], ["mars", "europe"]),
        ([*DEMAND, "--flow-map", "nowhere.csv"], ["nowhere.csv"]),
    ],
)
def test_bad_questions(coal_power, options, words):
    assert_one_line(run("calculate", coal_power, *options), *words)


def test_a_name_that_stands_for_several_lists_them(tmp_path):
    package = Package()
    product = package.product("heat", "MJ")
    for place in ("DE", "FR"):
        package.process(
            "boiler", [("output", product, 1.0, "MJ", "reference")], location=place
        )
        package.files[f"processes/{place}.json"] = package.files.pop(
            next(name for name in package.files if name.startswith("processes/") and len(name) > 20)
        ) | {"@id": f"boiler {place}"}
    path = package.write(tmp_path / "boilers.zip")

    done = run("inventory", path, "--demand", "boiler = 1 MJ")

    assert (done.status, done.out) == (2, "")
    first, *rows = done.err.splitlines()
    assert first.startswith('lichen: "boiler" stands for 2 products; name one by the id')
    assert 'or as "name, location"' in first
    assert sorted(rows) == [f'  "heat" of "boiler" (boiler {at}, {at})' for at in ("DE", "FR")]
    shown = run("show", path, "boiler").err.splitlines()
    assert shown[0].endswith('stands for 2 activities; name one by its id, or as "name, location":')
    assert shown[1] == '  "boiler" (boiler DE, DE) makes "heat"'
    assert run("inventory", path, "--demand", "boiler, FR = 1 MJ").status == 0


def test_a_product_in_place_of_an_activity_names_who_makes_it(coal_power):
    done = run("show", coal_power, "electricity")

    assert done.status == 2
    assert done.err.splitlines()[1].startswith('  "power plant" (')


def test_a_co_product_is_asked_for_behind_a_bar(tmp_path):
    package = Package()
    heat, power = package.product("heat", "MJ"), package.product("power", "kWh")
    made = [("output", power, 1.0, "kWh", "reference"), ("output", heat, 2.0, "MJ")]
    package.process("engine", made)
    package.process("boiler", [("output", heat, 1.0, "MJ", "reference")])
    path = package.write(tmp_path / "engine.zip")
    asked = ["inventory", path, "--allocation", "none"]

    assert run(*asked, "--demand", "heat = 1 MJ").status == 2
    assert run(*asked, "--demand", "engine | heat = 1 MJ").status == 0


def test_policies_may_be_written_as_documents_write_them(coal_power):
    done = run("inventory", coal_power, *DEMAND, "--on-missing-provider", "cut_off")

    assert done.status == 0
    assert "--on-missing-provider cut-off" in done.out


def broken(tmp_path, name, members):
    """A zip of some members."""
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return path


def test_a_truncated_archive(coal_power, tmp_path):
    path = tmp_path / "truncated.zip"
    path.write_bytes(coal_power.read_bytes()[:-200])

    assert_one_line(run("info", path), "truncated.zip")


def test_an_empty_file(tmp_path):
    path = tmp_path / "empty.zip"
    path.write_bytes(b"")

    assert_one_line(run("info", path), "empty.zip")


def test_something_else_altogether(tmp_path):
    path = tmp_path / "noise.zip"
    path.write_bytes(bytes(range(256)) * 64)

    assert_one_line(run("info", path), "noise.zip")


def test_an_archive_with_nothing_known(tmp_path):
    path = broken(tmp_path, "letters.zip", {"letter.txt": "Dear reader"})

    assert_one_line(run("info", path), "letters.zip")


def test_names_that_climb_out_of_the_archive_write_nothing(tmp_path):
    path = broken(tmp_path, "climber.zip", {"../../processes/evil.json": "{}"})

    assert run("info", path).status == 2
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["climber.zip"]


def test_an_empty_folder(tmp_path):
    assert_one_line(run("info", tmp_path), str(tmp_path))


def test_output_into_a_folder_that_is_not_there(coal_power, tmp_path):
    path = tmp_path / "absent" / "scores.csv"

    assert_one_line(run("calculate", coal_power, *DEMAND, "-o", path), str(path))


def test_output_onto_a_folder(coal_power, tmp_path):
    assert_one_line(run("calculate", coal_power, *DEMAND, "-o", tmp_path), "is a folder")


def test_matrices_onto_a_file(coal_power, tmp_path):
    path = tmp_path / "file"
    path.write_text("mine")

    assert_one_line(run("matrices", coal_power, "-o", path), "not a folder")
    assert path.read_text() == "mine"


def test_a_file_is_replaced_whole(coal_power, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text("old")

    done = run("calculate", coal_power, *DEMAND, "--format", "csv", "-o", path)

    assert (done.status, done.out) == (0, "")
    assert path.read_text().startswith("demand,method")
    assert [entry.name for entry in tmp_path.iterdir()] == ["scores.csv"]


def test_a_failed_run_leaves_the_old_file(coal_power, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text("old")

    assert run("calculate", coal_power, "--demand", "nothing", "-o", path).status == 2
    assert path.read_text() == "old"


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_full_disk(coal_power, form):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lichen", "calculate", coal_power, *DEMAND, "--format", form],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == "lichen: No space left on device\n"


def test_a_reader_that_goes_away(coal_power):
    process = subprocess.Popen(
        [sys.executable, "-m", "lichen", "inventory", coal_power, *DEMAND],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()

    errors = process.stderr.read()
    process.stderr.close()

    assert process.wait(60) == 141
    assert errors == b""


def test_a_fault_of_ours_is_told_as_one(coal_power, monkeypatch):
    from lichen.cli import packages

    def fail(*_):
        raise RuntimeError("out of cheese")

    monkeypatch.setattr(packages, "open_database", fail)

    assert_one_line(run("info", coal_power), "fault of lichen itself", "out of cheese", status=70)


def test_interrupted_while_it_computes(coal_power, monkeypatch, tmp_path):
    from lichen.cli import packages

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(packages, "calculate", interrupt)
    done = run("calculate", coal_power, *DEMAND, "-o", tmp_path / "scores.csv")

    assert_one_line(done, "interrupted", status=130)
    assert list(tmp_path.iterdir()) == []


def test_interrupted_while_it_writes(coal_power, monkeypatch, tmp_path):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)

    for arguments in (["calculate", coal_power, *DEMAND], ["matrices", coal_power]):
        done = run(*arguments, "-o", tmp_path / "out")
        assert_one_line(done, "interrupted", status=130)
        assert list(tmp_path.iterdir()) == [] or not any((tmp_path / "out").iterdir())


@pytest.mark.parametrize("script", [SLOW, SLOW_LINK], ids=["reading", "linking"])
def test_control_c_ends_the_process(script, tmp_path):
    # A process started in the background inherits that Ctrl-C is ignored: not this one.
    process = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "inventory.csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)

    out, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert err == "lichen: interrupted; nothing was written\n"
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_wrong_dimension_names_both(coal_power):
    done = run("inventory", coal_power, "--demand", "power plant = 1 kg")

    assert_one_line(done, "electricity", "kg", "MJ")


def test_a_process_never_shows_a_traceback(tmp_path):
    done = lichen_process("calculate", tmp_path / "nowhere.zip", *DEMAND)

    assert_one_line(done, "nowhere.zip")


def test_a_limit_of_memory_is_told_as_an_option(coal_power):
    asked = ["inventory", coal_power, *DEMAND, "--solver", "klu", "--memory-limit"]

    assert_one_line(run(*asked, "16B"), "above the limit", "--solver iterative or automatic", "--memory-limit")
    assert_one_line(run(*asked, "much"), "--memory-limit", "GiB", "much")
    assert run(*asked, "1GiB").status == 0

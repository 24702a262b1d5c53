"""A disk that is full: on a small file system of its own, where the system lets us make one."""

import subprocess
import sys

import pytest

SCRIPT = """
import os, sys
import lichen

folder = sys.argv[1]
path = os.path.join(folder, "study.lichen")
with lichen.Store(path, "create") as store:
    store.add("demo")
    generation = store.generation
with open(os.path.join(folder, "filler"), "wb") as file:
    try:
        while True:
            file.write(bytes(65536))
            file.flush()
    except OSError:
        pass
for replace, name in ((False, "second"), (True, "demo")):
    try:
        with lichen.Store(path, "write") as store:
            for number in range(20):
                store.add("demo", name if replace else f"{name} {number}", replace=replace)
        print("added" if not replace else "replaced")
    except lichen.DataError as error:
        print(error)
os.unlink(os.path.join(folder, "filler"))
with lichen.Store(path, "write") as store:
    print("damaged" if len(store.check()) else "whole")
    print(store.names[0], store.generation >= generation)
    assert lichen.read("demo").counts == store["demo"].counts
    store.add("demo", "third")
print(sorted(os.listdir(folder)))
"""


def own_file_system(folder, *command):
    """Runs a command where a folder is a file system of one megabyte."""
    inside = f'mount -t tmpfs -o size=1m none "{folder}" && exec "$@"'
    return subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", inside, "sh", *command],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    if own_file_system(folder, "true").returncode != 0:
        pytest.skip("needs a system that lets a user mount a file system (unshare)")

    done = own_file_system(folder, sys.executable, "-c", SCRIPT, str(folder))

    assert done.returncode == 0, done.stderr
    first, second, state, name, files = done.stdout.splitlines()
    assert "the disk is full; the store is as it was before" in first
    assert "the disk is full" in second or second == "replaced"
    assert (state, name, files) == ("whole", "demo True", "['study.lichen']")

"""The stub of the extension matches it, and the package holds under mypy's strict rules."""

import os
import re
import subprocess
import sys

from places import ROOT
from lichen import _core


def run(*arguments, cwd=ROOT):
    """Runs a module of Python; gives what it printed and its status."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "MYPY_CACHE_DIR": str(ROOT / "build" / "mypy")},
    )
    return done.stdout + done.stderr, done.returncode


def test_the_stub_matches_the_extension():
    printed, status = run(
        "mypy.stubtest",
        "lichen._core",
        "--concise",
        "--mypy-config-file=pyproject.toml",
        "--allowlist=python/stubtest_allowed.txt",
    )

    assert status == 0, printed


def test_every_class_of_the_stub_exists():
    stub = (ROOT / "python" / "lichen" / "_core.pyi").read_text()

    classes = re.findall(r"^class (\w+)", stub, flags=re.MULTILINE)

    assert len(classes) >= 15
    assert [name for name in classes if not hasattr(_core, name)] == []


def test_the_package_is_typed():
    printed, status = run("mypy", "python/lichen")

    assert status == 0, printed

"""What the documentation shows, runs: python blocks in order, `$ lichen` lines of console blocks.

File names that stand for open data are made in the folder that a page runs in; a page that
needs them is skipped where they are absent.
"""

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import DATA
from places import ROOT as TOP

STAND_FOR = {
    "uslci.zip": "uslci-fy18-jsonld",
    "ipcc.zip": "olca-methods/IPCC_json_v1.0.3.zip",
    "fedefl-uslci.csv": "fedefl/fedelemflowlist/flowmapping/USLCIv2019Q4.csv",
    "mobility.zip": "bw2calc-fixtures/tests/fixtures/bw2io_example_db.zip",
    "climate.zip": "bw2calc-fixtures/tests/fixtures/ipcc_simple.zip",
    "forwast.bw2package": "forwast/forwast.bw2package",
}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
PAGES = [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [block for name, block in FENCE.findall(text) if name == language]


def commands(page: Path) -> list[list[str]]:
    """The arguments of each `$ lichen` line, continued lines joined."""
    lines = "\n".join(blocks(page, "console")).replace("\\\n", " ").splitlines()
    return [shlex.split(line[2:])[1:] for line in lines if line.startswith("$ lichen ")]


def name(page: Path) -> str:
    return str(page.relative_to(TOP))


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> Path:
    """A folder with the files that pages name, as far as their data are here."""
    folder = tmp_path_factory.mktemp("files")
    for short, source in STAND_FOR.items():
        path = DATA / source
        if path.is_dir():
            with zipfile.ZipFile(folder / short, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in sorted(path.rglob("*.json")):
                    archive.write(file, file.relative_to(path))
        elif path.exists():
            shutil.copy(path, folder / short)
    return folder


def need(text: str) -> None:
    """Skips where a file that a text names is not here."""
    for short, source in STAND_FOR.items():
        if short in text and not (DATA / source).exists():
            pytest.skip(f"needs open test data that are not here: ../shared/data/{source}")


def linked(files: Path, folder: Path) -> Path:
    for file in files.iterdir():
        (folder / file.name).symlink_to(file)
    return folder


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=name)
def test_python_runs(page, files, tmp_path, monkeypatch):
    code = blocks(page, "python")
    need("\n".join(code))
    monkeypatch.chdir(linked(files, tmp_path))
    namespace: dict[str, object] = {}
    for number, block in enumerate(code, start=1):
        exec(compile(block, f"{name(page)}, python block {number}", "exec"), namespace)


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=name)
def test_commands_run(page, files, tmp_path):
    need("\n".join(blocks(page, "console")))
    folder = linked(files, tmp_path)
    for arguments in commands(page):
        done = subprocess.run(
            [sys.executable, "-m", "lichen", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"lichen {shlex.join(arguments)}\n{done.stderr}"
        assert done.stdout or list(folder.iterdir())


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    dead = [to for to in LINK.findall(text) if not (page.parent / to).exists()]
    assert not dead

"""Every C++ program that a page shows is a file of docs/examples, built and run by the package
tests; every page can be reached from the index."""

import os
import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
PAGES = [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]
PROGRAM = re.compile(
    r"^(?:<!-- include: (\S+) -->\n)?```cpp\n(.*?)^```", re.DOTALL | re.MULTILINE
)


def programs(page: Path) -> list[tuple[str, str]]:
    return PROGRAM.findall(page.read_text(encoding="utf-8"))


def name(page: Path) -> str:
    return str(page.relative_to(TOP))


@pytest.mark.parametrize("page", [page for page in PAGES if programs(page)], ids=name)
def test_shows_programs_that_are_built_and_run(page):
    package = (TOP / "tests" / "package" / "CMakeLists.txt").read_text(encoding="utf-8")
    for source, block in programs(page):
        if "main(" not in block and not source:
            continue  # some lines, not a program
        assert source, f"{name(page)} shows a program without naming its file"
        assert block == (TOP / source).read_text(encoding="utf-8")
        assert Path(source).name in package


def test_every_page_is_reached_from_the_index():
    seen: set[Path] = set()
    left = [TOP / "docs" / "index.md"]
    while left:
        page = left.pop().resolve()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            path = Path(os.path.normpath(page.parent / target))
            left.extend(path.glob("*.md") if path.is_dir() else [path] * path.exists())
    assert [name(page) for page in (TOP / "docs").rglob("*.md") if page not in seen] == []

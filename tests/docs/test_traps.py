"""The lists of traps and of bad input name tests that there are."""

import re

import pytest

LISTED = re.compile(r"\b([A-Z]\w+)\.([A-Z]\w+)")
TEST = re.compile(r"^TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", re.MULTILINE)


@pytest.mark.parametrize(
    ("file", "least"),
    [("reference/traps_test.cpp", 40), ("unit/io/bad_input_test.cpp", 30)],
)
def test_every_listed_test_is_there(top, file, least):
    head = (top / "tests" / file).read_text().partition("#include")[0]
    listed = LISTED.findall(head)
    tests = {
        name
        for path in (top / "tests").rglob("*_test.cpp")
        for name in TEST.findall(path.read_text())
    }

    assert len(listed) >= least
    assert set(listed) <= tests, sorted(set(listed) - tests)

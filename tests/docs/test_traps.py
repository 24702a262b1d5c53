"""The list of traps names tests that there are."""

import re

TRAP = re.compile(r"^// [A-Z]\d+ +.* ([A-Z]\w+)\.([A-Z]\w+)$", re.MULTILINE)
TEST = re.compile(r"^TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", re.MULTILINE)


def test_every_trap_has_its_test(top):
    listed = TRAP.findall((top / "tests" / "reference" / "traps_test.cpp").read_text())
    tests = {
        name
        for path in (top / "tests").rglob("*_test.cpp")
        for name in TEST.findall(path.read_text())
    }

    assert len(listed) >= 40
    assert set(listed) <= tests, sorted(set(listed) - tests)

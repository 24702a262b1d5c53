"""Every equation that code cites stands in the theory, once."""

import re
from pathlib import Path

SOURCES = (".hpp", ".ipp", ".cpp", ".py")


def equations(top: Path) -> list[str]:
    text = (top / "docs" / "theory" / "theory.md").read_text(encoding="utf-8")
    return re.findall(r"\*\*\((\d\.\d+)\)\*\*", text)


def citations(top: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for folder in ("include", "src", "tests", "python"):
        for path in sorted((top / folder).rglob("*")):
            if path.suffix not in SOURCES or not path.is_file():
                continue
            text = re.sub(r"\s*\n\s*(///?|\*|#)?\s*", " ", path.read_text(encoding="utf-8"))
            for cited in re.findall(r"theory ((?:\(\d\.\d+\)(?:,? and |, )?)+)", text):
                for number in re.findall(r"\d\.\d+", cited):
                    found.setdefault(number, []).append(str(path.relative_to(top)))
    return found


def test_equations_are_numbered_in_order(top):
    numbers = [tuple(map(int, number.split("."))) for number in equations(top)]
    assert numbers == sorted(set(numbers))
    for chapter in {chapter for chapter, _ in numbers}:
        own = [number for part, number in numbers if part == chapter]
        assert own == list(range(1, len(own) + 1))


def test_every_citation_in_code_has_its_equation(top):
    cited = citations(top)
    assert {"3.2", "3.5", "3.6"} <= set(cited)
    unknown = {number: files for number, files in cited.items() if number not in equations(top)}
    assert not unknown

"""Every kind of finding that the sources use is explained, and none that they do not."""

import re
from pathlib import Path

WORD = r'"([a-z]+(?:_[a-z]+)+)"'
CALLS = "report|finding|obstacle|once|flow_finding|answer_finding|findings.add|findings_.add"
PATTERNS = (
    rf"\bkind = {WORD}",
    rf"{WORD},? ?Severity::",
    rf"\b(?:{CALLS})\(\s*\{{?(?:[a-z_.]+ == 0 \? |[a-z]+ \? )?{WORD}",
    rf"\badd\((?:unit|UnitIndex\{{i\}}), {WORD}",
    rf"\bweighting_finding\( ?methods, [^\"]*?{WORD}",
    rf'\? "[a-z_]+" : {WORD}, (?:[a-z]+ \? )?Severity::',
)


def kinds_in_sources(top: Path) -> set[str]:
    kinds: set[str] = set()
    for folder in ("include", "src"):
        for path in (top / folder).rglob("*"):
            if path.suffix not in (".hpp", ".ipp", ".cpp"):
                continue
            text = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
            text = re.sub(r"\s+", " ", text)
            for pattern in PATTERNS:
                kinds.update(re.findall(pattern, text))
    return kinds


def kinds_in_page(top: Path) -> list[str]:
    page = (top / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([a-z_]+_[a-z_]+)` \|", page, re.MULTILINE)


def test_every_kind_in_the_sources_is_explained(top):
    found = kinds_in_sources(top)
    assert {"unknown_unit", "no_allocation", "cut_off_flow", "bad_amount"} <= found
    assert found - set(kinds_in_page(top)) == set()


def test_every_kind_that_is_explained_exists(top):
    explained = kinds_in_page(top)
    assert len(explained) == len(set(explained))
    sources = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("include", "src")
        for path in (top / folder).rglob("*")
        if path.suffix in (".hpp", ".ipp", ".cpp")
    )
    assert [kind for kind in explained if f'"{kind}"' not in sources] == []

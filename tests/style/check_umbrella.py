"""Fails where lichen.hpp lacks a header of the header-only layers, or has one too many."""

import re
import sys
from pathlib import Path

LAYERS = ["base", "units", "linalg", "model", "system", "calc", "random", "datasets", "study"]
# Included by name: the typed edge costs compile time, backends need their library.
BY_NAME = {"lichen/units/boost.hpp", "lichen/units/named_units.hpp"}


def main(top):
    include = Path(top) / "include"
    text = (include / "lichen" / "lichen.hpp").read_text()
    has = set(re.findall(r'#\s*include\s+"(lichen/[^"]+)"', text))
    wants = {
        path.relative_to(include).as_posix()
        for layer in LAYERS
        for path in (include / "lichen" / layer).rglob("*.hpp")
    } - BY_NAME
    wants |= {"lichen/version.hpp", "lichen/config.hpp"}
    found = [f"lichen.hpp lacks {name}" for name in sorted(wants - has)]
    found += [f"lichen.hpp includes {name}, which is not its own" for name in sorted(has - wants)]
    print("\n".join(found) or "the umbrella is complete")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Fails where a file or a function is too large to be read at one sitting.

Lines of code count, not blank lines, comments or docstrings: 200 for a public header, 400
for any other file, 60 for a function (lizard counts those).
"""

import sys
from pathlib import Path

import lizard

HEADER_LINES = 200
FILE_LINES = 400
FUNCTION_LINES = 60
FOLDERS = ["include", "src", "python", "tests", "docs/examples"]
SUFFIXES = {".hpp", ".ipp", ".cpp", ".py"}


def files(top):
    """Every source file of the project."""
    for folder in FOLDERS:
        for path in sorted((top / folder).rglob("*")):
            if path.suffix in SUFFIXES and "fixtures" not in path.parts:
                yield path


def violations(top):
    """Yields one line for every file or function over its limit."""
    for path in files(top):
        name = path.relative_to(top)
        found = lizard.analyze_file(str(path))
        limit = HEADER_LINES if name.parts[0] == "include" and path.suffix == ".hpp" else FILE_LINES
        if found.nloc > limit:
            yield f"{name}: {found.nloc} lines of code, {limit} at most"
        for function in found.function_list:
            if function.nloc > FUNCTION_LINES:
                yield (
                    f"{name}:{function.start_line}: {function.name} has {function.nloc} lines, "
                    f"{FUNCTION_LINES} at most"
                )


def main(top):
    found = list(violations(Path(top)))
    print("\n".join(found) or "files and functions are small")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

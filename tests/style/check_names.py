"""Fails where a file's name or place breaks a rule of names."""

import re
import sys
from pathlib import Path

SNAKE = re.compile(r"[a-z0-9_]+(\.[a-z]+)+")
NO_PURPOSE = {"utils", "util", "common", "helpers", "helper", "misc", "stuff"}
TOP = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "pyproject.toml", "run",
    ".clang-format", ".clang-tidy", ".gitignore", ".ci", "include", "src", "python",
    "datasets", "tests", "docs",
}  # fmt: skip
LOCAL = {".git", ".venv", "build", ".pytest_cache", ".mypy_cache", "dist"}


def violations(top):
    """Yields one line for every name that breaks a rule."""
    for path in top.iterdir():
        if path.name not in TOP | LOCAL:
            yield f"{path.name}: nothing else stands at the top level"
    for folder in ["include", "src", "tests"]:
        for path in sorted((top / folder).rglob("*")):
            if path.suffix not in {".hpp", ".ipp", ".cpp"}:
                continue
            if not SNAKE.fullmatch(path.name):
                yield f"{path.relative_to(top)}: file names are snake_case"
            if NO_PURPOSE & {part.split(".")[0] for part in path.relative_to(top).parts}:
                yield f"{path.relative_to(top)}: a name that tells no purpose"
    for path in sorted((top / "include").rglob("*.[hi]pp")):
        text = path.read_text()
        if "#pragma once" not in text:
            yield f"{path.relative_to(top)}: lacks #pragma once"
        if path.suffix == ".hpp" and "@file" not in text:
            yield f"{path.relative_to(top)}: its first comment must say what it is for (@file)"
    for path in sorted((top / "tests" / "unit").rglob("*.cpp")):
        if not path.name.endswith("_test.cpp"):
            yield f"{path.relative_to(top)}: unit tests are called x_test.cpp"


def main(top):
    found = list(violations(Path(top).resolve()))
    print("\n".join(found) or "names follow the rules")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

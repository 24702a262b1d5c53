"""Fails where a public header includes a layer that is not below its own.

The table is design.md's picture of the layers; it grows with the folders.
"""

import re
import sys
from pathlib import Path

BELOW = {
    "base": set(),
    "units": {"base"},
    "linalg": {"base"},
    "model": {"base", "units"},
    "io": {"base", "units", "model"},
    "random": {"base"},
    "datasets": {"base", "linalg", "random"},
    "calc": {"base", "linalg"},
    "system": {"base", "units", "linalg", "model"},
    "store": {"base", "units", "linalg", "model", "system"},
    "study": {"base", "units", "linalg", "model", "calc", "system"},
}
# The umbrella, the macros and the version stand above and below all layers.
FREE = {"lichen.hpp", "io.hpp", "store.hpp", "config.hpp", "version.hpp"}
INCLUDE = re.compile(r'\s*#\s*include\s+[<"]lichen/(\w+)/')


def layer_of(path, root):
    """The layer that a file under include/lichen or src belongs to, or None."""
    parts = path.relative_to(root).parts
    if len(parts) == 1:
        return None if path.name in FREE else "unknown"
    return parts[0]


def violations(root, layers=BELOW):
    """Yields one line for every include that points up or sideways."""
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".hpp", ".ipp", ".cpp"}:
            continue
        layer = layer_of(path, root)
        if layer is None or (layer not in layers and root.name == "src"):
            continue
        if layer not in layers:
            yield f"{path}: no layer of the table in check_layers.py"
            continue
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            found = INCLUDE.match(line)
            if found and found[1] not in layers[layer] | {layer}:
                yield f"{path}:{number}: {layer} must not include {found[1]}"


def model_files_with_eigen(root):
    """Yields a line for every file of the model that includes Eigen."""
    for path in sorted((root / "model").glob("*")):
        if re.search(r"#\s*include\s*<Eigen/", path.read_text()):
            yield f"{path}: the model knows no matrices: no Eigen here"


def main(top):
    include = Path(top) / "include" / "lichen"
    found = [*violations(include), *violations(Path(top) / "src")]
    found += model_files_with_eigen(include)
    print("\n".join(found) or "layers point one way")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

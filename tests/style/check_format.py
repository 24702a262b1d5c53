"""Fails where clang-format would change a file."""

import subprocess
import sys
from pathlib import Path

FOLDERS = ["include", "src", "tests", "python", "docs/examples"]


def main(top):
    top = Path(top)
    sources = [
        str(path)
        for folder in FOLDERS
        for path in sorted((top / folder).rglob("*.[hic]pp"))
    ]
    done = subprocess.run(
        ["clang-format-19", "--dry-run", "--Werror", *sources],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stderr.splitlines() if "code should be" in line]
    print("\n".join(lines[:40]) or "formatted")
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

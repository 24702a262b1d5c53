"""Makes what scikit-umfpack needs to be built on SuiteSparse 5: one header and a .pc file.

    python umfpack_for_python.py FOLDER [HEADERS]

SuiteSparse 6 brings both. FOLDER is then what PKG_CONFIG_PATH must name.
"""

import re
import sys
from pathlib import Path


def single(headers):
    """umfpack.h with the headers that it includes in their places, and 64-bit integers by
    the name that SuiteSparse 6 has for them."""

    def inlined(match):
        return (headers / match[1]).read_text(encoding="latin-1")

    text = (headers / "umfpack.h").read_text(encoding="latin-1")
    text = re.sub(r'#include "(umfpack_\w+\.h)"', inlined, text)
    return re.sub(r"\bSuiteSparse_long\b", "int64_t", text)


def main(folder, headers="/usr/include/suitesparse"):
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "umfpack.h").write_text(single(Path(headers)), encoding="latin-1")
    (folder / "UMFPACK.pc").write_text(
        "Name: UMFPACK\nDescription: UMFPACK of SuiteSparse 5\nVersion: 5\n"
        f"Libs: -lumfpack\nCflags: -I{folder} -I{headers}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

"""How equations are solved, and how much memory that may take."""

from __future__ import annotations

import math
import re

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

UNITS = {
    "": 1,
    "b": 1,
    "kb": 10**3,
    "mb": 10**6,
    "gb": 10**9,
    "tb": 10**12,
    "kib": 2**10,
    "mib": 2**20,
    "gib": 2**30,
    "tib": 2**40,
}


def solve_options(
    solver: str, dense_limit: int, tolerance: float, memory_limit: float | str | None
) -> dict[str, Any]:
    """The options of a solver, as the bindings take them.

    Raises
    ------
    DataError
        If `memory_limit` is no amount of memory.
    """
    return {
        "solver": solver,
        "dense_limit": dense_limit,
        "tolerance": tolerance,
        "memory_limit": bytes_of(memory_limit),
    }


def bytes_of(limit: float | str | None) -> float:
    """A limit of memory in bytes, from a number of them or a text like "1.5 GiB".

    Parameters
    ----------
    limit : float, str or None
        None stands for no limit of one's own: 0.

    Raises
    ------
    DataError
        If it is no positive number, or its unit none of kB, MB, GB, TB, KiB, MiB, GiB, TiB.

    Examples
    --------
    >>> bytes_of("1.5 KiB")
    1536.0
    """
    if limit is None:
        return 0.0
    value = _of_text(limit) if isinstance(limit, str) else float(limit)
    if not math.isfinite(value) or value <= 0:
        raise DataError(
            "memory_limit is a positive number of bytes, or a text as \"1.5 GiB\" "
            f"(kB, MB, GB, TB, KiB, MiB, GiB, TiB); not {limit!r}"
        )
    return value


def _of_text(text: str) -> float:
    found = re.fullmatch(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([A-Za-z]*)\s*", text)
    if found is None or found[2].lower() not in UNITS:
        return math.nan
    return float(found[1]) * UNITS[found[2].lower()]

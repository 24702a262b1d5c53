"""What was odd about packages that are read in Python, as the library tells it elsewhere."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import pandas


def finding(
    kind: str, severity: str, file: str, where: str, message: str, action: str, count: int = 1
) -> dict[str, Any]:
    """One row of a table of findings."""
    return {
        "kind": kind,
        "severity": severity,
        "file": file,
        "data_set": "",
        "field": where,
        "message": message,
        "action": action,
        "count": count,
    }


def findings_frame(found: Sequence[dict[str, Any]]) -> pandas.DataFrame:
    """The rows as a table."""
    from lichen.frames import to_frame

    return to_frame({key: [row[key] for row in found] for key in finding("", "", "", "", "", "")})

"""Columns as pandas tables; pandas is imported when a table is first asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas


def to_frame(columns: Mapping[str, Any], index: str | None = None) -> pandas.DataFrame:
    """A table of columns.

    Parameters
    ----------
    columns : mapping of str to list or ndarray
    index : str, optional
        The column that becomes the index.
    """
    import pandas

    frame = pandas.DataFrame(dict(columns))
    return frame if index is None else frame.set_index(index)


def counts_frame(counts: Sequence[tuple[str, str, int, int]]) -> pandas.DataFrame:
    """Findings counted by kind and severity, as a table."""
    import pandas

    return pandas.DataFrame(counts, columns=["kind", "severity", "findings", "occurrences"])

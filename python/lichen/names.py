"""What the name of a method, a category or a set stands for: exact id, then exact name."""

from __future__ import annotations

from lichen._core import near_names
from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LISTED = 10


def resolve(text: str, what: str, ids: Sequence[str], names: Sequence[str]) -> int:
    """The position of the row that a name stands for.

    Parameters
    ----------
    text : str
        An exact id, or an exact name (blanks around it do not count).
    what : str
        What is sought, for the message: "method", "category".
    ids, names : sequences of str
        One entry per row.

    Raises
    ------
    DataError
        If nothing has that name (near ones are named), or several have (all are listed).
    """
    wanted = text.strip()
    hits = [at for at, value in enumerate(ids) if value == wanted]
    hits = hits or [at for at, name in enumerate(names) if name.strip() == wanted]
    if not hits:
        known = near_names(wanted, list(names)) or sorted({n for n in names if n})[:MOST_LISTED]
        hint = f"; there are: {'; '.join(known)}" if known else ""
        raise DataError(f'there is no {what} "{text}"{hint}')
    if len(hits) > 1:
        raise DataError(several(text, what, [f"{names[at].strip()} ({ids[at]})" for at in hits]))
    return hits[0]


def several(text: str, what: str, listed: Sequence[str], or_as: str = "") -> str:
    """The message for a name that stands for several rows: below it one a line."""
    rows = [f"\n  {row}" for row in listed[:MOST_LISTED]]
    if len(listed) > MOST_LISTED:
        rows.append(f"\n  and {len(listed) - MOST_LISTED} more")
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    start = f'"{text}" stands for {len(listed)} {plural}; name one by its id'
    return f"{start}{or_as}:{''.join(rows)}"

"""What a name stands for: exact id, then exact name, then name and location."""

from __future__ import annotations

from lichen.errors import DataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LISTED = 10


def near(text: str, names: Sequence[str], count: int = 3) -> list[str]:
    """Names that are near an unknown one: similar ones, else ones that contain it."""
    from difflib import get_close_matches

    known = sorted({name for name in names if name})
    lowered = {name.lower(): name for name in known}
    similar = get_close_matches(text.lower(), lowered, n=count, cutoff=0.6)
    found = [lowered[name] for name in similar]
    words = text.lower().split()
    found += [
        name for name in known if name not in found and all(w in name.lower() for w in words)
    ]
    return found[:count]


def resolve(
    text: str,
    what: str,
    ids: Sequence[str],
    names: Sequence[str],
    places: Sequence[str] | None = None,
) -> int:
    """The position of the row that a name stands for.

    Parameters
    ----------
    text : str
        An exact id, an exact name (blanks around it do not count), or "name, location".
    what : str
        What is sought, for the message: "activity", "method".
    ids, names, places : sequences of str
        One entry per row.

    Raises
    ------
    DataError
        If nothing has that name (near ones are named), or several have (all are listed).
    """
    by_id = [i for i, value in enumerate(ids) if value == text]
    if by_id:
        return by_id[0]
    wanted = text.strip()
    hits = [i for i, name in enumerate(names) if name.strip() == wanted]
    if not hits and places is not None:
        hits = [
            i
            for i, (name, place) in enumerate(zip(names, places, strict=True))
            if place and f"{name.strip()}, {place}" == wanted
        ]
    if len(hits) == 1:
        return hits[0]
    if hits:
        listed = [_described(i, ids, names, places) for i in hits[:MOST_LISTED]]
        more = f" and {len(hits) - MOST_LISTED} more" if len(hits) > MOST_LISTED else ""
        raise DataError(
            f'"{text}" stands for {len(hits)} of {what}: {"; ".join(listed)}{more}; use the id'
        )
    candidates = near(text, names)
    hint = f"; near: {'; '.join(candidates)}" if candidates else ""
    raise DataError(f'there is no {what} "{text}"{hint}')


def _described(
    at: int, ids: Sequence[str], names: Sequence[str], places: Sequence[str] | None
) -> str:
    place = places[at] if places is not None else ""
    return f"{names[at].strip()}{f', {place}' if place else ''} ({ids[at]})"

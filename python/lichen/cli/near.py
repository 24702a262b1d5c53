"""What was probably meant by words that nothing holds."""

from __future__ import annotations

import difflib
import itertools
import re

from lichen import _core

MOST = 3  # words that are tried in place of one that nothing holds
LIKE = 0.7  # how alike they are, as difflib counts


def near_text(core: _core.Database, words: str) -> str:
    """Says that nothing holds the words, and what could be sought instead."""
    start = f'nothing holds "{words}"'
    names = _names(core)
    known = _words("\n".join(names))
    sought = words.lower().split()
    lost = [word for word in sought if not _hits(core, word)]
    if sought and not lost:
        counts = ", ".join(f'"{word}" {_hits(core, word)}' for word in sought)
        return f"{start}, though its words occur apart: {counts} times"
    choices = [
        difflib.get_close_matches(word, known, MOST, LIKE) if word in lost else [word]
        for word in sought
    ]
    for chosen in itertools.product(*choices):
        hits = _hits(core, " ".join(chosen))
        if hits:
            return f'{start}; did you mean "{" ".join(chosen)}" ({hits} hits)?'
    near = _core.near_names(words, names)
    return start + (f"; near: {'; '.join(near)}" if near else "")


def _names(core: _core.Database) -> list[str]:
    """Names of activities and flows, without repetition."""
    names = [*core.activities()["name"], *core.flows()["name"]]
    return list(dict.fromkeys(name.strip() for name in names))


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[^\W_][\w-]*", text.lower())))


def _hits(core: _core.Database, words: str) -> int:
    return len(_core.search(core, words, True, True))

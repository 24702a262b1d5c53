"""How tables look in a terminal."""

from __future__ import annotations

import textwrap

from rich import box
from rich.table import Table
from rich.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

RIGHT = ">"
PAIRS_WIDTH = 100  # longer lines of prose are hard to read, however wide the terminal
NARROWEST = 20


def make_table(columns: Sequence[str]) -> Table:
    """A table; a column whose name begins with ">" holds numbers, set to the right."""
    made = Table(
        box=box.SIMPLE_HEAD,
        header_style="bold",
        pad_edge=False,
        show_edge=False,
    )
    for name in columns:
        if name.startswith(RIGHT):
            made.add_column(name[1:], justify="right", no_wrap=True)
        else:
            made.add_column(name, overflow="fold")
    return made


def print_table(console: Console, table: Table, title: str = "") -> None:
    """A table below its title, which is never folded to the table's width."""
    if title:
        console.print(title, style="bold")
    console.print(table)
    console.print()


def print_pairs(console: Console, pairs: Sequence[tuple[str, str]]) -> None:
    """Names and what they are, one below the other."""
    indent = max((len(name) for name, _ in pairs), default=0) + 2
    width = max(min(console.width, PAIRS_WIDTH) - indent, NARROWEST)
    for name, value in pairs:
        lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        for at, line in enumerate(lines or [""]):
            begin = (name if at == 0 else "").ljust(indent)
            text = Text.assemble((begin, "dim"), line)
            text.rstrip()
            console.print(text, soft_wrap=True)


def print_wrapped(console: Console, text: str, indent: int = 0) -> None:
    """A sentence on lines that are not too wide, set in by some blanks."""
    width = max(min(console.width, PAIRS_WIDTH) - indent, NARROWEST)
    for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False):
        console.print(" " * indent + line, soft_wrap=True)


def count_text(count: int, what: str = "", several: str = "") -> str:
    """A count with thousands set apart, and what is counted.

    Parameters
    ----------
    count : int
    what : str
        What is counted, for one of it.
    several : str
        For several; left out: `what` with an s.
    """
    if not what:
        return f"{count:,}"
    return f"{count:,} {what if count == 1 else several or what + 's'}"

"""How tables look in a terminal."""

from __future__ import annotations

from rich import box
from rich.table import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

RIGHT = ">"


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
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in pairs:
        made.add_row(name, value)
    console.print(made)


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
